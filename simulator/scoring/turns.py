"""A turn of the candidate, understood: its words, its acts, and what the manager had said before."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from simulator.record import Turn
from simulator.understanding.words import words_of

LISTENING_ACTS = frozenset({"backchannel"})
LISTENING_WORDS = 2
"""A turn of one or two words ("okay", "thank you", "oh wow") that asks nothing signals listening, whatever its act."""
SHORT_SOUND_SECONDS = 0.8
"""A sound up to this long whose words are not known may be an "mm-hm" or a cough: nobody is blamed for it."""
ASKING_ACTS = frozenset(
    {
        "clarification_request",
        "decision_question",
        "feedback_question",
        "next_steps_question",
        "openings_question",
        "timeline_question",
    }
)
QUESTION_WORDS = 4
"""Shorter questions ("Tuesday?", "Really, yes?") check what was heard."""
PUNCTUATED = re.compile(r"[.?!]")
"""Recognised speech has no full stops and no question marks: there the words have to tell."""
_QUESTION = re.compile(
    r"\b(?:what|when|which|who|how|where|why)"
    r" (?:is|are|was|were|do|does|did|would|will|could|can|should|shall|happens|else)\b"
    r"|\b(?:could|would|can|will|do|did|are|have) you\b|\b(?:is|are|was) there\b|\b(?:may|shall|should|do|can) i\b"
)


@dataclass(frozen=True)
class CandidateTurn:
    """One turn of the candidate."""

    index: int
    """Into the record's `turns`."""
    position: int
    """Among the candidate's turns, from 0."""
    turn: Turn
    acts: frozenset[str]
    manager_said: str
    """What the manager had said since the candidate's turn before; "" when the candidate began."""
    taken_as_listening: bool = False
    """In the call itself the manager took it as a sign of listening, and went on."""
    was_resumed: bool = False
    """The manager took it to be over too soon, began to answer, and gave the floor back."""
    makes_sense: bool = True
    """It is speech of the candidate's own: no list, salad, other language or echo."""

    @cached_property
    def words(self) -> list[str]:
        """The words in canonical form, fillers left out. Empty when the words are not known."""
        return words_of(self.turn.text) if self.turn.heard != "lost" else []

    @property
    def is_lost(self) -> bool:
        """There was speech, and its words are not known."""
        return self.turn.heard == "lost" or not self.turn.text.strip()

    @property
    def seconds(self) -> float:
        """Length, in seconds."""
        return self.turn.end - self.turn.start

    @property
    def was_typed(self) -> bool:
        """Its time is the time of typing, not of speaking."""
        return self.turn.heard == "typed"

    @property
    def asks(self) -> bool:
        """It is put as a question about the matter: not "sorry?" or "hello, can you hear me?"."""
        if not self.makes_sense or "clarification_request" in self.acts or len(self.words) < QUESTION_WORDS:
            return False
        if PUNCTUATED.search(self.turn.text):
            return "?" in self.turn.text
        return bool(_QUESTION.search(" ".join(self.words)))

    @property
    def is_backchannel(self) -> bool:
        """Only signals listening, and leaves the floor with the other side."""
        if self.taken_as_listening:
            return True
        if self.is_lost:
            return self.seconds <= SHORT_SOUND_SECONDS
        if self.acts & ASKING_ACTS or "?" in self.turn.text:
            return False
        return (bool(self.acts) and self.acts <= LISTENING_ACTS) or len(self.words) <= LISTENING_WORDS
