"""The call on real sound: recorded candidate, voice activity, recogniser in its process, espeak, recorder."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from simulator.audio import SILENCE, Sound, frames_in, read_channels, read_mono
from simulator.call.placing import Order, PlacedCall
from simulator.demo.candidates import clip_path
from simulator.hearing.hearing import Hearing
from simulator.hearing.worker import RecogniserProcess
from simulator.lines import recording
from simulator.record import CallRecord, Candidate, to_json
from simulator.scenario.catalogue import find_scenario
from simulator.voice.lines import LineSounds
from simulator.voice.synthesis import Synthesiser
from tests.fakes import SilentSynthesiser

LEAD_SECONDS = 4.0
"""Silence before the candidate's clip: the manager answers meanwhile."""


def opening() -> Sound:
    return np.concatenate((np.zeros(frames_in(LEAD_SECONDS) * 512, np.int16), read_mono(clip_path("good", 0))))


def place(folder: Path, ears: Hearing, sounds: LineSounds) -> PlacedCall:
    order = Order(find_scenario("rejected-runner-up"), Candidate(), seed=7, started="2026-01-01T10:00:00")
    placed = PlacedCall(order, ears, sounds, folder)
    placed.prepare()
    return placed


def run(folder: Path, disturb: bool) -> tuple[CallRecord, npt.NDArray[np.float32]]:
    """One call; disturbed, the recogniser's process is stopped now and then, as on a machine that has other work."""
    recogniser = RecogniserProcess()
    ears = Hearing(recogniser)
    with Synthesiser() as synthesiser:
        placed = place(folder, ears, LineSounds(synthesiser))
        ears.wait_ready()

        def stop_and_go(_: object) -> None:
            if disturb and recogniser.pid is not None and int(placed.call.now / 0.032) % 40 == 0:
                os.kill(recogniser.pid, signal.SIGSTOP)
                time.sleep(0.02)
                os.kill(recogniser.pid, signal.SIGCONT)

        recording.play(placed.call, opening(), stop_and_go)
        record = placed.finish()
    return record, read_channels(folder / "call.flac")[:, 1]


@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="no SIGSTOP on this system")
def test_the_same_input_scenario_and_seed_give_the_same_call_on_a_disturbed_machine(tmp_path: Path) -> None:
    first, first_sound = run(tmp_path / "a" / "call", disturb=False)
    second, second_sound = run(tmp_path / "b" / "call", disturb=True)
    assert to_json(first) == to_json(second)
    assert (tmp_path / "a/call/call.json").read_bytes() == (tmp_path / "b/call/call.json").read_bytes()
    assert np.array_equal(first_sound, second_sound)
    (said,) = first.candidate_turns()
    assert "coordinator" in said[1].text and said[1].words
    assert any(turn.line == "let-me-look" for turn in first.turns), "the manager has understood and looks it up"


def test_a_recogniser_that_dies_in_mid_turn_costs_no_words(tmp_path: Path) -> None:
    recogniser = RecogniserProcess()
    ears = Hearing(recogniser)
    placed = place(tmp_path / "call", ears, LineSounds(SilentSynthesiser()))
    ears.wait_ready()
    killed: list[int] = []

    def kill_once(_: object) -> None:
        if ears.speaking and placed.call.now > LEAD_SECONDS + 3 and not killed and recogniser.pid is not None:
            killed.append(recogniser.pid)
            os.kill(recogniser.pid, signal.SIGTERM)

    recording.play(placed.call, opening(), kill_once)
    record = placed.finish()
    assert killed
    (said,) = [turn for _, turn in record.candidate_turns()]
    assert said.heard == "after"
    assert {"interviewed", "coordinator", "position"} <= set(said.text.split())
    assert [event.kind for event in record.events if event.kind == "not_heard"] == ["not_heard"]
    assert any("lost a turn" in note for note in placed.notes)
    manager_after = [turn.text for turn in record.turns if turn.speaker == "manager" and turn.start > said.end]
    assert manager_after, "the manager asks again"


def test_ten_minutes_of_silence_end_long_before_in_virtual_time(tmp_path: Path) -> None:
    ears = Hearing()
    placed = place(tmp_path / "call", ears, LineSounds(SilentSynthesiser()))
    ears.wait_ready()
    for _ in range(frames_in(600)):
        if placed.call.ended:
            break
        placed.call.step(SILENCE)
        placed.call.settle()
    assert placed.call.ended and placed.call.now < 300
    assert [event.kind for event in placed.finish().events].count("prompted") >= 2
