from __future__ import annotations

import time

import pytest

from simulator.hearing.end_of_turn import FALLBACK, FLOOR, LONGEST, PAUSE, PROMPT, TurnState, WaitByWords, typical_pause

STATEMENT = "i had an interview with you on monday about the warehouse job"


def wait(text: str, patience: float = 1.0, pauses: tuple[float, ...] = (), earlier: tuple[float, ...] = ()) -> float:
    return WaitByWords(patience).wait(TurnState(text, 3.0, pauses, earlier))


@pytest.mark.parametrize(
    "text",
    [
        "i wanted to ask about the",
        "i had an interview on monday and",
        "i was calling because um",
        "thank you for your time and",
        "could you tell me when i",
    ],
)
def test_a_sentence_left_open_is_waited_for(text: str) -> None:
    assert wait(text) > wait(STATEMENT) + 0.2


@pytest.mark.parametrize(
    "text", ["hi this is daniel brooks", "hello my name is sarah miller", "good morning miss allen"]
)
def test_a_greeting_without_a_purpose_is_waited_for(text: str) -> None:
    assert wait(text) > wait(STATEMENT) + 0.1


@pytest.mark.parametrize(
    "text",
    [
        "i see when will you make a decision do you think",
        "okay and what are the next steps then",
        "have you made a decision",
        "when will i hear from you",
        "thank you very much",
        "all right thank you so much for your time bye",
        "thank you have a lovely weekend goodbye",
    ],
)
def test_after_a_question_or_a_goodbye_it_answers_sooner_than_plain_silence_could(text: str) -> None:
    assert wait(text) < FALLBACK


def test_a_goodbye_is_answered_promptly() -> None:
    assert wait("thank you for your help bye bye") < 0.8


def test_one_more_word_can_turn_the_end_into_a_beginning() -> None:
    assert wait("thank you for your help") < wait("thank you for your help and")


def test_without_words_it_waits_as_long_as_plain_silence_must() -> None:
    assert wait("") == FALLBACK


@pytest.mark.parametrize("text", ["HAVE YOU MADE A DECISION", "Have you made a decision?"])
def test_how_a_recogniser_writes_makes_no_difference(text: str) -> None:
    assert wait(text) == wait("have you made a decision")


def test_a_slow_speaker_gets_more_time_and_a_quick_one_less() -> None:
    assert wait(STATEMENT, pauses=(0.9, 1.1, 1.0)) > wait(STATEMENT) > wait(STATEMENT, pauses=(0.25, 0.3, 0.25))


def test_a_slow_speaker_is_known_by_earlier_turns_too() -> None:
    assert wait(STATEMENT, earlier=(0.9, 1.1, 1.0)) == wait(STATEMENT, pauses=(0.9, 1.1, 1.0))


def test_a_speakers_pace_is_everybodys_until_shown_and_the_closures_of_consonants_do_not_show_it() -> None:
    assert typical_pause(()) == typical_pause((0.1, 0.15)) == pytest.approx(PAUSE)
    assert PAUSE < typical_pause((1.0,)) < typical_pause((1.0,) * 5) < typical_pause((1.0,) * 500) <= 1.0


def test_no_wait_is_shorter_than_prompt_or_longer_than_a_hesitation() -> None:
    texts = ["", "um", "bye bye", "and the", STATEMENT, "kan u het herhalen", "wer ist da"]
    assert all(PROMPT <= wait(text) <= LONGEST for text in texts)


def test_patience_stretches_every_wait_but_never_under_the_floor() -> None:
    assert wait(STATEMENT, patience=1.5) == pytest.approx(1.5 * wait(STATEMENT))
    assert wait("thank you", patience=0.01) == FLOOR


def test_a_long_turn_costs_little_to_decide() -> None:
    texts = [" ".join(["could you tell me what i said about it then"] * 30 + [str(number)]) for number in range(100)]
    began = time.process_time()
    for text in texts:
        wait(text)
    assert (time.process_time() - began) / 100 < 0.003
