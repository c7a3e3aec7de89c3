"""Words to sound with the machine's own voices, through pyttsx3 in worker processes."""

from __future__ import annotations

import functools
import itertools
import os
import platform
import shutil
import sys
import tempfile
import textwrap
import threading
import weakref
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from types import TracebackType

import numpy as np

from simulator.audio import RATE, Sound
from simulator.errors import NoVoice
from simulator.voice.engine_run import Order, default_driver
from simulator.voice.pitch import raise_pitch, ratio
from simulator.voice.spec import MOODS, Voice, has_words
from simulator.voice.speech_file import SpeechFailed, read_speech
from simulator.voice.voices import Choice, SystemVoice, choose_voice
from simulator.voice.worker import CannotSpeak, ListVoices, Worker

UTTERANCE_SECONDS = 20.0
"""Time-out of one utterance: a thousand times what espeak takes, ten times what the others do."""
TRIES = 2
"""An utterance that fails is tried once more, in a new process."""
WORKERS = 2 * max(1, min(2, os.cpu_count() or 1))
"""Processes speaking at a time: two for each of two processors, since half of an utterance is waiting for its file;
more than that gain nothing, since the caller's own work on each line takes the rest."""
NOTHING_SAID = RATE // 4
"""Samples of silence for a line without a word ("…"); synthesisers make anything of it from a click to "ellipsis"."""

MENDS = {
    "darwin": "pip install --upgrade pyttsx3 pyobjc",
    "win32": "pip install --upgrade pyttsx3 comtypes, and add an English voice in Settings > Time & language > Speech",
    "linux": "pip install --upgrade pyttsx3 espeakng-loader",
}


class Synthesiser:
    """Speaks lines into memory. May be used from several threads; close it, or use it in a `with` statement.

    Nothing starts before the first line is asked for.
    """

    def __init__(
        self, driver: str | None = None, *, workers: int = WORKERS, seconds: float = UTTERANCE_SECONDS
    ) -> None:
        self.driver = driver or default_driver()
        """pyttsx3's driver: `espeak`, `sapi5`, `nsss` …"""
        self.workers = workers
        """How many lines can be spoken at a time."""
        self.notes: list[str] = []
        """What this machine lacks and how it was made up for, one line each, for the user."""
        self._seconds = seconds
        self._folder = Path(tempfile.mkdtemp(prefix="followup-voice-"))
        self._remove_folder = weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
        self._numbers = itertools.count()
        self._turns = threading.BoundedSemaphore(workers)
        self._lock = threading.Lock()
        self._idle: list[Worker] = []
        self._closed = False
        self._voices_lock = threading.Lock()
        self._voices: list[SystemVoice] | None = None

    @functools.cached_property
    def name(self) -> str:
        """Synthesiser and versions: another name may sound different."""
        parts = [f"pyttsx3 {_version('pyttsx3')}", self.driver]
        if self.driver == "espeak":
            parts.append(f"espeakng-loader {_version('espeakng-loader')}")
        else:
            parts.append(f"{platform.system()} {platform.release()}")
        return ", ".join(parts)

    def voices(self) -> list[SystemVoice]:
        """The machine's voices; empty, with a note, where the driver cannot list them. Raises NoVoice."""
        with self._voices_lock:
            if self._voices is None:
                try:
                    answer = self._ask(ListVoices(self._seconds))
                    self._voices = answer if isinstance(answer, list) else []
                except SpeechFailed as failure:
                    self._note(f"voices: {failure}")
                    self._voices = []
            return self._voices

    def render(self, text: str, voice: Voice, mood: str = "neutral") -> Sound:
        """`text` as clean 16 kHz sound; blocks. The same arguments give the same samples.

        Raises NoVoice when nothing speaks on this machine, or this line fails twice.
        """
        if not has_words(text):
            return np.zeros(NOTHING_SAID, np.int16)
        choice = self._choose(voice)
        change = MOODS.get(mood, MOODS["neutral"])
        pitch = min(100, max(0, voice.pitch + change.pitch))
        rate = voice.rate * change.rate
        own_pitch = self.driver == "espeak"  # the others print that they have none
        factor = 1.0 if own_pitch else ratio(pitch)
        for attempt in range(1, TRIES + 1):
            order = Order(
                text=_speakable(text),
                voice=choice.id,
                rate=round(rate / factor),
                pitch=min(99, pitch) if own_pitch else None,
                path=self._folder / f"{next(self._numbers)}.{'aiff' if self.driver == 'nsss' else 'wav'}",
                seconds=self._seconds,
            )
            try:
                return raise_pitch(self._spoken(order), factor)
            except SpeechFailed as failure:
                if attempt == TRIES:
                    short = textwrap.shorten(text, 40, placeholder="…")
                    raise NoVoice(f"the voice could not say “{short}” ({failure})", "followup doctor") from failure
            finally:
                order.path.unlink(missing_ok=True)
        raise AssertionError("the last try returns or raises")

    def close(self) -> None:
        """End the worker processes. May be called twice."""
        with self._lock:
            idle, self._idle, self._closed = self._idle, [], True
        for worker in idle:
            worker.kill()
        self._remove_folder()

    def __enter__(self) -> Synthesiser:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _choose(self, voice: Voice) -> Choice:
        choice = choose_voice(self.voices(), voice, self.driver)
        if choice.note:
            self._note(choice.note)
        return choice

    def _spoken(self, order: Order) -> Sound:
        self._ask(order)
        return read_speech(order.path, order.text)

    def _ask(self, request: Order | ListVoices) -> object:
        """Have a worker carry out a request. Raises SpeechFailed, NoVoice."""
        with self._turns:
            with self._lock:
                if self._closed:
                    raise NoVoice("the voice has been closed", "start the call again")
                worker = self._idle.pop() if self._idle else Worker(self.driver, self._folder)
            answered = False
            try:
                answer = worker.ask(request)
                answered = True
            except CannotSpeak as failure:
                mend = MENDS.get(sys.platform, MENDS["linux"])
                raise NoVoice(f"no speech synthesiser answers here ({self.driver}: {failure})", mend) from failure
            finally:
                self._give_back(worker, answered)
        return answer

    def _give_back(self, worker: Worker, answered: bool) -> None:
        if worker.spent or not answered:
            worker.kill()
        with self._lock:
            if self._closed:
                worker.kill()
            elif not worker.spent:
                self._idle.append(worker)
            elif answered:
                self._idle.append(Worker(self.driver, self._folder))  # started ahead, loads while others work

    def _note(self, note: str) -> None:
        with self._lock:
            if note not in self.notes:
                self.notes.append(note)


def _speakable(text: str) -> str:
    """`text` without what a driver would take as a command.

    sapi5 reads text that begins with `<` as XML, nsss reads `[[…]]` as commands, and espeak stops at a NUL.
    """
    plain = "".join(character if character.isprintable() else " " for character in text)
    for sign in "<>[]":
        plain = plain.replace(sign, " ")
    return " ".join(plain.split())


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "none"
