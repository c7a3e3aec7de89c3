"""Professionalism: accepts the verdict and the rules, stays polite to everyone, no pressure, no dispute.

Advice C10: accept the decision, from the receptionist to HR; stay professional, never angry.
"""

from __future__ import annotations

import re
from typing import Final

from simulator.record import CriterionResult
from simulator.scoring.result import not_measurable, scored
from simulator.scoring.turns import CandidateTurn
from simulator.scoring.view import CallView

LAPSES: Final[dict[str, str]] = {"dispute": "argued or blamed", "pressure": "pushed"}
SELF_PITY_TURNS = 2
"""Running oneself down once is modesty; again, it asks to be consoled (rubric: self-pity is a lapse)."""
QUARREL_TURNS = 3
"""So many turns of blame are a quarrel, not lapses (rubric, level 0)."""
SEVERE: Final = re.compile(
    r"\b(?:liar|liars|lied|lying|lawyer|solicitor|sue|suing|court|tribunal|union|report you|press charges|review online"
    r"|discriminat\w+|racist|sexist|ageist|rigged|corrupt|idiots?|stupid|morons?|useless|incompetent|pathetic|clowns?"
    r"|disgrace\w*|disgusting|shame on|shut up|screw|crap|bullshit|hell|damn|regret it|watch out)\b"
)
"""Accusations, threats and insults: one turn of them weighs as two (rubric, level 0)."""
GOOD_NEWS: Final = frozenset({"hired", "advanced"})
BAD_NEWS: Final = frozenset({"rejected"})
"""Needs to be accepted in words; where nothing is decided, to be thankful and let them finish shows it."""


def professionalism(view: CallView) -> CriterionResult:
    """Level 4: shows acceptance, polite throughout; 3: polite only; 2: one lapse; 1: several; 0: a quarrel."""
    if not view.heard:
        return not_measurable("you said nothing that could be polite or impolite")
    lapses = view.with_act(*LAPSES)
    pity = view.with_act("self_deprecation")
    pity = pity if len(pity) >= SELF_PITY_TURNS else []
    accepted = view.with_act("acceptance")
    level = _level(view, lapses, bool(pity))
    evidence = [view.evidence(turn, LAPSES[act], [act]) for turn in lapses for act in LAPSES if act in turn.acts]
    evidence += [view.evidence(turn, "ran yourself down", ["self_deprecation"]) for turn in pity]
    evidence += [
        view.evidence(turn, "accepted it gracefully", ["acceptance"]) for turn in accepted if turn not in lapses
    ]
    evidence += [view.evidence(turn, "made good for it", ["apology"]) for turn in _making_good(view, lapses)]
    return scored(level, _why(len(lapses), bool(pity), bool(accepted)), evidence, _advice(view, level, lapses))


def _level(view: CallView, lapses: list[CandidateTurn], pity: bool) -> int:
    if not lapses:
        return 2 if pity else _graceful_level(view)
    blame = [turn for turn in lapses if "dispute" in turn.acts]
    weight = len(blame) + sum(bool(SEVERE.search(" ".join(turn.words))) for turn in blame)
    if _making_good(view, lapses):
        return 1 if weight >= QUARREL_TURNS else 2
    if weight >= QUARREL_TURNS or (weight > 1 and blame[-1].position == len(view.said) - 1):
        return 0
    return 2 if len(lapses) == 1 and weight < 2 and _calm_after(view, lapses[-1]) else 1


def _graceful_level(view: CallView) -> int:
    verdict = view.record.verdict
    if view.with_act("acceptance") or verdict in GOOD_NEWS:
        return 4
    return 4 if verdict not in BAD_NEWS and view.with_act("thanks", "well_wish") and not view.interruptions else 3


def _making_good(view: CallView, lapses: list[CandidateTurn]) -> list[CandidateTurn]:
    """Turns after the last lapse that apologise."""
    return [turn for turn in view.with_act("apology") if lapses and turn.index > lapses[-1].index]


def _calm_after(view: CallView, lapse: CandidateTurn) -> bool:
    calm = view.with_act("acceptance", "thanks", "well_wish", "farewell")
    return any(turn.index > lapse.index for turn in calm)


def _why(lapses: int, pity: bool, accepted: bool) -> str:
    if lapses:
        return f"you pushed or argued in {lapses} turn{'s' if lapses > 1 else ''}"
    if pity:
        return "you ran yourself down, more than once"
    return "polite throughout" + (", and you showed that you accept their answer" if accepted else "")


def _advice(view: CallView, level: int, lapses: list[CandidateTurn]) -> str:
    if level == 4:
        return "Keep this tone with everyone who answers, the receptionist too."
    if lapses:
        said = " ".join(lapses[0].turn.text.split()[:6])
        return f"Instead of “{said} …” say: “I understand, and I respect that. Thank you for telling me.”"
    if level == 3:
        rejected = view.record.verdict in BAD_NEWS
        example = (
            "I understand, and I respect the decision." if rejected else "Of course. Please take the time you need."
        )
        return f"Say it in words, once: “{example}”"
    return "Leave out what runs you down, and ask for what helps: “What could I do better next time?”"
