"""Files as synthesisers leave them: late, in pieces, misnamed, empty."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import numpy as np
import pytest
import soundfile

from simulator.voice.speech_file import SpeechFailed, read_speech, sound_bytes, wait_until_whole

SECOND = (8000 * np.sin(np.arange(22_050) / 10)).astype(np.int16)


def written(path: Path, kind: str = "WAV", samples: np.ndarray[tuple[int], np.dtype[np.int16]] = SECOND) -> Path:
    soundfile.write(path, samples, 22_050, format=kind, subtype="PCM_16")
    return path


def test_a_file_that_comes_late_and_in_pieces_is_waited_for(tmp_path: Path) -> None:
    whole = written(tmp_path / "whole.wav").read_bytes()
    path = tmp_path / "late.wav"

    def write_slowly() -> None:
        time.sleep(0.05)
        with path.open("wb", buffering=0) as file:
            for start in range(0, len(whole), len(whole) // 4):
                file.write(whole[start : start + len(whole) // 4])
                time.sleep(0.02)

    writer = threading.Thread(target=write_slowly)
    writer.start()
    wait_until_whole(path, 5)
    content = path.read_bytes()
    writer.join()
    assert content == whole


def test_a_file_that_never_comes_fails_in_time(tmp_path: Path) -> None:
    with pytest.raises(SpeechFailed, match="no finished sound file"):
        wait_until_whole(tmp_path / "never.wav", 0.05)


def test_a_file_whose_header_never_tells_its_length_is_taken_once_it_rests(tmp_path: Path) -> None:
    path = written(tmp_path / "streamed.wav")
    content = bytearray(path.read_bytes())
    content[4:8] = content[40:44] = b"\xff" * 4
    path.write_bytes(content)
    assert sound_bytes(path) == 0
    wait_until_whole(path, 5)


@pytest.mark.parametrize("kind", ["WAV", "AIFF"])
def test_the_content_counts_whatever_the_name_says(tmp_path: Path, kind: str) -> None:
    path = written(tmp_path / "line.wav", kind)
    assert sound_bytes(path) == 2 * len(SECOND)
    assert len(read_speech(path, "hello there")) == 16_000


@pytest.mark.parametrize("kind", ["WAV", "AIFF"])
def test_a_header_without_sound_is_not_whole(tmp_path: Path, kind: str) -> None:
    assert sound_bytes(written(tmp_path / "empty", kind, SECOND[:0])) == 0


def test_stereo_at_another_rate_becomes_16_khz_mono(tmp_path: Path) -> None:
    path = tmp_path / "stereo.wav"
    soundfile.write(path, np.stack([SECOND, SECOND], axis=1), 44_100)
    assert read_speech(path, "hi").shape == (8000,)


@pytest.mark.parametrize(
    ("samples", "text", "why"),
    [
        (SECOND, "word " * 30, "1.00 s of sound for 120 letters"),
        (np.tile(SECOND, 20), "Hello", "20.00 s of sound for 5 letters"),
        (np.zeros_like(SECOND), "Hello there", "only silence"),
    ],
)
def test_sound_that_cannot_be_the_line_is_refused(
    tmp_path: Path, samples: np.ndarray[tuple[int], np.dtype[np.int16]], text: str, why: str
) -> None:
    with pytest.raises(SpeechFailed, match=why):
        read_speech(written(tmp_path / "line.wav", samples=samples), text)


@pytest.mark.parametrize("content", [b"", b"RIFF", b"not sound at all, only text", b"RIFF\xff\xff\xff\xffWAVE"])
def test_what_is_no_sound_file_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "line.wav"
    path.write_bytes(content)
    assert sound_bytes(path) == 0
    with pytest.raises(SpeechFailed, match="cannot be read"):
        read_speech(path, "Hello")
