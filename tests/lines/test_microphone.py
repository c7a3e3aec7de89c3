"""The microphone's line with a device that fails; the real one is tried over a sound server."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from simulator.audio import FRAME_SAMPLES, SILENCE, Frame
from simulator.call.placing import Order, PlacedCall
from simulator.commands import practice
from simulator.errors import LineLost, UnknownRecogniser
from simulator.hearing.typed import TypedHearing
from simulator.lines import microphone
from simulator.lines.sound_check import FILE_NAME
from simulator.record import Candidate
from simulator.scenario.catalogue import find_scenario
from simulator.voice.lines import LineSounds
from tests.fakes import SilentSynthesiser


class PortAudioError(Exception):
    pass


class FakeStream:
    """A stream that opens; the microphone's does not start."""

    def __init__(self, **settings: object) -> None:
        self.closed = False

    def start(self) -> None:
        """The loudspeaker starts."""

    def close(self, ignore_errors: bool) -> None:
        assert not self.closed, "PortAudio would look at what it has freed"
        self.closed = True


class UnwillingStream(FakeStream):
    def start(self) -> None:
        raise PortAudioError("Device unavailable", -9985)


class FakePortAudio:
    """As much of the sounddevice module as a device asks for."""

    PortAudioError = PortAudioError
    RawOutputStream: type[FakeStream] = FakeStream
    RawInputStream: type[FakeStream] = UnwillingStream

    def query_devices(self, kind: str) -> dict[str, object]:
        return {"name": kind, "default_samplerate": 48_000.0}

    def check_input_settings(self, **settings: object) -> None:
        """Everything is taken."""

    check_output_settings = check_input_settings


def test_a_device_that_does_not_start_ends_the_call_cleanly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(microphone, "open_portaudio", FakePortAudio)
    order = Order(
        find_scenario("hired"),
        Candidate(),
        seed=1,
        started="2026-01-01T10:00:00",
        line="microphone",
        duplex="headphones",
    )
    placed = PlacedCall(order, TypedHearing(), LineSounds(SilentSynthesiser()), tmp_path / "call")
    device = microphone.Device()
    microphone.play(placed.call, device)
    record = placed.finish()
    assert (record.state, record.line, record.duplex) == ("complete", "microphone", "headphones")
    lost = next(event for event in record.events if event.kind == "line_lost")
    assert lost.model_dump()["why"] == "the sound device cannot be started (Device unavailable)"
    assert device._output.closed and device._input.closed


def test_a_damaged_sound_check_is_told_and_a_loudspeaker_assumed(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(microphone, "open_portaudio", FakePortAudio)
    (home / FILE_NAME).write_text("{", encoding="utf-8")
    wishes: list[practice.Wish] = []
    monkeypatch.setattr(practice, "make_call", lambda scenario, wish, ears, play: wishes.append(wish))
    practice.by_microphone(find_scenario("hired"), practice.Wish("microphone"), microphone.Device())
    assert wishes[0].duplex in ("full duplex", "half duplex")
    (warned,) = capsys.readouterr().err.splitlines()
    assert "followup doctor --sound" in warned and "a loudspeaker is assumed" in warned


def test_a_call_that_cannot_be_made_gives_the_device_back(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(microphone, "open_portaudio", FakePortAudio)
    device = microphone.Device()
    with pytest.raises(UnknownRecogniser):
        practice.by_microphone(find_scenario("hired"), practice.Wish("microphone", recogniser="nobody"), device)
    assert device._output.closed and device._input.closed


class Status:
    """What PortAudio says about a block."""

    def __init__(self, lost: bool = False) -> None:
        self.input_overflow = lost
        self.output_underflow = False


class RunningStream(UnwillingStream):
    active = True

    def start(self) -> None:
        """It starts."""


class RunningPortAudio(FakePortAudio):
    """Devices that run; the test itself plays their callbacks."""

    RawOutputStream = RunningStream
    RawInputStream = RunningStream


class RememberingEcho:
    """Writes down what it is shown."""

    def __init__(self) -> None:
        self.shown: list[tuple[str, int]] = []

    def played(self, frame: Frame) -> None:
        self.shown.append(("played", int(frame[0])))

    def clean(self, frame: Frame) -> Frame:
        self.shown.append(("heard", int(frame[0])))
        return SILENCE

    def begin_anew(self) -> None:
        self.shown.append(("anew", 0))


@pytest.fixture
def device(monkeypatch: pytest.MonkeyPatch) -> microphone.Device:
    monkeypatch.setattr(microphone, "open_portaudio", RunningPortAudio)
    return microphone.Device()


def block(value: int) -> bytes:
    return np.full(FRAME_SAMPLES, value, np.int16).tobytes()


def give(device: microphone.Device) -> None:
    device._give(bytearray(2 * FRAME_SAMPLES), FRAME_SAMPLES, None, Status())


def take(device: microphone.Device, value: int, *, lost: bool = False) -> None:
    device._take(block(value), FRAME_SAMPLES, None, Status(lost))


def test_played_and_heard_belong_together_however_late_they_are_fetched(device: microphone.Device) -> None:
    for value in (1, 2):
        device.say(np.full(FRAME_SAMPLES, value, np.int16))
    give(device)
    take(device, 10)
    give(device)
    give(device)  # nothing is left to play: silence
    take(device, 20)
    echo = RememberingEcho()
    for _ in range(2):
        (frame,) = microphone.without_echo(device, echo)
        assert frame is SILENCE, "the call hears what the echo control leaves"
    assert echo.shown == [("played", 1), ("heard", 10), ("played", 2), ("played", 0), ("heard", 20)]


def test_after_lost_sound_the_echo_control_begins_anew(device: microphone.Device) -> None:
    device.say(np.full(FRAME_SAMPLES, 1, np.int16))
    give(device)
    take(device, 10, lost=True)
    echo = RememberingEcho()
    microphone.without_echo(device, echo)
    assert echo.shown == [("anew", 0), ("heard", 10)]
    assert device.losses.overflows == 1


def test_a_microphone_that_falls_silent_is_gone_though_the_loudspeaker_plays_on(
    device: microphone.Device, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(microphone, "SILENT_DEVICE_SECONDS", 0.05)
    for _ in range(5):
        give(device)
    with pytest.raises(LineLost, match="the microphone went away"):
        device.hear()
