"""The page to keep by the telephone: what to say, what to ask, and lines to write on. As text and as a web page.

Advice P6 (pen and paper ready) and C4 (note down everything they say).
"""

from __future__ import annotations

import textwrap
from typing import Final

from simulator.planning.circumstances import spoken
from simulator.planning.plan import Plan
from simulator.record import Manager
from simulator.review.report.elements import Html, element, joined, trusted

WIDTH = 78
"""Columns of the page as text; fits a terminal and a sheet of A4 in a fixed-width font."""
TO_FILL_IN: Final = ("Their number", "Who answered", "Called on, at")
TO_NOTE: Final = ("They said", "Why", "Next: who, what, by when", "May I call again? When?")
REMINDERS: Final = (
    "Breathe out. Stand up, and smile: they hear it.",
    "When you have said what you want, be silent, and count to five.",
    "Write down everything they say, in their words.",
)
NOTE_LINES = 3
"""Empty lines to write on under each heading."""
TITLE = "By the telephone"
STYLE: Final = """
body { font: 12pt/1.45 Georgia, serif; max-width: 42rem; margin: 1.5rem auto; padding: 0 1rem; color: #111; }
h1 { font-size: 1.5rem; margin-bottom: 0; } h2 { font-size: 1.05rem; margin: 1.1rem 0 .2rem; }
dt { font-style: italic; margin-top: .4rem; } dd { margin: 0 0 0 1rem; } ul { margin: .2rem 0; padding-left: 1.2rem; }
.blank { display: flex; margin-top: .5rem; }
.blank b { font-weight: normal; white-space: nowrap; padding-right: .5rem; }
.blank i { flex: 1; border-bottom: 1px solid #777; } .rule { border-bottom: 1px solid #777; height: 1.9rem; }
@page { margin: 1.6cm; } @media print { body { margin: 0; max-width: none; } section { break-inside: avoid; } }
"""


def sheet_text(plan: Plan, manager: Manager) -> str:
    """The page as text, at most 78 columns wide."""
    lines = [TITLE.upper(), *_wrapped(subtitle(plan, manager)), ""]
    lines += [_blank(what) for what in TO_FILL_IN]
    for words in plan.words:
        lines += ["", f"{words.when}:", *_wrapped(words.say, "  ")]
    lines.append("")
    lines += [f"* {reminder}" for reminder in REMINDERS]
    for heading in TO_NOTE:
        lines += ["", heading, *["", "_" * WIDTH] * NOTE_LINES]
    return "\n".join(lines) + "\n"


def sheet_page(plan: Plan, manager: Manager) -> str:
    """The page as HTML: self-contained, without script, made to be printed on one sheet or two."""
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("title", TITLE),
        element("style", trusted(STYLE)),
    )
    said = [joined(element("dt", words.when), element("dd", words.say)) for words in plan.words]
    rules = [element("div", "", class_="rule")] * NOTE_LINES
    body = element(
        "body",
        element("h1", TITLE),
        element("p", subtitle(plan, manager)),
        *[element("div", element("b", what), element("i", ""), class_="blank") for what in TO_FILL_IN],
        element("section", element("h2", "Your words"), element("dl", *said)),
        element("section", element("ul", *[element("li", reminder) for reminder in REMINDERS])),
        *[element("section", element("h2", heading), *rules) for heading in TO_NOTE],
    )
    return "<!doctype html>\n" + Html(element("html", head, body, lang="en")) + "\n"


def subtitle(plan: Plan, manager: Manager) -> str:
    """What to do, and whom it is about."""
    when = f" ({spoken(plan.decision.on)})" if plan.decision.on == plan.now.today else ""
    whom = ", ".join(filter(None, (manager.name, manager.company)))
    return f"{plan.headline}{when}" + (f" – {whom}" if whom else "")


def _blank(what: str) -> str:
    return f"{what}: ".ljust(WIDTH, "_")


def _wrapped(text: str, indent: str = "") -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent=indent, subsequent_indent=indent)
