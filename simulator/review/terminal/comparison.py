"""Two calls side by side on the terminal."""

from __future__ import annotations

from itertools import zip_longest

from rich.console import Console
from rich.table import Table

from simulator.record import CriterionResult, Evidence
from simulator.review.comparison import Comparison, CriterionPair, Side
from simulator.review.terminal.screen import Screen
from simulator.review.wording import (
    CRITERION_NAMES,
    LOST_WORDS,
    clean,
    clock,
    moment,
    sentence,
    short_name,
    shorten,
    standing,
)

INDENT = 2
EVIDENCE_SHOWN = 2
QUOTE_LENGTH = 70
FIRST, SECOND = "First", "Second"


def print_comparison(console: Console, comparison: Comparison) -> None:
    """Prints both calls' totals, each criterion with what changed and where it shows, and the measures."""
    screen = Screen(console)
    _print_head(screen, comparison)
    screen.heading("Criterion by criterion")
    for pair in comparison.criteria:
        _print_pair(screen, pair)
    if comparison.same_until is not None:
        _print_attempts(screen, comparison)
    _print_learned(screen, comparison)
    _print_measures(screen, comparison)


def _print_head(screen: Screen, comparison: Comparison) -> None:
    for name, side in ((FIRST, comparison.before), (SECOND, comparison.after)):
        overall = "no total" if side.card.overall is None else f"{side.card.overall} of 100"
        what = clean(side.record.scenario or side.record.id)
        screen.line((f"{name:<8}", "bold"), f"{moment(side.record.started)} · {what} · ", (overall, "bold"))
    if comparison.same_until is not None:
        screen.line((f"Both are the same call up to {clock(comparison.same_until)}.", "dim"))
    if comparison.change is not None:
        screen.line(f"{_signed(comparison.change)} points in all")


def _signed(change: int) -> str:
    return f"{change:+d}" if change else "±0"


def _print_pair(screen: Screen, pair: CriterionPair) -> None:
    screen.space()
    bars: list[str | tuple[str, str]] = []
    for result in (pair.before, pair.after):
        bars += ["   " if bars else "", _bar(screen, result)]
    change = "" if pair.change is None else f"   {_signed(pair.change)}"
    screen.line((f"{CRITERION_NAMES[pair.name]:<16}", "bold"), *bars, (change, "bold"))
    _print_side(screen, FIRST, pair.before, pair.gone)
    _print_side(screen, SECOND, pair.after, pair.new)


def _bar(screen: Screen, result: CriterionResult | None) -> tuple[str, str]:
    return ("    ", "") if result is None else screen.level(result)


def _print_side(screen: Screen, name: str, result: CriterionResult | None, evidence: tuple[Evidence, ...]) -> None:
    if result is None:
        return
    how = sentence(result.why) if result.why else sentence(standing(result))
    screen.item((f"{name:<7} ", "dim"), how, indent=INDENT)
    for item in evidence[:EVIDENCE_SHOWN]:
        when = f"{clock(item.start)} " if item.start is not None else ""
        quote = f": “{shorten(item.quote, QUOTE_LENGTH)}”" if item.quote else ""
        screen.item(
            (f"        {screen.signs.note} {when}", "dim"), clean(item.finding), (quote, "italic"), indent=INDENT
        )


def _print_attempts(screen: Screen, comparison: Comparison) -> None:
    """What was said from the moment on, in two columns; under one another where there is no room for two."""
    screen.heading("From that moment on")
    sides = (comparison.before, comparison.after)
    columns = [_lines(comparison, side) for side in sides]
    if screen.narrow:
        for name, lines in zip((FIRST, SECOND), columns, strict=True):
            screen.line((name, "bold"), indent=INDENT)
            for line in lines:
                screen.line(line, indent=2 * INDENT)
        return
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for name in (FIRST, SECOND):
        table.add_column(name, overflow="fold", ratio=1)
    for left, right in zip_longest(*columns, fillvalue=""):
        table.add_row(screen.text(left), screen.text(right))
    screen.print(table, indent=INDENT)


def _lines(comparison: Comparison, side: Side) -> list[str]:
    manager = short_name(side.record.manager.name)
    return [
        f"{clock(turn.start)} {'You' if turn.speaker == 'candidate' else manager}: {clean(turn.text) or LOST_WORDS}"
        for turn in comparison.turns_since(side)
    ]


def _print_learned(screen: Screen, comparison: Comparison) -> None:
    for name, facts in ((FIRST, comparison.learned_before), (SECOND, comparison.learned_after)):
        if facts:
            screen.heading(f"Heard in the {name.lower()} call only")
            for fact in facts:
                screen.item((f"{screen.signs.learned} ", "green"), fact, indent=INDENT)


def _print_measures(screen: Screen, comparison: Comparison) -> None:
    screen.heading("Measured")
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for heading in ("", FIRST, SECOND, "Usual"):
        table.add_column(heading, overflow="fold")
    for pair in comparison.measures:
        table.add_row(*(screen.text(cell) for cell in (pair.name, pair.before, pair.after, pair.usual)))
    screen.print(table, indent=INDENT)
