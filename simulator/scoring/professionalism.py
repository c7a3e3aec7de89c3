"""Professionalism: accepts the verdict and the rules, stays polite to everyone, no pressure, no dispute.

Advice C10: stay professional, never angry.
"""

from __future__ import annotations

from simulator.record import CriterionResult
from simulator.scoring.result import not_measurable, scored
from simulator.scoring.view import CallView

LAPSES: dict[str, str] = {
    "dispute": "argued or blamed",
    "pressure": "pushed",
    "self_deprecation": "ran yourself down",
}
GRACIOUS = frozenset({"acceptance", "thanks"})
GOOD_NEWS = frozenset({"hired", "advanced"})
QUARREL_DISPUTES = 3
"""So many arguments, accusations or insults are a quarrel, not lapses (rubric, level 0)."""


def professionalism(view: CallView) -> CriterionResult:
    """Level 4: shows acceptance, polite throughout; 3: polite only; 2: one lapse; 1: several; 0: a quarrel."""
    if not view.heard:
        return not_measurable("none of your words were recognised")
    lapses = [(turn, act) for turn in view.said for act in LAPSES if act in turn.acts]
    serious = [turn for turn, act in lapses if act != "self_deprecation"]
    disputes = [turn for turn, act in lapses if act == "dispute"]
    gracious = view.with_act(*GRACIOUS)
    if len(disputes) >= QUARREL_DISPUTES:
        level = 0
    elif serious:
        level = 2 if len(serious) == 1 else 1
    elif any(turn.acts & {"acceptance"} for turn in gracious) or view.record.verdict in GOOD_NEWS:
        level = 4
    else:
        level = 4 if gracious else 3
    evidence = [turn.evidence(LAPSES[act]) for turn, act in lapses]
    evidence += [
        turn.evidence("accepted it gracefully" if "acceptance" in turn.acts else "thanked") for turn in gracious
    ]
    why = f"{len(lapses)} lapse{'s' if len(lapses) != 1 else ''}" if lapses else "polite throughout"
    why += "; you showed that you accept their answer" if view.with_act("acceptance") else ""
    return scored(level, why, evidence, _advice(level))


def _advice(level: int) -> str:
    if level >= 4:
        return "Keep this tone with everyone who answers, the receptionist too."
    if level == 3:
        return "Say it in words: “I understand, and I respect the decision.”"
    return "Whatever you feel, say: “I understand. Thank you for telling me.” Complain to a friend, not to them."
