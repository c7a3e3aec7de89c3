"""The same turn among other people: every name in it, and in the manager's line, taken for another.

Who calls, whom, and from where changes no act. Names come from the corpus itself and from the rare words of
PocketSphinx's dictionary, which are mostly surnames.
"""

from __future__ import annotations

import random
import re
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Final

from simulator.understanding.corpus import Example
from simulator.understanding.names import ordinary_words
from simulator.understanding.words import NUMBER_WORDS

RARE: Final = 4_000
"""Names taken from the dictionary."""
_CAPITAL: Final = re.compile(r"\b[A-Z][A-Za-z]*[a-z](?:['’-][A-Za-z][a-z]*)*")
_NO_NAMES: Final = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august"
    " september october november december english mr mrs ms dr miss mister god lord christmas easter um uh uh-huh em"
    " erm aha yup yep ach och eh hmm mm mm-hm".split()
)


class Renaming:
    """Renames, the same way for the same `seed`."""

    def __init__(self, examples: Sequence[Example], common: Collection[str], seed: int = 0) -> None:
        """`common`: words that are no rare ones, whatever the dictionary holds."""
        self._chance = random.Random(seed)
        self._ordinary = ordinary_words() | _NO_NAMES | NUMBER_WORDS
        found = {name for example in examples for name in _CAPITAL.findall(example.text) if self._is_name(name)}
        rare = sorted(_dictionary() - self._ordinary - set(common))
        self._names = sorted(found) + [word.capitalize() for word in self._chance.sample(rare, RARE)]

    def renamed(self, text: str, line: str) -> tuple[str, str]:
        """A turn and the manager's line before it, the same names in both taken for the same others."""
        others: dict[str, str] = {}

        def other(name: re.Match[str]) -> str:
            if not self._is_name(name[0]):
                return name[0]
            return others.setdefault(name[0], self._chance.choice(self._names))

        return _CAPITAL.sub(other, text), _CAPITAL.sub(other, line)

    def _is_name(self, word: str) -> bool:
        word = word.lower().replace("’", "'").removesuffix("'s")
        ways = {word, word.removesuffix("s")}  # "Mondays"
        return not ways & self._ordinary and not self._ordinary.issuperset(re.split("['-]", word))


def _dictionary() -> set[str]:
    import pocketsphinx

    with Path(pocketsphinx.get_model_path("en-us/cmudict-en-us.dict")).open(encoding="utf-8") as file:
        words = (line.split()[0] for line in file)
        return {word for word in words if word.isalpha() and len(word) > 2}
