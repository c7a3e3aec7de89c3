"""What the manager still means to do: a plan with its branches, kept in step with what has been said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from simulator.dialogue.actions import Action, Beep, HangUp, Plan, Say, Think
from simulator.scenario.model import Step


@dataclass(slots=True)
class Spoken:
    """A line to be said, and the step it comes from."""

    say: Say
    step: Step


@dataclass(slots=True)
class Pause:
    """A thinking pause with what follows if it is left alone; the other branch is made when it is needed."""

    think: Think
    step: Step
    kept: list[Item] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Parting:
    """A goodbye that is still to be chosen: what is told before it can change which one fits."""

    target: str
    """Id of the ending, or `end` for the first that fits."""


Item = Spoken | Pause | Beep | HangUp | Parting


class Course:
    """The items still to come, the next one first."""

    def __init__(
        self, items: Iterable[Item] = (), goodbye: Sequence[Item] = (), parting: Parting | None = None
    ) -> None:
        """`goodbye` is what was chosen for `parting`; it comes last."""
        self._items: list[Item] = [*items, *goodbye]
        self._parting = parting
        self._goodbye = len(goodbye)
        """How many of the last items are the goodbye."""

    @property
    def over(self) -> bool:
        """Nothing is left to do."""
        return not self._items

    @property
    def hanging_up(self) -> bool:
        """Nothing is left but to hang up."""
        return len(self._items) == 1 and isinstance(self._items[0], HangUp)

    @property
    def ends_call(self) -> bool:
        """The call ends with this plan."""
        return any(isinstance(item, HangUp) for item in self._items)

    @property
    def pausing(self) -> bool:
        """A thinking pause is under way or comes next."""
        return bool(self._items) and isinstance(self._items[0], Pause)

    def plan(self) -> Plan:
        """What is to be done if the candidate says nothing."""
        return tuple(_flat(self._items))

    def said(self, line: str, *, complete: bool) -> Spoken | None:
        """Notes that a line has sounded. A line said to its end is done with; one cut off stays the next item."""
        found = _from_line(self._items, line)
        if found is None:
            return None
        spoken, *after = found
        assert isinstance(spoken, Spoken)  # noqa: S101 - it is what was looked for
        self._items = after if complete else found
        self._drop_beeps()
        self._goodbye = min(self._goodbye, len(self._items))
        return spoken

    def keep_pause(self) -> Pause | None:
        """The pause under way was left alone: what it was kept for comes next."""
        if not self.pausing:
            return None
        parting = self._goodbye == len(self._items)
        pause = self._items.pop(0)
        assert isinstance(pause, Pause)  # noqa: S101 - `pausing` says so
        self._items[:0] = pause.kept
        if parting:
            self._goodbye = len(self._items)
        return pause

    def fill_pause(self) -> Pause | None:
        """The pause under way was spoken into: what it was kept for is lost."""
        pause = self._items.pop(0) if self.pausing else None
        self._goodbye = min(self._goodbye, len(self._items))
        return pause if isinstance(pause, Pause) else None

    @property
    def ahead(self) -> list[Item]:
        """What has not begun, when nothing is being said: in a pause, or after one. The goodbye is chosen anew."""
        before = len(self._items) - self._goodbye
        return [*self._items[:before], *([self._parting] if self._parting else [])]

    def rest(self) -> list[Item]:
        """What is left and still worth doing after the candidate took the floor; the goodbye is chosen anew.

        A line that was cut off is said again only if something hangs on it: a fact, a question, the goodbye.
        """
        rest = self.ahead
        if rest and isinstance(rest[0], Spoken) and not self.ends_call:
            say = rest[0].say
            if not (say.reveals or say.asks):
                rest.pop(0)
        return rest

    def _drop_beeps(self) -> None:
        # nobody reports a beep; it has sounded when the line before it has
        while self._items and isinstance(self._items[0], Beep):
            self._items.pop(0)


def facts_in(items: Sequence[Item]) -> set[str]:
    """The facts that items tell if every pause is left alone."""
    return {fact for action in _flat(items) if isinstance(action, Say) for fact in action.reveals}


def ends_in_question(items: Sequence[Item]) -> bool:
    """Whether the last line is a question."""
    says = [item.say for item in items if isinstance(item, Spoken)]
    return bool(says) and (says[-1].asks is not None or says[-1].text.endswith("?"))


def _flat(items: Sequence[Item]) -> Iterable[Action]:
    for item in items:
        if isinstance(item, Spoken):
            yield item.say
        elif isinstance(item, Pause):
            yield item.think
            yield from _flat(item.kept)
        elif not isinstance(item, Parting):
            yield item


def _from_line(items: Sequence[Item], line: str) -> list[Item] | None:
    """The items from a line on, looking into what follows a kept pause; None when the line is not among them."""
    for index, item in enumerate(items):
        if isinstance(item, Spoken) and item.say.line == line:
            return list(items[index:])
        if isinstance(item, Pause) and (inside := _from_line(item.kept, line)) is not None:
            return inside + list(items[index + 1 :])
    return None
