"""The file that a synthesiser writes: waiting until it is whole, and refusing what cannot be the line.

pyttsx3 tells neither reliably: `runAndWait` returns before espeak's file exists, `nsss` has left 4 kB headers without
sound, and `sapi5` has left 46-byte files (pyttsx3's issues 142, 251 and 75).
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from simulator.audio import Sound

SETTLED_SECONDS = 0.3
"""A file whose header never tells its length counts as whole when its size has not changed for so long."""
POLL_SECONDS = 0.001
FASTEST = 40
"""Letters per second that no voice exceeds: espeak at 450 words per minute speaks about 35."""
SLOWEST = 1.0
"""Seconds per character that no voice exceeds, numbers spelt out included: "$1,234,567.89" takes 0.4."""


class SpeechFailed(Exception):
    """An utterance did not come out; the reason is one line for people. Another try may succeed."""


def sound_bytes(path: Path) -> int:
    """Bytes of sound in a WAV or AIFF file whose header agrees with its size; 0 while it is missing or unfinished.

    Both are chunks of a four-letter name, a length and content, little-endian in RIFF and big-endian in FORM
    (EA IFF 85; Microsoft & IBM 1991). macOS writes AIFF whatever the file is called.
    """
    try:
        with path.open("rb") as file:
            kind, total = file.read(4), file.read(4)
            order = {b"RIFF": "little", b"FORM": "big"}.get(kind)
            size = path.stat().st_size
            if order is None or _number(total, order) + 8 > size:
                return 0
            position = 12
            while position + 8 <= size:
                file.seek(position)
                name, length = file.read(4), _number(file.read(4), order)
                if name in (b"data", b"SSND"):
                    # AIFF's SSND begins with 8 bytes of offset and block size
                    return max(0, length - 8 * (name == b"SSND")) if position + 8 + length <= size else 0
                position += 8 + length + length % 2
    except OSError:
        pass
    return 0


def wait_until_whole(path: Path, seconds: float) -> None:
    """Poll until the file is whole. Raises SpeechFailed after `seconds`."""
    deadline = time.monotonic() + seconds
    size, since = -1, time.monotonic()
    while not sound_bytes(path):
        now = time.monotonic()
        current = path.stat().st_size if path.exists() else -1
        if current != size:
            size, since = current, now
        elif size > 0 and now - since > SETTLED_SECONDS:
            return  # whole as far as can be told; whoever reads it judges
        if now > deadline:
            raise SpeechFailed(f"no finished sound file after {seconds:.0f} s")
        time.sleep(POLL_SECONDS)


def read_speech(path: Path, text: str) -> Sound:
    """The utterance as 16 kHz mono. Raises SpeechFailed for a file that cannot be `text` spoken aloud."""
    import numpy as np  # here, because the worker that writes the file starts faster without
    import soundfile

    from simulator.audio import RATE, resample, to_int16

    try:
        samples, rate = soundfile.read(path, dtype="float32", always_2d=True)
    except (soundfile.SoundFileError, OSError) as error:
        raise SpeechFailed(f"the sound file cannot be read ({error})") from error
    sound = to_int16(resample(np.ascontiguousarray(samples.mean(axis=1)), rate))
    seconds = len(sound) / RATE
    letters = sum(character.isalnum() for character in text)
    if not letters / FASTEST <= seconds <= 3 + SLOWEST * len(text):
        raise SpeechFailed(f"{seconds:.2f} s of sound for {letters} letters")
    if not sound.any():
        raise SpeechFailed("the sound file holds only silence")
    return sound


def _number(data: bytes, order: str) -> int:
    return int.from_bytes(data, "little" if order == "little" else "big")
