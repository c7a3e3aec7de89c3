"""The process that speaks, and the handle by which it is asked.

Every utterance gets a process in which nothing was spoken before. That answers most of what goes wrong with system
voices at once: an engine that speaks only its first utterance, a hang, a crash, and espeak-ng's own state (the phase
of its pitch flutter runs on from one utterance to the next, so the same text would sound different each time).

With espeak such a process is forked off the worker, which has everything loaded and nothing started: a few ms. The
worker stays. Apple's frameworks do not survive a fork and Windows has none, so there the worker itself is replaced
after each utterance; the next one is started ahead.
"""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import os
import shutil
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from simulator.voice.engine_run import Order, list_voices, load_driver, speak
from simulator.voice.speech_file import SpeechFailed
from simulator.voice.voices import SystemVoice

START_SECONDS = 30.0
"""How long a worker may take to load its driver: comtypes may have to generate its bindings first."""
GRACE_SECONDS = 1.0
"""How much longer than the utterance's own time-out the worker's answer is waited for; a fork gets half of it."""


class CannotSpeak(Exception):
    """The driver cannot be loaded on this machine; another try would end the same way."""


@dataclass(frozen=True, slots=True)
class ListVoices:
    """Asks for the machine's voices."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Ready:
    """The driver is loaded."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """The order was carried out; the file is whole."""


@dataclass(frozen=True, slots=True)
class Failed:
    """Nothing came of it."""

    reason: str


Answer = Ready | Spoken | Failed | list[SystemVoice]


def forks(driver: str) -> bool:
    """Whether utterances are forked off the worker."""
    return driver == "espeak" and hasattr(os, "fork")


def start(body: Callable[..., None], *given: Any, name: str) -> tuple[BaseProcess, Connection]:
    """A new process that runs `body(connection, *given)`, deaf to Ctrl-C from its first moment, and our end."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=body, args=(theirs, *given), name=name, daemon=True)
    with interrupts_blocked():
        process.start()
    theirs.close()
    return process, ours


class Worker:
    """A worker process, seen from outside. Starts at once and loads in the background; not thread-safe."""

    def __init__(self, driver: str, folder: Path) -> None:
        self._forks = forks(driver)
        self._ready = False
        self.spent = False
        """True when this process should speak no more."""
        self._process, self._connection = start(serve, driver, folder, name="voice")

    @property
    def pid(self) -> int | None:
        return self._process.pid

    def ask(self, request: Order | ListVoices) -> Answer:
        """Have one request carried out. Raises SpeechFailed when the worker dies, hangs or says so, CannotSpeak."""
        if not self._ready:
            answer = self._receive(START_SECONDS)
            if isinstance(answer, Failed):
                raise CannotSpeak(answer.reason)
            self._ready = True
        self.spent = not self._forks
        with contextlib.suppress(OSError):  # a dead worker is noticed when its answer is read
            self._connection.send(request)
        answer = self._receive(request.seconds + GRACE_SECONDS)
        if isinstance(answer, Failed):
            raise SpeechFailed(answer.reason)
        return answer

    def kill(self) -> None:
        """End the process, whatever it does. May be called twice."""
        self.spent = True
        self._process.kill()
        self._process.join()
        self._connection.close()

    def _receive(self, seconds: float) -> Answer:
        try:
            if not self._connection.poll(seconds):
                self.spent = True
                raise SpeechFailed(f"no answer within {seconds:.0f} s")
            answer: Answer = self._connection.recv()
        except (EOFError, OSError) as error:
            self.spent = True
            raise SpeechFailed("the voice process died") from error
        return answer


def serve(connection: Connection, driver: str, folder: Path) -> None:
    """Body of the worker process: answer requests until the other side is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the caller's business
    try:
        _silence(folder)
    except OSError:
        return  # closed before this process had begun: its folder is gone, and nobody waits for it
    try:
        load_driver(driver, folder)
    except Exception as error:  # noqa: BLE001 - ImportError, OSError, RuntimeError, COM errors …
        connection.send(Failed(str(error) or type(error).__name__))
        return
    if forks(driver):
        gc.freeze()  # a collection in a fork would touch, and so copy, every page
    else:
        # no threads where forks follow
        threading.Thread(target=_end_with_parent, args=(folder,), daemon=True).start()
    connection.send(Ready())
    while True:
        try:
            request = connection.recv()
        except (EOFError, OSError):  # the caller was killed: one that ends in order kills its workers
            shutil.rmtree(folder, ignore_errors=True)
            return
        if forks(driver):
            _answer_in_fork(connection, driver, request)
        else:
            connection.send(_answer(driver, request))


def _answer(driver: str, request: Order | ListVoices) -> Answer:
    try:
        if isinstance(request, ListVoices):
            return list_voices(driver)
        speak(driver, request)
    except SpeechFailed as failure:
        return Failed(str(failure))
    except Exception as error:  # noqa: BLE001 - drivers raise anything; the worker must answer
        return Failed(f"{type(error).__name__}: {error}")
    return Spoken()


def _answer_in_fork(connection: Connection, driver: str, request: Order | ListVoices) -> None:
    child = os.fork()
    if child == 0:
        try:
            # the alarm's default action ends even a process that hangs in C, or whose parents are gone
            signal.setitimer(signal.ITIMER_REAL, request.seconds + GRACE_SECONDS / 2)
            connection.send(_answer(driver, request))
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        late = os.WTERMSIG(status) == signal.SIGALRM
        reason = f"no answer within {request.seconds:.0f} s" if late else f"it died of signal {os.WTERMSIG(status)}"
        connection.send(Failed(reason))
    elif os.WEXITSTATUS(status):
        connection.send(Failed(f"it ended with exit code {os.WEXITSTATUS(status)}"))


def _silence(folder: Path) -> None:
    """pyttsx3 prints to standard output and C libraries to standard error: both go where nobody sees them."""
    log = os.open(folder / f"voice-{os.getpid()}.log", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.dup2(log, 1)
    os.dup2(log, 2)
    os.close(log)
    sys.stdout = sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - for the process's life


def _end_with_parent(folder: Path) -> None:
    """A driver that hangs never reads that its caller is gone, so this thread watches for it."""
    parent: Any = multiprocessing.parent_process()
    parent.join()
    shutil.rmtree(folder, ignore_errors=True)
    os._exit(0)


@contextlib.contextmanager
def interrupts_blocked() -> Iterator[None]:
    """Start a process that never sees Ctrl-C: a blocked signal stays blocked in the child, even while it starts."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
