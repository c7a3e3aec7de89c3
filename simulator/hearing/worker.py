"""A recogniser in a process of its own, so that a call never waits for it and outlives its death.

PocketSphinx holds Python's global lock while it decodes (0.1 s and more at the end of a turn); a foreign recogniser
may hang on a network, or crash. Requests go through a queue and a thread into a pipe, answers come back through a
second thread: posting a request never blocks, whatever the worker does.

A worker that dies is noticed when its end of the pipe closes, one that hangs when a request stays unanswered too
long. Either is replaced. The turns it had are lost to it and reported as Lost; after FAILURES_ALLOWED failures in a
row the recogniser is off, and every turn is Lost. Where `auto` chose it, the embedded recogniser takes its place.
"""

from __future__ import annotations

import atexit
import contextlib
import multiprocessing
import multiprocessing.resource_tracker
import queue
import signal
import threading
import time
from collections import deque
from collections.abc import Iterable
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

from simulator.audio import RATE, Sound
from simulator.errors import MissingPart, RecogniserFailed
from simulator.hearing.events import Lost, Partial, Transcript, Words
from simulator.hearing.recogniser import AUTO, EMBEDDED, Settings, require
from simulator.hearing.service import (
    Answer,
    Failed,
    Feed,
    Finish,
    Ready,
    Refused,
    Request,
    Result,
    Start,
    Taken,
    Whole,
    serve,
)

FAILURES_ALLOWED = 3
"""Failures without a heard turn between them."""
LOAD_LIMIT = 60.0
"""Seconds for loading the embedded recogniser; 0.5 s is usual."""
LOAD_LIMIT_FOREIGN = 900.0
"""Seconds for loading another one: the first time, some download their model."""
WHOLE_SECONDS = 5.0
"""A whole turn, heard after the call, may take so much longer for each of its own seconds: nobody waits for it in
mid-call, and the embedded recogniser needs 0.2 s a second on a machine that does nothing else."""
WATCH_SECONDS = 0.2
"""How often it is looked whether the worker hangs."""
END_SECONDS = 1.0
"""A worker that is told to end has this long until it is made to."""

Told = Partial | Words | Lost


