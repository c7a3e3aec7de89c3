"""Ring, hold tone and beep: the right frequencies, at the right times, without clicks."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from simulator.audio import RATE, Sound
from simulator.voice import tones


def peaks(sound: Sound, count: int) -> list[int]:
    """The `count` strongest frequencies, Hz, to the nearest 2 Hz."""
    spectrum = np.abs(np.fft.rfft(sound * np.hanning(len(sound))))
    found = []
    for _ in range(count):
        strongest = int(spectrum.argmax())
        found.append(2 * round(strongest * RATE / len(sound) / 2))
        width = round(8 * len(sound) / RATE)
        spectrum[max(0, strongest - width) : strongest + width] = 0
    return sorted(found)


def test_the_ring_is_two_seconds_of_440_and_480_hz_and_four_of_silence() -> None:
    ring = tones.ring_tone()
    assert len(ring) == 6 * RATE
    assert peaks(ring[: 2 * RATE], 2) == [440, 480]
    assert not ring[2 * RATE :].any()


def test_the_beep_is_half_a_second_of_one_kilohertz() -> None:
    beep = tones.beep()
    assert len(beep) == RATE // 2
    assert peaks(beep, 1) == [1000]


def test_the_hold_tone_is_a_melody_inside_the_band_and_softer_than_the_ring() -> None:
    hold = tones.hold_tone().astype(float)
    notes = hold.reshape(len(tones.HOLD_NOTES), -1)
    heard = [peaks(note.astype(np.int16), 1)[0] for note in notes]
    assert heard == pytest.approx(list(tones.HOLD_NOTES), abs=3)
    ring = tones.ring_tone()[: 2 * RATE].astype(float)
    assert np.sqrt(np.mean(hold**2)) < 0.7 * np.sqrt(np.mean(ring**2))


@pytest.mark.parametrize("tone", [tones.ring_tone, tones.hold_tone, tones.beep])
def test_no_tone_clicks_or_clips(tone: Callable[[], Sound]) -> None:
    sound = tone().astype(int)
    assert abs(sound[0]) < 30
    assert abs(sound[-1]) < 30
    assert np.abs(sound).max() < 20_000
    # a click is a jump: broadband power far above the band of every tone used here
    windows = sound[: len(sound) // 256 * 256].reshape(-1, 256) * np.hanning(256)
    power = np.abs(np.fft.rfft(windows, axis=1)) ** 2
    assert power[:, 80:].max() < 1e-4 * power.max()
