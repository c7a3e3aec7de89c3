"""How likely a turn is over, from its words so far: a logistic regression over its last words and its shape.

`corpus/train_turns.py` fits the weights to turns of the corpus with hesitations and writes them, readable, to
`turn_words.json`; here they are only added up.
"""

from __future__ import annotations

import functools
import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

MODEL_PATH: Final = Path(__file__).with_name("turn_words.json")
LOOK_BACK: Final = 12
"""Words at the end that are looked at. What lies before does not count, not even their number: how long people's turns
are depends on who they are."""
NEAR: Final = 6
"""Words at the end that count wherever they stand."""

HANDED_OVER: Final = 0.8
"""Least probability after a question, a thanks or a goodbye. Votes on single words see too little of them: in the
corpus 68 % of the sentences with a question mark end their turn, 39 % of those with a full stop."""
OPEN: Final = 0.15
"""Probability under which a question is not complete yet: "could you tell me when I …"."""

_WORD = re.compile(r"[a-z']+")
_QUESTION = re.compile(
    r"\b(could|can|would|will|do|does|did|have|has|are|is|was|should)"
    r" (you|we|they|there|it|i|he|she|that|this|the|your|my)\b"
    r"|\b(what|when|where|who|how|why|which)('s)? \w+"
)
_YIELDED = re.compile(r"\b(thanks|thank you|bye|goodbye|cheers|take care|have a (good|great|nice|lovely)|appreciate)\b")
_GREETING = re.compile(r"\b(hi|hello|hey|morning|afternoon|my name is|this is|it's \w+ \w+)\b")
_ASKED = re.compile(
    r"\b(can|could|would|will|do|does|did|have|has|are|is|was|were|should|may)"
    r" (you|we|they|there|it|i|he|she|that|this|the|your|my|anyone|somebody)\b( \S+){2,8}$"
    r"|\b(what|when|where|who|how|why|which)('s|'d|'ll)?"
    r" (is|are|was|were|do|does|did|would|will|should|can|could|have|has|about|happens|much|long|many|soon)\b"
    r"( \S+){2,8}$"
)
_PARTED = re.compile(r"\b(thanks|thank you|bye|goodbye)( (so|very) much| a lot| again| for your time)?$")
_KINDS: Final = {"question": _QUESTION, "yielded": _YIELDED, "greeting": _GREETING}
_NUMBERS = frozenset("oh zero one two three four five six seven eight nine ten double triple hundred thousand".split())
_CLASSES: Final = {
    word: name
    for name, words in {
        "determiner": "a an the my your our their his its this these those some any",
        "preposition": "to of with at from in on about by into during after before",
        "conjunction": "and but so or because cause if that than then when while although though since unless whether"
        " as",
        "pronoun": "i we they he she you it",
        "auxiliary": "am is are was were be been have has had do does did will would can could should"
        " i'm i've i'd i'll we're you're he's she's it's",
        "question": "what where who how why which",
        "filler": "um uh er erm hmm ah eh oh well",
    }.items()
    for word in words.split()
}


def words_in(text: str) -> list[str]:
    """The words of a partial of any recogniser: lower case, no punctuation, no digits."""
    return _WORD.findall(text.lower().replace("’", "'"))


def cues_of(words: Sequence[str]) -> dict[str, float]:
    """Cue → value of a turn whose words so far are `words`; names are readable."""
    last = words[-LOOK_BACK:]
    framed = ["<", "<", *last]
    tail = " ".join(last)
    length = int(1.5 * math.log2(max(1, len(last))))
    cues = {
        f"last {framed[-1]}": 1.0,
        f"last but one {framed[-2]}": 1.0,
        f"length {int(2 * math.log2(max(1, len(last))))}": 1.0,
        "log length": math.log(1 + len(last)) / 3,
        f"numbers {sum(word in _NUMBERS for word in last[-NEAR:])}": 0.7,
    }
    cues |= {f"near {word}": 0.5 for word in last[-NEAR:]}
    cues |= {f"classes {' '.join(_class(word) for word in last[-count:])}": 0.7 for count in (2, 3)}
    kinds = [name for name, pattern in _KINDS.items() if pattern.search(tail)]
    cues |= {f"{kind}, length {length}": 0.7 for kind in kinds}
    return cues | {f"kinds {' '.join(kinds) or 'none'}": 0.7}


@dataclass(frozen=True, slots=True)
class TurnWords:
    """Weights of the cues."""

    bias: float
    weights: Mapping[str, float]

    def chance(self, words: Sequence[str]) -> float:
        """Probability, 0–1, that a turn is over that has said `words` and now pauses."""
        votes = self.bias + sum(self.weights.get(cue, 0.0) * value for cue, value in cues_of(words).items())
        chance = 1 / (1 + math.exp(-votes))
        end = " ".join(words[-LOOK_BACK:])
        handed_over = _PARTED.search(end) or (chance > OPEN and _ASKED.search(end))
        return max(chance, HANDED_OVER) if handed_over else chance


@functools.cache
def turn_words() -> TurnWords:
    """The shared model, read at the first call."""
    parts = json.loads(MODEL_PATH.read_text(encoding="utf-8"))
    return TurnWords(parts["bias"], parts["weights"])


def _class(word: str) -> str:
    """A function word's class, a long word's ending."""
    return _CLASSES.get(word, f"-{word[-3:]}" if len(word) > 4 else "word")
