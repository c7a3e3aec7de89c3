"""Guesses what noise or a narrow line has hidden of a voice, from what is left of it.

The model of clean speech is the recogniser's own: its Gaussians, gathered into a smaller mixture over the logarithms
of the spectrum's bands. Noise adds to the power of each band; what speech with that noise would look like, and so what
speech is likely behind what was heard, follows as in Moreno, Raj & Stern, "A vector Taylor series approach for
environment-independent speech recognition" (ICASSP 1996), section 4. Bands in which the line carries nothing say
nothing, and are filled with what the others make likely: Raj, Seltzer & Stern, "Reconstruction of missing features for
robust speech recognition" (2004), section 4.1. On a quiet line that carries every band nothing is changed.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from simulator.hearing.speaker.acoustics import SILENCE, Acoustics
from simulator.hearing.speaker.cepstra import BANDS, CEPSTRA, COSINES, FLOOR

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

GAUSSIANS: Final = 256
_SWEEPS: Final = 6
_SILENCE_SHARE: Final = 6.0
"""Of silence, as of that many phones: a seventh of the time."""
_SMOOTHED: Final = 0.1
"""Variance of a band about what thirteen cepstra tell of it."""
_TEMPER: Final = 0.5
"""The bands of a frame are not independent: CEPSTRA / BANDS of their likelihood counts."""
_NOISE_VARIANCE: Final = 0.3
_LEAST_VARIANCE: Final = 0.02
_QUIETEST: Final = 0.12
"""Share of the frames that are taken for noise alone."""
_LEVELS: Final = np.arange(-6, 8.5, 1.0)
"""Loudnesses of the voice that are tried, about the expected one."""
_LEAST_FRAMES: Final = 100
_MOST_FRAMES: Final = 600
_DEAF: Final = 8.0
"""A band whose peaks lie so far below those of the others, at either end of the spectrum, is not carried."""
_QUIET: Final = 6.5
"""A line whose speech is so far above its noise, in half of the bands, is left alone: 28 dB. Spoken calls have 35 dB
as they are, 18 to 24 dB with noise at 20 dB."""


@dataclass(frozen=True, slots=True)
class Mixture:
    """Clean speech without its mean, as logarithms of the bands' power."""

    log_weights: Floats
    means: Floats
    """(Gaussians, BANDS)"""
    variances: Floats


@functools.cache
def clean_speech(acoustics: Acoustics) -> Mixture:
    """The acoustic model's Gaussians of one frame, gathered into GAUSSIANS by their means (k-means)."""
    phones = [index for phone, index in acoustics.phones.items() if not phone.startswith("+")]
    weights = np.exp(acoustics.log_weights[0, phones]).mean(axis=1)
    weights[phones.index(acoustics.phones[SILENCE])] *= _SILENCE_SHARE
    weights = weights.ravel() / weights.sum()
    spectra = acoustics.means[0, phones].reshape(-1, CEPSTRA) @ _SPECTRA.T
    variances = (1 / acoustics.precisions[0, phones].reshape(-1, CEPSTRA)) @ (_SPECTRA**2).T
    centres = spectra[np.random.default_rng(0).choice(len(spectra), GAUSSIANS, replace=False, p=weights)]
    for _ in range(_SWEEPS):
        nearest = ((centres**2).sum(axis=1) - 2 * spectra @ centres.T).argmin(axis=1)
        share = np.zeros((GAUSSIANS, len(spectra)))
        share[nearest, np.arange(len(spectra))] = weights
        total = share.sum(axis=1)
        share = share[total > 0] / total[total > 0, None]
        centres[total > 0] = share @ spectra
    kept = total > 0
    spread = share @ (variances + spectra**2) - centres[kept] ** 2
    return Mixture(np.log(total[kept]), centres[kept], spread + _SMOOTHED)


@dataclass(frozen=True, slots=True)
class _Condition:
    noise: Floats
    """Logarithm of its power, (BANDS,)."""
    carried: Flags
    """Bands, (BANDS,)."""
    clean: Floats
    """What clean speech would be here: means of the mixture, (Gaussians, BANDS)."""


