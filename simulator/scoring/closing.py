"""Closing: end on a high note whatever the verdict – thanks, a good wish, a friendly goodbye.

Advice C13: the connection may pay later.
"""

from __future__ import annotations

import re
from typing import Final

from simulator.record import CriterionResult, Evidence
from simulator.scoring.result import listed, not_applicable, not_measurable, scored
from simulator.scoring.turns import CandidateTurn
from simulator.scoring.view import CallView

CLOSING_TURNS = 2
"""The close is looked for in the candidate's last turns: people part in two exchanges, one that leads up to the end
and the goodbyes (Schegloff & Sacks 1973, "Opening up closings")."""
PARTS: Final[dict[str, tuple[str, ...]]] = {
    "thanks": ("thanks",),
    "a good wish": ("well_wish", "enthusiasm"),
    "a goodbye": ("farewell",),
}
BITTER: Final = frozenset({"dispute"})
WARM: Final = frozenset({"thanks", "well_wish", "enthusiasm", "apology"})
"""A later turn with one of these has made up for a bitter one: the call did not end in it."""
CUT_OFF: Final = re.compile(
    r"\bhello\b|\b(?:can't|cannot|don't|do not|can|do) (?:\w+ )?hear\b"
    r"|\b(?:it's|is|has|line|it) (?:gone|dead|cut|dropped)\b"
    r"|\bbreaking up\b|\bcut off\b|\bstill there\b"
)
"""Last words of someone whose line has died."""


def closing(view: CallView) -> CriterionResult:
    """Level 4: thanks, a good wish (or warm interest) and a goodbye; one level less for each that is missing."""
    if not view.said:
        return scored(0, "the call ended without a word of yours", [], _advice(view, list(PARTS)))
    last = view.said[-CLOSING_TURNS:]
    bitter = [turn for at, turn in enumerate(last) if turn.acts & BITTER and not _made_up(last[at + 1 :])]
    found = {part: turn for part, acts in PARTS.items() if (turn := _last_with(last, acts)) is not None}
    if "a goodbye" not in found and _line_died(view, last[-1]):
        return not_applicable("the line was cut before anyone could close the call")
    if any(turn.is_lost for turn in last) and len(found) < len(PARTS):
        return not_measurable("your last words could not be made out, so how you ended is not known")
    level = 0 if bitter else 1 + len(found)
    missing = [part for part in PARTS if part not in found]
    evidence = [view.evidence(turn, part, PARTS[part]) for part, turn in found.items()]
    evidence += [view.evidence(turn, "ended in a quarrel", BITTER) for turn in bitter]
    evidence += [Evidence(finding=f"{part} was missing") for part in missing]
    return scored(level, _why(list(found), missing, bool(bitter)), evidence, _advice(view, missing))


def _made_up(later: list[CandidateTurn]) -> bool:
    return any(turn.acts & WARM and not turn.acts & BITTER for turn in later)


def _line_died(view: CallView, last: CandidateTurn) -> bool:
    if any(event.kind == "line_lost" or getattr(event, "by", "") == "line" for event in view.record.events):
        return True
    return bool(CUT_OFF.search(" ".join(last.words))) and not last.acts & {"greeting", "thanks"}


def _last_with(turns: list[CandidateTurn], acts: tuple[str, ...]) -> CandidateTurn | None:
    return next((turn for turn in reversed(turns) if turn.acts & set(acts) and not turn.acts & BITTER), None)


def _why(found: list[str], missing: list[str], bitter: bool) -> str:
    if bitter:
        return "the call ended in a quarrel"
    if not found:
        return "no thanks, no good wish and no goodbye in your last words"
    return f"you ended with {listed(found)}" + (f", without {listed(missing)}" if missing else "")


def _advice(view: CallView, missing: list[str]) -> str:
    if not missing:
        return "Keep this close, whatever the news: it is what people remember."
    name = view.record.manager.name
    return (
        f"Three short things, even after bad news: “Thank you for your time{', ' + name if name else ''}. "
        "All the best to you and the team. Goodbye.”"
    )
