"""A call that is typed in real time."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from simulator.call.call import Call
from simulator.call.placing import Order, PlacedCall
from simulator.hearing.typed import TypedHearing
from simulator.lines import keyboard
from simulator.record import Candidate
from simulator.scenario.catalogue import find_scenario
from simulator.voice.lines import LineSounds
from tests.fakes import SilentSynthesiser


class Watch:
    """A clock that moves only when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 0.0

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds
        time.sleep(0)


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Watch:
    watch = Watch()
    monkeypatch.setattr(keyboard, "time", watch)
    return watch


@pytest.fixture
def placed(tmp_path: Path) -> Iterator[PlacedCall]:
    order = Order(find_scenario("hired"), Candidate(), seed=1, started="2026-01-01T10:00:00")
    placed = PlacedCall(order, TypedHearing(), LineSounds(SilentSynthesiser()), tmp_path / "call")
    placed.prepare()
    yield placed
    if not placed.call.ended:
        placed.finish()


def lines_after_pick_up(call: Call, *lines: str) -> Iterator[str]:
    while call.ringing:
        time.sleep(0.001)
    yield from lines


def test_the_end_of_the_input_hangs_up_after_what_was_typed_has_been_said(placed: PlacedCall, watch: Watch) -> None:
    ears = placed._ears
    assert isinstance(ears, TypedHearing)
    typed = lines_after_pick_up(placed.call, "Hello, this is Priya.", "I am calling about the job. Goodbye.")
    keyboard.play_live(placed.call, ears, keyboard.as_typed(typed))
    record = placed.finish()
    assert [(turn.text, turn.heard) for turn in record.turns if turn.speaker == "candidate"] == [
        ("Hello, this is Priya. I am calling about the job. Goodbye.", "typed"),
    ], "the second line began before anybody had answered the first: it is one turn"


def test_a_program_that_was_halted_goes_on_where_it_was(placed: PlacedCall, watch: Watch) -> None:
    halted_at: list[float] = []

    def progress(call: Call) -> None:
        if not halted_at and call.now > 2:
            halted_at.append(call.now)
            watch.now += 300
        elif halted_at and watch.now > 310:
            call.hang_up()

    ears = placed._ears
    assert isinstance(ears, TypedHearing)
    keyboard.play_live(placed.call, ears, keyboard.as_typed(nothing_typed(placed.call)), progress)
    assert placed.call.now < halted_at[0] + 12, "the lost five minutes are not made up for"


def nothing_typed(call: Call) -> Iterator[str]:
    while not call.ended:
        time.sleep(0.01)
        yield ""
