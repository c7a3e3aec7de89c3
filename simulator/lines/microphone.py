"""The line of a microphone and a loudspeaker through PortAudio.

The device's callback does nothing but copy; the call is stepped in this thread, a frame for every frame that the
device has brought, after the loudspeaker's echo has been taken out of it. Lost sound is counted and put into the
record. A device that goes away ends the call cleanly.
"""

from __future__ import annotations

import contextlib
import os
import queue
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from typing import Any, Literal, TypeAlias

import numpy as np

from simulator.audio import FRAME_SAMPLES, FRAME_SECONDS, FULL_SCALE, RATE, SILENCE, Sound, to_int16
from simulator.call.call import Call
from simulator.errors import LineLost, NoMicrophone
from simulator.hearing.echo import EchoControl, Headphones

PRIMED_FRAMES = 3
"""Frames of silence queued for the loudspeaker at the start: 0.1 s against the jitter of a busy machine."""
MOST_QUEUED_FRAMES = 8
"""A loudspeaker that started late, or runs slower than the microphone, must not make the manager lag: beyond
0.26 s in the queue, frames are left out."""
SILENT_DEVICE_SECONDS = 4.0
"""A microphone that brings nothing for so long is gone. Some sound servers need two seconds to start."""
KEYBOARD_HINT = "or type the call instead: --line keyboard"


@dataclass
class Losses:
    """Sound that was lost, in blocks of about 32 ms."""

    overflows: int = 0
    """The microphone's sound was not fetched in time, as the device reports it."""
    underflows: int = 0
    """The loudspeaker had nothing to play."""
    skipped: int = 0
    """Left out because the loudspeaker lagged behind."""


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
        what = "PortAudio, which reaches microphone and loudspeaker, is not installed"
        raise NoMicrophone(what, f"{mend}; {KEYBOARD_HINT}") from error
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


Passed: TypeAlias = "tuple[Literal['heard', 'played', 'gap'], bytes]"
"""What passed through a device: a block from the microphone or to the loudspeaker, or a gap where the
microphone's sound was lost."""


class Device:
    """A microphone and a loudspeaker, each a stream of its own, whose callbacks only copy.

    Two streams, not one in both directions: they may be different devices with different rates, and a loudspeaker
    that stalls must not keep us from hearing. Both report into one queue, in the order of what happened, so that
    played and heard belong together however late they are fetched.
    """

    def __init__(self) -> None:
        self._sounddevice = open_portaudio()
        microphone, loudspeaker = check_devices(self._sounddevice)
        self.names = (str(microphone["name"]), str(loudspeaker["name"]))
        """Of the microphone and the loudspeaker."""
        self.losses = Losses()
        self._passed: queue.SimpleQueue[Passed] = queue.SimpleQueue()
        self._played: list[Sound] = []
        self._gap = False
        self._to_say: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        self._started = self._closed = False
        sd = self._sounddevice
        rate = _usable_rate(sd, sd.check_input_settings, microphone)
        self._from_microphone = Resampling(rate, RATE, FRAME_SAMPLES)
        rate_out = _usable_rate(sd, sd.check_output_settings, loudspeaker)
        self._block_out = FRAME_SAMPLES * rate_out // RATE
        self._to_loudspeaker = Resampling(RATE, rate_out, self._block_out)
        self._as_played = Resampling(rate_out, RATE, FRAME_SAMPLES)
        common: dict[str, Any] = {"channels": 1, "dtype": "int16"}
        try:
            with quiet_alsa():
                self._input = sd.RawInputStream(
                    samplerate=rate, blocksize=FRAME_SAMPLES * rate // RATE, callback=self._take, **common
                )
                self._output = sd.RawOutputStream(
                    samplerate=rate_out, blocksize=self._block_out, callback=self._give, **common
                )
        except sd.PortAudioError as error:
            what = f"the sound device cannot be opened ({error.args[0]})"
            raise NoMicrophone(what, f"followup doctor; {KEYBOARD_HINT}") from error

    def __enter__(self) -> Device:
        for _ in range(PRIMED_FRAMES):
            self.say(SILENCE)
        try:
            with quiet_alsa():
                self._output.start()
                self._input.start()
        except self._sounddevice.PortAudioError as error:
            self.close()
            raise LineLost(f"the sound device cannot be started ({error.args[0]})") from error
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Gives the devices back. Closing again does nothing: PortAudio would look at what it has freed."""
        if self._closed:
            return
        self._closed = True
        with quiet_alsa():
            self._input.close(ignore_errors=True)
            self._output.close(ignore_errors=True)

    def hear(self) -> list[Sound]:
        """The next frames from the microphone, 16 kHz; waits for them. Raises LineLost when the device is gone."""
        self._played, self._gap = [], False
        until = time.monotonic() + SILENT_DEVICE_SECONDS
        while True:
            try:
                kind, block = self._passed.get(timeout=max(0.0, until - time.monotonic()))
            except queue.Empty:
                raise LineLost("the microphone went away") from None
            if kind == "heard":
                break
            if kind == "played":
                self._played += self._as_played(np.frombuffer(block, np.int16))
            else:
                self._played, self._gap = [], True
        if not self._output.active:
            raise LineLost("the loudspeaker went away")
        return self._from_microphone(np.frombuffer(block, np.int16))

    @property
    def played(self) -> list[Sound]:
        """The frames that the loudspeaker was given before the last `hear` was over, 16 kHz, silence included."""
        return self._played

    @property
    def gap(self) -> bool:
        """The microphone's sound was lost before the last `hear`; what was played before the gap is left out."""
        return self._gap

    def say(self, frame: Sound) -> None:
        """Queues one frame, 16 kHz, for the loudspeaker."""
        for block in self._to_loudspeaker(frame):
            if self._to_say.qsize() < MOST_QUEUED_FRAMES:
                self._to_say.put(block.tobytes())
            elif self._started:
                self.losses.skipped += 1

    def finish_saying(self) -> None:
        """Waits until what is queued has been heard."""
        time.sleep(self._to_say.qsize() * FRAME_SECONDS)

    def _take(self, heard: Any, _count: int, _time: Any, status: Any) -> None:
        if status.input_overflow:
            self.losses.overflows += 1
            self._passed.put(("gap", b""))
        self._passed.put(("heard", bytes(heard)))

    def _give(self, to_say: Any, _count: int, _time: Any, status: Any) -> None:
        self._started = True
        try:
            to_say[:] = self._to_say.get_nowait()
        except queue.Empty:
            self.losses.underflows += 1
            to_say[:] = bytes(len(to_say))
        if status.output_underflow:
            self.losses.underflows += 1  # sound comes later then, which an echo canceller follows by itself
        self._passed.put(("played", bytes(to_say)))


