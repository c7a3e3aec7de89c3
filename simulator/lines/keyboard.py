"""The line of a keyboard: what is typed counts as spoken, at a speaker's pace, and silence counts as silence.

At a terminal the call runs in real time. When the input is a pipe or a file it runs in virtual time, each line said
as soon as the manager leaves the floor; an empty line lets the manager's next thinking pause pass.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Iterable
from typing import Protocol

from simulator.audio import FRAME_SECONDS, SILENCE, frames_in
from simulator.call.call import Call
from simulator.lines.recording import SILENCE_AFTER_SECONDS, Progress

PATIENCE = 3.0
"""A typist needs about three times as long as a speaker: 40–60 words a minute against 150."""
GAP_SECONDS = 0.5
"""In virtual time, the silence before a typed line is said."""


class TypedEars(Protocol):
    """Ears that hear what is typed."""

    def type(self, text: str) -> None:
        """Begins to say a line."""


def play_live(call: Call, ears: TypedEars, lines: Iterable[str], progress: Progress | None = None) -> None:
    """Places the call in real time; `lines` is read in a thread. The end of the input hangs up."""
    typed: queue.SimpleQueue[str | None] = queue.SimpleQueue()
    threading.Thread(target=_read, args=(lines, typed.put), name="keyboard", daemon=True).start()
    due = time.monotonic()
    while not call.ended:
        _take_typed(call, ears, typed)
        call.step(SILENCE)
        if progress is not None:
            progress(call)
        due += FRAME_SECONDS
        time.sleep(max(0.0, due - time.monotonic()))


def play_virtual(call: Call, ears: TypedEars, lines: Iterable[str], progress: Progress | None = None) -> None:
    """Places the call as fast as it goes, saying each line when the manager leaves the floor."""

    def step() -> None:
        call.step(SILENCE)
        if progress is not None:
            progress(call)

    while call.ringing:
        step()
    for line in lines:
        text = line.strip()
        _until_floor_is_free(call, step, pauses_count=bool(text))
        if text and not call.ended:
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


def _take_typed(call: Call, ears: TypedEars, typed: queue.SimpleQueue[str | None]) -> None:
    try:
        line = typed.get_nowait()
    except queue.Empty:
        return
    if line is None:
        call.hang_up("candidate")
    elif line.strip() and not call.ringing:
        ears.type(line.strip())


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
