"""The exercises: each can be played, each level is there, and the next one follows from how the last went."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from simulator.dialogue.engine import Engine
from simulator.dialogue.timeline import run_tests
from simulator.drills.exercises import (
    HIGHEST_LEVEL,
    SKILLS,
    exercise,
    exercise_id,
    first_level,
    next_level,
    weakest,
)
from simulator.record import Candidate, CriterionName, Manager
from simulator.scenario.catalogue import scenario_paths
from simulator.scenario.model import Scenario, Step, parts_of

EXERCISES = [exercise(skill, level) for skill in SKILLS for level in range(1, HIGHEST_LEVEL + 1)]
with_each = pytest.mark.parametrize("drill", EXERCISES, ids=lambda drill: drill.id)
ADVICE = {"introduction": "C1", "enthusiasm": "C2", "silence": "C3", "asking": "C4", "closing": "C13"}


@dataclass(frozen=True)
class Past:
    """A call of the history."""

    id: str
    started: str
    points: dict[str, int | None] = field(default_factory=dict)
    scenario: str | None = "hired"
    drill: str | None = None
    verdict: str = "hired"
    length: float = 60.0
    overall: int | None = 50
    retry_of: str | None = None
    spoken: bool = True


@with_each
def test_its_own_tests_pass(drill: Scenario) -> None:
    results = run_tests(drill)
    assert results and not [(result.name, result.failures) for result in results if not result.passed]


@with_each
def test_it_weighs_its_skill_and_trains_its_advice(drill: Scenario) -> None:
    _, skill, level = drill.id.split("-")
    assert list(drill.weights) == [skill] and drill.difficulty == int(level)
    assert ADVICE[skill] in drill.trains


@with_each
def test_it_is_short_and_not_in_the_catalogue(drill: Scenario) -> None:
    assert drill.limits.seconds <= 75 and drill.limits.turns <= 8
    assert drill.id not in scenario_paths() and drill.surprise == 0


def test_silence_gets_harder_by_more_and_longer_pauses() -> None:
    pauses = [
        [part.think for _, part in parts_of(exercise("silence", level)) if isinstance(part, Step) and part.think]
        for level in (1, 2, 3)
    ]
    assert [len(found) for found in pauses] == [1, 2, 3]
    assert max(pauses[0]) < max(pauses[1]) < max(pauses[2])


@pytest.mark.parametrize(
    ("level", "points", "following"),
    [(1, 100, 2), (1, 75, 2), (1, 50, 1), (1, 0, 1), (2, 25, 1), (2, 50, 2), (3, 100, 3), (2, None, 2)],
)
def test_the_next_is_harder_after_a_good_one_and_easier_after_a_bad_one(
    level: int, points: int | None, following: int
) -> None:
    assert next_level(level, points) == following


def test_a_drill_begins_where_the_last_of_its_skill_left_off() -> None:
    calls = [
        Past("a", "2026-01-01T10:00:00", {"silence": 100}, exercise_id("silence", 2), "silence"),
        Past("b", "2026-01-01T09:00:00", {"silence": 0}, exercise_id("silence", 1), "silence"),
        Past("c", "2026-01-02T10:00:00", {"asking": 0}, exercise_id("asking", 3), "asking"),
        Past("d", "2026-01-03T10:00:00", {"silence": 0}),
    ]
    assert [first_level(calls, skill) for skill in ("silence", "asking", "closing")] == [3, 2, 1]


@pytest.mark.parametrize(
    ("points", "skill"),
    [
        ([], "introduction"),
        ([{"asking": 50, "closing": 75}], "asking"),
        ([{"closing": 0}, {"closing": 100}, {"closing": 100}, {"closing": 100, "silence": 75}], "silence"),
        ([{"professionalism": 0, "open_door": 0, "enthusiasm": 75}], "enthusiasm"),
        ([{"silence": None, "closing": 25}], "closing"),
    ],
)
def test_the_weakest_skill_of_late_is_drilled(points: list[dict[str, int | None]], skill: CriterionName) -> None:
    calls = [Past(str(day), f"2026-01-{day:02}T10:00:00", scored) for day, scored in enumerate(points, start=1)]
    assert weakest(calls) == skill


@with_each
def test_it_speaks_of_the_users_own_call(drill: Scenario) -> None:
    own = Candidate(name="Zoltan Quist", position="glass blower", interview="last Sunday, with Ola Xu")
    engine = Engine(drill, own, Manager(name="Wim Vos", company="Orb Glass"), seed=1)
    texts = " ".join([engine.setting, *(say.text for say in engine.lines()), *engine.facts.values()])
    default = drill.candidate
    others = [default.name.split()[0], default.interviewer, default.position, *drill.manager.name.split()]
    assert not [other for other in others if other in texts]
    assert "Zoltan Quist" in texts and "glass blower" in texts
