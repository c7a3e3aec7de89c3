"""The three ways of listening beside a loudspeaker, in a simulated room and in virtual time."""

from __future__ import annotations

import sys

import numpy as np
import pytest

from benchmarks.echo import SimulatedRoom, cleaned, false_starts
from simulator.audio import FRAME_SAMPLES, RATE, SILENCE, Sound, frames_in, read_mono
from simulator.demo.candidates import clip_path
from simulator.errors import MissingPart
from simulator.hearing.echo import EchoCanceller, HalfDuplex, Headphones

SOUNDING = np.full(FRAME_SAMPLES, 3000, np.int16)
HEARD = np.full(FRAME_SAMPLES, 500, np.int16)
ROOM = SimulatedRoom(delay=0.1, level=-6.0)


@pytest.fixture(scope="module")
def manager() -> Sound:
    """Sixteen seconds of speech for the loudspeaker."""
    return np.concatenate([read_mono(clip_path("poor", number)) for number in range(7)] * 2)[: 16 * RATE]


@pytest.fixture(scope="module")
def candidate() -> Sound:
    return read_mono(clip_path("good", 0))


def open_frames(echo: HalfDuplex, sounding: list[bool]) -> list[bool]:
    """Frame by frame, whether the microphone is open while the loudspeaker sounds or not."""
    found = []
    for sounds in sounding:
        echo.played(SOUNDING if sounds else SILENCE)
        found.append(bool(echo.clean(HEARD).any()))
    return found


def loudness(sound: Sound) -> float:
    return float(20 * np.log10(np.sqrt(np.mean(sound.astype(np.float64) ** 2)) + 1e-9))


def test_half_duplex_hears_nothing_while_the_manager_sounds_and_for_the_tail_after() -> None:
    tail = 0.32
    before, during, after = 5, 20, 30
    opened = open_frames(HalfDuplex(tail), [False] * before + [True] * during + [False] * after)
    assert opened[:before] == [True] * before
    last = before + during + frames_in(tail) - 1
    assert not any(opened[before:last]) and all(opened[last:])


def test_half_duplex_stays_closed_in_a_breath_of_the_manager() -> None:
    opened = open_frames(HalfDuplex(0.5), [True] * 5 + [False] * frames_in(0.4) + [True] * 5)
    assert not any(opened)


def test_half_duplex_is_open_in_a_thinking_pause() -> None:
    opened = open_frames(HalfDuplex(0.5), [True] * 5 + [False] * frames_in(4.0) + [True] * 5)
    assert sum(opened) == frames_in(4.0) - frames_in(0.5) + 1


def test_the_louder_half_of_a_wave_counts_whichever_sign_it_has() -> None:
    echo = HalfDuplex(0.1)
    echo.played(np.full(FRAME_SAMPLES, -32_768, np.int16))
    assert not echo.clean(HEARD).any()


def test_with_headphones_the_sound_passes_as_it_is() -> None:
    echo = Headphones()
    echo.played(SOUNDING)
    assert echo.clean(HEARD) is HEARD


@pytest.mark.parametrize("room", [ROOM, SimulatedRoom(0.02, -20.0), SimulatedRoom(0.2, -10.0, -54.0, 0.6)], ids=str)
def test_no_echo_is_taken_for_the_candidate(room: SimulatedRoom, manager: Sound) -> None:
    heard = room.microphone(manager)
    assert false_starts(cleaned(Headphones(), manager, heard))[0] > 0, "the room echoes"
    starts, seconds = false_starts(cleaned(EchoCanceller(), manager, heard))
    assert starts == 0 and seconds < 0.2
    assert false_starts(cleaned(HalfDuplex(), manager, heard)) == (0, 0)


def test_the_canceller_takes_off_thirty_decibels(manager: Sound) -> None:
    heard = SimulatedRoom(0.1, -6.0, noise=-90.0).microphone(manager)
    left = cleaned(EchoCanceller(), manager, heard)
    learnt = slice(5 * RATE, None)
    assert loudness(heard[learnt]) - loudness(left[learnt]) > 30


def test_the_candidate_is_neither_louder_nor_softer_for_it(candidate: Sound) -> None:
    quiet = np.zeros_like(candidate)
    for gain in (0.1, 1.0):
        said = (candidate * gain).astype(np.int16)
        heard = cleaned(EchoCanceller(), quiet, said)
        assert loudness(heard) == pytest.approx(loudness(said), abs=0.5)


def test_the_canceller_gives_a_frame_for_every_frame_eight_milliseconds_late(candidate: Sound) -> None:
    said = candidate[: 40 * FRAME_SAMPLES]
    heard = cleaned(EchoCanceller(), np.zeros_like(said), said)
    assert heard.shape == said.shape
    alike = [float(np.dot(said[: -lag or None].astype(float), heard[lag:].astype(float))) for lag in range(400)]
    # the canceller's filter banks take time too
    assert 128 <= int(np.argmax(alike)) <= 320


def test_the_candidate_is_heard_after_a_loud_echo(manager: Sound, candidate: Sound) -> None:
    played = np.concatenate((manager[: 10 * RATE], np.zeros(len(candidate), np.int16)))
    said = np.concatenate((np.zeros(10 * RATE, np.int16), candidate))
    heard = cleaned(EchoCanceller(), played, ROOM.microphone(played, said))[10 * RATE :]
    assert loudness(heard) == pytest.approx(loudness(candidate), abs=1.0)


def test_the_canceller_lets_nothing_through_while_it_learns(manager: Sound, candidate: Sound) -> None:
    echo = EchoCanceller()
    first = cleaned(echo, manager[:RATE], ROOM.microphone(manager[:RATE]))
    assert not first[FRAME_SAMPLES:].any()
    cleaned(echo, manager[RATE : 3 * RATE], ROOM.microphone(manager[RATE : 3 * RATE]))
    over = cleaned(echo, manager[3 * RATE : 5 * RATE], candidate[: 2 * RATE])
    assert over.any(), "afterwards one can interrupt"


def test_after_lost_sound_the_canceller_finds_the_echo_again_when_it_begins_anew(manager: Sound) -> None:
    heard = ROOM.microphone(manager)
    echo = EchoCanceller()
    cut, lost = 200 * FRAME_SAMPLES, 8 * FRAME_SAMPLES
    cleaned(echo, manager[:cut], heard[:cut])
    echo.begin_anew()
    after = cut + lost
    assert false_starts(cleaned(echo, manager[after:], heard[after:]))[0] == 0


def test_a_missing_canceller_names_the_command_that_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "livekit", None)
    with pytest.raises(MissingPart, match=r"echo canceller is not installed; to mend it: pip install livekit"):
        EchoCanceller()
