"""Asking: the question that fits the verdict, put clearly and followed up.

Advice C5 (hired: next steps), C6 and C7 (turned down: feedback, other openings), P1 (a call allows further questions).
"""

from __future__ import annotations

from dataclasses import dataclass

from simulator.record import CriterionResult, Evidence
from simulator.scoring.result import not_measurable, scored
from simulator.scoring.view import CallView, CandidateTurn


@dataclass(frozen=True, slots=True)
class Fitting:
    """What to ask after a verdict."""

    called: str
    """The fitting question in words, for the reason that is given."""
    acts: frozenset[str]
    """Any of these is the fitting question."""
    useful: frozenset[str]
    """Follow-ups that help as well."""
    example: str


_AHEAD = Fitting(
    "about the next steps",
    frozenset({"next_steps_question", "timeline_question"}),
    frozenset({"salary_topic", "availability", "clarification_request"}),
    "“That's wonderful. What are the next steps, and is there anything I should bring?”",
)
_OPEN = Fitting(
    "when you will hear, or what happens next",
    frozenset({"timeline_question", "next_steps_question"}),
    frozenset(
        {
            "decision_question",
            "feedback_question",
            "openings_question",
            "availability",
            "keep_in_mind_request",
            "callback_details",
            "clarification_request",
        }
    ),
    "“When do you expect to decide – and may I call you again on that day?”",
)
FITTING: dict[str, Fitting] = {
    "hired": _AHEAD,
    "advanced": _AHEAD,
    "rejected": Fitting(
        "for feedback",
        frozenset({"feedback_question"}),
        frozenset({"openings_question", "keep_in_mind_request", "second_chance_request", "next_steps_question",
                   "timeline_question", "clarification_request"}),
        "“Could you tell me what went well, and what I could do better? And is anything else open that might suit me?”",
    ),
    "undecided": _OPEN,
    "on_hold": _OPEN,
    "other": _OPEN,
    "voicemail": Fitting(
        "in the message, with how to reach you",
        frozenset({"decision_question", "timeline_question", "next_steps_question", "feedback_question"}),
        frozenset({"callback_details", "availability"}),
        "“I wanted to ask whether you have reached a decision. You can reach me at …”",
    ),
    "gatekeeper": Fitting(
        "for the right person or the best time to call",
        frozenset({"person_request", "timeline_question"}),
        frozenset({"callback_details", "availability", "clarification_request", "decision_question", "next_steps_question"}),
        "“Could you put me through to …? If not, when is the best time to reach them?”",
    ),
}  # fmt: skip
QUESTIONS = frozenset(
    {"decision_question", "next_steps_question", "timeline_question", "feedback_question", "openings_question",
     "second_chance_request", "salary_topic"}
)  # fmt: skip


def asking(view: CallView) -> CriterionResult:
    """Level 4: the fitting question and a useful follow-up; 3: the fitting question once; 2: a less fitting one."""
    if not view.heard:
        return not_measurable("none of your words were recognised")
    fitting = FITTING[view.record.verdict]
    asked = view.with_act(*fitting.acts)
    follow_ups = _follow_ups(view, fitting, asked)
    others = [turn for turn in view.with_act(*QUESTIONS) if turn not in asked]
    level = _level(view, asked, follow_ups, others)
    evidence = [turn.evidence(f"asked {fitting.called}") for turn in asked[:1]]
    evidence += [turn.evidence("followed up") for turn in follow_ups if turn not in asked[:1]]
    if not asked:
        evidence += [turn.evidence("asked, though not what fits this answer") for turn in others]
        evidence.append(Evidence(finding=f"never asked {fitting.called}"))
    return scored(level, _why(fitting, asked, follow_ups, others), evidence, _advice(fitting, level))


def _follow_ups(view: CallView, fitting: Fitting, asked: list[CandidateTurn]) -> list[CandidateTurn]:
    """Turns that ask something useful beside the first fitting question; the same turn counts if it asks two things."""
    if not asked:
        return []
    first = asked[0]
    useful = fitting.acts | fitting.useful
    later = [turn for turn in view.with_act(*useful) if turn.index > first.index]
    return ([first] if len(first.acts & useful) > 1 else []) + later


def _level(
    view: CallView, asked: list[CandidateTurn], follow_ups: list[CandidateTurn], others: list[CandidateTurn]
) -> int:
    if asked and follow_ups:
        return 4
    if asked:
        return 3
    told = view.verdict_turn
    after_news = [turn for turn in others if told is None or turn.index > told]
    related = [turn for turn in after_news if turn.acts & QUESTIONS - {"salary_topic"}]
    if related:
        return 2
    return 1 if others else 0


def _why(
    fitting: Fitting, asked: list[CandidateTurn], follow_ups: list[CandidateTurn], others: list[CandidateTurn]
) -> str:
    if asked and follow_ups:
        return f"asked {fitting.called}, and followed up"
    if asked:
        return f"asked {fitting.called}, once"
    if others:
        return f"asked something, but not {fitting.called}"
    return f"never asked {fitting.called}"


def _advice(fitting: Fitting, level: int) -> str:
    if level == 4:
        return "Well asked. Write the answers down while they speak: you will want the words later."
    if level == 3:
        return f"Follow up on what they answer with one question more. For example: {fitting.example}"
    return f"Ask it straight out, then be silent: {fitting.example}"
