"""The line of a keyboard: what is typed counts as spoken, at a speaker's pace, and silence counts as silence.

At a terminal the call runs in real time. When the input is a pipe or a file it runs in virtual time, each line said
as soon as the manager leaves the floor; an empty line lets the manager's next thinking pause pass.
"""

from __future__ import annotations

import contextlib
import queue
import threading
import time
from collections.abc import Callable, Iterable
from typing import Protocol, TypeAlias

from simulator.audio import FRAME_SECONDS, SILENCE, frames_in
from simulator.call.call import Call
from simulator.lines.recording import SILENCE_AFTER_SECONDS, Progress

PATIENCE = 3.0
"""A typist needs about three times as long as a speaker: 40–60 words a minute against 150."""
MOST_BEHIND_SECONDS = 0.5
"""Real time that is caught up with when the machine was busy; more than that was a halt."""
NOTE = "/note"
"""Begins a typed line that is written down and not said."""
GAP_SECONDS = 0.5
"""In virtual time, the silence before a typed line is said."""


class TypedEars(Protocol):
    """Ears that hear what is typed."""

    @property
    def speaking(self) -> bool:
        """A typed line is being said, or waits for it."""

    def type(self, text: str) -> None:
        """Begins to say a line."""


Typed: TypeAlias = "queue.SimpleQueue[str | None]"
"""Lines as they are typed; None at the end of the input."""


class PipedLines:
    """Lines of a pipe or file, for one call after another: a call takes only as many as it has time to say."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self._next: list[str] = []

    def __iter__(self) -> PipedLines:
        return self

    def __next__(self) -> str:
        return self._next.pop() if self._next else next(self._lines)

    def put_back(self, line: str) -> None:
        """Leaves a line that was taken to the next call."""
        self._next.append(line)

    @property
    def at_end(self) -> bool:
        """Nothing but empty lines is left. Waits for the input to say so."""
        for line in self:
            if line.strip():
                self.put_back(line)
                return False
        return True


def as_typed(lines: Iterable[str]) -> Typed:
    """Reads lines in a thread, as they come."""
    typed: Typed = queue.SimpleQueue()
    threading.Thread(target=_read, args=(lines, typed.put), name="keyboard", daemon=True).start()
    return typed


def as_note(line: str) -> str | None:
    """What a typed line writes down, with NOTE before it; None for a line that is to be said."""
    text = line.strip()
    return text[len(NOTE) :].strip() if text == NOTE or text.startswith(f"{NOTE} ") else None


def taking_notes(lines: Iterable[str]) -> Callable[[Progress], Progress]:
    """Makes a progress callback that also writes down what is typed beside a call that is spoken.

    The lines are read in a thread, as they come; NOTE need not stand before them.
    """
    typed = as_typed(lines)

    def with_notes(progress: Progress) -> Progress:
        def both(call: Call) -> None:
            with contextlib.suppress(queue.Empty):
                while (line := typed.get_nowait()) is not None:
                    note = as_note(line)
                    call.note(line if note is None else note)
            progress(call)

        return both

    return with_notes


def play_live(call: Call, ears: TypedEars, typed: Typed, progress: Progress | None = None) -> None:
    """Places the call in real time. The end of the input hangs up."""
    input_over = False
    due = time.monotonic()
    while not call.ended:
        if not input_over:
            input_over = _take_typed(call, ears, typed)
        elif not ears.speaking:
            call.hang_up("candidate")  # not before the last line has been said
            break
        call.step(SILENCE)
        if progress is not None:
            progress(call)
        # after a halt (a suspended program, a sleeping machine) the call goes on where it was, not at a gallop
        due = max(due + FRAME_SECONDS, time.monotonic() - MOST_BEHIND_SECONDS)
        time.sleep(max(0.0, due - time.monotonic()))


def play_virtual(call: Call, ears: TypedEars, lines: PipedLines, progress: Progress | None = None) -> None:
    """Places the call as fast as it goes, saying each line when the manager leaves the floor.

    Lines for which the call has no time any more stay in `lines`.
    """

    def step() -> None:
        call.step(SILENCE)
        if progress is not None:
            progress(call)

    while call.ringing:
        step()
    for line in lines:
        text = line.strip()
        _until_floor_is_free(call, step, pauses_count=bool(text))
        if call.ended:
            lines.put_back(line)
            break
        if (note := as_note(line)) is not None:
            call.note(note)
        elif text:
            ears.type(text)
            step()
        elif call.manager_pausing:
            while call.manager_pausing and not call.ended:
                step()
    for _ in range(frames_in(SILENCE_AFTER_SECONDS)):
        if not call.ended:
            step()
    call.hang_up("candidate")


def _read(lines: Iterable[str], put: Callable[[str | None], None]) -> None:
    for line in lines:
        put(line)
    put(None)


def _take_typed(call: Call, ears: TypedEars, typed: Typed) -> bool:
    """Says what has been typed by now; gives whether the input is over. Nobody hears what is typed while it rings."""
    try:
        line = typed.get_nowait()
    except queue.Empty:
        return False
    if line is None:
        typed.put(None)  # a next call with the same input has to learn it too
    elif (note := as_note(line)) is not None:
        call.note(note)
    elif line.strip() and not call.ringing:
        ears.type(line.strip())
    return line is None


def _until_floor_is_free(call: Call, step: Callable[[], None], *, pauses_count: bool) -> None:
    """Waits for the end of what the manager says; with `pauses_count` a thinking pause will do too."""
    quiet = 0
    while quiet < frames_in(GAP_SECONDS) and not call.ended:
        step()
        pausing = call.manager_pausing
        if pausing and not pauses_count:
            return
        busy = call.candidate_has_floor or (call.manager_busy and not pausing)
        quiet = 0 if busy else quiet + 1
