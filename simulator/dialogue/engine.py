"""The manager of a call: hears turns, gives plans.

Pure and deterministic: no sound, no clock, no files; the same scenario, seed and turns give the same call. A plan
replaces what is left of the one before. Facts count as told when their line has been said to its end.
"""

from __future__ import annotations

import copy
import random
from collections.abc import Sequence
from typing import Any, Final

from simulator.dialogue.actions import Plan, Utterance
from simulator.dialogue.cast import Cast, drawn_verdict
from simulator.dialogue.course import Course, Item, Parting, Spoken, facts_in
from simulator.dialogue.delivery import Delivery
from simulator.dialogue.flow import Flow
from simulator.dialogue.listening import Listening, Tags, shared_tagger
from simulator.dialogue.reading import only_listening, wants_something
from simulator.dialogue.replying import Replies
from simulator.dialogue.situation import MOOD_AT_DIFFICULTY, Situation
from simulator.record import Candidate, Manager, Verdict
from simulator.scenario.model import Scenario

__all__ = ["Engine", "Tags", "Utterance"]

RESUME_SECONDS: Final = 1.0
"""Silence after which a manager who was cut off for nothing goes on."""
MANAGER_PACE: Final = 2.7
CANDIDATE_PACE: Final = 2.5
"""Words per second, to estimate how long the call has lasted."""
MEMORY: Final = (
    "_now",
    "_delivery",
    "_flow",
    "_listening",
    "_course",
    "_replies",
    "acts_of_last",
)
"""All of an engine that changes in a call, but for `_chance`. The parts refer to each other: they go together."""


