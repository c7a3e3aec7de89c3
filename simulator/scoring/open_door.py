"""Open door: ask to be kept in mind, agree on a next contact, or make sure how they reach you.

Advice C8 and C14: new hires leave within weeks, and those who left politely are the easiest to call.
"""

from __future__ import annotations

import re

from simulator.record import CriterionResult, Evidence
from simulator.scoring.result import not_applicable, not_measurable, scored
from simulator.scoring.view import CallView, CandidateTurn

REQUEST = frozenset({"keep_in_mind_request", "second_chance_request", "callback_details"})
AGREEMENT = frozenset({"availability", "timeline_question"})
HINT = frozenset({"openings_question"})
SHUT = frozenset({"withdrawal"})
SPECIFIC = re.compile(
    r"\b(monday|tuesday|wednesday|thursday|friday|week|month|january|february|march|april|may|june|july|august|september|"
    r"october|november|december|tomorrow|today|call|ring|number|email|e-mail|phone|if (it|that|the|this|something|anything|"
    r"another|someone|somebody)|when|opens|reopens|comes up|falls through|leaves)\b|\d",
    re.IGNORECASE,
)
"""Who contacts whom, when, or on what occasion."""


def open_door(view: CallView) -> CriterionResult:
    """Level 4: a clear request or agreement that says who, when or on what occasion; 3: without; 2: a hint."""
    if not view.heard:
        return not_measurable("none of your words were recognised")
    shut = [turn for turn in view.with_act(*SHUT) if "dispute" in turn.acts or view.with_act("dispute")]
    requests, agreements = view.with_act(*REQUEST), view.with_act(*AGREEMENT)
    hints = view.with_act(*HINT)
    if not requests and not agreements and not hints and not shut and view.record.verdict == "hired":
        return not_applicable("with the job in hand there was no door to keep open")
    level = 0 if shut else _level(view, requests, agreements, hints)
    evidence = [turn.evidence("asked to be kept in mind, or said how to reach you") for turn in requests]
    evidence += [turn.evidence("agreed on a next contact") for turn in agreements if turn not in requests]
    evidence += [turn.evidence("hinted at other chances") for turn in hints if turn not in requests]
    evidence += [turn.evidence("shut the door") for turn in shut]
    if not evidence:
        evidence.append(Evidence(finding="never spoke of a next contact"))
    return scored(level, _why(level), evidence, _advice(level))


def _level(
    view: CallView, requests: list[CandidateTurn], agreements: list[CandidateTurn], hints: list[CandidateTurn]
) -> int:
    if any(SPECIFIC.search(turn.turn.text) for turn in requests) or agreements:
        return 4
    if requests:
        return 3
    if hints:
        return 2
    return 0 if view.record.verdict == "rejected" else 1


def _why(level: int) -> str:
    return {
        4: "they know when or on what occasion you will be in touch",
        3: "you asked to stay in touch, without saying how or when",
        2: "you only hinted at another chance",
        1: "the call ended without a word on the next contact",
        0: "the door was left shut",
    }[level]


def _advice(level: int) -> str:
    if level == 4:
        return "Put the date in your calendar and keep it."
    return "“If it opens up again, would you give me a call? May I check back with you in a month?”"
