"""The turns of a recording of one speaker: where they start and end, when that was decided, and the words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from simulator.audio import FRAME_SAMPLES, FRAME_SECONDS, SILENCE, Sound, frames_in
from simulator.errors import RecogniserFailed
from simulator.hearing.events import Heard, Lost, TurnEnded, Words
from simulator.hearing.hearing import Hearing
from simulator.hearing.recogniser import AUTO, Settings

SILENCE_AFTER_SECONDS = 4.0
"""A turn that is open when the recording ends is decided as if the line stayed quiet for up to this long."""


@dataclass(frozen=True, slots=True)
class HeardTurn:
    """One turn. Times are seconds from the recording's start, to the millisecond."""

    start: float
    end: float
    """The last speech."""
    decided: float
    """When it was decided that the turn is over. Behind the recording's end when that ends first."""
    text: str


def turns_in(
    sound: Sound, recogniser: str = AUTO, settings: Settings | None = None, expected: Iterable[str] = ()
) -> list[HeardTurn]:
    """Hears a sound frame by frame as a call would, as fast as the machine can; the same on every machine.

    `expected`: texts whose words are likely, as names of people and firms.

    Raises UnknownRecogniser, WrongUse, MissingPart, and RecogniserFailed when a turn's words were lost.
    """
    hearing = Hearing(recogniser, settings=settings, expected=expected)
    try:
        hearing.wait_ready()
        return _turns(hearing, sound)
    finally:
        hearing.close()


def _turns(hearing: Hearing, sound: Sound) -> list[HeardTurn]:
    padded = np.concatenate((sound, np.zeros(-len(sound) % FRAME_SAMPLES, np.int16)))
    heard: list[Heard] = []
    for frame in padded.reshape(-1, FRAME_SAMPLES):
        heard += hearing.step(frame, False)
        hearing.settle()
    for _ in range(frames_in(SILENCE_AFTER_SECONDS)):
        heard += hearing.step(SILENCE, False)
        hearing.settle()
    heard += hearing.end()
    return [_turn(event, heard) for event in heard if isinstance(event, TurnEnded)]


def _turn(ended: TurnEnded, heard: list[Heard]) -> HeardTurn:
    text = ""
    for event in heard:
        if isinstance(event, Lost) and event.turn == ended.turn:
            raise RecogniserFailed(event.why)
        if isinstance(event, Words) and event.turn == ended.turn:
            text = event.transcript.text
    start, end, decided = (
        round(frame * FRAME_SECONDS, 3) for frame in (ended.start_frame, ended.end_frame, ended.decided_frame)
    )
    return HeardTurn(start, end, decided, text)
