"""What remains of the loudspeaker's echo, and what the way of listening costs: in a simulated room.

    python -m benchmarks.echo [--short] [--json]

The manager's lines come back into the microphone after a delay, with a decay, and noise. *False starts*: the candidate
is silent; whatever the voice activity takes for the start of speech could stop the manager. *Words*: sentences spoken
while the manager still sounds (talking over), goes silent 0.7 s after (interrupting), has been silent for 0.2 s
(answering); heard by the embedded recogniser. Without the `aec` extra, full duplex is left out and that is said.
"""

from __future__ import annotations

import argparse
import functools
import json
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks.word_errors import errors, plain_words
from simulator.audio import FRAME_SAMPLES, FRAME_SECONDS, FULL_SCALE, RATE, Sound
from simulator.errors import MissingPart
from simulator.hearing.echo import EchoCanceller, EchoControl, HalfDuplex, Headphones

DIRECT = 0.8
"""Share of the direct sound in the echo's energy; the rest is reverberation."""
BEFORE_SECONDS = 5.0
"""Of the manager's speech before the candidate's sentence."""
GAP_SECONDS = 0.8
"""Between two of the manager's lines."""
UNTIL_SILENT = {"answering": -0.2, "interrupting": 0.7, "talking over": None}
"""Seconds from the beginning of the sentence until the manager is silent; None: not before its end."""


@dataclass(frozen=True, slots=True)
class SimulatedRoom:
    """A loudspeaker, a microphone, and what is between them."""

    delay: float
    """Seconds from the hand-over of a sample to its arrival."""
    level: float
    """dB of the echo relative to what was played."""
    noise: float = -64.0
    """dB of full scale."""
    decay: float = 0.3
    """Seconds to −60 dB."""
    seed: int = 0

    def response(self) -> npt.NDArray[np.float64]:
        """The impulse response: a direct sound, then noise that decays exponentially; energy as `level` says."""
        random = np.random.default_rng(self.seed)
        length = round(self.decay * RATE)
        tail = random.normal(0, 1, length) * 10 ** (-3 * np.arange(length) / length)
        tail *= np.sqrt((1 - DIRECT) / np.sum(tail**2))
        tail[0] = np.sqrt(DIRECT)
        return np.concatenate((np.zeros(round(self.delay * RATE)), tail)) * 10 ** (self.level / 20)

    def microphone(self, played: Sound, said: Sound | None = None) -> Sound:
        """What the microphone brings while this is played and, if anything, said; all of one shape (n,)."""
        response = self.response()
        size = 1 << (len(played) + len(response)).bit_length()
        echo = np.fft.irfft(np.fft.rfft(played, size) * np.fft.rfft(response, size), size)[: len(played)]
        noise = np.random.default_rng(self.seed + 1).normal(0, FULL_SCALE * 10 ** (self.noise / 20), len(played))
        return np.clip(echo + noise + (said if said is not None else 0), -FULL_SCALE, FULL_SCALE - 1).astype(np.int16)


ROOMS = [
    SimulatedRoom(0.02, -20.0, -64.0, 0.2, 1),
    SimulatedRoom(0.12, -6.0, -56.0, 0.3, 2),
    SimulatedRoom(0.06, -12.0, -50.0, 0.5, 3),
    SimulatedRoom(0.20, -10.0, -64.0, 0.6, 4),
]


LOUD_ROOM = ROOMS[1]
"""Where words are counted: the loudest echo that is asked for."""
QUIETED = "with noise suppression"
"""The canceller with a setting that is not used, for comparison."""


def cleaned(echo: EchoControl, played: Sound, heard: Sound) -> Sound:
    """A whole recording, frame by frame, as a call hears it; the last part of a frame is left out."""
    whole = range(0, len(heard) - FRAME_SAMPLES + 1, FRAME_SAMPLES)
    frames = []
    for at in whole:
        echo.played(played[at : at + FRAME_SAMPLES])
        frames.append(echo.clean(heard[at : at + FRAME_SAMPLES]))
    return np.concatenate(frames)


def false_starts(sound: Sound) -> tuple[int, float]:
    """How often speech began for a call that hears this while the manager speaks, and seconds of voicing."""
    from simulator.hearing.activity import VoiceActivity
    from simulator.hearing.turns import TurnBegan, TurnDetector

    activity, turns = VoiceActivity(), TurnDetector()
    starts = voiced = 0
    for at in range(0, len(sound) - FRAME_SAMPLES + 1, FRAME_SAMPLES):
        told = turns.step(activity.probability(sound[at : at + FRAME_SAMPLES]), manager_speaking=True)
        starts += isinstance(told, TurnBegan)
        voiced += turns.speaking
    return starts, voiced * FRAME_SECONDS


