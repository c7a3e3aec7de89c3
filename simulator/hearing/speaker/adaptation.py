"""Moves a speaker's cepstra to where the acoustic model expects them, the better the more it has heard.

One affine transform x → A x + b of each frame, chosen so that the Gaussians of what was said are likeliest: constrained
maximum-likelihood linear regression (Gales, "Maximum likelihood linear transformations for HMM-based speech
recognition", 1998, section 2.2 and appendix A), with A the same for the cepstra and both their differences. What was
said is the recogniser's own guess; with a fifth of its words wrong that still helps. So that a few seconds do not
mislead it, the model's own expectation is counted in with PRIOR_FRAMES frames, which pull towards no change at all.

Tried without gain, on four spoken calls of held-out authors, where 0.015 is chance: beginning with a transform from a
passage read aloud (0.219 of the words wrong, 0.207 without), and moving the model's means phone by phone as well
(0.219, 0.221 without).
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from simulator.hearing.speaker.acoustics import STATES, STREAMS, Acoustics
from simulator.hearing.speaker.cepstra import CEPSTRA

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

PRIOR_FRAMES: Final = 170.0
"""By trial on spoken calls of held-out authors; see benchmarks/words.py for what is gained."""
SWEEPS: Final = 8
"""Over the rows of the transform; each row's best value depends on the others'."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A word, or a silence, as it was recognised."""

    phones: Sequence[str]
    start: int
    end: int
    """Frames; one past the last."""


class Speaker:
    """What is known of one speaker's spectrum. `transform`: (CEPSTRA, 1 + CEPSTRA), b in the first column."""

    def __init__(self, acoustics: Acoustics) -> None:
        self._acoustics = acoustics
        self._prior = _expected(acoustics)
        self._seen = _Statistics()
        self.transform: Floats | None = None
        """None until something was learnt."""

    def moved(self, cepstra: Floats) -> Floats:
        """Cepstra, shape (frames, CEPSTRA), as the model expects them."""
        return cepstra if self.transform is None else _moved(self.transform, cepstra)

    def learn(self, cepstra: Floats, words: Sequence[Spoken]) -> None:
        """Takes in a turn: its cepstra before they were moved, and what was recognised in it."""
        moved = differences(self.moved(cepstra))
        frames, phones, states = _aligned(self._acoustics, moved, words)
        if not len(frames):
            return
        original = differences(cepstra)
        for stream in range(STREAMS):
            share, precision_mean = _occupied(self._acoustics, stream, moved[stream][frames], phones, states)
            self._seen.add(stream, original[stream][frames], share, precision_mean)
        self.transform = _solved(self._seen, self._prior, PRIOR_FRAMES)


def differences(cepstra: Floats) -> list[Floats]:
    """The three streams of the model's `1s_c_d_dd`: the cepstra, x(t+2) - x(t-2), and the difference of that."""
    count = len(cepstra)
    padded = np.pad(cepstra, ((3, 3), (0, 0)), mode="edge")

    def at(offset: int) -> Floats:
        return padded[3 + offset : 3 + offset + count]

    return [cepstra, at(2) - at(-2), (at(3) - at(-1)) - (at(1) - at(-3))]


@dataclass(slots=True)
class _Statistics:
    """Sums over frames that the transform is computed from; equations 23 and 24 of the paper."""

    squares: Floats = field(default_factory=lambda: np.zeros((CEPSTRA, 1 + CEPSTRA, 1 + CEPSTRA)))
    products: Floats = field(default_factory=lambda: np.zeros((CEPSTRA, 1 + CEPSTRA)))
    frames: float = 0.0
    """Times the streams."""

    def add(self, stream: int, cepstra: Floats, precision: Floats, precision_mean: Floats) -> None:
        """`precision`: of each frame and coefficient; `precision_mean`: times where the Gaussians lie."""
        # a constant offset is not seen in differences
        extended = np.insert(cepstra, 0, 1.0 if stream == 0 else 0.0, axis=1)
        for row in range(CEPSTRA):
            self.squares[row] += (extended * precision[:, row, None]).T @ extended
        self.products += precision_mean.T @ extended
        self.frames += len(cepstra)


def _expected(acoustics: Acoustics) -> _Statistics:
    """Statistics of speech that fits the model exactly, every phone as often: of one frame in each stream."""
    found = _Statistics(frames=float(STREAMS))
    speech = [index for phone, index in acoustics.phones.items() if not phone.startswith("+")]
    for stream in range(STREAMS):
        weights = np.exp(acoustics.log_weights[stream, speech]).sum(axis=1)
        weights /= weights.sum()
        means = acoustics.means[stream, speech].reshape(-1, CEPSTRA)
        precisions = acoustics.precisions[stream, speech].reshape(-1, CEPSTRA) * weights.reshape(-1, 1)
        variances = 1 / acoustics.precisions[stream, speech].reshape(-1, CEPSTRA)
        extended = np.insert(means, 0, 1.0 if stream == 0 else 0.0, axis=1)
        found.products += (precisions * means).T @ extended
        for row in range(CEPSTRA):
            found.squares[row] += (extended * precisions[:, row, None]).T @ extended
            found.squares[row, 1:, 1:] += np.diag(precisions[:, row] @ variances)
    return found


