"""Ears for a call that is taken up in the middle."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from simulator.audio import Frame, Sound
from simulator.call.ears import Ears
from simulator.hearing.events import Heard, SpeechStarted, Transcript, TurnEnded


class LaterEars:
    """Ears that begin to hear in the middle of a call: frame numbers count from its pick-up."""

    def __init__(self, ears: Ears, begin: int) -> None:
        self._ears = ears
        self._begin = begin

    @property
    def patience(self) -> float:
        """As of the ears themselves."""
        return self._ears.patience

    @patience.setter
    def patience(self, factor: float) -> None:
        self._ears.patience = factor

    @property
    def ready(self) -> bool:
        """As of the ears themselves."""
        return self._ears.ready

    @property
    def recogniser(self) -> str:
        """As of the ears themselves."""
        return self._ears.recogniser

    @property
    def notes(self) -> Sequence[str]:
        """As of the ears themselves."""
        return self._ears.notes

    @property
    def speaking(self) -> bool:
        """As of the ears themselves."""
        return self._ears.speaking

    def step(self, frame: Frame, manager_speaking: bool) -> list[Heard]:
        """One frame, with what is heard put at its place in the call."""
        return [self._moved(event) for event in self._ears.step(frame, manager_speaking)]

    def _moved(self, event: Heard) -> Heard:
        if isinstance(event, SpeechStarted):
            return replace(event, start_frame=event.start_frame + self._begin)
        if isinstance(event, TurnEnded):
            return replace(
                event,
                start_frame=event.start_frame + self._begin,
                end_frame=event.end_frame + self._begin,
                decided_frame=event.decided_frame + self._begin,
            )
        return event

    def settle(self, timeout: float | None = None) -> None:
        """As of the ears themselves."""
        self._ears.settle(timeout)

    def lost_sound(self, turn: int) -> Sound | None:
        """As of the ears themselves."""
        return self._ears.lost_sound(turn)

    def transcribe(self, sound: Sound) -> Transcript:
        """As of the ears themselves. Raises RecogniserFailed."""
        return self._ears.transcribe(sound)

    def close(self) -> None:
        """Ends the worker process."""
        self._ears.close()
