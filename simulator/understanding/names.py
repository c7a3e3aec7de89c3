"""Which words of a turn are the speaker's own name.

Typed text shows names by their capitals. Heard text does not; there a name is what follows "this is" or stands before
"calling" and is no ordinary word.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from simulator.understanding.tokens import MARKS, NO_MARK, STOP, Token
from simulator.understanding.words import NUMBER_WORDS

ORDINARY_PATH: Final = Path(__file__).with_name("ordinary.txt")
"""Words that are no names, one a line; corpus/ordinary_words.py makes the file."""
_NAME_CUE: Final = re.compile(
    r"(?<!\S)(?:my name(?:'s| is| it is)|the name(?:'s| is)|name is|this is|this|here is|here's|i am|i'm|im|it's only"
    r"|it's just|it's|it is|it be|'tis) "
)
_CALLS: Final = re.compile(r"(?<!\S)(?:here|speaking|calling|ringing|phoning|this side|on the line|again)(?!\S)")
"""What follows one's own name where nothing stands before it: "Lorcan Geraghty here"."""
_LONGEST_NAME: Final = 3
"""Words of a name, at most: a given name, a middle or second one, a surname."""
_OPENING: Final = 12
"""Words within which a name that stands alone is one's own: "Good morning. Leopold Ashby. I trust …"."""
_NOT_NAMES: Final = frozenset(
    "i i'm i've i'll i'd oh ok okay hello hi hey hiya morning afternoon evening yes yeah no sorry thanks sir madam"
    " ma'am mr mrs ms miss mister missus dr doctor english monday tuesday wednesday thursday friday saturday sunday"
    " january february march april may june july august september october november december".split()
)
"""Not names although written with a capital, or not in the list of ordinary words."""


@functools.cache
def ordinary_words() -> frozenset[str]:
    """Words that are no names."""
    return frozenset(ORDINARY_PATH.read_text(encoding="utf-8").split())


class Names:
    """The names in one turn."""

    def __init__(self, turn: Sequence[Token], manager_words: Iterable[str], *, asked: bool) -> None:
        """`asked`: the manager's last words, whose words are given, ask for a name."""
        self._words = [token.word for token in turn]
        self._shapes = [token.shape for token in turn]
        self._written = any(shape >= MARKS for shape in self._shapes)
        self._given = frozenset(manager_words)
        self._asked = asked
        self._said = " ".join(self._words)

    def own(self) -> tuple[int, int] | None:
        """Where the speaker gives their own name: its first word, and one past its last."""
        return self._name_after_cue() or self._name_before_here() or self._name_alone()

    def _name_after_cue(self) -> tuple[int, int] | None:
        for cue in _NAME_CUE.finditer(self._said):
            span = self._name_from(self._said.count(" ", 0, cue.end()))
            if span:
                return span
        return None

    def _name_before_here(self) -> tuple[int, int] | None:
        for cue in _CALLS.finditer(self._said):
            end = start = self._said.count(" ", 0, cue.start())
            while start > 0 and end - start < _LONGEST_NAME and self.like_a_name(start - 1):
                start -= 1
            if start < end:
                return start, end
        return None

    def _name_alone(self) -> tuple[int, int] | None:
        """A name between two marks: of two words near the beginning, or of one where it was asked for."""
        for start in range(min(len(self._words), _OPENING)):
            if start and self._shapes[start - 1] % MARKS == NO_MARK:
                continue
            span = self._name_from(start)
            if span is None or (span[1] - span[0] < 2 and not (self._asked and start == 0)):
                continue
            last = self._shapes[span[1] - 1] % MARKS
            if (last != NO_MARK or span[1] == len(self._words)) and not self._addressed(span):
                return span
        return None

    def _addressed(self, span: tuple[int, int]) -> bool:
        """The name is one that the other side gave."""
        return bool(set(self._words[slice(*span)]) & self._given)

    def _name_from(self, start: int) -> tuple[int, int] | None:
        end = start
        while end < len(self._words) and end - start < _LONGEST_NAME and self.like_a_name(end):
            end += 1
            if self._shapes[end - 1] % MARKS != NO_MARK:
                break
        return (start, end) if end > start else None

    def like_a_name(self, at: int) -> bool:
        """Whether the word at this place may be a part of somebody's name."""
        word = self._words[at]
        if word in _NOT_NAMES or word.endswith("'s") or word in NUMBER_WORDS:
            return False
        begins_sentence = at == 0 or self._shapes[at - 1] % MARKS >= STOP
        if self._written and not begins_sentence:
            return self._shapes[at] >= MARKS
        return word not in ordinary_words() and (not self._written or self._shapes[at] >= MARKS)
