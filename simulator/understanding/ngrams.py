"""What the model looks at in an utterance: words and their neighbours, parts of words, phrases, and the context.

Everything is read from the canonical form of the words, in which typed and recognised text are the same. Parts of
words make a misheard word count for what it still has of the right one.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

import numpy as np
import numpy.typing as npt

from simulator.understanding.patterns import acts_hinted, manager_cues

BUCKETS: Final = 1 << 16
"""Features are numbered by a hash; two that share a number are rarely both telling."""
PART_LENGTHS: Final = (3, 4, 5)
"""Letters of a part of a word."""
SHORT_WORDS: Final = 4
"""A turn of at most so many words means what the other side's words make of it."""
WEIGHTS: Final = {"words": 1.0, "parts": 0.7, "context": 1.2}
"""How much each group of features counts before training; within a group all count alike, whatever their number."""


def features_of(words: Sequence[str], manager_words: Sequence[str], verdict: str) -> dict[str, list[str]]:
    """Group → features, each once, for words in canonical form."""
    cues = sorted(manager_cues(" ".join(manager_words)))
    hints = acts_hinted(" ".join(words))
    length = len(words)
    context = [f"cue {cue}" for cue in cues] + [f"hint {act}" for act in hints] + [f"length {min(10, length // 2)}"]
    context.append(f"verdict {verdict}")
    if length <= SHORT_WORDS:
        said = " ".join(words)
        context += [
            f"short {said}",
            *(f"short {cue} {said}" for cue in cues),
            *(f"short {cue} {length}" for cue in cues),
        ]
    return {"words": list(dict.fromkeys(_runs(words))), "parts": list(dict.fromkeys(_parts(words))), "context": context}


def numbered(features: dict[str, list[str]]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float32]]:
    """Bucket numbers and values of the features, shape (n,) each."""
    numbers: list[int] = []
    values: list[float] = []
    for group, names in features.items():
        numbers += [zlib.crc32(f"{group} {name}".encode()) % BUCKETS for name in names]
        values += [WEIGHTS[group] / max(1, len(names)) ** 0.5] * len(names)
    return np.array(numbers, np.int64), np.array(values, np.float32)


def _runs(words: Sequence[str]) -> Iterable[str]:
    framed = ["<", *words, ">"]
    yield from words
    yield from (f"{first} {second}" for first, second in pairwise(framed))
    yield from (" ".join(framed[start : start + 3]) for start in range(len(framed) - 2))


def _parts(words: Sequence[str]) -> Iterable[str]:
    for word in words:
        framed = f"<{word}>"
        for length in PART_LENGTHS:
            yield from (framed[start : start + length] for start in range(max(1, len(framed) - length + 1)))
