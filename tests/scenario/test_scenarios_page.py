"""The page for writers is true: its first call loads and passes its tests, and it names all that can be written."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from simulator.dialogue.timeline import run_tests
from simulator.scenario.fields import HAPPENINGS
from simulator.scenario.guards import SLOTS, parse_guard
from simulator.scenario.loader import examine_source
from simulator.scenario.model import Answer, Limits, Moment, Persona, Scenario, Step, VoiceSpec
from simulator.scenario.source import parse_source
from simulator.scenario.timeline_model import Expectation, ScenarioTest, TestStep
from simulator.scenario.words import PLACEHOLDERS
from simulator.understanding.acts import ACTS

PAGE = (Path(__file__).parents[2] / "docs" / "scenarios.md").read_text(encoding="utf-8")
PARTS = (Scenario, Persona, VoiceSpec, Limits, Step, Answer, Moment, ScenarioTest, TestStep, Expectation)


def test_the_tutorials_call_loads_and_passes_its_own_tests() -> None:
    text = "\n".join(re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL))
    shown = examine_source(Path("my-first-call.yaml"), parse_source(text))
    assert shown.scenario is not None, [str(fault) for fault in shown.faults]
    assert [result.failures for result in run_tests(shown.scenario)] == [(), (), ()]


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__)
def test_every_field_is_explained(part: type[Scenario]) -> None:
    assert not [name for name in part.model_fields if not re.search(rf"\b{name}\b", PAGE)]


def test_every_name_that_can_be_used_is_listed() -> None:
    names = [*ACTS, *HAPPENINGS, *SLOTS, *(f"{{{name}}}" for name in PLACEHOLDERS)]
    assert not [name for name in names if name not in PAGE]


def test_every_guard_shown_is_one() -> None:
    shown = re.search(r"\*\*Guards\*\*.*?`(.*)`; with", PAGE, re.DOTALL)
    assert shown is not None
    guards = re.findall(r"`([^`]+)`", f"`{shown[1]}`")
    assert len(guards) == 13
    for guard in guards:
        parse_guard(guard)
