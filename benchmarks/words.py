"""Words heard: recogniser × what is spoken, beside SpeechRecognition's own `recognize_sphinx` on the same sound.

    python -m benchmarks.words SPOKEN [--speech FOLDER] [--recogniser NAME …] [--all|--short] [--json] [--no-beside]

SPOKEN holds what a script spoke from written calls: `turns/truth.json` {turn: {"text", "end"}} and `turns/TURN.flac`,
as one voice a call, chosen as VOICES says; and the calls' records, CALL.json, if names are to be known.
FOLDER holds read speech and `references.json` {file name without ending: words}. NAMEs are further recognisers to be
measured, as `followup models` lists them. Word error: words replaced, left out and put in, of those said, without
fillers and punctuation, numbers spelt out. Each recogniser runs in a process of its own, and is new to every speaker,
as in a call. Times are of the processor. Final latency is the compute after the last frame, per 10 s of turn. Spoken
calls are heard whole; telephone band, noise and known names only with the first turns of every fourth call, and a
third of the read speech, unless --all is given.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from benchmarks.word_errors import errors
from simulator.audio import FRAME_SAMPLES, RATE, Sound, read_mono, to_int16
from simulator.hearing.recogniser import EMBEDDED, Learner, load_recogniser
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
    expected: tuple[str, ...] = ()
    """Names and the job, as profile and scenario tell them."""

    def sound(self) -> Sound:
        sound = read_mono(self.path)
        return sound if self.end is None else sound[: int((self.end + AFTER) * RATE)]


def spoken_calls(folder: Path) -> list[Turn]:
    truth = json.loads((folder / "turns" / "truth.json").read_text(encoding="utf-8"))
    turns = []
    for key, turn in sorted(truth.items()):
        call = key.partition("-")[0]
        voice = VOICES[sum(map(ord, call)) % len(VOICES)]
        path = folder / "turns" / f"{key}.flac"
        turns.append(Turn(call, voice, turn["text"], path, turn["end"], names_of(folder / f"{call}.json")))
    return turns


def names_of(record: Path) -> tuple[str, ...]:
    """What a call's record tells of the people in it; nothing where there is no record."""
    if not record.exists():
        return ()
    call = json.loads(record.read_text(encoding="utf-8"))
    return tuple(text for side in ("candidate", "manager") for text in call.get(side, {}).values())


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


PLAIN: Final = "as spoken"
CONDITIONS: Final[dict[str, Callable[[Sound], Sound]]] = {
    PLAIN: lambda sound: sound,
    "telephone band": telephone_band,
    "noise at 20 dB": noisy(20),
    "noise at 10 dB": noisy(10),
}


@dataclass(frozen=True, slots=True)
class Set:
    """Turns that are heard in one way."""

    turns: list[Turn]
    condition: str = PLAIN
    named: bool = False
    """The names in the call are known."""


class Own:
    """A recogniser as in a call: streaming, new to every speaker."""

    def __init__(self, name: str) -> None:
        self._name = name
        self.loads: list[float] = []

    def meet(self, turn: Turn, *, named: bool) -> None:
        """Another speaker; `named`: their names and job are known."""
        began = time.process_time()
        self._recogniser = load_recogniser(self._name, expected=turn.expected if named else ())
        self.loads.append(time.process_time() - began)

    def hear(self, sound: Sound) -> tuple[str, float]:
        """The words, and the seconds after the last frame."""
        self._recogniser.start()
        for at in range(0, len(sound), FRAME_SAMPLES):
            self._recogniser.feed(sound[at : at + FRAME_SAMPLES].tobytes())
        began = time.process_time()
        text = self._recogniser.finish().text
        wait = time.process_time() - began
        if isinstance(self._recogniser, Learner):
            self._recogniser.learn()
        return text, wait


class Beside:
    """SpeechRecognition's adapter with its defaults: the whole turn at once, the model loaded every time."""

    name = "recognize_sphinx"

    def __init__(self) -> None:
        self.loads: list[float] = []
        import speech_recognition

        self._recogniser = speech_recognition.Recognizer()
        self._audio, self._nothing = speech_recognition.AudioData, speech_recognition.UnknownValueError

    def meet(self, turn: Turn, *, named: bool) -> None:
        """It knows nobody, and keeps nothing."""

    def hear(self, sound: Sound) -> tuple[str, float]:
        """The words, and the seconds after the last frame: all of them."""
        began = time.process_time()
        try:
            text = str(self._recogniser.recognize_sphinx(self._audio(sound.tobytes(), RATE, 2)))
        except self._nothing:
            text = ""
        return text, time.process_time() - began


def measured(name: str, sets: dict[str, Set]) -> dict[str, dict[str, Any]]:
    """One row a set."""
    ears = Beside() if name == Beside.name else Own(name)
    rows = {}
    for title, spoken in sets.items():
        if spoken.named and isinstance(ears, Beside):
            continue  # it cannot be told names
        rows[title] = _row(ears, spoken)
        rows[title]["load (s)"] = round(float(np.median(ears.loads)), 2) if ears.loads else None
        rows[title]["memory (MB)"] = _peak_memory()
    return rows


def _row(ears: Own | Beside, spoken: Set) -> dict[str, Any]:
    wrong: defaultdict[str, int] = defaultdict(int)
    said: defaultdict[str, int] = defaultdict(int)
    seconds = compute = 0.0
    waits = []
    speaker = None
    for turn in spoken.turns:
        if turn.speaker != speaker:
            speaker = turn.speaker
            ears.meet(turn, named=spoken.named)
        sound = CONDITIONS[spoken.condition](turn.sound())
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
        "turns": len(spoken.turns),
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


def sets_of(folder: Path, speech: Path | None, *, part: bool = True, short: bool = False) -> dict[str, Set]:
    """Name → what is heard there. `short`: of all turns every 16th, and of read speech every 10th."""
    calls = spoken_calls(folder)[:: 16 if short else 1]
    title, heard = ("calls in part", beginnings(calls)) if part else ("calls", calls)
    sets = {f"calls, {PLAIN}": Set(calls)}
    sets |= {f"{title}, {condition}": Set(heard, condition) for condition in CONDITIONS}
    if any(turn.expected for turn in calls):
        sets[f"{title}, names known"] = Set(heard, named=True)
    if speech is not None:
        sets["read speech"] = Set(read_speech(speech)[:: 10 if short else 3 if part else 1])
    return sets


def beginnings(calls: list[Turn]) -> list[Turn]:
    """The first turns of every fourth call: whole stretches, so that a recogniser can get to know the voice."""
    speakers = list(dict.fromkeys(turn.speaker for turn in calls))[::4]
    return [turn for speaker in speakers for turn in [turn for turn in calls if turn.speaker == speaker][:4]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("spoken", type=Path)
    parser.add_argument("--speech", type=Path)
    parser.add_argument("--recogniser", action="append", default=[], metavar="NAME")
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--short", action="store_true")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--no-beside", action="store_true")
    wish = parser.parse_args()
    sets = sets_of(wish.spoken, wish.speech, part=not wish.all, short=wish.short)
    table = {}
    for name in [EMBEDDED, *wish.recogniser, *([] if wish.no_beside else [Beside.name])]:
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
