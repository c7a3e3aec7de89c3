"""Finds the words that are no names: `python corpus/ordinary_words.py` writes simulator/understanding/ordinary.txt.

A word of the corpus is ordinary when it is written small more often than with a capital, where no sentence begins.
"""

from __future__ import annotations

import sys
from collections import Counter
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from simulator.understanding.corpus import read_voices
from simulator.understanding.names import ORDINARY_PATH
from simulator.understanding.tokens import MARKS, STOP, tokens


def ordinary_words(texts: list[str]) -> list[str]:
    """The words that are mostly written small within a sentence, in the order of the alphabet."""
    small: Counter[str] = Counter()
    for text in texts:
        said = tokens(text)
        for before, token in pairwise(said):
            if before.shape % MARKS < STOP:
                small[token.word] += 1 if token.shape < MARKS else -1
    return sorted(word for word, more in small.items() if more > 0)


def main() -> None:
    """Writes the file."""
    voices = read_voices(Path(__file__).parent)
    examples = [example for voice in voices if voice.split == "train" for example in voice.examples]
    texts = sorted({text for example in examples for text in (example.text, example.context.manager_said)})
    words = ordinary_words(texts)
    ORDINARY_PATH.write_text("\n".join(words) + "\n", encoding="utf-8")
    print(f"{len(words)} ordinary words")


if __name__ == "__main__":
    main()
