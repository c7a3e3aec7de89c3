"""What a voice does, in numbers: pitch and its movement, loudness, vocal effort, tempo, voicing.

Frames of 30 ms every 10 ms. Pitch is Praat's autocorrelation method (Boersma 1993), run twice: the second time with
floor and ceiling set from the speaker's own quartiles, 0.75 · q1 and 2.5 · q3 (Hirst 2011, for lively speech), which
does away with most octave errors. Nothing but `loudness` depends on the gain of the recording.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from itertools import pairwise
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from simulator.audio import RATE

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

STEP_SECONDS: Final = 0.01
FRAME_LENGTH: Final = int(0.03 * RATE)
SPECTRUM_SIZE: Final = 1024
LOWEST_PITCH, HIGHEST_PITCH = 60.0, 700.0
"""Hertz; for the first run. Children and screams reach beyond it, callers do not."""
FLOOR_OF_QUARTILE, CEILING_OF_QUARTILE = 0.75, 2.5
"""Range of the second run, by the first and third quartile of the first (Hirst 2011)."""
ACTIVE_BELOW_PEAK_DB: Final = 30.0
"""Frames less than this below the 95th percentile are speech: the usual dynamic range of speech (Byrne et al. 1994)."""
PAUSE_SECONDS: Final = 1.0
"""A longer gap lies between utterances. A shorter one slows the speaker down, and counts: words a second, pauses
included, go with being rated engaged (Naim et al. 2015/2018)."""
SYLLABLE_DIP_DB: Final = 2.0
SYLLABLE_BELOW_PEAK_DB: Final = 25.0
"""A syllable nucleus is a voiced peak of loudness, within 25 dB of the loudest, between dips of 2 dB (De Jong & Wempe
2009)."""
LEAST_VOICED_SECONDS: Final = 0.5
"""With less voiced speech than this, nothing is measured."""
_SMOOTHING: Final = np.hanning(9)[1:-1] / np.hanning(9)[1:-1].sum()


@dataclass(frozen=True, slots=True)
class VoiceMeasures:
    """One stretch of speech, measured."""

    speech: float
    """Seconds of speech, gaps of a second and more left out."""
    pitch: float
    """Median, Hertz."""
    pitch_movement: float
    """Standard deviation, semitones."""
    pitch_variation: float
    """Standard deviation by mean: flat < 0.11, lively > 0.17 (Hincks 2004/2005)."""
    loudness: float
    """Mean level of speech, dB re full scale; comparable only within one session at one microphone."""
    loudness_range: float
    """10th to 90th percentile of the level of voiced frames, dB."""
    balance: float
    """Energy of 1–3 kHz over 50 Hz–1 kHz in voiced frames (alpha ratio, GeMAPS: Eyben et al. 2016), mean, dB."""
    steepness: float
    """Highest level below 2 kHz over highest level of 2–5 kHz (Hammarberg et al. 1980), voiced frames, mean, dB."""
    brightness: float
    """Centre of gravity of the spectrum, median of voiced frames, semitones re 500 Hz."""
    tempo: float
    """Syllable nuclei a second of speech."""
    voiced: float
    """Share of voiced frames in speech, 0–1."""

    def to_dict(self) -> dict[str, float]:
        """Plain data, for JSON; rounded to three decimals."""
        return {name: round(value, 3) for name, value in asdict(self).items()}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> VoiceMeasures | None:
        """The measures in plain data, such as a profile's calibration; None when any is missing or no number."""
        values = [data.get(field.name) for field in fields(cls)]
        if not all(isinstance(value, (int, float)) and np.isfinite(value) for value in values):
            return None
        return cls(*(float(value) for value in values if value is not None))


def measure_voice(samples: npt.NDArray[np.floating]) -> VoiceMeasures | None:
    """Measures speech at 16 kHz, shape (n,), any gain. None when it holds less than half a second of voiced speech."""
    sound = np.asarray(samples, dtype=np.float64)
    if len(sound) < LEAST_VOICED_SECONDS * RATE or not sound.any():
        return None
    pitch, centres = _pitch(sound)
    frames = _frames(sound, centres)
    level = 10 * np.log10(np.mean(frames**2, axis=1) + np.finfo(float).tiny)
    active = level > np.percentile(level, 95) - ACTIVE_BELOW_PEAK_DB
    voiced = active & (pitch > 0)
    if voiced.sum() * STEP_SECONDS < LEAST_VOICED_SECONDS:
        return None
    semitones = 12 * np.log2(pitch[voiced])
    balance, steepness, brightness = _spectrum(frames[voiced])
    spoken = _spoken(active)
    low, high = np.percentile(level[voiced], [10, 90])
    return VoiceMeasures(
        speech=float(spoken.sum() * STEP_SECONDS),
        pitch=float(np.median(pitch[voiced])),
        pitch_movement=float(semitones.std()),
        pitch_variation=float(pitch[voiced].std() / pitch[voiced].mean()),
        loudness=float(10 * np.log10(np.mean(10 ** (level[active] / 10)))),
        loudness_range=float(high - low),
        balance=balance,
        steepness=steepness,
        brightness=brightness,
        tempo=_syllables(level, voiced) / float(spoken.sum() * STEP_SECONDS),
        voiced=float(voiced.sum() / active.sum()),
    )


