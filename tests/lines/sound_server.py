"""A real sound server for tests: PulseAudio with a loudspeaker and a microphone that exist only in memory.

What the program plays goes to the sink `loudspeaker`; what is played into the sink `air` comes out of the default
microphone. Both monitors are recorded from the start: the recordings are the only clock that counts, and having
them open keeps the server's buffers short (a null sink that nobody listens to works in blocks of two seconds).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import soundfile

from simulator.audio import RATE, Sound

NEEDED = ("pulseaudio", "pactl", "parec", "paplay")
CONFIGURATION = """
load-module module-null-sink sink_name=loudspeaker rate={rate} channels=1
load-module module-null-sink sink_name=air rate={rate} channels=1
load-module module-native-protocol-unix auth-anonymous=1 socket={socket}
set-default-sink loudspeaker
set-default-source air.monitor
"""


def missing_part() -> str | None:
    """The first program that is not installed, and its package."""
    for program in NEEDED:
        if shutil.which(program) is None:
            return f"{program} (Debian packages pulseaudio and pulseaudio-utils)"
    try:
        import sounddevice  # noqa: F401 - whether it finds PortAudio is the question
    except OSError:
        return "PortAudio (Debian package libportaudio2)"
    if not list(Path("/usr/lib").glob("*/alsa-lib/libasound_module_pcm_pulse.so")):
        return "ALSA's PulseAudio plugin (Debian package libasound2-plugins)"
    return None


class Tape:
    """Records one monitor continuously, 16 kHz mono."""

    def __init__(self, source: str, environment: dict[str, str]) -> None:
        command = [
            "parec",
            f"--device={source}",
            "--format=s16le",
            f"--rate={RATE}",
            "--channels=1",
            "--latency-msec=20",
        ]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, env=environment)
        self._chunks: list[bytes] = []
        self._taken = 0
        self.began = float("inf")
        """When the first sample was recorded, by `time.monotonic`: the least delayed chunk tells it to a millisecond or
        two, and the tapes of one server can be laid side by side."""
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def _read(self) -> None:
        assert self._process.stdout is not None
        while chunk := self._process.stdout.read1(4096):  # type: ignore[attr-defined]  # a buffered reader
            self._chunks.append(chunk)
            self._taken += len(chunk) // 2
            self.began = min(self.began, time.monotonic() - self._taken / RATE)

    @property
    def sound(self) -> Sound:
        """Everything recorded so far."""
        data = b"".join(self._chunks)
        return np.frombuffer(data[: len(data) // 2 * 2], np.int16)

    def loud_since(self, seconds: float, level: int = 300) -> bool:
        """Whether anything louder than `level` was recorded in the last `seconds`."""
        tail = self.sound[-int(seconds * RATE) :]
        return bool(len(tail)) and int(np.abs(tail.astype(np.int32)).max()) > level

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait()
        self._thread.join()
        assert self._process.stdout is not None
        self._process.stdout.close()


class SoundServer:
    """The server, its environment for clients, and the two tapes."""

    def __init__(self, folder: Path, rate: int) -> None:
        socket = folder / "native"
        self._folder = folder
        self.environment = {
            **os.environ,
            "HOME": str(folder),
            "XDG_RUNTIME_DIR": str(folder),
            "PULSE_RUNTIME_PATH": str(folder / "run"),
            "PULSE_SERVER": f"unix:{socket}",
        }
        (folder / "run").mkdir()
        (folder / ".asoundrc").write_text("pcm.!default { type pulse }\nctl.!default { type pulse }\n")
        (folder / "server.pa").write_text(CONFIGURATION.format(rate=rate, socket=socket))
        self._log = (folder / "server.log").open("wb")
        self._process = subprocess.Popen(
            ["pulseaudio", "-n", "-F", str(folder / "server.pa"), "--daemonize=no", "--exit-idle-time=-1"],
            env={key: value for key, value in self.environment.items() if key != "PULSE_SERVER"},
            stdout=self._log,
            stderr=self._log,
        )
        self._wait_until_it_answers()
        self.loudspeaker = Tape("loudspeaker.monitor", self.environment)
        self.microphone = Tape("air.monitor", self.environment)
        time.sleep(0.5)

    def _wait_until_it_answers(self) -> None:
        for _ in range(100):
            if (
                subprocess.run(["pactl", "info"], env=self.environment, capture_output=True, check=False).returncode
                == 0
            ):
                return
            time.sleep(0.1)
        raise RuntimeError(f"PulseAudio did not start: {(self._folder / 'server.log').read_text()[-500:]}")

    def speak(self, sound: Sound) -> None:
        """Plays into the microphone and waits until it has sounded (paplay alone may start a second late)."""
        path = self._folder / "said.wav"
        soundfile.write(path, sound, RATE)
        subprocess.run(["paplay", "--device=air", "--latency-msec=30", str(path)], env=self.environment, check=True)

    def loop_back(self, share: float, delay: float) -> None:
        """From now on the microphone hears the loudspeaker: this share of its amplitude, about `delay` s later."""
        loop = ["source=loudspeaker.monitor", "sink=air", f"latency_msec={round(1000 * delay)}"]
        self._control("load-module", "module-loopback", *loop)
        *_, looped = self._control("list", "short", "sink-inputs").splitlines()
        # as decibels: a plain number or percentage would be taken for a point on a cubic scale
        self._control("set-sink-input-volume", looped.split()[0], f"{20 * np.log10(share):.1f}dB")

    def _control(self, *command: str) -> str:
        """What the server answers to a command."""
        done = subprocess.run(
            ["pactl", *command], env=self.environment, capture_output=True, text=True, check=True, timeout=20
        )
        return done.stdout

    def kill(self) -> None:
        """The sound server dies, as it does when a device is pulled out or the server is restarted."""
        self._process.kill()
        self._process.wait()

    def stop(self) -> None:
        self.loudspeaker.stop()
        self.microphone.stop()
        self._process.terminate()
        self._process.wait()
        self._log.close()


@contextmanager
def running(folder: Path, rate: int = RATE) -> Iterator[SoundServer]:
    """A server for the length of a test; `rate` is the devices' own."""
    server = SoundServer(folder, rate)
    try:
        yield server
    finally:
        server.stop()
