"""`followup call` over a real sound server: a recorded candidate speaks into the microphone, the manager comes out of
the loudspeaker, Ctrl-C hangs up, and the call is kept and scored."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from simulator.audio import RATE, Sound, read_channels, read_mono
from simulator.demo.candidates import clip_path
from simulator.record import CallRecord, read_call, read_scorecard
from tests.lines.sound_server import SoundServer, missing_part, running

pytestmark = [
    pytest.mark.sound_server,
    pytest.mark.skipif(missing_part() is not None, reason=f"not installed: {missing_part()}"),
]
QUIET_SECONDS = 1.3
"""The other side has finished when nothing was heard for so long: longer than a breath, shorter than a pause."""
PATIENCE_SECONDS = 40.0
SYLLABLE = RATE // 5
SLIP = RATE // 2
"""Samples by which lost or repeated sound may have shifted a part of a turn."""


class Caller:
    """`followup call` in a process of its own, and ears on its loudspeaker."""

    def __init__(self, server: SoundServer, home: Path, *options: str) -> None:
        self._server = server
        self._home = home
        self._output = home / "output.txt"
        environment = {**server.environment, "FOLLOWUP_HOME": str(home), "PYTHONUNBUFFERED": "1", "NO_COLOR": "1"}
        with self._output.open("wb") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "simulator", "call", "rejected-runner-up", "--seed", "1", *options],
                env=environment,
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd=Path(__file__).parents[2],
            )

    def output(self) -> str:
        return self._output.read_text(encoding="utf-8")

    def wait_for(self, happened: str) -> None:
        """Until the transcript on the screen shows this."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while happened not in self.output():
            assert self.process.poll() is None, self.output()
            assert time.monotonic() < deadline, f"{happened!r} never came:\n{self.output()}"
            time.sleep(0.1)

    def wait_until_quiet(self) -> None:
        """Until the manager has spoken and fallen silent, as a person on the telephone would."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not self._server.loudspeaker.loud_since(0.3):
            assert time.monotonic() < deadline, f"nobody spoke:\n{self.output()}"
            time.sleep(0.05)
        while self._server.loudspeaker.loud_since(QUIET_SECONDS):
            assert time.monotonic() < deadline, f"nobody stopped:\n{self.output()}"
            time.sleep(0.05)

    def hang_up(self) -> int:
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(30)

    def folder(self) -> Path:
        (folder,) = (self._home / "calls").iterdir()
        return folder


def place_in(recording: Sound, piece: Sound) -> tuple[int, float]:
    """Where `piece` lies in `recording` (first sample), and how alike they are there (normalised correlation)."""
    size = 1 << (len(recording) + len(piece) - 1).bit_length()
    wide, narrow = recording.astype(np.float64), piece.astype(np.float64)
    product = np.fft.irfft(np.fft.rfft(wide, size) * np.conj(np.fft.rfft(narrow, size)), size)[: len(recording)]
    at = int(np.argmax(product))
    there = wide[at : at + len(piece)]
    return at, float(product[at] / (np.linalg.norm(there) * np.linalg.norm(narrow[: len(there)]) + 1e-9))


def heard_in(recording: Sound, speech: Sound) -> tuple[int, float]:
    """Where `speech` begins in `recording` (sample), and how alike they are: the median over its syllables.

    A busy machine may drop or repeat a block of sound anywhere, which shifts all that follows and would spoil the
    correlation of the whole; of the syllables it spoils one.
    """
    recording = np.concatenate((recording, np.zeros(len(speech) + SLIP, np.int16)))  # it may have been cut short
    roughly, _ = place_in(recording, speech)
    loud = float(np.std(speech.astype(np.float64))) / 2
    places, likenesses = [], []
    for begin in range(0, len(speech) - SYLLABLE + 1, SYLLABLE):
        syllable = speech[begin : begin + SYLLABLE]
        if float(np.std(syllable.astype(np.float64))) > loud:
            first = max(0, roughly + begin - SLIP)
            at, alike = place_in(recording[first : roughly + begin + SYLLABLE + SLIP], syllable)
            places.append(first + at - begin)
            likenesses.append(alike)
    clear = [place for place, alike in zip(places, likenesses, strict=True) if alike > 0.9]
    return (clear or places)[0], float(np.median(likenesses))


def manager_turn(folder: Path, call: CallRecord, number: int) -> Sound:
    """The manager's sound of one turn, from the call's own recording."""
    turn = [turn for turn in call.turns if turn.speaker == "manager"][number]
    right = read_channels(folder / "call.flac")[:, 1]
    return (right[int(turn.start * RATE) : int(turn.end * RATE)] * 32_767).astype(np.int16)


@pytest.mark.parametrize("rate", [16_000, 44_100], ids=["device at 16 kHz", "device at 44.1 kHz"])
def test_a_call_by_microphone_is_heard_answered_kept_and_scored(tmp_path: Path, home: Path, rate: int) -> None:
    with running(tmp_path, rate) as server:
        caller = Caller(server, home)
        caller.wait_for("Karen Whitfield.")
        caller.wait_until_quiet()
        server.speak(read_mono(clip_path("good", 0)))
        caller.wait_until_quiet()
        assert caller.hang_up() == 0, caller.output()
        loudspeaker, microphone = server.loudspeaker.sound, server.microphone.sound

    folder = caller.folder()
    call = read_call(folder / "call.json")
    assert call.state == "complete" and call.line == "microphone"
    assert call.events[-1].model_dump()["by"] == "candidate"

    # the words
    (said,) = [turn for turn in call.turns if turn.speaker == "candidate"]
    assert {"interviewed", "project", "coordinator", "position", "decision"} <= set(said.text.split())
    assert {"position_mention", "decision_question"} <= set(said.acts or [])

    # the manager came out of the loudspeaker, both before and after
    for number in (0, 1):
        _, alike = heard_in(loudspeaker, manager_turn(folder, call, number))
        assert alike > 0.9, f"manager's turn {number} is not in the loudspeaker's recording"

    # the answer came after the question, within what a person waits: measured from the two recordings
    clip = read_mono(clip_path("good", 0))
    asked_at, alike = heard_in(microphone, clip)
    assert alike > 0.9, "the question is not in the microphone's recording"
    answered_at, _ = heard_in(loudspeaker, manager_turn(folder, call, 1))
    gap = (answered_at - asked_at - len(clip)) / RATE
    assert 0.2 <= gap <= 3.0, f"answered after {gap:.2f} s"

    card = read_scorecard(folder / "scorecard.json")
    introduction = card.criteria["introduction"]
    assert introduction.level is not None and introduction.level >= 2
    assert introduction.evidence[0].quote
    assert "How it went" in caller.output()


def test_a_sound_server_that_dies_ends_the_call_cleanly(tmp_path: Path, home: Path) -> None:
    with running(tmp_path) as server:
        caller = Caller(server, home)
        caller.wait_for("Karen Whitfield.")
        server.kill()
        assert caller.process.wait(30) == 0, caller.output()
    call = read_call(caller.folder() / "call.json")
    assert call.state == "complete"
    assert "line_lost" in [event.kind for event in call.events]
    assert "Traceback" not in caller.output()


def test_without_any_device_one_line_says_so_and_offers_the_keyboard(home: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "simulator", "call", "hired"],
        env={**os.environ, "PULSE_SERVER": "unix:/nowhere"},
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        timeout=60,
        check=False,
    )
    if "no microphone is connected" not in done.stderr:
        pytest.skip("this machine has a microphone and a loudspeaker")
    assert (done.returncode, done.stdout) == (1, "")
    (line,) = done.stderr.splitlines()
    assert line.startswith("followup: no microphone is connected") and "--line keyboard" in line
    assert not list((home / "calls").glob("*"))
