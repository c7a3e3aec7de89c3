"""The language model that the embedded recogniser hears with, and the words of one call.

How the file is made, and from what: `build.py` and NOTICE beside this file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from simulator.hearing.language.pronunciations import guess_phones

LANGUAGE_MODEL: Final = Path(__file__).with_name("follow-up.lm.bin")

EXPECTED: Final = "~"
"""Ends a word that this call is expected to hold. It is an entry of its own, so that "Kelly" the candidate can be
likelier than any kelly; `unmarked` takes the mark off again."""
WEIGHT: Final = 20.0
"""An expected word is this many times as likely as the average word of the vocabulary."""
MOST_WORDS: Final = 60

_WORD: Final = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")


def decoder_settings() -> dict[str, Any]:
    """PocketSphinx's options for this model.

    `lw` is by trial on 56 utterances of held-out voices, spoken by flite: 6.5 gave 0.214 of the words wrong, 7.5 0.204,
    8 0.217; differences of 0.02 are chance there.
    """
    return {"lm": str(LANGUAGE_MODEL), "lw": 7.5, "bestpathlw": 10.5}


def expect(decoder: Any, texts: Iterable[str]) -> list[str]:
    """Makes a decoder expect the words of `texts`: names of people and firms, the job, the town.

    Gives the words that could be added. Words shorter than three letters, and those whose pronunciation nobody
    knows, are left out; at most MOST_WORDS are taken.
    """
    wanted = dict.fromkeys(word for text in texts for word in _WORD.findall(text.lower().replace("’", "'")))
    pronounced = [
        (word, phones)
        for word in list(wanted)[:MOST_WORDS]
        if len(word) > 2 and (phones := decoder.lookup_word(word) or guess_phones(word))
    ]
    language_model = decoder.get_lm()
    for number, (word, phones) in enumerate(pronounced, 1):
        language_model.add_word(word + EXPECTED, WEIGHT)
        # only the last one rebuilds the search, which takes a third of a second
        decoder.add_word(word + EXPECTED, phones, update=number == len(pronounced))
    return [word for word, _ in pronounced]


def unmarked(word: str) -> str:
    """A recognised word as it is written."""
    return word.removesuffix(EXPECTED)
