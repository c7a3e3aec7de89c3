"""Introduction: own name, the position, when the interview was, and why one calls – briefly, and unasked.

Advice C1: introduce yourself briefly, for they may not remember you.
"""

from __future__ import annotations

import re

from simulator.record import CriterionResult, Evidence
from simulator.scoring.result import not_measurable, scored
from simulator.scoring.view import CallView, CandidateTurn

ELEMENTS: dict[str, tuple[str, frozenset[str]]] = {
    "name": ("your name", frozenset({"self_introduction"})),
    "position": ("the position", frozenset({"position_mention"})),
    "interview": ("when the interview was", frozenset({"interview_mention"})),
    "purpose": ("why you call", frozenset({"purpose_statement", "decision_question"})),
}
"""What an introduction holds → how it is called to the candidate, and the acts that show it."""
ASKED_FOR: dict[str, re.Pattern[str]] = {
    "name": re.compile(r"\b(your|the) name\b|who('s| is| am| was)\b|who are you|calling\?|say who", re.IGNORECASE),
    "position": re.compile(r"\b(which|what) (job|position|role|post|vacancy|one|team|department)|for\?", re.IGNORECASE),
    "interview": re.compile(r"\bwhen\b|what (day|date)|who (did|interviewed|was it)|which day", re.IGNORECASE),
    "purpose": re.compile(r"help you|calling about|what('s| is) (this|it) (about|regarding)|do for you", re.IGNORECASE),
}
"""How a manager asks for what the candidate left out."""
BRIEF_WORDS, BRIEF_SECONDS = 65, 25.0
"""A brief introduction (rubric, level 4)."""
LONG_WORDS, LONG_SECONDS = 100, 40.0
"""Beyond this it rambles (rubric, level 3)."""
OPENING_TURNS = 3
"""Turns in which an element still counts as volunteered, when nobody had to ask for it."""
NO_SUBSTANCE = frozenset({"greeting", "backchannel", "confirmation", "person_request", "timing_check", "small_talk"})
"""A turn with nothing but these ("Hello?", "Could I speak with Ms Chen?") only leads up to the introduction."""


def introduction(view: CallView) -> CriterionResult:
    """Level 4: all four in the first substantive turn, briefly. One level less for each that is missing or late."""
    if not view.heard:
        return not_measurable("none of your words were recognised")
    opening = _opening(view)
    if opening is None:
        return scored(0, "you never said who you are or why you call", [], _advice(view, list(ELEMENTS)))
    at_once = {name for name, (_, acts) in ELEMENTS.items() if opening.acts & acts}
    given = {name: turn for name in ELEMENTS if (turn := view.first_with(*ELEMENTS[name][1])) is not None}
    asked = {name for name, turn in given.items() if turn.index != opening.index and _was_asked(name, turn)}
    late = set(given) - at_once - asked
    volunteered = at_once | {name for name in late if _position_of(view, given[name]) < OPENING_TURNS}
    missing = [name for name in ELEMENTS if name not in given]
    level = _level(opening, at_once, volunteered, given)
    evidence = [
        turn.evidence(f"gave {ELEMENTS[name][0]}" + (" when asked" if name in asked else ""))
        for name, turn in given.items()
    ]
    evidence += [Evidence(finding=f"did not give {ELEMENTS[name][0]}") for name in missing]
    return scored(
        level, _why(opening, at_once, given, asked, missing), evidence, _advice(view, missing + sorted(asked))
    )


def _opening(view: CallView) -> CandidateTurn | None:
    elements = frozenset().union(*(acts for _, acts in ELEMENTS.values()))
    for turn in view.said:
        if turn.acts & elements or (turn.acts - NO_SUBSTANCE and len(turn.words) > 3):
            return turn if view.with_act(*elements) else None
    return None


def _was_asked(name: str, turn: CandidateTurn) -> bool:
    return bool(ASKED_FOR[name].search(turn.manager_said)) and "?" in turn.manager_said


def _position_of(view: CallView, turn: CandidateTurn) -> int:
    return next(position for position, said in enumerate(view.said) if said.index == turn.index)


def _level(opening: CandidateTurn, at_once: set[str], volunteered: set[str], given: dict[str, CandidateTurn]) -> int:
    if "name" not in given and "purpose" not in given:
        return 0
    seconds, words = opening.turn.end - opening.turn.start, len(opening.words)
    brief = words <= BRIEF_WORDS and seconds <= BRIEF_SECONDS
    rambling = words > LONG_WORDS or seconds > LONG_SECONDS
    count = len(volunteered)
    if count == 4:
        level = 4 if at_once == set(ELEMENTS) and brief else 3
    else:
        level = max(1, count) if count >= 2 else 1
    return min(level, 2) if rambling else level


def _why(
    opening: CandidateTurn,
    at_once: set[str],
    given: dict[str, CandidateTurn],
    asked: set[str],
    missing: list[str],
) -> str:
    words, seconds = len(opening.words), opening.turn.end - opening.turn.start
    parts = [f"your opening of {words} words ({seconds:.0f} s) held {len(at_once)} of the four things"]
    if asked:
        parts.append("asked for: " + ", ".join(ELEMENTS[name][0] for name in ELEMENTS if name in asked))
    if missing:
        parts.append("never said: " + ", ".join(ELEMENTS[name][0] for name in missing))
    elif len(given) == len(at_once):
        parts.append("nothing had to be asked for")
    return "; ".join(parts)


def _advice(view: CallView, lacking: list[str]) -> str:
    candidate = view.record.candidate
    name = candidate.name or "…"
    position = candidate.position or "…"
    interview = candidate.interview or "…"
    example = (
        f"“Hello, this is {name}. I interviewed for the {position} position, {interview}. "
        "I'm calling to ask whether a decision has been made.” Then stop."
    )
    if not lacking:
        return f"Keep it that way, in one breath: {example}"
    return f"Say all four at once, before anyone asks: {example}"
