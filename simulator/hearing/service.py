"""The worker process's side: takes requests from a pipe, one after the other, and answers each with one message."""

from __future__ import annotations

import contextlib
import signal
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import TypeAlias

from simulator.errors import FollowupError, MissingPart
from simulator.hearing.events import Transcript
from simulator.hearing.recogniser import Learner, Recogniser, Settings, load_recogniser


@dataclass(frozen=True, slots=True)
class Start:
    """A turn begins."""


@dataclass(frozen=True, slots=True)
class Feed:
    """More sound of the turn."""

    pcm: bytes


@dataclass(frozen=True, slots=True)
class Finish:
    """The turn is over."""


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole turn in one piece."""

    pcm: bytes


Request: TypeAlias = Start | Feed | Finish | Whole


@dataclass(frozen=True, slots=True)
class Ready:
    """The recogniser is loaded. Sent once, before all answers."""

    name: str
    answer_limit: float


@dataclass(frozen=True, slots=True)
class Refused:
    """The recogniser cannot be loaded, and trying again would not help. Sent instead of Ready."""

    why: str
    mend: str | None


@dataclass(frozen=True, slots=True)
class Taken:
    """Answer to Start and Feed: the words so far, None if they have not changed."""

    partial: str | None


@dataclass(frozen=True, slots=True)
class Result:
    """Answer to Finish and Whole."""

    transcript: Transcript


@dataclass(frozen=True, slots=True)
class Failed:
    """Answer to any request that the recogniser could not fulfil; the rest of that turn is answered `Taken`."""

    why: str


Answer: TypeAlias = Ready | Refused | Taken | Result | Failed


def serve(connection: Connection, name: str, settings: Settings, expected: Iterable[str] = ()) -> None:
    """Runs in the worker process, until the other end of the pipe closes: ours closes it, or has died."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the call, which then ends us
    sys.stdout = sys.stderr  # some adapters print; standard output belongs to the command's result
    try:
        recogniser = load_recogniser(name, settings, expected)
    except MissingPart as error:
        connection.send(Refused(error.what, error.mend))
        return
    except FollowupError as error:
        connection.send(Refused(str(error), None))
        return
    connection.send(Ready(recogniser.name, recogniser.answer_limit))
    turns = _Turns(recogniser)
    with contextlib.suppress(EOFError, OSError):  # the other end has closed: nobody is left to answer
        while True:
            request: Request = connection.recv()
            connection.send(turns.answer(request))
            if isinstance(request, Finish | Whole) and isinstance(recogniser, Learner):
                recogniser.learn()  # while nobody waits


class _Turns:
    """One recogniser, one request at a time."""

    def __init__(self, recogniser: Recogniser) -> None:
        self._recogniser = recogniser
        self._broken = False

    def answer(self, request: Request) -> Answer:
        if isinstance(request, Start | Whole):
            self._broken = False
        elif self._broken:
            return Taken(None)
        try:
            return self._fulfil(request)
        except Exception as error:  # noqa: BLE001 - whatever a foreign recogniser raises costs one turn, not the call
            self._broken = True
            return Failed(one_line(error))

    def _fulfil(self, request: Request) -> Answer:
        recogniser = self._recogniser
        if isinstance(request, Start):
            recogniser.start()
            return Taken(None)
        if isinstance(request, Feed):
            return Taken(recogniser.feed(request.pcm))
        if isinstance(request, Whole):
            recogniser.start()
            recogniser.feed(request.pcm)
        return Result(recogniser.finish())


def one_line(error: BaseException) -> str:
    """An error as one line; its kind where it says nothing, or was not written for people."""
    text = " ".join(str(error).split())
    if isinstance(error, FollowupError):
        return text
    return f"{type(error).__name__}: {text}" if text else type(error).__name__