class Line:
    """What is between one speaker's mouth and us."""

    def __init__(self, acoustics: Acoustics) -> None:
        self._acoustics = acoustics
        self._heard: Floats = np.zeros((0, BANDS))
        self._condition: _Condition | None = None

    def cleaned(self, powers: Floats) -> Floats:
        """Powers of the bands, (frames, BANDS), as they would be over a good line."""
        return powers if self._condition is None else np.exp(self._guessed(self._condition, np.log(powers + FLOOR)))

    def learn(self, powers: Floats, mean: Floats) -> None:
        """Takes in a turn as it was heard. `mean`: of the speaker's cepstra, (CEPSTRA,)."""
        self._heard = np.concatenate((self._heard, np.log(powers + FLOOR)))[-_MOST_FRAMES:]
        if len(self._heard) >= _LEAST_FRAMES:
            self._condition = self._found(self._heard, _SPECTRA @ mean)

    def _found(self, heard: Floats, expected: Floats) -> _Condition | None:
        """None for a good line."""
        order = np.argsort(heard.mean(axis=1))
        noise = np.log(np.exp(heard[order[: int(_QUIETEST * len(heard))]]).mean(axis=0))
        peaks = np.quantile(heard[order[int(0.6 * len(heard)) :]], 0.9, axis=0)
        speech = clean_speech(self._acoustics)
        above = peaks - expected - speech.means.max(axis=0)
        carried = _within(above > np.median(np.sort(above)[BANDS // 2 :]) - _DEAF)
        if carried.all() and np.median(peaks - noise) > _QUIET:
            return None
        spoken = heard[order[int(0.4 * len(heard)) :: 4]]
        found = [_Condition(noise, carried, speech.means + expected + level) for level in _LEVELS]
        return max(found, key=lambda condition: self._likelihoods(condition, spoken)[1])

    def _likelihoods(self, condition: _Condition, heard: Floats) -> tuple[Floats, float]:
        """Of each Gaussian, given each frame, (frames, Gaussians); and of the frames, logarithm."""
        speech, live = clean_speech(self._acoustics), condition.carried
        expected, variances, _ = _noisy(condition, speech)
        precisions = 1 / variances[:, live]
        centred = expected[:, live] * precisions
        frames = heard[:, live]
        squares = (frames**2) @ precisions.T - 2 * frames @ centred.T + (expected[:, live] * centred).sum(axis=1)
        logs = speech.log_weights - 0.5 * _TEMPER * (squares + np.log(variances[:, live]).sum(axis=1))
        highest = logs.max(axis=1, keepdims=True)
        shares = np.exp(logs - highest)
        total = shares.sum(axis=1, keepdims=True)
        return shares / total, float((highest + np.log(total)).mean())

    def _guessed(self, condition: _Condition, heard: Floats) -> Floats:
        """The likeliest clean speech: the mean over the Gaussians of what each would have it be."""
        speech = clean_speech(self._acoustics)
        shares, _ = self._likelihoods(condition, heard)
        expected, variances, speech_share = _noisy(condition, speech)
        gains = np.where(condition.carried, speech.variances * speech_share / variances, 0.0)
        return np.asarray(shares @ (condition.clean - gains * expected) + (shares @ gains) * heard)


def _within(carried: Flags) -> Flags:
    """Bands from the lowest to the highest that is carried, without those on the slopes of the line's filter."""
    low, high = np.flatnonzero(carried)[[0, -1]]
    number = np.arange(BANDS)
    return np.asarray(((number > low) | (low == 0)) & ((number < high) | (high == BANDS - 1)))


def _noisy(condition: _Condition, speech: Mixture) -> tuple[Floats, Floats, Floats]:
    """The Gaussians of speech with noise: means, variances, and how much of each band's power is speech."""
    share = 1 / (1 + np.exp(condition.noise - condition.clean))
    variances = share**2 * speech.variances + (1 - share) ** 2 * _NOISE_VARIANCE + _LEAST_VARIANCE
    return np.logaddexp(condition.clean, condition.noise), variances, share


_SPECTRA: Final = np.linalg.pinv(COSINES)
"""From cepstra to logarithms of bands, (BANDS, CEPSTRA)."""
