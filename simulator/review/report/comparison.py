"""Two calls side by side, as a page."""

from __future__ import annotations

from pathlib import Path

from simulator.files import write_whole
from simulator.record import CriterionResult, Evidence
from simulator.review.comparison import Comparison, CriterionPair, Side
from simulator.review.report.elements import Html, element
from simulator.review.report.page import FOOT, page
from simulator.review.report.sections import level
from simulator.review.wording import (
    CRITERION_MEANINGS,
    CRITERION_NAMES,
    LOST_WORDS,
    clock,
    moment,
    sentence,
    short_name,
)

COMPARISON_NAME = "compare.html"
FIRST, SECOND = "First call", "Second call"


def write_comparison(comparison: Comparison, folder: Path) -> Path:
    """Writes `compare.html` into a call's folder, whole or not at all; gives its path."""
    path = folder / COMPARISON_NAME
    body = element(
        "main",
        _head(comparison),
        _criteria(comparison),
        _attempts(comparison) if comparison.same_until is not None else None,
        _learned(comparison),
        _measures(comparison),
    )
    write_whole(path, page("Two calls side by side", body, element("footer", element("p", FOOT))))
    return path


def _head(comparison: Comparison) -> Html:
    def total(name: str, side: Side) -> Html:
        overall = "no total" if side.card.overall is None else f"{side.card.overall} of 100"
        what = f"{moment(side.record.started)} · {side.record.scenario or side.record.id}"
        return element("li", element("strong", f"{name}: {overall}"), " ", element("span", what, class_="quiet"))

    same = comparison.same_until
    change = f"{comparison.change:+d} points in all" if comparison.change is not None else None
    return element(
        "header",
        element("h1", "Two calls side by side"),
        element("ul", total(FIRST, comparison.before), total(SECOND, comparison.after)),
        element("p", change, class_="verdict") if change else None,
        element("p", f"Both are the same call up to {clock(same)}.", class_="quiet") if same is not None else None,
    )


def _criteria(comparison: Comparison) -> Html:
    return element(
        "section",
        element("h2", "Criterion by criterion", id="criteria"),
        *(_pair(pair) for pair in comparison.criteria),
        aria_labelledby="criteria",
    )


def _pair(pair: CriterionPair) -> Html:
    change = f"{pair.change:+d}" if pair.change else ""
    return element(
        "div",
        element("h3", f"{CRITERION_NAMES[pair.name]} {change}".strip()),
        element("p", CRITERION_MEANINGS[pair.name], class_="quiet"),
        element("div", _side(FIRST, pair.before, pair.gone), _side(SECOND, pair.after, pair.new), class_="cards"),
    )


def _side(name: str, result: CriterionResult | None, evidence: tuple[Evidence, ...]) -> Html:
    if result is None:
        return element("article", element("h3", name), element("p", "not scored"), class_="card unscored")
    findings = [
        element("li", item.finding, element("q", item.quote) if item.quote.strip() else None) for item in evidence
    ]
    return element(
        "article",
        element("h3", name),
        level(result),
        element("p", sentence(result.why), class_="why") if result.why else None,
        element("ul", *findings, class_="evidence") if findings else None,
        class_=f"card level-{result.level}" if result.level is not None else "card unscored",
    )


def _attempts(comparison: Comparison) -> Html:
    def attempt(name: str, side: Side) -> Html:
        manager = short_name(side.record.manager.name)
        lines = [
            element(
                "li",
                element("p", element("span", "You" if turn.speaker == "candidate" else manager, class_="name")),
                element("p", turn.text.strip() or LOST_WORDS, class_="words"),
                class_=f"turn {turn.speaker}",
            )
            for turn in comparison.turns_since(side)
        ]
        return element("div", element("h3", name), element("ol", *lines, class_="timeline"))

    return element(
        "section",
        element("h2", "From that moment on", id="attempts"),
        element("div", attempt(FIRST, comparison.before), attempt(SECOND, comparison.after), class_="cards"),
        aria_labelledby="attempts",
    )


def _learned(comparison: Comparison) -> Html | None:
    parts = [
        part
        for name, facts in ((FIRST, comparison.learned_before), (SECOND, comparison.learned_after))
        if facts
        for part in (
            element("h3", f"{name} only"),
            element("ul", *(element("li", fact) for fact in facts), class_="facts heard"),
        )
    ]
    if not parts:
        return None
    return element("section", element("h2", "What you heard", id="facts"), *parts, aria_labelledby="facts")


def _measures(comparison: Comparison) -> Html:
    headings = ("Measure", FIRST, SECOND, "Usual", "Source, or why not")
    rows = [
        element(
            "tr",
            element("th", pair.name, scope="row"),
            *(element("td", cell) for cell in (pair.before, pair.after, pair.usual, pair.source)),
        )
        for pair in comparison.measures
    ]
    head = element("tr", *(element("th", heading, scope="col") for heading in headings))
    table = element("table", element("thead", head), element("tbody", *rows))
    return element(
        "section",
        element("h2", "Measured", id="measures"),
        element("div", table, class_="scroll", tabindex=0, role="group", aria_label="Table of measures"),
        aria_labelledby="measures",
    )
