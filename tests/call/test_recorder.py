"""The recorder: whatever happens to the program or the disk, the call is there."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from filelock import FileLock

from simulator.audio import FRAME_SAMPLES, RATE, SILENCE, read_channels
from simulator.call import recorder as recorder_module
from simulator.call.recorder import AUDIO_NAME, LOCK_NAME, RECORD_NAME, Recorder
from simulator.call.recovery import orphans, recover
from simulator.errors import StoreProblem
from simulator.record import CallRecord, read_call

WRITER = """
import sys, time
from pathlib import Path
import numpy as np
from simulator.call.recorder import Recorder
from simulator.record import CallRecord, Turn
recorder = Recorder(Path(sys.argv[1]))
rng = np.random.default_rng(0)
for second in range(1, 1000):
    for _ in range(31):
        frame = rng.normal(0, 1000, 512).astype(np.int16)
        recorder.frames(frame, frame)
    turn = Turn(speaker="candidate", start=0, end=second, text=f"second {second}")
    recorder.snapshot(CallRecord(id="killed", state="live", audio="call.flac", length=second, turns=[turn]))
    print(second, flush=True)
    time.sleep(0.05)
"""


def tone(level: int) -> np.ndarray[tuple[int], np.dtype[np.int16]]:
    return np.full(FRAME_SAMPLES, level, np.int16)


def test_both_sides_are_kept_candidate_left_and_manager_right(tmp_path: Path) -> None:
    recorder = Recorder(tmp_path / "call")
    for _ in range(100):
        recorder.frames(tone(1000), tone(-2000))
    folder = recorder.close(CallRecord(id="x", state="complete"))
    sound = read_channels(folder / AUDIO_NAME)
    assert sound.shape == (100 * FRAME_SAMPLES, 2)
    assert np.allclose(sound[:, 0], 1000 / 32768) and np.allclose(sound[:, 1], -2000 / 32768)
    assert read_call(folder / RECORD_NAME).state == "complete"
    assert [path.name for path in sorted(folder.iterdir())] == [AUDIO_NAME, RECORD_NAME]


def test_a_killed_program_leaves_sound_and_record_up_to_the_last_second(tmp_path: Path) -> None:
    folder = tmp_path / "calls" / "killed"
    with subprocess.Popen([sys.executable, "-c", WRITER, str(folder)], stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        seconds = 0
        while seconds < 8:
            seconds = int(writer.stdout.readline())
        assert orphans(tmp_path / "calls") == [], "a call that goes on is no orphan"
        time.sleep(1.0)  # the writer hands over whole seconds at a time; a call brings frame after frame
        writer.kill()
    before = read_call(folder / RECORD_NAME)
    assert before.state == "live" and before.turns[0].end >= seconds - 1
    assert len(read_channels(folder / AUDIO_NAME)) / RATE >= seconds - 1

    assert orphans(tmp_path / "calls") == [folder]
    after = recover(folder)
    assert after is not None and after.state == "recovered"
    assert after.turns == before.turns
    assert after.events[-1].kind == "hang_up"
    assert len(read_channels(folder / AUDIO_NAME)) / RATE >= seconds - 1
    assert orphans(tmp_path / "calls") == [], "it is finished once"


def test_a_call_killed_after_its_last_word_is_finished_already(tmp_path: Path) -> None:
    folder = tmp_path / "calls" / "whole"
    Recorder(folder).close(CallRecord(id="whole", state="complete"))
    (folder / LOCK_NAME).touch()
    before = (folder / AUDIO_NAME).stat().st_mtime_ns
    after = recover(folder)
    assert after is not None and (after.state, after.events) == ("complete", [])
    assert (folder / AUDIO_NAME).stat().st_mtime_ns == before
    assert orphans(tmp_path / "calls") == []


def test_two_programs_do_not_finish_the_same_call_at_once(tmp_path: Path) -> None:
    folder = tmp_path / "calls" / "contested"
    Recorder(folder).close(CallRecord(id="contested", state="live"))
    with FileLock(folder / LOCK_NAME):
        assert recover(folder) is None
    assert read_call(folder / RECORD_NAME).state == "live", "it is left to the other program"
    after = recover(folder)
    assert after is not None and after.state == "recovered"


def test_a_call_killed_before_its_first_second_is_no_call(tmp_path: Path) -> None:
    folder = tmp_path / "calls" / "young"
    code = "import os, sys, pathlib, simulator.call.recorder as r; r.Recorder(pathlib.Path(sys.argv[1])); os._exit(1)"
    subprocess.run([sys.executable, "-c", code, str(folder)], check=False)
    assert orphans(tmp_path / "calls") == [folder]
    assert recover(folder) is None
    assert orphans(tmp_path / "calls") == []


def test_a_full_disk_in_mid_call_costs_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fake disk: filling a real one would take others down with it. The real one is tried where tmpfs can be had."""
    full = False
    real_write = recorder_module.Recorder._write

    def write(self: Recorder, item: Any) -> None:
        if full and self.folder == tmp_path / "call":
            raise OSError(28, os.strerror(28))
        real_write(self, item)

    monkeypatch.setattr(recorder_module.Recorder, "_write", write)
    recorder = Recorder(tmp_path / "call")
    for _ in range(62):
        recorder.frames(tone(100), SILENCE)
    recorder.snapshot(CallRecord(id="x"))
    time.sleep(1.0)  # the writer has its own pace
    full = True
    for _ in range(62):
        recorder.frames(tone(200), SILENCE)
    kept = recorder.close(CallRecord(id="x", state="complete"))
    assert kept != tmp_path / "call"
    assert recorder.trouble == f"{tmp_path / 'call'}: {os.strerror(28)}"
    assert read_call(kept / RECORD_NAME).state == "complete"
    left = read_channels(kept / AUDIO_NAME)[:, 0]
    assert np.count_nonzero(np.isclose(left, 200 / 32768)) == 62 * FRAME_SAMPLES
    assert np.count_nonzero(np.isclose(left, 100 / 32768)) > 50 * FRAME_SAMPLES, "what was written before came along"
    assert orphans(tmp_path) == [], "the half of it that lies where it was is not recovered beside the whole"


@pytest.mark.skipif(sys.platform == "win32", reason="needs a folder that cannot be made")
def test_a_folder_that_cannot_be_made_is_said_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreProblem, match="cannot keep the call there"):
        Recorder(tmp_path / "file" / "call")
