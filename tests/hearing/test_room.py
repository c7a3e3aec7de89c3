"""What is measured in a room whose figures are known."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.echo import SimulatedRoom
from simulator.audio import FRAME_SAMPLES, RATE, Sound
from simulator.hearing.room import LOUD_SWEEPS, PERIOD_SECONDS, QUIET_SECONDS, Room, measured, probe

LEAD = RATE // 2


@pytest.fixture(scope="module")
def played() -> Sound:
    return np.pad(probe(), (LEAD, RATE))


def test_the_probe_is_in_whole_frames_and_never_clips() -> None:
    sweeps = probe()
    assert len(sweeps) % FRAME_SAMPLES == 0
    assert 3000 < int(np.abs(sweeps.astype(int)).max()) < 16_000


@pytest.mark.parametrize("delay", [0.02, 0.1, 0.2, 0.35])
@pytest.mark.parametrize(("level", "noise"), [(-6.0, -64.0), (-12.0, -50.0), (-20.0, -60.0)])
def test_level_delay_and_noise_are_found(played: Sound, delay: float, level: float, noise: float) -> None:
    room = measured(played, SimulatedRoom(delay, level, noise).microphone(played))
    assert room is not None and not room.silent and not room.gain_follows
    assert room.delay == pytest.approx(delay, abs=0.002)
    assert room.echo == pytest.approx(level, abs=0.5)
    assert room.noise == pytest.approx(noise, abs=0.5)


@pytest.mark.parametrize("decay", [0.15, 0.3, 0.5])
def test_the_echo_is_gone_when_it_has_fallen_by_35_decibels(played: Sound, decay: float) -> None:
    room = measured(played, SimulatedRoom(0.1, -6.0, -90.0, decay).microphone(played))
    assert room is not None and room.tail is not None and room.decay is not None
    # reverberation begins 8 dB or more under the direct sound, so that 35 dB are reached before 35/60 of the decay
    assert 0.25 * decay <= room.decay <= 0.65 * decay
    assert room.tail == pytest.approx(0.1 + room.decay, abs=0.002)


@pytest.mark.parametrize("seed", range(5))
def test_noise_alone_is_no_echo(played: Sound, seed: int) -> None:
    noise = np.random.default_rng(seed).normal(0, 200, len(played)).astype(np.int16)
    room = measured(played, noise)
    assert room is not None and room.noise == pytest.approx(-44.3, abs=0.3)
    assert room == Room(room.noise, echo=None, delay=None, decay=None)
    assert room.silent and room.tail is None


def test_a_muted_microphone_measures_as_silence(played: Sound) -> None:
    room = measured(played, np.zeros_like(played))
    assert room is not None and room.silent and room.noise < -90


def test_what_leaks_from_headphones_is_no_echo(played: Sound) -> None:
    room = measured(played, SimulatedRoom(0.05, -54.0).microphone(played))
    assert room is not None and room.echo == pytest.approx(-54, abs=2) and room.silent


def test_an_echo_as_soft_as_the_noise_is_still_one_that_would_be_taken_for_speech(played: Sound) -> None:
    room = measured(played, SimulatedRoom(0.05, -45.0).microphone(played))
    assert room is not None and not room.silent


def test_a_microphone_that_evens_out_loud_and_soft_is_noticed(played: Sound) -> None:
    heard = SimulatedRoom(0.1, -12.0).microphone(played).astype(np.float64)
    soft = LEAD + round((QUIET_SECONDS + (LOUD_SWEEPS - 0.2) * PERIOD_SECONDS) * RATE)
    heard[soft:] *= 10 ** (10 / 20)
    room = measured(played, heard.astype(np.int16))
    assert room is not None and room.gain_follows


def test_a_probe_that_broke_off_is_not_measured(played: Sound) -> None:
    assert measured(played[: 3 * RATE], played[: 3 * RATE]) is None
    assert measured(np.zeros_like(played), played) is None
