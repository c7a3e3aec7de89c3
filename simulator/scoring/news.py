"""Where the manager breaks the news, and which: to tell before from after, and what a recording's verdict was."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from simulator.record import Turn, Verdict
from simulator.understanding.words import words_of

_WHO: Final = r"(?:someone|somebody|another|other|different|internal|stronger|more experienced)"
_PERSON: Final = r"(?:candidate|applicant|person|one|fella|fellow|lady|guy|man|woman|lad|girl|nurse|driver|cook)"
_MEETING: Final = r"(?:interview|round|stage|chat|talk|sit-?down|conversation|meeting)"
_JOB: Final = r"(?:job|position|role|post|place|spot)"
_TAKEN: Final = (
    r"(?:picked|pick|chose|chosen|hired|took|taken on|taken|offered|appointed|selected|preferred|found|pursue)"
)
_NOT: Final = r"(?:not|won't be|aren't|can't|unable to|not able to)"
_FORWARD: Final = (
    r"(?:moving|going|take|taking|offer|offering|progress|progressing|proceeding|continue|continuing|bring|putting)"
)
_DONE: Final = r"(?:decided|made|chosen|settled|finished|finalised|finalized|said|heard|signed|agreed|come to)"
_DOING: Final = (
    r"(?:interviewing|reviewing|deciding|looking|waiting|going through|going over|seeing|talkin'?g?|considering|meeting"
    r"|collecting|marking|mulling|making|with the|open)"
)
_NEWS: Final[dict[str, tuple[str, ...]]] = {
    "no": (
        rf"\b(?:went|gone|going|go|decided|settled) (?:with|for|on) (?:the |a |an )?(?:\w+ )?(?:{_WHO}|{_PERSON})\b",
        r"\b(?:went|gone|going|go) (?:with a|(?:in )?(?:a different|another) (?:way|direction|route))\b",
        rf"\b{_TAKEN}(?: \w+){{0,3}} {_WHO}\b(?! (?:day|time|way))",
        rf"\b(?:gave|given|gone out) (?:it |the job )?to {_WHO}\b|\bgave it to (?:a|an|the)\b",
        rf"\bit's (?:somebody|someone) else\b|\b{_WHO} (?:candidate|applicant|person) (?:was|who|had|has)\b",
        r"\b(?:wasn't|isn't|won't be) you\b(?! in| at| there)",
        r"\b(?:wasn't|weren't|won't be|haven't been|not been|were not) (?:the )?(?:selected|chosen|successful)\b",
        rf"\b{_NOT} (?:\w+ )?{_FORWARD}(?: \w+){{0,3}} (?:forward|ahead|further|you|application)\b",
        r"\b(?:it's|it was|is) a no\b|\banswer (?:was|is|'s) (?:a )?no\b",
        r"\b(?:been|is|already|was|they've|we've) filled\b",
        r"\b(?:bad|better|hoped for) news\b|\bnot happening\b|\b(?:go|gone|went) your way\b|\bturned? (?:you )?down\b",
        r"\b(?:second choice|number two|came second|close second|runner up|decided against|missed out|regret)\b",
        r"\bdidn't (?:get it|get the|make it)\b|\bunsuccessful\b",
    ),
    "hold": (
        r"\b(?:put|is|was|been|all|everything|went|gone|\w+'s) (?!you )(?:\w+ ){0,2}on (?:hold|ice)\b(?! just| a )",
        r"\b(?:freeze|froze|frozen|paused|held up)\b",
    ),
    "offer": (
        r"\b(?:offer(?:ing)? you|(?:make|making|made) (?:you )?an offer|we are offering|congratulations|congrats)\b",
        rf"\b(?:you've|you have|you) (?:got|landed) (?:the {_JOB}|it)\b|\byou're (?:hired|in)$",
        rf"\b(?:{_JOB}|it)(?:'s| is) yours\b|\bit's a yes\b|\bwelcome (?:aboard|to the team|to \w+$)",
        r"\b(?:hire you|hiring you|have you (?:on board|join|start)|you to join|take you on)\b",
        r"\bwants? you (?:to start|on|for)\b|\b(?:they|we|he|she) wants? you$",
        r"\b(?:recommended|chose|chosen|picked) you\b",
        r"\b(?:can|could|you'd|would|able to) (?:you )?(?:be )?start(?:ing)? (?:on|at|with|the|\w+day)\b",
        r"\bstart you (?:at|on)\b|\bstart date (?:of|would|is|will)\b",
    ),
    "round": (
        rf"\b(?:second|next|final|another|further|last|short) (?:\w+ )?{_MEETING}\b|\bshort ?list(?:ed)?\b",
        r"\b(?:have|want|wants|like|see|bring|get|need) you (?:\w+ )?(?:back|in again|in for|again)\b",
        r"\b(?:come|coming) (?:back )?(?:in )?(?:again|back in|back for|for a trial)\b|\bback in for\b",
        r"\b(?:moving|move|putting|put|taking|take) you (?:forward|further|on to)\b",
        r"\btrial (?:shift|day)\b|\bre-?opened\b",
    ),
    "wait": (
        r"\b(?:no|not a|not any|any|come to a) (?:final )?(?:decision|result|answer)\b|\bnot (?:quite )?there yet\b",
        rf"\b(?:haven't|hasn't|have not|not|not yet|nothing|nothing's)(?: \w+){{0,2}} {_DONE}\b|\bhaven't got a\b",
        rf"\bstill (?:\w+ )?{_DOING}\b|\bmaking up (?:his|her|their|its) mind\b|\bbetween you(?:rself)? and\b",
        r"\bbe in touch\b|\blet you know\b|\bdelay(?:ed)?\b|\bmore (?:to see|coming|person|people|candidates)\b",
        r"\b(?:the panel|they|we) (?:\w+ )?(?:meet|meets|met|finish|decide)\b|\bby the end of\b",
    ),
}
"""Kind of news → how it is put, in canonical words (see `understanding.words`); the more telling kinds come first."""
_KINDS: Final[dict[Verdict, tuple[str, ...]]] = {
    "hired": ("offer",),
    "advanced": ("round",),
    "rejected": ("no",),
    "undecided": ("wait", "hold"),
    "on_hold": ("hold", "wait"),
}
_VERDICTS: Final[dict[str, Verdict]] = {"no": "rejected", "hold": "on_hold", "offer": "hired", "round": "advanced"}
_PATTERNS: Final = {kind: re.compile("|".join(patterns)) for kind, patterns in _NEWS.items()}
_MACHINE: Final = re.compile(
    r"\b(?:leave|record) (?:\w+ ){0,3}(?:message|name|number)\b|\bafter the (?:tone|beep)\b|\bvoice ?mail\b"
    r"|\bcan't (?:come|get|make it) to the (?:phone|telephone)\b"
)
_DOOR: Final = re.compile(
    r"\b(?:reception|switchboard|front desk)\b|\bin a meeting\b|\b(?:not|isn't) (?:in|available|accepting|taking)\b"
    r"|\btake a message\b|\b(?:away from|on leave|on holiday|out of the office|on another call|tied up)\b"
    r"|\b(?:try|call) (?:\w+ )?(?:again|back|between|after|before|tomorrow|later)\b"
)


def verdict_turn(managers: Sequence[tuple[int, Turn]], verdict: Verdict) -> int | None:
    """Index of the manager's turn that tells the verdict; None when none is told or it cannot be made out.

    The verdict of the record says what to look for; the first line is left out, for nobody picks up with the news.
    """
    kinds = _KINDS.get(verdict, ())
    return next((index for index, turn in managers[1:] if any(tells(turn.text, kind) for kind in kinds)), None)


def tells(text: str, kind: str) -> bool:
    """Whether a manager's line tells this kind of news: no, hold, offer, round or wait."""
    return bool(_PATTERNS[kind].search(" ".join(words_of(text))))


def heard_verdict(turns: Sequence[Turn]) -> Verdict:
    """The verdict of a call of which only the words are known: the first news that settles it."""
    lines = [" ".join(words_of(turn.text)) for turn in turns if turn.speaker == "manager"]
    if lines and _MACHINE.search(" ".join(lines[:2])) and len(lines) <= 2:
        return "voicemail"
    for line in lines[1:]:
        for kind, verdict in _VERDICTS.items():
            if _PATTERNS[kind].search(line):
                return verdict
    if any(_PATTERNS["wait"].search(line) for line in lines[1:]):
        return "undecided"
    return "gatekeeper" if any(_DOOR.search(line) for line in lines) else "other"