def manager_speech(seconds: float) -> Sound:
    """The manager's own lines one after the other, as a call plays them."""
    from simulator.dialogue.engine import Engine
    from simulator.record import Candidate
    from simulator.scenario.catalogue import list_scenarios
    from simulator.voice.lines import LineSounds
    from simulator.voice.synthesis import Synthesiser

    synthesiser = Synthesiser()
    sounds = LineSounds(synthesiser)
    parts: list[Sound] = []
    gap = np.zeros(round(GAP_SECONDS * RATE), np.int16)
    said: set[str] = set()
    try:
        for scenario in list_scenarios():
            engine = Engine(scenario, Candidate(), seed=1)
            own = [say for say in engine.lines() if say.line in scenario.written_lines and say.text not in said]
            lines = [(say.text, engine.voice_of(say.speaker), say.mood) for say in own]
            said.update(say.text for say in own)
            sounds.prepare(lines, skip_failures=True)
            for line in lines:
                sound = sounds.sound(*line)
                parts += [] if sound is None else [sound, gap]
            if sum(map(len, parts)) >= seconds * RATE:
                break
    finally:
        synthesiser.close()
    return np.concatenate(parts)[: round(seconds * RATE)]


def sentences(short: bool) -> list[tuple[str, Sound]]:
    """What a candidate says, and its sound: the recorded candidates of the demonstration."""
    from simulator.audio import read_mono
    from simulator.demo.candidates import CANDIDATES, clip_path

    spoken = [
        (line.text, read_mono(clip_path(name, number)))
        for name, candidate in CANDIDATES.items()
        for number, line in enumerate(candidate.lines)
    ]
    return spoken[6:8] if short else spoken


def heard_words(sound: Sound) -> list[str]:
    """What the embedded recogniser makes of a turn."""
    recogniser = _recogniser()
    recogniser.start()
    for at in range(0, len(sound), FRAME_SAMPLES):
        recogniser.feed(sound[at : at + FRAME_SAMPLES].tobytes())
    return plain_words(recogniser.finish().text)


@functools.cache
def _recogniser() -> Any:
    from simulator.hearing.sphinx import Sphinx

    return Sphinx()


def word_error(modes: dict[str, Any], name: str, when: str, room: SimulatedRoom, manager: Sound, short: bool) -> float:
    """Share of the words that are wrong when all sentences are said in this room, listened to in one way."""
    wrong = said = 0
    before = round(BEFORE_SECONDS * RATE)
    for number, (text, sound) in enumerate(sentences(short)):
        length = before + len(sound) + RATE
        played = np.roll(manager, -number * 7 * RATE)[:length].copy()
        until = UNTIL_SILENT.get(when)
        if when == "no echo":
            played[:] = 0
        elif until is not None:
            played[before + round(until * RATE) :] = 0
        spoken = np.zeros(length, np.int16)
        spoken[before : before + len(sound)] = sound
        turn = cleaned(modes[name](), played, room.microphone(played, spoken))[before - RATE * 3 // 10 :]
        wrong += errors(plain_words(text), heard_words(turn))
        said += len(plain_words(text))
    return wrong / said


def processor_time(echo: EchoControl, manager: Sound, room: SimulatedRoom) -> float:
    """Seconds of processor time for one second of sound."""
    heard = room.microphone(manager)
    began = time.process_time()
    cleaned(echo, manager, heard)
    return (time.process_time() - began) / (len(manager) / RATE)


def ways_of_listening() -> Iterator[tuple[str, Any]]:
    """Name, and what makes the echo control, of each way that is installed."""
    yield "microphone as it is", Headphones
    yield "half duplex", HalfDuplex
    try:
        EchoCanceller()
    except MissingPart as lacking:
        print(f"full duplex is not measured: {lacking}", file=sys.stderr)
        return
    yield "full duplex", EchoCanceller
    yield QUIETED, lambda: EchoCanceller(noise_suppression=True)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--short", action="store_true", help="20 seconds, one room, two short sentences")
    options.add_argument("--json", action="store_true", help="one JSON object on standard output")
    wish = options.parse_args()
    modes = dict(ways_of_listening())
    manager = manager_speech(20 if wish.short else 600)
    rooms = ROOMS[:1] if wish.short else ROOMS
    starts: dict[str, dict[str, int]] = {}
    voiced: dict[str, dict[str, float]] = {}
    for room in rooms:
        heard = room.microphone(manager)
        found = {mode: false_starts(cleaned(make(), manager, heard)) for mode, make in modes.items() if mode != QUIETED}
        name = f"{room.delay * 1000:.0f} ms, {room.level:.0f} dB, noise {room.noise:.0f} dB"
        starts[name] = {mode: count for mode, (count, _) in found.items()}
        voiced[name] = {mode: round(seconds, 1) for mode, (_, seconds) in found.items()}
    room = LOUD_ROOM
    wrong = {
        when: {mode: round(word_error(modes, mode, when, room, manager, wish.short), 3) for mode in modes}
        for when in ("no echo", *UNTIL_SILENT)
    }
    minutes = "20 seconds" if wish.short else "ten minutes"
    tables: dict[str, Any] = {
        f"false starts in {minutes} of the manager's speech": starts,
        f"seconds taken for speech in {minutes}": voiced,
        f"words wrong, {room.delay * 1000:.0f} ms, {room.level:.0f} dB": wrong,
    }
    tables["processor time per second of sound"] = {
        "seconds": {mode: round(processor_time(make(), manager, rooms[0]), 4) for mode, make in modes.items()}
    }
    if wish.json:
        print(json.dumps(tables))
        return
    for title, table in tables.items():
        print(f"\n{title}\n{'':32}" + "".join(f"{mode:>24}" for mode in modes))
        for row, values in table.items():
            print(f"{row:32}" + "".join(f"{values.get(mode, '–'):>24}" for mode in modes))


if __name__ == "__main__":
    main()
