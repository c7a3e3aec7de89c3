"""Speaks turns of the corpus aloud, with hesitations, to train and to check when a turn is over.

    python corpus/speak_turns.py FOLDER [--split test] [--turns 100] [--seed 0]

Writes FOLDER/KEY.flac and FOLDER/truth.json: for each turn the true end of its speech and its inner pauses as (start,
length), in seconds, its text, its voice and its noise. Needs flite; espeak comes with the package.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np
import numpy.typing as npt
import soundfile

sys.path.insert(0, str(Path(__file__).parents[1]))

from corpus.hesitations import hesitant, turns_of
from simulator.audio import FULL_SCALE, RATE, resample, to_int16
from simulator.scenario.model import VoiceSpec
from simulator.voice.synthesis import Synthesiser

Samples = npt.NDArray[np.float32]

LEAD, TAIL = 0.5, 2.5
"""Seconds of room before the turn, and after it: longer than any wait."""
LEVEL = 0.08
"""Root mean square of the speech: −22 dB of full scale."""
ROOMS = (0.0004, 0.0008, 0.002, 0.005)
"""Root mean square of the noise floor."""
LONGEST_TURN = 60
"""Words. Longer turns take the most time to hear and tell the least about ends."""

Voice = tuple[str, dict[str, Any]]
"""The synthesiser and its settings."""
VOICES: dict[str, Sequence[Voice]] = {
    "train": (
        ("flite", {"voice": "rms", "stretch": 1.0}),
        ("flite", {"voice": "slt", "stretch": 1.0}),
        ("flite", {"voice": "kal16", "stretch": 1.0}),
        ("flite", {"voice": "rms", "stretch": 1.2, "pitch": 95}),
        ("flite", {"voice": "slt", "stretch": 0.88, "pitch": 195}),
        ("flite", {"voice": "slt", "stretch": 1.15, "pitch": 150}),
        ("espeak", {"sex": "male", "rate": 150, "pitch": 40, "accent": "en-us"}),
        ("espeak", {"sex": "female", "rate": 175, "pitch": 60, "accent": "en-us"}),
    ),
    "test": (
        ("flite", {"voice": "awb", "stretch": 1.0}),
        ("flite", {"voice": "slt", "stretch": 1.05, "pitch": 170}),
        ("flite", {"voice": "kal", "stretch": 1.0}),
        ("flite", {"voice": "rms", "stretch": 0.92, "pitch": 120}),
    ),
}
"""Of each half of the corpus: no text and no voice's setting is in both."""


class Mouths:
    """Speaks a piece of text in one of the voices above."""

    def __init__(self) -> None:
        self._espeak = Synthesiser()

    def say(self, text: str, voice: Voice) -> Samples:
        """The sound without the quiet around it, at LEVEL."""
        kind, settings = voice
        samples = self._flite(text, **settings) if kind == "flite" else self._from_espeak(text, settings)
        loud = np.flatnonzero(np.abs(samples) > 0.01)
        if not len(loud):
            return np.zeros(RATE // 20, np.float32)
        samples = samples[max(0, loud[0] - RATE // 50) : loud[-1] + RATE * 3 // 100]
        return np.asarray(samples * (LEVEL / np.sqrt(np.mean(samples**2))), np.float32)

    def __enter__(self) -> Mouths:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self._espeak.close()

    def _from_espeak(self, text: str, settings: dict[str, Any]) -> Samples:
        return np.asarray(self._espeak.render(text, VoiceSpec(**settings)) / FULL_SCALE, np.float32)

    @staticmethod
    def _flite(text: str, voice: str, stretch: float, pitch: int | None = None) -> Samples:
        settings = ["--setf", f"duration_stretch={stretch}"]
        settings += ["--setf", f"int_f0_target_mean={pitch}"] if pitch else []
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "speech.wav"
            subprocess.run(["flite", "-voice", voice, *settings, "-t", text, "-o", str(path)], check=True)
            samples, rate = soundfile.read(path, dtype="float32")
        return resample(samples, rate)


def spoken(text: str, voice: Voice, chance: random.Random, mouths: Mouths) -> tuple[Samples, list[tuple[float, float]]]:
    """One turn's sound with its inner pauses (start, length) in seconds from its first sample."""
    parts: list[Samples] = []
    pauses, at = [], 0.0
    for piece, pause in hesitant(text, chance):
        # half of the pieces sound as if more came, half as if they were whole, as people do both
        mark = "," if pause and chance.random() < 0.5 else ""
        said = re.sub(r"[—–…]|--|\.\.\.", ",", piece).strip(" ,-") or "um"
        sound = mouths.say(said + mark, voice)
        parts += [sound, np.zeros(int(pause * RATE), np.float32)]
        at += len(sound) / RATE
        if pause:
            pauses.append((round(at, 3), round(pause, 3)))
            at += pause
    return np.concatenate(parts), pauses


def write_turns(folder: Path, split: str = "test", count: int = 100, seed: int = 0) -> None:
    """Speaks `count` turns of a split of the corpus, its voices in turn. Ends the program without flite."""
    if shutil.which("flite") is None:
        sys.exit("no turns spoken: flite (Debian package flite) is not installed")
    folder.mkdir(parents=True, exist_ok=True)
    chance, noise = random.Random(f"{split} {seed}"), np.random.default_rng(seed)
    texts = sorted({text for _, text in turns_of(split) if len(text.split()) <= LONGEST_TURN})
    truth = {}
    with Mouths() as mouths:
        for number, text in enumerate(chance.sample(texts, min(count, len(texts)))):
            voice, room = VOICES[split][number % len(VOICES[split])], chance.choice(ROOMS)
            sound, pauses = spoken(text, voice, chance, mouths)
            padded = np.pad(sound, (int(LEAD * RATE), int(TAIL * RATE)))
            samples = padded + noise.normal(0, room, len(padded)).astype(np.float32)
            soundfile.write(folder / f"{number:04d}.flac", to_int16(samples), RATE)
            truth[f"{number:04d}"] = {
                "end": round(LEAD + len(sound) / RATE, 3),
                "pauses": pauses,
                "hesitation": max((length for _, length in pauses), default=0.0),
                "text": text,
                "voice": f"{voice[0]} {number % len(VOICES[split])}",
                "noise": f"{room}",
            }
    (folder / "truth.json").write_text(json.dumps(truth, indent=0, ensure_ascii=False), encoding="utf-8")


def main() -> None:
    """Writes the turns."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--split", choices=list(VOICES), default="test")
    parser.add_argument("--turns", type=int, default=100)
    parser.add_argument("--seed", type=int, default=0)
    wish = parser.parse_args()
    write_turns(wish.folder, wish.split, wish.turns, wish.seed)


if __name__ == "__main__":
    main()
