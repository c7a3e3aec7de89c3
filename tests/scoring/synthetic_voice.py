"""A voice made of pulses: every property that is measured can be set, and nothing else changes."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from simulator.audio import RATE

Samples = npt.NDArray[np.float64]


def voice(
    seconds: float = 6.0,
    *,
    pitch: float = 130.0,
    spread: float = 1.0,
    syllables: float = 4.0,
    tilt: float = -12.0,
    gain_db: float = 0.0,
) -> Samples:
    """Speech-like sound at 16 kHz, shape (n,).

    `pitch` in Hz, `spread` its swing in semitones either way, `syllables` a second, `tilt` of the spectrum in dB an
    octave, `gain_db` re a peak of 0.1.
    """
    time = np.arange(round(seconds * RATE)) / RATE
    hertz = pitch * 2 ** (spread * np.sin(2 * np.pi * 0.7 * time) / 12)
    phase = 2 * np.pi * np.cumsum(hertz) / RATE
    sound = np.zeros_like(time)
    for harmonic in range(1, int(7000 / pitch)):
        sound += 10 ** (tilt * np.log2(harmonic) / 20) * np.cos(harmonic * phase)
    loudness = np.clip(np.sin(np.pi * syllables * time) ** 2, 0.05, 1)
    sound *= loudness
    return np.asarray(sound / np.abs(sound).max() * 0.1 * 10 ** (gain_db / 20))
