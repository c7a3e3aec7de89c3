"""The words in which a call is told back: what was done, never what somebody is; for people who dread the call."""

from __future__ import annotations

import unicodedata
from datetime import datetime
from typing import Final

from simulator.record import CallRecord, CriterionName, CriterionResult, Verdict

CRITERION_NAMES: Final[dict[CriterionName, str]] = {
    "introduction": "Introduction",
    "enthusiasm": "Enthusiasm",
    "silence": "Silence",
    "asking": "Asking",
    "closing": "Closing",
    "professionalism": "Professionalism",
    "open_door": "Open door",
}
CRITERION_MEANINGS: Final[dict[CriterionName, str]] = {
    "introduction": "who you are, which job, which interview, why you call",
    "enthusiasm": "interest in the job, put into words",
    "silence": "letting the other think and talk",
    "asking": "the question that fits their answer",
    "closing": "thanks, a good wish, goodbye",
    "professionalism": "taking the answer as it is",
    "open_door": "a way to be in touch again",
}
LEVEL_WORDS: Final = ("not yet", "a start", "halfway", "good", "very good")
"""Level 0–4 in words."""
VERDICT_WORDS: Final[dict[Verdict, str]] = {
    "hired": "They offered you the job",
    "advanced": "You are through to the next step",
    "rejected": "They chose someone else",
    "undecided": "They have not decided yet",
    "on_hold": "The position is on hold",
    "voicemail": "You reached the voicemail",
    "gatekeeper": "You spoke to the front desk",
    "other": "The call ended without an answer",
}
VERDICT_IS_STORY: Final = "Their answer belongs to the story you practised. It is no part of your score."
LOST_WORDS: Final = "(you spoke, but no words were recognised; the sound is in the recording)"
RECOVERED: Final = "The program was stopped in mid-call. Everything up to that moment was kept."
NOBODY_SPOKE: Final = "Nobody said anything in this call."
NOT_SCORED: Final = "This call has not been scored."

_TITLES = frozenset("mr mrs ms miss mx dr prof herr frau sir madam".split())
_JOINERS = "\u200c\u200d"
"""Format characters that words and emoji of some scripts are spelt with."""


def clean(text: str) -> str:
    """The text on one line, without characters that could steer a terminal or turn the order of the letters round."""
    kept = []
    for letter in text:
        category = unicodedata.category(letter)
        if category == "Cc":
            kept.append(" ")
        elif category == "Cs":
            kept.append("\ufffd")
        elif category != "Cf" or letter in _JOINERS:
            kept.append(letter)
    return " ".join("".join(kept).split())


def shorten(text: str, length: int, ellipsis: str = "…") -> str:
    """At most `length` characters, cut between words."""
    text = clean(text)
    if len(text) <= length:
        return text
    cut = text[: max(1, length - len(ellipsis))]
    whole_words = cut.rsplit(" ", 1)[0]
    return whole_words.rstrip(",;:–-") + ellipsis


def sentence(text: str) -> str:
    """The text with a capital letter to begin with."""
    text = clean(text)
    return text[:1].upper() + text[1:]


def clock(seconds: float) -> str:
    """A moment of the call as m:ss, or h:mm:ss."""
    whole = max(0, int(seconds))
    hours, minutes = divmod(whole // 60, 60)
    return f"{hours}:{minutes:02}:{whole % 60:02}" if hours else f"{minutes}:{whole % 60:02}"


def lasting(seconds: float) -> str:
    """A short time: `0.8 s`, `4 s`."""
    return f"{seconds:.1f}".removesuffix(".0") + " s"


def call_length(record: CallRecord) -> float:
    """Seconds from pick-up to the end; the end of the last turn where the record does not say."""
    last = max((turn.end for turn in record.turns), default=0.0)
    return max(record.length or 0.0, last)


def moment(started: str) -> str:
    """An ISO 8601 time in words, `2 March 2026, 10:00`; unchanged when it cannot be read."""
    try:
        when = datetime.fromisoformat(started.replace("Z", "+00:00"))
    except ValueError:
        return clean(started)
    return f"{when.day} {when:%B %Y, %H:%M}"


def short_name(name: str) -> str:
    """What to call somebody in a narrow column: the first name, or the title with the last name; `They` if unknown."""
    parts = clean(name).split()
    if not parts:
        return "They"
    if parts[0].rstrip(".").lower() in _TITLES and len(parts) > 1:
        return f"{parts[0]} {parts[-1]}"
    return parts[0]


def manager_line(record: CallRecord) -> str:
    """`Karen Whitfield, HR manager, Brightwater Logistics`, with what is known of it."""
    manager = record.manager
    return ", ".join(clean(part) for part in (manager.name, manager.role, manager.company) if part.strip())


def criterion_name(name: str) -> str:
    """A criterion's name as a heading; one that this version does not know is only tidied up."""
    known = {str(key): value for key, value in CRITERION_NAMES.items()}
    return known.get(name, clean(name).replace("_", " ").capitalize())


def standing(result: CriterionResult) -> str:
    """How a criterion went, in words: `good`, `no chance to show it in this call`, `could not be measured`."""
    if result.status == "not_applicable":
        return "no chance to show it in this call"
    if result.status == "not_measurable" or result.level is None:
        return "could not be measured"
    return LEVEL_WORDS[result.level]


def silence_kept(seconds: float, name: str) -> str:
    """A thinking pause that was left alone."""
    return f"({lasting(seconds)} of silence – {name} thinks)"


def silence_filled(seconds: float, name: str) -> str:
    """A thinking pause that the candidate ended."""
    return f"({name} was thinking – you spoke after {lasting(seconds)})"
