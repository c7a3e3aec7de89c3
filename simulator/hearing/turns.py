"""Where a turn starts and ends, from one probability of speech a frame."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.audio import FRAME_SECONDS, frames_in
from simulator.hearing.end_of_turn import FLOOR, EndOfTurnPolicy, TurnState, WaitByWords

SPEECH_ON = 0.5
"""Probability from which a frame counts as speech: Silero's own default threshold."""
SPEECH_OFF = 0.35
"""Probability under which speech has stopped: Silero's own default, the threshold less 0.15."""
PREROLL_SECONDS = 0.3
"""Sound kept from before the first speech frame: the model notices soft first consonants ("h", "th") late."""
PAUSES_KEPT = 50
"""Pauses of earlier turns by which a speaker is known."""


@dataclass(frozen=True, slots=True)
class TurnSettings:
    """Lengths in seconds; they count in whole frames."""

    least_speech: float = 0.16
    """Speech without a break that starts a turn: a short "yes" has 0.2 s of it, a click or a cough's burst less."""
    least_speech_over_manager: float = 0.19
    """The same while the manager speaks: what stops them must be speech, and they must stop within 0.2 s of it."""
    least_resumption: float = 0.1
    """Speech without a break that ends an inner pause; less is a click or a breath, and the silence goes on."""
    longest_turn: float = 90.0
    """A turn is closed after this time, whatever is heard: nobody talks so long on such a call, a radio does."""


@dataclass(frozen=True, slots=True)
class TurnBegan:
    """A turn has begun: its speech is long enough to be no click."""

    start: int
    """Its first speech frame."""


@dataclass(frozen=True, slots=True)
class TurnOver:
    """A turn is over. `start` ≤ frame < `end` is its speech; it was decided after frame `decided` − 1 was heard."""

    start: int
    end: int
    decided: int


class TurnDetector:
    """Hears one probability a frame and tells where turns begin and end. Frames count from 0 at the first step."""

    def __init__(self, policy: EndOfTurnPolicy | None = None, settings: TurnSettings | None = None) -> None:
        self.policy: EndOfTurnPolicy = policy or WaitByWords()
        self.patience = 1.0
        """Factor on the policy's waits: of whoever listens, and of the difficulty."""
        settings = settings or TurnSettings()
        self._least = max(1, frames_in(settings.least_speech))
        self._least_over_manager = max(1, frames_in(settings.least_speech_over_manager))
        self._resumption = max(1, frames_in(settings.least_resumption))
        self._longest = max(1, frames_in(settings.longest_turn))
        self._now = 0  # frames heard
        self._voiced = False
        self._run = 0  # speech frames without a break, up to now
        self._start: int | None = None  # of the open turn
        self._end = 0  # one past the open turn's last speech frame
        self._pauses: tuple[float, ...] = ()
        self._earlier: tuple[float, ...] = ()  # of the turns before

    @property
    def now(self) -> int:
        """Frames heard so far."""
        return self._now

    @property
    def longest_onset(self) -> int:
        """Frames of speech after which a turn has begun at the latest."""
        return max(self._least, self._least_over_manager)

    @property
    def speaking(self) -> bool:
        """The last frame was speech."""
        return self._voiced

    @property
    def open(self) -> bool:
        """A turn is under way."""
        return self._start is not None

    def step(self, probability: float, text: str = "", manager_speaking: bool = False) -> TurnBegan | TurnOver | None:
        """One frame: its probability of speech, and the words of the open turn so far."""
        self._voiced = probability >= (SPEECH_OFF if self._voiced else SPEECH_ON)
        self._run = self._run + 1 if self._voiced else 0
        self._now += 1
        if self._start is None:
            return self._perhaps_begin(self._least_over_manager if manager_speaking else self._least)
        self._extend()
        if self._now - self._start >= self._longest:
            return self.close()
        # speech that may yet prove to be speech holds the decision back, for at most `least_resumption`
        if not self._run and (self._now - self._end) * FRAME_SECONDS >= self._wait(text):
            return self.close()
        return None

    def close(self) -> TurnOver:
        """Ends the open turn here, for instance because the call is over. Raises RuntimeError if none is open."""
        if self._start is None:
            raise RuntimeError("no turn is open")
        over = TurnOver(self._start, self._end, self._now)
        self._earlier = (*self._earlier, *self._pauses)[-PAUSES_KEPT:]
        self._start, self._pauses, self._run, self._voiced = None, (), 0, False
        return over

    def _perhaps_begin(self, least: int) -> TurnBegan | None:
        if self._run < least:
            return None
        self._start, self._end = self._now - self._run, self._now
        return TurnBegan(self._start)

    def _extend(self) -> None:
        if self._run < self._resumption:
            return
        pause = self._now - self._run - self._end
        if pause > 0:
            self._pauses = (*self._pauses, pause * FRAME_SECONDS)
        self._end = self._now

    def _wait(self, text: str) -> float:
        assert self._start is not None  # noqa: S101  (for the type checker: asked of an open turn only)
        seconds = (self._end - self._start) * FRAME_SECONDS
        state = TurnState(text, seconds, self._pauses, self._earlier)
        return max(FLOOR, self.patience * self.policy.wait(state))
