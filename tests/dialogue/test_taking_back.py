"""A turn that was not over is taken back, and a person's patience."""

from __future__ import annotations

from itertools import pairwise

import pytest

from simulator.dialogue.actions import Plan, Say, Utterance
from simulator.dialogue.engine import Engine
from simulator.record import Candidate
from simulator.scenario.catalogue import find_scenario, list_scenarios
from simulator.scenario.model import Scenario
from tests.small_scenario import GivenActs

NAMES = [scenario.id for scenario in list_scenarios()]
TURNS = ("Hello, this is Dana.", "I am calling about my interview last week.", "Thank you, could you tell me why?")


def engine_of(scenario: str) -> Engine:
    engine = Engine(find_scenario(scenario), Candidate(), seed=3)
    say_all(engine, engine.answered())
    return engine


def say_all(engine: Engine, plan: Plan | None) -> None:
    for action in plan or ():
        if isinstance(action, Say):
            engine.said(action.line, True)


@pytest.mark.parametrize("name", NAMES)
def test_a_turn_in_two_pieces_leads_where_it_leads_in_one(name: str) -> None:
    whole, broken = engine_of(name), engine_of(name)
    for first, second in pairwise(TURNS):
        text = f"{first} {second}"
        began = broken.heard(Utterance(first))
        if began and isinstance(began[0], Say):
            broken.said(began[0].line, False)
        broken.take_back()
        plans = whole.heard(Utterance(text)), broken.heard(Utterance(text))
        assert plans[0] == plans[1]
        assert whole.acts_of_last == broken.acts_of_last
        for engine, plan in zip((whole, broken), plans, strict=True):
            say_all(engine, plan)
    assert (whole.moment, whole.taken, whole.revealed) == (broken.moment, broken.taken, broken.revealed)
    assert whole.situation == broken.situation


def test_the_excuse_is_a_line_that_can_be_said_and_a_scenario_can_word_it() -> None:
    engine = engine_of("rejected-runner-up")
    engine.heard(Utterance(TURNS[0]))
    (excuse,) = engine.take_back()
    assert isinstance(excuse, Say) and excuse in engine.lines()
    assert len(excuse.text.split()) <= 4, "it is said while the other one speaks"


def test_a_machine_makes_no_excuse() -> None:
    engine = engine_of("voicemail")
    engine.heard(Utterance(TURNS[0]))
    assert engine.take_back() == ()


def test_a_goodbye_too_is_taken_back() -> None:
    engine = engine_of("rejected-runner-up")
    engine.heard(Utterance("Thank you, goodbye."))
    assert engine.ending is not None
    engine.take_back()
    assert engine.ending is None and not engine.ended


def with_patience(factor: float) -> Scenario:
    scenario = find_scenario("rejected-runner-up")
    people = {name: person.model_copy(update={"patience": factor}) for name, person in scenario.people.items()}
    return scenario.model_copy(update={"people": people})


@pytest.mark.parametrize("difficulty", [1, 2, 3])
def test_patience_is_of_the_person_and_the_difficulty_for_turns_and_for_prompts(difficulty: int) -> None:
    usual, patient = (
        Engine(scenario, Candidate(), seed=1, difficulty=difficulty, tag=GivenActs())
        for scenario in (with_patience(1.0), with_patience(1.5))
    )
    for engine in (usual, patient):
        say_all(engine, engine.answered())
    assert patient.turn_patience == pytest.approx(1.5 * usual.turn_patience)
    assert patient.patience == pytest.approx(1.5 * usual.patience)
