"""What the manager can do. A plan is what the manager means to do until the candidate has another turn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from typing_extensions import Self

Mood = Literal["warm", "neutral", "cool"]


class _Constant:
    """What never changes is its own copy, so that an engine's memory costs little to keep."""

    __slots__ = ()

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        return self


@dataclass(frozen=True, slots=True)
class Say(_Constant):
    """A line, said to its end unless the candidate cuts it off."""

    line: str
    """Id of the line; the same for all its variants."""
    text: str
    """One variant, placeholders filled."""
    reveals: tuple[str, ...] = ()
    """Facts that are told when the line has been said to its end."""
    mood: Mood = "neutral"
    asks: str | None = None
    """What the line asks for."""
    speaker: str = "manager"
    """Id of the person who says it, and so of the voice."""


@dataclass(frozen=True, slots=True)
class Think(_Constant):
    """A deliberate silence; what follows in the plan is said only if the candidate leaves it alone."""

    seconds: float
    hint: Literal["", "hold"] = ""
    """`hold`: the candidate hears a hold tone."""


@dataclass(frozen=True, slots=True)
class Beep(_Constant):
    """A voicemail's beep."""


@dataclass(frozen=True, slots=True)
class HangUp(_Constant):
    """The manager's side ends the call."""

    reason: str
    """Id of the ending."""


Action = Say | Think | Beep | HangUp
Plan = tuple[Action, ...]


@dataclass(frozen=True, slots=True)
class Utterance:
    """What the candidate said in one turn."""

    text: str
    during_pause: bool = False
    """It came into a thinking pause."""
    interrupting: bool = False
    """It cut the manager off."""
