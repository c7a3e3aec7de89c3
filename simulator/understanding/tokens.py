"""The tokens of a text: canonical words with what writing shows beside them.

A recogniser gives words alone; a typed text or a hand-made transcript has capitals and punctuation as well, which tell
names from words and questions from statements. The tagger uses them where they are there.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from simulator.understanding.words import spoken_words

NO_MARK, COMMA, STOP, QUESTION, EXCLAMATION = range(5)
"""What is written between a word and the next one. Heard text has no marks."""
MARKS: Final = 5
SHAPES: Final = 2 * MARKS
"""Number of different `Token.shape`."""


class Token(NamedTuple):
    """One word of a text."""

    word: str
    """Canonical form of `words.spoken_words`."""
    shape: int = NO_MARK
    """Its mark, plus MARKS where it begins with a capital; 0 … SHAPES − 1."""


def tokens(text: str) -> list[Token]:
    """The words of a text, with capitals and punctuation where it is written."""
    words = spoken_words(text)
    ends = [*(word.start for word in words[1:]), len(text)][: len(words)]
    return [
        Token(word.text, _mark(text[word.end : max(word.end, end)]) + MARKS * text[word.start].isupper())
        for word, end in zip(words, ends, strict=True)
    ]


def _mark(gap: str) -> int:
    if gap in ("", " "):
        return NO_MARK
    if "?" in gap:
        return QUESTION
    if "!" in gap:
        return EXCLAMATION
    if re.search(r"[.;…—–]|--| - ", gap):
        return STOP
    return COMMA if re.search(r"[,:]", gap) else NO_MARK
