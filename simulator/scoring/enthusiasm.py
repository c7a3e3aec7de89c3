"""Enthusiasm: interest in the job and positive, optimistic wording.

Advice C2. From the words alone; what the voice adds is measured apart (see `prosody`). Fluent enthusiasm goes with
rated engagement in interviews (Naim et al. 2015/2018).
"""

from __future__ import annotations

import re

from simulator.record import CriterionResult, Evidence
from simulator.scoring.result import not_measurable, scored
from simulator.scoring.view import CallView, CandidateTurn

INTEREST = frozenset({"enthusiasm"})
NEGATIVE = frozenset({"dispute", "self_deprecation", "pressure", "withdrawal"})
REASON_WORDS = 9
"""An expression of interest of at least so many words that names something ("because", "your team", "the way you …")
holds a concrete detail; shorter ones ("I'm really excited") are general."""
REASON = re.compile(
    r"\b(because|since|especially|particularly|the (team|way|work|people|project|idea|chance|kitchen|shop|plant|kids|"
    r"patients|clients|children|site|crew)|your|what you|how you|when you|looking forward to|working with|meeting|"
    r"liked|loved|enjoyed|impressed)\b",
    re.IGNORECASE,
)
LITTLE_SAID_WORDS = 12
"""Fewer words than this in the whole call are flat, whatever they are (rubric, level 1)."""


def enthusiasm(view: CallView) -> CriterionResult:
    """Level 4: interest with a concrete reason, positive throughout; 3: interest, general; 2: polite and neutral."""
    if not view.heard:
        return not_measurable("none of your words were recognised")
    interested = view.with_act(*INTEREST)
    negative = view.with_act(*NEGATIVE)
    concrete = [turn for turn in interested if _is_concrete(turn)]
    level = _level(view, interested, concrete, negative)
    evidence = [turn.evidence("said what draws you" if turn in concrete else "showed interest") for turn in interested]
    evidence += [turn.evidence("took the shine off it") for turn in negative]
    if not interested:
        evidence.append(Evidence(finding="no word of interest in the job, the team or the company"))
    return scored(level, _why(interested, concrete, negative), evidence, _advice(view, level))


def _is_concrete(turn: CandidateTurn) -> bool:
    return len(turn.words) >= REASON_WORDS and bool(REASON.search(turn.turn.text))


def _level(
    view: CallView, interested: list[CandidateTurn], concrete: list[CandidateTurn], negative: list[CandidateTurn]
) -> int:
    words = sum(len(turn.words) for turn in view.said)
    disputes = [turn for turn in negative if "dispute" in turn.acts]
    if len(disputes) >= 2 and len(disputes) >= len(interested):
        return 0
    if not interested:
        return 1 if negative or words < LITTLE_SAID_WORDS else 2
    if len(negative) > len(interested):
        return 1
    if negative:
        return 2 if disputes else 3
    return 4 if concrete or len(interested) > 1 else 3


def _why(interested: list[CandidateTurn], concrete: list[CandidateTurn], negative: list[CandidateTurn]) -> str:
    if not interested:
        return "nothing you said shows that you want this job" + (
            ", and some of it sounds negative" if negative else ""
        )
    times = "once" if len(interested) == 1 else f"{len(interested)} times"
    detail = "with something concrete that draws you" if concrete else "in general words"
    return f"you showed interest {times}, {detail}" + ("; negative remarks took some of it back" if negative else "")


def _advice(view: CallView, level: int) -> str:
    company = view.record.manager.company or "your company"
    if level == 4:
        return "Good: a reason of your own is what makes interest believed."
    return (
        f"Name one thing from the interview that you liked: “I enjoyed meeting the team at {company} – "
        "since then I have been looking forward to …”"
    )
