"""Silence: having asked, stay silent and let the other talk; do not fill pauses, do not interrupt.

Advice C3: the longer the silence, the more they tell. A quick reply after the other has finished is never held
against anyone (Templeton et al. 2022), and a short "mm-hm" costs nothing.
"""

from __future__ import annotations

from simulator.record import CriterionResult, Evidence
from simulator.scoring.floor import Interruption, Pause
from simulator.scoring.result import not_applicable, not_measurable, scored
from simulator.scoring.sentences import part_at
from simulator.scoring.turns import CandidateTurn
from simulator.scoring.view import CallView

HALF_FILLED = 0.5
"""More than this share of the pauses filled is "most" (rubric, level 1)."""
ALMOST_ALWAYS = 4
"""So many slips are a habit; two or three are level 2 (rubric)."""
TALKS_MUCH_MORE_SHARE = 0.75
"""Share of the words after the opening from which one "talks much more than listens" (rubric, level 1)."""


def silence(view: CallView) -> CriterionResult:
    """Level 4: every thinking pause left alone and nobody interrupted; one level less for one slip, and so on."""
    if not view.managers or view.record.verdict == "voicemail":
        return not_applicable("nobody was there to be listened to")
    if not view.said:
        return not_measurable("you did not speak at all: to wait without having asked is not yet to listen")
    filled = [pause for pause in view.pauses if pause.filled_by is not None]
    kept = [pause for pause in view.pauses if pause.filled_by is None]
    level = _level(view, len(filled), len(kept))
    evidence = [_pause_evidence(view, pause) for pause in view.pauses]
    evidence += [_interruption_evidence(view, slip) for slip in view.interruptions]
    evidence.sort(key=lambda item: item.start or 0.0)
    why = f"{_of_pauses(len(kept), len(view.pauses))} and {_of_interruptions(view)}"
    if level == 0:
        why += f", and they had to break in on you {len(view.break_ins)} times" if view.break_ins else ""
    return scored(level, why, evidence, _advice(view, filled))


def _level(view: CallView, filled: int, kept: int) -> int:
    slips = filled + len(view.interruptions)
    no_room = len(view.interruptions) + len(view.break_ins) >= ALMOST_ALWAYS
    if not kept and no_room and slips > 1:
        return 0
    if slips <= 1:
        return 4 - slips
    if filled > max(1, HALF_FILLED * (filled + kept)) or slips >= ALMOST_ALWAYS:
        return 1
    return 1 if _share_after_opening(view) >= TALKS_MUCH_MORE_SHARE else 2


def _share_after_opening(view: CallView) -> float:
    own = sum(len(turn.words) for turn in view.said[1:])
    theirs = sum(len(turn.text.split()) for _, turn in view.managers[1:])
    return own / max(1, own + theirs)


def _pause_evidence(view: CallView, pause: Pause) -> Evidence:
    if pause.filled_by is not None:
        after = f"{pause.seconds:.1f} s into" if pause.seconds > 0 else "at the very start of"
        return view.evidence(pause.filled_by, f"spoke {after} a thinking pause", quote=_first_words(pause.filled_by))
    return Evidence(
        turn=pause.after,
        start=pause.start,
        end=pause.end,
        quote=view.record.turns[pause.after].text,
        finding=f"left a pause of {pause.seconds:.1f} s alone",
    )


def _interruption_evidence(view: CallView, slip: Interruption) -> Evidence:
    cut = view.record.turns[slip.of].text.strip()
    finding = f"spoke over “…{' '.join(cut.split()[-6:])}” for {slip.overlap:.1f} s"
    return view.evidence(slip.by, finding, quote=_first_words(slip.by))


def _first_words(turn: CandidateTurn) -> str:
    return part_at(turn.turn.text, 0)


def _of_pauses(kept: int, pauses: int) -> str:
    if not pauses:
        return "there was no thinking pause to keep"
    if pauses == 1:
        return "you left the one thinking pause alone" if kept else "you spoke into the only thinking pause"
    return f"you left {kept} of {pauses} thinking pauses alone"


def _of_interruptions(view: CallView) -> str:
    """How often; where the microphone was off while they spoke, never is no merit, and is not told as one."""
    times = len(view.interruptions)
    if not times and view.record.duplex == "half duplex":
        return "you could not have interrupted: the microphone was off while they spoke"
    return {0: "never interrupted", 1: "interrupted once"}.get(times, f"interrupted {times} times")


def _advice(view: CallView, filled: list[Pause]) -> str:
    name = view.record.manager.name.split(" ")[0] or "the other side"
    if filled:
        line = " ".join(view.record.turns[filled[0].after].text.split()[-8:])
        return f"After “…{line}” say nothing: take your pen, count to five, and let {name} go on."
    if view.interruptions:
        return f"Let {name} finish, breathe once, then begin: “May I ask one thing about that?”"
    return "Keep leaving these pauses: in them people tell what they had not planned to say."
