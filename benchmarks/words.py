"""Words heard: recogniser × what is spoken, beside SpeechRecognition's own `recognize_sphinx` on the same sound.

    python benchmarks/words.py SPOKEN [--speech FOLDER] [--short] [--json] [--no-beside]

SPOKEN holds what a script spoke from written calls: `turns/truth.json` {turn: {"text", "end"}} and `turns/TURN.flac`,
as one voice a call, chosen as VOICES says.
FOLDER holds read speech and `references.json` {file name without ending: words}. Word error: words replaced, left out
and put in, of those said, without fillers and punctuation, numbers spelt out. Each recogniser runs in a process of
its own. Times are of the processor. Final latency is the compute after the last frame, per 10 s of turn.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from simulator.audio import FRAME_SAMPLES, RATE, Sound, read_mono, to_int16
from simulator.understanding.words import words_of
from simulator.voice.telephone import telephone_band

AFTER: Final = 0.6
"""Seconds of quiet that a turn ends with."""
VOICES: Final = ("rms", "slt", "awb", "kal16")
"""flite's voices in the order in which calls are given to them: by the sum of the characters of the call's id."""


@dataclass(frozen=True, slots=True)
class Turn:
    speaker: str
    """Whose turns follow one another: what is learnt of a voice stays with it."""
    voice: str
    text: str
    path: Path
    end: float | None
    """Seconds; None is the whole file."""

    def sound(self) -> Sound:
        sound = read_mono(self.path)
        return sound if self.end is None else sound[: int((self.end + AFTER) * RATE)]


def spoken_calls(folder: Path) -> list[Turn]:
    truth = json.loads((folder / "turns" / "truth.json").read_text(encoding="utf-8"))
    turns = []
    for key, turn in sorted(truth.items()):
        call = key.partition("-")[0]
        voice = VOICES[sum(map(ord, call)) % len(VOICES)]
        turns.append(Turn(call, voice, turn["text"], folder / "turns" / f"{key}.flac", turn["end"]))
    return turns


def read_speech(folder: Path) -> list[Turn]:
    references = json.loads((folder / "references.json").read_text(encoding="utf-8"))
    files = sorted(path for path in folder.iterdir() if path.stem in references)
    return [Turn(path.stem.partition("-")[0], "readers", references[path.stem], path, None) for path in files]


def noisy(decibels: float) -> Callable[[Sound], Sound]:
    """White noise so far below the loudness of the sound's louder half."""

    def with_noise(sound: Sound) -> Sound:
        samples = sound.astype(np.float64) / 32_768
        power = np.mean(np.sort(samples**2)[len(samples) // 2 :]) / 2
        noise = np.random.default_rng(len(sound)).normal(0, np.sqrt(power) * 10 ** (-decibels / 20), len(sound))
        return to_int16(np.clip(samples + noise, -1, 1))

    return with_noise


CONDITIONS: Final[dict[str, Callable[[Sound], Sound]]] = {
    "as spoken": lambda sound: sound,
    "telephone band": telephone_band,
    "noise at 20 dB": noisy(20),
    "noise at 10 dB": noisy(10),
}


class Embedded:
    """The recogniser of a call, streaming."""

    name = "embedded"

    def __init__(self) -> None:
        from simulator.hearing.sphinx import Sphinx

        began = time.process_time()
        self._sphinx = Sphinx()
        self.load = time.process_time() - began

    def hear(self, sound: Sound) -> tuple[str, float]:
        """The words, and the seconds after the last frame."""
        self._sphinx.start()
        for at in range(0, len(sound), FRAME_SAMPLES):
            self._sphinx.feed(sound[at : at + FRAME_SAMPLES].tobytes())
        began = time.process_time()
        return self._sphinx.finish().text, time.process_time() - began


class Beside:
    """SpeechRecognition's adapter with its defaults: the whole turn at once, the model loaded every time."""

    name = "recognize_sphinx"
    load = 0.0

    def __init__(self) -> None:
        import speech_recognition

        self._recogniser = speech_recognition.Recognizer()
        self._audio, self._nothing = speech_recognition.AudioData, speech_recognition.UnknownValueError

    def hear(self, sound: Sound) -> tuple[str, float]:
        began = time.process_time()
        try:
            text = str(self._recogniser.recognize_sphinx(self._audio(sound.tobytes(), RATE, 2)))
        except self._nothing:
            text = ""
        return text, time.process_time() - began


EARS: Final = {ears.name: ears for ears in (Embedded, Beside)}


def errors(said: list[str], heard: list[str]) -> int:
    """Words replaced, left out or put in (Levenshtein)."""
    row = list(range(len(heard) + 1))
    for number, word in enumerate(said, start=1):
        above, row = row, [number]
        for at, other in enumerate(heard):
            row.append(min(above[at + 1] + 1, row[at] + 1, above[at] + (word != other)))
    return row[-1]


def measured(ears_name: str, sets: dict[str, tuple[list[Turn], str]]) -> dict[str, dict[str, Any]]:
    """One row a set; `sets` gives turns and the name of a condition."""
    ears = EARS[ears_name]()
    rows = {name: _row(ears, turns, CONDITIONS[condition]) for name, (turns, condition) in sets.items()}
    for row in rows.values():
        row["load (s)"] = round(ears.load, 2) or None
        row["memory (MB)"] = _peak_memory()
    return rows


def _row(ears: Embedded | Beside, turns: list[Turn], condition: Callable[[Sound], Sound]) -> dict[str, Any]:
    wrong: defaultdict[str, int] = defaultdict(int)
    said: defaultdict[str, int] = defaultdict(int)
    seconds = compute = 0.0
    waits = []
    for turn in turns:
        sound = condition(turn.sound())
        began = time.process_time()
        text, wait = ears.hear(sound)
        compute += time.process_time() - began
        seconds += len(sound) / RATE
        waits.append(10 * wait / (len(sound) / RATE))
        reference = words_of(turn.text)
        for key in ("", turn.voice):
            wrong[key] += errors(reference, words_of(text))
            said[key] += len(reference)
    rates = {key: round(wrong[key] / max(1, said[key]), 3) for key in sorted(wrong)}
    return {
        "words": said[""],
        "word error": rates.pop(""),
        "by voice": " ".join(f"{voice} {rate:.3f}" for voice, rate in rates.items()),
        "real-time factor": round(compute / seconds, 3),
        "final per 10 s, median (s)": round(float(np.median(waits)), 3),
        "worst (s)": round(max(waits), 3),
    }


def _peak_memory() -> int | None:
    try:
        import resource
    except ImportError:  # Windows
        return None
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(peak / (1 << 20 if sys.platform == "darwin" else 1 << 10))


def sets_of(spoken: Path, speech: Path | None, short: bool) -> Iterator[tuple[str, tuple[list[Turn], str]]]:
    calls = spoken_calls(spoken)[:: 16 if short else 1]
    for condition in CONDITIONS:
        yield f"calls, {condition}", (calls, condition)
    if speech is not None:
        yield "read speech", (read_speech(speech)[:: 10 if short else 1], "as spoken")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("spoken", type=Path)
    parser.add_argument("--speech", type=Path)
    parser.add_argument("--short", action="store_true")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--no-beside", action="store_true")
    wish = parser.parse_args()
    sets = dict(sets_of(wish.spoken, wish.speech, wish.short))
    table = {}
    for name in [Embedded.name, *([] if wish.no_beside else [Beside.name])]:
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            table[name] = pool.apply(measured, (name, sets))
    if wish.json:
        print(json.dumps(table))
        return
    for name, rows in table.items():
        for condition, row in rows.items():
            print(f"{name:17} {condition:24}", "  ".join(f"{key} {value}" for key, value in row.items()))


if __name__ == "__main__":
    main()
