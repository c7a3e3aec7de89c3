"""How loud speech is, and making it as loud as it should be."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from simulator.audio import RATE

Samples = npt.NDArray[np.float32]
"""Amplitudes, shape (n,), full scale is 1."""

SPEECH_LEVEL = -20.0
"""dBov of active speech. Listening tests after ITU-T P.800 use −26, through a handset held to the ear; here speech
comes from a laptop's loudspeaker, where 6 dB more leaves it (crest factor 12 to 16 dB) still below full scale."""
MARGIN = 15.9
"""dB below the active level at which speech counts as active: ITU-T P.56, method B."""
BLOCK = RATE // 50
"""Samples over which the envelope is taken: 20 ms, where P.56 smooths with 30 ms exponentials."""
KNEE = 0.8
"""Amplitude above which the limiter bends; −1.9 dBov."""


def active_level(samples: Samples) -> float:
    """Active speech level in dBov (0 is the power of a full-scale square wave); −inf for silence.

    The fixed point of ITU-T P.56: the mean power of the blocks that lie at most MARGIN below that mean power itself.
    So pauses do not make a line with long pauses louder than one without.
    """
    blocks = samples[: len(samples) // BLOCK * BLOCK].reshape(-1, BLOCK)
    power = np.square(blocks, dtype=np.float64).mean(axis=1)
    power = power[power > 0]
    if not len(power):
        return -np.inf
    active = power
    while True:
        kept = power[power >= active.mean() * 10 ** (-MARGIN / 10)]
        if len(kept) == len(active):
            return float(10 * np.log10(active.mean()))
        active = kept


def at_level(samples: Samples, level: float = SPEECH_LEVEL) -> Samples:
    """The samples brought to an active speech level of `level` dBov; silence stays silence. Not limited."""
    now = active_level(samples)
    if not np.isfinite(now):
        return samples
    scaled: Samples = samples * np.float32(10 ** ((level - now) / 20))
    return scaled


def soft_limit(samples: Samples) -> Samples:
    """Untouched up to KNEE, above it bent towards 1 by a hyperbolic tangent, with the slope continuous at the knee."""
    size = np.abs(samples)
    bent = KNEE + (1 - KNEE) * np.tanh((size - KNEE) / (1 - KNEE))
    limited: Samples = np.where(size <= KNEE, samples, np.sign(samples) * bent).astype(np.float32)
    return limited


def trim(samples: Samples, lead: float = 0.02, tail: float = 0.08, floor: float = -45.0) -> Samples:
    """Without the silence that synthesisers put around an utterance; they differ by half a second.

    Keeps `lead` and `tail` s around what is louder than `floor` dB below the peak. Ends are ramped over 5 ms.
    """
    size = np.abs(samples)
    loud = np.flatnonzero(size > size.max(initial=0) * 10 ** (floor / 20))
    if not len(loud):
        return samples
    start = max(0, int(loud[0]) - round(lead * RATE))
    return ramped(samples[start : int(loud[-1]) + 1 + round(tail * RATE)])


def ramped(samples: Samples, seconds: float = 0.005) -> Samples:
    """With raised-cosine ramps at both ends, so that neither clicks."""
    n = min(round(seconds * RATE), len(samples) // 2)
    ramp = (0.5 - 0.5 * np.cos(np.pi * (np.arange(n) + 0.5) / max(n, 1))).astype(np.float32)
    shaped: Samples = samples.copy()
    shaped[:n] *= ramp
    shaped[len(shaped) - n :] *= ramp[::-1]
    return shaped
