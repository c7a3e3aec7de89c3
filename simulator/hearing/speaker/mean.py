"""The running mean of the cepstra: what microphone, line and voice have in common in every frame is taken away."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

EXPECTED: Final = (41.00, -5.29, -0.12, 5.09, 2.48, -4.07, -1.37, -1.78, -5.08, -2.05, -6.45, -1.42, 1.17)
"""Before anything was heard: from CMU's own en-us model (`cmninit` of its feat.params in the source repository; the
wheel's lacks it). It counts most in the first turn."""
EXPECTED_FRAMES: Final = 500
"""How much speech that stands for."""
MOST_FRAMES: Final = 800
"""With more than that, the past counts as EXPECTED_FRAMES again, so that the mean follows a line that changes."""


class RunningMean:
    """As PocketSphinx's `cmn_live.c`: it changes after a turn, and in a long one every few seconds."""

    def __init__(self) -> None:
        self._mean: Floats = np.array(EXPECTED)
        self._sum = self._mean * EXPECTED_FRAMES
        self._count = EXPECTED_FRAMES

    @property
    def mean(self) -> Floats:
        """What is taken away now, (CEPSTRA,)."""
        return self._mean

    def removed(self, cepstra: Floats) -> Floats:
        """The cepstra without the mean of what was heard before."""
        normalised = np.empty_like(cepstra)
        for number, frame in enumerate(cepstra):
            normalised[number] = frame - self._mean
            if frame[0] < 0:  # digital silence, not a quiet room
                continue
            self._sum = self._sum + frame
            self._count += 1
            if self._count > MOST_FRAMES:
                self.update()
        return normalised

    def update(self) -> None:
        """A turn is over."""
        self._mean = self._sum / self._count
        if self._count >= MOST_FRAMES:
            self._sum = self._mean * EXPECTED_FRAMES
            self._count = EXPECTED_FRAMES
