"""Introduction: what is offered, what has to be asked for, and how long it takes."""

from __future__ import annotations

import pytest

from simulator.record import CallRecord, CriterionResult
from simulator.scoring.scorecard import score
from tests.scoring.scripted_calls import call

ALL_FOUR = (
    "C: Good morning, this is Daniel Reyes. I interviewed last Tuesday for the project coordinator role and I'm"
    " calling to hear the result. | greeting self_introduction position_mention interview_mention purpose_statement"
)


def introduction(record: CallRecord) -> CriterionResult:
    return score(record).criteria["introduction"]


def test_all_four_at_once_is_the_best() -> None:
    result = introduction(call(f"M: Harlow Mills, Dana speaking.\n{ALL_FOUR}"))
    assert result.level == 4
    assert [item.finding for item in result.evidence] == [
        "gave your name",
        "gave the position",
        "gave when the interview was",
        "gave why you call",
    ]


def test_the_evidence_quotes_the_sentence_not_the_turn() -> None:
    result = introduction(call(f"M: Harlow Mills, Dana speaking.\n{ALL_FOUR}"))
    assert result.evidence[0].quote == "Good morning, this is Daniel Reyes."
    assert result.evidence[0].turn == 1


def test_a_hello_before_it_is_no_introduction_yet() -> None:
    assert introduction(call(f"M: Harlow Mills.\nC: Hello? | greeting\nM: Yes, hello.\n{ALL_FOUR}")).level == 4


def test_what_comes_a_turn_later_unasked_costs_one_level() -> None:
    result = introduction(
        call(
            """
            M: Harlow Mills, Dana speaking.
            C: Good morning, this is Daniel Reyes. | greeting self_introduction
            M: Good morning, Daniel.
            C: I interviewed last Tuesday for project coordinator, and I wondered how it went. | interview_mention \
position_mention purpose_statement
            """
        )
    )
    assert result.level == 3
    assert "came later, unasked" in result.why


@pytest.mark.parametrize(
    ("question", "answer", "acts"),
    [
        ("Which job was that for?", "Project coordinator.", "position_mention"),
        ("And when were you in?", "Last Tuesday.", "interview_mention"),
        ("What is it about?", "I'd like to know the result.", "purpose_statement"),
        ("Who am I speaking with?", "Daniel Reyes.", "self_introduction"),
    ],
)
def test_what_had_to_be_asked_for_costs_two(question: str, answer: str, acts: str) -> None:
    opening = {
        "self_introduction": "This is Daniel Reyes.",
        "position_mention": "It's about the project coordinator role.",
        "interview_mention": "I was in last Tuesday.",
        "purpose_statement": "I'm calling to hear the result.",
    }
    given = {act: text for act, text in opening.items() if act != acts}
    result = introduction(
        call(
            f"M: Harlow Mills.\nC: {' '.join(given.values())} | {' '.join(given)}\nM: {question}\nC: {answer} | {acts}"
        )
    )
    assert result.level == 2
    assert "had to ask" in result.why


def test_how_can_i_help_asks_for_nothing_in_particular() -> None:
    result = introduction(
        call(
            """
            M: Harlow Mills.
            C: This is Daniel Reyes, I interviewed last Tuesday for project coordinator. | self_introduction \
interview_mention position_mention
            M: Hello Daniel, how can I help you?
            C: I'm calling to hear the result. | purpose_statement
            """
        )
    )
    assert result.level == 3


def test_rambling_is_not_brief() -> None:
    story = "and the bus was late and then it rained and my shoes were wet " * 8
    long = ALL_FOUR.replace("Good morning,", f"Good morning, {story},")
    assert introduction(call(f"M: Harlow Mills.\n{long}")).level == 2


def test_a_typed_opening_is_measured_in_words_not_seconds() -> None:
    record = call(f"M: Harlow Mills.\n{ALL_FOUR}")
    record.turns[1].end = record.turns[1].start + 90
    assert introduction(record).level == 2
    record.turns[1].heard = "typed"
    assert introduction(record).level == 4


def test_an_interview_without_a_day_does_not_say_when() -> None:
    opening = "C: This is Daniel Reyes about the project coordinator interview, is there news?"
    result = introduction(
        call(f"M: Harlow Mills.\n{opening} | self_introduction position_mention interview_mention decision_question")
    )
    assert result.level == 3
    assert "did not give when the interview was" in [item.finding for item in result.evidence]


def test_whoever_is_put_through_may_introduce_himself_anew() -> None:
    result = introduction(
        call(
            f"""
            M: Harlow Mills, reception.
            C: Hello, this is Daniel Reyes. | greeting self_introduction
            M: I'll put you through to Ms Whitfield.
            M: Dana Whitfield.
            {ALL_FOUR}
            """
        )
    )
    assert result.level == 4


def test_the_users_own_name_counts_even_when_the_tagger_missed_it() -> None:
    result = introduction(call("M: Harlow Mills.\nC: Daniel Reyes here about last Tuesday. | interview_mention"))
    assert "gave your name" in [item.finding for item in result.evidence]


def test_saying_nothing_at_all_is_level_zero() -> None:
    assert introduction(call("M: Harlow Mills.\nM: Hello?")).level == 0


def test_the_advice_is_in_the_users_own_words() -> None:
    advice = introduction(call("M: Harlow Mills.\nC: Any news? | decision_question")).advice
    assert "this is Daniel Reyes" in advice
    assert "project coordinator" in advice
    assert "last Tuesday at ten" in advice


def test_lost_first_words_are_not_scored_as_unsaid() -> None:
    result = introduction(
        call(
            """
            M: Harlow Mills.
            C: …
            M: Sorry, could you say that again?
            C: I wondered whether there is any news. | decision_question
            M: Not yet.
            C: All right, thank you. | acceptance thanks
            M: Bye.
            C: Goodbye. | farewell
            """
        )
    )
    assert result.status == "not_measurable"
    assert "could not be made out" in result.why
