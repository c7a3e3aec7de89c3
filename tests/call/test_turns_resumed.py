"""Turns that were taken to be over and were not, as timelines: the pieces become one turn."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.dialogue.actions import Utterance as Heard
from simulator.dialogue.engine import Engine
from simulator.record import Candidate
from simulator.scenario.catalogue import find_scenario
from simulator.scoring.scorecard import score
from tests.call.timelines import (
    FIRST,
    OPENING,
    SECOND,
    WAIT,
    Timeline,
    beginning_to_answer,
    events,
    of,
    opened,
    turn_taking,
)


@pytest.fixture
def call(tmp_path: Path) -> Timeline:
    return Timeline(tmp_path / "call")


def test_two_pieces_become_one_turn_when_the_candidate_goes_on_into_the_answer(call: Timeline) -> None:
    call.until_free()
    began = call.say(FIRST, 5.0)
    call.wait(5.0)
    first_end = call.now
    answered = call.until_sounding()
    assert answered - first_end == pytest.approx(WAIT, abs=0.1)
    at = call.say(SECOND, 3.0, after=0.4)
    call.wait(3.5)
    last_end = at + 3.0
    assert call.silent_from(at) < 0.15
    call.wait(WAIT)
    call.until(lambda: call.call.manager_pausing)
    record = call.finish()

    (said,) = of(record, "candidate")
    assert said.text == OPENING
    assert [said.start, said.end] == pytest.approx([began, last_end], abs=0.05)
    assert [word.text for word in said.words or []] == OPENING.split()
    assert (said.words or [])[-1].end == pytest.approx(last_end, abs=0.05)

    (resumed,) = events(record, "turn_resumed")
    assert resumed.at == pytest.approx(at, abs=0.05)
    assert resumed.model_dump()["gap"] == pytest.approx(at - first_end, abs=0.05)
    assert resumed.model_dump()["manager_heard"] == pytest.approx(at + 0.1 - answered, abs=0.05)
    assert turn_taking(record) == ["turn_resumed"]
    assert score(record).measures["interruptions"]["value"] == 0

    lines = [turn.line for turn in of(record, "manager")]
    assert "please-go-on" in lines
    assert lines[-1] == "let-me-look", "the whole turn was understood"


def test_what_was_taken_back_leaves_no_trace_in_what_comes_after(tmp_path: Path) -> None:
    whole = Timeline(tmp_path / "whole")
    whole.until_free()
    whole.say(OPENING, 8.0)
    broken = Timeline(tmp_path / "broken")
    broken.until_free()
    broken.say(FIRST, 5.0)
    broken.wait(5.0)
    broken.until_sounding()
    broken.say(SECOND, 3.0, after=0.4)
    broken.wait(3.5)
    for call in (whole, broken):
        call.wait(8.0)
        call.until_free()
        call.say("could you tell me what i could do better next time", 3.0)
        call.wait(3.0 + WAIT)
        call.until_free()
    engines = whole.placed.engine, broken.placed.engine
    a, b = engines
    assert (a.revealed, a.moment, a.taken, a.situation) == (b.revealed, b.moment, b.taken, b.situation)
    records = whole.finish(), broken.finish()
    assert of(records[0], "candidate")[0].acts == of(records[1], "candidate")[0].acts
    said = [
        [turn.text for turn in of(record, "manager") if not turn.interrupted and turn.line != "please-go-on"]
        for record in records
    ]
    assert said[0] == said[1], "to the very words"


def test_who_goes_on_before_the_manager_has_begun_needs_no_excuse(tmp_path: Path) -> None:
    call = Timeline(tmp_path / "call", recognition=0.16)
    call.until_free()
    call.say(FIRST, 5.0)
    call.say(SECOND, 3.0, after=5.0 + WAIT + 0.08)  # it is no speech yet when the first words come
    call.wait(10.0)
    call.until(lambda: call.call.manager_pausing)
    record = call.finish()
    (said,) = of(record, "candidate")
    assert said.text == OPENING
    assert [turn.line for turn in of(record, "manager")][1:] == ["hello-name", "let-me-look"]
    (resumed,) = events(record, "turn_resumed")
    assert resumed.model_dump()["manager_heard"] == 0.0


def test_who_goes_on_before_a_slow_recogniser_has_the_words_has_one_turn(tmp_path: Path) -> None:
    call = Timeline(tmp_path / "call", recognition=0.5)
    call.until_free()
    call.say(FIRST, 5.0)
    call.say(SECOND, 3.0, after=5.0 + WAIT + 0.1)
    call.wait(10.0)
    call.until(lambda: call.call.manager_pausing)
    record = call.finish()
    (said,) = of(record, "candidate")
    assert said.text == OPENING
    assert turn_taking(record) == ["turn_resumed"]


def test_three_pieces_become_one_turn_too(call: Timeline) -> None:
    call.until_free()
    began = call.say("good morning this is daniel reyes", 2.0)
    call.wait(2.0)
    for piece in ("i interviewed for the project coordinator position on tuesday the fourth", SECOND):
        call.until_sounding()
        call.say(piece, 3.0, after=0.3)
        call.wait(3.4)
    call.wait(WAIT)
    call.until(lambda: call.call.manager_pausing)
    record = call.finish()
    (said,) = of(record, "candidate")
    assert said.text == OPENING and said.start == pytest.approx(began)
    assert len(events(record, "turn_resumed")) == 2


def test_who_speaks_later_than_that_has_heard_something_and_interrupts(call: Timeline) -> None:
    beginning_to_answer(call)
    call.say("no wait i meant the other position", 2.0, after=1.2)
    call.wait(2.0)
    call.until_free()
    record = call.finish()
    assert not events(record, "turn_resumed")
    assert events(record, "interruption")


def test_a_cough_at_the_beginning_of_the_answer_leaves_the_answer_as_it_was(call: Timeline) -> None:
    beginning_to_answer(call)
    call.say("", 0.25, after=0.3)
    call.until(lambda: call.call.manager_pausing)
    record = call.finish()
    assert turn_taking(record) == []
    assert [turn.line for turn in of(record, "manager")][1:] == ["hello-name", "let-me-look"]


def test_a_sound_without_words_after_the_end_only_costs_time(call: Timeline) -> None:
    call.until_free()
    call.say(OPENING, 8.0)
    call.say("", 0.5, after=8.0 + WAIT + 0.02)
    call.wait(11.0)
    call.until(lambda: call.call.manager_pausing)
    record = call.finish()
    assert turn_taking(record) == []
    (said,) = of(record, "candidate")
    assert said.text == OPENING and said.acts
    assert [turn.line for turn in of(record, "manager")][1:] == ["hello-name", "let-me-look"]


def test_a_second_piece_whose_words_are_lost_does_not_cost_the_first(call: Timeline) -> None:
    call.ears.lose.add(2)
    call.until_free()
    call.say(OPENING, 8.0)
    call.say("as you may remember", 1.5, after=8.0 + WAIT + 0.1)
    call.wait(11.0)
    call.until(lambda: call.call.manager_pausing)
    record = call.finish()
    first, second = of(record, "candidate")
    assert first.text == OPENING and first.acts
    assert second.heard == "lost"
    assert not events(record, "turn_resumed")


def test_a_fact_that_was_told_stays_told_when_the_turn_before_it_is_taken_back() -> None:
    engine = Engine(find_scenario("rejected-runner-up"), Candidate(), seed=1)
    engine.answered()
    engine.heard(Heard(OPENING))
    engine.situation.told.append("verdict")
    engine.take_back()
    assert engine.revealed == ["verdict"]
    assert engine.situation.turns == 0 and not engine.situation.known


def test_silence_filled_by_a_turn_that_was_not_over_is_filled_once(call: Timeline) -> None:
    opened(call, until_pause=True)
    at = call.say("so did you find it", 1.5, after=1.0)
    call.wait(2.5)
    call.until_sounding()
    call.say("and what does it say", 1.5, after=0.3)
    call.wait(4.0)
    record = call.finish()
    (filled,) = events(record, "pause_filled")
    assert filled.at == pytest.approx(at)
    assert call.placed.engine.situation.filled == 1
    assert of(record, "candidate")[-1].text == "so did you find it and what does it say"
