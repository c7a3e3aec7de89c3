"""What hearing tells, step by step. Frame numbers count from the first frame that was heard."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from simulator.record import Word


@dataclass(frozen=True, slots=True)
class Transcript:
    """The words of one turn."""

    text: str
    words: list[Word] = field(default_factory=list)
    """With times in seconds from the turn's first frame."""
    alternatives: list[str] = field(default_factory=list)
    """Other readings, the best first."""
    recogniser: str = ""


@dataclass(frozen=True, slots=True)
class SpeechStarted:
    """A turn begins."""

    turn: int
    start_frame: int


@dataclass(frozen=True, slots=True)
class Partial:
    """The words of a turn as far as they are made out by now; may change.

    Typed ones are the whole line from the start.
    """

    turn: int
    text: str
    heard: Literal["live", "typed"] = "live"


@dataclass(frozen=True, slots=True)
class TurnEnded:
    """The candidate has left the floor. The words follow."""

    turn: int
    start_frame: int
    end_frame: int
    """First frame after the last speech."""
    decided_frame: int
    """When it was decided that the turn is over."""


@dataclass(frozen=True, slots=True)
class Words:
    """The final words of a turn; empty when there were none to be made out."""

    turn: int
    transcript: Transcript
    heard: Literal["live", "typed"] = "live"


@dataclass(frozen=True, slots=True)
class Lost:
    """The words of a turn will not come; its sound is kept."""

    turn: int
    why: str


Heard: TypeAlias = SpeechStarted | Partial | TurnEnded | Words | Lost
