"""The microphone's line with a device that fails; the real one is tried over a sound server."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.call.placing import Order, PlacedCall
from simulator.hearing.typed import TypedHearing
from simulator.lines import microphone
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
        self.closed = True


class UnwillingStream(FakeStream):
    def start(self) -> None:
        raise PortAudioError("Device unavailable", -9985)


class FakePortAudio:
    """As much of the sounddevice module as a device asks for."""

    PortAudioError = PortAudioError
    RawOutputStream = FakeStream
    RawInputStream = UnwillingStream

    def query_devices(self, kind: str) -> dict[str, object]:
        return {"name": kind, "default_samplerate": 48_000.0}

    def check_input_settings(self, **settings: object) -> None:
        """Everything is taken."""

    check_output_settings = check_input_settings


def test_a_device_that_does_not_start_ends_the_call_cleanly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(microphone, "open_portaudio", FakePortAudio)
    order = Order(find_scenario("hired"), Candidate(), seed=1, started="2026-01-01T10:00:00", line="microphone")
    placed = PlacedCall(order, TypedHearing(), LineSounds(SilentSynthesiser()), tmp_path / "call")
    device = microphone.Device()
    microphone.play(placed.call, device)
    record = placed.finish()
    assert record.state == "complete"
    lost = next(event for event in record.events if event.kind == "line_lost")
    assert lost.model_dump()["why"] == "the sound device cannot be started (Device unavailable)"
    assert device._output.closed and device._input.closed
