"""Two calls side by side: criterion by criterion, measure by measure, and from the moment on that was played again."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from simulator.record import CRITERIA, CallRecord, CriterionName, CriterionResult, Evidence, Scorecard, Turn
from simulator.review.facts import facts_of
from simulator.review.measures import Measure, measures_of


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two calls."""

    record: CallRecord
    card: Scorecard


@dataclass(frozen=True, slots=True)
class CriterionPair:
    """One criterion in both calls."""

    name: CriterionName
    before: CriterionResult | None
    after: CriterionResult | None
    gone: tuple[Evidence, ...]
    """Findings of the first call that the second has none of."""
    new: tuple[Evidence, ...]
    """Findings of the second call that the first had none of."""

    @property
    def change(self) -> int | None:
        """Levels up (or, negative, down); None where one of the two has no level."""
        levels = [None if result is None else result.level for result in (self.before, self.after)]
        return None if levels[0] is None or levels[1] is None else levels[1] - levels[0]


@dataclass(frozen=True, slots=True)
class MeasurePair:
    """One measure in both calls; "" where a call has none of it."""

    name: str
    before: str
    after: str
    usual: str
    source: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two calls, the earlier one first."""

    before: Side
    after: Side
    criteria: tuple[CriterionPair, ...]
    measures: tuple[MeasurePair, ...]
    learned_before: tuple[str, ...]
    """What was told in the first call only."""
    learned_after: tuple[str, ...]
    """What was told in the second call only."""
    same_until: float | None
    """Seconds from pick-up up to which both are one call, where one is a retry of the other or both of a third."""

    @property
    def change(self) -> int | None:
        """Points of the total up (or down); None where one of the two has no total."""
        before, after = self.before.card.overall, self.after.card.overall
        return None if before is None or after is None else after - before

    def turns_since(self, side: Side) -> list[Turn]:
        """What was said from the moment on that was played again; the whole call of two that share nothing."""
        return [turn for turn in side.record.turns if turn.start >= (self.same_until or 0.0)]

    def to_dict(self) -> dict[str, Any]:
        """Plain data, for JSON."""
        return {
            "before": _head(self.before),
            "after": _head(self.after),
            "change": self.change,
            "same_until": self.same_until,
            "criteria": {
                pair.name: {
                    "before": _result(pair.before),
                    "after": _result(pair.after),
                    "change": pair.change,
                    "gone": [item.model_dump(mode="json") for item in pair.gone],
                    "new": [item.model_dump(mode="json") for item in pair.new],
                }
                for pair in self.criteria
            },
            "measures": {
                name: {"before": self.before.card.measures.get(name), "after": self.after.card.measures.get(name)}
                for name in _names(self.before.card, self.after.card)
            },
            "learned_only_before": list(self.learned_before),
            "learned_only_after": list(self.learned_after),
        }


def compare(before: Side, after: Side) -> Comparison:
    """Compares two scored calls."""
    told = [{fact.text for fact in facts_of(side.record).heard} for side in (before, after)]
    return Comparison(
        before,
        after,
        tuple(_pair(name, before.card, after.card) for name in CRITERIA if _has(name, before.card, after.card)),
        tuple(_measures(before.card, after.card)),
        tuple(fact.text for fact in facts_of(before.record).heard if fact.text not in told[1]),
        tuple(fact.text for fact in facts_of(after.record).heard if fact.text not in told[0]),
        _same_until(before.record, after.record),
    )


def _same_until(before: CallRecord, after: CallRecord) -> float | None:
    marks = [record.retry_of for record in (before, after)]
    if marks[1] is not None and marks[1].call == before.id:
        return marks[1].at
    if marks[0] is not None and marks[0].call == after.id:
        return marks[0].at
    if marks[0] is not None and marks[1] is not None and marks[0].call == marks[1].call:
        return min(marks[0].at, marks[1].at)
    return None


def _has(name: CriterionName, *cards: Scorecard) -> bool:
    return any(name in card.criteria for card in cards)


def _pair(name: CriterionName, before: Scorecard, after: Scorecard) -> CriterionPair:
    results = before.criteria.get(name), after.criteria.get(name)
    found = [result.evidence if result is not None else [] for result in results]
    kinds = [{_kind(item) for item in evidence} for evidence in found]
    gone = tuple(item for item in found[0] if _kind(item) not in kinds[1])
    return CriterionPair(name, *results, gone, tuple(item for item in found[1] if _kind(item) not in kinds[0]))


def _kind(item: Evidence) -> str:
    """A finding without its figures and quotations: "left a pause of 4.0 s alone" is the same as one of 3.0 s."""
    return re.sub(r"“[^”]*”|[\d.,]+", "", item.finding)


def _names(*cards: Scorecard) -> list[str]:
    return list(dict.fromkeys(name for card in cards for name in card.measures))


def _measures(before: Scorecard, after: Scorecard) -> list[MeasurePair]:
    first, second = _by_name(before), _by_name(after)
    absent = Measure("", "", "", "")
    found = []
    for name in _names(before, after):
        one, other = first.get(name, absent), second.get(name, absent)
        shown = other if name in second else one
        found.append(MeasurePair(shown.name, one.value, other.value, shown.usual, shown.source))
    return found


def _by_name(card: Scorecard) -> dict[str, Measure]:
    return dict(zip(card.measures, measures_of(card), strict=True))


def _head(side: Side) -> dict[str, Any]:
    record = side.record
    return {
        "id": record.id,
        "scenario": record.scenario,
        "started": record.started,
        "verdict": record.verdict,
        "overall": side.card.overall,
        "retry_of": record.retry_of.model_dump(mode="json") if record.retry_of is not None else None,
    }


def _result(result: CriterionResult | None) -> dict[str, Any] | None:
    return None if result is None else result.model_dump(mode="json")
