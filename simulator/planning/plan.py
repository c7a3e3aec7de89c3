"""The whole plan: the decision with its reasons, the three questions, the words, and what to practise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from simulator.planning.circumstances import Circumstances, spoken
from simulator.planning.decision import Action, Decision, decide
from simulator.planning.practising import scenarios_for
from simulator.planning.words import Words, words_for
from simulator.record import Candidate, Manager

BEFORE_CALLING: Final = (
    "Does a call keep to the stated procedure and time scale?",
    "Does it support the relationships involved?",
    "Does it help you to improve next time?",
)
"""The three questions to be asked before calling (advice P3)."""
HEADINGS: Final[dict[Action, str]] = {
    "call": "Call",
    "write": "Write",
    "wait": "Wait until",
    "recruiter": "Go through the recruiter",
    "introducer": "Go through the one who introduced you",
}


@dataclass(frozen=True, slots=True)
class Question:
    """One of the three questions, with its answer."""

    text: str
    holds: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """What the planner says."""

    now: Circumstances
    decision: Decision
    questions: tuple[Question, ...]
    words: tuple[Words, ...]
    practise: tuple[str, ...]
    """Ids of scenarios."""

    @property
    def headline(self) -> str:
        """What to do, and when, in one line."""
        decision = self.decision
        what = HEADINGS[decision.action]
        if decision.about == "feedback" and decision.action != "wait":
            what += " for feedback"
        when = "today" if decision.on == self.now.today else spoken(decision.on)
        return f"{what} {when}" if decision.action == "wait" else f"{what}, {when}"

    @property
    def verdict_on_questions(self) -> str:
        """What the answers to the three questions mean."""
        if self.now.only_feedback:
            return "Only the third holds: under 20 % for this job. Ask for feedback, do not push."
        if self.now.nothing_to_gain:
            return "None holds: better no call."
        held = sum(question.holds for question in self.questions)
        when = "From that day on" if self.decision.action == "wait" else "Today"
        return f"{when} {'all three hold' if held == len(self.questions) else f'{held} of the three hold'}."

    def as_json(self) -> dict[str, Any]:
        """The plan as plain data."""
        return {
            "do": self.decision.action,
            "on": self.decision.on.isoformat(),
            "about": self.decision.about,
            "through": self.now.channel,
            "headline": self.headline,
            "reasons": [{"advice": reason.advice, "text": reason.text} for reason in self.decision.reasons],
            "questions": [
                {"advice": "P3", "question": question.text, "holds": question.holds} for question in self.questions
            ],
            "verdict_on_questions": self.verdict_on_questions,
            "words": [{"when": words.when, "say": words.say} for words in self.words],
            "practise": list(self.practise),
        }


def make_plan(now: Circumstances, candidate: Candidate, manager: Manager) -> Plan:
    """The plan for these circumstances, in the words of this candidate."""
    decision = decide(now)
    answers = (now.fits_procedure, now.fits_relations, now.helps_next_time)
    return Plan(
        now,
        decision,
        tuple(Question(text, holds) for text, holds in zip(BEFORE_CALLING, answers, strict=True)),
        tuple(words_for(now, decision, candidate, manager)),
        tuple(scenarios_for(now, decision)),
    )
