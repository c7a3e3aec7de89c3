"""Sound for the tests of hearing, and one loaded recogniser for those that do not harm it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from simulator.audio import FRAME_SAMPLES, Frame, Sound, read_mono
from simulator.hearing.worker import RecogniserProcess

SPEECH = Path(__file__).parent / "speech"


def speech(name: str) -> Sound:
    """One of the recordings that make_speech.py makes."""
    return read_mono(SPEECH / f"{name}.flac")


def frames_of(sound: Sound) -> list[Frame]:
    padded = np.concatenate((sound, np.zeros(-len(sound) % FRAME_SAMPLES, np.int16)))
    return list(padded.reshape(-1, FRAME_SAMPLES))


@pytest.fixture(scope="session")
def recogniser() -> Iterator[RecogniserProcess]:
    process = RecogniserProcess()
    process.wait_ready(60)
    yield process
    process.close()
