"""How loud each side was over the call, from the recording beside the record."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt

from simulator.audio import blocks_of

QUIETEST_PEAK = 0.02
"""A side that never gets louder than this is drawn small, rather than its hiss as large as speech."""


def loudness(path: Path, length: float, columns: int) -> npt.NDArray[np.float32] | None:
    """Peaks per column, shape (2, columns), 0–1: candidate, then manager; None without a usable two-channel file.

    `length` in seconds is shared out over the columns. The report is complete without a waveform, so that a recording
    which cannot be read is no error here.
    """
    import soundfile

    peaks = np.zeros((2, columns), np.float32)
    position = 0
    try:
        for block, rate in blocks_of(path, "float32"):
            if block.shape[1] != 2:
                return None
            places = ((position + np.arange(len(block))) / rate / length * columns).astype(np.int64)
            within = places < columns
            for channel in range(2):
                np.maximum.at(peaks[channel], places[within], np.abs(np.nan_to_num(block[within, channel])))
            position += len(block)
    except (soundfile.SoundFileError, OSError):
        return None
    if not position:
        return None
    scale = np.maximum(peaks.max(axis=1, keepdims=True), QUIETEST_PEAK)
    return np.asarray(peaks / scale, np.float32)
