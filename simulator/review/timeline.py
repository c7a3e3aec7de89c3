"""A call as it is read back: what was said, the pauses and what happened in between, in order of time.

Pauses and interruptions are those that the scoring sees (`simulator.scoring.floor`), so that what is drawn and what is
judged never differ.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Literal, TypeAlias

from simulator.record import CallRecord, Event, Scorecard, Turn
from simulator.review.facts import fact_text
from simulator.review.wording import clean, criterion_name, short_name
from simulator.scoring import floor
from simulator.scoring.turns import CandidateTurn

HappeningKind = Literal["learned", "aside", "end"]


@dataclass(frozen=True, slots=True)
class Note:
    """What the scorecard found for one criterion, at the turn where it shows."""

    criterion: str
    """As a heading."""
    finding: str


@dataclass(frozen=True, slots=True)
class Spoken:
    """A turn."""

    at: float
    """Seconds from pick-up."""
    index: int
    """Into the record's `turns`."""
    turn: Turn
    notes: tuple[Note, ...] = ()
    talked_over: float | None = None
    """Seconds during which this turn of the candidate cut into the manager's; None = no interruption."""


@dataclass(frozen=True, slots=True)
class Silence:
    """A thinking pause of the manager."""

    at: float
    end: float
    """Seconds from pick-up."""
    kept: bool
    """Left alone until the manager went on; otherwise the candidate spoke at `end`."""


@dataclass(frozen=True, slots=True)
class Happening:
    """Something else worth a line."""

    at: float
    kind: HappeningKind
    text: str


Entry: TypeAlias = Spoken | Silence | Happening


def timeline(record: CallRecord, card: Scorecard | None = None) -> list[Entry]:
    """All entries in order of time. Without a scorecard there are no notes, and acts are those in the record."""
    managers = [(index, turn) for index, turn in enumerate(record.turns) if turn.speaker == "manager"]
    said = _candidate_turns(record, card)
    notes = _notes(record, card)
    overlaps = {slip.by.index: slip.overlap for slip in floor.interruptions(managers, said)}
    entries: list[Entry] = [
        Spoken(turn.start, index, turn, tuple(notes[index]), overlaps.get(index))
        for index, turn in enumerate(record.turns)
    ]
    entries += [
        Silence(pause.start, pause.end, pause.filled_by is None) for pause in floor.thinking_pauses(managers, said)
    ]
    entries += [found for event in record.events if (found := happening(event, record)) is not None]
    return sorted(entries, key=_order)


def happening(event: Event, record: CallRecord) -> Happening | None:
    """An event as a line of its own; None where it needs no line (a turn or a pause shows it already)."""
    name = short_name(record.manager.name)
    if event.kind == "fact_revealed":
        return Happening(event.at, "learned", f"you learned: {fact_text(record, event)}")
    if event.kind == "hang_up":
        by = str((event.model_extra or {}).get("by", ""))
        ended = {"candidate": "you hung up", "manager": f"{name} hung up"}.get(by, "the line was cut")
        return Happening(event.at, "end", ended)
    asides = {
        "beep": "beep",
        "not_understood": f"{name} could not make out what you said",
        "line_lost": "the sound device went away",
    }
    if event.kind == "turn_resumed" and (event.model_extra or {}).get("manager_heard"):
        asides["turn_resumed"] = f"{name} took you to have finished, and let you go on"
    text = asides.get(event.kind)
    return Happening(event.at, "aside", text) if text is not None else None


def _order(entry: Entry) -> tuple[float, int]:
    # at one moment: what was learned closes the line before it, then the pause begins, then somebody speaks
    rank = {Happening: 0, Silence: 1, Spoken: 2}[type(entry)]
    last = isinstance(entry, Happening) and entry.kind == "end"
    return (entry.at, 3 if last else rank)


def _candidate_turns(record: CallRecord, card: Scorecard | None) -> list[CandidateTurn]:
    acts = card.acts if card is not None else {}
    return [
        CandidateTurn(index, position, turn, frozenset(acts.get(index, turn.acts or ())), "")
        for position, (index, turn) in enumerate(record.candidate_turns())
    ]


def _notes(record: CallRecord, card: Scorecard | None) -> dict[int, list[Note]]:
    notes: dict[int, list[Note]] = defaultdict(list)
    for name, result in card.criteria.items() if card is not None else ():
        findings: dict[int, list[str]] = defaultdict(list)
        for evidence in result.evidence:
            if evidence.turn is not None and 0 <= evidence.turn < len(record.turns):
                findings[evidence.turn].append(clean(evidence.finding))
        for turn, found in findings.items():
            notes[turn].append(Note(criterion_name(name), "; ".join(found)))
    return notes
