"""Which way of listening a call by microphone has: headphones, full duplex with an echo canceller, or half duplex."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.errors import MissingPart
from simulator.hearing.echo import MEND, EchoCanceller, EchoControl, HalfDuplex, Headphones
from simulator.hearing.room import Room
from simulator.record import DuplexMode

WHAT_IT_MEANS: dict[DuplexMode, str] = {
    "headphones": "Headphones: you can interrupt.",
    "full duplex": "Loudspeaker: its echo is taken out of what the microphone hears; you can interrupt.",
    "half duplex": "Loudspeaker without echo canceller: while they speak you are not heard. "
    f"With headphones give --headphones; else: {MEND}",
}
"""One line for the person, before the call."""


@dataclass(frozen=True, slots=True)
class Duplex:
    """How a call listens."""

    mode: DuplexMode
    echo: EchoControl


def choose(headphones: bool | None = None, room: Room | None = None) -> Duplex:
    """The best way there is.

    `headphones` is what the person says: True or False, or None to go by the `room` that was measured with these
    devices. Nothing said and nothing measured counts as a loudspeaker.
    """
    if headphones or (headphones is None and room is not None and room.silent):
        return Duplex("headphones", Headphones())
    try:
        return Duplex("full duplex", EchoCanceller())
    except MissingPart:
        tail = room.tail if room is not None else None
        return Duplex("half duplex", HalfDuplex() if tail is None else HalfDuplex(tail))
