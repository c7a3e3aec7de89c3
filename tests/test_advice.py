"""Every point of advice is practised where docs/advice.md says that it is."""

from __future__ import annotations

import importlib
import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from simulator.drills.exercises import HIGHEST_LEVEL, SKILLS, exercise
from simulator.planning.circumstances import Circumstances
from simulator.planning.decision import decide
from simulator.record import CRITERIA
from simulator.scenario.catalogue import list_scenarios

PAGE = Path(__file__).parents[1] / "docs" / "advice.md"
IDS = [f"P{number}" for number in range(1, 7)] + [f"C{number}" for number in range(1, 15)]
ROWS = {
    cells[0]: cells[2:]
    for line in PAGE.read_text(encoding="utf-8").splitlines()
    if re.fullmatch(r"[PC]\d+", (cells := [cell.strip() for cell in line.strip("|").split("|")])[0])
}
"""Id → scenarios, criterion, drill, planner, as written."""
TRAINED_BY = {scenario.id: set(scenario.trains) for scenario in list_scenarios()}
DRILLED_BY = {
    skill: {advice for level in range(1, HIGHEST_LEVEL + 1) for advice in exercise(skill, level).trains}
    for skill in SKILLS
}
with_each = pytest.mark.parametrize("advice", IDS)


def names(cell: str) -> list[str]:
    return [] if cell == "–" else [name.strip() for name in cell.split(",")]


def about(criterion: str) -> str:
    """What the criterion's own module says that it is for."""
    return importlib.import_module(f"simulator.scoring.{criterion}").__doc__ or ""


def test_every_point_stands_in_the_table_once() -> None:
    assert list(ROWS) == IDS
    assert PAGE.read_text(encoding="utf-8").count("\n| P") + PAGE.read_text(encoding="utf-8").count("\n| C") == len(IDS)


@with_each
def test_the_scenarios_named_train_it(advice: str) -> None:
    named = names(ROWS[advice][0])
    assert named and all(advice in TRAINED_BY[name] for name in named)


@with_each
def test_the_criteria_named_are_those_that_cite_it(advice: str) -> None:
    cite = {name for name in CRITERIA if re.search(rf"\b{advice}\b", about(name))}
    assert set(names(ROWS[advice][1])) == cite


@with_each
def test_the_drills_named_are_those_that_train_it(advice: str) -> None:
    assert set(names(ROWS[advice][2])) == {skill for skill, trained in DRILLED_BY.items() if advice in trained}


def test_the_planner_gives_as_reasons_what_the_table_says() -> None:
    today = date(2026, 3, 10)
    cases = [
        Circumstances(today, promised=today + timedelta(days=5)),
        Circumstances(today, felt="very-good"),
        Circumstances(today, channel="recruiter"),
        Circumstances(today, fits_procedure=False, fits_relations=False),
    ]
    used = {reason.advice for case in cases for reason in decide(case).reasons}
    assert {advice for advice in IDS if ROWS[advice][3] == "yes"} == used
