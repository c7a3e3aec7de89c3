"""The one sound format inside the house, and the door through which other formats come in.

Inside, sound is 16 kHz mono int16, cut into frames of 512 samples (32 ms): the rate that recognisers want and
the frame that the voice-activity model wants.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, TypeAlias

import numpy as np
import numpy.typing as npt

from simulator.errors import BadAudio

RATE = 16_000
"""Samples per second."""
FRAME_SAMPLES = 512
"""Samples in one frame."""
FRAME_SECONDS = FRAME_SAMPLES / RATE
"""Length of one frame: 0.032 s."""
FULL_SCALE = 32_768
"""int16 value that stands for an amplitude of 1."""

Sound: TypeAlias = npt.NDArray[np.int16]
"""Samples, shape (n,), 16 kHz mono."""
Frame: TypeAlias = npt.NDArray[np.int16]
"""Samples, shape (FRAME_SAMPLES,)."""

SILENCE: Frame = np.zeros(FRAME_SAMPLES, np.int16)
SILENCE.flags.writeable = False


def frames_in(seconds: float) -> int:
    """How many frames last about `seconds` (rounded to the nearest, at least 0)."""
    return max(0, round(seconds / FRAME_SECONDS))


def to_int16(samples: npt.NDArray[np.floating]) -> npt.NDArray[np.int16]:
    """Amplitudes in −1 … 1 (clipped) as int16, same shape."""
    return np.clip(np.round(samples * FULL_SCALE), -FULL_SCALE, FULL_SCALE - 1).astype(np.int16)


def resample(samples: npt.NDArray[np.float32], rate: int) -> npt.NDArray[np.float32]:
    """Samples at `rate` Hz, shape (n,) or (n, channels), brought to 16 kHz."""
    if rate == RATE:
        return samples
    import soxr

    resampled: npt.NDArray[np.float32] = soxr.resample(samples, rate, RATE)
    return resampled


def blocks_of(path: Path, kind: Literal["float32", "int16"]) -> Iterator[tuple[npt.NDArray[Any], int]]:
    """A sound file's content as blocks of shape (n, channels), each with the file's rate, until the data ends.

    Works for a recording whose writer was killed too: its header states no length, and soundfile's own bookkeeping
    (a seek after every read) fails on such a file, so the reader is told that it cannot seek.
    """
    import soundfile

    class Stream(soundfile.SoundFile):  # type: ignore[misc]  # soundfile ships no types
        def seekable(self) -> bool:
            return False

    with Stream(path) as file:
        while len(block := file.read(65_536, dtype=kind, always_2d=True)):
            yield block, file.samplerate


def read_channels(path: Path) -> npt.NDArray[np.float32]:
    """Any file that libsndfile reads (WAV, FLAC, OGG …), as float32 in −1 … 1, shape (n, channels), 16 kHz.

    A file that breaks off is read up to the break. Raises BadAudio for anything that holds no usable sound.
    """
    import soundfile

    if not path.exists():
        raise BadAudio(path, "no such file")
    if path.is_dir():
        raise BadAudio(path, "is a folder, not a sound file")
    blocks, rate = [], RATE
    try:
        for block, found in blocks_of(path, "float32"):
            blocks.append(block)
            rate = found
    except (soundfile.SoundFileError, OSError) as error:
        if not blocks:
            why = (error.strerror if isinstance(error, OSError) else None) or "not a sound file that can be read"
            raise BadAudio(path, f"{why}; give a WAV, FLAC or OGG file") from error
    samples = np.concatenate(blocks) if blocks else np.zeros((0, 1), np.float32)
    if len(samples) * RATE < FRAME_SAMPLES * rate:
        raise BadAudio(path, f"holds {len(samples)} samples, less than one frame of {FRAME_SECONDS * 1000:.0f} ms")
    if not np.isfinite(samples).all():
        raise BadAudio(path, "holds values that are not numbers (NaN or infinite); export it again")
    return resample(samples, rate)


def read_mono(path: Path) -> Sound:
    """A sound file as one channel (the mean of all), 16 kHz int16. Raises BadAudio."""
    return to_int16(read_channels(path).mean(axis=1))
