"""What a call needs of its hearing: the real one, or typed words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from simulator.audio import Frame, Sound
from simulator.hearing.events import Heard, Transcript


class Ears(Protocol):
    """Takes the candidate's frames, tells turns and words."""

    patience: float
    """Factor on how long a silence may last before the turn is taken to be over: of the person who listens, and of the
    difficulty. The call sets it."""

    @property
    def ready(self) -> bool:
        """The recogniser can take a turn (or has been given up)."""

    @property
    def recogniser(self) -> str:
        """Who turns sound into words; for the record."""

    @property
    def notes(self) -> Sequence[str]:
        """What was lacking and made up for, one line each."""

    @property
    def speaking(self) -> bool:
        """The candidate is voicing right now."""

    def step(self, frame: Frame, manager_speaking: bool) -> list[Heard]:
        """Takes one frame, gives what has become known; never waits."""

    def settle(self, timeout: float | None = None) -> None:
        """Waits until all that was sent to the recogniser so far has been answered."""

    def lost_sound(self, turn: int) -> Sound | None:
        """The sound of a turn whose words were lost."""

    def transcribe(self, sound: Sound) -> Transcript:
        """The words of a whole turn, after the call. Raises RecogniserFailed."""

    def close(self) -> None:
        """Ends the worker process."""
