"""The loudspeaker's sound taken out of the microphone's, before anybody hears it.

Without headphones the microphone hears the manager too, and the call would take that for the candidate. Three ways
out, all with the same two methods: `played` takes what the loudspeaker was given, `clean` gives what is left of what
the microphone brought.
"""

from __future__ import annotations

from typing import Any, Protocol

import numpy as np

from simulator.audio import FRAME_SAMPLES, RATE, SILENCE, Frame, frames_in
from simulator.errors import MissingPart

MEND = "pip install livekit"
"""Installs the echo canceller."""
UNMEASURED_TAIL = 0.6
"""Seconds from the hand-over of a frame to the loudspeaker until its echo is gone, where nobody has measured it:
0.25 s through buffers and devices, and 0.35 s in which a furnished room (0.5 s to −60 dB) takes off 40 dB."""
AUDIBLE = 33
"""Largest int16 sample of a frame that counts as silence from the loudspeaker: −60 dB of full scale, 40 dB under the
manager's voice."""
LEARNING_SECONDS = 1.0
"""Of sound from the loudspeaker, in which the canceller may not have found the echo yet: in one loud room of four it
let 0.3 s of the first line through (benchmarks/echo.py)."""
BLOCK_BYTES = 2 * RATE // 100
"""WebRTC's audio processing takes blocks of 10 ms: 160 samples, 320 bytes."""
CARRIED_BYTES = 2 * 128
"""Frames of 512 samples do not divide into blocks of 160. With 128 samples (8 ms) of delay there is always a whole
frame to give: 512 k mod 160 is 0, 32, 64, 96 or 128."""


class EchoControl(Protocol):
    """What a line does against the echo. Both methods take frames in the order in which the devices had them."""

    def played(self, frame: Frame) -> None:
        """Takes a frame that was handed to the loudspeaker, shape (512,), 16 kHz."""

    def clean(self, frame: Frame) -> Frame:
        """The microphone's frame, shape (512,), with the loudspeaker's sound taken out."""

    def begin_anew(self) -> None:
        """A device lost sound: what was learnt of how `played` and `clean` belong together holds no more."""


class Headphones:
    """Nothing to do: no sound of the loudspeaker reaches the microphone."""

    def played(self, frame: Frame) -> None:
        """Nobody but the candidate hears it."""

    def clean(self, frame: Frame) -> Frame:
        """The frame itself."""
        return frame

    def begin_anew(self) -> None:
        """There is nothing to learn."""


class HalfDuplex:
    """One at a time: while the manager sounds, and for a tail after, the microphone is silent. No interruption."""

    def __init__(self, tail: float = UNMEASURED_TAIL) -> None:
        """`tail` in seconds, from the hand-over of a frame to the loudspeaker until its echo is gone."""
        self._tail = max(1, frames_in(tail))
        self._muted = 0

    def played(self, frame: Frame) -> None:
        """Mutes the microphone if there is anything to be heard in this frame."""
        if _sounds(frame):
            self._muted = self._tail

    def clean(self, frame: Frame) -> Frame:
        """The frame, or silence while the microphone is muted."""
        if not self._muted:
            return frame
        self._muted -= 1
        return SILENCE

    def begin_anew(self) -> None:
        """The tail alone counts, and it goes on."""


class EchoCanceller:
    """Both at a time: WebRTC's echo canceller and high-pass, from the livekit wheel. Delays by 8 ms.

    Automatic gain control stays off, as it would falsify how loud the candidate is. So does noise suppression: the
    recogniser hears speech less well through it (benchmarks/echo.py). The delay of the echo it finds by itself, within
    the first word; telling it what was measured makes it worse. The first sound that it hears should be speech:
    trained on a ring tone, it lets half a second of the first line through. While it learns (the first second of the
    first line) it is half duplex.
    """

    def __init__(self, *, noise_suppression: bool = False) -> None:
        """Raises MissingPart where the canceller is not installed, or does not load."""
        try:
            from livekit import rtc

            self._rtc: Any = rtc
            self._noise_suppression = noise_suppression
            self.begin_anew()
        except (ImportError, OSError) as error:
            raise MissingPart("the echo canceller is not installed", MEND) from error

    def begin_anew(self) -> None:
        """Forgets the room. A fresh canceller learns it within a word; one that is misled takes seconds."""
        self._processing = self._rtc.AudioProcessingModule(
            echo_cancellation=True,
            high_pass_filter=True,
            noise_suppression=self._noise_suppression,
            auto_gain_control=False,
        )
        self._to_learn = frames_in(LEARNING_SECONDS)
        self._while_learning = HalfDuplex()
        self._far = bytearray()
        self._near = bytearray()
        self._cleaned = bytearray(CARRIED_BYTES)

    def played(self, frame: Frame) -> None:
        """Shows the canceller what will come back as echo."""
        if self._to_learn and _sounds(frame):
            self._to_learn -= 1
            self._while_learning.played(frame)
        self._far += frame.tobytes()
        while len(self._far) >= BLOCK_BYTES:
            self._processing.process_reverse_stream(self._block(self._far))

    def clean(self, frame: Frame) -> Frame:
        """The frame of 8 ms ago without the echo."""
        self._near += frame.tobytes()
        while len(self._near) >= BLOCK_BYTES:
            block = self._block(self._near)
            self._processing.process_stream(block)
            self._cleaned += bytes(block.data.cast("B"))
        cleaned = bytes(self._cleaned[: 2 * FRAME_SAMPLES])
        del self._cleaned[: 2 * FRAME_SAMPLES]
        return self._while_learning.clean(np.frombuffer(cleaned, np.int16))

    def _block(self, stream: bytearray) -> Any:
        """Takes the next 10 ms off a stream."""
        block = self._rtc.AudioFrame(stream[:BLOCK_BYTES], RATE, 1, BLOCK_BYTES // 2)
        del stream[:BLOCK_BYTES]
        return block


def _sounds(frame: Frame) -> bool:
    """There is anything to be heard in this frame."""
    # max and min, not abs: the absolute value of −32768 does not fit int16
    return int(frame.max()) > AUDIBLE or int(frame.min()) < -AUDIBLE
