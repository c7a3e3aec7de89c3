"""What a recogniser might make of a text: words lost, put in, and taken for others that sound alike.

A common word is mostly taken for what the embedded recogniser has really made of it (misheard.json), any other for one
of like sound. Likeness is the distance of their pronunciations in PocketSphinx's dictionary, phone by phone: a vowel
for a vowel, or a consonant for one made in the same manner, costs half.
"""

from __future__ import annotations

import functools
import json
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np

from simulator.understanding.words import words_of

LOST: Final = 0.08
PUT_IN: Final = 0.14
"""Shares of the errors; the rest are taken for another word. The embedded recogniser on 145 turns of ours, spoken by
flite: of 500 errors 37 lost, 69 put in."""
WORST: Final = 0.4
"""Each text is heard with an error rate of its own, between 0 and this."""
REALLY: Final = 0.6
"""Share of the words with such readings that are taken for one of them."""
_ALIKE: Final = 8
"""Nearest words that a word is taken for."""
_LONGEST: Final = 12
_READINGS: Final = Path(__file__).with_name("misheard.json")
"""Word → what was heard for it, once a time that it was spoken; `mishear.py` makes the file."""
_CLASSES: Final = (
    "AA AE AH AO AW AY EH ER EY IH IY OW OY UH UW",
    "P T K B D G CH JH",
    "F V TH DH S Z SH ZH HH",
    "M N NG",
    "L R W Y",
)
_PHONES: Final = {
    phone: (number, kind) for kind, row in enumerate(_CLASSES) for number, phone in enumerate(row.split())
}


class Mishearing:
    """Mishears, the same way for the same `seed`."""

    def __init__(self, common: Sequence[str], seed: int = 0) -> None:
        """`common`: the words that others are taken for."""
        self._chance = random.Random(seed)
        said = _pronunciations()
        self._words = [word for word in common if word in said]
        readings = json.loads(_READINGS.read_text(encoding="utf-8"))
        self._really = {word: [heard for heard in ways if heard != word] for word, ways in readings.items()}
        self._short = [word for word in self._words[:60] if len(word) <= 4]
        self._said = said
        phones = np.full((len(self._words), _LONGEST), -1)
        self._lengths = np.array([min(len(said[word]), _LONGEST) for word in self._words])
        for row, word in enumerate(self._words):
            phones[row, : self._lengths[row]] = [_code(phone) for phone in said[word][:_LONGEST]]
        self._phones = phones

    def misheard(self, text: str) -> list[str]:
        """The words that might have been heard."""
        rate = self._chance.random() * WORST
        heard: list[str] = []
        for word in words_of(text):
            if self._chance.random() >= rate:
                heard.append(word)
                continue
            what = self._chance.random()
            if what < LOST:
                continue
            if what < LOST + PUT_IN:
                heard += [word, self._chance.choice(self._short)]
            else:
                heard += self._taken_for(word)
        return heard

    def _taken_for(self, word: str) -> list[str]:
        ways = self._really.get(word)
        if ways and self._chance.random() < REALLY:
            return self._chance.choice(ways).split()
        return [self._chance.choice(self._sounding_like(word))]

    @functools.cache  # noqa: B019 - one instance, as long-lived as the process
    def _sounding_like(self, word: str) -> tuple[str, ...]:
        phones = self._said.get(word) or self._said.get(word.removesuffix("'s"))
        if phones is None:  # a name that no dictionary knows comes out as anything
            return tuple(self._chance.sample(self._words[:4000], _ALIKE))
        order = np.argsort(self._distances([_code(phone) for phone in phones[:_LONGEST]]), kind="stable")
        return tuple(other for other in (self._words[at] for at in order[: _ALIKE + 1]) if other != word)[:_ALIKE]

    def _distances(self, phones: list[int]) -> np.ndarray:
        """Levenshtein distance to every word at once, one row of the table after the other."""
        count = len(self._words)
        row = np.tile(np.arange(_LONGEST + 1.0), (count, 1))
        for at, phone in enumerate(phones):
            same = self._phones == phone
            alike = self._phones // 100 == phone // 100
            cost = np.where(same, 0.0, np.where(alike, 0.5, 1.0))
            following = np.empty_like(row)
            following[:, 0] = at + 1
            for column in range(_LONGEST):
                following[:, column + 1] = np.minimum(
                    np.minimum(row[:, column + 1], following[:, column]) + 1, row[:, column] + cost[:, column]
                )
            row = following
        result: np.ndarray = row[np.arange(count), self._lengths]
        return result


def _code(phone: str) -> int:
    number, kind = _PHONES[phone]
    return 100 * kind + number


def _pronunciations() -> dict[str, list[str]]:
    import pocketsphinx

    with Path(pocketsphinx.get_model_path("en-us/cmudict-en-us.dict")).open(encoding="utf-8") as file:
        rows = (line.split() for line in file)
        return {row[0]: row[1:] for row in rows if "(" not in row[0] and row[1:]}
