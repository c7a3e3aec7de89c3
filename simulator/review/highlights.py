"""The two things to take away from a call: what went well, and the one thing to try next."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.record import CRITERIA, CriterionName, CriterionResult, Scorecard

WENT_WELL_LEVEL = 3
"""From this level on a criterion counts as gone well ("good")."""


@dataclass(frozen=True, slots=True)
class Highlight:
    """A criterion that stands out."""

    criterion: CriterionName
    result: CriterionResult


@dataclass(frozen=True, slots=True)
class Highlights:
    """What to take away; either may be missing."""

    went_well: Highlight | None
    try_next: Highlight | None


def highlights(card: Scorecard) -> Highlights:
    """The best of what went well, and the lowest of what did not reach the top.

    One thing to work on at a time: feedback on everything at once is feedback on nothing. Among equals the one that
    comes first in a call goes first.
    """
    scored = [
        (result.level, Highlight(name, result))
        for name in CRITERIA
        if (result := card.criteria.get(name)) is not None and result.level is not None
    ]
    best = max(scored, key=lambda item: item[0], default=None)
    lowest = min(scored, key=lambda item: item[0], default=None)
    return Highlights(
        best[1] if best is not None and best[0] >= WENT_WELL_LEVEL else None,
        lowest[1] if lowest is not None and lowest[0] < 4 and lowest[1].result.advice else None,
    )
