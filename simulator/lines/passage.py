"""A passage read into the microphone: recorded without a call, until its reader falls silent."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Protocol

import numpy as np

from simulator.audio import FRAME_SECONDS, Sound
from simulator.hearing.activity import VoiceActivity
from simulator.hearing.turns import SPEECH_ON

DONE_SECONDS = 3.0
"""So much silence after enough speech means that the passage is over; sentences are parted by less."""


class Microphone(AbstractContextManager["Microphone"], Protocol):
    """What is needed of a sound device."""

    def hear(self) -> list[Sound]:
        """The next frames; waits for them. Raises LineLost."""


def record_passage(device: Microphone, longest: float, enough: float) -> Sound:
    """Records until 3 s of silence follow at least `enough` seconds, or for `longest` seconds. Raises LineLost."""
    activity = VoiceActivity()
    frames: list[Sound] = []
    quiet = 0.0
    with device:
        while len(frames) * FRAME_SECONDS < longest:
            for frame in device.hear():
                frames.append(frame)
                quiet = 0.0 if activity.probability(frame) >= SPEECH_ON else quiet + FRAME_SECONDS
            seconds = len(frames) * FRAME_SECONDS
            if quiet >= DONE_SECONDS and seconds - quiet >= enough:
                break
    return np.concatenate(frames) if frames else np.zeros(0, np.int16)
