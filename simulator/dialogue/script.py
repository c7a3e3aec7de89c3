"""A scenario and the common stock as one script, with the people and the job of this call filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from simulator.dialogue.actions import Mood, Say
from simulator.record import Candidate, Manager
from simulator.scenario.fields import Part
from simulator.scenario.loader import common_stock
from simulator.scenario.model import (
    Answer,
    CommonStock,
    Ending,
    Moment,
    Persona,
    Prompt,
    Scenario,
    Step,
    Turn,
    Wording,
    parts_of,
)
from simulator.scenario.words import fill, first_name

_WITH_WHOM = re.compile(r"^(?P<when>.*?),?\s+with\s+(?P<who>.+)$", re.IGNORECASE)


class Script:
    """Looks things up; holds no state of the call."""

    def __init__(self, scenario: Scenario, candidate: Candidate, manager: Manager | None) -> None:
        self.scenario = scenario
        self.stock: CommonStock = common_stock()
        self.moments: Mapping[str, Moment] = {**self.stock.moments, **scenario.moments}
        self.endings: Mapping[str, Ending] = {
            **scenario.endings,
            **{name: ending for name, ending in self.stock.endings.items() if name not in scenario.endings},
        }
        self.first_moment = next(iter(scenario.moments))
        self.main_speaker = scenario.main_speaker
        self._values = {
            person: _values(scenario, candidate, manager or Manager(), person) for person in scenario.people
        }
        self._written = {**self.stock.written_lines, **scenario.written_lines}
        values = self._values[self.main_speaker]
        self.called = Manager(name=values["manager.name"], role=values["manager.role"], company=values["company"])
        """The person called for, as they are named in this call."""
        self.setting = self._fill(scenario.setting, self.main_speaker)
        self.facts = {name: self._fill(fact.text, self.main_speaker) for name, fact in scenario.facts.items()}
        self.earned = {
            name: self._fill(fact.earned, self.main_speaker) for name, fact in scenario.facts.items() if fact.earned
        }

    def person(self, speaker: str) -> Persona:
        """Who speaks."""
        return self.scenario.people[speaker]

    def name_of(self, speaker: str) -> str:
        """What someone on the line is called."""
        return self._values[speaker]["speaker.name"]

    def is_machine(self, speaker: str) -> bool:
        """Whether nobody is on the line but a machine."""
        return self.person(speaker).part == "machine"

    def speaker_at(self, moment: str, now: str) -> str:
        """Who is on the line in a moment; common moments are for whoever is there already."""
        if moment not in self.scenario.moments:
            return now
        return self.scenario.moments[moment].speaker or self.main_speaker

    # what to do

    def own_answers(self, moment: str, speaker: str) -> Iterator[Answer]:
        """The scenario's answers that can be given now: those of the moment first."""
        yield from self.moments[moment].answers
        yield from (answer for answer in self.scenario.answers if self._is_there(answer, speaker))

    def common_answers(self, speaker: str) -> Iterator[Answer]:
        """The common stock's answers for whoever is on the line."""
        part = self.person(speaker).part
        stock: Mapping[str, Sequence[Answer]] = {
            "manager": self.stock.manager,
            "receptionist": self.stock.receptionist,
            "machine": self.stock.machine,
        }
        yield from stock[part]
        if not self.is_machine(speaker):
            yield from self.stock.everyone

    def prompts(self, moment: str, speaker: str) -> Sequence[Prompt]:
        """What happens in a silence, in order: the moment's own, or the scenario's, or the common ones."""
        if own := self.moments[moment].silence:
            return own
        if self.is_machine(speaker):
            return self.stock.machine_silence
        return self.scenario.silence or self.stock.silence

    def ask_for(self, slot: str) -> Step | None:
        """The step that asks for something, if the stock has one."""
        return next((step for step in self.stock.asks if step.asks == slot), None)

    def endings_for(self, speaker: str) -> Iterator[tuple[str, Ending]]:
        """The endings open to whoever is on the line, in order of preference."""
        for name, ending in self.endings.items():
            if name in self.stock.endings or self._is_there(ending, speaker):
                yield name, ending

    # what to say

    def wordings(self, step: Step, speaker: str, band: Mood) -> list[Say]:
        """Every variant of a line as it can be said in a mood; never empty for a step that is a line."""
        assert step.line is not None  # noqa: S101 - the caller's part of the bargain
        source = self._written[step.line]
        words: Step | Wording = self.scenario.lines.get(step.line, source)
        own: Mapping[Mood, Sequence[str]] = {"warm": words.warm, "cool": words.cool, "neutral": ()}
        texts, mood = (own[band], band) if own[band] else (words.say or (), "neutral")
        return [
            Say(
                line=step.line,
                text=self._fill(text, speaker),
                reveals=tuple(step.reveals or source.reveals),
                mood=mood,
                asks=step.asks or source.asks,
                speaker=speaker,
            )
            for text in texts
        ]

    def speaker_of(self, step: Step, now: str) -> str:
        """Who says a line: whom the step names, or whoever is on the line."""
        return step.speaker or now

    def lines(self) -> list[Say]:
        """Everything that can be said in this call, each text once."""
        found: dict[Say, None] = {}
        for part, speaker in self._turns():
            for step in _lines_in(part):
                for band in ("neutral", "warm", "cool"):
                    found.update(dict.fromkeys(self.wordings(step, self.speaker_of(step, speaker), band)))
        return list(found)

    def _turns(self) -> Iterator[tuple[Part, str]]:
        """Every part that holds lines, with each person who may say them."""
        scenario = self.scenario
        there = dict.fromkeys(self.speaker_at(name, self.main_speaker) for name in scenario.moments)
        for name, moment in scenario.moments.items():
            yield moment, self.speaker_at(name, self.main_speaker)
        for own in (*scenario.answers, *scenario.endings.values()):
            yield own, own.speaker or self.main_speaker
        for speaker in there:
            yield from ((prompt, speaker) for prompt in scenario.silence)
            yield from ((answer, speaker) for answer in self.common_answers(speaker))
            if not self.is_machine(speaker):
                yield from ((ending, speaker) for ending in self.stock.endings.values())
                yield from ((part, speaker) for part in (*self.stock.asks, *self.stock.silence))
                yield from ((moment, speaker) for moment in self.stock.moments.values())

    def _is_there(self, turn: Turn, speaker: str) -> bool:
        return (turn.speaker or self.main_speaker) == speaker

    def _fill(self, text: str, speaker: str) -> str:
        return fill(text, self._values[speaker])


