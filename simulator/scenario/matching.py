"""Which scenario is most like a call that was really held."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Final

from simulator.record import CallRecord
from simulator.scenario.model import Persona, Scenario

_WORD: Final = re.compile(r"[a-z]+(?:'[a-z]+)?")
_PLACEHOLDER: Final = re.compile(r"\{[^}]*\}")
_PARTS: Final[Mapping[str, str]] = {"voicemail": "machine", "gatekeeper": "receptionist"}
"""Verdict → whose call it is, where that is not the manager's."""
_DESK_WORDS: Final = re.compile(r"\b(?:reception|front desk|switchboard|operator)\b", re.IGNORECASE)
_VERDICT_WEIGHT: Final = 4.0
_PART_WEIGHT: Final = 2.0
_ROOM_WEIGHT: Final = 1.0
"""All outweigh the likeness of words, which lies between 0 and 1: first how the call ended, then who picked up, then
whether the scenario's manager would have had the time."""


class Matching:
    """Compares calls with scenarios: by the verdict, by who picks up, and by the words of whoever was called."""

    def __init__(self, scenarios: Sequence[Scenario]) -> None:
        """`scenarios` must not be empty; the first wins where two are equally like a call."""
        self._scenarios = scenarios

    def nearest(self, record: CallRecord) -> Scenario:
        """The scenario that is most like the call."""
        said = _words(turn.text for turn in record.turns if turn.speaker == "manager")
        return max(self._scenarios, key=lambda scenario: self._likeness(scenario, record, said))

    def _likeness(self, scenario: Scenario, record: CallRecord, said: Counter[str]) -> float:
        verdict = _VERDICT_WEIGHT * (record.verdict in scenario.verdict)
        part = _PART_WEIGHT * (_first_person(scenario).part == _part_that_answered(record))
        limits = scenario.limits
        length = max((turn.end for turn in record.turns), default=0.0)
        room = _ROOM_WEIGHT * (len(record.candidate_turns()) < limits.turns and length < limits.seconds)
        return verdict + part + room + self._cosine(said, self._vocabulary[scenario.id])

    @cached_property
    def _vocabulary(self) -> dict[str, Counter[str]]:
        return {
            scenario.id: _words(
                text for step in scenario.written_lines.values() for text in (*(step.say or ()), *step.warm, *step.cool)
            )
            for scenario in self._scenarios
        }

    @cached_property
    def _rarity(self) -> dict[str, float]:
        """Inverse document frequency (Spärck Jones 1972): a word that every scenario has tells nothing."""
        holding = Counter(word for words in self._vocabulary.values() for word in words)
        return {word: math.log(len(self._scenarios) / count) for word, count in holding.items()}

    def _cosine(self, one: Counter[str], other: Counter[str]) -> float:
        """Likeness of two texts by their weighted words, 0–1."""
        left, right = self._weighted(one), self._weighted(other)
        lengths = math.hypot(*left.values()) * math.hypot(*right.values())
        return sum(weight * right.get(word, 0.0) for word, weight in left.items()) / lengths if lengths else 0.0

    def _weighted(self, words: Counter[str]) -> dict[str, float]:
        return {word: (1 + math.log(count)) * self._rarity.get(word, 0.0) for word, count in words.items()}


def _words(texts: Iterable[str]) -> Counter[str]:
    plain = (_PLACEHOLDER.sub(" ", text).lower() for text in texts)
    return Counter(word for text in plain for word in _WORD.findall(text))


def _first_person(scenario: Scenario) -> Persona:
    """Who picks up."""
    first = next(iter(scenario.moments.values()))
    return scenario.people[first.speaker or scenario.main_speaker]


def _part_that_answered(record: CallRecord) -> str:
    if record.verdict in _PARTS:
        return _PARTS[record.verdict]
    first = next((turn.text for turn in record.turns if turn.speaker == "manager"), "")
    return "receptionist" if _DESK_WORDS.search(first) else "manager"
