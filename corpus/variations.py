"""More turns than were written: words taken for like ones, turns cut, joined, and put into other contexts.

Nobody has labelled them; `teacher.py` does. A small network that learns from a large one gains most from text that
neither has seen (Jiao et al. 2020, "TinyBERT", section 3.2). Many of them are odd; that does no harm, as their labels
are those of what they have become.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from simulator.understanding.corpus import Example
from simulator.understanding.tagger import Context

MANY_REPLACED, FEW_REPLACED = 0.25, 0.1
"""Shares of the words that are taken for like ones: where nothing else changes, and beside another change."""
REPLACED, CUT, JOINED = 0.35, 0.55, 0.8
"""Of all variations 0.35 only replace words, 0.2 are a part of a turn, 0.25 are joined of two; the rest move a turn
into the context of another."""
OTHER_LINE: Final = 0.15
"""Share of the others that follow another line of the manager's, after the same verdict."""
MOST_SENTENCES: Final = 5
_KEPT: Final = frozenset(
    "i you he she it we they a an the to of in on at for and but or so is am are was were be been my your me do did"
    " does have has had not no yes".split()
)
"""Words that hold a sentence together are never replaced."""
_WORD: Final = re.compile(r"[A-Za-z][A-Za-z']*")
_BETWEEN_SENTENCES: Final = re.compile(r"(?<=[.?!])\s+")


class Said(NamedTuple):
    """A turn and its context, without labels."""

    text: str
    context: Context


class Variations:
    """Varies turns, the same way for the same `seed`."""

    def __init__(self, examples: Sequence[Example], alike: Callable[[str], Sequence[str]], seed: int = 0) -> None:
        """`alike` gives the words that a lower-case word may be taken for, often none."""
        self._examples = examples
        self._alike = alike
        self._chance = random.Random(seed)
        self._lines: dict[str, list[str]] = {}
        for example in examples:
            self._lines.setdefault(example.context.verdict, []).append(example.context.manager_said)

    def variation(self, example: Example) -> Said:
        """One of the many."""
        chance, context, sentences = self._chance, example.context, _sentences(example.text)
        what = chance.random()
        if what < REPLACED:
            text = self._replaced(example.text, MANY_REPLACED)
        elif what < CUT and len(sentences) > 1:
            count = chance.randint(1, len(sentences) - 1)
            first = chance.randint(0, len(sentences) - count)
            text = self._replaced(" ".join(sentences[first : first + count]), FEW_REPLACED)
        elif what < JOINED:
            parts = [self._some(sentences), self._some(_sentences(chance.choice(self._examples).text))]
            chance.shuffle(parts)
            text = self._replaced(" ".join([*parts[0], *parts[1]][:MOST_SENTENCES]), FEW_REPLACED)
        else:
            other = chance.choice(self._examples).context
            verdict = chance.choice((context.verdict, other.verdict))
            return Said(self._replaced(example.text, FEW_REPLACED), Context(other.manager_said, verdict))
        if chance.random() < OTHER_LINE:
            context = Context(chance.choice(self._lines[context.verdict]), context.verdict)
        return Said(text, context)

    def _some(self, sentences: list[str]) -> list[str]:
        return self._chance.sample(sentences, self._chance.randint(1, len(sentences)))

    def _replaced(self, text: str, share: float) -> str:
        def other(word: re.Match[str]) -> str:
            plain = word[0].lower()
            if plain in _KEPT or self._chance.random() >= share or not (ways := self._alike(plain)):
                return word[0]
            way = self._chance.choice(ways)
            return way.capitalize() if word[0][0].isupper() else way

        return _WORD.sub(other, text)


def _sentences(text: str) -> list[str]:
    return _BETWEEN_SENTENCES.split(text)
