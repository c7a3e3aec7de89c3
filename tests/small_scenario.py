"""A scenario small enough to read in a test, and ways to change it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from simulator.dialogue.actions import HangUp, Plan, Say, Think
from simulator.dialogue.engine import Engine, Utterance
from simulator.scenario.loader import Examination, examine_source
from simulator.scenario.model import Scenario
from simulator.scenario.source import parse_source
from simulator.understanding.tagger import NO_CONTEXT, Context

SMALL = """\
format: scenario/1
id: small
title: Small
setting: You call {company}.
verdict: undecided
trains: [C1]
people:
  manager: {name: Ada Moss, role: HR manager, company: Acme}
candidate: {name: Sam Lee, position: night porter, interview: Monday, interviewer: Jo Hart}
facts:
  verdict: {text: Nothing is decided.}
  bonus: {text: You are ahead.}
  day: {text: It is decided on Friday.}
moments:
  hello:
    line: hello
    say: ['{company}, {manager.name}.', '{manager.first_name} speaking.']
    needs: [name, purpose]
    then: news
  news:
    do:
    - line: look
      say: [Let me look., One second.]
    - think: 4
      kept:
      - line: ahead
        say: ['You are ahead, {candidate.first_name}.', You lead.]
        reveals: bonus
      filled:
      - line: short
        say: [Well., Anyway.]
    - line: open
      say: [It is open., It is not decided.]
      warm: [It is still open and I am sorry., 'Still open, I am afraid.']
      cool: [Open., Undecided.]
      reveals: verdict
answers:
- on: timeline_question
  line: friday
  say: [On Friday., 'Friday, I think.']
  reveals: day
endings:
  knows:
    when: revealed day
    line: bye-knows
    say: ['Until Friday, then.', See you Friday.]
  vague:
    line: bye-vague
    say: [Bye., Bye then.]
"""


def examination(text: str = SMALL, name: str = "small") -> Examination:
    """What reading the text as a file of that name shows."""
    return examine_source(Path(f"{name}.yaml"), parse_source(text))


def small_scenario(*changes: tuple[str, str], more: str = "") -> Scenario:
    """The small scenario with pieces of its text replaced, and more text at its end."""
    text = SMALL
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    shown = examination(text + more)
    assert shown.scenario is not None, [str(fault) for fault in shown.faults]
    return shown.scenario


class GivenActs:
    """A tagger that finds the acts it was told to find."""

    def __init__(self) -> None:
        self.next: Sequence[str] = ()
        self.contexts: list[Context] = []

    def acts(self, text: str, context: Context = NO_CONTEXT) -> list[str]:
        self.contexts.append(context)
        return list(self.next)


class Caller:
    """Someone who calls an engine: waits until the manager has finished, unless told otherwise."""

    def __init__(self, scenario: Scenario, *, seed: int = 1, difficulty: int = 2) -> None:
        self.tags = GivenActs()
        self.engine = Engine(scenario, seed=seed, difficulty=difficulty, tag=self.tags)
        self.heard: list[Say] = []
        self.hung_up: str | None = None
        self.play(self.engine.answered())

    @property
    def lines(self) -> list[str]:
        """Ids of the lines heard so far."""
        return [say.line for say in self.heard]

    def play(self, plan: Plan | None) -> list[str]:
        """Hears a plan to its end; gives the ids of its lines."""
        before = len(self.heard)
        for action in plan or ():
            if isinstance(action, Say):
                self.heard.append(action)
                self.engine.said(action.line, True)
            elif isinstance(action, Think):
                self.engine.pause_kept()
            elif isinstance(action, HangUp):
                self.hung_up = action.reason
        return self.lines[before:]

    def turn(self, *acts: str, text: str = "well") -> Plan | None:
        """Says something that carries these acts; gives the plan, not yet played."""
        self.tags.next = acts
        return self.engine.heard(Utterance(text))

    def says(self, *acts: str, text: str = "well") -> list[str]:
        """Says something and hears the answer; gives the ids of its lines."""
        return self.play(self.turn(*acts, text=text))

    def opens(self) -> list[str]:
        """Gives name and reason, and hears what comes of it."""
        return self.says("self_introduction", "purpose_statement")

    def up_to_pause(self) -> None:
        """Opens, and hears the manager up to the thinking pause."""
        for action in self.turn("self_introduction", "purpose_statement") or ():
            if isinstance(action, Think):
                return
            assert isinstance(action, Say)
            self.heard.append(action)
            self.engine.said(action.line, True)
        raise AssertionError("the manager makes no pause")

    def fills_pause(self, *acts: str, text: str = "so what does it say") -> list[str]:
        """Speaks into the pause and hears the answer."""
        self.tags.next = acts
        return self.play(self.engine.heard(Utterance(text, during_pause=True)))