def _lines_in(part: Part) -> Iterator[Step]:
    return (step for _, step in parts_of(part) if isinstance(step, Step) and step.line)


def complete_candidate(candidate: Candidate, scenario: Scenario) -> Candidate:
    """The candidate, with the scenario's own data where the profile has none."""
    default = scenario.candidate
    return Candidate(
        name=candidate.name or default.name,
        position=candidate.position or default.position,
        interview=candidate.interview or f"{default.interview}, with {default.interviewer}",
    )


def _values(scenario: Scenario, candidate: Candidate, manager: Manager, speaker: str) -> dict[str, str]:
    """Placeholder → text: the user's own where they gave it, the scenario's where not."""
    when, interviewer = _interview(candidate.interview)
    name = _own(candidate.name) or scenario.candidate.name
    called = scenario.manager
    called_name = _own(manager.name) or called.name
    person = scenario.people[speaker]
    speaker_name = called_name if speaker == scenario.main_speaker else person.name
    return {
        "candidate.name": name,
        "candidate.first_name": first_name(name),
        "candidate.position": _own(candidate.position) or scenario.candidate.position,
        "candidate.interview": when or scenario.candidate.interview,
        "interviewer": interviewer or scenario.candidate.interviewer,
        "manager.name": called_name,
        "manager.first_name": first_name(called_name),
        "manager.role": _own(manager.role) or called.role,
        "company": _own(manager.company) or called.company,
        "speaker.name": speaker_name,
        "speaker.first_name": first_name(speaker_name),
        "speaker.role": person.role,
    }


def _own(text: str) -> str:
    """What a user typed, as one line of words."""
    return " ".join(text.split())


def _interview(text: str) -> tuple[str, str]:
    """'Tuesday at ten, with Ms Chen' → ('Tuesday at ten', 'Ms Chen'); either may be empty."""
    text = _own(text)
    if found := _WITH_WHOM.match(text):
        return found["when"].strip(" ,"), found["who"].strip(" ,.")
    return text, ""
