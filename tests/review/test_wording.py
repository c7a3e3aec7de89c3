"""The words in which a call is told back."""

from __future__ import annotations

import pytest

from simulator.record import Scorecard
from simulator.review.highlights import highlights
from simulator.review.measures import Measure, measures_of
from simulator.review.wording import clean, clock, lasting, moment, short_name, shorten
from tests.review.samples import sample_card


@pytest.mark.parametrize(
    ("seconds", "shown"), [(0, "0:00"), (59.9, "0:59"), (61, "1:01"), (3661, "1:01:01"), (-1, "0:00")]
)
def test_moments_are_minutes_and_seconds(seconds: float, shown: str) -> None:
    assert clock(seconds) == shown


def test_short_times_keep_a_decimal_that_says_something() -> None:
    assert [lasting(seconds) for seconds in (0.42, 1.9, 1.97, 4.2)] == ["0.4 s", "1.9 s", "2 s", "4.2 s"]


@pytest.mark.parametrize(
    ("name", "short"), [("Ruth Okafor", "Ruth"), ("Ms. Ada Chen", "Ms. Chen"), ("  ", "They"), ("Dr", "Dr")]
)
def test_people_are_called_by_first_name_or_title(name: str, short: str) -> None:
    assert short_name(name) == short


def test_text_cannot_steer_a_terminal_or_turn_letters_round() -> None:
    assert clean("a\x1b[2Jb\r\nc\u202ed\u200be\ud800") == "a [2Jb cde\ufffd"


def test_quotations_are_cut_between_words() -> None:
    assert shorten("one two three four", 12) == "one two…"
    assert shorten("unbreakablelongword", 8) == "unbreak…"


def test_a_date_that_cannot_be_read_is_shown_as_it_is() -> None:
    assert moment("2026-03-02T10:00:00Z") == "2 March 2026, 10:00"
    assert moment("last Tuesday") == "last Tuesday"


def test_the_highlights_are_the_best_and_the_lowest_level() -> None:
    found = highlights(sample_card())

    assert found.went_well is not None
    assert found.try_next is not None
    assert (found.went_well.criterion, found.try_next.criterion) == ("introduction", "enthusiasm")


def test_a_call_in_which_nothing_went_well_names_nothing_that_did() -> None:
    card = sample_card()
    for result in card.criteria.values():
        result.level = 1 if result.level is not None else None

    assert highlights(card).went_well is None


def test_measures_are_rows_with_unit_range_and_source() -> None:
    rows = measures_of(sample_card())

    assert rows[0] == Measure("Pace", "152 words/min", "130–175", "Street & Brady 1982; Feiler & Powell 2015")
    assert rows[1].value == "46 %"
    assert rows[2] == Measure("Fillers per minute", "not measured", "", "this recogniser leaves fillers out")


@pytest.mark.parametrize(
    ("given", "shown"), [([None, 5], "up to 5"), ([3, None], "from 3"), ("about 3", "about 3"), ([None, None], "")]
)
def test_ranges_may_be_open_or_in_words(given: object, shown: str) -> None:
    card = Scorecard(measures={"gaps": {"value": 1, "unit": "x", "range": given}})

    assert measures_of(card)[0].usual == shown


def test_counts_stand_bare_and_parts_name_the_whole() -> None:
    card = Scorecard(measures={"pauses": {"value": 2, "unit": "times"}, "told": {"value": 3, "of": 8, "unit": "facts"}})

    assert [measure.value for measure in measures_of(card)] == ["2", "3 of 8 facts"]
