"""Every scenario of ours passes its own tests, every edge of it is tested, and it is fit to practise with."""

from __future__ import annotations

import pytest

from simulator.dialogue.actions import Say
from simulator.dialogue.coverage import untested
from simulator.dialogue.engine import Engine
from simulator.dialogue.timeline import TestResult, run_tests
from simulator.record import Candidate, Manager
from simulator.scenario.catalogue import catalogue_folder, list_scenarios
from simulator.scenario.lint import lint
from simulator.scenario.model import Scenario, Step, parts_of

SCENARIOS = list_scenarios()
RESULTS: dict[str, list[TestResult]] = {}
with_each = pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.id)


def results(scenario: Scenario) -> list[TestResult]:
    if scenario.id not in RESULTS:
        RESULTS[scenario.id] = run_tests(scenario)
    return RESULTS[scenario.id]


def test_no_file_in_the_catalogue_is_broken() -> None:
    faults = {path.name: lint(path).faults for path in catalogue_folder().glob("*.yaml")}
    assert {name: found for name, found in faults.items() if found} == {}
    assert len(SCENARIOS) == len(faults)


@with_each
def test_its_own_tests_pass(scenario: Scenario) -> None:
    failed = [(result.name, result.failures, result.transcript) for result in results(scenario) if not result.passed]
    assert not failed


@with_each
def test_every_edge_is_taken_by_one_of_its_tests(scenario: Scenario) -> None:
    assert not untested(scenario, results(scenario))


@with_each
def test_it_has_three_endings_that_depend_on_the_candidate(scenario: Scenario) -> None:
    *guarded, last = scenario.endings.values()
    assert len(guarded) >= 2
    assert all(ending.when for ending in guarded)
    assert not last.when


@with_each
def test_its_facts_can_be_learnt_and_say_how(scenario: Scenario) -> None:
    told = {fact for _, part in parts_of(scenario) if isinstance(part, Step) for fact in part.reveals}
    assert set(scenario.facts) == told
    assert all(fact.earned for fact in scenario.facts.values())


@pytest.mark.parametrize("name", ["hired", "rejected-runner-up", "undecided"])
def test_patience_is_rewarded_with_a_fact_that_is_told_nowhere_else(name: str) -> None:
    scenario = next(scenario for scenario in SCENARIOS if scenario.id == name)
    steps = [(path, part) for path, part in parts_of(scenario) if isinstance(part, Step)]
    rewards = {fact for path, step in steps if "kept" in path for fact in step.reveals}
    elsewhere = {fact for path, step in steps if "kept" not in path for fact in step.reveals}
    assert len(rewards - elsewhere) >= 2


@with_each
def test_the_users_own_call_mentions_nobody_elses_data(scenario: Scenario) -> None:
    engine = Engine(
        scenario,
        Candidate(name="Zoltan Quist", position="glass blower", interview="last Sunday, with Ola Xu"),
        Manager(name="Wim Vos", company="Orb Glass"),
        seed=1,
    )
    default = scenario.candidate
    manager = scenario.manager
    others = {default.name.split()[0], default.interviewer, default.position, manager.company, manager.name.split()[0]}
    texts = " ".join([*(say.text for say in engine.lines()), *engine.facts.values()])
    assert not [other for other in others if other in texts]
    assert "Orb Glass" in texts


@with_each
def test_its_speakers_are_its_people(scenario: Scenario) -> None:
    lines: list[Say] = Engine(scenario, seed=1).lines()
    assert {say.speaker for say in lines} <= set(scenario.people)
    assert len({(say.line, say.text, say.speaker) for say in lines}) >= 10
