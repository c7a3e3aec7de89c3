"""The scorecard on the terminal."""

from __future__ import annotations

import re

from rich.console import Console
from rich.table import Table

from simulator.record import CRITERIA, CallRecord, CriterionResult, Evidence, Scorecard
from simulator.review.highlights import highlights
from simulator.review.measures import Measure, measures_of
from simulator.review.terminal.screen import Screen, level_style
from simulator.review.wording import NOT_SCORED, clean, clock, criterion_name, sentence, shorten, standing

EVIDENCE_SHOWN = 2
"""Findings under each criterion; all of them stand at their turns in the transcript, and on the page."""
QUOTE_LENGTH = 90
"""Letters of a quotation; the transcript has the whole of it."""
BODY_INDENT = 2
NAME_COLUMNS = 16
MEASURE_COLUMNS = 20
AS_ABOVE = "as above"


def print_scorecard(console: Console, scorecard: Scorecard, record: CallRecord) -> None:
    """Prints each criterion with its level, reason, proof and advice, then the total and the measures."""
    screen = Screen(console)
    if not scorecard.criteria:
        screen.heading("Scorecard")
        screen.line(NOT_SCORED, indent=BODY_INDENT)
        return
    screen.heading("How it went")
    ordered = [name for name in CRITERIA if name in scorecard.criteria]
    for number, name in enumerate(ordered):
        if number:
            screen.space()
        _print_criterion(screen, criterion_name(name), scorecard.criteria[name], record)
    _print_measures(screen, measures_of(scorecard))
    # last, because the end of a long text is what stands on the screen when it has run through
    _print_in_short(screen, scorecard)


def _print_criterion(screen: Screen, name: str, result: CriterionResult, record: CallRecord) -> None:
    bar, style = screen.level(result)
    if result.level is None:
        screen.line((f"{name:<{NAME_COLUMNS}}", "bold"), (standing(result), "italic dim"))
    else:
        points = f"  {result.points:>3}" if result.points is not None else ""
        screen.line((f"{name:<{NAME_COLUMNS}}", "bold"), (bar, style), (points, style), f"  {standing(result)}")
    if result.why:
        screen.line(sentence(result.why), indent=BODY_INDENT)
    for evidence in _kinds_first(result.evidence)[:EVIDENCE_SHOWN]:
        _print_evidence(screen, evidence, record)
    if result.advice:
        screen.line(("Next time: ", "cyan"), clean(result.advice), indent=BODY_INDENT)


def _print_evidence(screen: Screen, evidence: Evidence, record: CallRecord) -> None:
    at = evidence.start
    if at is None and evidence.turn is not None and 0 <= evidence.turn < len(record.turns):
        at = record.turns[evidence.turn].start
    when = f"{clock(at)} " if at is not None else ""
    quote = shorten(evidence.quote, QUOTE_LENGTH)
    said = f": “{quote}”" if quote else ""
    mark = (f"{screen.signs.note} {when}", "dim")
    screen.item(mark, (clean(evidence.finding), "dim"), (said, "dim italic"), indent=BODY_INDENT)


def _kinds_first(evidence: list[Evidence]) -> list[Evidence]:
    """One of each kind of finding before a second of any: five pauses kept must not hide the one that was filled."""
    seen: set[str] = set()
    first: list[Evidence] = []
    later: list[Evidence] = []
    for item in evidence:
        kind = re.sub(r"[\d.,]+", "", item.finding)
        (later if kind in seen else first).append(item)
        seen.add(kind)
    return first + later


def _print_measures(screen: Screen, measures: list[Measure]) -> None:
    if not measures:
        return
    screen.heading("Measured")
    if screen.narrow:
        for measure in measures:
            usual = f" (usual: {measure.usual})" if measure.usual else ""
            screen.line(f"{measure.name}: ", (measure.value, "bold"), usual, indent=BODY_INDENT)
            if measure.source:
                screen.line((measure.source, "dim"), indent=2 * BODY_INDENT)
        return
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for heading in ("", "You", "Usual"):
        table.add_column(heading, overflow="fold", max_width=MEASURE_COLUMNS)
    table.add_column("Source, or why not", overflow="fold", ratio=1)
    above = ""
    for measure in measures:
        source = AS_ABOVE if measure.source and measure.source == above else measure.source
        above = measure.source
        cells = (measure.name, measure.value, measure.usual)
        table.add_row(*(screen.text(cell) for cell in cells), screen.text((source, "dim")))
    screen.print(table, indent=BODY_INDENT)


def _print_in_short(screen: Screen, card: Scorecard) -> None:
    screen.heading("In short")
    if card.overall is None:
        screen.line("No total: nothing in this call could be scored.", indent=BODY_INDENT)
    else:
        style = level_style(round(card.overall / 25))
        screen.item("Overall    ", (f"{card.overall}", f"bold {style}"), " of 100", indent=BODY_INDENT)
    found = highlights(card)
    if found.went_well is not None:
        went_well = f"{criterion_name(found.went_well.criterion)} – {clean(found.went_well.result.why)}"
        screen.item(("Went well  ", "green"), went_well, indent=BODY_INDENT)
    if found.try_next is not None:
        try_next = f"{criterion_name(found.try_next.criterion)} – {clean(found.try_next.result.advice)}"
        screen.item(("Try next   ", "cyan"), try_next, indent=BODY_INDENT)
