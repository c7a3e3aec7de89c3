"""Clean speech as it arrives over a telephone."""

from __future__ import annotations

import functools

import numpy as np

from simulator.audio import FULL_SCALE, RATE, Sound, to_int16
from simulator.voice.level import SPEECH_LEVEL, Samples, at_level, soft_limit, trim

BAND = (300.0, 3400.0)
"""Hz that pass: the band of a telephone channel, ITU-T G.712."""
TRANSITION = 200.0
"""Hz from the edge of the band to the stop band."""
STOP = 50.0
"""dB by which the stop band is weakened."""


@functools.cache
def band_filter() -> Samples:
    """Impulse response of the band-pass, shape (odd n,), symmetric, so it delays all frequencies by (n − 1) / 2.

    Windowed sinc with a Kaiser window, by Kaiser's design formulas (Oppenheim & Schafer, Discrete-Time Signal
    Processing, 3rd ed., section 7.5.3). The window design puts half amplitude at the middle of a transition, so the
    cut-offs lie half a transition outside the band.
    """
    beta = 0.1102 * (STOP - 8.7) if STOP > 50 else 0.5842 * (STOP - 21) ** 0.4 + 0.07886 * (STOP - 21)
    half = int(np.ceil((STOP - 7.95) / (2.285 * 2 * np.pi * TRANSITION / RATE) / 2))
    n = np.arange(-half, half + 1)
    low, high = (BAND[0] - TRANSITION / 2) / RATE, (BAND[1] + TRANSITION / 2) / RATE
    ideal = 2 * high * np.sinc(2 * high * n) - 2 * low * np.sinc(2 * low * n)
    response: Samples = (ideal * np.kaiser(len(n), beta)).astype(np.float32)
    return response


def telephone_band(sound: Sound) -> Sound:
    """The sound limited to 300–3400 Hz, the same length, not delayed."""
    return to_int16(_filtered(sound))


def telephone_speech(sound: Sound, gain: float = 0.0) -> Sound:
    """A spoken line as it is heard: telephone band, trimmed, at SPEECH_LEVEL plus `gain` dB, softly limited."""
    samples = trim(_filtered(sound))
    return to_int16(soft_limit(at_level(samples, SPEECH_LEVEL + gain)))


def _filtered(sound: Sound) -> Samples:
    samples: Samples = sound.astype(np.float32) / np.float32(FULL_SCALE)
    if not len(samples):
        return samples
    response = band_filter()
    half = len(response) // 2
    filtered: Samples = np.convolve(samples, response)[half : half + len(samples)]
    return filtered
