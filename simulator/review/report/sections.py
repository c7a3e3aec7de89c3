"""The parts of the page above and below the transcript."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from simulator.record import CRITERIA, CallRecord, CriterionResult, Evidence, Scorecard
from simulator.review.facts import Fact, facts_of, why_missed
from simulator.review.highlights import Highlight, highlights
from simulator.review.measures import measures_of
from simulator.review.report.elements import Html, element, joined
from simulator.review.report.strip import strip
from simulator.review.timeline import Entry, Happening, Silence, Spoken
from simulator.review.wording import (
    CRITERION_MEANINGS,
    NOT_SCORED,
    RECOVERED,
    VERDICT_IS_STORY,
    VERDICT_WORDS,
    call_length,
    clock,
    criterion_name,
    manager_line,
    moment,
    sentence,
    standing,
)

EVIDENCE_SHOWN = 3
"""Findings that stand open in a card; the rest unfolds."""


def head_section(record: CallRecord, card: Scorecard | None, scenario_title: str) -> Html:
    """Who was called, when, and what they answered."""
    who = record.manager.name.strip()
    facts = [moment(record.started), f"{clock(call_length(record))} minutes", scenario_title]
    about = manager_line(record)
    return element(
        "header",
        element("p", " · ".join(fact for fact in facts if fact), class_="when"),
        element("h1", f"Your call to {who}" if who else "Your follow-up call"),
        element("p", about, class_="who") if about and about != who else None,
        element("p", VERDICT_WORDS[record.verdict], class_="verdict"),
        element("p", VERDICT_IS_STORY, class_="quiet") if record.scenario and card is not None else None,
        element("p", RECOVERED, class_="notice") if record.state == "recovered" else None,
    )


def summary_section(card: Scorecard | None) -> Html:
    """The total, what went well and what to try next."""
    if card is None or not card.criteria:
        return element("p", NOT_SCORED, class_="notice")
    found = highlights(card)
    if card.overall is None:
        total = element("p", "No total: nothing in this call could be scored.", class_="total")
    else:
        total = element(
            "p",
            element("span", "Overall ", class_="label"),
            element("strong", str(card.overall)),
            element("span", " of 100", class_="label"),
            class_="total",
        )
    return element(
        "section",
        element("h2", "In short", id="in-short"),
        total,
        _highlight("Went well", found.went_well, found.went_well.result.why if found.went_well else ""),
        _highlight("Try next", found.try_next, found.try_next.result.advice if found.try_next else ""),
        class_="summary",
        aria_labelledby="in-short",
    )


def _highlight(heading: str, found: Highlight | None, words: str) -> Html | None:
    if found is None:
        return None
    name = element("strong", criterion_name(found.criterion))
    return element(
        "div",
        element("h3", heading),
        element("p", name, " – ", words),
        class_=heading.lower().replace(" ", "-"),
    )


def glance_section(record: CallRecord, entries: Sequence[Entry], audio: Path | None, audio_link: str | None) -> Html:
    """The picture of the call with its legend, and the recording."""
    picture = strip(record, entries, audio)
    player = element(
        "p",
        element("audio", controls=True, preload="metadata", src=audio_link, aria_label="Recording of the call"),
        element("span", "You are on the left, the other side on the right.", class_="quiet"),
        class_="player",
    )
    drawn = element("div", picture, class_="scroll", tabindex=0, role="group", aria_label="Picture of the call")
    return element(
        "section",
        element("h2", "The call at a glance", id="glance"),
        joined(drawn, _legend(entries)) if picture is not None else element("p", "The call was over before it began."),
        player if audio_link else None,
        aria_labelledby="glance",
    )


def _legend(entries: Sequence[Entry]) -> Html | None:
    """What the signs in the picture mean; only those that are in it."""
    pauses = [entry.kept for entry in entries if isinstance(entry, Silence)]
    signs = (
        ("kept", "pause you left alone", True in pauses),
        ("filled", "pause you spoke into", False in pauses),
        (
            "cut-in",
            "you began while they were speaking",
            any(isinstance(entry, Spoken) and entry.talked_over is not None for entry in entries),
        ),
        (
            "learned",
            "you learned something",
            any(isinstance(entry, Happening) and entry.kind == "learned" for entry in entries),
        ),
    )
    shown = [element("li", element("span", class_=f"key {sign}"), words) for sign, words, there in signs if there]
    return element("ul", *shown, class_="legend") if shown else None


def criteria_section(record: CallRecord, card: Scorecard | None, audio_link: str | None) -> Html | None:
    """A card for each criterion."""
    if card is None or not card.criteria:
        return None
    cards = [
        _criterion(record, name, card.criteria[name], audio_link) for name in CRITERIA if name in card.criteria
    ]  # fmt: skip
    return element(
        "section",
        element("h2", "How it went", id="criteria"),
        element("div", *cards, class_="cards"),
        aria_labelledby="criteria",
    )


def _criterion(record: CallRecord, name: str, result: CriterionResult, audio_link: str | None) -> Html:
    meaning = {str(key): text for key, text in CRITERION_MEANINGS.items()}[name]
    shown, more = result.evidence[:EVIDENCE_SHOWN], result.evidence[EVIDENCE_SHOWN:]
    return element(
        "article",
        element("h3", criterion_name(name)),
        element("p", meaning, class_="quiet"),
        level(result),
        element("p", sentence(result.why), class_="why") if result.why else None,
        _evidence(record, shown, audio_link),
        element("details", element("summary", f"{len(more)} more"), _evidence(record, more, audio_link))
        if more
        else None,
        element("p", element("strong", "Next time: "), result.advice, class_="advice") if result.advice else None,
        class_=f"card level-{result.level}" if result.level is not None else "card unscored",
    )


def level(result: CriterionResult) -> Html:
    """A level as dots and in words."""
    if result.level is None:
        return element("p", standing(result), class_="level")
    dots = [element("span", class_="dot full" if place < result.level else "dot") for place in range(4)]
    return element(
        "p",
        element("span", *dots, class_="dots", aria_hidden="true"),
        element("span", f"{result.level} of 4 – {standing(result)}"),
        element("span", f"{result.points} points", class_="points") if result.points is not None else None,
        class_="level",
    )


def _evidence(record: CallRecord, evidence: Sequence[Evidence], audio_link: str | None) -> Html | None:
    if not evidence:
        return None
    return element("ul", *(_finding(record, item, audio_link) for item in evidence), class_="evidence")


def _finding(record: CallRecord, item: Evidence, audio_link: str | None) -> Html:
    known = item.turn is not None and 0 <= item.turn < len(record.turns)
    at = item.start if item.start is not None or not known else record.turns[item.turn or 0].start
    to_turn = element("a", clock(at or 0.0), href=f"#turn-{item.turn}", class_="at")
    where = to_turn if known else time_link(at, audio_link)
    return element(
        "li",
        where,
        " " if where else None,
        item.finding,
        element("q", item.quote) if item.quote.strip() else None,
    )


def time_link(at: float | None, audio_link: str | None) -> Html | None:
    """A moment of the call; with a recording, a link that plays from there."""
    if at is None:
        return None
    if audio_link is None:
        return element("span", clock(at), class_="at")
    # the part after # is the media fragment (W3C Media Fragments 1.0), which works without any script
    fragment = f"{audio_link}#t={at:.1f}"
    return element("a", clock(at), href=fragment, class_="at", data_at=f"{at:.1f}", title="Play from here")


def facts_section(record: CallRecord, audio_link: str | None) -> Html | None:
    """What was heard, and what was not."""
    facts = facts_of(record)
    if not facts.count:
        return None
    heard = [element("li", time_link(fact.at, audio_link), " ", fact.text, _written(fact)) for fact in facts.heard]
    return element(
        "section",
        element("h2", f"What you heard: {len(facts.heard)} of {facts.count} things", id="facts"),
        element("ul", *heard, class_="facts heard") if heard else None,
        joined(
            element("h3", "What you did not hear this time"),
            element("p", why_missed(record), class_="quiet"),
            element("ul", *(_missed(fact) for fact in facts.missed), class_="facts missed"),
        )
        if facts.missed
        else None,
        aria_labelledby="facts",
    )


def _written(fact: Fact) -> Html | None:
    return element("span", "You wrote it down.", class_="how") if fact.noted else None


def _missed(fact: Fact) -> Html:
    how = element("span", f"How to hear it: {fact.earned}", class_="how") if fact.earned else None
    return element("li", fact.text, how)


def measures_section(card: Scorecard | None) -> Html | None:
    """The table of measures."""
    measures = measures_of(card) if card is not None else []
    if not measures:
        return None
    headings = ("Measure", "You", "Usual", "Source, or why not")
    head = element("tr", *(element("th", heading, scope="col") for heading in headings))
    rows = [
        element(
            "tr",
            element("th", measure.name, scope="row"),
            element("td", measure.value),
            element("td", measure.usual),
            element("td", measure.source),
        )
        for measure in measures
    ]
    return element(
        "section",
        element("h2", "Measured", id="measures"),
        element("p", "Figures to look at; none of them is a mark.", class_="quiet"),
        element(
            "div",
            element("table", element("thead", head), element("tbody", *rows)),
            class_="scroll",
            tabindex=0,
            role="group",
            aria_label="Table of measures",
        ),
        aria_labelledby="measures",
    )
