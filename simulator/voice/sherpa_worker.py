"""The process in which a neural voice speaks, and the handle by which it is asked.

sherpa-onnx ends its whole process over a model that lacks what it reads; what it printed before is told as the reason.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from simulator.voice.phonemes import load_espeak, sentences
from simulator.voice.speech_file import SpeechFailed
from simulator.voice.worker import GRACE_SECONDS, CannotSpeak, Failed, Ready, start

LOAD_SECONDS = 60.0
"""Time-out of loading: 1 s for a Piper voice, several for Kokoro's 350 MB from a slow disk."""
THREADS = max(1, min(2, os.cpu_count() or 1))
"""Lines are spoken before the call, when nothing else is to be computed."""

FAMILIES = {
    "vits": "OfflineTtsVitsModelConfig",
    "kokoro": "OfflineTtsKokoroModelConfig",
    "kitten": "OfflineTtsKittenModelConfig",
}
"""Family → class of its configuration in sherpa_onnx; the family is also the parameter that takes it."""
LEXICON = "lexicon"
"""The file of a voice that looks words up; a voice without it is given phonemes."""


@dataclass(frozen=True, slots=True)
class Line:
    """Words to be spoken."""

    text: str
    speaker: int
    speed: float
    """Factor on the model's own pace."""
    accent: str
    """Of the phonemes that the speaker was trained on."""
    seconds: float
    """Time-out."""


@dataclass(frozen=True, slots=True)
class Speech:
    """A spoken line, amplitudes in −1 … 1."""

    samples: npt.NDArray[np.float32]
    rate: int
    """Hertz."""


class VoiceProcess:
    """A voice's process, seen from outside. Starts at once and loads in the background; not thread-safe."""

    def __init__(self, family: str, files: Mapping[str, str], log: Path) -> None:
        self._log = log
        self._ready = False
        self._process, self._connection = start(serve, family, dict(files), log, name="neural voice")

    @property
    def pid(self) -> int | None:
        return self._process.pid

    def say(self, line: Line) -> Speech:
        """Has one line spoken. Raises CannotSpeak when the model cannot be loaded, SpeechFailed when the process
        dies, hangs or says so; it is of no further use then and must be killed."""
        if not self._ready:
            try:
                answer = self._receive(LOAD_SECONDS)
            except SpeechFailed as failure:
                raise CannotSpeak(str(failure)) from failure
            if isinstance(answer, Failed):
                raise CannotSpeak(answer.reason)
            self._ready = True
        with contextlib.suppress(OSError):  # a dead process is noticed when its answer is read
            self._connection.send(line)
        answer = self._receive(line.seconds + GRACE_SECONDS)
        if isinstance(answer, Failed):
            raise SpeechFailed(answer.reason)
        assert isinstance(answer, Speech)  # noqa: S101 - narrows the type
        return answer

    def kill(self) -> None:
        """Ends the process, whatever it does. May be called twice."""
        self._process.kill()
        self._process.join()
        self._connection.close()

    def _receive(self, seconds: float) -> Speech | Ready | Failed:
        try:
            if not self._connection.poll(seconds):
                raise SpeechFailed(f"no answer within {seconds:.0f} s")
            answer: Speech | Ready | Failed = self._connection.recv()
        except (EOFError, OSError) as error:
            raise SpeechFailed(f"its process died{self._last_words()}") from error
        return answer

    def _last_words(self) -> str:
        """The last line that the process printed, without the place in sherpa-onnx's source."""
        try:
            lines = self._log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
        except OSError:
            return ""
        return f" ({lines[-1].split(' ', 1)[-1]})" if lines else ""


def serve(connection: Connection, family: str, files: Mapping[str, str], log: Path) -> None:
    """Body of the process: loads the voice and answers lines until the other side is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the caller's business
    try:
        file = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    except OSError:
        return  # closed before this process had begun: the folder is gone, and nobody waits
    for stream in (1, 2):
        os.dup2(file, stream)
    os.close(file)
    sys.stdout = sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - for the process's life
    try:
        voice = load(family, files)
        if LEXICON not in files:
            load_espeak()
    except Exception as error:  # noqa: BLE001 - whatever it is, the caller must hear of it
        connection.send(Failed(_one_line(error)))
        return
    connection.send(Ready())
    while True:
        try:
            line: Line = connection.recv()
        except (EOFError, OSError):
            return
        connection.send(_spoken(voice, line, by_lexicon=LEXICON in files))


def load(family: str, files: Mapping[str, str]) -> Any:
    """A voice of sherpa-onnx. Raises what it raises, or ends the process."""
    import sherpa_onnx

    model = sherpa_onnx.OfflineTtsModelConfig(
        **{family: getattr(sherpa_onnx, FAMILIES[family])(**files)}, num_threads=THREADS
    )
    config = sherpa_onnx.OfflineTtsConfig(model=model)
    if not config.validate():  # it prints why
        raise ValueError("a file that the voice needs is missing")
    return sherpa_onnx.OfflineTts(config)


def _spoken(voice: Any, line: Line, *, by_lexicon: bool) -> Speech | Failed:
    import sherpa_onnx

    how = sherpa_onnx.GenerationConfig()
    how.sid, how.speed = line.speaker, line.speed
    try:
        if by_lexicon:
            audio = voice.generate(line.text, how)
        else:
            how.phoneme_codepoints = [list(map(ord, sentence)) for sentence in sentences(line.text, line.accent)]
            audio = voice.generate("", how)
    except Exception as error:  # noqa: BLE001 - the process must answer
        return Failed(_one_line(error))
    return Speech(np.asarray(audio.samples, np.float32), int(audio.sample_rate))


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split()) or type(error).__name__
