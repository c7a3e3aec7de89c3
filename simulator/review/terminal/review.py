"""A past call read back on the terminal: who and when, the transcript with its notes, the facts, the scorecard."""

from __future__ import annotations

from rich.console import Console

from simulator.record import CallRecord, Scorecard
from simulator.review.facts import Facts, facts_of, why_missed
from simulator.review.terminal.scorecard import BODY_INDENT, print_scorecard
from simulator.review.terminal.screen import Screen
from simulator.review.terminal.transcript import Transcript
from simulator.review.timeline import timeline
from simulator.review.wording import (
    NOBODY_SPOKE,
    NOT_SCORED,
    RECOVERED,
    VERDICT_IS_STORY,
    VERDICT_WORDS,
    call_length,
    clean,
    clock,
    manager_line,
    moment,
)


def print_review(
    console: Console, record: CallRecord, scorecard: Scorecard | None = None, *, scenario_title: str = ""
) -> None:
    """Prints the whole call. Without a scorecard it says that the call has not been scored."""
    screen = Screen(console)
    _print_head(screen, record, scenario_title)
    _print_transcript(screen, record, scorecard)
    _print_facts(screen, record, facts_of(record))
    if scorecard is None:
        screen.space()
        screen.line(NOT_SCORED)
    else:
        print_scorecard(console, scorecard, record)


def _print_head(screen: Screen, record: CallRecord, scenario_title: str) -> None:
    who = manager_line(record) or "somebody who gave no name"
    screen.line(("Your call to ", "bold"), (who, "bold"))
    title = clean(scenario_title or record.scenario or "")
    facts = [moment(record.started), f"{clock(call_length(record))} min", title]
    screen.line((" · ".join(fact for fact in facts if fact), "dim"))
    screen.line(f"{VERDICT_WORDS[record.verdict]}.", *([(f" {VERDICT_IS_STORY}", "dim")] if record.scenario else []))
    if record.state == "recovered":
        screen.line((RECOVERED, "italic"))


def _print_transcript(screen: Screen, record: CallRecord, card: Scorecard | None) -> None:
    screen.heading("What was said")
    transcript = Transcript(screen, record)
    for entry in timeline(record, card):
        transcript.entry(entry)
    if not record.turns:
        screen.line(NOBODY_SPOKE, indent=BODY_INDENT)


def _print_facts(screen: Screen, record: CallRecord, facts: Facts) -> None:
    if facts.heard:
        screen.heading(f"What you heard ({len(facts.heard)} of {facts.count})")
        for fact in facts.heard:
            written = (" – written down", "green") if fact.noted else ""
            screen.item((f"{screen.signs.learned} ", "green"), fact.text, written, indent=BODY_INDENT)
    for note in record.notes or ():
        when = f"{clock(note.at)} " if note.at is not None else ""
        screen.item((f"Your note {when}", "dim"), clean(note.text), indent=BODY_INDENT)
    if facts.missed:
        screen.heading("What you did not hear this time")
        screen.line((why_missed(record), "dim"), indent=BODY_INDENT)
        for fact in facts.missed:
            how = (f" – {fact.earned}", "cyan") if fact.earned else ""
            screen.item(f"{screen.signs.empty} ", fact.text, how, indent=BODY_INDENT)
