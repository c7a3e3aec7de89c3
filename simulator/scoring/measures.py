"""What is measured beside the levels: pace, fillers, talk share, gaps. Behaviour with its unit, never a personality.

Each measure is {value, unit} with, where research gives one, the usual `range` and its `source`; what cannot be known
from the record has value None and says `why`.
"""

from __future__ import annotations

from statistics import median
from typing import Any, Final

from simulator.scoring import floor
from simulator.scoring.notes import facts_noted, facts_told
from simulator.scoring.view import CallView
from simulator.understanding.words import FILLERS

PACE_RANGE: Final = (130, 175)
PACE_SOURCE: Final = "Street & Brady 1982; Feiler & Powell 2015"
FILLERS_RANGE: Final = (0, 5)
FILLERS_SOURCE: Final = "Laske 2024: about 5 a minute cost nothing, about 12 do harm, zero is no goal"
GAP_SOURCE: Final = (
    "Stivers et al. 2009: about 0.2 s is usual; a quick reply is never held against you (Templeton 2022)"
)
SHARE_SOURCE: Final = "advice C3: after saying what you want, let them talk"
NOTES_SOURCE: Final = "advice C4: note down everything they say"
NO_NOTES: Final = "no notes were kept; type “/note …” in the call, or add them: followup review --note TEXT"
DROPS_FILLERS: Final = frozenset({"pocketsphinx", "sphinx"})
"""Recognisers whose text has no "um", however many were said."""
LEAST_SPEECH_SECONDS: Final = 5.0
"""With less speech than this, a rate a minute is chance."""

Measure = dict[str, Any]


def measures(view: CallView) -> dict[str, Measure]:
    """All measures of a call, by name."""
    found = {
        "words_per_minute": _pace(view),
        "fillers_per_minute": _fillers(view),
        "talk_share": _talk_share(view, after_opening=False),
        "talk_share_after_opening": _talk_share(view, after_opening=True),
        **_gaps(view),
        "longest_monologue": _known(floor.longest_monologue(view.record.turns), "s", "you did not speak"),
        "pauses_kept": _count(sum(pause.filled_by is None for pause in view.pauses)),
        "pauses_filled": _count(sum(pause.filled_by is not None for pause in view.pauses)),
        "interruptions": _count(len(view.interruptions)),
        **_facts(view),
    }
    if view.lost:
        found["turns_lost"] = {**_count(len(view.lost)), "turns": [turn.index for turn in view.lost]}
    return found


def _known(value: float | None, unit: str, why: str) -> Measure:
    return {"value": None, "unit": unit, "why": why} if value is None else {"value": round(value, 2), "unit": unit}


def _count(value: int) -> Measure:
    return {"value": value, "unit": "times"}


def _spoken(view: CallView) -> tuple[int, float]:
    """Words and seconds of the turns that were spoken and heard."""
    turns = [turn for turn in view.heard if not turn.was_typed]
    return sum(len(turn.turn.text.split()) for turn in turns), sum(turn.seconds for turn in turns)


def _rate(count: int, view: CallView, unit: str) -> Measure:
    seconds = _spoken(view)[1]
    if seconds < LEAST_SPEECH_SECONDS:
        typed = bool(view.heard) and all(turn.was_typed for turn in view.heard)
        return _known(None, unit, "the call was typed" if typed else "too little was said to measure a rate")
    return _known(count / seconds * 60, unit, "")


def _pace(view: CallView) -> Measure:
    pace = _rate(_spoken(view)[0], view, "words/min")
    return {**pace, "range": list(PACE_RANGE), "source": PACE_SOURCE}


def _fillers(view: CallView) -> Measure:
    by_range = {"range": list(FILLERS_RANGE), "source": FILLERS_SOURCE}
    if (view.record.recogniser or "") in DROPS_FILLERS:
        return {**_known(None, "fillers/min", f"{view.record.recogniser} leaves out “um” and “uh”"), **by_range}
    spoken = [turn for turn in view.heard if not turn.was_typed]
    fillers = sum(word.strip(".,;:!?…—–-").lower() in FILLERS for turn in spoken for word in turn.turn.text.split())
    return {**_rate(fillers, view, "fillers/min"), **by_range}


def _talk_share(view: CallView, *, after_opening: bool) -> Measure:
    own = view.said[1:] if after_opening else view.said
    since = view.said[0].turn.end if after_opening and view.said else 0.0
    mine = sum(turn.seconds for turn in own)
    theirs = sum(turn.end - turn.start for _, turn in view.managers if turn.start >= since)
    if mine + theirs <= 0:
        return _known(None, "share", "nobody spoke")
    return {**_known(mine / (mine + theirs), "share", ""), "source": SHARE_SOURCE}


def _gaps(view: CallView) -> dict[str, Measure]:
    gaps = floor.response_gaps(view.record.turns)
    why = "you never answered a turn of theirs"
    return {
        "response_gap_median": {**_known(median(gaps) if gaps else None, "s", why), "source": GAP_SOURCE},
        "response_gap_longest": {**_known(max(gaps, default=None), "s", why), "source": GAP_SOURCE},
    }


def _facts(view: CallView) -> dict[str, Measure]:
    record = view.record
    told = facts_told(record)
    if record.facts is None and not told:
        why = "the record does not say which facts could be told"
        return {"facts_told": _known(None, "facts", why), "facts_noted": _known(None, "facts", why)}
    facts: Measure = {"value": len(told), "unit": "facts"}
    if record.facts:
        facts["of"] = len(record.facts)
    noted = facts_noted(record)
    if noted is None:
        return {"facts_told": facts, "facts_noted": _known(None, "facts", NO_NOTES)}
    written = {"value": len(noted), "unit": "facts", "of": len(told), "facts": noted, "source": NOTES_SOURCE}
    return {"facts_told": facts, "facts_noted": written}
