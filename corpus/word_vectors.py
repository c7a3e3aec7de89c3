"""General vectors of words, from what PocketSphinx's own language model knows of English.

A word is described by how much likelier than usual it stands before and after each of the commonest words (positive
pointwise mutual information, Bullinaria & Levy 2007), and these thousands of numbers are folded into a few by singular
value decomposition. The language model was made from far more text than our corpus: words that our callers never used
come to lie beside words that they did.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

SIZE: Final = 96
NEIGHBOURS: Final = 1_000
"""Commonest words, by whose nearness the others are described."""
WORDS: Final = 12_000
"""Commonest words that get a vector, beside those of the corpus."""
NORM: Final = 0.3 * SIZE**0.5
"""Length of every vector: about that of the learnt parts."""
_UNSEEN: Final = -5e8
"""The language model's log-probability of a word that it does not know."""
_NATURAL: Final = 1e-4
"""PocketSphinx counts logarithms to the base 1.0001."""
Floats = npt.NDArray[np.float32]


def word_vectors(corpus_words: Collection[str]) -> tuple[list[str], Floats]:
    """Words and their vectors, shape (words, SIZE), of length NORM."""
    import pocketsphinx

    model = pocketsphinx.Decoder(loglevel="FATAL").get_lm("_default")
    usual = {word: model.prob([word]) * _NATURAL for word in _dictionary(pocketsphinx) if model.prob([word]) > _UNSEEN}
    ranked = sorted(usual, key=lambda word: (-usual[word], word))
    words = ranked[:WORDS] + sorted(set(ranked[WORDS:]) & set(corpus_words))
    vectors = _folded(_nearness(model, words, ranked[:NEIGHBOURS], usual))
    return words, (NORM * vectors / np.maximum(1e-6, np.linalg.norm(vectors, axis=1, keepdims=True))).astype(np.float32)


def _dictionary(pocketsphinx: Any) -> list[str]:
    with Path(pocketsphinx.get_model_path("en-us/cmudict-en-us.dict")).open(encoding="utf-8") as file:
        return [word for word in (line.split()[0] for line in file) if "(" not in word and "." not in word]


def _nearness(model: Any, words: list[str], neighbours: list[str], usual: dict[str, float]) -> Floats:
    """How much likelier than usual, in nats, at least 0: columns for each neighbour before and after the word."""
    result = np.zeros((len(words), 2 * len(neighbours)), np.float32)
    by_word = np.array([usual[word] for word in words])
    for column, neighbour in enumerate(neighbours):
        after = np.array([model.prob([word, neighbour]) for word in words]) * _NATURAL - by_word
        before = np.array([model.prob([neighbour, word]) for word in words]) * _NATURAL - usual[neighbour]
        result[:, column] = np.maximum(after, 0)
        result[:, len(neighbours) + column] = np.maximum(before, 0)
    return result


def _folded(table: Floats) -> Floats:
    """The table's first left singular vectors, weighed by the square root of their values (Levy et al. 2015).

    From the smaller of the two square products: exact enough for the few directions that are kept.
    """
    values, directions = np.linalg.eigh((table.T @ table).astype(np.float64))
    largest = np.argsort(values)[::-1][:SIZE]
    # table @ directions = left singular vectors times singular values (the square roots of the eigenvalues)
    folded: Floats = (table @ directions[:, largest]) / values[largest] ** 0.25
    return folded
