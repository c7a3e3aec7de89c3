"""The telephone band, the level of speech, and what keeps it below full scale."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

from simulator.audio import RATE, Sound, to_int16
from simulator.voice.level import SPEECH_LEVEL, active_level, at_level, ramped, soft_limit, trim
from simulator.voice.pitch import raise_pitch, ratio
from simulator.voice.spec import VoiceSpec
from simulator.voice.synthesis import Synthesiser
from simulator.voice.telephone import telephone_band, telephone_speech


def sine(frequency: float, seconds: float = 1.0, amplitude: float = 0.3) -> npt.NDArray[np.float32]:
    time = np.arange(round(seconds * RATE)) / RATE
    return (amplitude * np.sin(2 * np.pi * frequency * time)).astype(np.float32)


def level(samples: Sound) -> float:
    """RMS in dB of the middle of a sound, clear of the filter's ends."""
    middle = samples[len(samples) // 4 : -len(samples) // 4].astype(float)
    return float(20 * np.log10(np.sqrt(np.mean(middle**2)) + 1e-9))


def response(frequency: float) -> float:
    sound = to_int16(sine(frequency))
    return level(telephone_band(sound)) - level(sound)


@pytest.mark.parametrize("frequency", [500, 800, 1000, 1500, 2000, 2500, 3000])
def test_the_middle_of_the_band_passes_unchanged(frequency: float) -> None:
    assert abs(response(frequency)) < 0.1


@pytest.mark.parametrize("frequency", [300, 3400])
def test_the_edges_of_the_band_pass_within_3_db(frequency: float) -> None:
    assert abs(response(frequency)) < 3


@pytest.mark.parametrize("frequency", [50, 100, 3600, 5000, 7000])
def test_what_a_telephone_cannot_carry_is_weakened_by_40_db(frequency: float) -> None:
    assert response(frequency) < -40


def test_the_filter_neither_lengthens_nor_delays() -> None:
    click = np.zeros(4000, np.int16)
    click[2000] = 20_000
    heard = telephone_band(click)
    assert len(heard) == len(click)
    assert int(np.abs(heard).argmax()) == 2000


@pytest.mark.parametrize("samples", [0, 1, 100])
def test_a_sound_shorter_than_the_filter_keeps_its_length(samples: int) -> None:
    assert len(telephone_band(np.full(samples, 1000, np.int16))) == samples


@pytest.mark.parametrize("amplitude", [0.001, 0.05, 0.9])
def test_speech_of_any_loudness_comes_out_at_the_same_level(amplitude: float) -> None:
    assert active_level(at_level(sine(1000, amplitude=amplitude))) == pytest.approx(SPEECH_LEVEL, abs=0.1)


def test_pauses_do_not_count_towards_the_level() -> None:
    talk = sine(1000)
    pause = np.zeros(3 * RATE, np.float32)
    assert active_level(np.concatenate([talk, pause, talk])) == pytest.approx(active_level(talk), abs=0.1)


def test_the_level_of_a_sine_is_its_power() -> None:
    assert active_level(sine(1000, amplitude=1.0)) == pytest.approx(-3.01, abs=0.05)


def test_silence_stays_silence() -> None:
    assert not telephone_speech(np.zeros(RATE, np.int16)).any()


def test_the_limiter_leaves_speech_alone_and_never_reaches_full_scale() -> None:
    soft = np.linspace(-0.8, 0.8, 101, dtype=np.float32)
    assert np.array_equal(soft_limit(soft), soft)
    loud = soft_limit(np.linspace(-5, 5, 1001, dtype=np.float32))
    assert np.abs(loud).max() <= 1
    assert (np.diff(loud) >= 0).all()


def test_a_spoken_line_is_in_the_band_at_the_level_and_without_clicks(synthesiser: Synthesiser) -> None:
    clean = synthesiser.render("Thank you for calling. How are you today?", VoiceSpec())
    heard = telephone_speech(clean)
    power = np.abs(np.fft.rfft(heard)) ** 2
    frequency = np.fft.rfftfreq(len(heard), 1 / RATE)
    outside = power[(frequency < 100) | (frequency > 3600)].sum()
    assert outside / power.sum() < 1e-4
    assert active_level(heard / np.float32(32_768)) == pytest.approx(SPEECH_LEVEL, abs=0.5)
    assert abs(int(heard[0])) < 50
    assert abs(int(heard[-1])) < 50
    assert np.abs(heard).max() < 32_000


def test_gain_makes_a_mood_louder(synthesiser: Synthesiser) -> None:
    clean = synthesiser.render("Thank you for calling.", VoiceSpec())
    louder = active_level(telephone_speech(clean, 3.0) / np.float32(32_768))
    assert louder == pytest.approx(SPEECH_LEVEL + 3, abs=0.5)


def test_silence_around_an_utterance_is_cut_to_the_same_everywhere() -> None:
    talk = sine(1000)
    padded = np.concatenate([np.zeros(5000, np.float32), talk, np.zeros(12_000, np.float32)])
    assert len(trim(padded)) == pytest.approx(len(talk) + 0.1 * RATE, abs=4)


def test_ramps_begin_and_end_near_nothing() -> None:
    shaped = ramped(np.ones(1000, np.float32))
    assert shaped[0] < 0.01
    assert shaped[-1] < 0.01
    assert (shaped[100:900] == 1).all()


@pytest.mark.parametrize("pitch", [0, 50, 80])
def test_a_pitch_by_resampling_moves_the_frequency_as_it_says(pitch: int) -> None:
    factor = ratio(pitch)
    moved = raise_pitch(to_int16(sine(1000)), factor)
    peak = np.abs(np.fft.rfft(moved * np.hanning(len(moved)))).argmax() * RATE / len(moved)
    assert peak == pytest.approx(1000 * factor, abs=2)
    assert len(moved) == pytest.approx(RATE / factor, abs=2)
