"""Words as vectors: what a word means to the tagger.

Three parts make up a vector: where the word stands among others in general English (the same for every network; made
from the statistics of PocketSphinx's language model, see corpus/word_vectors.py), what training learnt of this very
word, and the sum of its pieces of three to five letters, which a misheard or unknown word still has (Bojanowski et al.
2017, "Enriching word vectors with subword information").
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

PIECES: Final = 1 << 13
"""Pieces of words are numbered 1 … PIECES by a hash; two that share a number are rarely both telling."""
PIECE_LENGTHS: Final = (3, 4, 5)
UNKNOWN: Final = 0
"""Row of the learnt vectors for words that training did not see."""
Floats = npt.NDArray[np.float32]


def pieces(word: str) -> list[int]:
    """Numbers of the word's pieces, its ends marked; each once, sorted."""
    framed = f"<{word}>"
    found = {
        zlib.crc32(framed[start : start + length].encode()) % PIECES + 1
        for length in PIECE_LENGTHS
        for start in range(len(framed) - length + 1)
    }
    return sorted(found) or [zlib.crc32(framed.encode()) % PIECES + 1]


def spellings(word: str) -> tuple[str, ...]:
    """The word, and what it may be listed as: "workin'" as "working", "job's" as "job"."""
    if word.endswith("in"):
        return word, word + "g"
    return (word, word[:-2]) if word.endswith("'s") else (word,)


class Lexicon:
    """Vectors of words for a number of networks at once."""

    _MOST_KEPT: Final = 20_000
    """Vectors that are kept once computed; after so many different words it begins anew."""

    def __init__(
        self,
        general: tuple[Sequence[str], Floats],
        known: Sequence[str],
        learnt: Floats,
        by_piece: Floats,
    ) -> None:
        """`general`: words and their vectors, shape (words, general size). `known`: the words that training saw;
        `learnt`: their vectors, shape (networks, 1 + known, learnt size), row UNKNOWN for all others; `by_piece`: of
        the pieces, shape (networks, 1 + PIECES, learnt size), row 0 unused."""
        self._general = {word: row for row, word in enumerate(general[0])}
        self._general_vectors = general[1]
        self._known = {word: row for row, word in enumerate(known, UNKNOWN + 1)}
        self._learnt = learnt
        self._by_piece = by_piece
        self._kept: dict[str, Floats] = {}

    def vectors(self, words: Sequence[str]) -> Floats:
        """Shape (networks, words, general size + learnt size)."""
        return np.stack([self._vector(word) for word in words], axis=1)

    def _vector(self, word: str) -> Floats:
        vector = self._kept.get(word)
        if vector is None:
            if len(self._kept) >= self._MOST_KEPT:
                self._kept.clear()
            vector = self._kept[word] = self._made(word)
        return vector

    def _made(self, word: str) -> Floats:
        row = next((self._general[form] for form in spellings(word) if form in self._general), None)
        size = self._general_vectors.shape[1]
        general = np.zeros(size, np.float32) if row is None else self._general_vectors[row]
        learnt = self._learnt[:, self._known.get(word, UNKNOWN)] + self._by_piece[:, pieces(word)].mean(axis=1)
        return np.concatenate([np.broadcast_to(general, (len(learnt), size)), learnt], axis=1).astype(np.float32)
