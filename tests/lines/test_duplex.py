"""Which way of listening a call gets."""

from __future__ import annotations

import sys

import numpy as np
import pytest

from simulator.audio import FRAME_SAMPLES, SILENCE, frames_in
from simulator.hearing.echo import HalfDuplex
from simulator.hearing.room import Room
from simulator.lines.duplex import WHAT_IT_MEANS, choose

LOUDSPEAKER = Room(noise=-60.0, echo=-12.0, delay=0.1, decay=0.22)
HEADPHONES = Room(noise=-60.0, echo=None, delay=None, decay=None)


@pytest.fixture
def no_canceller(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "livekit", None)


@pytest.mark.parametrize(
    ("headphones", "room", "mode"),
    [
        (None, None, "full duplex"),
        (None, LOUDSPEAKER, "full duplex"),
        (None, HEADPHONES, "headphones"),
        (True, LOUDSPEAKER, "headphones"),
        (False, HEADPHONES, "full duplex"),
    ],
)
def test_what_is_said_counts_before_what_was_measured(headphones: bool | None, room: Room | None, mode: str) -> None:
    assert choose(headphones, room).mode == mode


@pytest.mark.usefixtures("no_canceller")
def test_without_a_canceller_it_is_one_at_a_time_and_the_line_says_how_to_mend_that() -> None:
    chosen = choose()
    assert chosen.mode == "half duplex" and isinstance(chosen.echo, HalfDuplex)
    said = WHAT_IT_MEANS[chosen.mode]
    assert "you are not heard" in said and "--headphones" in said and "pip install livekit" in said
    assert choose(headphones=True).mode == choose(room=HEADPHONES).mode == "headphones"


@pytest.mark.usefixtures("no_canceller")
def test_the_tail_is_the_one_that_was_measured() -> None:
    echo = choose(room=LOUDSPEAKER).echo
    echo.played(np.full(FRAME_SAMPLES, 3000, np.int16))
    heard = np.full(FRAME_SAMPLES, 500, np.int16)
    muted = 0
    while not echo.clean(heard).any():
        echo.played(SILENCE)
        muted += 1
    assert muted == frames_in(0.32)
