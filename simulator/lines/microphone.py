"""The line of a microphone and a loudspeaker, full duplex, through PortAudio.

The device's callback does nothing but copy; the call is stepped in this thread, a frame for every frame that the
device has brought. Lost sound is counted and put into the record. A device that goes away ends the call cleanly.
"""

from __future__ import annotations

import contextlib
import os
import queue
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from simulator.audio import FRAME_SAMPLES, FULL_SCALE, RATE, SILENCE, Sound, to_int16
from simulator.call.call import Call
from simulator.errors import LineLost, NoMicrophone

PRIMED_FRAMES = 3
"""Frames of silence queued for the loudspeaker at the start: 0.1 s against the jitter of a busy machine."""
SILENT_DEVICE_SECONDS = 2.0
"""A device that brings nothing for so long is gone."""
KEYBOARD_HINT = "or type the call instead: --line keyboard"


@dataclass
class Losses:
    """Sound lost by the device, as it reports it, and frames that we brought too late."""

    overflows: int = 0
    """The microphone's sound was not fetched in time."""
    underflows: int = 0
    """The loudspeaker had nothing to play."""


@contextlib.contextmanager
def quiet_alsa() -> Iterator[None]:
    """Keeps ALSA's library from writing its own search for devices onto the person's terminal."""
    if sys.platform != "linux":
        yield
        return
    sys.stderr.flush()
    kept = os.dup(2)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


def open_portaudio() -> Any:
    """The sounddevice module. Raises NoMicrophone where PortAudio is not installed."""
    try:
        with quiet_alsa():
            import sounddevice
    except OSError as error:
        mend = (
            "sudo apt install libportaudio2" if sys.platform == "linux" else "pip install --force-reinstall sounddevice"
        )
        raise NoMicrophone("PortAudio, which reaches microphone and loudspeaker, is not installed", mend) from error
    return sounddevice


def check_devices(sounddevice: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """The default microphone and loudspeaker. Raises NoMicrophone when one is missing."""
    found = []
    for kind, name in (("input", "microphone"), ("output", "loudspeaker")):
        try:
            found.append(dict(sounddevice.query_devices(kind=kind)))
        except (sounddevice.PortAudioError, ValueError) as error:
            what = f"no {name} is connected, or this program may not use it"
            raise NoMicrophone(what, f"connect one; {KEYBOARD_HINT}") from error
    return found[0], found[1]


def device_rate(sounddevice: Any, microphone: dict[str, Any]) -> int:
    """16 kHz where both devices take it, else the microphone's own rate (sound is then resampled), in Hz."""
    try:
        sounddevice.check_input_settings(channels=1, dtype="int16", samplerate=RATE)
        sounddevice.check_output_settings(channels=1, dtype="int16", samplerate=RATE)
    except sounddevice.PortAudioError:
        return int(microphone["default_samplerate"])
    return RATE


class Device:
    """The stream, with queues on both sides of it, so that the callback only copies."""

    def __init__(self) -> None:
        self._sounddevice = open_portaudio()
        microphone, _ = check_devices(self._sounddevice)
        self.rate = device_rate(self._sounddevice, microphone)
        self.losses = Losses()
        self._heard: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        self._to_say: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        self._block = FRAME_SAMPLES * self.rate // RATE
        self._silence = bytes(2 * self._block)
        try:
            with quiet_alsa():
                self._stream = self._sounddevice.RawStream(
                    samplerate=self.rate, blocksize=self._block, channels=1, dtype="int16", callback=self._exchange
                )
        except self._sounddevice.PortAudioError as error:
            what = f"the sound device cannot be opened ({error.args[0]})"
            raise NoMicrophone(what, f"followup doctor; {KEYBOARD_HINT}") from error
        self._resampling = None if self.rate == RATE else _Resampling(self.rate)

    def __enter__(self) -> Device:
        for _ in range(PRIMED_FRAMES):
            self._to_say.put(self._silence)
        self._stream.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.close(ignore_errors=True)

    def hear(self) -> list[Sound]:
        """The next frames from the microphone, 16 kHz; waits for them. Raises LineLost when none come."""
        try:
            block = self._heard.get(timeout=SILENT_DEVICE_SECONDS)
        except queue.Empty:
            raise LineLost("the microphone or loudspeaker went away; the call was ended there and kept") from None
        samples = np.frombuffer(block, np.int16)
        return [samples] if self._resampling is None else self._resampling.heard(samples)

    def say(self, frame: Sound) -> None:
        """Queues one frame, 16 kHz, for the loudspeaker."""
        for block in [frame] if self._resampling is None else self._resampling.said(frame):
            self._to_say.put(block.tobytes())

    def _exchange(self, heard: Any, to_say: Any, _count: int, _time: Any, status: Any) -> None:
        self._heard.put(bytes(heard))
        if status.input_overflow:
            self.losses.overflows += 1
        if status.output_underflow:
            self.losses.underflows += 1
        try:
            block = self._to_say.get_nowait()
        except queue.Empty:
            self.losses.underflows += 1
            block = self._silence
        to_say[:] = block


class _Resampling:
    """Between the device's rate and 16 kHz, in both directions, with what is left over carried to the next block."""

    def __init__(self, rate: int) -> None:
        import soxr

        self._to_16k = soxr.ResampleStream(rate, RATE, 1, dtype="float32")
        self._from_16k = soxr.ResampleStream(RATE, rate, 1, dtype="float32")
        self._block = FRAME_SAMPLES * rate // RATE
        self._heard: Sound = np.zeros(0, np.int16)
        self._said: Sound = np.zeros(0, np.int16)

    def heard(self, block: Sound) -> list[Sound]:
        """The whole frames of 512 samples that this block completes."""
        samples = self._to_16k.resample_chunk(block.astype(np.float32) / FULL_SCALE)
        self._heard = np.concatenate((self._heard, to_int16(samples)))
        frames, self._heard = whole_pieces(self._heard, FRAME_SAMPLES)
        return frames

    def said(self, frame: Sound) -> list[Sound]:
        """The whole blocks at the device's rate that this frame completes."""
        samples = self._from_16k.resample_chunk(frame.astype(np.float32) / FULL_SCALE)
        self._said = np.concatenate((self._said, to_int16(samples)))
        blocks, self._said = whole_pieces(self._said, self._block)
        return blocks


def whole_pieces(samples: Sound, length: int) -> tuple[list[Sound], Sound]:
    """The samples cut into pieces of `length`, and what is left over."""
    whole = len(samples) // length * length
    return list(samples[:whole].reshape(-1, length)), samples[whole:]


def play(call: Call, device: Device, progress: Callable[[Call], None] | None = None) -> None:
    """Places the call in real time, until it ends or the device goes away (the call is then ended cleanly).

    What sound the device lost is put into the record. KeyboardInterrupt passes through; the caller hangs up.
    """
    known = Losses()
    with device:
        try:
            while not call.ended:
                for frame in device.hear():
                    device.say(call.step(frame))
                if device.losses != known:
                    known = replace(device.losses)
                    call.sound_dropped(known.overflows, known.underflows)
                if progress is not None:
                    progress(call)
            device.say(SILENCE)
            time.sleep(PRIMED_FRAMES * FRAME_SAMPLES / RATE)  # what is queued is still to be heard
        except LineLost as lost:
            call.lose_line(str(lost))
