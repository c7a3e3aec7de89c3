"""Closing: thanks, a good wish and a goodbye, in the last words."""

from __future__ import annotations

import pytest

from simulator.record import CallRecord, CriterionResult, Event
from simulator.scoring.scorecard import score
from tests.scoring.scripted_calls import call

BEFORE = """
    M: Harlow Mills.
    C: Any news? | decision_question
    M: I'm afraid it's a no.
    C: I understand. | acceptance
    M: Well.
"""


def closing(record: CallRecord) -> CriterionResult:
    return score(record).criteria["closing"]


@pytest.mark.parametrize(
    ("acts", "level"),
    [
        ("thanks well_wish farewell", 4),
        ("thanks enthusiasm farewell", 4),
        ("thanks farewell", 3),
        ("well_wish farewell", 3),
        ("farewell", 2),
        ("thanks", 2),
        ("confirmation", 1),
        ("dispute", 0),
        ("thanks farewell dispute", 0),
    ],
)
def test_the_level_counts_the_parts_of_a_close(acts: str, level: int) -> None:
    assert closing(call(f"{BEFORE}C: Well then, that is all I had. | {acts}")).level == level


def test_the_close_may_take_two_turns() -> None:
    script = f"{BEFORE}C: Thank you, Dana, and all the best. | thanks well_wish\nM: You too.\nC: Bye. | farewell"
    assert closing(call(script)).level == 4


@pytest.mark.parametrize(
    ("last", "level"), [("thanks well_wish farewell", 4), ("thanks farewell", 3), ("farewell", 0), ("acceptance", 0)]
)
def test_a_bitter_word_that_was_made_up_for_is_not_how_the_call_ended(last: str, level: int) -> None:
    script = f"{BEFORE}C: Younger, you mean. | dispute\nM: I did not say that.\nC: Well then. Right. | {last}"
    assert closing(call(script)).level == level


def test_thanks_at_the_beginning_do_not_close_a_call() -> None:
    early = "M: Harlow Mills.\nC: Thanks for picking up. | thanks\nM: Sure.\nC: Any news? | decision_question\nM: No.\n"
    assert closing(call(f"{early}C: Bye. | farewell")).level == 2


def test_a_line_that_was_cut_gives_no_chance() -> None:
    record = call(f"{BEFORE}C: And I wanted to | none")
    record.events.append(Event.model_validate({"kind": "hang_up", "at": 30, "by": "line"}))
    assert closing(record).status == "not_applicable"


def test_lost_last_words_are_not_scored_as_unsaid() -> None:
    result = closing(call(f"{BEFORE}C: Thank you. | thanks\nM: Goodbye.\nC: …"))
    assert result.status == "not_measurable"


def test_the_advice_names_the_manager() -> None:
    assert "Thank you for your time, Dana Whitfield." in closing(call(f"{BEFORE}C: Right. | none")).advice
