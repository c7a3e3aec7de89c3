"""Which of the answers that a script holds is given to what the candidate did."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Final

from simulator.dialogue.reading import AT_ONCE, LATER, MOST_ANSWERS, QUESTIONS, REACTIONS, SOCIAL, wants_repeating
from simulator.dialogue.script import Script
from simulator.dialogue.situation import Situation
from simulator.scenario.model import Answer, Reply, Step

_OPENERS: Final = frozenset({"apology", "greeting"})
"""Courtesies after which small talk is answered as well: "sorry about that. How is your day?"."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """An answer to be given."""

    reply: Reply
    again: tuple[Step, ...] = ()
    """Lines of an earlier answer, said again after this one's."""
    of: Reply | None = None
    """The earlier answer."""

    @property
    def repeats(self) -> bool:
        """It says the last thing again."""
        return any(step.repeat for step in self.reply.steps)


class Answers:
    """Chooses answers and remembers which were given."""

    def __init__(self, script: Script, now: Situation) -> None:
        self._script = script
        self._now = now
        self._given: Counter[str] = Counter()
        self._asked_again: Counter[str] = Counter()

    def for_turn(self, acts: Sequence[str], moment: str, *, questions: bool, courtesies: bool) -> list[Chosen]:
        """The answers to one turn, in a sensible order.

        Without `questions`, those about the application wait, unless the moment itself has an answer; without
        `courtesies`, a mere thank-you needs none because the call moves on anyway.
        """
        reaction = self.reaction(acts, moment)
        asked = [act for act in QUESTIONS if act in acts]
        if not wants_repeating(acts):
            asked = [act for act in asked if act != "clarification_request"]
        answers = [
            chosen
            for act in asked
            if (chosen := self.for_act(act, moment, here_only=not questions and act not in AT_ONCE))
        ]
        if len(answers) > 1:
            # "sorry, why was that?" is answered by the reason, not by the last line over again
            answers = [chosen for chosen in answers if not chosen.repeats]
        found = reaction + _different(answers)[:MOST_ANSWERS]
        if not found:
            found = self._social(acts, moment, courtesies=courtesies)
        # an answer that leads elsewhere comes last, and there is only one
        leading = [chosen for chosen in found if chosen.reply.go]
        return [chosen for chosen in found if not chosen.reply.go] + leading[:1]

    def reaction(self, acts: Sequence[str], moment: str, *, within: Step | None = None) -> list[Chosen]:
        """The answer to what a person reacts to before anything else, if the turn holds such a thing.

        `within` is a pause that the turn was spoken into: the answer that it belongs to is under way already.
        """
        found = (self.for_act(act, moment) for act in REACTIONS if act in acts)
        return next(([chosen] for chosen in found if chosen and not _holds(chosen, within)), [])

    def afterwards(
        self, acts: Sequence[str], moment: str, telling: AbstractSet[str], *, within: Step, leads: bool
    ) -> list[Chosen]:
        """The answers to questions put into a pause, if what follows the pause does not tell the same; at most two.

        `telling` are the facts told by what follows; without `leads` no answer must lead elsewhere.
        """
        found: list[Chosen] = []
        for act in QUESTIONS:
            if act not in acts or (act == "decision_question" and "verdict" in telling):
                continue
            chosen = self.for_act(act, moment, again=False)
            if chosen is None or chosen.repeats or _holds(chosen, within) or (chosen.reply.go and not leads):
                continue
            if not chosen.reply.surely_tells or not chosen.reply.surely_tells <= telling:
                found.append(chosen)
        first = _different(found)[:1]
        # who would have to think again, or go elsewhere, has said enough with one
        second = [chosen for chosen in _different(found)[1:2] if not _goes_on(first[0])]
        return first + second

    def later(self, acts: Sequence[str], moment: str, telling: AbstractSet[str]) -> list[Chosen]:
        """The first answer to questions that had to wait that tells more than what is told before it."""
        for act in LATER:
            chosen = self.for_act(act, moment, again=False) if act in acts else None
            if chosen and not chosen.reply.go and not chosen.reply.surely_tells <= telling | self._now.revealed:
                return [chosen]
        return []

    def for_act(self, trigger: str, moment: str, *, here_only: bool = False, again: bool = True) -> Chosen | None:
        """The answer to one act or happening: the scenario's own if it has one, or the common stock's.

        With `here_only` just the moment's own answers count; without `again` there is none to what was answered.
        """
        spent: Answer | None = None
        speaker = self._now.speaker
        own = self._script.moments[moment].answers if here_only else self._script.own_answers(moment, speaker)
        for answer in own:
            if trigger in answer.on and self._open(answer):
                if not self._spent(answer):
                    return Chosen(answer)
                spent = answer
        if spent is not None:
            return self._once_more(spent, trigger, moment) if again else None
        if not here_only:
            for answer in self._script.common_answers(speaker):
                if trigger in answer.on and self._open(answer):
                    return Chosen(answer)
        return None

    def give(self, reply: Reply) -> None:
        """Notes that an answer is being given."""
        self._given[reply.where] += 1

    def _social(self, acts: Sequence[str], moment: str, *, courtesies: bool) -> list[Chosen]:
        """The answer to the first courtesy that has one. A moment that knows what to do with anything else wants
        something of the candidate: there, common courtesies would lose the thread."""
        insists = any("anything" in answer.on for answer in self._script.moments[moment].answers)
        here_only = insists or not courtesies
        found = [chosen for act in SOCIAL if act in acts and (chosen := self.for_act(act, moment, here_only=here_only))]
        if "qualification_pitch" in acts:
            # "that's fine, I have the letter here": whoever says more has not finished
            found = [chosen for chosen in found if not chosen.reply.go] or found
        second = [chosen for chosen in found[1:] if "small_talk" in chosen.reply.on] if _OPENERS & set(acts) else []
        return _different(found[:1] + second)

    def take_anything(self, moment: str) -> bool:
        """Whether the scenario has its own answer to anything that may be said now."""
        if moment in self._script.stock.moments:
            return False
        own = self._script.own_answers(moment, self._now.speaker)
        return any("anything" in answer.on and self._open(answer) for answer in own)

    def _open(self, reply: Reply) -> bool:
        left = reply.times is None or self._given[reply.where] < reply.times
        return left and self._now.allows(reply)

    def _spent(self, reply: Reply) -> bool:
        """Whether an answer has nothing new to tell. What a filled pause has cost is not told later."""
        told = self._now.revealed
        if reply.surely_tells:
            return reply.surely_tells <= told
        perhaps = reply.perhaps_tells
        return bool(perhaps) and (self._given[reply.where] > 0 or perhaps <= told)

    def _once_more(self, spent: Answer, trigger: str, moment: str) -> Chosen | None:
        self._asked_again[trigger] += 1
        if spent.go is not None:
            return None
        first_time = self._asked_again[trigger] == 1
        lead = self.for_act("answered-before" if first_time else "answered-twice", moment)
        lines = [step for step in spent.steps if step.line]
        # what only led up to a pause is not worth saying again
        again = tuple([step for step in lines if step.reveals] or lines) if first_time else ()
        return Chosen(lead.reply, again, spent) if lead else None


def _different(answers: list[Chosen]) -> list[Chosen]:
    """Each answer once, though several acts may have called for it."""
    return list({chosen.reply.where: chosen for chosen in answers}.values())


def _goes_on(chosen: Chosen) -> bool:
    """Whether an answer leads elsewhere, or holds a pause of its own."""
    return chosen.reply.go is not None or any(step.think for step in chosen.reply.steps)


def _holds(chosen: Chosen, pause: Step | None) -> bool:
    """Whether a pause belongs to this very answer."""
    return pause is not None and pause.where.startswith(f"{chosen.reply.where}.")
