from __future__ import annotations

import time

import pytest

from simulator.hearing.end_of_turn import FLOOR, TurnState, WaitByWords

OPEN = "i had an interview on monday"


def wait(text: str, patience: float = 1.0) -> float:
    return WaitByWords(patience).wait(TurnState(text, 3.0, ()))


@pytest.mark.parametrize(
    "text",
    [
        "i wanted to ask about the",
        "i had an interview on monday and",
        "i was calling because um",
        "thank you for your time and",
        "could you tell me when i",
        "i have looked at it you know",
        "good morning my name is",
    ],
)
def test_a_sentence_left_open_is_waited_for(text: str) -> None:
    assert wait(text) > wait(OPEN)


@pytest.mark.parametrize("text", ["hello", "good morning", "hi this is daniel brooks", "hello my name is sarah miller"])
def test_a_greeting_without_a_purpose_is_waited_for(text: str) -> None:
    assert wait(text) > wait(OPEN)


def test_an_introduction_that_has_told_its_purpose_is_over_like_any_other_turn() -> None:
    assert wait("hi this is daniel i am calling for the result of my interview") == wait(OPEN)


@pytest.mark.parametrize(
    "text",
    [
        "have you made a decision",
        "could you tell me what i could do better",
        "what are the next steps",
        "thank you very much",
        "thanks for your time",
        "have a nice day",
        "all right goodbye",
    ],
)
def test_a_question_a_thanks_and_a_goodbye_hand_over_the_floor(text: str) -> None:
    assert wait(text) < wait(OPEN)


def test_without_words_it_waits_the_default() -> None:
    assert wait("") == wait(OPEN) == pytest.approx(0.9)


def test_patience_stretches_every_wait_but_never_under_the_floor() -> None:
    assert wait(OPEN, patience=1.5) == pytest.approx(1.5 * wait(OPEN))
    assert wait("thank you", patience=0.01) == FLOOR


def test_a_long_turn_costs_little_to_decide() -> None:
    text = " ".join(["could you tell me what i said about it then"] * 30)
    began = time.process_time()
    for _ in range(100):
        wait(text)
    assert (time.process_time() - began) / 100 < 0.003
