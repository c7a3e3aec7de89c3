"""What the manager does about a turn: reacts to it, answers what was asked, goes on, or has not understood.

The words are the script's (`answering`), the way is the flow's (`flow`); here is decided what comes first, what waits,
and what of the plan under way is still worth doing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from simulator.dialogue.actions import Utterance
from simulator.dialogue.answering import Chosen
from simulator.dialogue.course import Course, Item, Pause, Spoken, ends_in_question, facts_in
from simulator.dialogue.delivery import Delivery
from simulator.dialogue.flow import Flow
from simulator.dialogue.listening import Listening
from simulator.dialogue.reading import (
    LATER,
    asks_of_contact,
    asks_what_is_not_known,
    has_finished,
    leaving,
    makes_no_sense,
    only_thanks,
    wants_repeating,
)
from simulator.dialogue.situation import Situation

MOST_MISSED: Final = 2
"""How many turns in a row may come to nothing before the manager goes on without them."""


class Replies:
    """Replies to turns. Remembers the questions that had to wait, and how many turns have come to nothing."""

    def __init__(self, now: Situation, delivery: Delivery, flow: Flow, listening: Listening) -> None:
        self._now = now
        self._delivery = delivery
        self._flow = flow
        self._listening = listening
        self._remembered: list[str] = []
        self._missed = 0

    def reply(self, acts: Sequence[str], utterance: Utterance, course: Course) -> list[Item]:
        """What is done now that the candidate has said this; `course` is the plan that it was said into."""
        filled = course.fill_pause() if utterance.during_pause else None
        rest = self._after_filled(filled) + course.ahead if filled else course.rest()
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

    def not_heard(self, rest: list[Item]) -> list[Item]:
        """What is done when there was speech, but no words came of it; `rest` is still worth doing."""
        self._missed += 1
        if self._missed > MOST_MISSED:
            return rest or self._do_without()
        return self._flow.happening("not-heard") + rest

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
            late = self._flow.answers.later(self._remembered, self._flow.moment, facts_in(rest))
            rest = rest + self._carry_out(late)
            self._remembered = []
        return greeting + answers + rest

    def _answer_in_pause(self, acts: Sequence[str], pause: Pause, rest: list[Item]) -> list[Item]:
        """What somebody does whose thoughts were talked into: reacts, goes on, and answers what was asked."""
        self._missed = 0
        was_at, answers = self._flow.position, self._flow.answers
        reaction = self._carry_out(answers.reaction(acts, self._flow.moment, within=pause.step))
        if self._flow.position != was_at:
            return reaction
        if self._flow.business_open:
            self._remember(acts)
            return reaction + rest
        telling = facts_in(rest)
        answer = answers.afterwards(acts, self._flow.moment, telling, within=pause.step, leads=not self._untold(rest))
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
        chosen = self._flow.answers.for_turn(acts, self._flow.moment, questions=questions, courtesies=courtesies)
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
        return self._delivery.items(pause.step.filled)

    def _is_answered(self, item: Item) -> bool:
        return isinstance(item, Spoken) and item.say.asks is not None and item.say.asks in self._now.known

    def _untold(self, items: Sequence[Item]) -> set[str]:
        return facts_in(items) - self._now.revealed
