"""Where the call goes: moments entered and left, questions for what is needed, prompts in a silence, the ending."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import Final

from simulator.dialogue.actions import HangUp
from simulator.dialogue.answering import Answers, Chosen
from simulator.dialogue.course import Item, Parting
from simulator.dialogue.delivery import Delivery
from simulator.dialogue.reading import LATER, asks_something
from simulator.dialogue.script import Script
from simulator.dialogue.situation import Situation
from simulator.scenario.model import END, Moment, Prompt

MOST_REQUESTS: Final = 2
"""How often one thing is asked for before the manager does without."""
PATIENCE_FACTOR: Final = {1: 1.25, 2: 1.0, 3: 0.75}
"""How long a silence may last, by difficulty: before a turn is taken to be over, and before a prompt."""


class Flow:
    """Walks through a script. Every way taken is noted in `taken`."""

    def __init__(self, script: Script, now: Situation, delivery: Delivery) -> None:
        self._script = script
        self._now = now
        self._delivery = delivery
        self.answers = Answers(script, now)
        self.moment = script.first_moment
        """Id of the moment in which the call is."""
        self.ending: str | None = None
        """Id of the ending, once the manager is saying goodbye."""
        self.taken: list[str] = []
        """Edges of the scenario that the call went through, in order."""
        self._requests: Counter[str] = Counter()
        self._prompted: Prompt | None = None

    @property
    def here(self) -> Moment:
        """The moment in which the call is."""
        return self._script.moments[self.moment]

    @property
    def business_open(self) -> bool:
        """The call has not come yet to where it was going."""
        return self.here.then is not None

    @property
    def position(self) -> tuple[str, str | None]:
        """Changes when the call moves."""
        return self.moment, self.ending

    def enter(self, moment: str) -> list[Item]:
        """What is done on entering a moment."""
        self.moment = moment
        self.ending = None  # whoever goes back to business after a goodbye has not ended the call
        self._now.visited.add(moment)
        self._now.speaker = self._script.speaker_at(moment, self._now.speaker)
        self._now.known.update(self.here.knows)
        self.silence_broken()
        return self._delivery.items(self.here.steps)

    def move(self, target: str) -> list[Item]:
        """Goes to a moment, or ends the call."""
        if target in self._script.moments:
            return self.enter(target)
        self.ending = target
        return [Parting(target)]

    def part(self, parting: Parting, telling: AbstractSet[str]) -> list[Item]:
        """The goodbye: the ending's lines and the hang-up. `telling` are facts that are told just before it."""
        target = parting.target
        then = replace(self._now, told=[*self._now.told, *telling])
        if target == END:
            endings = self._script.endings_for(self._now.speaker)
            target = next(name for name, ending in endings if then.allows(ending))
        ending = self._script.endings[target]
        self.ending = target
        self.taken.append(ending.where)
        # a machine has no small change of goodbyes: without an ending of the scenario's it just stops
        wordless = target in self._script.stock.endings and self._script.is_machine(self._now.speaker)
        return [*([] if wordless else self._delivery.items(ending.steps, then)), HangUp(target)]

    def stay(self) -> list[Item]:
        """No goodbye: whatever was planned, the call goes on."""
        self.ending = None
        return []

    def move_on(self) -> list[Item]:
        """Goes where the moment leads."""
        assert self.here.then is not None  # noqa: S101 - asked only while business is open
        self.taken.append(f"{self.here.where}.then")
        return self.move(self.here.then)

    def carry_out(self, chosen: Chosen) -> list[Item]:
        """Gives an answer, and goes where it leads."""
        reply = chosen.reply
        self.answers.give(reply)
        self.taken += [answer.where for answer in (reply, chosen.of) if answer]
        items = self._delivery.items(reply.steps) + self._delivery.items(chosen.again)
        return items + (self.move(reply.go) if reply.go else [])

    def happening(self, name: str) -> list[Item]:
        """What is done when something happens; nothing if neither scenario nor stock has an answer to it."""
        chosen = self.answers.for_act(name, self.moment)
        return self.carry_out(chosen) if chosen else []

    def ask_for_more(self, telling: AbstractSet[str]) -> list[Item]:
        """Asks whether there is anything else. On difficulty 1 something is told first that nobody has asked for yet.

        `telling` are the facts that are told just before it.
        """
        generous = self._now.difficulty == 1 and self._now.awaiting is None
        unasked = self.answers.later(LATER, self.moment, telling) if generous else []
        return [item for chosen in unasked for item in self.carry_out(chosen)] + self.happening("anything-else")

    def without_answer(self, acts: Sequence[str], text: str, *, sense: bool) -> str:
        """What happens at a turn to which no answer is written: unknown-question, not-understood or anything.

        With `sense`, a statement without meaning is not let pass either.
        """
        takes_anything = self.answers.take_anything(self.moment)
        asked = asks_something(text) and not takes_anything
        if asked and "off_topic" not in acts and not (self.business_open or self.asking):
            return "unknown-question"
        # an answer can have the form of a question: "Thursday, at three what?"
        lost = sense or (asked and self._now.awaiting is None)
        return "not-understood" if lost else "anything"

    # what is needed

    def advance(self) -> list[Item]:
        """Asks for what is needed, or goes where the moment leads, through moments in which nothing is said."""
        for _ in self._script.moments:
            if question := self.ask():
                return question
            if not self.business_open:
                return []
            if items := self.move_on():
                return items
        return []

    def ask(self) -> list[Item]:
        """Asks for the next thing that is needed; nothing when all is known or was asked for in vain."""
        missing = self._missing()
        step = self._script.ask_for(missing) if missing else None
        if missing is None or step is None:
            return []
        self._requests[missing] += 1
        return self._delivery.items([step])

    @property
    def asking(self) -> bool:
        """Something is still needed."""
        return self._missing() is not None

    def do_without(self) -> list[Item]:
        """Goes on without what was not understood."""
        self._now.known.update(self.here.needs)
        return self.move_on() if self.business_open else self.happening("anything-else")

    def _missing(self) -> str | None:
        open_needs = (slot for slot in self.here.needs if slot not in self._now.known)
        return next((slot for slot in open_needs if self._requests[slot] < MOST_REQUESTS), None)

    # silence

    def silence_broken(self) -> None:
        """Somebody spoke: prompts begin anew."""
        self._prompted = None

    @property
    def next_prompt(self) -> tuple[Prompt, float] | None:
        """The next prompt, and the seconds of silence after the last sound at which it is due.

        What an earlier prompt has waited is not waited again.
        """
        prompts: Sequence[Prompt] = self._script.prompts(self.moment, self._now.speaker)
        waited = self._prompted.after if self._prompted else 0.0
        due = [prompt for prompt in prompts if prompt.after > waited and self._now.allows(prompt)]
        if not due:
            return None
        return due[0], (due[0].after - waited) * self.patience

    @property
    def patience(self) -> float:
        """Factor on silences: of whoever is on the line, and of the difficulty. A machine keeps to its times."""
        speaker = self._now.speaker
        if self._script.is_machine(speaker):
            return 1.0
        return self._script.person(speaker).patience * PATIENCE_FACTOR[self._now.difficulty]

    def prompt(self, prompt: Prompt) -> list[Item]:
        """Breaks the silence."""
        self._prompted = prompt
        return self.carry_out(Chosen(prompt))