def _aligned(acoustics: Acoustics, streams: list[Floats], words: Sequence[Spoken]) -> tuple[Ints, Ints, Ints]:
    """Frames that belong to a known phone, and which phone and which of its states that is."""
    found: list[tuple[int, int, int]] = []
    for word in words:
        phones = [acoustics.phones[phone] for phone in word.phones if phone in acoustics.phones]
        end = min(word.end, len(streams[0]))
        if len(phones) != len(word.phones) or end - word.start < STATES * len(phones) or not phones:
            continue
        scores = _state_scores(acoustics, [stream[word.start : end] for stream in streams], phones)
        best = _best_path(scores)
        found += [(word.start + frame, phones[at // STATES], at % STATES) for frame, at in enumerate(best)]
    table = np.array(found, np.int64).reshape(-1, 3)
    return table[:, 0], table[:, 1], table[:, 2]


def _state_scores(acoustics: Acoustics, streams: list[Floats], phones: list[int]) -> Floats:
    """Log-likelihoods, (frames, phones x STATES)."""
    scores = np.zeros((len(streams[0]), len(phones), STATES))
    for stream, cepstra in enumerate(streams):
        for at, phone in enumerate(phones):
            each = _densities(acoustics, stream, cepstra, phone)
            weighted = each[:, None, :] + acoustics.log_weights[stream, phone]
            highest = weighted.max(axis=-1)
            scores[:, at] += highest + np.log(np.exp(weighted - highest[..., None]).sum(axis=-1))
    return scores.reshape(len(scores), -1)


def _densities(acoustics: Acoustics, stream: int, cepstra: Floats, phone: int) -> Floats:
    """Log-densities of a phone's Gaussians: (frames, Gaussians)."""
    precisions, means = acoustics.precisions[stream, phone], acoustics.means[stream, phone]
    offset = acoustics.constants[stream, phone] - 0.5 * (means * means * precisions).sum(axis=-1)
    return np.asarray(offset + cepstra @ (means * precisions).T - 0.5 * (cepstra * cepstra) @ precisions.T)


def _best_path(scores: Floats) -> list[int]:
    """The likeliest way from the first to the last column, one step or none a frame (Viterbi)."""
    frames, count = scores.shape
    best = np.full(count, -np.inf)
    best[0] = scores[0, 0]
    stepped = np.zeros((frames, count), bool)
    for frame in range(1, frames):
        before = np.concatenate(([-np.inf], best[:-1]))
        stepped[frame] = before > best
        best = np.maximum(before, best) + scores[frame]
    at = count - 1
    path = []
    for frame in range(frames - 1, -1, -1):
        path.append(at)
        at -= int(stepped[frame, at])
    return path[::-1]


def _occupied(acoustics: Acoustics, stream: int, moved: Floats, phones: Ints, states: Ints) -> tuple[Floats, Floats]:
    """Precision of the Gaussians that each frame belongs to, by their share in it, and precision times mean."""
    precision, precision_mean = np.zeros_like(moved), np.zeros_like(moved)
    for phone, state in set(zip(phones.tolist(), states.tolist(), strict=True)):
        chosen = (phones == phone) & (states == state)
        logs = _densities(acoustics, stream, moved[chosen], phone) + acoustics.log_weights[stream, phone, state]
        shares = np.exp(logs - logs.max(axis=1, keepdims=True))
        shares /= shares.sum(axis=1, keepdims=True)
        precision[chosen] = shares @ acoustics.precisions[stream, phone]
        precision_mean[chosen] = shares @ (acoustics.precisions[stream, phone] * acoustics.means[stream, phone])
    return precision, precision_mean


def _solved(seen: _Statistics, prior: _Statistics, frames: float) -> Floats:
    """The likeliest transform, row by row (appendix A of the paper)."""
    weight = frames * STREAMS / prior.frames
    inverses = np.linalg.inv(seen.squares + weight * prior.squares)
    products = seen.products + weight * prior.products
    count = seen.frames + weight * prior.frames
    transform = np.insert(np.eye(CEPSTRA), 0, 0.0, axis=1)
    for _, row in itertools.product(range(SWEEPS), range(CEPSTRA)):
        cofactors = np.concatenate(([0.0], np.linalg.inv(transform[:, 1:]).T[row]))
        square = cofactors @ inverses[row] @ cofactors
        linear = cofactors @ inverses[row] @ products[row]
        root = np.sqrt(linear * linear + 4 * square * count)
        factors = np.array([-linear + root, -linear - root]) / (2 * square)
        likelihoods = count * np.log(np.abs(factors * square + linear)) - 0.5 * factors**2 * square
        transform[row] = (factors[np.argmax(likelihoods)] * cofactors + products[row]) @ inverses[row]
    return transform


def _moved(transform: Floats, cepstra: Floats) -> Floats:
    return np.asarray(cepstra @ transform[:, 1:].T + transform[:, 0])
