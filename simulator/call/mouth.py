"""The manager's mouth: plays a plan, frame by frame, and tells what it does.

A plan is what the engine wants said: lines, thinking pauses, a beep, a hang-up. The mouth knows nothing of meaning;
it turns the plan into frames of sound and reports what has ended, with the numbers of its frames.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from simulator.audio import FRAME_SAMPLES, FRAME_SECONDS, RATE, SILENCE, Frame, Sound, frames_in
from simulator.dialogue.actions import Action, Beep, HangUp, Plan, Say, Think
from simulator.turn_taking import REACTION_SECONDS

BREATH_SECONDS = 0.25
"""Silence between two lines said in one go; within the 0.2–0.3 s that speakers leave between phrases."""
FADE_SAMPLES = RATE // 125
"""A voice that falls silent in mid-word fades within 8 ms: cut off dead it would click."""
REWIND_SECONDS = 0.5
"""Who has fallen silent goes on from the quietest moment of so much speech before: where a word or phrase begins."""
QUIET_SAMPLES = RATE // 100
"""That moment lasts 10 ms."""


@dataclass(frozen=True, slots=True)
class LineEnded:
    """A line has been said to its end, or was cut off. `text` is what was said of it."""

    say: Say
    began: int
    end: int
    """Frame numbers; `end` is the first without it."""
    text: str
    complete: bool
    pause: float | None
    """Seconds of deliberate silence that the plan puts after the line."""


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


Report = LineEnded | PauseEnded | Beeped | HungUp


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
        self.hushed_at: int | None = None
        """Frame at which the line under way was broken off, to listen; None while it sounds."""
        self._fade_in = False
        self.plan_began: int | None = None
        """Frame at which the first action of the plan began; None until then."""

    @property
    def speaking(self) -> bool:
        """A line (or the beep) is under way."""
        return isinstance(self._current, Say | Beep)

    @property
    def hushed(self) -> bool:
        """Has fallen silent in the middle of a line, to listen."""
        return self.hushed_at is not None

    @property
    def sounding(self) -> bool:
        """A line (or the beep) can be heard."""
        return self.speaking and not self.hushed

    @property
    def speaker(self) -> str | None:
        """Id of the person whose line is under way."""
        return self._current.speaker if isinstance(self._current, Say) else None

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

    def heard_of_plan(self, now: int) -> float:
        """Seconds since the plan began, without those in which it was broken off; 0 while it has not begun."""
        if self.plan_began is None:
            return 0.0
        return ((now if self.hushed_at is None else self.hushed_at) - self.plan_began) * FRAME_SECONDS

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
        self._current = self.hushed_at = self.plan_began = None
        self._wait = frames_in(after)

    def hush(self, now: int) -> None:
        """Falls silent in the middle of a line, from frame `now` on (but for a fade), and keeps the rest in mind."""
        if self.sounding and isinstance(self._current, Say):
            self.hushed_at = now

    def go_on(self) -> None:
        """Takes a hushed line up again, at the beginning of the word or phrase in which it broke off."""
        if self.hushed_at is not None:
            self.hushed_at, self._fade_in = None, True
            self._position = quietest_before(self._sound, self._position)

    def stop(self, now: int) -> list[Report]:
        """Falls silent at once and forgets the rest of the plan. Reports the line that was cut off, if any."""
        reports: list[Report] = []
        if isinstance(self._current, Say) and self._position:
            end = now if self.hushed_at is None else self.hushed_at
            said = self.said_so_far()
            reports.append(LineEnded(self._current, self._began, end, said, complete=False, pause=None))
        self._queue.clear()
        self._current = self.hushed_at = None
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
        if self.hushed_at is not None:
            return self._fading() if self.hushed_at == now else SILENCE, reports
        frame = self._advance()
        if self._position >= len(self._sound) and not (isinstance(self._current, Think) and hold):
            self._end(now + 1, reports)
        return frame, reports

    def _begin(self, now: int, reports: list[Report]) -> bool:
        action = self._queue[0]
        if isinstance(action, HangUp):
            self._queue.clear()
            reports.append(HungUp())
            return False
        sound = self._sound_for(action)
        if sound is None:
            return False
        self._queue.popleft()
        self._current, self._sound, self._position, self._began = action, sound, 0, now
        self.plan_began = now if self.plan_began is None else self.plan_began
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
        if len(piece) == FRAME_SAMPLES and not self._fade_in:
            return piece
        frame = np.zeros(FRAME_SAMPLES, np.int16)
        frame[: len(piece)] = piece
        if self._fade_in:
            self._fade_in = False
            frame[:FADE_SAMPLES] = frame[:FADE_SAMPLES] * np.linspace(0, 1, FADE_SAMPLES)
        return frame

    def _fading(self) -> Frame:
        frame = np.zeros(FRAME_SAMPLES, np.int16)
        piece = self._sound[self._position : self._position + FADE_SAMPLES]
        frame[: len(piece)] = piece * np.linspace(1, 0, FADE_SAMPLES)[: len(piece)]
        return frame

    def _end(self, now: int, reports: list[Report]) -> None:
        ended, self._current = self._current, None
        if isinstance(ended, Say):
            following = self._queue[0] if self._queue else None
            pause = following.seconds if isinstance(following, Think) else None
            reports.append(LineEnded(ended, self._began, now, ended.text, complete=True, pause=pause))
            self._wait = 0 if isinstance(following, Think) else frames_in(BREATH_SECONDS)
        elif isinstance(ended, Think):
            reports.append(PauseEnded(self._began))
        elif isinstance(ended, Beep):
            reports.append(Beeped(self._began))


def quietest_before(sound: Sound, position: int) -> int:
    """Where the quietest moment of the last REWIND_SECONDS before a position begins; the last of several."""
    start = max(0, position - round(REWIND_SECONDS * RATE))
    whole = (min(position, len(sound)) - start) // QUIET_SAMPLES
    if whole < 1:
        return start
    loudness = np.abs(sound[start : start + whole * QUIET_SAMPLES].astype(np.int32)).reshape(whole, -1).max(axis=1)
    return int(start + (whole - 1 - np.argmin(loudness[::-1])) * QUIET_SAMPLES)
