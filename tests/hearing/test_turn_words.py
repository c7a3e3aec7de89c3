from __future__ import annotations

import json

import pytest

from simulator.hearing.turn_words import LOOK_BACK, MODEL_PATH, TurnWords, cues_of, turn_words, words_in


def test_words_are_read_alike_from_any_recogniser() -> None:
    assert words_in("I’m calling, um – about the Job.") == ["i'm", "calling", "um", "about", "the", "job"]
    assert words_in("") == words_in("… 12?") == []


def test_cues_name_the_end_of_the_turn_and_its_kind() -> None:
    cues = cues_of(words_in("hello could you tell me when you will decide"))
    assert {"last decide", "last but one will", "near tell"} <= set(cues)
    assert "kinds question greeting" in cues


def test_what_was_said_long_ago_does_not_count() -> None:
    end = [f"word{number}" for number in range(LOOK_BACK)]
    assert cues_of(["bye", *end]) == cues_of(["and", "then", *end])


def test_a_turn_of_no_words_has_a_chance_too() -> None:
    assert 0 < turn_words().chance([]) < 1


def test_the_chance_is_the_logistic_of_the_votes() -> None:
    model = TurnWords(bias=-1.0, weights={"last bye": 3.0, "near bye": 2.0})
    assert model.chance(["bye"]) == pytest.approx(1 / (1 + 2.718281828 ** -(-1.0 + 3.0 + 0.5 * 2.0)))


def test_the_file_is_small_and_readable_and_open_words_speak_for_more_to_come() -> None:
    weights = json.loads(MODEL_PATH.read_text(encoding="utf-8"))["weights"]
    assert MODEL_PATH.stat().st_size < 40_000
    assert all(weights[f"last {word}"] < -1 for word in ("and", "the", "um", "to"))
    assert weights["near bye"] > 0.5
