from __future__ import annotations

import pytest

from simulator.understanding.numbers import amounts_of_money, email_address, telephone_numbers, whole_number
from simulator.understanding.times import Moment, moment, times_said


@pytest.mark.parametrize(
    ("said", "digits"),
    [
        ("five five five oh one four two", "5550142"),
        ("double five five oh one four two", "5550142"),
        ("triple seven zero one two", "777012"),
        ("five five five and then twenty three forty five", "5552345"),
        ("eight hundred five five five one two one two", "8005551212"),
        ("five five five to one nine", "555219"),
    ],
)
def test_a_telephone_number_is_put_together_from_spoken_digits(said: str, digits: str) -> None:
    assert [span.value for span in telephone_numbers(said.split())] == [digits]


def test_fewer_than_six_digits_are_no_telephone_number() -> None:
    assert telephone_numbers("one two three four five".split()) == []


def test_a_number_that_sounds_like_a_word_counts_only_between_digits() -> None:
    assert telephone_numbers("to for too one won to".split()) == []


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("seven", 7),
        ("twenty eight", 28),
        ("one hundred and five", 105),
        ("forty five thousand", 45_000),
        ("two hundred fifty thousand three hundred", 250_300),
    ],
)
def test_a_whole_number_is_read_to_its_last_word(said: str, number: int) -> None:
    words = said.split()
    assert whole_number([*words, "please"], 0) == (number, len(words))


def test_a_second_number_does_not_run_into_the_first() -> None:
    assert whole_number(["two", "thirty"], 0) == (2, 1)


def test_what_is_no_number_is_none() -> None:
    assert whole_number(["please"], 0) is None


def test_a_bare_number_is_money_only_when_the_talk_is_of_pay() -> None:
    assert amounts_of_money(["eighteen"]) == []
    assert [span.value for span in amounts_of_money(["eighteen"], about_pay=True)] == ["18"]
    assert [span.value for span in amounts_of_money("twenty bucks an hour".split())] == ["20 dollars an hour"]


def test_an_email_address_needs_a_known_ending() -> None:
    found = email_address("write to ana underscore b at example dot com".split())
    assert found is not None and found.value == "ana_b@example.com"
    assert email_address("i was at example dot".split()) is None
    assert email_address("meet me at the office".split()) is None


@pytest.mark.parametrize(
    "said",
    [
        "next tuesday at half past two",
        "the third of may",
        "tomorrow morning",
        "quarter to five",
        "noon",
        "thursday at ten thirty",
    ],
)
def test_a_time_is_found_whole_inside_a_sentence(said: str) -> None:
    sentence = f"would {said} suit you"
    assert [sentence[start:end] for start, end in times_said(sentence)] == [said]


def test_a_bare_hour_is_a_time_only_when_one_was_asked_for() -> None:
    assert times_said("two") == []
    assert times_said("two", asked=True) == [(0, 3)]


def test_what_is_counted_is_no_date() -> None:
    assert times_said("the first time i called") == []


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("last thursday at two", Moment("thursday", None, 2)),
        ("the twenty first of may", Moment(None, 21, None)),
        ("the thirtieth", Moment(None, 30, None)),
        ("quarter to five", Moment(None, None, 4)),
        ("quarter to one", Moment(None, None, 12)),
        ("half past two", Moment(None, None, 2)),
        ("noon", Moment(None, None, 12)),
        ("whenever you like", Moment()),
    ],
)
def test_a_moment_holds_what_was_said_and_no_more(said: str, expected: Moment) -> None:
    assert moment(said) == expected


def test_two_moments_agree_disagree_or_have_nothing_to_compare() -> None:
    assert Moment("monday", hour=2).agrees(Moment("monday")) is True
    assert Moment("monday", hour=2).agrees(Moment("monday", hour=3)) is False
    assert Moment("monday").agrees(Moment(hour=3)) is None
