"""What the manager takes in: the acts of a turn, and what it made known."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Protocol

from simulator.dialogue.reading import checks_line, echoes
from simulator.dialogue.situation import Situation
from simulator.record import Candidate
from simulator.scenario.model import Persona
from simulator.understanding.slots import find_slots
from simulator.understanding.tagger import Context

DOUBTFUL: Final = frozenset({"confirmation", "negation", "apology", "clarification_request", "off_topic"})
"""Acts of turns that answer a question without giving what was asked for."""


class Tags(Protocol):
    """What the engine needs of a tagger."""

    def acts(self, text: str, context: Context = ...) -> list[str]:
        """The dialogue acts of an utterance."""


class Listening:
    """Makes acts and knowledge out of words. `caller` is the candidate, to compare what is said with."""

    def __init__(self, tags: Tags, caller: Candidate, now: Situation) -> None:
        self._tags = tags
        self._caller = caller
        self._now = now

    def acts(self, text: str, person: Persona, manager_said: str, *, manager_goes_on: bool) -> list[str]:
        """The acts of a turn that is spoken to `person`."""
        verdict = self._now.verdict if "verdict" in self._now.told else "unknown"
        told = {"machine": "voicemail", "receptionist": "gatekeeper"}.get(person.part, verdict)
        acts = self._tags.acts(text, Context(manager_said=manager_said, verdict=told))
        if acts == ["backchannel"] and self._now.awaiting and not manager_goes_on:
            return ["confirmation"]  # "mm-hm" to a question is a yes
        if echoes(acts, text) and not checks_line(text) and self._now.awaiting is None:
            return ["clarification_request"]
        return acts

    def learn(self, acts: Sequence[str], text: str, manager_said: str) -> set[str]:
        """Notes what became known; gives what is new, and `wrong-position` if another job was named."""
        if self._now.known >= {"name", "position", "interview"}:
            return self._now.learn(acts, ())
        slots = find_slots(text, self._caller, manager_said)
        found = {"name": slots.name, "position": slots.position, "interview": slots.interview}
        if slots.where.get("position") == slots.where.get("name"):
            del found["position"]  # "it's Tom Baker, about the job"
        elif DOUBTFUL & set(acts) and "position_mention" not in acts:
            del found["position"]  # "I'm not sure, sorry" names no job, though it answers "which position?"
        new = self._now.learn(acts, [slot for slot, value in found.items() if value])
        wrong = slots.position_matches is False and "position" in new and "position" in found
        return new | {"wrong-position"} if wrong else new


def shared_tagger() -> Tags:
    """The tagger that all calls share; it is loaded when first asked for."""
    from simulator.understanding.tagger import tagger

    return tagger()
