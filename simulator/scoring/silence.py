"""Silence: having asked, stay silent and let the other talk; do not fill pauses, do not interrupt.

Advice C3: the longer the silence, the more they tell. A quick reply after the other has finished is never held
against anyone (Templeton et al. 2022), and a short "mm-hm" costs nothing.
"""

from __future__ import annotations

from simulator.record import CriterionResult, Evidence
from simulator.scoring.result import not_applicable, scored
from simulator.scoring.view import CallView

HALF_FILLED = 0.5
"""More than this share of the pauses filled is "most" (rubric, level 1)."""
FEW_PAUSES = 2
"""With so few pauses a share says little: slips are counted instead."""
REPEATED_SLIPS = 4
"""From here on it is a habit (rubric: two or three slips are level 2)."""
TALKS_OVER_SHARE = 0.5
"""Interrupting more than this share of the manager's turns is talking over the other throughout (rubric, level 0)."""
TALKS_MUCH_MORE_SHARE = 0.75
"""Share of the words after the opening from which the candidate "talks much more than listens" (rubric, level 1)."""


def silence(view: CallView) -> CriterionResult:
    """Level 4: every thinking pause left alone and nobody interrupted; one level less for one slip, and so on."""
    if len(view.managers) < 2:
        return not_applicable("nobody was there to be listened to")
    filled = [pause for pause in view.pauses if pause.filled_by is not None]
    kept = [pause for pause in view.pauses if pause.filled_by is None]
    cut_in = view.interruptions
    level = _level(len(view.pauses), len(filled), len(cut_in), len(view.managers), _share_after_opening(view))
    evidence = [
        Evidence(
            turn=pause.after,
            start=pause.start,
            end=pause.end,
            quote=view.record.turns[pause.after].text,
            finding=f"left a pause of {pause.end - pause.start:.1f} s alone",
        )
        for pause in kept
    ]
    evidence += [
        pause.filled_by.evidence(
            f"spoke {max(0.0, pause.filled_by.turn.start - pause.start):.1f} s into a thinking pause"
        )
        for pause in filled
        if pause.filled_by is not None
    ]
    evidence += [
        slip.by.evidence(f"began with {slip.overlap:.1f} s of the other's sentence to come") for slip in cut_in
    ]
    evidence.sort(key=lambda item: item.start if item.start is not None else 0.0)
    return scored(level, _why(len(kept), len(view.pauses), len(cut_in)), evidence, _advice(len(filled), len(cut_in)))


def _level(pauses: int, filled: int, interruptions: int, turns: int, share: float) -> int:
    slips = filled + interruptions
    if interruptions > TALKS_OVER_SHARE * turns or (interruptions >= REPEATED_SLIPS and filled == pauses and pauses):
        return 0
    if slips == 0:
        return 4 if share < TALKS_MUCH_MORE_SHARE else 3
    if slips == 1:
        return 3
    most_filled = pauses > FEW_PAUSES and filled > HALF_FILLED * pauses
    if slips >= REPEATED_SLIPS or most_filled or share >= TALKS_MUCH_MORE_SHARE:
        return 1
    return 2


def _share_after_opening(view: CallView) -> float:
    mine = sum(len(turn.words) for turn in view.said[1:])
    theirs = sum(len(turn.text.split()) for _, turn in view.managers)
    return mine / max(1, mine + theirs)


def _why(kept: int, pauses: int, interruptions: int) -> str:
    of_pauses = f"left {kept} of {pauses} thinking pauses alone" if pauses else "there was no thinking pause to keep"
    times = {0: "never interrupted", 1: "interrupted once"}.get(interruptions, f"interrupted {interruptions} times")
    return f"{of_pauses}; {times}"


def _advice(filled: int, interruptions: int) -> str:
    if filled:
        return (
            "When they go quiet they are looking or thinking: breathe, keep your pen ready and count to five. "
            "Whoever goes on speaking is the one who tells more – let it be them."
        )
    if interruptions:
        return "Let the sentence end, wait a beat, then answer: “Thank you – may I ask one thing about that?”"
    return "Keep doing this: the pauses you leave are where people tell you what they had not planned to say."
