"""Written turns as the words that are spoken, fillers kept: what a language model of speech is trained on.

Unlike `simulator.understanding.words` it keeps "um", which is a word to a recogniser, and reads numbers as callers
say them: telephone numbers digit by digit with "oh", years in pairs, "2:30" as "two thirty".
"""

from __future__ import annotations

import re
from collections.abc import Container
from typing import Final

from simulator.understanding.words import ORDINALS, UNITS, number_in_words

_TOKEN: Final = re.compile(
    r"[$£€]?\d[\d,.:]*\d?(?:st|nd|rd|th|am|pm|k|s)?\b%?"  # 555, 2:30pm, $52,000, 9th, 90s
    r"|[^\W\d_]+(?:'[^\W\d_]+)*'?"  # don't, goin'
    r"|'[^\W\d_]+"  # 'cause
)
_SPELT: Final = {"mr": "mister", "mrs": "missus", "dr": "doctor", "ok": "okay", "vs": "versus", "etc": "etcetera"}
_CURRENCY: Final = {"$": "dollars", "£": "pounds", "€": "euros"}
_QUOTES: Final = str.maketrans("’‘“”", "''\"\"")
_TENS: Final = (20, 30, 40, 50, 60, 70, 80, 90)
_ORDINAL: Final = {
    **{number_in_words(n)[0]: word for n, word in enumerate(ORDINALS[:20])},
    **{number_in_words(n)[0]: f"{number_in_words(n)[0][:-1]}ieth" for n in _TENS},
}


def spoken(text: str) -> list[str]:
    """The words of a written turn, lower case, in the order and form in which they are said."""
    lower = re.sub(r"(\d)\s*-\s*(\d)", r"\1 \2", text.lower().translate(_QUOTES))
    words: list[str] = []
    for token in _TOKEN.findall(lower):
        if any(letter.isdigit() for letter in token):
            words += _number(token.strip(".,:"))
        else:
            words.append(_SPELT.get(token, token))
    return words


def standard(words: list[str], dictionary: Container[str]) -> list[str]:
    """The same words with a dropped g written again (goin' → going) where the dictionary lacks the short form."""
    return [_with_g(word, dictionary) for word in words]


def _with_g(word: str, dictionary: Container[str]) -> str:
    for ending in ("in'", "in"):
        full = f"{word.removesuffix(ending)}ing"
        if word.endswith(ending) and len(word) > 4 and word not in dictionary and full in dictionary:
            return full
    return word


def _number(token: str) -> list[str]:
    """One token with a digit in it."""
    if money := re.fullmatch(r"([$£€])([\d,]+)(?:\.(\d\d))?(k?)", token):
        sign, whole, cents, thousands = money.groups()
        words = number_in_words(int(whole.replace(",", ""))) + (["thousand"] if thousands else [])
        return [*words, _CURRENCY[sign], *(number_in_words(int(cents)) if cents else [])]
    if clock := re.fullmatch(r"(\d{1,2})[:.](\d\d)(am|pm)?", token):
        hour, minute, half = clock.groups()
        minutes = [] if minute == "00" else [*(["oh"] if minute[0] == "0" else []), *number_in_words(int(minute))]
        return [*number_in_words(int(hour)), *minutes, *(half or "")]
    if ordinal := re.fullmatch(r"(\d+)(?:st|nd|rd|th)", token):
        *before, last = number_in_words(int(ordinal[1]))
        return [*before, _ORDINAL.get(last, f"{last}th")]
    if marked := re.fullmatch(r"(\d+)(am|pm|k|%)", token):
        return [*number_in_words(int(marked[1])), *(["percent"] if marked[2] == "%" else marked[2])]
    if decade := re.fullmatch(r"(\d+)s", token):
        *before, last = number_in_words(int(decade[1]))
        return [*before, f"{last[:-1]}ies" if last.endswith("y") else f"{last}s"]
    if re.fullmatch(r"\d{1,3}(,\d{3})+", token):
        return number_in_words(int(token.replace(",", "")))
    if token.isdigit():
        return _plain_number(token)
    parts = re.findall(r"\d+|[^\W\d_]+", token)
    return [word for part in parts for word in (_plain_number(part) if part.isdigit() else [part])]


def _plain_number(digits: str) -> list[str]:
    number = int(digits)
    if (digits[0] == "0" and len(digits) > 1) or len(digits) > 4 or digits == "555":
        return _one_by_one(digits)
    if len(digits) == 4:
        if 1900 <= number < 2000 or 2010 <= number < 2100:
            return [*number_in_words(number // 100), *(number_in_words(number % 100) if number % 100 else ["hundred"])]
        return number_in_words(number) if number < 2010 and number >= 2000 else _one_by_one(digits)
    if len(digits) == 3 and number % 100:
        return _one_by_one(digits)
    return number_in_words(number)


def _one_by_one(digits: str) -> list[str]:
    return ["oh" if digit == "0" else UNITS[int(digit)] for digit in digits]
