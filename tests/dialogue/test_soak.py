"""Random calls with random acts, silences, interruptions and nonsense: every one ends, and none breaks the rules."""

from __future__ import annotations

import os
import random
from collections import deque

import pytest

from simulator.dialogue.actions import Action, HangUp, Plan, Say, Think
from simulator.dialogue.engine import Engine, Utterance
from simulator.scenario.catalogue import list_scenarios
from simulator.scenario.model import Scenario
from simulator.understanding.acts import ACTS
from tests.small_scenario import GivenActs

CALLS = int(os.environ.get("FOLLOWUP_SOAK_CALLS", "400"))
"""All scenarios together; the full soak is 20,000."""
WORDS = "uh yes daniel interview tuesday job 555 sorry the hello {company} ''".split()
PHRASES = ["who is this?", "hello? can you hear me?", "is there a canteen?", "Friday?", "What do I bring?"]
LONGEST_CALL = 3600.0


class RandomCall:
    """One call with a candidate who does anything at all."""

    def __init__(self, scenario: Scenario, seed: int, lines: set[Say]) -> None:
        self.chance = random.Random(seed)
        self.scenario = scenario
        self.lines = lines
        self.tags = GivenActs()
        self.engine = Engine(scenario, seed=seed, difficulty=seed % 3 + 1, tag=self.tags)
        self.queue: deque[Action] = deque(self.engine.answered())
        self.last: dict[tuple[str, str], str] = {}
        self.seconds = 0.0
        self.over = False
        self.manner = self.chance.choice(["mixed", "mixed", "mixed", "listening", "senseless", "silent"])

    def run(self) -> None:
        while not self.over:
            assert self.seconds < LONGEST_CALL
            if self.queue and self.chance.random() < 0.7:
                self.play_next()
            elif self.queue:
                self.disturb()
            else:
                self.take_turn()
        assert self.engine.ending is not None

    def play_next(self) -> None:
        action = self.queue.popleft()
        if isinstance(action, Say):
            self.check(action)
            self.seconds += len(action.text.split()) / 2.7
            self.engine.said(action.line, True)
        elif isinstance(action, Think):
            self.seconds += action.seconds
            self.engine.pause_kept()
        self.over = isinstance(action, HangUp)

    def check(self, say: Say) -> None:
        assert say in self.lines
        machine = self.scenario.people[say.speaker].part == "machine"
        assert machine or self.last.get((say.line, say.speaker)) != say.text
        self.last[say.line, say.speaker] = say.text

    def disturb(self) -> None:
        """Speaks into the pause, or cuts the line off."""
        action = self.queue[0]
        self.seconds += 2
        if isinstance(action, Think):
            self.follow(self.engine.heard(self.utterance(during_pause=True)))
        elif isinstance(action, Say):
            self.check(action)
            self.engine.said(action.line, False)
            self.engine.interrupted()
            self.queue.clear()
            lost = self.chance.random() < 0.2
            plan = self.engine.not_heard() if lost else self.engine.heard(self.utterance(interrupting=True))
            assert plan is not None
            self.follow(plan)
        else:
            self.play_next()

    def take_turn(self) -> None:
        if self.engine.listen_limit is not None and self.chance.random() < 0.3:
            self.seconds += self.engine.listen_limit
            self.follow(self.engine.time_up())
            return
        kind = self.chance.random()
        if self.manner == "silent" or kind < 0.2:
            wait = min(self.engine.patience, 30.0)
            assert wait < 30
            self.seconds += wait
            self.follow(self.engine.silence(wait))
        elif kind < 0.3:
            self.seconds += 1
            self.follow(self.engine.not_heard())
        else:
            self.seconds += 3
            self.follow(self.engine.heard(self.utterance()))

    def utterance(self, *, during_pause: bool = False, interrupting: bool = False) -> Utterance:
        several = self.chance.sample(list(ACTS), self.chance.choice([0, 1, 1, 1, 2, 3, 6]))
        acts = {"listening": ["backchannel"], "senseless": []}.get(self.manner, several)
        self.tags.next = sorted(acts, key=list(ACTS).index)
        text = " ".join(self.chance.choices(WORDS, k=self.chance.choice([0, 1, 2, 3, 8, 40])))
        if self.chance.random() < 0.3:
            text = self.chance.choice(PHRASES)
        return Utterance(text, during_pause, interrupting)

    def follow(self, plan: Plan | None) -> None:
        if plan is not None:
            self.queue = deque(plan)


@pytest.mark.parametrize("scenario", list_scenarios(), ids=lambda scenario: scenario.id)
def test_random_calls_end_and_say_only_what_was_listed(scenario: Scenario) -> None:
    lines = set(Engine(scenario, seed=0, tag=GivenActs()).lines())
    assert not any("{" in say.text or "}" in say.text for say in lines)
    for seed in range(-(-CALLS // len(list_scenarios()))):
        try:
            RandomCall(scenario, seed, lines).run()
        except Exception as error:
            raise AssertionError(f"{scenario.id}, seed {seed}: {error!r}") from error
