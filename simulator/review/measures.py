"""What was measured beside the levels, as rows of a table: the figure, the usual range and who says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from simulator.record import Scorecard
from simulator.review.wording import clean, sentence

NAMES = {
    "words_per_minute": "Pace",
    "talk_share": "Share of talking",
    "talk_share_after_opening": "Share after opening",
    "response_gap_median": "Gap before answers",
    "response_gap_longest": "Longest gap",
    "longest_monologue": "Longest stretch",
    "pauses_kept": "Pauses left alone",
    "facts_told": "Facts heard",
    "turns_lost": "Turns not heard",
}
"""Measure → its name in the table, where its own name in words would be long or odd."""
NOT_MEASURED = "not measured"
SHARE = "share"
COUNT = "times"


@dataclass(frozen=True, slots=True)
class Measure:
    """One row."""

    name: str
    value: str
    """With its unit; `not measured` if there is none."""
    usual: str
    """The usual or comfortable range; "" where none is known."""
    source: str
    """Where the range comes from, or why nothing was measured."""


def measures_of(card: Scorecard) -> list[Measure]:
    """The scorecard's measures in its order.

    A measure is {value, unit, of, range: [low, high] | text, source, why, label}, all but `value` optional; a bare
    value is taken as it is. The unit `share` is a fraction of 1, shown in per cent; `times` is a plain count.
    """
    return [_row(name, entry) for name, entry in card.measures.items()]


def _row(name: str, entry: Any) -> Measure:
    fields: Mapping[str, Any] = entry if isinstance(entry, Mapping) else {"value": entry}
    unit = clean(str(fields.get("unit") or ""))
    value = fields.get("value")
    label = clean(str(fields.get("label") or NAMES.get(name) or name.replace("_", " ")))
    source = clean(str(fields.get("source") or ""))
    if value is None:
        source = clean(str(fields.get("why") or "")) or source
    if value is None:
        shown = NOT_MEASURED
    elif (total := fields.get("of")) is not None:
        shown = f"{_figure(value, unit)} of {_with_unit(total, unit)}"
    else:
        shown = _with_unit(value, unit)
    return Measure(sentence(label), shown, _range(fields.get("range"), unit), source)


def _range(given: Any, unit: str) -> str:
    if given is None:
        return ""
    if isinstance(given, list | tuple) and len(given) == 2:
        low, high = given
        if low is None and high is None:
            return ""
        if low is None:
            return f"up to {_bound(high, unit)}"
        if high is None:
            return f"from {_bound(low, unit)}"
        return f"{_figure(low, unit)}–{_bound(high, unit)}"
    return clean(str(given))


def _bound(value: Any, unit: str) -> str:
    # the measured figure beside it names the unit
    return _with_unit(value, SHARE) if unit == SHARE else _figure(value, unit)


def _with_unit(value: Any, unit: str) -> str:
    if unit == SHARE:
        return f"{_figure(value, unit)} %" if _is_number(value) else clean(str(value))
    return f"{_figure(value, unit)} {unit if unit != COUNT else ''}".strip()


def _figure(value: Any, unit: str) -> str:
    if not _is_number(value):
        return clean(str(value))
    number = float(value) * (100 if unit == SHARE else 1)
    # two digits that count are enough for a figure which is only read
    return f"{number:.0f}" if abs(number) >= 10 or number == int(number) else f"{number:.2g}"


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
