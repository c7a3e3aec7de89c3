"""From the steps of a script to what is really said: guards looked up, variants chosen, pauses measured."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from typing import Final

from simulator.dialogue.actions import Beep, Say, Think
from simulator.dialogue.course import Item, Pause, Spoken
from simulator.dialogue.script import Script
from simulator.dialogue.situation import Situation
from simulator.scenario.model import Reply, Step

PAUSE_FACTOR: Final = {1: 0.8, 2: 1.0, 3: 1.25}
"""Length of thinking pauses, by difficulty: a long silence is harder to leave alone."""

MERE_WORDS: Final = 4
"""A turn of so few words that tells and asks nothing is a mere "okay, I see"."""


class Delivery:
    """Makes items out of steps, and remembers what was said: no variant comes twice running."""

    def __init__(self, script: Script, now: Situation, chance: random.Random) -> None:
        self._script = script
        self._now = now
        self._random = chance
        self._last_text: dict[tuple[str, str], str] = {}
        self._last_turn: list[Spoken] = []
        self._last_told: list[Spoken] = []

    @property
    def last_words(self) -> str:
        """What the manager has said since the last plan began."""
        return " ".join(spoken.say.text for spoken in self._last_turn)

    def begin_turn(self) -> None:
        """The manager takes the floor with a new plan."""
        if any(spoken.say.reveals for spoken in self._last_turn):
            self._last_told = [spoken for spoken in self._last_turn if spoken.say.reveals]
        self._last_turn = []

    def was_said(self, spoken: Spoken) -> None:
        """Notes that a line has sounded."""
        self._last_text[spoken.say.line, spoken.say.speaker] = spoken.say.text
        self._last_turn.append(spoken)

    def items(self, steps: Iterable[Step], then: Situation | None = None) -> list[Item]:
        """The items for the steps whose guards hold now, or in the situation `then` in which they will be said."""
        situation = then or self._now
        items: list[Item] = []
        for step in steps:
            # a reply's own guards were looked up when it was chosen, before it counted as given
            if not isinstance(step, Reply) and not situation.allows(step):
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

    def varied(self, items: Iterable[Item]) -> list[Item]:
        """The items as a plan in which no line comes in the words in which it was last said.

        That can happen when a plan is resumed, or when two answers share a line. A tape says the same every time.
        """
        return self._varied(items, dict(self._last_text))

    def _varied(self, items: Iterable[Item], last: dict[tuple[str, str], str]) -> list[Item]:
        varied: list[Item] = []
        for item in items:
            if isinstance(item, Pause):
                item.kept = self._varied(item.kept, last)
            elif isinstance(item, Spoken):
                key = item.say.line, item.say.speaker
                if last.get(key) == item.say.text and not self._script.is_machine(item.say.speaker):
                    item = Spoken(self._say(item.step, item.say.speaker, last), item.step)
                last[key] = item.say.text
            varied.append(item)
        return varied

    def _line(self, step: Step) -> Spoken:
        speaker = self._script.speaker_of(step, self._now.speaker)
        return Spoken(self._say(step, speaker, self._last_text), step)

    def _say(self, step: Step, speaker: str, last: Mapping[tuple[str, str], str]) -> Say:
        """One of a line's variants that is not the last one said."""
        for band in (self._now.band, "neutral"):
            # where a single warm or cool wording was just used up, the plain ones are other words
            variants = self._script.wordings(step, speaker, band)
            fresh = [say for say in variants if say.text != last.get((say.line, speaker))]
            if fresh:
                break
        # two variants can become the same words once a name is filled in
        return self._random.choice(fresh or variants)

    def _pause(self, step: Step) -> Pause:
        assert step.think is not None  # noqa: S101 - the caller has looked
        seconds = round(step.think * PAUSE_FACTOR[self._now.difficulty], 1)
        return Pause(Think(seconds, "hold" if step.hold else ""), step, self.items(step.kept))

    def _said_again(self) -> list[Item]:
        """The last thing said, in other words: what matters of it, or all of it when nothing does."""
        telling = [spoken for spoken in self._last_turn if spoken.say.reveals or spoken.say.asks]
        if not telling and len(self.last_words.split()) <= MERE_WORDS:
            telling = self._last_told  # nobody wants to hear "okay" again
        lines = {spoken.say.line: spoken for spoken in (telling or self._last_turn)}
        # whoever said it says it again, though somebody else may be on the line by now
        return [
            Spoken(self._say(spoken.step, spoken.say.speaker, self._last_text), spoken.step)
            for spoken in lines.values()
        ]
