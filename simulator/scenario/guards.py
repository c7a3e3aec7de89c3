"""Guards: the plain comparisons that a scenario writes after `when:`. A guard is looked up, never executed.

    mood >= 1                     also difficulty, turns, interruptions, kept, filled; with >=, <=, >, <, is
    revealed why-not              the manager has told this fact, to the last word
    asked feedback                the candidate has asked this (in this turn or before)
    said dispute >= 2             the candidate has done this, here in at least two turns
    awaiting time                 the manager's last question was for this
    known name                    whoever is on the line knows this already
    been look-up                  the call has come through this moment
    verdict is rejected
    not revealed why-not          each of these can be turned round

Several guards in a list must all hold.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass
from functools import cache
from operator import eq, ge, gt, le, lt, ne
from typing import Final, Literal, Protocol, get_args

from simulator.record import Verdict
from simulator.understanding.acts import ACTS

Number = Literal["mood", "difficulty", "turns", "interruptions", "kept", "filled"]
"""What can be compared with a whole number; `kept` and `filled` count thinking pauses."""
Slot = Literal[
    "name", "purpose", "position", "interview", "telephone", "email", "time", "salary", "documents", "anything-else"
]
"""What the manager can ask for."""
SLOTS: Final[tuple[str, ...]] = get_args(Slot)
VERDICTS: Final[tuple[str, ...]] = get_args(Verdict)

_OPERATORS: Final[Mapping[str, Callable[[int, int], bool]]] = {
    ">=": ge,
    "<=": le,
    ">": gt,
    "<": lt,
    "is": eq,
    "is not": ne,
}
_COMPARISON = r"(?P<operator>>=|<=|>|<|is not|is)\s+(?P<value>\S+)"
_NUMBER_GUARD: Final = re.compile(rf"(?P<name>{'|'.join(get_args(Number))})\s+{_COMPARISON}")
_VERDICT_GUARD: Final = re.compile(r"verdict\s+(?P<operator>is not|is)\s+(?P<value>\S+)")
_WORD_GUARD: Final = re.compile(
    rf"(?P<not>not\s+)?(?P<kind>revealed|asked|said|awaiting|known|been)\s+(?P<name>[\w-]+)(?:\s+{_COMPARISON})?"
)


class Situation(Protocol):
    """What guards can look at."""

    @property
    def numbers(self) -> Mapping[str, int]:
        """Every `Number` → its value now."""

    @property
    def verdict(self) -> str: ...

    @property
    def revealed(self) -> Set[str]: ...

    @property
    def act_turns(self) -> Mapping[str, int]:
        """Act → in how many of the candidate's turns it was done."""

    @property
    def awaiting(self) -> str | None: ...

    @property
    def known(self) -> Set[str]: ...

    @property
    def visited(self) -> Set[str]: ...


@dataclass(frozen=True, slots=True)
class Guard:
    """One comparison. `kind` is `number`, `verdict`, or the guard's first word."""

    text: str
    kind: str
    name: str
    """What is compared: a number's name, a fact, an act, a slot or a moment; empty for the verdict."""
    operator: str
    value: int | str

    def holds(self, now: Situation) -> bool:
        """Whether the guard is true now."""
        if self.kind == "verdict":
            return (now.verdict == self.value) == (self.operator == "is")
        return _OPERATORS[self.operator](self._measure(now), int(self.value))

    def _measure(self, now: Situation) -> int:
        """The number on the left: a count, or 1 for a thing that is so and 0 for one that is not."""
        match self.kind:
            case "number":
                return now.numbers[self.name]
            case "revealed":
                return int(self.name in now.revealed)
            case "asked" | "said":
                return now.act_turns.get(self.name, 0)
            case "awaiting":
                return int(self.name == now.awaiting)
            case "known":
                return int(self.name in now.known)
            case _:
                return int(self.name in now.visited)


@cache
def parse_guard(text: str) -> Guard:
    """The guard that a text states. Raises ValueError with what is wrong, in words for a writer."""
    text = " ".join(text.split())
    if found := _NUMBER_GUARD.fullmatch(text):
        return Guard(text, "number", found["name"], found["operator"], _whole(found["value"]))
    if found := _VERDICT_GUARD.fullmatch(text):
        if found["value"] not in VERDICTS:
            raise ValueError(f"no verdict is called {found['value']!r}; there are {', '.join(VERDICTS)}")
        return Guard(text, "verdict", "", found["operator"], found["value"])
    if found := _WORD_GUARD.fullmatch(text):
        return _word_guard(text, found)
    raise ValueError(
        f"{text!r} is no guard; write one plain comparison, such as 'mood >= 1', 'asked feedback', "
        "'revealed FACT', 'said dispute >= 2', 'verdict is rejected'"
    )


def _word_guard(text: str, found: re.Match[str]) -> Guard:
    kind, name = found["kind"], found["name"]
    if kind in ("asked", "said"):
        name = _act(kind, name)
    elif kind in ("awaiting", "known") and name not in SLOTS:
        raise ValueError(f"the manager cannot ask for {name!r}; there are {', '.join(SLOTS)}")
    if found["operator"] is None:
        return Guard(text, kind, name, "is" if found["not"] else ">=", 0 if found["not"] else 1)
    if found["not"] or kind not in ("asked", "said"):
        raise ValueError(f"{text!r}: only 'asked' and 'said' can be counted, and without 'not'")
    return Guard(text, kind, name, found["operator"], _whole(found["value"]))


def _act(kind: str, name: str) -> str:
    """The act's full name; after `asked`, `_question` or `_request` may be left out."""
    endings = ("", "_question", "_request") if kind == "asked" else ("",)
    for ending in endings:
        if name + ending in ACTS:
            return name + ending
    raise ValueError(f"no act is called {name!r}; docs/scenarios.md lists them")


def _whole(text: str) -> int:
    if not re.fullmatch(r"-?\d{1,4}", text):
        raise ValueError(f"expected a whole number, found {text!r}")
    return int(text)
