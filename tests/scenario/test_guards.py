"""Guards are plain comparisons: looked up, never executed."""

from __future__ import annotations

import pytest

from simulator.dialogue.situation import Situation
from simulator.scenario.guards import parse_guard


def situation() -> Situation:
    now = Situation(difficulty=2, verdict="rejected", mood=1, turns=4, kept=1)
    now.told = ["why-not"]
    now.act_turns.update(feedback_question=1, dispute=2)
    now.awaiting = "time"
    now.known.update(("name", "position"))
    now.visited.add("look-up")
    return now


@pytest.mark.parametrize(
    "text",
    [
        "mood >= 1",
        "mood  <  2",
        "mood is 1",
        "mood is not -1",
        "difficulty <= 2",
        "turns > 3",
        "kept is 1",
        "filled is 0",
        "interruptions < 1",
        "revealed why-not",
        "not revealed close",
        "asked feedback",
        "asked feedback_question",
        "not asked openings",
        "said dispute",
        "said dispute >= 2",
        "said thanks is 0",
        "awaiting time",
        "not awaiting name",
        "known name",
        "not known interview",
        "been look-up",
        "verdict is rejected",
        "verdict is not hired",
    ],
)
def test_a_guard_that_holds_holds_and_its_contrary_does_not(text: str) -> None:
    assert parse_guard(text).holds(situation())


@pytest.mark.parametrize(
    "text",
    [
        "mood > 1",
        "revealed close",
        "not revealed why-not",
        "asked openings",
        "said dispute >= 3",
        "verdict is hired",
        "verdict is not rejected",
        "known interview",
        "been elsewhere",
    ],
)
def test_a_guard_that_does_not_hold_does_not(text: str) -> None:
    assert not parse_guard(text).holds(situation())


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "is no guard"),
        ("mood", "is no guard"),
        ("mood = 1", "is no guard"),
        ("mood >= 1 or True", "is no guard"),
        ("__import__('os').system('true')", "is no guard"),
        ("mood >= much", "whole number"),
        ("mood >= 99999", "whole number"),
        ("asked nonsense", "no act is called 'nonsense'"),
        ("said feedback", "no act is called 'feedback'"),
        ("awaiting shoe-size", "cannot ask for 'shoe-size'"),
        ("verdict is perhaps", "no verdict is called 'perhaps'"),
        ("revealed why-not >= 2", "can be counted"),
        ("not said dispute >= 2", "can be counted"),
    ],
)
def test_anything_else_is_refused_with_the_reason(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        parse_guard(text)
