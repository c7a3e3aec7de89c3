"""The manager of a call: hears turns, gives plans.

Pure and deterministic: no sound, no clock, no files; the same scenario, seed and turns give the same call. A plan
replaces what is left of the one before. Facts count as told when their line has been said to its end.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from typing import Final, Protocol

from simulator.dialogue.actions import Beep, HangUp, Plan, Say, Think, Utterance
from simulator.dialogue.answering import Answers, Chosen
from simulator.dialogue.course import Course, Item, Pause, Spoken
from simulator.dialogue.reading import (
    QUESTIONS,
    holds_the_floor,
    leaving,
    makes_no_sense,
    only_listening,
    only_thanks,
    wants_something,
)
from simulator.dialogue.script import Script
from simulator.dialogue.situation import MOOD_AT_DIFFICULTY, Situation
from simulator.record import Candidate, Manager, Verdict
from simulator.scenario.model import END, Moment, Prompt, Reply, Scenario, Step, VoiceSpec
from simulator.understanding.slots import find_slots
from simulator.understanding.tagger import Context

__all__ = ["Engine", "Tags", "Utterance"]

PATIENCE_FACTOR: Final = {1: 1.25, 2: 1.0, 3: 0.75}
"""Times of silence prompts, by difficulty."""
PAUSE_FACTOR: Final = {1: 0.8, 2: 1.0, 3: 1.25}
"""Length of thinking pauses, by difficulty: a long silence is harder to leave alone."""
RESUME_SECONDS: Final = 1.0
"""Silence after which a manager who was cut off for nothing goes on."""
MOST_REQUESTS: Final = 2
"""How often one thing is asked for, and how often in a row a turn is not understood, before the manager goes on."""
MANAGER_PACE: Final = 2.7
CANDIDATE_PACE: Final = 2.5
"""Words per second, to estimate how long the call has lasted."""


class Tags(Protocol):
    """What the engine needs of a tagger."""

    def acts(self, text: str, context: Context = ...) -> list[str]:
        """The dialogue acts of an utterance."""


class Engine:
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
        self._scenario = scenario
        self._random = random.Random(seed)
        self.verdict: Verdict = verdict or self._drawn_verdict()
        """Fixed at pick-up."""
        self._candidate = candidate or Candidate()
        self._script = Script(scenario, self._candidate, manager)
        level = difficulty or scenario.difficulty
        self._now = Situation(level, self.verdict, mood=0, speaker=self._script.main_speaker)
        self._now.shift_mood(scenario.mood + MOOD_AT_DIFFICULTY[level])
        self._answers = Answers(self._script, self._now)
        self._tags = tag or _shared_tagger()
        self._course = Course()
        self._moment = self._script.first_moment
        self._last_said: list[Spoken] = []
        self._last_text: dict[tuple[str, str], str] = {}
        self._requests: dict[str, int] = {}
        self._lost_in_row = 0
        self._heard_count = 0
        self._elapsed = 0.0
        self._prompts_done = 0
        self._silent = 0.0
        self.acts_of_last: list[str] = []
        """Acts of the candidate's last turn."""
        self.taken: list[str] = []
        """Edges of the scenario that this call went through, in order."""
        self.ending: str | None = None
        """Id of the ending, once the manager is saying goodbye."""

    # what can be asked

    @property
    def ended(self) -> bool:
        """Nothing is left but to hang up."""
        return self.ending is not None and (self._course.over or self._course.hanging_up)

    @property
    def candidate(self) -> Candidate:
        """Who calls: the user's own data, the scenario's where there is none."""
        return self._as_filled()

    @property
    def manager(self) -> Manager:
        """Who is called: the user's own data, the scenario's where there is none."""
        return self._script.called

    def voice_of(self, speaker: str) -> VoiceSpec:
        """How a person on the line sounds."""
        return self._script.person(speaker).voice

    @property
    def revealed(self) -> list[str]:
        """Facts told so far, in order."""
        return list(self._now.told)

    @property
    def facts(self) -> dict[str, str]:
        """Every fact of the scenario: id → text, placeholders filled."""
        return dict(self._script.facts)

    @property
    def moment(self) -> str:
        """Id of the moment in which the call is."""
        return self._moment

    @property
    def situation(self) -> Situation:
        """Where the call stands, for guards."""
        return self._now

    @property
    def listen_limit(self) -> float | None:
        """Seconds of listening after which `time_up` is due; None where nothing cuts off."""
        return self._here.limit if self._here.listens else None

    @property
    def patience(self) -> float:
        """Seconds of mutual silence after which `silence` has something to say."""
        if not self._course.over:
            return RESUME_SECONDS
        prompts = self._open_prompts()
        return self._due(prompts[0]) if prompts else float("inf")

    def lines(self) -> list[Say]:
        """Everything that could be said in this call, placeholders filled, so that it can be rendered ahead."""
        return self._script.lines()

    # what happens

    def answered(self) -> Plan:
        """The other side picks up."""
        return self._go_on(self._enter(self._moment))

    def heard(self, utterance: Utterance) -> Plan | None:
        """The candidate has had a turn. None: it only signalled listening, and the plan under way goes on."""
        if self.ended:
            return ()
        acts = self._acts(utterance.text)
        self.acts_of_last = acts
        self._heard_count += 1
        self._elapsed += len(utterance.text.split()) / CANDIDATE_PACE
        self._prompts_done, self._silent = 0, 0.0
        if self._lets_pass(acts, utterance):
            return None
        filled = utterance.during_pause and self._course.pausing
        rest = self._filled_rest() if filled else self._course.rest()
        self._now.take_turn(acts)
        new = self._learn(acts, utterance.text)
        if self._too_long():
            return self._go_on(self._happening("too-long"))
        if self._here.listens:
            return self._go_on(self._answers_to(acts, filled=False))
        plan = self._go_on(self._reply(acts, new, rest, utterance, filled=filled))
        self._now.awaiting = None
        return plan

    def not_heard(self) -> Plan:
        """There was speech, but no words came of it."""
        self._heard_count += 1
        self._prompts_done, self._silent = 0, 0.0
        if self.ended or self._here.listens:
            return ()
        if self._too_long():
            return self._go_on(self._happening("too-long"))
        self._lost_in_row += 1
        rest = self._course.rest()
        if self._lost_in_row > MOST_REQUESTS:
            return self._go_on(rest or self._give_up_understanding())
        return self._go_on(self._happening("not-heard") + rest)

    def silence(self, seconds: float) -> Plan:
        """Both have been silent for so long since the manager's last words, or the candidate's; () is nothing."""
        if self.ended or seconds < self.patience:
            return ()
        if not self._course.over:
            return self._go_on(self._course.rest())
        prompt = self._open_prompts()[0]
        self._elapsed += seconds
        self._silent = prompt.after
        self._prompts_done = 1 + list(self._script.prompts(self._moment, self._now.speaker)).index(prompt)
        return self._go_on(self._carry_out(Chosen(prompt)))

    def time_up(self) -> Plan:
        """The machine has listened for `listen_limit` seconds and cuts off."""
        return () if self.ended else self._go_on(self._happening("too-long"))

    def said(self, line_id: str, complete: bool) -> list[str]:
        """A line has sounded, to its end or not. Gives the facts that are told by it for the first time."""
        spoken = self._course.said(line_id, complete=complete)
        if spoken is None:
            return []
        say = spoken.say
        self._last_text[say.line, say.speaker] = say.text
        self._elapsed += len(say.text.split()) / MANAGER_PACE
        self._last_said.append(spoken)
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
            self._now.kept += 1
            self._now.shift_mood(+1)
            self._elapsed += pause.think.seconds
            self.taken.append(f"{pause.step.where}.kept")

    def pause_filled(self) -> None:
        """The candidate began to speak in a pause. What it costs is decided when the words are `heard`: a mere
        "mm-hm" costs nothing."""

    def interrupted(self) -> None:
        """The candidate cut the manager off."""
        self._now.interruptions += 1
        self._now.shift_mood(-1)

    # how a turn is answered

    def _acts(self, text: str) -> list[str]:
        manager_said = " ".join(spoken.say.text for spoken in self._last_said)
        part = self._script.person(self._now.speaker).part
        known = {"machine": "voicemail", "receptionist": "gatekeeper"}.get(part)
        told = known or (self.verdict if "verdict" in self._now.told else "unknown")
        acts = self._tags.acts(text, Context(manager_said=manager_said, verdict=told))
        if acts == ["backchannel"] and self._now.awaiting and self._course.over:
            return ["confirmation"]  # "mm-hm" to a question is a yes
        return acts

    def _lets_pass(self, acts: Sequence[str], utterance: Utterance) -> bool:
        if utterance.interrupting:
            return False
        goes_on = not self._course.over
        saying_goodbye = self.ending is not None and not wants_something(acts)
        return (goes_on and saying_goodbye) or only_listening(acts, utterance.text, manager_goes_on=goes_on)

    def _learn(self, acts: Sequence[str], text: str) -> set[str]:
        """Notes what became known; gives what is new, with `wrong-position` if another job was named."""
        before = set(self._now.known)
        self._now.learn(acts)
        slots = find_slots(text, self._as_filled(), " ".join(spoken.say.text for spoken in self._last_said))
        found = {"name": slots.name, "position": slots.position, "interview": slots.interview}
        self._now.known.update(slot for slot, value in found.items() if value)
        awaited = self._now.awaiting
        if awaited and text.strip() and "off_topic" not in acts and not set(acts) & set(QUESTIONS):
            # whatever answers "what's your name?" is taken for one
            self._now.known.add(awaited)
        new = set(self._now.known) - before
        if slots.position_matches is False and "position" in new:
            new.add("wrong-position")
        return new

    def _reply(
        self, acts: Sequence[str], new: set[str], rest: list[Item], utterance: Utterance, *, filled: bool
    ) -> list[Item]:
        rest = [item for item in rest if not self._is_answered(item)]
        if leaving(acts, business_open=self._business_open()):
            return self._answers_to([act for act in acts if act != "farewell"], filled=filled, business=True) + (
                self._happening("farewell")
            )
        if filled:
            return rest + self._answers_to([act for act in acts if act in QUESTIONS[3:]], filled=True)
        lead = self._happening("interruption") if utterance.interrupting and rest else []
        if makes_no_sense(acts) and not (self._now.awaiting in self._now.known and "off_topic" not in acts):
            return lead + (rest or self._not_understood(acts))
        self._lost_in_row = 0
        return lead + self._understood(acts, new, rest)

    def _understood(self, acts: Sequence[str], new: set[str], rest: list[Item]) -> list[Item]:
        greeting = self._happening("name-learnt") if "name" in new else []
        if "wrong-position" in new and (noticed := self._happening("wrong-position")):
            return greeting + noticed
        here = self._moment
        moving = bool(rest) or self._business_open()
        answers = self._answers_to(acts, filled=False, business=moving)
        if self._moment != here or self.ending is not None:
            return greeting + answers
        if rest:
            return greeting + answers + rest
        return greeting + answers + self._carry_on(acts, answered=bool(answers))

    def _carry_on(self, acts: Sequence[str], *, answered: bool) -> list[Item]:
        """What the manager does beyond answering: asks for what is needed, moves on, or looks for a close."""
        if holds_the_floor(acts):
            return []
        if missing := self._missing():
            self._requests[missing] = self._requests.get(missing, 0) + 1
            step = self._script.ask_for(missing)
            return self._build([step]) if step else []
        if self._here.then is not None:
            self.taken.append(f"{self._here.where}.then")
            return self._move(self._here.then)
        if only_thanks(acts):
            return self._happening("anything-else")
        return [] if answered else self._not_understood(acts)

    def _not_understood(self, acts: Sequence[str]) -> list[Item]:
        self._lost_in_row += 1
        if self._lost_in_row > MOST_REQUESTS:
            return self._give_up_understanding()
        nothing_heard_of = "off_topic" in acts or self._now.awaiting is not None or self._missing() is not None
        return self._happening("not-understood" if nothing_heard_of else "anything")

    def _give_up_understanding(self) -> list[Item]:
        """Goes on without what was not understood."""
        self._lost_in_row = 0
        self._now.known.update(self._here.needs)
        if self._here.then is not None:
            self.taken.append(f"{self._here.where}.then")
            return self._move(self._here.then)
        return self._happening("anything-else")

    def _answers_to(self, acts: Sequence[str], *, filled: bool, business: bool = False) -> list[Item]:
        chosen = self._answers.for_turn(acts, self._moment, business=business)
        if filled:
            chosen = [answer for answer in chosen if not answer.reply.go]
        return [item for answer in chosen for item in self._carry_out(answer)]

    def _happening(self, name: str) -> list[Item]:
        chosen = self._answers.for_act(name, self._moment)
        return self._carry_out(chosen) if chosen else []

    def _filled_rest(self) -> list[Item]:
        pause = self._course.fill_pause()
        assert pause is not None  # noqa: S101 - the caller has seen the pause
        self._now.filled += 1
        self.taken.append(f"{pause.step.where}.filled")
        return self._build(pause.step.filled) + self._course.rest()

    # how the call moves

    @property
    def _here(self) -> Moment:
        return self._script.moments[self._moment]

    def _enter(self, moment: str) -> list[Item]:
        self._moment = moment
        self._now.visited.add(moment)
        self._now.speaker = self._script.speaker_at(moment, self._now.speaker)
        self._now.known.update(self._here.knows)
        self._prompts_done, self._silent = 0, 0.0
        return self._build(self._here.steps)

    def _move(self, target: str) -> list[Item]:
        """Goes to a moment, or ends the call."""
        if target in self._script.moments:
            return self._enter(target)
        if target == END:
            target = next(
                name
                for name, ending in self._script.endings_for(self._now.speaker)
                if all(guard.holds(self._now) for guard in ending.guards)
            )
        ending = self._script.endings[target]
        self.ending = target
        self.taken.append(ending.where)
        return [*self._build(ending.steps), HangUp(target)]

    def _business_open(self) -> bool:
        """The call has not come yet to where it was going."""
        return self._here.then is not None

    def _missing(self) -> str | None:
        """The next thing to ask for; what was asked for in vain twice is done without."""
        known = self._now.known
        return next(
            (slot for slot in self._here.needs if slot not in known and self._requests.get(slot, 0) < MOST_REQUESTS),
            None,
        )

    def _too_long(self) -> bool:
        limits = self._scenario.limits
        too_many = self._now.turns > limits.turns or self._heard_count > 2 * limits.turns
        return self.ending is None and (too_many or self._elapsed > limits.seconds)

    def _open_prompts(self) -> list[Prompt]:
        prompts = self._script.prompts(self._moment, self._now.speaker)
        return [prompt for prompt in prompts[self._prompts_done :] if self._holds(prompt)]

    def _due(self, prompt: Prompt) -> float:
        """Seconds from the last sound to a prompt; what an earlier prompt has waited is not waited again."""
        machine = self._script.person(self._now.speaker).part == "machine"
        factor = 1.0 if machine else PATIENCE_FACTOR[self._now.difficulty]
        return (prompt.after - self._silent) * factor

    # how steps become a plan

    def _go_on(self, items: Sequence[Item]) -> Plan:
        self._course = Course(items)
        if items:
            self._last_said = []
        return self._course.plan()

    def _carry_out(self, chosen: Chosen) -> list[Item]:
        self._answers.give(chosen)
        reply: Reply = chosen.reply
        self.taken.append(reply.where)
        items = self._build(reply.steps, guarded=False) + self._build(chosen.again)
        return items + (self._move(reply.go) if reply.go else [])

    def _build(self, steps: Iterable[Step], *, guarded: bool = True) -> list[Item]:
        items: list[Item] = []
        for step in steps:
            if (guarded or not isinstance(step, Reply)) and not self._holds(step):
                continue
            if step.line is not None:
                items.append(self._line(step))
            elif step.think is not None:
                items.append(self._pause(step))
            elif step.beep:
                items.append(Beep())
            else:
                items += self._said_again()
        return items

    def _holds(self, step: Step) -> bool:
        return all(guard.holds(self._now) for guard in step.guards)

    def _line(self, step: Step) -> Spoken:
        speaker = self._script.speaker_of(step, self._now.speaker)
        variants = self._script.wordings(step, speaker, self._now.band)
        last = self._last_text.get((variants[0].line, speaker))
        fresh = [say for say in variants if say.text != last]
        if not fresh:
            # a single warm or cool wording that was just said: the plain ones are other words
            fresh = self._script.wordings(step, speaker, "neutral")
        return Spoken(self._random.choice(fresh), step)

    def _pause(self, step: Step) -> Pause:
        assert step.think is not None  # noqa: S101 - the caller has looked
        seconds = round(step.think * PAUSE_FACTOR[self._now.difficulty], 1)
        return Pause(Think(seconds, "hold" if step.hold else ""), step, self._build(step.kept))

    def _said_again(self) -> list[Item]:
        """The last thing said, in other words: what matters of it, or all of it when nothing does."""
        telling = [spoken for spoken in self._last_said if spoken.say.reveals or spoken.say.asks]
        return [self._line(spoken.step) for spoken in (telling or self._last_said)]

    def _is_answered(self, item: Item) -> bool:
        return isinstance(item, Spoken) and item.say.asks is not None and item.say.asks in self._now.known

    def _as_filled(self) -> Candidate:
        """The candidate with the scenario's own data where the profile has none."""
        default = self._scenario.candidate
        return Candidate(
            name=self._candidate.name or default.name,
            position=self._candidate.position or default.position,
            interview=self._candidate.interview or default.interview,
        )

    def _drawn_verdict(self) -> Verdict:
        verdict = self._scenario.verdict
        if isinstance(verdict, str):
            return verdict
        return self._random.choices(list(verdict), weights=list(verdict.values()))[0]


def _shared_tagger() -> Tags:
    from simulator.understanding.tagger import tagger

    return tagger()
