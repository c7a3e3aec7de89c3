"""A fact counts as written down by its own words, or by those in which the manager told it."""

from __future__ import annotations

import pytest

from simulator.dialogue.engine import Engine
from simulator.record import CallRecord, Event, Note, Turn
from simulator.scenario.catalogue import list_scenarios
from simulator.scenario.model import Scenario
from simulator.scoring.notes import facts_noted

FACT = "The place has gone to someone else."
LINE = "They were told on Monday, so it's signed and sealed, I'm afraid."


def told(note: str, line: str = LINE, fact: str = FACT) -> CallRecord:
    """A call in which one fact was told by a line, and one note was written."""
    return CallRecord(
        id="one",
        facts={"verdict": fact},
        turns=[
            Turn(speaker="manager", start=0, end=2, text="Good morning, staff office."),
            Turn(speaker="manager", start=5, end=9, text=line),
        ],
        events=[Event.model_validate({"kind": "fact_revealed", "at": 9.01, "fact": "verdict"})],
        notes=[Note(text=note)],
    )


@pytest.mark.parametrize("note", ["place gone, someone else", "signed Monday, all sealed", "verdict"])
def test_a_fact_is_noted_in_its_own_words_the_managers_or_by_its_name(note: str) -> None:
    assert facts_noted(told(note)) == ["verdict"]


@pytest.mark.parametrize("note", ["staff office", "Monday", "ring Wilfred"])
def test_other_words_are_no_note_of_it(note: str) -> None:
    assert facts_noted(told(note)) == []


@pytest.mark.parametrize(
    ("given", "texts"),
    [
        ({"start": "1 March", "salary": 42000, "heard": None, "ask": True, "who": ["Ms Chen"]}, ["1 March", "42000"]),
        (["1 March", {"text": "Ms Chen", "at": 4.5}, {"at": 9}, 7], ["1 March", "Ms Chen", "7"]),
        ("1 March", None),
    ],
)
def test_notes_of_other_programs_are_read_as_far_as_they_are_notes(given: object, texts: list[str] | None) -> None:
    record = CallRecord.model_validate({"id": "one", "notes": given})
    assert (None if record.notes is None else [note.text for note in record.notes]) == texts


@pytest.mark.parametrize("scenario", list_scenarios(), ids=lambda scenario: scenario.id)
def test_who_writes_down_what_was_said_has_noted_the_fact(scenario: Scenario) -> None:
    engine = Engine(scenario, seed=1)
    for say in engine.lines():
        for fact in say.reveals:
            assert facts_noted(told(say.text, say.text, engine.facts[fact]))
