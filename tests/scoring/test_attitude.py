"""Enthusiasm, professionalism and the open door: what was said about the job, the verdict and the next contact."""

from __future__ import annotations

import pytest

from simulator.record import CallRecord, CriterionName
from simulator.scoring.scorecard import score
from tests.scoring.scripted_calls import call

OPENING = "M: Harlow Mills.\nC: This is Daniel Reyes, is there any news on it? | self_introduction decision_question\n"
NO = "M: I'm afraid we went with someone else.\n"


def level(record: CallRecord, criterion: CriterionName) -> int | None:
    return score(record).criteria[criterion].level


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("I'm really excited, because the harbour crane project is what I studied for.", 4),
        ("I really liked the workshop you showed me.", 4),
        ("I'm really excited about this opportunity.", 3),
        ("I'd have a look at that.", 2),
    ],
)
def test_interest_weighs_more_with_a_reason(said: str, expected: int) -> None:
    assert level(call(f"{OPENING}M: Well.\nC: {said} | enthusiasm"), "enthusiasm") == expected


def test_words_of_the_profile_are_no_reason_of_ones_own() -> None:
    said = "I'm really excited about the project coordinator position at Harlow Mills."
    assert level(call(f"{OPENING}M: Well.\nC: {said} | enthusiasm"), "enthusiasm") == 3


def test_politeness_without_interest_is_neutral() -> None:
    assert (
        level(call(f"{OPENING}{NO}C: I understand, thank you for telling me, goodbye. | acceptance"), "enthusiasm") == 2
    )


def test_blame_undoes_interest() -> None:
    said = "I was excited, but this is no way to treat people."
    assert level(call(f"{OPENING}{NO}C: {said} | enthusiasm dispute"), "enthusiasm") == 1


def test_nothing_but_blame_is_bitter() -> None:
    blame = "C: You people never meant it. | dispute\nM: I am sorry.\n"
    assert level(call(OPENING + NO + blame * 3), "enthusiasm") == 0


@pytest.mark.parametrize(
    ("rest", "expected"),
    [
        ("C: I understand. | acceptance", 4),
        ("C: Thank you for telling me. | thanks", 3),
        ("C: But I must know why today. | pressure\nM: I can't.\nC: All right, thank you. | acceptance thanks", 2),
        ("C: I must know. | pressure\nM: No.\nC: Please, you must. | pressure\nM: No.\nC: Bye. | farewell", 1),
        ("C: That is a lie. | dispute\nM: No.\nC: You are all liars. | dispute", 0),
        ("C: That is unfair. | dispute\nM: I know.\nC: Sorry, I should not have said it. | apology", 2),
    ],
)
def test_professionalism_counts_lapses_and_recovery(rest: str, expected: int) -> None:
    assert level(call(f"{OPENING}{NO}{rest}"), "professionalism") == expected


def test_the_advice_after_a_lapse_says_what_to_say_instead() -> None:
    record = call(f"{OPENING}{NO}C: You told me it was certain, all of you. | dispute")
    advice = score(record).criteria["professionalism"].advice
    assert "Instead of “You told me it was certain" in advice
    assert "I understand" in advice


@pytest.mark.parametrize(
    ("rest", "expected"),
    [
        ("C: If it comes up again, please call me. | keep_in_mind_request", 4),
        ("C: Please keep me in mind. | keep_in_mind_request", 3),
        ("C: Is anything else open? | openings_question", 2),
        ("C: Goodbye. | farewell", 0),
        ("M: We do get openings in spring.\nC: Goodbye. | farewell", 1),
        ("M: I'll call you on Friday.\nC: Friday is fine, thank you. | confirmation thanks", 4),
        ("C: Can I call you again in March? | none", 4),
        ("C: Strike me off, you liars. | withdrawal dispute", 0),
    ],
)
def test_the_open_door_wants_who_and_when(rest: str, expected: int) -> None:
    assert level(call(f"{OPENING}{NO}{rest}"), "open_door") == expected


def test_with_the_job_in_hand_no_door_needs_to_be_kept_open() -> None:
    record = call(f"{OPENING}M: We would like to offer you the job.\nC: Great, thank you! | thanks", "hired")
    assert score(record).criteria["open_door"].status == "not_applicable"
