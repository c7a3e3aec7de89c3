"""Speech, murmurs and noises over the manager's voice, as the real voice activity and recogniser hear them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from simulator.audio import FRAME_SECONDS, RATE, SILENCE, Sound, read_mono
from simulator.call.placing import Order, PlacedCall
from simulator.demo.candidates import clip_path
from simulator.hearing.hearing import Hearing
from simulator.hearing.worker import RecogniserProcess
from simulator.lines.recording import frames_of
from simulator.record import CallRecord, Candidate
from simulator.scenario.catalogue import find_scenario
from simulator.scenario.model import VoiceSpec
from simulator.voice.lines import LineSounds
from simulator.voice.synthesis import Synthesiser
from tests.call.timelines import HummingSynthesiser, Timeline, events, of, turn_taking

ROOM = 20
"""Root mean square of a quiet room's noise, int16."""
LEVEL = 2600


class Scene:
    """A call in which the manager, who takes their time, is in the middle of the first line."""

    def __init__(self, folder: Path, recogniser: RecogniserProcess, sounds: LineSounds) -> None:
        order = Order(find_scenario("rejected-runner-up"), Candidate(), seed=1, started="2026-01-01T10:00:00")
        self.placed = PlacedCall(order, Hearing(recogniser), sounds, folder)
        self.placed.prepare()
        self.sent: list[Sound] = []
        self._noise = np.random.default_rng(1)
        recogniser.wait_ready()
        while self.placed.call.ringing:
            self.placed.call.step(SILENCE)
        self.hear(np.zeros(3 * RATE))

    def hear(self, sound: npt.NDArray[np.float64]) -> int:
        """Gives the frame at which it began."""
        began = len(self.sent)
        noisy = sound + self._noise.normal(0, ROOM, len(sound))
        for frame in frames_of(np.clip(noisy, -32_768, 32_767).astype(np.int16)):
            self.sent.append(self.placed.call.step(frame))
            self.placed.call.settle()
        return began

    def fell_silent_after(self, began: int) -> float | None:
        """Seconds from a frame on until the manager was silent; None if that never came."""
        quiet = (number for number in range(began, len(self.sent)) if Timeline.quiet(self.sent[number]))
        return next(((number - began) * FRAME_SECONDS for number in quiet), None)

    def rest(self) -> CallRecord:
        """The record when the line has been said to its end, or been cut off."""
        self.hear(np.zeros(round(1.5 * RATE)))
        for _ in range(10):
            if self.placed.call.manager_busy:
                self.hear(np.zeros(RATE))
        return self.placed.call.record()


@pytest.fixture(scope="module")
def recogniser() -> Iterator[RecogniserProcess]:
    process = RecogniserProcess()
    yield process
    process.close()


@pytest.fixture(scope="module")
def sounds() -> LineSounds:
    return LineSounds(HummingSynthesiser(slow=3))


@pytest.fixture
def scene(tmp_path: Path, recogniser: RecogniserProcess, sounds: LineSounds) -> Scene:
    return Scene(tmp_path / "call", recogniser, sounds)


def decaying(seconds: float, level: float, smooth: int) -> npt.NDArray[np.float64]:
    """A burst of noise that dies away, as a cough or a knock does; `smooth` samples take its highs away."""
    length = round(seconds * RATE)
    noise = np.random.default_rng(2).normal(0, level, length + smooth - 1)
    return np.asarray(np.convolve(noise, np.ones(smooth) / smooth**0.5, "valid") * np.exp(-np.linspace(0, 4, length)))


def breath() -> npt.NDArray[np.float64]:
    length = round(0.8 * RATE)
    return np.asarray(np.random.default_rng(3).normal(0, 500, length) * np.sin(np.linspace(0, np.pi, length)))


NOISES = {
    "a click": decaying(0.02, 9000, 1),
    "a knock": decaying(0.15, 5000, 24),
    "a cough": np.concatenate((decaying(0.3, 5000, 6), np.zeros(RATE // 10), decaying(0.35, 4000, 6))),
    "a breath": breath(),
}


@pytest.mark.parametrize("noise", NOISES)
def test_a_noise_does_not_make_the_manager_stop(scene: Scene, noise: str) -> None:
    began = scene.hear(NOISES[noise])
    scene.hear(np.zeros(RATE // 2))
    assert scene.fell_silent_after(began) is None
    record = scene.rest()
    assert turn_taking(record) == [] and not of(record, "candidate")
    assert not any(turn.interrupted for turn in record.turns)


@pytest.mark.parametrize(("voice", "number"), [("good", 1), ("good", 3), ("poor", 3), ("poor", 4)])
def test_speech_makes_the_manager_silent_within_a_fifth_of_a_second_of_its_beginning(
    scene: Scene, voice: str, number: int
) -> None:
    clip = read_mono(clip_path(voice, number)).astype(float)
    loud = np.abs(clip) > np.abs(clip).max() / 30
    began = scene.hear(clip[int(np.argmax(loud)) :][: 2 * RATE])
    silent = scene.fell_silent_after(began)
    assert silent is not None and silent <= 0.2, f"after {silent} s"
    scene.hear(np.zeros(2 * RATE))
    record = scene.placed.call.record()
    (interruption,) = events(record, "interruption")
    assert abs(interruption.at - began * FRAME_SECONDS) < 0.1
    first = of(record, "manager")[0]
    assert first.interrupted and first.end - interruption.at < 0.2


@pytest.mark.parametrize("token", ["okay", "yeah", "right", "I see"])
def test_a_murmur_is_a_backchannel_and_the_line_is_said_to_its_end(scene: Scene, token: str) -> None:
    with Synthesiser() as synthesiser:
        murmur = synthesiser.render(token, VoiceSpec(sex="male", rate=180)).astype(float)
    scene.hear(murmur * LEVEL / np.sqrt(np.mean(murmur**2)))
    record = scene.rest()
    assert "interruption" not in turn_taking(record)
    (line,) = of(record, "manager")
    assert not line.interrupted
