"""What the manager told, and what stayed untold."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.record import CallRecord, Event
from simulator.review.wording import clean, short_name
from simulator.scoring.notes import facts_noted


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that the manager could tell."""

    text: str
    at: float | None
    """Seconds from pick-up when it was told; None if it never was."""
    earned: str
    """What brings the manager to tell it ("by asking for feedback"); "" where the record does not say."""
    noted: bool = False
    """The candidate wrote it down."""


@dataclass(frozen=True, slots=True)
class Facts:
    """All that there was to hear in a call."""

    heard: tuple[Fact, ...]
    missed: tuple[Fact, ...]

    @property
    def count(self) -> int:
        """How many there were."""
        return len(self.heard) + len(self.missed)


def facts_of(record: CallRecord) -> Facts:
    """The facts of the record, told ones in the order of telling."""
    told: dict[str, float] = {}
    for event in record.events:
        if event.kind == "fact_revealed":
            told.setdefault(_fact_id(event), event.at)
    texts, earned = record.facts or {}, record.earned or {}
    noted = facts_noted(record) or ()
    heard = [
        Fact(clean(texts[name]), at, clean(earned.get(name, "")), name in noted)
        for name, at in told.items()
        if name in texts
    ]
    missed = [Fact(clean(text), None, clean(earned.get(name, ""))) for name, text in texts.items() if name not in told]
    return Facts(tuple(heard), tuple(missed))


def fact_text(record: CallRecord, event: Event) -> str:
    """The text of the fact that an event tells of; its id where the record holds no text."""
    name = _fact_id(event)
    return clean((record.facts or {}).get(name, name))


def why_missed(record: CallRecord) -> str:
    """How people come to hear more; said beside what they did not hear."""
    name = short_name(record.manager.name)
    who = "They" if name == "They" else name
    return (
        f"{who} could have told you more. Some things come out when a pause is left alone, others when somebody asks; "
        "nobody hears everything in one call."
    )


def _fact_id(event: Event) -> str:
    return str((event.model_extra or {}).get("fact", ""))
