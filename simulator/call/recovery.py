"""Finishes calls whose program was killed: closes the recording properly and marks the record as recovered."""

from __future__ import annotations

import contextlib
from pathlib import Path

import soundfile
from filelock import FileLock, Timeout

from simulator.audio import RATE
from simulator.call.recorder import AUDIO_NAME, LOCK_NAME, RECORD_NAME, copy_flac, open_flac
from simulator.errors import BadRecord
from simulator.record import CallRecord, Event, read_call, write


def orphans(calls: Path) -> list[Path]:
    """The folders under `calls` in which a call was begun, not finished, and is no longer going on."""
    return [lock.parent for lock in sorted(calls.glob(f"*/{LOCK_NAME}")) if _is_free(lock)]


def recover(folder: Path) -> CallRecord | None:
    """Finishes an orphan; None when it was killed before there was anything to keep, or another program is at it.

    The recording is written anew, since a killed writer leaves a header without a length. The last word of the
    record is the last snapshot's: at most a second before the end. Raises OSError where nothing can be written.
    """
    lock = folder / LOCK_NAME
    try:
        with FileLock(lock, timeout=0):
            call = _finished(folder)
    except Timeout:
        return None
    with contextlib.suppress(OSError):
        lock.unlink(missing_ok=True)
    return call


def _finished(folder: Path) -> CallRecord | None:
    try:
        call = read_call(folder / RECORD_NAME)
    except BadRecord:
        return None
    if call.state in ("complete", "recovered"):
        return call  # the program was killed, or another came before us, just before the lock was taken away
    length = _mend_audio(folder / AUDIO_NAME)
    ended = max(call.length or 0.0, length or 0.0)
    events = [*call.events, Event(kind="hang_up", at=ended, by="line", why="the program was ended in mid-call")]
    call = call.model_copy(
        update={"state": "recovered", "length": ended, "events": events, "audio": AUDIO_NAME if length else None}
    )
    write(call, folder / RECORD_NAME)
    return call


def _is_free(lock: Path) -> bool:
    try:
        with FileLock(lock, timeout=0):
            return True
    except (Timeout, OSError):
        return False


def _mend_audio(path: Path) -> float | None:
    """Rewrites the recording; its length in seconds, or None when nothing of it can be read."""
    mended = path.with_name(path.name + ".partial")
    try:
        with open_flac(mended) as target:
            samples = copy_flac(path, target)
    except (OSError, soundfile.SoundFileError):
        samples = 0
    if not samples:
        with contextlib.suppress(OSError):
            mended.unlink()
        return None
    mended.replace(path)
    return round(samples / RATE, 3)
