"""The telephone's own sounds: 16 kHz int16, ramped at every edge so that nothing clicks.

The ring follows the North American precise tone plan (Telcordia GR-506; listed for the United States in ITU-T
E.180 Supplement 2). Levels are set around that of speech, SPEECH_LEVEL.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from simulator.audio import RATE, Sound, to_int16
from simulator.voice.level import SPEECH_LEVEL, Samples, ramped

RING = (440.0, 480.0)
"""Hz of the ringback tone: 2 s on, 4 s off."""
BEEP = 1000.0
"""Hz of a voicemail's beep. No standard sets it; 1 kHz is usual and lies in the middle of the band."""
HOLD_NOTES = (523.25, 659.26, 783.99, 987.77, 783.99, 659.26, 587.33, 698.46, 880.0, 1046.5, 880.0, 698.46)
"""Hz: C major seventh up and down, then D minor seventh, in equal temperament (A = 440 Hz)."""
NOTE_SECONDS = 0.6


def ring_tone() -> Sound:
    """One ring as the caller hears it and the silence until the next: 6 s, to be repeated."""
    return _joined(_tone(RING, 2.0, SPEECH_LEVEL - 3), _silence(4.0))


def beep() -> Sound:
    """A voicemail's "speak after the tone", 0.5 s."""
    return _joined(_tone((BEEP,), 0.5, SPEECH_LEVEL))


def hold_tone() -> Sound:
    """A gentle figure of plucked notes, 7.2 s, to be repeated; quieter than speech, for one waits and listens."""
    return _joined(*(_note(frequency) for frequency in HOLD_NOTES))


def _tone(frequencies: Sequence[float], seconds: float, level: float) -> Samples:
    """Equal sines that together have `level` dBov."""
    time = np.arange(round(seconds * RATE)) / RATE
    amplitude = 10 ** (level / 20) * np.sqrt(2 / len(frequencies))
    waves = [amplitude * np.sin(2 * np.pi * frequency * time) for frequency in frequencies]
    return ramped(np.sum(waves, axis=0).astype(np.float32), 0.01)


def _note(frequency: float) -> Samples:
    """A note that swells in 30 ms and dies away: the fundamental with a soft octave above."""
    time = np.arange(round(NOTE_SECONDS * RATE)) / RATE
    wave = np.sin(2 * np.pi * frequency * time) + 0.25 * np.sin(4 * np.pi * frequency * time)
    loudness = 10 ** ((SPEECH_LEVEL - 2) / 20) * np.exp(-time / 0.18)
    return ramped((loudness * wave).astype(np.float32), 0.03)


def _silence(seconds: float) -> Samples:
    return np.zeros(round(seconds * RATE), np.float32)


def _joined(*parts: Samples) -> Sound:
    return to_int16(np.concatenate(parts))
