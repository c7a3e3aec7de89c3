from __future__ import annotations

import pytest

from simulator.record import Candidate
from simulator.understanding.slots import Slots, find_slots

MARISOL = Candidate(name="Marisol Reyes", position="night auditor", interview="last Thursday at two with Ms Okafor")
TYPED = "Hi, my name is Marisol Reyes and I interviewed last Thursday at 2:30 for the night auditor position."
HEARD = "hi my name is marisol reyes and i interviewed last thursday at two thirty for the night auditor position"


@pytest.mark.parametrize("text", [TYPED, HEARD], ids=["typed", "heard"])
def test_name_position_and_interview_are_found_in_typed_and_in_heard_text(text: str) -> None:
    slots = find_slots(text)
    assert slots.name == "Marisol Reyes"
    assert slots.position == "night auditor"
    assert slots.interview == "last thursday at two thirty"
    assert slots.times == []


def test_each_slot_knows_where_it_stands_in_the_text_as_given() -> None:
    where = find_slots(TYPED).where
    assert {slot: [TYPED[start:end] for start, end in spans] for slot, spans in where.items()} == {
        "name": ["Marisol Reyes"],
        "position": ["night auditor"],
        "interview": ["last Thursday at 2:30"],
    }


@pytest.mark.parametrize(
    "text",
    [
        "You can reach me at 555-014-2298.",
        "my number is five five five oh one four two two nine eight",
        "it's five five five, zero one four, double two nine eight",
        "my number is five five five oh one for two two nine eight",
    ],
    ids=["typed", "spoken", "double", "misheard"],
)
def test_a_telephone_number_is_found_however_it_is_given(text: str) -> None:
    assert find_slots(text).telephone == "5550142298"


def test_a_year_or_a_time_is_no_telephone_number() -> None:
    assert find_slots("I was there from 2019 on, at two thirty.").telephone is None


@pytest.mark.parametrize(
    "text", ["My e-mail is marisol.reyes@example.org.", "my email is marisol dot reyes at example dot org"]
)
def test_an_email_address_is_found_typed_or_spelt_aloud(text: str) -> None:
    assert find_slots(text).email == "marisol.reyes@example.org"


@pytest.mark.parametrize(
    ("text", "interview"),
    [
        ("I came in last Monday with Trev.", "last monday with trev"),
        ("I was before the board on the nineteenth.", "on the nineteenth"),
        ("You were kind enough to see me on Friday.", "friday"),
    ],
)
def test_the_day_of_the_interview_is_found_without_the_word(text: str, interview: str) -> None:
    assert find_slots(text).interview == interview


@pytest.mark.parametrize(
    "text", ["I could come in Sunday night.", "See you Monday!", "Good morning, I saw a missed call."]
)
def test_a_day_that_lies_ahead_or_a_greeting_is_not_the_interviews(text: str) -> None:
    assert find_slots(text).interview is None


def test_days_that_are_offered_are_times_and_not_the_interview() -> None:
    slots = find_slots("I could come on Monday at 10 or Tuesday afternoon.")
    assert slots.times == ["monday at ten", "tuesday afternoon"]
    assert slots.interview is None


def test_dates_are_found() -> None:
    assert find_slots("How about the 3rd of May at half past two?").times == ["the third of may at half past two"]


@pytest.mark.parametrize(
    ("text", "money"),
    [
        ("I was hoping for $52,000 a year", "52000 dollars a year"),
        ("i was hoping for fifty two thousand dollars", "52000 dollars"),
        ("I make eighteen an hour now", "18 an hour"),
    ],
)
def test_amounts_of_money_are_found(text: str, money: str) -> None:
    assert find_slots(text).money == [money]


def test_the_managers_question_says_what_a_bare_answer_is() -> None:
    assert find_slots("Marisol Reyes", manager_said="What is your name, please?").name == "Marisol Reyes"
    assert find_slots("Night auditor.", manager_said="And which position was that?").position == "night auditor"
    assert find_slots("Two.", manager_said="What time would suit you?").times == ["two"]
    assert find_slots("Two.").times == []


def test_what_fits_the_profile_matches_even_if_a_word_is_misheard() -> None:
    slots = find_slots("this is marisel reyes i interviewed last thursday at two for the night auditer job", MARISOL)
    assert (slots.name_matches, slots.position_matches, slots.interview_matches) == (True, True, True)


def test_a_wrong_name_position_or_day_is_noticed() -> None:
    assert find_slots("My name is Hank Duffy.", MARISOL).name_matches is False
    assert find_slots("I interviewed for the pastry chef position.", MARISOL).position_matches is False
    assert find_slots("I interviewed on Monday at nine.", MARISOL).interview_matches is False


def test_without_a_profile_nothing_is_compared() -> None:
    slots = find_slots(TYPED)
    assert (slots.name_matches, slots.position_matches, slots.interview_matches) == (None, None, None)


@pytest.mark.parametrize("text", ["", "...", "I'm fine, thank you.", "The first thing I wanted to say is thanks."])
def test_a_turn_without_facts_has_empty_slots(text: str) -> None:
    assert find_slots(text, MARISOL) == Slots()
