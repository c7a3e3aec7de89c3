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
_SAYS_LITTLE: Final = frozenset("went did got going very really also back two took taken there said says".split())


def facts_told(record: CallRecord) -> list[str]:
    """Ids of the facts that the manager told, in the order of telling."""
    told = [str(getattr(event, "fact", "")) for event in record.events if event.kind == "fact_revealed"]
    return list(dict.fromkeys(filter(None, told)))


def facts_noted(record: CallRecord) -> list[str] | None:
    """Those of them that stand in a note; None when no notes were kept.

    A fact is noted when one note names it by its id, or shares enough of its telling words.
    """
    if record.notes is None:
        return None
    notes = [words_of(note.text) for note in record.notes]
    ids = {note.text.strip() for note in record.notes}
    texts = record.facts or {}
    return [
        fact for fact in facts_told(record)
        if fact in ids or any(_holds(note, _telling(words_of(texts.get(fact, "")))) for note in notes)
    ]  # fmt: skip


def _telling(words: list[str]) -> list[str]:
    return list(dict.fromkeys(word for word in words if word not in GLUE and word not in _SAYS_LITTLE))


def _holds(note: list[str], telling: list[str]) -> bool:
    shared = sum(any(alike(word, meant) for word in note) for meant in telling)
    return bool(telling) and shared >= min(LEAST_WORDS, len(telling)) and shared >= LEAST_SHARE * len(telling)
