"""Rendered lines kept on disk, so that a scenario speaks at once the second time."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import secrets
import time
from pathlib import Path

import numpy as np

from simulator.audio import RATE, Sound
from simulator.voice.spec import Utterance

FORMAT = 1
"""Raise it when the same words are to sound different: another filter, level, choice of voice."""
LIMIT_BYTES = 200_000_000
"""Size above which the lines used longest ago go: about 2000 lines of 6 s."""
ABANDONED_SECONDS = 3600.0
"""A half-written file older than this belongs to a program that is gone."""


class SoundCache:
    """A folder of FLAC files named by what they hold. Safe for several programs at once.

    Nothing here is worth an error: a damaged entry is forgotten, an unwritable folder keeps nothing.
    """

    def __init__(self, folder: Path, limit_bytes: int = LIMIT_BYTES) -> None:
        self.folder = folder
        self.limit_bytes = limit_bytes

    def path(self, utterance: Utterance, synthesiser: str) -> Path:
        """The file for an utterance: its name is a hash of all that the sound depends on."""
        text, voice, mood = utterance
        content = [FORMAT, synthesiser, text, voice.sex, voice.rate, voice.pitch, voice.accent, mood]
        return self.folder / f"{hashlib.sha256(json.dumps(content).encode()).hexdigest()[:40]}.flac"

    def get(self, utterance: Utterance, synthesiser: str) -> Sound | None:
        """The sound, or None. FLAC's checksums find damage; what is damaged is removed."""
        import soundfile

        path = self.path(utterance, synthesiser)
        if not path.exists():
            return None
        try:
            samples, rate = soundfile.read(path, dtype="int16")
            if rate == RATE and samples.ndim == 1 and len(samples):
                os.utime(path)  # marks it as used just now
                return np.asarray(samples, np.int16)
        except (soundfile.SoundFileError, OSError):
            pass
        with contextlib.suppress(OSError):
            path.unlink()
        return None

    def put(self, utterance: Utterance, synthesiser: str, sound: Sound) -> str | None:
        """Keep a sound: written beside and moved into place, so nobody ever reads half of it.

        Returns why it could not be kept, or None.
        """
        import soundfile

        path = self.path(utterance, synthesiser)
        part = path.with_name(f"{path.stem}.{os.getpid()}-{secrets.token_hex(4)}.part")
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            soundfile.write(part, sound, RATE, format="FLAC", subtype="PCM_16")
            part.replace(path)
        except (soundfile.SoundFileError, OSError) as error:
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)
            reason = (error.strerror if isinstance(error, OSError) else None) or "cannot be written"
            return f"spoken lines are not kept: {self.folder}: {reason}"
        return None

    def tidy(self) -> None:
        """Remove the lines used longest ago until the folder is within its limit, and abandoned halves."""
        entries = []
        with contextlib.suppress(OSError):
            for path in self.folder.iterdir():
                with contextlib.suppress(OSError):  # another program tidies too
                    state = path.stat()
                    if path.suffix == ".flac":
                        entries.append((state.st_mtime, state.st_size, path))
                    elif path.suffix == ".part" and time.time() - state.st_mtime > ABANDONED_SECONDS:
                        path.unlink()
        excess = sum(size for _, size, _ in entries) - self.limit_bytes
        for _, size, path in sorted(entries, key=lambda entry: entry[0]):
            if excess <= 0:
                break
            with contextlib.suppress(OSError):
                path.unlink()
            excess -= size
