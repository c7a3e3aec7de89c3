"""The manager's mouth: plays a plan, frame by frame, and tells what it does.

A plan is what the engine wants said: lines, thinking pauses, a beep, a hang-up. The mouth knows nothing of meaning;
it turns the plan into frames of sound and reports each beginning and end with the number of the frame.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from simulator.audio import FRAME_SAMPLES, FRAME_SECONDS, SILENCE, Frame, Sound, frames_in
from simulator.dialogue.actions import Action, Beep, HangUp, Plan, Say, Think

BREATH_SECONDS = 0.25
"""Silence between two lines said in one go; within the 0.2–0.3 s that speakers leave between phrases."""
REACTION_SECONDS = 0.2
"""Least silence before the manager takes the floor. The usual gap between speakers is 0.2 s (Stivers et al. 2009)."""


@dataclass(frozen=True, slots=True)
class LineBegan:
    """The first frame of a line is going out."""

    say: Say


@dataclass(frozen=True, slots=True)
class LineEnded:
    """A line has been said to its end, or was cut off. `text` is what was said of it."""

    say: Say
    began: int
    """Frame number."""
    text: str
    complete: bool
    pause: float | None
    """Seconds of deliberate silence that the plan puts after the line."""


@dataclass(frozen=True, slots=True)
class PauseBegan:
    """A thinking pause begins."""


@dataclass(frozen=True, slots=True)
class PauseEnded:
    """A thinking pause was left alone to its end."""

    began: int


@dataclass(frozen=True, slots=True)
class Beeped:
    """The beep is over; a voicemail listens from here on."""

    began: int


@dataclass(frozen=True, slots=True)
class HungUp:
    """The manager has hung up."""

    reason: str


Report = LineBegan | LineEnded | PauseBegan | PauseEnded | Beeped | HungUp


class Mouth:
    """Plays plans. `sound_of(say)` gives a line's sound, or None while it is still being rendered."""

    def __init__(self, sound_of: Callable[[Say], Sound | None], beep: Sound, hold: Sound) -> None:
        self._sound_of = sound_of
        self._beep = beep
        self._hold = hold
        self._queue: deque[Action] = deque()
        self._current: Action | None = None
        self._sound: Sound = np.zeros(0, np.int16)
        self._position = 0
        self._began = 0
        self._wait = 0

    @property
    def speaking(self) -> bool:
        """A line (or the beep) is sounding."""
        return isinstance(self._current, Say | Beep)

    @property
    def thinking(self) -> bool:
        """In a deliberate pause."""
        return isinstance(self._current, Think)

    @property
    def pausing(self) -> bool:
        """In a deliberate pause, or about to begin one."""
        return self.thinking or (self._current is None and bool(self._queue) and isinstance(self._queue[0], Think))

    @property
    def busy(self) -> bool:
        """There is something left to play."""
        return self._current is not None or bool(self._queue)

    @property
    def remaining(self) -> float:
        """Seconds of the current line still to come; 0 when none is sounding."""
        return max(0, len(self._sound) - self._position) / FRAME_SAMPLES * FRAME_SECONDS if self.speaking else 0.0

    @property
    def line_began(self) -> int | None:
        """Frame at which the line now sounding began."""
        return self._began if isinstance(self._current, Say) else None

    def said_so_far(self) -> str:
        """The words of the current line that have gone out by now."""
        if not isinstance(self._current, Say):
            return ""
        words = self._current.text.split()
        # the synthesiser gives no word times; its pace within a line is even enough to share them out by letters
        share = self._position / max(1, len(self._sound)) * len(self._current.text)
        said, length = [], 0
        for word in words:
            if length + len(word) > share:
                break
            said.append(word)
            length += len(word) + 1
        return " ".join(said)

    def play(self, plan: Plan, after: float = REACTION_SECONDS) -> None:
        """Replaces what is left of the plan under way; begins `after` seconds from now at the earliest."""
        self._queue = deque(plan)
        self._current = None
        self._wait = frames_in(after)

    def stop(self) -> list[Report]:
        """Falls silent at once and forgets the rest of the plan. Reports the line that was cut off, if any."""
        reports: list[Report] = []
        if isinstance(self._current, Say) and self._position:
            reports.append(LineEnded(self._current, self._began, self.said_so_far(), complete=False, pause=None))
        self._queue.clear()
        self._current = None
        self._wait = 0
        return reports

    def next_frame(self, now: int, *, hold: bool) -> tuple[Frame, list[Report]]:
        """The frame that goes out at frame number `now`.

        While `hold` is true (the candidate has the floor) nothing new begins and a thinking pause does not end;
        a line that is already sounding goes on.
        """
        reports: list[Report] = []
        if self._current is None:
            if self._wait > 0:
                self._wait -= 1
                return SILENCE, reports
            if hold or not self._queue or not self._begin(now, reports):
                return SILENCE, reports
        frame = self._advance()
        if self._position >= len(self._sound) and not (isinstance(self._current, Think) and hold):
            self._end(reports)
        return frame, reports

    def _begin(self, now: int, reports: list[Report]) -> bool:
        action = self._queue[0]
        if isinstance(action, HangUp):
            self._queue.clear()
            reports.append(HungUp(action.reason))
            return False
        sound = self._sound_for(action)
        if sound is None:
            return False
        self._queue.popleft()
        self._current, self._sound, self._position, self._began = action, sound, 0, now
        if isinstance(action, Say):
            reports.append(LineBegan(action))
        elif isinstance(action, Think):
            reports.append(PauseBegan())
        return True

    def _sound_for(self, action: Action) -> Sound | None:
        if isinstance(action, Say):
            return self._sound_of(action)
        if isinstance(action, Beep):
            return self._beep
        assert isinstance(action, Think)  # noqa: S101 - the closed union's last case, for the type checker
        length = frames_in(action.seconds) * FRAME_SAMPLES
        return np.resize(self._hold, length) if action.hint == "hold" else np.zeros(length, np.int16)

    def _advance(self) -> Frame:
        piece = self._sound[self._position : self._position + FRAME_SAMPLES]
        self._position += FRAME_SAMPLES
        if len(piece) == FRAME_SAMPLES:
            return piece
        frame = np.zeros(FRAME_SAMPLES, np.int16)
        frame[: len(piece)] = piece
        return frame

    def _end(self, reports: list[Report]) -> None:
        ended, self._current = self._current, None
        if isinstance(ended, Say):
            following = self._queue[0] if self._queue else None
            pause = following.seconds if isinstance(following, Think) else None
            reports.append(LineEnded(ended, self._began, ended.text, complete=True, pause=pause))
            self._wait = 0 if isinstance(following, Think) else frames_in(BREATH_SECONDS)
        elif isinstance(ended, Think):
            reports.append(PauseEnded(self._began))
        elif isinstance(ended, Beep):
            reports.append(Beeped(self._began))
