"""Phrases with slots, expanded into sentences for the language model.

The grammar's file explains itself at its top (`corpus/language/phrases.txt`). Expansion is drawn at random from a
seed, so that the same file gives the same sentences.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from simulator.errors import BadFile

_SLOT: Final = re.compile(r"\[([^\[\]]*)\]")
DEPTH: Final = 12
"""Lists inside lists inside lists: deeper than this, a list holds itself."""


class Grammar:
    """Lists and the phrases that draw on them."""

    def __init__(self, path: Path) -> None:
        """Raises BadFile when a phrase names a list that is not there, or a list holds itself."""
        self.lists: dict[str, list[str]] = {}
        self.phrases: list[str] = []
        for line in path.read_text(encoding="utf-8").splitlines():
            self._read(line.strip())
        for phrase in [*self.phrases, *(entry for entries in self.lists.values() for entry in entries)]:
            for slot in _SLOT.findall(phrase):
                if "|" not in slot and slot not in self.lists:
                    raise BadFile(path, f"[{slot}] is no list of this file; define it or write [{slot}|]")

    def _read(self, line: str) -> None:
        if not line or line.startswith("#"):
            return
        # a line that defines a list begins with its name; only phrases repeat a name already defined
        name, _, rest = line.partition("] ")
        if name.startswith("[") and name[1:].isalnum() and name[1:] not in self.lists and not self.phrases:
            self.lists[name[1:]] = [entry.strip() for entry in rest.split("|")] if rest else []
        else:
            self.phrases.append(line)

    def sentences(self, count: int, seed: int) -> Iterator[str]:
        """`count` expansions. A phrase with more slots is drawn more often, as it has more to say."""
        chance = random.Random(seed)
        weights = [1.0 + 2.0 * len(_SLOT.findall(phrase)) for phrase in self.phrases]
        for phrase in chance.choices(self.phrases, weights, k=count):
            yield self.expand(phrase, chance)

    def expand(self, phrase: str, chance: random.Random) -> str:
        """One expansion of a phrase. Raises RecursionError for a list that holds itself."""

        def fill(slot: re.Match[str]) -> str:
            name: str = slot[1]
            return chance.choice(name.split("|") if "|" in name else self.lists[name])

        for _ in range(DEPTH):
            if not _SLOT.search(phrase):
                return " ".join(phrase.split())
            phrase = _SLOT.sub(fill, phrase)
        raise RecursionError(f"a list holds itself: {phrase[:60]}")
