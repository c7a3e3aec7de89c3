"""What the candidate wrote down of what they were told (advice C4: note down everything they say)."""

from __future__ import annotations

from typing import Final

from simulator.record import CallRecord
from simulator.scoring.sense import GLUE
from simulator.understanding.profile import alike
from simulator.understanding.words import words_of

LEAST_SHARE: Final = 1 / 3
"""Share of a fact's telling words that one note must hold: notes are keywords ("internal cand., Friday")."""
LEAST_WORDS: Final = 2
"""One shared word may be chance, unless the fact has no more."""
TOLD_WITHIN_SECONDS: Final = 0.1
"""A fact is told when its line has ended, give or take a frame or two."""
_SAYS_LITTLE: Final = frozenset("went did got going very really also back two took taken there said says".split())


def facts_told(record: CallRecord) -> list[str]:
    """Ids of the facts that the manager told, in the order of telling."""
    told = [str(getattr(event, "fact", "")) for event in record.events if event.kind == "fact_revealed"]
    return list(dict.fromkeys(filter(None, told)))


def facts_noted(record: CallRecord) -> list[str] | None:
    """Those of them that stand in a note; None when no notes were kept.

    A fact is noted when one note names it by its id, or shares enough of its telling words: of the fact as the scenario
    states it, or as the manager put it ("seventy-eight points" was "a good score").
    """
    if record.notes is None:
        return None
    notes = [words_of(note.text) for note in record.notes]
    ids = {note.text.strip() for note in record.notes}
    texts = record.facts or {}
    said = _lines_that_told(record)
    return [
        fact for fact in facts_told(record)
        if fact in ids or any(_holds(note, told.get(fact, "")) for note in notes for told in (texts, said))
    ]  # fmt: skip


def _lines_that_told(record: CallRecord) -> dict[str, str]:
    """Fact → what the manager said when it was told: the line that ended at that moment."""
    lines: dict[str, str] = {}
    for event in record.events:
        if event.kind == "fact_revealed":
            ended = (turn for turn in record.turns if turn.speaker == "manager")
            ended = (turn for turn in ended if abs(turn.end - event.at) <= TOLD_WITHIN_SECONDS)
            lines.setdefault(str(getattr(event, "fact", "")), " ".join(turn.text for turn in ended))
    return lines


def _telling(words: list[str]) -> list[str]:
    return list(dict.fromkeys(word for word in words if word not in GLUE and word not in _SAYS_LITTLE))


def _holds(note: list[str], text: str) -> bool:
    telling = _telling(words_of(text))
    shared = sum(any(alike(word, meant) for word in note) for meant in telling)
    return bool(telling) and shared >= min(LEAST_WORDS, len(telling)) and shared >= LEAST_SHARE * len(telling)
