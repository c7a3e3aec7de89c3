"""Phonemes as the neural voices were trained on them, from espeak-ng's own library."""

from __future__ import annotations

import sys
import unicodedata

import pytest

from simulator.voice import phonemes
from simulator.voice.phonemes import NoPhonemes, clauses, sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hello, are you there?", [("Hello,", ","), ("are you there?", "?")]),
        ("This is Ms. Chen. Yes!", [("This is Miz Chen.", "."), ("Yes!", "!")]),
        ("Tuesday at 10:30 a.m. on the phone; fine", [("Tuesday at 10:30 a.m. on the phone;", ";"), ("fine", ".")]),
        ("It pays 3.50 — or 1,200", [("It pays 3.50", ","), ("or 1,200", ".")]),
        ("Wait … what?", [("Wait …", "."), ("what?", "?")]),
        ("“Really?” she asked,", [("“Really?” she asked,", ".")]),
        ("…", []),
    ],
)
def test_a_line_is_cut_at_its_marks_and_nowhere_else(text: str, expected: list[tuple[str, str]]) -> None:
    assert clauses(text) == expected


def test_every_sentence_becomes_its_phonemes_with_the_marks_between_clauses() -> None:
    assert sentences("Hello, thank you. Are you there?", "en-us") == ["həlˈoʊ, θˈæŋk juː.", "ɑːɹ juː ðˈɛɹ?"]


def test_the_accent_is_heard_in_the_phonemes() -> None:
    american, british = (sentences("I can't park the car", accent)[0] for accent in ("en-us", "en-gb-x-rp"))
    assert "kˈæn" in american
    assert "kˈɑː" in british
    assert sentences("car", "en-gb") == sentences("car", "en-gb-x-rp") == ["kˈɑː."]


def test_an_accent_that_espeak_does_not_have_is_spoken_as_american() -> None:
    assert sentences("car", "en-zz") == sentences("car", "en-us")


def test_phonemes_are_decomposed_as_in_the_voices_tables() -> None:
    (said,) = sentences("Déjà vu, ça va, jalapeño", "en-us")
    assert said == unicodedata.normalize("NFD", said)
    assert "(" not in said, "no notes on the language"


def test_without_espeak_the_command_that_installs_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "espeakng_loader", None)
    phonemes.load_espeak.cache_clear()
    with pytest.raises(NoPhonemes, match="pip install espeakng-loader"):
        sentences("hello", "en-us")
    phonemes.load_espeak.cache_clear()
