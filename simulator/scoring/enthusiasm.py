"""Enthusiasm: interest in the job and positive, optimistic wording.

Advice C2. From the words alone; what the voice adds is measured in `prosody`. Fluent, lively speech goes with being
rated excited and engaged in interviews (Naim et al. 2015/2018).
"""

from __future__ import annotations

from collections.abc import Sequence

from simulator.record import CriterionResult, Evidence
from simulator.scoring.interest import Strength, interest_in
from simulator.scoring.result import not_measurable, scored
from simulator.scoring.sentences import LONG_SENTENCE_WORDS
from simulator.scoring.turns import CandidateTurn
from simulator.scoring.view import CallView

LITTLE_SAID_WORDS = 12
"""Fewer words than this in the whole call are flat, whatever they are (rubric, level 1)."""
BITTER_TURNS = 2
"""From so many turns of blame on, without a word of interest, the call is bitter (rubric, level 0)."""
FLAT = frozenset({"self_deprecation", "withdrawal"})
"""Running oneself or the job down takes the shine off it."""


def enthusiasm(view: CallView) -> CriterionResult:
    """Level 4: interest with a concrete reason, positive throughout; 3: interest, general; 2: polite and neutral."""
    if not view.heard:
        return not_measurable("you said nothing that could show interest, or the lack of it")
    interested = view.with_act("enthusiasm")
    interest = [interest_in(turn, view.record) for turn in interested]
    shown = [strength for strength, _ in interest]
    bitter = view.with_act("dispute")
    flat = [turn for turn in view.with_act(*FLAT) if turn not in bitter]
    level = _level(view, shown, bitter)
    evidence = [
        view.evidence(
            turn, strength.finding, ["enthusiasm"], quote if len(quote.split()) <= LONG_SENTENCE_WORDS else ""
        )
        for turn, (strength, quote) in zip(interested, interest, strict=True)
    ]
    evidence += [view.evidence(turn, "took the shine off it", ["dispute"]) for turn in bitter]
    evidence += [view.evidence(turn, "spoke it down", sorted(FLAT)) for turn in flat]
    if not shown:
        evidence.append(Evidence(finding="no word of interest in the job, the team or the company"))
    return scored(level, _why(shown, bool(bitter), bool(flat)), evidence, _advice(view, level))


def _level(view: CallView, shown: Sequence[Strength], bitter: list[CandidateTurn]) -> int:
    if not shown:
        if len(bitter) >= BITTER_TURNS:
            return 0
        words = sum(len(turn.words) for turn in view.heard)
        return 1 if bitter or view.with_act(*FLAT) or words < LITTLE_SAID_WORDS else 2
    if bitter:
        return 1 if len(bitter) >= len(shown) else 2
    if Strength.CONCRETE in shown:
        return 4
    return 3 if Strength.CLEAR in shown or len(shown) > 1 else 2


def _why(shown: Sequence[Strength], bitter: bool, flat: bool) -> str:
    if not shown:
        also = ", and some of it sounds bitter" if bitter else ", and some of it talks you down" if flat else ""
        return "nothing you said shows that you want this job" + also
    times = "once" if len(shown) == 1 else f"{len(shown)} times"
    manner = {
        Strength.CONCRETE: "with something concrete that draws you",
        Strength.CLEAR: "clearly, but in general words",
        Strength.FAINT: "faintly",
    }[max(shown)]
    return f"you showed interest {times}, {manner}" + ("; bitter remarks undid some of it" if bitter else "")


def _advice(view: CallView, level: int) -> str:
    if level == 4:
        return "Keep naming what draws you: a reason of your own is what makes interest believed."
    company, position = view.record.manager.company, view.record.candidate.position
    where = f"the team at {company}" if company else "your team"
    work = f"the {position} work" if position else "this work"
    example = f"“I enjoyed meeting {where}, and what I look forward to in {work} is …”"
    return f"Name one thing you liked in the interview: {example}"