def _usable_rate(sounddevice: Any, check: Callable[..., None], device: dict[str, Any]) -> int:
    """16 kHz where the device takes it, else the device's own rate, in Hz."""
    try:
        check(channels=1, dtype="int16", samplerate=RATE)
    except sounddevice.PortAudioError:
        return int(device["default_samplerate"])
    return RATE


class Resampling:
    """A stream of blocks brought to another rate and cut into blocks of one length; what is left over is carried."""

    def __init__(self, rate: int, to_rate: int, length: int) -> None:
        import soxr

        self._length = length
        self._stream = None if rate == to_rate else soxr.ResampleStream(rate, to_rate, 1, dtype="float32")
        self._left_over: Sound = np.zeros(0, np.int16)

    def __call__(self, block: Sound) -> list[Sound]:
        """The blocks of `length` samples that this block completes."""
        if self._stream is not None:
            block = to_int16(self._stream.resample_chunk(block.astype(np.float32) / FULL_SCALE))
        samples = np.concatenate((self._left_over, block))
        whole = len(samples) // self._length * self._length
        self._left_over = samples[whole:]
        return list(samples[:whole].reshape(-1, self._length))


def play(
    call: Call,
    device: Device,
    progress: Callable[[Call], None] | None = None,
    *,
    echo: EchoControl | None = None,
) -> None:
    """Places the call in real time, until it ends or the device goes away (the call is then ended cleanly).

    The call hears, and the record keeps, what `echo` leaves of the microphone's sound; everything, if it is not
    given. What sound the device lost is put into the record. KeyboardInterrupt passes through; the caller hangs up.
    """
    echo = echo if echo is not None else Headphones()
    try:
        with device:
            while not call.ended:
                # nobody listens while it rings, and a ring tone would only mislead an echo canceller
                for frame in device.hear() if call.ringing else without_echo(device, echo):
                    device.say(call.step(frame))
                if progress is not None:
                    progress(call)
            device.finish_saying()
    except LineLost as lost:
        call.lose_line(str(lost))
    finally:
        if device.losses != Losses():
            call.sound_dropped(**asdict(device.losses))


def without_echo(device: Device, echo: EchoControl) -> list[Sound]:
    """The next frames from the microphone, 16 kHz, without the loudspeaker's sound. Raises LineLost."""
    heard = device.hear()
    if device.gap:
        echo.begin_anew()
    for frame in device.played:
        echo.played(frame)
    return [echo.clean(frame) for frame in heard]
