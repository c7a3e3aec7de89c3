"""The line of a recording: any sound file, as fast as the machine can hear it.

The call waits for the recogniser between frames, so that its outcome does not depend on the machine's speed.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np

from simulator.audio import FRAME_SAMPLES, SILENCE, Frame, Sound, frames_in, read_channels, to_int16
from simulator.call.call import Call

SILENCE_AFTER_SECONDS = 30.0
"""The recording is over, the manager may still be speaking or waiting: after this much more silence the line is cut."""

Progress = Callable[[Call], None]


def read_candidate(path: Path) -> Sound:
    """The candidate's channel of a recording: the left one of a two-channel call, else all channels mixed.

    Raises BadAudio.
    """
    channels = read_channels(path)
    return to_int16(channels[:, 0] if channels.shape[1] == 2 else channels.mean(axis=1))


def frames_of(sound: Sound) -> list[Frame]:
    """The sound in frames; the last one is filled up with silence."""
    missing = -len(sound) % FRAME_SAMPLES
    padded = np.concatenate((sound, np.zeros(missing, np.int16)))
    return list(padded.reshape(-1, FRAME_SAMPLES))


def play(call: Call, sound: Sound, progress: Progress | None = None) -> None:
    """Places the call: the recording begins at pick-up and is followed by silence until the call ends."""
    while call.ringing:
        call.step(SILENCE)
        call.settle()
    frames = frames_of(sound)
    for number in range(len(frames) + frames_in(SILENCE_AFTER_SECONDS)):
        if call.ended:
            return
        call.step(frames[number] if number < len(frames) else SILENCE)
        call.settle()
        if progress is not None:
            progress(call)
    call.hang_up("line")
