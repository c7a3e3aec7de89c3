"""A moment of an earlier call that is to be played again.

The new call begins with the manager's line that led to the turn, so that the person hears what they are to answer;
what came before is kept as it was.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from simulator.audio import FRAME_SAMPLES, FRAME_SECONDS, Sound, read_channels, to_int16
from simulator.call.recorder import Recorder
from simulator.errors import BadAudio, WrongUse
from simulator.record import SAME_MOMENT_SECONDS, CallRecord, Event, RetryOf, Turn
from simulator.turn_taking import REACTION_SECONDS


@dataclass(frozen=True)
class Retry:
    """An earlier call, to be played again from one of its turns on."""

    record: CallRecord
    turn: int
    """Index of the turn that is to be played again."""
    audio: Path | None = None
    """The earlier recording; without it the part that is kept is silent in the new one."""

    def __post_init__(self) -> None:
        if not self.record.turns:
            raise WrongUse(f"{self.record.id}: nothing was said in this call, so there is nothing to play again")
        if not 0 <= self.turn < len(self.record.turns):
            last = len(self.record.turns) - 1
            raise WrongUse(f"turn {self.turn}: the call has turns 0 to {last}; its review shows them")

    @property
    def first(self) -> int | None:
        """Index of the manager's turn with which the new call begins; None where it begins anew, with the pick-up."""
        turns = self.record.turns[: self.turn + 1]
        return next((index for index in reversed(range(len(turns))) if turns[index].speaker == "manager"), None)

    @property
    def at(self) -> int:
        """Frame at which the new call begins."""
        if not self.first:
            return 0
        before = max(frame_of(turn.end) for turn in self.kept)
        return max(min(before, self._line_at), self._line_at - frame_of(REACTION_SECONDS))

    @property
    def after(self) -> float:
        """Seconds from there to the manager's line."""
        return max(0, self._line_at - self.at) * FRAME_SECONDS

    @property
    def kept(self) -> list[Turn]:
        """The turns before it."""
        return self.record.turns[: self.first or 0]

    @property
    def events(self) -> list[Event]:
        """What happened before it."""
        limit = (self.at if self.first else 0) * FRAME_SECONDS + SAME_MOMENT_SECONDS
        return [event for event in self.record.events if self.first and event.at <= limit]

    @property
    def mark(self) -> RetryOf:
        """What the new record says of the earlier call."""
        return RetryOf(call=self.record.id, turn=self.turn, at=self.at * FRAME_SECONDS)

    @property
    def _line_at(self) -> int:
        return frame_of(self.record.turns[self.first or 0].start)

    def write_sound(self, recorder: Recorder) -> None:
        """Puts the sound of the kept part at the beginning of the new recording."""
        channels = _channels(self.audio, self.at)
        for start in range(0, self.at * FRAME_SAMPLES, FRAME_SAMPLES):
            piece = channels[start : start + FRAME_SAMPLES]
            recorder.frames(piece[:, 0], piece[:, 1])


def frame_of(seconds: float) -> int:
    """The frame at a time."""
    return round(seconds / FRAME_SECONDS)


def _channels(audio: Path | None, frames: int) -> Sound:
    """Both channels of the first frames, shape (samples, 2); silence where there is no recording."""
    sound = np.zeros((frames * FRAME_SAMPLES, 2), np.int16)
    if audio is not None and frames:
        try:
            kept = to_int16(read_channels(audio)[: len(sound)])
        except BadAudio:
            return sound  # the words are what counts; the old recording may be gone or damaged
        if kept.shape[1:] == (2,):
            sound[: len(kept)] = kept
    return sound