class Engine(Cast):
    """One call's manager. Raises nothing for anything a candidate can do."""

    def __init__(
        self,
        scenario: Scenario,
        candidate: Candidate | None = None,
        manager: Manager | None = None,
        *,
        seed: int,
        difficulty: int | None = None,
        verdict: Verdict | None = None,
        tag: Tags | None = None,
    ) -> None:
        """`difficulty` (1–3) and `verdict` replace the scenario's; without `tag` the shared tagger is loaded."""
        self._chance = random.Random(seed)
        super().__init__(scenario, candidate, manager)
        self.verdict: Verdict = verdict or drawn_verdict(scenario, self._chance)
        """Fixed before the call."""
        level = difficulty or scenario.difficulty
        self._now = Situation(level, self.verdict, speaker=self._script.main_speaker)
        self._now.shift_mood(scenario.mood + MOOD_AT_DIFFICULTY[level])
        self._delivery = Delivery(self._script, self._now, self._chance)
        self._flow = Flow(self._script, self._now, self._delivery)
        self._tags = tag or shared_tagger()
        self._listening = Listening(self._tags, self._caller, self._now)
        self._course = Course()
        self._replies = Replies(self._now, self._delivery, self._flow, self._listening)
        self.acts_of_last: list[str] = []
        """Acts of the candidate's last turn."""
        self._before: dict[str, Any] = {}
        """The engine's memory as it was before the candidate's last turn."""
        self._lots = self._chance.getstate()

    # what can be asked

    @property
    def ended(self) -> bool:
        """Nothing is left but to hang up."""
        return self.ending is not None and (self._course.over or self._course.hanging_up)

    @property
    def ending(self) -> str | None:
        """Id of the ending, once the manager is saying goodbye."""
        return self._flow.ending

    @property
    def moment(self) -> str:
        """Id of the moment in which the call is."""
        return self._flow.moment

    @property
    def taken(self) -> list[str]:
        """Edges of the scenario that this call went through, in order; `Part.where` names them."""
        return list(self._flow.taken)

    @property
    def revealed(self) -> list[str]:
        """Facts told so far, in order."""
        return list(self._now.told)

    @property
    def situation(self) -> Situation:
        """Where the call stands, for guards."""
        return self._now

    @property
    def listen_limit(self) -> float | None:
        """Seconds of listening after which `time_up` is due; None where nothing cuts off."""
        return self._flow.here.limit if self._flow.here.listens else None

    @property
    def patience(self) -> float:
        """Seconds of mutual silence after which `silence` has something to do."""
        if not self._course.over:
            return RESUME_SECONDS
        due = self._flow.next_prompt
        return due[1] if due else float("inf")

    @property
    def turn_patience(self) -> float:
        """Factor on the silence after which the candidate's turn counts as over: of whoever is on the line, and of the
        difficulty. A machine takes things as they come."""
        return self._flow.patience

    # what happens

    def answered(self) -> Plan:
        """The other side picks up."""
        return self._go_on(self._flow.enter(self._flow.moment))

    def heard(self, utterance: Utterance) -> Plan | None:
        """The candidate has had a turn. None: it only signalled listening, and the plan under way goes on."""
        self._keep_memory()
        if self.ended:
            return ()
        speaking_to = self._script.person(self._now.speaker)
        acts = self._listening.acts(
            utterance.text, speaking_to, self._delivery.last_words, manager_goes_on=not self._course.over
        )
        self.acts_of_last = acts
        self._note_speech(len(utterance.text.split()) / CANDIDATE_PACE)
        if self._too_long():
            return self._go_on(self._flow.happening("too-long"))
        if self._lets_pass(acts, utterance):
            return None
        self._now.take_turn(acts)
        plan = self._go_on(self._replies.reply(acts, utterance, self._course))
        self._now.awaiting = None
        return plan

    def not_heard(self) -> Plan:
        """There was speech, but no words came of it."""
        self._keep_memory()
        self._note_speech(0.0)
        if self.ended or self._flow.here.listens:
            return ()
        if self._too_long():
            return self._go_on(self._flow.happening("too-long"))
        return self._go_on(self._replies.not_heard(self._course.rest()))

    def take_back(self) -> Plan:
        """The candidate's last turn was not over: forgets what came of it, as if it had not been heard yet.

        Facts that were told meanwhile stay told. Gives what the manager says to excuse having begun to answer; the
        plan that was under way before that turn is not touched by it.
        """
        told = self.revealed
        self._recall()
        self._now.told += [fact for fact in told if fact not in self._now.told]
        self._keep_memory()
        excuse = self._flow.happening("turn-resumed")
        self._recall()  # what is said in passing changes nothing, and draws no lots
        return tuple(item.say for item in excuse if isinstance(item, Spoken))

    def resume(self) -> Plan:
        """The manager was stopped for nothing, and goes on."""
        return () if self.ended else self._go_on(self._course.rest())

    def silence(self, seconds: float) -> Plan:
        """Both have been silent for so long since the manager's last words, or the candidate's; () is nothing."""
        if self.ended or seconds < self.patience:
            return ()
        if not self._course.over:
            return self._go_on(self._course.rest())
        due = self._flow.next_prompt
        assert due is not None  # noqa: S101 - or patience would be without end
        self._now.seconds += seconds
        return self._go_on(self._flow.prompt(due[0]))

    def time_up(self) -> Plan:
        """The machine has listened for `listen_limit` seconds and cuts off."""
        return () if self.ended else self._go_on(self._flow.happening("too-long"))

    def said(self, line_id: str, complete: bool) -> list[str]:
        """A line has sounded, to its end or not. Gives the facts that are told by it for the first time."""
        spoken = self._course.said(line_id, complete=complete)
        if spoken is None:
            return []
        say = spoken.say
        self._delivery.was_said(spoken)
        self._now.seconds += len(say.text.split()) / MANAGER_PACE
        if say.asks is not None:
            self._now.awaiting = say.asks
        if not complete:
            return []
        told = [fact for fact in say.reveals if fact not in self._now.told]
        self._now.told += told
        return told

    def pause_kept(self) -> None:
        """A thinking pause was left alone to its end."""
        if pause := self._course.keep_pause():
            if pause.think.hint != "hold":  # who waits on hold has no choice
                self._now.kept += 1
                self._now.shift_mood(+1)
            self._now.seconds += pause.think.seconds
            self._flow.taken.append(f"{pause.step.where}.kept")

    def interrupted(self) -> None:
        """The candidate cut the manager off."""
        self._now.interruptions += 1
        self._now.shift_mood(-1)

    def _keep_memory(self) -> None:
        shared = {id(part): part for part in (self._script, self._tags, self._caller, self._chance)}
        self._before = copy.deepcopy({name: getattr(self, name) for name in MEMORY}, shared)
        self._lots = self._chance.getstate()

    def _recall(self) -> None:
        vars(self).update(self._before)
        self._chance.setstate(self._lots)

    # how a turn is understood

    def _note_speech(self, seconds: float) -> None:
        self._now.speeches += 1
        self._now.seconds += seconds
        self._flow.silence_broken()

    def _lets_pass(self, acts: Sequence[str], utterance: Utterance) -> bool:
        if utterance.interrupting:
            return False
        goes_on = not self._course.over
        saying_goodbye = self.ending is not None and not wants_something(acts)
        return (goes_on and saying_goodbye) or only_listening(acts, utterance.text, manager_goes_on=goes_on)

    def _too_long(self) -> bool:
        return self.ending is None and self._now.beyond(self._scenario.limits)

    # what is done about it

    def _go_on(self, items: Sequence[Item]) -> Plan:
        before = [item for item in items if not isinstance(item, Parting)]
        parting = next((item for item in reversed(items) if isinstance(item, Parting)), None)
        goodbye = self._flow.part(parting, facts_in(before)) if parting else self._flow.stay()
        said = self._delivery.varied([*before, *goodbye])
        self._course = Course(said[: len(before)], said[len(before) :], parting)
        if items:
            self._delivery.begin_turn()
        return self._course.plan()
