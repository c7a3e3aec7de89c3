"""How long to wait, after speech has stopped, until the turn is over.

The policy is one object with one question to answer, so that a better one can take its place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class TurnState:
    """What is known of the open turn when its speech has stopped."""

    text: str
    """The words so far: the recogniser's latest partial, lower case without punctuation; "" if there is none."""
    seconds: float
    """From the start of the turn to its last speech."""
    pauses: tuple[float, ...]
    """Lengths of the turn's inner pauses so far, in seconds."""


class EndOfTurnPolicy(Protocol):
    """Decides how long a silence ends a turn."""

    def wait(self, state: TurnState) -> float:
        """Seconds of silence after which this turn is over. Asked at every silent frame; must not be slow."""
        ...


WAIT = 0.9
"""Seconds. Plain silence of 0.9 s cuts in on about one spoken turn in six, of 1.2 s on one in twenty (Silero on 127
spoken turns with natural hesitations); the words decide which of the two is meant."""
WAIT_HELD = 1.6
"""Seconds after a word that leaves the sentence open: people hesitate for up to about 1.5 s after "um"."""
WAIT_INTRODUCTION = 1.3
"""Seconds after a greeting or a name, when the purpose of the call has yet to come."""
WAIT_YIELDED = 0.65
"""Seconds after a question, a thanks or a goodbye: the floor has been handed over."""
FLOOR = 0.2
"""Seconds. Across languages a reply comes after about 0.2 s (Stivers 2009); sooner, it sounds like an interruption."""

_FILLERS = "um uh er erm hmm ah eh"
_CONJUNCTIONS = "and but so or because cause if that than then when while although though since unless whether as"
_PREPOSITIONS = "to of for with at from in on about by into regarding concerning between during after before"
_DETERMINERS = "a an the my your our their his its this these those some any"
_AUXILIARIES = "i'm i've i'd i'll we're you're am was were"
_PRONOUNS = "i we they he she"
_OPEN_WORDS = frozenset(
    " ".join((_FILLERS, _CONJUNCTIONS, _PREPOSITIONS, _DETERMINERS, _AUXILIARIES, _PRONOUNS)).split()
)
_OPEN_PHRASES = re.compile(r"\b(you know|i mean|let me see|let me think|kind of|sort of|and also|wanted|wondering)$")
_GREETING = re.compile(
    r"^(oh )?(hi|hello|hey|good (morning|afternoon|evening|day))\b|\b(my name is|my name's|this is|speaking)\b"
)
_PURPOSE = re.compile(r"\b(calling|call|interview|interviewed|position|job|role|about|regarding|application)\b")
_YIELDED = re.compile(
    r"\b(thanks|thank you|bye|goodbye)( (so|very) much| a lot| again| for your time)?$"
    r"|\b(have a \w+( \w+)?|take care|see you( \w+)?|talk (to you )?soon)$"
)
_QUESTION = re.compile(
    r"\b((could|can|would|will|do|did|have|are|is) (you|we|they|there|it|i)|(what|when|where|who|how|why) \w+)\b"
    r"(?: \S+){1,12}$"
)
_INTRODUCTION_WORDS = 9
"""A greeting with a name and little else is at most this long."""


@dataclass(frozen=True, slots=True)
class WaitByWords:
    """Waits long when the words leave the sentence open, short when they hand over the floor.

    Without words (no recogniser that gives them while one speaks) it waits the default.
    """

    patience: float = 1.0
    """Factor on every wait, of the scenario and the difficulty: 1.5 is a patient manager, 0.8 one in a hurry."""

    def wait(self, state: TurnState) -> float:
        """Seconds of silence after which the turn is over; never under FLOOR."""
        return max(FLOOR, self.patience * _wait_after(state.text))


def _wait_after(text: str) -> float:
    words = text.split()
    if not words:
        return WAIT
    # "that is all I wanted to ask about" is rare; "to ask about ..." is not: an open word outweighs all else
    if words[-1] in _OPEN_WORDS or _OPEN_PHRASES.search(text):
        return WAIT_HELD
    if _YIELDED.search(text) or _QUESTION.search(text):
        return WAIT_YIELDED
    if len(words) <= _INTRODUCTION_WORDS and _GREETING.search(text) and not _PURPOSE.search(text):
        return WAIT_INTRODUCTION
    return WAIT