def _pitch(sound: Floats) -> tuple[Floats, npt.NDArray[np.intp]]:
    """Pitch in Hertz (0 where unvoiced) and the sample at the centre of each frame, both of shape (frames,)."""
    import parselmouth

    wave = parselmouth.Sound(sound, sampling_frequency=RATE)

    def run(floor: float, ceiling: float) -> Any:
        return wave.to_pitch_ac(time_step=STEP_SECONDS, pitch_floor=floor, pitch_ceiling=ceiling)

    found = run(LOWEST_PITCH, HIGHEST_PITCH)
    values = found.selected_array["frequency"]
    if (values > 0).sum() * STEP_SECONDS >= LEAST_VOICED_SECONDS:
        lower, upper = np.percentile(values[values > 0], [25, 75])
        found = run(max(LOWEST_PITCH, FLOOR_OF_QUARTILE * lower), min(HIGHEST_PITCH, CEILING_OF_QUARTILE * upper))
        values = found.selected_array["frequency"]
    centres = np.round(found.xs() * RATE).astype(np.intp)
    inside = (centres >= FRAME_LENGTH // 2) & (centres + FRAME_LENGTH // 2 <= len(sound))
    return np.asarray(values[inside], dtype=np.float64), centres[inside]


def _frames(sound: Floats, centres: npt.NDArray[np.intp]) -> Floats:
    """Frames around the centres, shape (frames, FRAME_LENGTH)."""
    frames: Floats = sound[centres[:, None] + np.arange(-(FRAME_LENGTH // 2), FRAME_LENGTH // 2)]
    return frames


def _spectrum(frames: Floats) -> tuple[float, float, float]:
    """Balance (dB), steepness (dB) and brightness (semitones re 500 Hz) of voiced frames."""
    power = np.abs(np.fft.rfft(frames * np.hanning(FRAME_LENGTH), SPECTRUM_SIZE)) ** 2 + np.finfo(float).tiny
    hertz = np.fft.rfftfreq(SPECTRUM_SIZE, 1 / RATE)

    def band(low: float, high: float) -> Floats:
        inside: Floats = power[:, (hertz >= low) & (hertz < high)]
        return inside

    balance = 10 * np.log10(band(1000, 3000).sum(axis=1) / band(50, 1000).sum(axis=1))
    steepness = 10 * np.log10(band(0, 2000).max(axis=1) / band(2000, 5000).max(axis=1))
    centre = (power * hertz).sum(axis=1) / power.sum(axis=1)
    return float(balance.mean()), float(steepness.mean()), float(12 * np.log2(np.median(centre) / 500))


def _spoken(active: Flags) -> Flags:
    """The active frames and the short gaps between them."""
    spoken: Flags = active.copy()
    edges = np.flatnonzero(np.diff(active.astype(np.int8)))
    for end, start in pairwise(edges):
        if active[end] and (start - end) * STEP_SECONDS < PAUSE_SECONDS:
            spoken[end : start + 1] = True
    return spoken


def _syllables(level: Floats, voiced: Flags) -> int:
    """Number of syllable nuclei (De Jong & Wempe 2009)."""
    smooth = np.convolve(level, _SMOOTHING, "same")
    is_peak = (smooth[1:-1] > smooth[:-2]) & (smooth[1:-1] >= smooth[2:])
    peaks = np.flatnonzero(is_peak) + 1
    peaks = peaks[voiced[peaks] & (smooth[peaks] > smooth.max() - SYLLABLE_BELOW_PEAK_DB)]
    nuclei: list[int] = []
    for peak in peaks:
        dip = smooth[nuclei[-1] : peak].min() if nuclei else -np.inf
        if not nuclei or dip <= min(smooth[peak], smooth[nuclei[-1]]) - SYLLABLE_DIP_DB:
            nuclei.append(int(peak))
        elif smooth[peak] > smooth[nuclei[-1]]:
            nuclei[-1] = int(peak)
    return len(nuclei)