class RecogniserProcess:
    """One recogniser for one call: turns in, words out, one turn after the other.

    All methods but `settle`, `wait_ready`, `transcribe` and `close` return at once.
    """

    def __init__(
        self,
        name: str = AUTO,
        settings: Settings | None = None,
        *,
        expected: Iterable[str] = (),
        answer_limit: float | None = None,
    ) -> None:
        """Begins to load. `expected`: texts whose words are likely in this call. `answer_limit`: seconds after which
        an unanswered request means that it hangs (default: as the recogniser says). Raises UnknownRecogniser,
        WrongUse, MissingPart."""
        self.notes: list[str] = []
        """What went wrong, one line each."""
        self._settings = dict(settings or {})
        self.name = self._choose(name)
        """Full name of the one that hears now."""
        self._replaceable = name.strip() == AUTO and self.name != EMBEDDED
        self._replacing = False
        self._expected = list(expected)
        self._given_limit = answer_limit
        self._limit = LOAD_LIMIT if self.name == EMBEDDED else LOAD_LIMIT_FOREIGN
        self._changed = threading.Condition()
        self._requests: queue.SimpleQueue[Request | None] = queue.SimpleQueue()
        self._unanswered: deque[int | None] = deque()  # turn of each request; None is a whole sound
        self._turns: list[int] = []  # begun, and neither heard nor lost
        self._current: int | None = None
        self._told: deque[Told] = deque()
        self._whole: list[Transcript | str] = []  # a transcript, or why there is none
        self._extra = 0.0  # seconds beyond the limit for the whole sound that is being heard
        self._ready = False
        self._off: RecogniserFailed | MissingPart | None = None
        self._closing = False
        self._failures = 0
        self._progress = time.monotonic()
        self._process: BaseProcess | None = None
        self._watch = threading.Thread(target=self._supervise, name="recogniser", daemon=True)
        self._watch.start()
        # before multiprocessing ends the worker at exit, which would look like a death and start another one
        atexit.register(self.close)

    def _choose(self, name: str) -> str:
        try:
            return require(name, self._settings)
        except (MissingPart, RecogniserFailed) as error:
            if name.strip() != AUTO:
                raise
            self.notes.append(f"{error}; {EMBEDDED} hears instead")
            return EMBEDDED

    @property
    def ready(self) -> bool:
        """It is loaded, or has been given up: a call can begin."""
        with self._changed:
            return self._ready or self._off is not None

    @property
    def off(self) -> str | None:
        """Why it has been given up; None while it has not."""
        with self._changed:
            return None if self._off is None else str(self._off)

    @property
    def pid(self) -> int | None:
        """Process id of the present worker."""
        with self._changed:
            return self._process.pid if self._process is not None else None

    def start(self, turn: int) -> None:
        """A turn begins."""
        with self._changed:
            self._current = turn
            if self._off is not None:
                self._told.append(Lost(turn, str(self._off)))
                self._current = None
                return
            self._turns.append(turn)
            self._post(Start(), turn)

    def feed(self, pcm: bytes) -> None:
        """More sound of the turn; ignored once the turn is lost."""
        with self._changed:
            if self._current in self._turns:
                self._post(Feed(pcm), self._current)

    def finish(self) -> None:
        """The turn is over: Words or Lost will be told."""
        with self._changed:
            if self._current in self._turns:
                self._post(Finish(), self._current)
            self._current = None

    def poll(self) -> list[Told]:
        """What has been answered since the last time, in order."""
        with self._changed:
            told = list(self._told)
            self._told.clear()
            return told

    def settle(self, timeout: float | None = None) -> bool:
        """Blocks until everything sent so far is answered or lost. False when the time was over before."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._unanswered, timeout)

    def wait_ready(self, timeout: float | None = None) -> None:
        """Blocks until it is loaded. Raises MissingPart or RecogniserFailed when it was given up or time is over."""
        with self._changed:
            if not self._changed.wait_for(lambda: self._ready or self._off is not None, timeout):
                raise RecogniserFailed(f"recogniser {self.name} did not load within {timeout:.0f} s")
            if self._off is not None:
                raise self._off

    def transcribe(self, sound: Sound) -> Transcript:
        """The words of one whole turn, times from its first sample. Blocks. Raises MissingPart, RecogniserFailed."""
        with self._changed:
            if self._off is not None:
                raise self._off
            self._whole.clear()
            self._extra = WHOLE_SECONDS * len(sound) / RATE
            self._post(Whole(sound.tobytes()), None)
            self._changed.wait_for(lambda: bool(self._whole) or self._closing)
            self._extra = 0.0
            found = self._whole.pop() if self._whole else "it was closed"
        if isinstance(found, str):
            raise RecogniserFailed(found)
        return found

    def close(self) -> None:
        """Ends the worker. What has not been answered is lost without being told."""
        atexit.unregister(self.close)
        with self._changed:
            self._closing = True
            self._unanswered.clear()
            self._requests.put(None)
            self._changed.notify_all()
        self._watch.join(END_SECONDS)
        with self._changed:
            process = self._process
        if process is not None and self._watch.is_alive():
            process.kill()
            self._watch.join(END_SECONDS)

    def _post(self, request: Request, turn: int | None) -> None:
        if not self._unanswered:
            self._progress = time.monotonic()
        self._unanswered.append(turn)
        self._requests.put(request)

    # in the supervising thread

    def _supervise(self) -> None:
        while not self._closing and self._off is None:
            try:
                connection, process = self._launch()
            except OSError as error:  # no memory, no process, no file descriptor left
                why = f"the recogniser's process cannot be started: {error}"
            else:
                why = self._attend(connection, process)
            with self._changed:
                self._worker_lost(why)

    def _attend(self, connection: Connection, process: BaseProcess) -> str:
        """Carries requests and answers until the worker is over, and ends it; why it is over."""
        courier = threading.Thread(
            target=_carry, args=(self._requests, connection), name="recogniser's courier", daemon=True
        )
        courier.start()
        try:
            return self._listen(connection, process)
        finally:
            process.kill()
            process.join()
            self._requests.put(None)
            courier.join()  # before the pipe is closed under it
            connection.close()

    def _launch(self) -> tuple[Connection, BaseProcess]:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(
            target=serve,
            args=(theirs, self.name, self._settings, self._expected),
            name=f"recogniser {self.name}",
            daemon=True,
        )
        with self._changed:
            self._replacing = False
            self._process = process
            self._progress = time.monotonic()
            # a worker that takes another's place has to load as well, perhaps on a machine that is busy
            self._limit = LOAD_LIMIT if self.name == EMBEDDED else LOAD_LIMIT_FOREIGN
        _keep_interrupts_from_children()
        process.start()
        theirs.close()  # so that our end closes when the worker dies
        return ours, process

    def _listen(self, connection: Connection, process: BaseProcess) -> str:
        """Takes answers until the worker is over; why it is."""
        while True:
            try:
                if connection.poll(WATCH_SECONDS):
                    self._take(connection.recv())
            except (EOFError, OSError):
                process.join(END_SECONDS)
                return f"the recogniser's process ended (exit code {process.exitcode})"
            with self._changed:
                if self._closing or self._off is not None:
                    return "it was closed"
                if self._replacing:
                    return f"{self.name} takes over"
                waited = time.monotonic() - self._progress
                if waited > self._limit + self._extra and (self._unanswered or not self._ready):
                    return f"the recogniser did not answer for {waited:.0f} s"

    def _take(self, answer: Answer) -> None:
        with self._changed:
            self._progress = time.monotonic()
            if isinstance(answer, Ready):
                self._ready = True
                self._limit = self._given_limit if self._given_limit is not None else answer.answer_limit
            elif isinstance(answer, Refused):
                self._give_up(
                    MissingPart(answer.why, answer.mend) if answer.mend is not None else RecogniserFailed(answer.why)
                )
            elif self._unanswered:  # none are left once it is being closed
                self._fulfil(self._unanswered.popleft(), answer)
            self._changed.notify_all()

    def _fulfil(self, turn: int | None, answer: Taken | Result | Failed) -> None:
        if turn is None:
            assert isinstance(answer, Result | Failed)  # noqa: S101 - the only answers to a whole sound
            self._whole.append(answer.transcript if isinstance(answer, Result) else answer.why)
        elif turn not in self._turns:
            return
        elif isinstance(answer, Failed):
            self._lose(turn, answer.why)
            self._count_failure(answer.why)
        elif isinstance(answer, Result):
            self._turns.remove(turn)
            self._failures = 0
            self._told.append(Words(turn, answer.transcript))
        elif answer.partial is not None:
            self._told.append(Partial(turn, answer.partial))

    def _worker_lost(self, why: str) -> None:
        """The worker is gone: its turns are lost, and the next worker begins with a queue of its own."""
        if self._off is not None:
            why = str(self._off)
        self._ready = False
        self._process = None
        self._requests = queue.SimpleQueue()
        if None in self._unanswered:
            self._whole.append(why)
        self._unanswered.clear()
        for turn in list(self._turns):
            self._lose(turn, why)
        if not (self._closing or self._off is not None or self._replacing):
            self._count_failure(why)
        self._changed.notify_all()

    def _lose(self, turn: int, why: str) -> None:
        self._turns.remove(turn)
        self._told.append(Lost(turn, why))

    def _count_failure(self, why: str) -> None:
        self._failures += 1
        if self._failures >= FAILURES_ALLOWED:
            self._give_up(RecogniserFailed(f"recogniser {self.name} is off after {self._failures} failures: {why}"))
        else:
            self.notes.append(f"recogniser {self.name} lost a turn and goes on: {why}")

    def _give_up(self, error: RecogniserFailed | MissingPart) -> None:
        if self._replaceable:
            self._replace(error)
            return
        self._off = error
        self.notes.append(str(error))

    def _replace(self, error: RecogniserFailed | MissingPart) -> None:
        """The user asked for any recogniser, so the embedded one goes on; its worker is launched when this one ends."""
        self.notes.append(f"{error}; {EMBEDDED} hears instead of {self.name}")
        self.name = EMBEDDED
        self._settings = {}
        self._limit = LOAD_LIMIT
        self._failures = 0
        self._ready = False
        self._replaceable, self._replacing = False, True


def _carry(requests: queue.SimpleQueue[Request | None], connection: Connection) -> None:
    """Takes requests from the queue to the pipe, which may be full: then this thread waits, and nobody else."""
    # a pipe that breaks is noticed, and reported, where answers are read
    with contextlib.suppress(OSError):
        while (request := requests.get()) is not None:
            connection.send(request)


def _keep_interrupts_from_children() -> None:
    """A worker ignores Ctrl-C, but only from its first line on; blocked in this thread, it is from birth."""
    if hasattr(signal, "pthread_sigmask"):
        multiprocessing.resource_tracker.ensure_running()  # whose own start would unblock it again
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})


def transcribe(sound: Sound, name: str = AUTO, settings: Settings | None = None) -> Transcript:
    """The words of one whole turn, in a worker process of its own. Blocks.

    Raises UnknownRecogniser, WrongUse, MissingPart, RecogniserFailed.
    """
    recogniser = RecogniserProcess(name, settings)
    try:
        return recogniser.transcribe(sound)
    finally:
        recogniser.close()
