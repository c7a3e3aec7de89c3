"""Text as typed and text as heard, brought to one form: lower-case words, numbers spelt out, no punctuation.

A recogniser writes "uh it's nine oh one four two" where a person types "It's 90142, uh…". Whatever reads words
(tagger, slots) reads this form, so that both are the same to it.
"""

from __future__ import annotations

import functools
import re
from typing import Final, NamedTuple

FILLERS: Final = frozenset("um umm uhm uh uhh er erm eh ehh ehm em euh".split())
"""Sounds of hesitation: they carry no act. "mm" and "hmm" may be a listener's signal, so they are words."""

UNITS: Final = "zero one two three four five six seven eight nine".split()
TEENS: Final = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
TENS: Final = ("", "", *"twenty thirty forty fifty sixty seventy eighty ninety".split())
ORDINALS: Final = (
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
).split()

NUMBER_WORDS: Final = frozenset((*UNITS, *TEENS, *TENS[2:], *ORDINALS, "oh", "hundred", "thousand", "point", "o'clock"))

_TOKEN: Final = re.compile(
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"  # e-mail
    r"|[$£€]\s?\d(?:[\d,]*\d)?(?:\.\d+)?k?\b"  # money
    r"|\d{1,2}[:.]\d{2}(?!\d)"  # clock time
    r"|\d{1,3}(?:st|nd|rd|th)\b"
    r"|\d(?:[\d,]*\d)?(?:\.\d+)?"
    r"|[^\W\d_]+(?:['’][^\W\d_]+)*['’]?",
    re.UNICODE,
)
_CURRENCY: Final = {"$": ("dollars", "cents"), "£": ("pounds", "pence"), "€": ("euros", "cents")}
_LONGEST: Final = 20_000
"""Characters read of one utterance: ten minutes of fast speech. What is beyond is no turn in a call."""


class Word(NamedTuple):
    """One word in canonical form and where it stands in the text."""

    text: str
    start: int
    """Index of its first character in the text as given."""
    end: int
    """One past the index of its last character. The words of one number share its span."""


def spoken_words(text: str) -> list[Word]:
    """The words of an utterance in canonical form, fillers left out; only the first 20,000 characters are read."""
    return list(_spoken(text[:_LONGEST]))


@functools.lru_cache(1024)
def _spoken(text: str) -> tuple[Word, ...]:
    """Kept for a while: tagger, slots and every criterion read the same turns."""
    return tuple(
        Word(word, token.start(), token.end())
        for token in _TOKEN.finditer(_lower(text))
        for word in _spelt(token[0])
        if word not in FILLERS
    )


def _lower(text: str) -> str:
    """In lower case and of the same length, so that places in it are places in the text: "İ" becomes two characters."""
    small = text.lower()
    return small if len(small) == len(text) else "".join(letter.lower()[0] for letter in text)


def words_of(text: str) -> list[str]:
    """The words alone of `spoken_words`."""
    return [word.text for word in spoken_words(text)]


def number_in_words(number: int) -> list[str]:
    """A whole number 0–999,999 as spoken; longer ones digit by digit."""
    if number < 10:
        return [UNITS[number]]
    if number < 20:
        return [TEENS[number - 10]]
    if number < 100:
        return [TENS[number // 10], *([UNITS[number % 10]] if number % 10 else [])]
    if number < 1000:
        return [UNITS[number // 100], "hundred", *(number_in_words(number % 100) if number % 100 else [])]
    if number < 1_000_000:
        return [
            *number_in_words(number // 1000),
            "thousand",
            *(number_in_words(number % 1000) if number % 1000 else []),
        ]
    return [UNITS[int(digit)] for digit in str(number)]


def _spelt(token: str) -> list[str]:
    first = token[0]
    if "@" in token:
        return re.sub(r"[.]", " dot ", token.replace("@", " at ")).split()
    if first in _CURRENCY:
        return _amount(token, *_CURRENCY[first])
    if not first.isdecimal():  # "²" is a digit, and no number
        return [token.replace("’", "'").strip("'")]
    if clock := re.fullmatch(r"(\d{1,2})[:.](\d{2})", token):
        hour, minute = int(clock[1]), int(clock[2])
        spoken = ["oh"] if 0 < minute < 10 else []
        return [*number_in_words(hour), *spoken, *(number_in_words(minute) if minute else ["o'clock"])]
    if token[-1].isalpha():
        return _ordinal(int(token[:-2]))
    if fraction := re.fullmatch(r"([\d,]+)\.(\d+)", token):
        return [*_spelt(fraction[1]), "point", *(UNITS[int(digit)] for digit in fraction[2])]
    digits = re.sub(r"\D", "", token)
    if digits.startswith("0") and len(digits) > 1:
        return ["oh" if digit == "0" else UNITS[int(digit)] for digit in digits]
    if "," in token or len(digits) < 3 or (len(digits) == 3 and digits.endswith("00")):
        return number_in_words(int(digits))
    if len(digits) == 4 and digits[:2] in ("19", "20"):
        return [*number_in_words(int(digits[:2])), *number_in_words(int(digits[2:]))]
    return ["oh" if digit == "0" else UNITS[int(digit)] for digit in digits]


def _amount(token: str, currency: str, hundredths: str) -> list[str]:
    whole, _, part = re.sub(r"[^\d.]", "", token).partition(".")
    if token.endswith("k"):
        return [*number_in_words(round(float(f"{whole}.{part or 0}") * 1000)), currency]
    small = int(f"{part}00"[:2]) if part else 0
    return [*number_in_words(int(whole)), currency, *([*number_in_words(small), hundredths] if small else [])]


def _ordinal(number: int) -> list[str]:
    if number >= 100:
        hundreds, rest = divmod(number, 100)
        return [UNITS[hundreds], *(["hundred", *_ordinal(rest)] if rest else ["hundredth"])]
    if number <= 20:
        return [ORDINALS[number]]
    tens, unit = divmod(number, 10)
    if unit:
        return [TENS[tens], ORDINALS[unit]]
    return [TENS[tens][:-1] + "ieth"]
