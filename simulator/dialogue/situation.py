"""Where the call stands: what guards can look at, and how the candidate's behaviour moves the manager's mood."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Final

from simulator.dialogue.actions import Mood
from simulator.dialogue.reading import QUESTIONS
from simulator.scenario.model import Limits, Step

BEST_MOOD: Final = 3
WARM_FROM: Final = 2
"""A manager who starts neutral turns warm after two courtesies or silences kept."""
COOL_FROM: Final = -2
MOOD_AT_DIFFICULTY: Final[Mapping[int, int]] = {1: 1, 2: 0, 3: -1}
"""Friendliness at pick-up, added to the scenario's own."""

COURTESIES: Final = frozenset({"thanks", "acceptance", "well_wish", "timing_check", "enthusiasm"})
"""Each lifts the mood once in a call; a second 'thank you' is manners, not news."""
OFFENCES: Final[Mapping[str, int]] = {"pressure": -1, "dispute": -2}
"""Each lowers the mood every time."""

_OPENS: Final[Mapping[str, str]] = {
    "self_introduction": "name",
    "position_mention": "position",
    "interview_mention": "interview",
    "purpose_statement": "purpose",
    "decision_question": "purpose",
    "next_steps_question": "purpose",
    "timeline_question": "purpose",
    "feedback_question": "purpose",
    "openings_question": "purpose",
    "person_request": "purpose",
    "callback_details": "telephone",
    "availability": "time",
    "salary_topic": "salary",
}
"""Act → what is known from it."""
_NO_ANSWER: Final = frozenset(
    {"greeting", "thanks", "backchannel", "small_talk", "apology", "farewell", "off_topic", *QUESTIONS}
)
"""Acts that say nothing of what the manager asked for."""


@dataclass
class Situation:
    """Everything the call has led to so far. Fulfils `simulator.scenario.guards.Situation`."""

    difficulty: int
    verdict: str
    mood: int = 0
    turns: int = 0
    """The candidate's turns, backchannels left out."""
    speeches: int = 0
    """Everything the candidate was heard to say, backchannels and noises too."""
    seconds: float = 0.0
    """How long the call has lasted, estimated from words and silences."""
    interruptions: int = 0
    kept: int = 0
    """Thinking pauses left alone."""
    filled: int = 0
    """Thinking pauses spoken into."""
    told: list[str] = field(default_factory=list)
    """Facts in the order in which they were revealed."""
    act_turns: Counter[str] = field(default_factory=Counter)
    awaiting: str | None = None
    speaker: str = "manager"
    """Who is on the line."""
    visited: set[str] = field(default_factory=set)
    _known: dict[str, set[str]] = field(default_factory=dict)

    @property
    def numbers(self) -> Mapping[str, int]:
        """What a guard can compare."""
        names = ("mood", "difficulty", "turns", "interruptions", "kept", "filled")
        return {name: getattr(self, name) for name in names}

    @property
    def revealed(self) -> AbstractSet[str]:
        """Facts told so far."""
        return frozenset(self.told)

    @property
    def known(self) -> set[str]:
        """What the person on the line knows; someone new knows nothing."""
        return self._known.setdefault(self.speaker, set())

    @property
    def band(self) -> Mood:
        """The mood as it colours words and voice."""
        if self.mood >= WARM_FROM:
            return "warm"
        return "cool" if self.mood <= COOL_FROM else "neutral"

    def allows(self, step: Step) -> bool:
        """Whether all of a step's guards hold."""
        return all(guard.holds(self) for guard in step.guards)

    def beyond(self, limits: Limits) -> bool:
        """Whether the call has reached its limit. Someone who only ever says "mm-hm" reaches it too."""
        too_many = self.turns >= limits.turns or self.speeches > 2 * limits.turns
        return too_many or self.seconds > limits.seconds

    def shift_mood(self, by: int) -> None:
        """Lifts or lowers the mood within −3 … 3."""
        self.mood = max(-BEST_MOOD, min(BEST_MOOD, self.mood + by))

    def take_turn(self, acts: Sequence[str]) -> None:
        """Counts a turn of the candidate and lets the mood follow what was done in it."""
        self.turns += 1
        for act in acts:
            self.act_turns[act] += 1
            first_time = self.act_turns[act] == 1
            apology_helps = act == "apology" and self.mood < 0
            if (act in COURTESIES and first_time) or apology_helps:
                self.shift_mood(+1)
            self.shift_mood(OFFENCES.get(act, 0))

    def learn(self, acts: Sequence[str], slots: Collection[str]) -> set[str]:
        """Notes what the turn made known to whoever is on the line; gives what is new.

        `slots` are those found in the words. What was asked for is taken as answered by any turn that could be an
        answer: a recogniser seldom gets a name right.
        """
        known = self.known
        before = set(known)
        known.update(slots, (_OPENS[act] for act in acts if act in _OPENS))
        could_be_answer = not acts or (self.awaiting != "name" and set(acts) - _NO_ANSWER)
        answered = {self.awaiting} if self.awaiting and could_be_answer else set()
        known |= answered
        if {"position", "interview"} <= known:
            # nobody gives both without a reason: the call is about the interview
            known.add("purpose")
        # "is it that one?" is answered even by somebody who had named another before
        return (known - before) | (answered - {"anything-else"})
