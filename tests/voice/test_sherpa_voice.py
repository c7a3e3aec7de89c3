"""A neural voice, with a tiny real model through sherpa-onnx's own API, in its worker process."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from simulator.audio import RATE
from simulator.errors import NoVoice, UnknownModel, WrongUse
from simulator.models.installed import Installed
from simulator.voice.lines import LineSounds, Speaker
from simulator.voice.pitch import ratio
from simulator.voice.sherpa import MEASURED_LINE, NeuralVoice, open_voice
from simulator.voice.spec import VoiceSpec
from tests.models.tiny import entry, install_tiny

SECONDS_PER_CHARACTER = 0.08
"""Of the tiny voice, at its own pace."""
OWN_PACE = len(MEASURED_LINE.split()) / (len(MEASURED_LINE) * SECONDS_PER_CHARACTER) * 60
LINE = "hello, thank you for your call."
FEMALE = VoiceSpec(sex="female", rate=round(OWN_PACE))


@pytest.fixture
def installed(tiny_models: Path, tmp_path: Path) -> Installed:
    (found,) = install_tiny(tiny_models, tmp_path, "voice")
    return found


@pytest.fixture
def voice(installed: Installed) -> Iterator[NeuralVoice]:
    with open_voice("tiny-voice") as opened:
        yield opened


def test_a_line_is_spoken_at_16_kilohertz(voice: NeuralVoice) -> None:
    sound = voice.render(LINE, FEMALE)
    assert len(sound) / RATE == pytest.approx(len(LINE) * SECONDS_PER_CHARACTER, rel=0.05)
    assert np.abs(sound).max() == pytest.approx(0.3 * 32_768, rel=0.2)
    assert voice.notes == []


def test_the_pace_is_measured_so_that_words_per_minute_are_true(voice: NeuralVoice) -> None:
    slow, fast = (len(voice.render(LINE, VoiceSpec(rate=rate))) for rate in (round(OWN_PACE), round(1.25 * OWN_PACE)))
    assert slow / fast == pytest.approx(1.25, rel=0.03)


def test_a_pace_that_would_smear_the_words_is_not_taken(voice: NeuralVoice) -> None:
    fastest = len(voice.render(LINE, VoiceSpec(rate=450)))
    assert fastest / RATE == pytest.approx(len(LINE) * SECONDS_PER_CHARACTER / 1.6, rel=0.05)


def test_a_mood_changes_the_pace(voice: NeuralVoice) -> None:
    assert (
        len(voice.render(LINE, FEMALE, "hurried"))
        < len(voice.render(LINE, FEMALE))
        < len(voice.render(LINE, FEMALE, "sad"))
    )


def test_another_pitch_is_another_sound_of_the_same_length(voice: NeuralVoice) -> None:
    usual, high = (voice.render(LINE, VoiceSpec(rate=FEMALE.rate, pitch=pitch)) for pitch in (50, 90))
    assert len(high) == pytest.approx(len(usual), rel=0.03)
    assert _centre(high) / _centre(usual) == pytest.approx(ratio(90), rel=0.01)


def test_a_line_without_words_is_a_moment_of_silence_and_starts_nothing(voice: NeuralVoice) -> None:
    assert not voice.render("…", FEMALE).any()
    assert voice._models[0]._process is None


def test_it_speaks_the_lines_of_a_call(voice: NeuralVoice, tmp_path: Path) -> None:
    speaker: Speaker = voice
    sounds = LineSounds(speaker, tmp_path / "cache")
    sounds.prepare([("good morning", FEMALE), (LINE, FEMALE, "warm")])
    assert sounds.sound("good morning", FEMALE) is not None
    assert sounds.sound(LINE, FEMALE, "warm") is not None
    assert voice.name.startswith("sherpa-onnx ")
    assert "tiny-voice" in voice.name


def test_a_piper_voice_is_given_the_phonemes_of_its_accent(tiny_models: Path, tmp_path: Path) -> None:
    install_tiny(tiny_models, tmp_path, "piper")
    with open_voice("tiny-piper") as voice:
        short, long = (
            voice.render(text, VoiceSpec(sex="male")) for text in ("Good morning.", "Good morning, Ms. Chen.")
        )
        assert 0.5 < len(short) / RATE < len(long) / RATE < 8
        assert voice._models[0].espeak_voice == "en-us"


def test_a_persona_of_the_other_sex_is_noted(voice: NeuralVoice) -> None:
    assert voice.render(LINE, VoiceSpec(sex="male")).any()
    assert voice.notes == ["no male neural voice is installed; tiny-voice speaks instead"]


def test_another_installed_voice_speaks_for_the_other_sex(tiny_models: Path, tmp_path: Path) -> None:
    install_tiny(tiny_models, tmp_path, "voice", name="tiny-voice")
    male = [{"id": 0, "sex": "male", "accent": "en-gb"}]
    settings = {**entry("voice")["settings"], "speakers": male}
    _install_second(tiny_models, tmp_path, "second-voice", settings)
    with open_voice("tiny-voice") as voice:
        assert _chosen(voice, VoiceSpec(sex="female", accent="en-gb")) == ("tiny-voice", 0)
        assert _chosen(voice, VoiceSpec(sex="male")) == ("second-voice", 0)
        assert voice.notes == []


def test_of_several_alike_the_pitch_chooses_and_the_accent_goes_before(tiny_models: Path, tmp_path: Path) -> None:
    people = [("female", "en-us"), ("female", "en-us"), ("female", "en-us"), ("female", "en-gb"), ("male", "en-us")]
    speakers = [{"id": number, "sex": sex, "accent": accent} for number, (sex, accent) in enumerate(people)]
    install_tiny(tiny_models, tmp_path, "voice", settings={**entry("voice")["settings"], "speakers": speakers})
    with open_voice("tiny-voice") as voice:
        assert [_chosen(voice, VoiceSpec(pitch=pitch))[1] for pitch in (50, 20, 80)] == [0, 1, 2]
        assert _chosen(voice, VoiceSpec(accent="en-GB"))[1] == 3
        assert _chosen(voice, VoiceSpec(sex="male", accent="en-gb"))[1] == 4


def test_a_process_that_dies_is_replaced_and_the_line_spoken_all_the_same(voice: NeuralVoice) -> None:
    first = voice.render(LINE, FEMALE)
    process = voice._models[0]._process
    assert process is not None and process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    assert np.array_equal(voice.render(LINE, FEMALE), first)


def test_a_voice_that_hangs_is_given_up_in_time(installed: Installed) -> None:
    with NeuralVoice([installed], seconds=0.2) as voice:
        voice.render(LINE, FEMALE)
        process = voice._models[0]._process
        assert process is not None and process.pid is not None
        os.kill(process.pid, signal.SIGSTOP)
        begun = time.monotonic()
        assert voice.render(LINE, FEMALE).any(), "a new process spoke it"
        assert time.monotonic() - begun < 10


def test_words_that_the_voice_cannot_say_are_told(voice: NeuralVoice) -> None:
    with pytest.raises(NoVoice, match=r"voice tiny-voice could not say “Zwölfunddreißig” \(no sound came\)"):
        voice.render("Zwölfunddreißig", FEMALE)


def test_closing_ends_the_processes_and_leaves_no_files(installed: Installed) -> None:
    voice = open_voice("tiny-voice")
    voice.render(LINE, FEMALE)
    process = voice._models[0]._process
    assert process is not None and process.pid is not None
    voice.close()
    with pytest.raises(ProcessLookupError):
        os.kill(process.pid, 0)
    assert not voice._folder.exists()


def test_a_voice_that_is_not_installed_names_the_command_that_fetches_it() -> None:
    with pytest.raises(NoVoice, match="voice kokoro is not installed; to mend it: followup models get kokoro"):
        open_voice("kokoro")


def test_a_name_that_is_no_voice_is_a_wrong_use(tiny_models: Path, tmp_path: Path) -> None:
    install_tiny(tiny_models, tmp_path, "whole")
    with pytest.raises(WrongUse, match="tiny-whole is a recogniser, no voice"):
        open_voice("tiny-whole")
    with pytest.raises(UnknownModel, match="did you mean lessac"):
        open_voice("lesac")


@pytest.mark.parametrize(
    ("damage", "why"),
    [
        (lambda model: model[: len(model) // 2], "is missing or not whole"),
        (lambda model: bytes(len(model)), "is no ONNX model"),
        (lambda model: model.replace(b"sample_rate", b"sample_rude"), "says nothing of sample_rate"),
    ],
)
def test_a_broken_voice_is_one_clear_line_before_anything_is_loaded(
    installed: Installed, damage: Any, why: str
) -> None:
    model = installed.folder / "voice.onnx"
    model.write_bytes(damage(model.read_bytes()))
    with pytest.raises(NoVoice, match=rf"^voice tiny-voice: .*voice\.onnx.* {why}.*followup models remove tiny-voice"):
        open_voice("tiny-voice")


def test_a_voice_over_which_sherpa_onnx_ends_its_process_is_told_with_its_last_words(installed: Installed) -> None:
    """A negative sample rate passes our look at the file, and sherpa-onnx calls `_Exit` over it."""
    model = installed.folder / "voice.onnx"
    model.write_bytes(model.read_bytes().replace(b"22050", b"-2050"))
    with (
        open_voice("tiny-voice") as voice,
        pytest.raises(NoVoice, match=r"cannot be loaded: its process died .*Invalid value -2050"),
    ):
        voice.render(LINE, FEMALE)


def _chosen(voice: NeuralVoice, wanted: VoiceSpec) -> tuple[str, int]:
    model, person = voice._choose(wanted)
    return model.installed.model.name, person.id


def _centre(sound: np.ndarray[Any, np.dtype[np.int16]]) -> float:
    """Centre of the spectrum, in Hertz."""
    power = np.abs(np.fft.rfft(sound)) ** 2
    return float((power * np.fft.rfftfreq(len(sound), 1 / RATE)).sum() / power.sum())


def _install_second(tiny_models: Path, tmp_path: Path, name: str, settings: dict[str, Any]) -> None:
    from simulator.models.catalogue import find_model
    from simulator.models.installed import install
    from tests.models.tiny import make_archive, write_catalogue

    write_catalogue(entry("voice"), entry("voice", name=name, settings=settings, address="http://models.invalid/2.bz2"))
    install(find_model(name), make_archive(tiny_models / "voice", tmp_path / "second.tar.bz2"))
