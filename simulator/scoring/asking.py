"""Asking: the question that fits the verdict, put clearly and followed up.

Advice C5 (hired: next steps), C6 and C7 (turned down: feedback, other openings), P1 (a call allows further questions).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from simulator.record import CriterionResult, Evidence
from simulator.scoring.result import not_measurable, scored
from simulator.scoring.sense import GLUE, NUMBERS
from simulator.scoring.sentences import split_sentences
from simulator.scoring.turns import CandidateTurn
from simulator.scoring.view import CallView
from simulator.understanding.words import words_of


@dataclass(frozen=True, slots=True)
class Fitting:
    """What to ask after a verdict."""

    called: str
    """The fitting question in words, for the reason that is given."""
    acts: tuple[str, ...]
    """Any of these is the fitting question."""
    useful: tuple[str, ...]
    """Follow-ups that help as well."""
    lesser: tuple[str, ...]
    """Questions that come near it."""
    example: str
    lesser_before_news: bool = False
    """Whether a lesser question still counts when it was put before the news came out."""


QUESTIONS: Final = (
    "feedback_question",
    "next_steps_question",
    "timeline_question",
    "openings_question",
    "decision_question",
    "second_chance_request",
)
"""Questions about the application: one that does not fit the verdict has still been asked."""
KEEPING_CONTACT: Final = ("keep_in_mind_request", "callback_details", "availability")
_AHEAD: Final = Fitting(
    "about the next steps",
    ("next_steps_question", "timeline_question"),
    ("salary_topic", *KEEPING_CONTACT),
    ("clarification_request", "decision_question", "feedback_question"),
    "“That's wonderful. What are the next steps, and is there anything I should bring?”",
)
_OPEN: Final = Fitting(
    "when you will hear, or what happens next",
    ("timeline_question", "next_steps_question"),
    ("decision_question", "feedback_question", "openings_question", *KEEPING_CONTACT),
    ("decision_question", "feedback_question", "openings_question", "second_chance_request"),
    "“When do you expect to decide – and may I call you again on that day?”",
    lesser_before_news=True,
)
FITTING: Final[dict[str, Fitting]] = {
    "hired": _AHEAD,
    "advanced": _AHEAD,
    "rejected": Fitting(
        "for feedback",
        ("feedback_question", "openings_question"),
        ("openings_question", "second_chance_request", "next_steps_question", "timeline_question", *KEEPING_CONTACT),
        ("next_steps_question", "timeline_question", "clarification_request", "second_chance_request"),
        "“Could you tell me what went well, and what I could do better? Is anything else open that might suit me?”",
    ),
    "undecided": _OPEN,
    "on_hold": _OPEN,
    "other": _OPEN,
    "voicemail": Fitting(
        "whether they have decided",
        ("decision_question", "timeline_question", "next_steps_question", "feedback_question"),
        ("callback_details", "availability"),
        ("callback_details", "keep_in_mind_request", "purpose_statement"),
        "“I wanted to ask whether you have reached a decision. You can reach me at …”",
        lesser_before_news=True,
    ),
    "gatekeeper": Fitting(
        "for the right person or the best time to call",
        ("person_request", "timeline_question"),
        ("callback_details", "availability", "next_steps_question", "decision_question"),
        ("decision_question", "next_steps_question", "callback_details"),
        "“Could you put me through to …? If not, when is the best time to reach them?”",
        lesser_before_news=True,
    ),
}
AHEAD: Final = frozenset({"hired", "advanced"})
"""Verdicts after which a question about anything that is to come is about the next steps."""
OTHER_QUESTIONS: Final = frozenset({"clarification_request", "salary_topic", "small_talk", "timing_check", "off_topic"})
NEW_WORDS = 2
"""A question with fewer words of its own checks what was heard."""
SPOILT: Final = frozenset({"dispute", "pressure"})
"""A question inside a reproach or a demand cannot be answered well."""
NOTING: Final = re.compile(
    r"\b(?:noted|(?:write|writing|wrote|written|note|noting|jot\w*) (?:that|this|it|them|all)|got that down|pen)\b"
)
"""The rubric takes a note for a follow-up as well."""


def asking(view: CallView) -> CriterionResult:
    """Level 4: the fitting question and a useful follow-up; 3: the fitting question once; 2: a less fitting one."""
    fitting = FITTING[view.record.verdict]
    asked = [turn for turn in view.with_act(*fitting.acts) if not turn.acts & SPOILT]
    if not asked and view.record.verdict in AHEAD:
        asked = _practical(view)
    follow_ups = _follow_ups(view, fitting, asked)
    lesser = _lesser(view, fitting)
    unfitting = view.after_news(view.with_act("salary_topic", *QUESTIONS))
    level = _level(view, bool(asked), bool(follow_ups), bool(lesser), unfitting)
    if level < 3 and view.after_news(view.lost):
        return not_measurable("words of yours after their answer could not be made out; a question may be among them")
    evidence = [view.evidence(turn, f"asked {fitting.called}", fitting.acts) for turn in asked[:1]]
    evidence += [
        view.evidence(turn, "followed up", (*fitting.acts, *fitting.useful))
        for turn in follow_ups
        if turn not in asked[:1]
    ]
    if not asked:
        others = {turn.index: turn for turn in (*lesser, *unfitting)}
        evidence += [
            view.evidence(turn, "asked, though not what fits this answer", (*QUESTIONS, "salary_topic"))
            for turn in others.values()
        ]
        evidence.append(Evidence(finding=f"did not ask {fitting.called}"))
    why = _why(fitting, bool(asked), bool(follow_ups), bool(lesser or unfitting))
    return scored(level, why, evidence, _advice(fitting, level))


def _practical(view: CallView) -> list[CandidateTurn]:
    """Questions after good news about what is to come, in words of their own: "Is there a book I should read?"."""
    return [
        turn
        for turn in view.after_news(view.said)
        if turn.asks and not turn.acts & OTHER_QUESTIONS and not _checks(turn) and not turn.acts & SPOILT
    ]


def _checks(turn: CandidateTurn) -> bool:
    """Whether a question only makes sure of what was just said ("Tuesday at nine, was it?")."""
    questions = [words_of(part) for part in split_sentences(turn.turn.text) if part.endswith("?")]
    told = set(words_of(turn.manager_said))
    new = [
        word for words in questions for word in words if word not in GLUE and word not in NUMBERS and word not in told
    ]
    return len(new) < NEW_WORDS


def _follow_ups(view: CallView, fitting: Fitting, asked: list[CandidateTurn]) -> list[CandidateTurn]:
    """Turns that ask something useful after the first fitting question, or note the answer; two in one turn count."""
    if not asked:
        return []
    first = asked[0]
    useful = {*fitting.acts, *fitting.useful}
    later = [
        turn for turn in view.said if turn.index > first.index and not turn.acts & SPOILT and _useful(turn, useful)
    ]
    return ([first] if len(first.acts & useful) > 1 else []) + later


def _useful(turn: CandidateTurn, useful: set[str]) -> bool:
    return bool(turn.acts & useful) or turn.asks or bool(NOTING.search(" ".join(turn.words)))


def _lesser(view: CallView, fitting: Fitting) -> list[CandidateTurn]:
    near = view.with_act(*fitting.lesser) + [turn for turn in view.with_act(*fitting.acts) if turn.acts & SPOILT]
    after = near if fitting.lesser_before_news else view.after_news(near)
    return [
        turn for turn in after if turn.makes_sense and ("pressure" not in turn.acts or turn.acts & set(fitting.acts))
    ]


def _level(view: CallView, asked: bool, followed_up: bool, lesser: bool, unfitting: list[CandidateTurn]) -> int:
    if asked:
        return 4 if followed_up else 3
    if lesser and not (view.with_act("salary_topic") and not view.after_news(view.with_act(*QUESTIONS))):
        return 2
    return 1 if unfitting or lesser else 0


def _why(fitting: Fitting, asked: bool, followed_up: bool, other: bool) -> str:
    if asked:
        return f"you asked {fitting.called}, " + ("and followed up" if followed_up else "once")
    return f"you asked something, but not {fitting.called}" if other else f"you did not ask {fitting.called}"


def _advice(fitting: Fitting, level: int) -> str:
    if level == 4:
        return "Well asked. Write the answers down while they speak: you will want their words later."
    if level == 3:
        return f"One question more, about what they just told you. For example: {fitting.example}"
    return f"Ask it straight out, then be silent: {fitting.example}"
