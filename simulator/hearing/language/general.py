"""The general English trigram model in PocketSphinx's wheel, read from its binary file.

The file is PocketSphinx's own trie format (`lm_trie.c`, after KenLM): bit-packed n-grams, probabilities as indices
into tables of 65,536 values, logarithms to the base 1.0001. Reading it takes two seconds with numpy; PocketSphinx
itself cannot write this model out, because its header counts six bigrams more than it holds.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from simulator.errors import BadFile

_HEADER: Final = b"Trie Language Model"
_LOG_BASE: Final = float(np.log(1.0001))
_TABLE: Final = 65_536
_WEIGHT_BITS: Final = 16
_UNIGRAM: Final = np.dtype([("probability", "<f4"), ("backoff", "<f4"), ("next", "<u4")])

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class GeneralModel:
    """N-grams as indices into `words`, in the order in which they are said; natural logarithms."""

    words: list[str]
    unigrams: Floats
    """(words,) log P(word)."""
    unigram_backoffs: Floats
    bigrams: Ints
    """(bigrams, 2)"""
    bigram_probabilities: Floats
    bigram_backoffs: Floats
    trigrams: Ints
    """(trigrams, 3)"""
    trigram_probabilities: Floats


def read_general_model(path: Path) -> GeneralModel:
    """Reads a trigram model in PocketSphinx's trie format. Raises BadFile for anything else."""
    data = path.read_bytes()
    if not data.startswith(_HEADER) or data[len(_HEADER)] != 3:
        raise BadFile(path, "no trigram model in PocketSphinx's trie format")
    at = len(_HEADER) + 1
    counts = struct.unpack_from("<3I", data, at)
    at += 12 + 4
    tables = np.frombuffer(data, "<f4", 3 * _TABLE, at).reshape(3, _TABLE).astype(float) * _LOG_BASE
    at += 3 * _TABLE * 4
    unigrams = np.frombuffer(data, _UNIGRAM, counts[0] + 1, at)
    at += unigrams.nbytes
    word_bits, next_bits = counts[0].bit_length(), counts[2].bit_length()
    middle = _Packed(data, at, counts[1], word_bits + 2 * _WEIGHT_BITS + next_bits)
    longest = _Packed(data, at + middle.size, counts[2], word_bits + _WEIGHT_BITS)
    at += middle.size + longest.size
    (length,) = struct.unpack_from("<i", data, at)
    words = data[at + 4 : at + 4 + length].decode().split("\0")[:-1]

    # an n-gram's last word is its root: unigram → the word before → the word before that
    starts = unigrams["next"].astype(np.int64)
    last = np.repeat(np.arange(counts[0]), np.diff(starts))
    bigram_count = len(last)
    before = middle.read(bigram_count, 0, word_bits)
    starts = middle.read(bigram_count + 1, word_bits + 2 * _WEIGHT_BITS, next_bits)
    parent = np.repeat(np.arange(bigram_count), np.diff(starts))
    first = longest.read(len(parent), 0, word_bits)
    return GeneralModel(
        words=words,
        unigrams=unigrams["probability"][:-1] * _LOG_BASE,
        unigram_backoffs=unigrams["backoff"][:-1] * _LOG_BASE,
        bigrams=np.stack([before, last], axis=1),
        bigram_probabilities=tables[0][middle.read(bigram_count, word_bits + _WEIGHT_BITS, _WEIGHT_BITS)],
        bigram_backoffs=tables[1][middle.read(bigram_count, word_bits, _WEIGHT_BITS)],
        trigrams=np.stack([first, before[parent], last[parent]], axis=1),
        trigram_probabilities=tables[2][longest.read(len(parent), word_bits, _WEIGHT_BITS)],
    )


class _Packed:
    """Records of `width` bits, one after the other, and one more that ends the last one's list."""

    def __init__(self, data: bytes, offset: int, records: int, width: int) -> None:
        self.width = width
        self.size = ((1 + records) * width + 7) // 8 + 8
        self._bytes: NDArray[Any] = np.frombuffer(data, np.uint8, self.size, offset)

    def read(self, records: int, start: int, bits: int) -> Ints:
        """Field of `bits` bits that begins at bit `start` of each record."""
        position = np.arange(records, dtype=np.int64) * self.width + start
        byte, shift = position >> 3, (position & 7).astype(np.uint64)
        value = np.zeros(records, np.uint64)
        for k in range((bits + 14) // 8):
            value |= self._bytes[byte + k].astype(np.uint64) << np.uint64(8 * k)
        field: Ints = ((value >> shift) & np.uint64((1 << bits) - 1)).astype(np.int64)
        return field
