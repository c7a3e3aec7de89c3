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
from simulator.dialogue.answering import Chosen
from simulator.dialogue.cast import Cast, drawn_verdict
from simulator.dialogue.course import Course, Item, Parting, Pause, Spoken, ends_in_question, facts_in
from simulator.dialogue.delivery import Delivery
from simulator.dialogue.flow import Flow
from simulator.dialogue.listening import Listening, Tags, shared_tagger
from simulator.dialogue.reading import (
    LATER,
    asks_of_contact,
    asks_what_is_not_known,
    has_finished,
    leaving,
    makes_no_sense,
    only_listening,
    only_thanks,
    wants_repeating,
    wants_something,
)
from simulator.dialogue.situation import MOOD_AT_DIFFICULTY, Situation
from simulator.record import Candidate, Manager, Verdict
from simulator.scenario.model import Scenario

__all__ = ["Engine", "Tags", "Utterance"]

RESUME_SECONDS: Final = 1.0
"""Silence after which a manager who was cut off for nothing goes on."""
MOST_MISSED: Final = 2
"""How many turns in a row may come to nothing before the manager goes on without them."""
MANAGER_PACE: Final = 2.7
CANDIDATE_PACE: Final = 2.5
"""Words per second, to estimate how long the call has lasted."""
MEMORY: Final = (
    "_now",
    "_delivery",
    "_flow",
    "_listening",
    "_course",
    "_remembered",
    "_missed",
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
        self._remembered: list[str] = []
        self._missed = 0
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
        plan = self._go_on(self._reply(acts, utterance))
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
        self._missed += 1
        rest = self._course.rest()
        if self._missed > MOST_MISSED:
            return self._go_on(rest or self._do_without())
        return self._go_on(self._flow.happening("not-heard") + rest)

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

    # how a turn is answered

    def _reply(self, acts: Sequence[str], utterance: Utterance) -> list[Item]:
        filled = self._course.fill_pause() if utterance.during_pause else None
        rest = self._after_filled(filled) if filled else self._course.rest()
        new = self._listening.learn(acts, utterance.text, self._delivery.last_words)
        rest = [item for item in rest if not self._is_answered(item)]
        if self._flow.here.listens:
            # a machine goes on with its greeting, whoever talks into it
            return self._answer(acts, questions=True, courtesies=True) + rest
        if leaving(acts, business_open=self._flow.business_open):
            before_leaving = [act for act in acts if act != "farewell"]
            return self._answer(before_leaving, questions=True, courtesies=False) + self._flow.happening("farewell")
        if contact := asks_of_contact(utterance.text):
            greeting = self._flow.happening("name-learnt") if "name" in new else []
            return greeting + self._flow.happening(contact) + (rest or self._flow.advance())
        if filled:
            return self._answer_in_pause(acts, filled, rest)
        lead = self._flow.happening("interruption") if utterance.interrupting and rest else []
        if makes_no_sense(acts) and not new:
            return lead + (rest or self._puzzled(acts, utterance.text, sense=self._expects_sense(acts)))
        return lead + self._answer_and_go_on(acts, utterance.text, new, rest)

    def _answer_and_go_on(self, acts: Sequence[str], text: str, new: set[str], rest: list[Item]) -> list[Item]:
        greeting = self._flow.happening("name-learnt") if "name" in new else []
        if "wrong-position" in new and (noticed := self._flow.happening("wrong-position")):
            return greeting + noticed
        if self._now.awaiting == "anything-else" and asks_what_is_not_known(acts, text):
            return greeting + (rest or self._puzzled(acts, text))
        pending = bool(self._untold(rest)) or self._flow.business_open
        if has_finished(acts) and self._free and not pending and not rest:
            return self._flow.happening("nothing-more")
        was_at = self._flow.position
        answers = self._answer(acts, questions=not pending, courtesies=not pending, repeat=not rest)
        if answers or new or rest:
            self._missed = 0
        if self._flow.position != was_at:
            return greeting + answers
        if pending:
            self._remember(acts)
        if not rest:
            rest = self._carry_on(acts, text, answers)
        if not self._flow.business_open:
            # a question that had to wait, unless what comes before its answer tells the same
            late = self._flow.answers.later(self._remembered, self.moment, facts_in(rest))
            rest = rest + self._carry_out(late)
            self._remembered = []
        return greeting + answers + rest

    def _answer_in_pause(self, acts: Sequence[str], pause: Pause, rest: list[Item]) -> list[Item]:
        """What somebody does whose thoughts were talked into: reacts, goes on, and answers what was asked."""
        self._missed = 0
        was_at, answers = self._flow.position, self._flow.answers
        reaction = self._carry_out(answers.reaction(acts, self.moment, within=pause.step))
        if self._flow.position != was_at:
            return reaction
        if self._flow.business_open:
            self._remember(acts)
            return reaction + rest
        telling = facts_in(rest)
        answer = answers.afterwards(acts, self.moment, telling, within=pause.step, leads=not self._untold(rest))
        return reaction + rest + self._carry_out(answer)

    def _carry_on(self, acts: Sequence[str], text: str, answers: Sequence[Item]) -> list[Item]:
        """What the manager does beyond answering: asks for what is needed, moves on, or looks for a close."""
        if wants_repeating(acts):
            return [] if answers else self._miss("not-understood")
        if self._flow.asking or self._flow.business_open:
            return self._flow.advance()
        if only_thanks(acts) and self._free and not ends_in_question(answers):
            return self._flow.ask_for_more(facts_in(answers))
        return [] if answers else self._puzzled(acts, text)

    def _answer(self, acts: Sequence[str], *, questions: bool, courtesies: bool, repeat: bool = True) -> list[Item]:
        chosen = self._flow.answers.for_turn(acts, self.moment, questions=questions, courtesies=courtesies)
        return self._carry_out([answer for answer in chosen if repeat or not answer.repeats])

    def _carry_out(self, chosen: Sequence[Chosen]) -> list[Item]:
        return [item for one in chosen for item in self._flow.carry_out(one)]

    def _remember(self, acts: Sequence[str]) -> None:
        self._remembered += [act for act in LATER if act in acts and act not in self._remembered]

    def _puzzled(self, acts: Sequence[str], text: str, *, sense: bool = False) -> list[Item]:
        """Nothing that is written answers this. With `sense`, a statement without meaning is not let pass either."""
        name = self._flow.without_answer(acts, text, sense=sense)
        return self._flow.happening(name) if name == "unknown-question" else self._miss(name)

    def _miss(self, happening: str) -> list[Item]:
        """The turn came to nothing: says so, at most twice in a row."""
        self._missed += 1
        return self._do_without() if self._missed > MOST_MISSED else self._flow.happening(happening)

    def _do_without(self) -> list[Item]:
        self._missed = 0
        return self._flow.do_without()

    def _expects_sense(self, acts: Sequence[str]) -> bool:
        """Whether "okay" would be no answer to words without meaning."""
        return "off_topic" in acts or self._now.awaiting is not None or self._flow.asking

    @property
    def _free(self) -> bool:
        """The manager's last question, if any, left it to the candidate what to say."""
        return self._now.awaiting in (None, "anything-else")

    def _after_filled(self, pause: Pause) -> list[Item]:
        self._now.filled += 1
        self._flow.taken.append(f"{pause.step.where}.filled")
        return self._delivery.items(pause.step.filled) + self._course.ahead

    def _is_answered(self, item: Item) -> bool:
        return isinstance(item, Spoken) and item.say.asks is not None and item.say.asks in self._now.known

    def _untold(self, items: Sequence[Item]) -> set[str]:
        return facts_in(items) - self._now.revealed

    def _go_on(self, items: Sequence[Item]) -> Plan:
        before = [item for item in items if not isinstance(item, Parting)]
        parting = next((item for item in reversed(items) if isinstance(item, Parting)), None)
        goodbye = self._flow.part(parting, facts_in(before)) if parting else self._flow.stay()
        said = self._delivery.varied([*before, *goodbye])
        self._course = Course(said[: len(before)], said[len(before) :], parting)
        if items:
            self._delivery.begin_turn()
        return self._course.plan()
