"""Another pitch for voices whose driver has none: sapi5 and nsss."""

from __future__ import annotations

import numpy as np

from simulator.audio import RATE, Sound, to_int16

WIDEST = 2.0
"""Semitones at pitch 0 and 100. Resampling moves the formants too, as a longer or shorter vocal tract does: two
semitones are a larger or smaller person, four begin to sound like a toy."""


def ratio(pitch: int) -> float:
    """Frequency factor for a pitch of 0 to 100; 1 at 50."""
    return float(2 ** ((pitch - 50) / 50 * WIDEST / 12))


def raise_pitch(sound: Sound, factor: float) -> Sound:
    """The sound with all frequencies times `factor`, and as much shorter: ask for speech slower by `factor`."""
    if factor == 1.0:
        return sound
    import soxr

    samples = sound.astype(np.float32) / 32_768
    return to_int16(soxr.resample(samples, RATE * factor, RATE))
