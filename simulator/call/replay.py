"""The manager of an earlier call brought to where the call stood then.

The engine is deterministic, so it is told again what it was told: which lines sounded, which pauses were left alone,
what the candidate said and how it was understood. No sound is needed for that, and it takes no time.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from functools import partial

from simulator.call.retry import Retry
from simulator.dialogue.actions import Action, Plan, Say, Think, Utterance
from simulator.dialogue.engine import Engine, Tags
from simulator.errors import WrongUse
from simulator.record import SAME_MOMENT_SECONDS, Event, Turn
from simulator.understanding.tagger import NO_CONTEXT, Context, tagger


class KnownActs:
    """Tells the engine the acts that it found the first time; afterwards what the tagger finds."""

    def __init__(self, tags: Tags | None = None) -> None:
        self._tags: Tags = tags if tags is not None else tagger()
        self.known: list[str] | None = None

    def acts(self, text: str, context: Context = NO_CONTEXT) -> list[str]:
        """The acts of an utterance."""
        return list(self.known) if self.known is not None else self._tags.acts(text, context)


def replay(engine: Engine, tags: KnownActs, retry: Retry) -> Plan:
    """Tells a fresh engine all that it was told before the moment; gives what the manager does from there on.

    `tags` must be the engine's tagger. Raises WrongUse where the manager would say something else now.
    """
    return _Replay(engine, tags, retry).plan()


class _Replay:
    """The engine's part of an earlier call, done once more."""

    def __init__(self, engine: Engine, tags: KnownActs, retry: Retry) -> None:
        self._engine = engine
        self._tags = tags
        self._retry = retry
        self._queue: deque[Action] = deque(engine.answered())

    def plan(self) -> Plan:
        if self._retry.first is None:
            return tuple(self._queue)
        for _, _, happen in sorted(self._happenings(), key=lambda item: item[:2]):
            happen()
        self._find(self._retry.record.turns[self._retry.first], self._retry.first)
        return tuple(self._queue)

    def _happenings(self) -> list[tuple[float, int, Callable[[], None]]]:
        """What the engine was told, with the time and, at one time, the order."""
        found: list[tuple[float, int, Callable[[], None]]] = []
        for index, turn in enumerate(self._retry.kept):
            tell = self._manager if turn.speaker == "manager" else self._candidate
            found.append((turn.end, 0, partial(tell, turn, index)))
        for event in self._retry.events:
            if event.kind == "pause_kept":
                found.append((event.end or event.at, 1, self._pause_kept))
            elif event.kind == "prompted":
                found.append((event.at, 2, self._prompted))
            elif event.kind == "not_understood":
                found.append((event.end or event.at, 1, self._not_heard))
        return found

    def _manager(self, turn: Turn, index: int) -> None:
        if self._inside_a_turn(turn):
            return  # "sorry, go on": said in passing, and forgotten
        self._find(turn, index)
        self._engine.said(turn.line or "", not turn.interrupted)
        if turn.interrupted:
            self._queue.clear()
        else:
            self._queue.popleft()

    def _find(self, turn: Turn, index: int) -> None:
        """Drops what is planned before a line, or finds out what else made the manager say it."""
        if not self._has(turn.line) and self._engine.listen_limit is not None:
            self._queue = deque(self._engine.time_up())
        if not self._has(turn.line):
            said = " ".join(turn.text.split()[:8])
            raise WrongUse(
                f"turn {index} (“{said} …”) would go differently now, so the call cannot be played again from there; "
                "begin with an earlier turn: --from 0 is the whole call"
            )
        while not (isinstance(self._queue[0], Say) and self._queue[0].line == turn.line):
            self._queue.popleft()

    def _has(self, line: str | None) -> bool:
        return any(isinstance(action, Say) and action.line == line for action in self._queue)

    def _candidate(self, turn: Turn, _index: int) -> None:
        at = turn.start
        if self._noted("not_heard", at):
            if not self._queue or self._noted("interruption", at):
                self._queue = deque(self._engine.not_heard())
            return
        if self._noted("overlap", at) or (self._noted("backchannel", at) and turn.acts is None):
            if not self._queue:
                self._queue = deque(self._engine.resume())  # it had made the manager fall silent
            return
        cutting_in = any(turn.start - 1 <= event.at <= turn.end for event in self._events("interruption"))
        if cutting_in:
            self._engine.interrupted()
        self._tags.known = _acts_then(turn)
        plan = self._engine.heard(Utterance(_text_then(turn), self._noted("pause_filled", at), cutting_in))
        self._tags.known = None
        if plan is not None:
            self._queue = deque(plan)

    def _pause_kept(self) -> None:
        if self._queue and isinstance(self._queue[0], Think):
            self._queue.popleft()
            self._engine.pause_kept()

    def _prompted(self) -> None:
        self._queue = deque(self._engine.silence(self._engine.patience))

    def _not_heard(self) -> None:
        self._queue = deque(self._engine.not_heard())

    def _events(self, kind: str) -> Sequence[Event]:
        return [event for event in self._retry.events if event.kind == kind]

    def _noted(self, kind: str, at: float) -> bool:
        return any(abs(event.at - at) < SAME_MOMENT_SECONDS for event in self._events(kind))

    def _inside_a_turn(self, turn: Turn) -> bool:
        """Whether it was said in the middle of a turn of the candidate's that went on after it."""
        resumed = self._events("turn_resumed")
        return any(
            own.start < turn.start and turn.end <= own.end and any(own.start < event.at <= own.end for event in resumed)
            for own in self._retry.kept
            if own.speaker == "candidate"
        )


def _text_then(turn: Turn) -> str:
    """What the engine was told: corrections came later."""
    return turn.earlier[0].text if turn.earlier else turn.text


def _acts_then(turn: Turn) -> list[str] | None:
    """The acts found then; None where later corrections have dropped them."""
    return None if turn.acts is None and turn.earlier else list(turn.acts or [])
