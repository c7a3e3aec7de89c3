from __future__ import annotations

import pytest

from simulator.understanding.words import number_in_words, spoken_words, words_of


@pytest.mark.parametrize(
    ("typed", "heard"),
    [
        ("Uh, it's 90142.", "it's nine oh one four two"),
        ("Could we say 2:30?", "could we say two thirty"),
        ("At 9:05!", "at nine oh five"),
        ("10:00 would be fine", "ten o'clock would be fine"),
        ("On the 3rd or the 21st; not the 30th.", "on the third or the twenty first not the thirtieth"),
        ("$45,000", "forty five thousand dollars"),
        ("$45k", "forty five thousand dollars"),
        ("£12.50 an hour", "twelve pounds fifty pence an hour"),
        ("It's 90142, and", "it's nine oh one four two and"),
        ("1,200, I think", "one thousand two hundred i think"),
        ("3.5 years", "three point five years"),
        ("the 100th caller", "the one hundredth caller"),
        ("It was in 2024", "it was in twenty twenty four"),
        ("07700 900123", "oh seven seven oh oh nine oh oh one two three"),
        ("ana.b@example.org", "ana dot b at example dot org"),
        ("I’m fine — thank you…", "i'm fine thank you"),
        ("twenty-one", "twenty one"),
    ],
)
def test_typed_text_becomes_what_a_recogniser_would_have_heard(typed: str, heard: str) -> None:
    assert words_of(typed) == heard.split() == words_of(heard)


def test_hesitation_is_left_out_but_a_listeners_mm_is_kept() -> None:
    assert words_of("Umm, er, hello, uh, mm") == ["hello", "mm"]


@pytest.mark.parametrize("text", ["", "   ", "… ?! —", "uh um"])
def test_text_without_words_has_none(text: str) -> None:
    assert words_of(text) == []


def test_each_word_knows_where_it_stands_in_the_text_and_a_numbers_words_share_their_place() -> None:
    text = "Um, call 42 now."
    assert [(word.text, text[word.start : word.end]) for word in spoken_words(text)] == [
        ("call", "call"),
        ("forty", "42"),
        ("two", "42"),
        ("now", "now"),
    ]


@pytest.mark.parametrize(
    ("number", "spoken"),
    [
        (0, "zero"),
        (9, "nine"),
        (10, "ten"),
        (19, "nineteen"),
        (20, "twenty"),
        (99, "ninety nine"),
        (100, "one hundred"),
        (305, "three hundred five"),
        (1000, "one thousand"),
        (999_999, "nine hundred ninety nine thousand nine hundred ninety nine"),
        (1_000_000, "one zero zero zero zero zero zero"),
    ],
)
def test_a_number_is_spoken_as_people_say_it(number: int, spoken: str) -> None:
    assert number_in_words(number) == spoken.split()


def test_only_the_first_twenty_thousand_characters_are_read() -> None:
    assert len(spoken_words("no " * 10_000)) == len(spoken_words("no " * 6_667)) < 7_000


def test_places_are_places_in_the_text_even_where_a_letter_is_longer_in_lower_case() -> None:
    text = "This is İpek from İİzmir"
    assert [text[word.start : word.end] for word in spoken_words(text)] == text.split()
    assert words_of(text)[2] == "ipek"


@pytest.mark.parametrize("text", ["²", "x² and ①", "½", "٣", "12.30.40", "99:99", "$1,2,3k"])
def test_odd_numbers_are_words_like_any_other(text: str) -> None:
    assert all(words_of(text))
