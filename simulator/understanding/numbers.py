"""Numbers as they are said: telephone numbers digit by digit, amounts of money, e-mail addresses spelt aloud."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from simulator.understanding.words import TEENS, TENS, UNITS

_DIGITS: Final = {word: str(value) for value, word in enumerate(UNITS)} | {"oh": "0", "o": "0", "nought": "0"}
_MISHEARD: Final = {
    "to": "2",
    "too": "2",
    "for": "4",
    "fore": "4",
    "won": "1",
    "ate": "8",
    "owe": "0",
    "sex": "6",
    "fife": "5",
}
"""Words that a recogniser writes for a digit; believed only between digits."""
_PAIRS: Final = {word: str(10 + value) for value, word in enumerate(TEENS)}
_TENS: Final = {word: value for value, word in enumerate(TENS) if word}
_REPEATS: Final = {"double": 2, "triple": 3, "treble": 3}
_BETWEEN: Final = frozenset("and then dash hyphen space plus".split())
_FEWEST_DIGITS: Final = 6
"""A shorter row of digits is a time, a date or a shift, not a telephone number."""

_SMALL: Final = {word: value for value, word in enumerate((*UNITS, *TEENS))} | {
    word: 10 * value for word, value in _TENS.items()
}
_SCALES: Final = {"hundred": 100, "thousand": 1000, "grand": 1000, "k": 1000}
_CURRENCIES: Final = {
    "dollars": "dollars", "dollar": "dollars", "bucks": "dollars", "pounds": "pounds", "pound": "pounds",
    "quid": "pounds", "euros": "euros", "euro": "euros",
}  # fmt: skip
_PAY_UNITS: Final = frozenset(("hour", "year", "month", "week", "day", "annum", "shift"))


class Span(NamedTuple):
    """A value and the words that say it: indices of the first and one past the last."""

    value: str
    start: int
    end: int


def telephone_numbers(words: Sequence[str]) -> list[Span]:
    """Every row of six digits or more, as a string of digits."""
    found: list[Span] = []
    at = 0
    while at < len(words):
        digits, end = _digit_row(words, at)
        if len(digits) >= _FEWEST_DIGITS:
            found.append(Span(digits, at, end))
        at = max(end, at + 1)
    return found


def _digit_row(words: Sequence[str], start: int) -> tuple[str, int]:
    """The digits said from word `start` on, and one past the last of their words."""
    digits, at, end = "", start, start
    while at < len(words):
        said, used = _digits_at(words, at)
        if not said and digits and words[at] in _MISHEARD and at + 1 < len(words) and _digits_at(words, at + 1)[0]:
            said, used = _MISHEARD[words[at]], 1
        if said:
            digits += said
            at = end = at + used
        elif digits and words[at] in _BETWEEN:
            at += 1
        else:
            break
    return digits, end


def _digits_at(words: Sequence[str], at: int) -> tuple[str, int]:
    word = words[at]
    following = words[at + 1] if at + 1 < len(words) else ""
    if word in _REPEATS and following in _DIGITS:
        return _DIGITS[following] * _REPEATS[word], 2
    if word in _DIGITS:
        return (_DIGITS[word] + "00", 2) if following == "hundred" else (_DIGITS[word], 1)
    if word in _PAIRS:
        return _PAIRS[word], 1
    if word in _TENS:
        unit = _DIGITS.get(following, "0") if following not in ("oh", "zero", "o") else "0"
        return f"{_TENS[word]}{unit}", 1 + (unit != "0")
    return "", 0


def whole_number(words: Sequence[str], start: int) -> tuple[int, int] | None:
    """The number that begins at word `start` ("forty five thousand", "twenty eight"), and one past its last word."""
    total, current, at = 0, 0, start
    last = 0
    while at < len(words):
        word = words[at]
        if word in _SMALL:
            value = _SMALL[word]
            if current % 100 and not (last >= 20 and value < 10):
                break  # "two thirty": a second number begins
            current, last = current + value, value
        elif word in _SCALES and current:
            if word == "hundred":
                current *= 100
            else:
                total, current = total + current * 1000, 0
            last = 0
        elif not (word == "and" and last == 0 and at > start and at + 1 < len(words) and words[at + 1] in _SMALL):
            break
        at += 1
    return (total + current, at) if at > start else None


def amounts_of_money(words: Sequence[str], *, about_pay: bool = False) -> list[Span]:
    """Amounts as "45000 dollars", "18 an hour", "45000"; bare numbers count only where the talk is of pay."""
    found: list[Span] = []
    at = 0
    while at < len(words):
        number = whole_number(words, at)
        if number is None:
            at += 1
            continue
        value, end = number
        unit, used = _money_unit(words, end)
        scaled = any(word in ("thousand", "grand", "k") for word in words[at:end])
        if unit or scaled or (about_pay and value >= 10):
            found.append(Span(f"{value} {unit}".strip(), at, end + used))
        at = end
    return found


def _money_unit(words: Sequence[str], at: int) -> tuple[str, int]:
    rest = words[at : at + 2]
    if rest and rest[0] in _CURRENCIES:
        more, used = _money_unit(words, at + 1)
        return f"{_CURRENCIES[rest[0]]} {more}".strip(), 1 + used
    if len(rest) == 2 and rest[0] in ("an", "a", "per", "the") and rest[1] in _PAY_UNITS:
        return f"{'per' if rest[0] == 'the' else rest[0]} {rest[1]}", 2
    return "", 0


_ENDINGS: Final = frozenset("com org net edu gov io co ie uk us ca au nz za in de fr es it nl pl br ng example".split())
_NOT_LOCAL: Final = frozenset(
    "is it's its email e-mail mail address me on to by my at or and the that's name's letters say write again".split()
)
_SIGNS: Final = {"dot": ".", "underscore": "_", "dash": "-", "hyphen": "-", "minus": "-"}


def email_address(words: Sequence[str]) -> Span | None:
    """The first e-mail address said: words, "at", words, "dot" and a known ending."""
    for at, word in enumerate(words):
        if word != "at":
            continue
        end = _domain_end(words, at + 1)
        start = at
        while start > 0 and words[start - 1] not in _NOT_LOCAL and at - start < 12:
            start -= 1
        if end and start < at:
            local = "".join(map(_sign, words[start:at]))
            return Span(f"{local}@{''.join(map(_sign, words[at + 1 : end]))}", start, end)
    return None


def _domain_end(words: Sequence[str], start: int) -> int:
    end = 0
    for at in range(start + 1, min(len(words) - 1, start + 5)):
        if words[at] == "dot" and words[at + 1] in _ENDINGS:
            end = at + 2
    return end


def _sign(word: str) -> str:
    return _SIGNS.get(word) or _DIGITS.get(word, word) if word != "o" else "o"
