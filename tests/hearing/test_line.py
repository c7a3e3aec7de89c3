from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from pocketsphinx import get_model_path

from simulator.audio import Sound, to_int16
from simulator.hearing.speaker.acoustics import Acoustics, read_acoustics
from simulator.hearing.speaker.cepstra import BANDS, Bands
from simulator.hearing.speaker.line import Line, clean_speech
from simulator.hearing.speaker.mean import EXPECTED
from simulator.voice.telephone import telephone_band
from tests.hearing.conftest import speech

Floats = NDArray[np.float64]
MEAN = np.array(EXPECTED)


@pytest.fixture(scope="module")
def acoustics() -> Acoustics:
    return read_acoustics(Path(get_model_path("en-us/en-us")))


def bands_of(sound: Sound) -> Floats:
    return Bands().feed(sound.tobytes())


def noisy(sound: Sound, share: float) -> Sound:
    """White noise, its amplitude a share of the sound's."""
    loudness = np.sqrt(np.mean((sound / 32_768) ** 2))
    noise = np.random.default_rng(1).normal(0, share * loudness, len(sound))
    return to_int16(np.clip(sound / 32_768 + noise, -1, 1))


def distance(one: Floats, other: Floats) -> float:
    """Root mean square of the difference in the louder half of the frames, in decibels."""
    loud = np.log(other + 1).mean(axis=1)
    chosen = loud > np.median(loud)
    return float(np.sqrt(np.mean((np.log(one[chosen] + 1) - np.log(other[chosen] + 1)) ** 2)) * 10 / np.log(10))


def test_a_good_line_is_left_as_it_is(acoustics: Acoustics) -> None:
    heard = bands_of(noisy(speech("hesitation"), 0.01))
    line = Line(acoustics)
    line.learn(heard, MEAN)
    assert line.cleaned(heard) is heard


@pytest.mark.parametrize("share", [0.1, 0.3])
def test_noise_is_taken_away(acoustics: Acoustics, share: float) -> None:
    clean, heard = bands_of(speech("hesitation")), bands_of(noisy(speech("hesitation"), share))
    line = Line(acoustics)
    line.learn(heard, MEAN)
    assert distance(line.cleaned(heard), clean) < 0.8 * distance(heard, clean)


def test_bands_that_a_telephone_does_not_carry_are_filled_in(acoustics: Acoustics) -> None:
    sound = noisy(speech("hesitation"), 0.005)
    clean, heard = bands_of(sound), bands_of(telephone_band(sound))
    line = Line(acoustics)
    line.learn(heard, MEAN)
    upper = slice(BANDS - 5, BANDS)
    filled = line.cleaned(heard)
    assert distance(filled[:, upper], clean[:, upper]) < 0.5 * distance(heard[:, upper], clean[:, upper])


def test_a_line_without_its_lowest_tones_is_filled_in_below_alone(acoustics: Acoustics) -> None:
    heard = bands_of(noisy(speech("hesitation"), 0.005))
    heard[:, :3] *= 1e-6
    line = Line(acoustics)
    line.learn(heard, MEAN)
    filled = np.log(line.cleaned(heard) + 1) - np.log(heard + 1)
    loud = heard.mean(axis=1) > np.median(heard.mean(axis=1))
    assert filled[loud][:, :3].min() > np.log(10.0), "10 dB"
    assert np.abs(filled[loud][:, 5:]).mean() < np.log(1.6), "2 dB"


def test_too_little_of_a_turn_tells_nothing(acoustics: Acoustics) -> None:
    heard = bands_of(noisy(speech("hesitation"), 0.3))
    line = Line(acoustics)
    line.learn(heard[:50], MEAN)
    assert line.cleaned(heard) is heard


def test_clean_speech_is_a_mixture_that_looks_like_speech(acoustics: Acoustics) -> None:
    mixture = clean_speech(acoustics)
    assert np.isclose(np.exp(mixture.log_weights).sum(), 1.0)
    assert (mixture.variances > 0).all()
    loudest, quietest = mixture.means.mean(axis=1).max(), mixture.means.mean(axis=1).min()
    assert loudest - quietest > np.log(10**3), "30 dB between vowels and silence"
