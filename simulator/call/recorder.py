"""Keeps a call on disk while it goes on: two-channel FLAC and `call.json`, by a writer thread.

`kill -9` at any moment leaves a playable recording and a readable record of all but the last second: sound is
written at least every half second, the record whenever it has changed, at most once a second and always whole
(written beside and renamed). A lock held by the living process tells a later start whose calls are orphans.
"""

from __future__ import annotations

import contextlib
import errno
import os
import queue
import shutil
import tempfile
import threading
from pathlib import Path

import numpy as np
import numpy.typing as npt
import soundfile
from filelock import FileLock, Timeout

from simulator import record
from simulator.audio import RATE, Frame, blocks_of
from simulator.errors import StoreProblem

AUDIO_NAME = "call.flac"
RECORD_NAME = "call.json"
LOCK_NAME = "live.lock"
BLOCK_FRAMES = 15
"""Frames gathered before they are handed to the writer: 0.48 s."""
FULL_DISK_BYTES = 65_536
"""Less than this cannot take another second of sound."""


class Recorder:
    """Writes one call into `folder`. None of its methods waits for the disk, except `close`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.trouble: str | None = None
        """Why the folder could not be written to, once it could not; the call is then kept in `folder` anew."""
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._lock = FileLock(folder / LOCK_NAME)
            self._lock.acquire(timeout=0)
            self._file = open_flac(folder / AUDIO_NAME)
        except (OSError, Timeout, soundfile.SoundFileError) as error:
            raise StoreProblem(f"{folder}: cannot keep the call there ({_reason(error)})") from error
        self._block: list[npt.NDArray[np.int16]] = []
        self._queue: queue.SimpleQueue[npt.NDArray[np.int16] | record.CallRecord | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._write_all, name="recorder", daemon=True)
        self._thread.start()

    def frames(self, candidate: Frame, manager: Frame) -> None:
        """Takes one frame of either side."""
        self._block.append(np.column_stack((candidate, manager)))
        if len(self._block) >= BLOCK_FRAMES:
            self._hand_over()

    def snapshot(self, call: record.CallRecord) -> None:
        """Takes the record as it is now; the caller does not change this object afterwards."""
        self._hand_over()
        self._queue.put(call)

    def close(self, call: record.CallRecord) -> Path:
        """Writes what is left and the final record; returns the folder in which they are. Raises StoreProblem."""
        self._hand_over()
        self._queue.put(call)
        self._queue.put(None)
        self._thread.join()
        if self._lost is not None:
            self._lock.release()  # what could be written is recovered by a later start
            raise StoreProblem(f"{self.folder}: the call could not be kept ({self._lost}); free some space")
        self._unlock()
        return self.folder

    _lost: str | None = None

    def _hand_over(self) -> None:
        if self._block:
            self._queue.put(np.concatenate(self._block))
            self._block = []

    def _write_all(self) -> None:
        while (item := self._queue.get()) is not None:
            if self._lost is not None:
                continue
            try:
                self._write(item)
            except (OSError, soundfile.SoundFileError) as error:
                self._move(item, f"{self.folder}: {self._why(error)}")
        with contextlib.suppress(OSError, soundfile.SoundFileError):
            self._file.close()

    def _write(self, item: npt.NDArray[np.int16] | record.CallRecord) -> None:
        if isinstance(item, record.CallRecord):
            record.write(item, self.folder / RECORD_NAME)
        else:
            self._file.write(item)

    def _why(self, error: BaseException) -> str:
        # libsndfile does not say that the disk is full, only that it could not write
        with contextlib.suppress(OSError):
            if isinstance(error, soundfile.SoundFileError) and shutil.disk_usage(self.folder).free < FULL_DISK_BYTES:
                return os.strerror(errno.ENOSPC)
        return _reason(error)

    def _unlock(self) -> None:
        """What is in the folder is nobody's orphan."""
        with contextlib.suppress(OSError):
            self._lock.release()
            Path(self._lock.lock_file).unlink(missing_ok=True)

    def _move(self, item: npt.NDArray[np.int16] | record.CallRecord, reason: str) -> None:
        """Goes on in the system's temporary folder: a full disk must not cost the call.

        What could be written stays where it is, and is no call to be recovered: the whole one is in the new folder.
        """
        if self.trouble is not None:
            self._lost = reason
            return
        self.trouble = reason
        written = self.folder / AUDIO_NAME
        with contextlib.suppress(OSError, soundfile.SoundFileError):
            self._file.close()
        try:
            self.folder = Path(tempfile.mkdtemp(prefix="followup-"))
            self._file = open_flac(self.folder / AUDIO_NAME)
            with contextlib.suppress(OSError, soundfile.SoundFileError):
                copy_flac(written, self._file)
            self._write(item)
        except (OSError, soundfile.SoundFileError) as error:
            self._lost = _reason(error)
            return
        self._unlock()


def open_flac(path: Path) -> soundfile.SoundFile:
    """A two-channel recording to be written: candidate left, manager right."""
    return soundfile.SoundFile(path, "w", RATE, channels=2, format="FLAC", subtype="PCM_16")


def copy_flac(source: Path, target: soundfile.SoundFile) -> int:
    """Copies what can be read of a recording, also of one whose writer was killed; returns the number of samples."""
    samples = 0
    for block, _rate in blocks_of(source, "int16"):
        target.write(block)
        samples += len(block)
    return samples


def _reason(error: BaseException) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error) or type(error).__name__
