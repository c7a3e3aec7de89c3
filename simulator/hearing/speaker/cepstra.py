"""Mel cepstra of a turn as they stream in: the values of PocketSphinx's own front end, to the fifth digit.

The settings are those of the English model in its wheel (`en-us/feat.params`). The noise removal is that of
`fe_noise.c`, after Kim & Stern, "Feature extraction for robust speech recognition based on maximizing the sharpness
of the power distribution and on power flooring" (ICASSP 2010).
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from simulator.audio import RATE

Floats = NDArray[np.float64]

CEPSTRA: Final = 13
"""Coefficients of a frame; the first is its loudness."""
FRAME_RATE: Final = 100
"""Frames a second."""
_SHIFT: Final = RATE // FRAME_RATE
_LENGTH: Final = 410
"""Samples of a frame: 25.6 ms."""
_TRANSFORM: Final = 512
BANDS: Final = 25
_LOWEST, _HIGHEST = 130.0, 6800.0
"""Hz."""
_EMPHASIS: Final = 0.97
_LIFTER: Final = 22
FLOOR: Final = 1e-4


def _filters() -> Floats:
    """Triangles of one area, evenly spaced in mel, their corners on bins of the spectrum: (filters, bins)."""

    def mel(hertz: float) -> float:
        return float(2595 * np.log10(1 + hertz / 700))

    step = RATE / _TRANSFORM
    mels = np.linspace(mel(_LOWEST), mel(_HIGHEST), BANDS + 2)
    corners = np.floor(700 * (10 ** (mels / 2595) - 1) / step + 0.5) * step
    bins = np.arange(_TRANSFORM // 2 + 1) * step
    low, middle, high = (corners[k : k + BANDS, None] for k in range(3))
    rising, falling = (bins - low) / (middle - low), (high - bins) / (high - middle)
    return np.asarray(np.clip(np.minimum(rising, falling), 0, None) * 2 / (high - low))


def _cosines() -> Floats:
    """Orthonormal cosine transform with the lifter: (CEPSTRA, filters)."""
    order = np.arange(CEPSTRA)
    matrix = np.cos(np.pi * order[:, None] * (np.arange(BANDS) + 0.5) / BANDS) * np.sqrt(2 / BANDS)
    matrix[0] = 1 / np.sqrt(BANDS)
    return np.asarray(matrix * (1 + _LIFTER / 2 * np.sin(order * np.pi / _LIFTER))[:, None])


_WINDOW: Final = 0.54 - 0.46 * np.cos(2 * np.pi * np.arange(_LENGTH) / (_LENGTH - 1))
_MEL: Final = _filters()
COSINES: Final = _cosines()


class Bands:
    """The power in each band of the spectrum, of one turn after the other."""

    def __init__(self) -> None:
        self.start()

    def start(self) -> None:
        """A turn begins: nothing of the one before is left."""
        self._samples: Floats = np.zeros(0)
        self._last = 0.0

    def feed(self, pcm: bytes) -> Floats:
        """Takes samples (int16, 16 kHz); the frames that they complete, shape (frames, BANDS)."""
        samples = np.frombuffer(pcm, np.int16).astype(float)
        if len(samples):
            emphasised = samples - _EMPHASIS * np.concatenate(([self._last], samples[:-1]))
            self._last = samples[-1]
            self._samples = np.concatenate((self._samples, emphasised))
        count = max(0, (len(self._samples) - _LENGTH) // _SHIFT + 1)
        if not count:
            return np.zeros((0, BANDS))
        frames = np.lib.stride_tricks.sliding_window_view(self._samples, _LENGTH)[::_SHIFT][:count]
        self._samples = self._samples[count * _SHIFT :]
        return np.asarray(np.abs(np.fft.rfft(frames * _WINDOW, _TRANSFORM)) ** 2 @ _MEL.T)


class Cepstra:
    """The cepstra of one turn after the other."""

    def __init__(self) -> None:
        self.start()

    def start(self) -> None:
        """A turn begins: nothing of the one before is left."""
        self._noise: _Noise | None = None

    def of(self, powers: Floats) -> Floats:
        """The next frames' cepstra, shape (frames, CEPSTRA), from the powers of their bands."""
        if not len(powers):
            return np.zeros((0, CEPSTRA))
        if self._noise is None:
            self._noise = _Noise(powers[0])
        cleaned = np.stack([self._noise.removed(frame) for frame in powers])
        return np.asarray(np.log(cleaned + FLOOR) @ COSINES.T)


class _Noise:
    """Follows the noise in each band and takes it away."""

    GAIN: Final = 20.0
    NEIGHBOURS: Final = 4

    def __init__(self, first: Floats) -> None:
        self._power = first.copy()
        self._noise = first / self.GAIN
        self._floor = first / self.GAIN
        self._peak = np.zeros_like(first)
        span = np.arange(len(first))
        near = np.abs(span[:, None] - span) <= self.NEIGHBOURS
        self._smoothing = near / near.sum(axis=1, keepdims=True)

    def removed(self, mel: Floats) -> Floats:
        """One frame's bands without the noise."""
        self._power = 0.7 * self._power + 0.3 * mel
        self._noise = _lower_envelope(self._power, self._noise)
        signal = np.maximum(self._power - self._noise, 1.0)
        self._floor = _lower_envelope(signal, self._floor)
        # what follows a peak closely is not heard
        self._peak *= 0.85
        masked = np.where(signal < 0.85 * self._peak, 0.2 * self._peak, signal)
        self._peak = np.maximum(self._peak, signal)
        signal = np.maximum(masked, self._floor)
        gain = np.clip(signal / np.maximum(self._power, 1e-30), 1 / self.GAIN, self.GAIN)
        return np.asarray(mel * (self._smoothing @ gain))


def _lower_envelope(value: Floats, envelope: Floats) -> Floats:
    """Rises slowly and falls fast."""
    return np.where(value >= envelope, 0.995 * envelope + 0.005 * value, 0.5 * envelope + 0.5 * value)
