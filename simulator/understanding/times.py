"""Days and times as they are said, and whether two of them can be the same."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from simulator.understanding.words import ORDINALS, TEENS, TENS, UNITS

_HOURS: Final = (*UNITS[1:], *TEENS[:3])
_NUMBER_OF: Final = {word: value for value, word in enumerate((*UNITS, *TEENS))}
_WEEKDAY: Final = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_MONTH: Final = r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
_ORDINAL: Final = rf"(?:(?:twenty |thirty )(?:{'|'.join(ORDINALS[1:10])})|{'|'.join(ORDINALS[:0:-1])}|thirtieth)"
_PART: Final = r"(?:morning|afternoon|evening|lunchtime|tonight|night)"
_HOUR: Final = rf"(?:{'|'.join(_HOURS)})"
_MINUTES: Final = rf"(?:thirty|fifteen|forty five|twenty|ten|forty|fifty|oh five|{'|'.join(TENS[2:6])})"
_HALF: Final = r"(?:a m|p m|am|pm|a\.m|p\.m)"
_CLOCK: Final = (
    rf"(?:(?:half(?: past)?|(?:a )?quarter (?:past|to|of|after)|(?:ten|twenty|five) (?:past|to|after)) {_HOUR}"
    rf"|{_HOUR} {_MINUTES}(?: {_HALF})?|{_HOUR} (?:o'clock|{_HALF})|noon|midday)"
)
_DAY: Final = (
    rf"(?:(?:(?:next|last|this|coming) )?{_WEEKDAY}(?: week)?|tomorrow|yesterday|today|the day after tomorrow"
    r"|(?:next|last|this) week)"
)
_COUNTED: Final = (
    r"(?: (?:time|one|thing|step|place|round|year|shift|person|interview|day|question|job|floor|grade|chance))"
)
_DATE: Final = (
    rf"(?:{_ORDINAL} (?:of )?{_MONTH}|{_MONTH} (?:the )?{_ORDINAL}"
    rf"|(?:on )?the {_ORDINAL}(?:(?: of)? {_MONTH})?(?!{_COUNTED}))"
)
_AT_HOUR: Final = rf"(?:(?:at|after|before|by|around|about|from|until|till) (?:{_CLOCK}|{_HOUR}))"
_ONE: Final = rf"(?:{_DAY}|{_DATE}|{_AT_HOUR}|{_CLOCK}|(?:in the |the )?{_PART}s?|any ?time|any day)"
_LINK: Final = r"(?: (?:on|at|the|in|in the|of|and|any ?time))?"
_EXPRESSION: Final = re.compile(rf"(?<!\S){_ONE}(?:{_LINK} {_ONE})*(?!\S)")
_BARE_HOUR: Final = re.compile(rf"(?<!\S)(?:{_DAY}|{_DATE}) {_HOUR}(?!\S)|^{_HOUR}(?= |$)")


@dataclass(frozen=True, slots=True)
class Moment:
    """What an expression of time pins down; None where it says nothing."""

    weekday: str | None = None
    day: int | None = None
    """Day of the month, 1–31."""
    hour: int | None = None
    """Hour on a twelve-hour clock, 1–12: people do not say which half of the day they mean."""

    def agrees(self, other: Moment) -> bool | None:
        """Whether both can be the same; None when they have nothing in common to compare."""
        pairs = ((self.weekday, other.weekday), (self.day, other.day), (self.hour, other.hour))
        both = [mine == theirs for mine, theirs in pairs if mine is not None and theirs is not None]
        return all(both) if both else None


def times_said(said: str, *, asked: bool = False) -> list[tuple[int, int]]:
    """Character spans of the days and times in canonical words joined by spaces.

    A lone "two" is a time only when the other side has `asked` for one; a lone "the first" or "today" always is.
    """
    spans = [match.span() for match in _EXPRESSION.finditer(said)]
    if asked and not spans:
        spans = [match.span() for match in _BARE_HOUR.finditer(said)]
    return spans


def moment(said: str) -> Moment:
    """The weekday, day of the month and hour that canonical words name."""
    weekday = re.search(_WEEKDAY, said)
    date = re.search(rf"(?<!\S){_ORDINAL}(?!\S)", said)
    return Moment(weekday[0] if weekday else None, _day_of(date[0]) if date else None, _hour(said))


def _day_of(ordinal: str) -> int:
    if ordinal in ORDINALS:
        return ORDINALS.index(ordinal)
    tens, _, unit = ordinal.partition(" ")
    return 30 if tens == "thirtieth" else 10 * TENS.index(tens) + ORDINALS.index(unit)


def _hour(said: str) -> int | None:
    if re.search(r"\b(?:noon|midday)\b", said):
        return 12
    clock = re.search(_CLOCK, said) or re.search(rf"\b(?:at|after|before|around|about|{_WEEKDAY}) {_HOUR}\b", said)
    if clock is None:
        return None
    hours = [word for word in clock[0].split() if word in _HOURS]
    if not hours:
        return None
    backwards = bool(re.search(r" (?:to|of) ", clock[0]))
    named = _NUMBER_OF[hours[-1] if re.match(r"half|quarter|a quarter|\w+ (?:past|to|after)", clock[0]) else hours[0]]
    return (named - 2) % 12 + 1 if backwards else named
