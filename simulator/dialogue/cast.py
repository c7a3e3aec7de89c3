"""What is fixed before a call begins: who is on the line, what there is to be learnt, what can be said."""

from __future__ import annotations

import random

from simulator.dialogue.actions import Say
from simulator.dialogue.script import Script, complete_candidate
from simulator.record import Candidate, Manager, Verdict
from simulator.scenario.model import Scenario, VoiceSpec


class Cast:
    """The people and the words of one call."""

    def __init__(self, scenario: Scenario, candidate: Candidate | None, manager: Manager | None) -> None:
        self._scenario = scenario
        self._nameless = candidate is None or not candidate.name.strip()
        self._caller = complete_candidate(candidate or Candidate(), scenario)
        self._script = Script(scenario, self._caller, manager)

    @property
    def candidate(self) -> Candidate:
        """Who calls: the user's own data, the scenario's where there is none."""
        return self._caller

    @property
    def manager(self) -> Manager:
        """Who is called: the user's own data, the scenario's where there is none."""
        return self._script.called

    @property
    def setting(self) -> str:
        """What the candidate knows before dialling, placeholders filled; also who they are, without a profile."""
        return f"You are {self._caller.name}. {self._script.setting}" if self._nameless else self._script.setting

    @property
    def facts(self) -> dict[str, str]:
        """Every fact of the scenario: id → text, placeholders filled."""
        return dict(self._script.facts)

    @property
    def earned(self) -> dict[str, str]:
        """What a candidate does to hear a fact: id → text, for facts that say so."""
        return dict(self._script.earned)

    def name_of(self, speaker: str) -> str:
        """What someone on the line is called."""
        return self._script.name_of(speaker)

    def voice_of(self, speaker: str) -> VoiceSpec:
        """How a person on the line sounds."""
        return self._script.person(speaker).voice

    def is_machine(self, speaker: str) -> bool:
        """Whether nobody is there who could be interrupted."""
        return self._script.is_machine(speaker)

    def lines(self) -> list[Say]:
        """Everything that could be said in this call, placeholders filled, so that it can be rendered ahead."""
        return self._script.lines()


def drawn_verdict(scenario: Scenario, chance: random.Random) -> Verdict:
    """One of the scenario's verdicts, drawn with its weights."""
    return chance.choices(list(scenario.verdict), weights=list(scenario.verdict.values()))[0]
