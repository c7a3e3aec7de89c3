"""Stand-ins that let other rooms' tests run fast."""

from __future__ import annotations

import numpy as np

from simulator.audio import RATE, Sound
from simulator.voice.spec import Voice

WORDS_PER_SECOND = 2.7


class SilentSynthesiser:
    """Says everything as silence, as long as a person would take: words / 2.7 s, at least 0.4 s."""

    name = "silent"
    workers = 1

    def __init__(self) -> None:
        self.notes: list[str] = []
        self.said: list[str] = []

    def render(self, text: str, voice: Voice, mood: str = "neutral") -> Sound:
        self.said.append(text)
        samples = round(max(0.4, len(text.split()) / WORDS_PER_SECOND) * RATE)
        return np.zeros(samples, np.int16)
