"""How a criterion states its result."""

from __future__ import annotations

from collections.abc import Sequence

from simulator.record import CriterionResult, Evidence

POINTS_PER_LEVEL = 25
"""Points of a level: 0, 25, 50, 75, 100."""


def scored(level: int, why: str, evidence: Sequence[Evidence], advice: str) -> CriterionResult:
    """A level 0–4 with its reason, where it shows, and one piece of advice."""
    return CriterionResult(
        level=level,
        points=level * POINTS_PER_LEVEL,
        status="scored",
        why=why,
        evidence=list(evidence),
        advice=advice,
    )


def not_applicable(why: str) -> CriterionResult:
    """The call gave no chance to show it."""
    return CriterionResult(status="not_applicable", why=why)


def not_measurable(why: str, advice: str = "") -> CriterionResult:
    """There was a chance, but what happened cannot be known from this record."""
    return CriterionResult(status="not_measurable", why=why, advice=advice)


def listed(items: Sequence[str]) -> str:
    """Items as a person would list them: "a, b and c"."""
    return " and ".join(filter(None, (", ".join(items[:-1]), *items[-1:])))
