"""Where the manager breaks the news: the turn that tells the verdict, so that before and after can be told apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from simulator.record import Turn, Verdict
from simulator.understanding.words import words_of

_OTHER: Final = r"(?:someone|somebody|anyone|another|other|different|internal|stronger|more experienced)"
_TAKEN: Final = (
    r"(?:picked|pick|chose|chosen|hired|took|taken on|taken|offered|gave|given|appointed|selected|preferred|found)"
)
_FORWARD: Final = (
    r"(?:moving|going|take|taking|offer|offering|progress|progressing|proceeding|continue|continuing|bring|putting)"
)
_NOT: Final = r"(?:not|won't be|aren't|can't|unable to|not able to)"
_MEETING: Final = r"(?:interview|round|stage|chat|conversation|meeting)"
_DONE: Final = r"(?:decided|made|chosen|settled|finished|finalised|finalized|heard|signed|agreed)"
_DOING: Final = r"(?:interviewing|reviewing|deciding|looking|waiting|going|seeing|talking|considering|meeting|open)"
_NEWS: Final[dict[str, tuple[str, ...]]] = {
    "offer": (
        r"\b(?:offer(?:ing)? you|an offer|the offer|job offer|a job for you|congratulations|congrats)\b",
        r"\b(?:you've|you have|you) (?:got|landed) (?:the|it|this)\b",
        r"\b(?:job|position|role|post|place|spot) is yours\b|\b(?:it's you|it's a yes)\b|\byou're (?:hired|in)\b",
        r"\b(?:hire you|hiring you|have you (?:on board|join|start)|you (?:to|can) (?:join|start)|take you on)\b",
        r"\b(?:recommended|chose|chosen|picked) you\b|\bwelcome (?:aboard|to the team)\b",
    ),
    "round": (
        rf"\b(?:second|next|final|another|further|last) (?:\w+ )?{_MEETING}\b",
        r"\b(?:have|want|wants|like|see|bring|get|need) you (?:\w+ )?(?:back|in again|in for|again)\b",
        r"\b(?:come|coming) (?:back )?(?:in )?(?:again|back|in for|for a trial)\b",
        r"\b(?:move|moving|put|putting|take|taking|go|going|get|got) (?:you )?(?:forward|through|further|on to)\b",
        r"\bshort ?list(?:ed)?\b|\btrial (?:shift|day)\b|\bre-?opened\b|\bone of the (?:two|three|four|five|last)\b",
    ),
    "no": (
        rf"\b(?:went|gone|going|go|decided|settled) (?:with|for|on) (?:the |a |an )?{_OTHER}\b",
        rf"\b{_TAKEN}(?: \w+){{0,4}} {_OTHER}\b|\b{_OTHER} (?:candidate|applicant|person|one)\b",
        rf"\bit's {_OTHER}\b|\bto {_OTHER}\b|\b(?:second choice|number two|came second|close second|runner up)\b",
        r"\b(?:wasn't|isn't|not|won't be|weren't) (?:you|yours|selected|chosen|successful|the one|a yes)\b",
        rf"\b{_NOT} (?:\w+ )?{_FORWARD}(?: \w+){{0,3}} (?:forward|ahead|further|you|application)\b",
        r"\b(?:it's|it was|is) a no\b|\b(?:been|is|already|was) filled\b|\bturned? (?:you )?down\b|\bregret\b",
        r"\b(?:unsuccessful|didn't (?:get|make)|didn't quite|decided against|missed out)\b",
    ),
    "wait": (
        r"\b(?:no|not a|not any|any) (?:final )?decision\b",
        rf"\b(?:haven't|hasn't|have not|not|not yet|nothing|nothing's)(?: \w+){{0,2}} {_DONE}\b",
        rf"\bstill (?:\w+ )?{_DOING}\b",
        r"\bon hold\b|\bfreeze\b|\bfrozen\b|\bpaused\b|\bheld up\b|\bbe in touch\b|\blet you know\b|\bdelay(?:ed)?\b",
        r"\b(?:the panel|they|we) (?:\w+ )?(?:meet|meets|met|finish|decide)\b|\bby the end of\b|\bmore to see\b",
    ),
}
"""Kind of news → how it is put, in canonical words (see `understanding.words`)."""
_KIND: Final[dict[str, str]] = {
    "hired": "offer",
    "advanced": "round",
    "rejected": "no",
    "undecided": "wait",
    "on_hold": "wait",
}
_VERDICTS: Final[dict[str, Verdict]] = {"no": "rejected", "wait": "undecided", "round": "advanced", "offer": "hired"}
"""Kind of news → verdict. In this order: "we offered it to somebody else" speaks of an offer too."""
_MACHINE: Final = re.compile(r"\b(?:leave (?:me |us )?a message|after the (?:tone|beep)|voice ?mail)\b", re.IGNORECASE)
_PATTERNS: Final = {kind: re.compile("|".join(patterns)) for kind, patterns in _NEWS.items()}


def verdict_turn(managers: Sequence[tuple[int, Turn]], verdict: str) -> int | None:
    """Index of the manager's turn that tells the verdict; None when none is told or it cannot be made out.

    The verdict of the record says what to look for; the first line is left out, for nobody picks up with the news.
    """
    kind = _KIND.get(verdict)
    if kind is None:
        return None
    return next((index for index, turn in managers[1:] if tells(turn.text, kind)), None)


def heard_verdict(turns: Sequence[Turn]) -> Verdict:
    """The verdict as the manager's lines tell it, for a recording that comes without one; `other` if none is told."""
    managers = [turn for turn in turns if turn.speaker == "manager"]
    if any(_MACHINE.search(turn.text) for turn in managers[:2]):
        return "voicemail"
    for turn in managers[1:]:
        for kind, verdict in _VERDICTS.items():
            if tells(turn.text, kind):
                return verdict
    return "other"


def tells(text: str, kind: str) -> bool:
    """Whether a manager's line tells this kind of news: offer, round, no or wait."""
    return bool(_PATTERNS[kind].search(" ".join(words_of(text))))
