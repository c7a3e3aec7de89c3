"""Which skill to drill, at which level, and the scenario for it.

Each exercise is a very short call of half a minute in which one criterion counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from statistics import mean
from typing import Final

from simulator.record import CriterionName
from simulator.review.progress import Summary
from simulator.scenario.loader import load_scenario
from simulator.scenario.model import Scenario

SKILLS: Final[tuple[CriterionName, ...]] = ("introduction", "enthusiasm", "silence", "asking", "closing")
HIGHEST_LEVEL: Final = 3
RECENT: Final = 3
"""So many of the latest results say how good somebody is at a skill now."""
UP_FROM: Final = 75
"""Points of 100 (level 3 of the rubric) from which the next exercise is harder."""
DOWN_FROM: Final = 25
"""Points (level 1) at and below which it is easier."""


def exercise_id(skill: CriterionName, level: int) -> str:
    """The id of an exercise's scenario."""
    return f"drill-{skill}-{level}"


_LEVELS: Final = {
    exercise_id(skill, level): (skill, level) for skill in SKILLS for level in range(1, HIGHEST_LEVEL + 1)
}


def exercise(skill: CriterionName, level: int) -> Scenario:
    """The exercise of a skill at a level 1–3."""
    return load_scenario(Path(__file__).with_name(f"{exercise_id(skill, level)}.yaml"))


def weakest(calls: Sequence[Summary]) -> CriterionName:
    """The skill with the lowest mean of its latest results; the first of equals, and of all when there is no result.

    A skill that no call has scored yet counts as unknown, not as weak.
    """
    recent = {skill: _recent(calls, skill) for skill in SKILLS}
    known = {skill: mean(points) for skill, points in recent.items() if points}
    return min(known, key=lambda skill: known[skill], default=SKILLS[0])


def first_level(calls: Sequence[Summary], skill: CriterionName) -> int:
    """Where to begin: where the latest drill of this skill left off."""
    for call in _newest_first(calls):
        of, level = _LEVELS.get(call.scenario or "", (None, 1))
        if of == skill:
            return next_level(level, call.points.get(skill))
    return 1


def next_level(level: int, points: int | None) -> int:
    """The level after a result: harder when it went well, easier when it did not; the same when it is not known."""
    if points is None:
        return level
    step = (points >= UP_FROM) - (points <= DOWN_FROM)
    return max(1, min(HIGHEST_LEVEL, level + step))


def _recent(calls: Sequence[Summary], skill: CriterionName) -> list[int]:
    found = (call.points.get(skill) for call in _newest_first(calls))
    return [points for points in found if points is not None][:RECENT]


def _newest_first(calls: Sequence[Summary]) -> list[Summary]:
    return sorted(calls, key=lambda call: (call.started, call.id), reverse=True)
