"""Closing: end on a high note whatever the verdict – thanks, a good wish, a friendly goodbye.

Advice C13: the connection may pay later.
"""

from __future__ import annotations

from simulator.record import CriterionResult, Evidence
from simulator.scoring.result import not_applicable, not_measurable, scored
from simulator.scoring.view import CallView, CandidateTurn

CLOSING_TURNS = 3
"""The close is looked for in the candidate's last turns: goodbyes are said in two or three exchanges
(Schegloff & Sacks 1973, "Opening up closings")."""
PARTS: dict[str, frozenset[str]] = {
    "thanks": frozenset({"thanks"}),
    "a good wish": frozenset({"well_wish", "enthusiasm"}),
    "a goodbye": frozenset({"farewell"}),
}
BITTER = frozenset({"dispute"})


def closing(view: CallView) -> CriterionResult:
    """Level 4: thanks, a good wish (or warm interest) and a goodbye; one level less for each that is missing."""
    if not view.heard:
        return not_measurable("none of your words were recognised")
    if _cut_off(view):
        return not_applicable("the call was cut off before anyone could close it")
    last = view.said[-CLOSING_TURNS:]
    found = {part: turn for part, acts in PARTS.items() if (turn := _last_with(last, acts)) is not None}
    bitter = [turn for turn in last[-2:] if turn.acts & BITTER]
    level = 0 if bitter else 1 + len(found)
    evidence = [turn.evidence(f"{part}") for part, turn in found.items()]
    evidence += [turn.evidence("ended in a quarrel") for turn in bitter]
    evidence += [Evidence(finding=f"{part} was missing") for part in PARTS if part not in found]
    return scored(level, _why(found, bitter), evidence, _advice(view, level))


def _cut_off(view: CallView) -> bool:
    by = next((getattr(event, "by", "") for event in view.record.events if event.kind == "hang_up"), "")
    return by == "line" and not any(turn.acts & PARTS["a goodbye"] for turn in view.said[-CLOSING_TURNS:])


def _last_with(turns: list[CandidateTurn], acts: frozenset[str]) -> CandidateTurn | None:
    return next((turn for turn in reversed(turns) if turn.acts & acts), None)


def _why(found: dict[str, CandidateTurn], bitter: list[CandidateTurn]) -> str:
    if bitter:
        return "the call ended in a quarrel"
    if not found:
        return "no thanks, no good wish, no goodbye in your last turns"
    missing = [part for part in PARTS if part not in found]
    return f"you ended with {', '.join(found)}" + (f", without {' and '.join(missing)}" if missing else "")


def _advice(view: CallView, level: int) -> str:
    name = view.record.manager.name.split(" ")[-1] if view.record.manager.name else ""
    example = f"“Thank you for your time{', ' + view.record.manager.name if name else ''}. All the best to you and the team. Goodbye.”"
    if level == 4:
        return "A close that people remember. Keep it, whatever the news."
    return f"Three short things, even after bad news: {example}"
