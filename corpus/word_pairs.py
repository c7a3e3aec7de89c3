"""Makes the table of small words that follow each other in speech: python corpus/word_pairs.py

Reads the training voices of the corpus, candidates and managers, and writes simulator/scoring/word_pairs.txt, one line
a first word: "could: have he i it …". `scoring.sense` takes pairs that are not there for a sign of a word salad.
"""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise
from pathlib import Path

from simulator.scoring.sense import PAIRED, PAIRS_PATH
from simulator.understanding.corpus import read_voices
from simulator.understanding.words import words_of

FOLDER = Path(__file__).parent


def pairs_in(text: str) -> list[tuple[str, str]]:
    """The pairs of small words in a text, none across a comma or full stop."""
    phrases = [words_of(phrase) for phrase in re.split(r"[.?!…,;:]+", text)]
    return [pair for words in phrases for pair in pairwise(words) if PAIRED.issuperset(pair)]


def main() -> None:
    """Writes the table."""
    following: dict[str, set[str]] = defaultdict(set)
    for voice in read_voices(FOLDER):
        if voice.split == "train":
            for example in voice.examples:
                for first, then in pairs_in(example.text) + pairs_in(example.context.manager_said):
                    following[first].add(then)
    lines = [f"{first}: {' '.join(sorted(then))}\n" for first, then in sorted(following.items())]
    PAIRS_PATH.write_text("".join(lines), encoding="utf-8")
    print(f"{sum(map(len, following.values()))} pairs of {len(following)} words in {PAIRS_PATH}")


if __name__ == "__main__":
    main()
