"""Drivers that misbehave: each failure is survived, tried once more, and told in one line."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

import pytest

from simulator.audio import RATE
from simulator.errors import NoVoice
from simulator.voice.spec import VoiceSpec
from simulator.voice.synthesis import Synthesiser

VOICE = VoiceSpec(rate=200)
Make = Callable[..., Synthesiser]

DRIVERS = ["once", pytest.param("espeak", marks=pytest.mark.skipif(sys.platform != "linux", reason="needs fork"))]


@pytest.mark.parametrize("driver", DRIVERS)
def test_a_driver_that_speaks_only_its_first_utterance_speaks_them_all(misbehaving: Make, driver: str) -> None:
    synthesiser = misbehaving(driver, seconds=20.0)
    begin = time.monotonic()
    assert [len(synthesiser.render("speak", VOICE)) for _ in range(3)] == [RATE] * 3
    assert time.monotonic() - begin < 20.0, "each spoke at its first try"


@pytest.mark.parametrize("driver", DRIVERS)
def test_settings_are_made_before_the_loop_that_can_lose_them(misbehaving: Make, driver: str) -> None:
    assert len(misbehaving(driver).render("speak", VoiceSpec(rate=100))) == 2 * RATE


@pytest.mark.parametrize("driver", DRIVERS)
@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("hang", "no answer within"),
        ("empty", "no finished sound file"),
        ("die", "died|exit code 3"),
        ("crash", "died"),
        ("speak " * 60, "1.00 s of sound for 300 letters"),
    ],
)
def test_an_utterance_that_cannot_come_out_is_one_clear_error(
    misbehaving: Make, driver: str, text: str, why: str
) -> None:
    synthesiser = misbehaving(driver, seconds=0.3)
    with pytest.raises(NoVoice, match=f"the voice could not say “{text[:4]}.*({why}).*followup doctor"):
        synthesiser.render(text, VOICE)
    assert len(synthesiser.render("speak", VOICE)) == RATE, "the next one must not suffer"


@pytest.mark.parametrize("driver", DRIVERS)
@pytest.mark.parametrize("text", ["hang once", "die once", "empty once"])
def test_an_utterance_that_fails_once_is_tried_again(misbehaving: Make, driver: str, text: str) -> None:
    assert len(misbehaving(driver, seconds=0.3).render(text, VOICE)) == RATE


def test_voices_that_cannot_be_listed_are_a_note_and_the_default_voice_speaks(misbehaving: Make) -> None:
    synthesiser = misbehaving("once")
    assert len(synthesiser.render("speak", VOICE)) == RATE
    assert synthesiser.voices() == []
    assert any("409;9" in note for note in synthesiser.notes)


def test_a_driver_that_does_not_load_is_named_with_the_command_that_mends_it() -> None:
    with Synthesiser("nosuchdriver") as synthesiser, pytest.raises(NoVoice) as caught:
        synthesiser.render("speak", VOICE)
    assert "nosuchdriver" in str(caught.value)
    assert caught.value.mend.startswith("pip install")
