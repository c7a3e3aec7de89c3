"""How fast and how well a call hears: loading, decoding, the wait for the final words, the step, words wrong.

    python -m benchmarks.hearing [--short] [--json] [--speech FOLDER] [--settings]

Words are taken from the recorded candidates of the demonstration, from sentences that flite speaks where it is
installed, and from FOLDER, which holds sound files and a `references.json` {file name without ending: words}.
`--settings` compares the embedded recogniser's settings instead.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import time
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks.flite import spoken_by_flite
from benchmarks.word_errors import errors, plain_words
from simulator.audio import FRAME_SAMPLES, FRAME_SECONDS, RATE, SILENCE, Sound, frames_in, read_mono
from simulator.demo.candidates import CANDIDATES, clip_path
from simulator.hearing.end_of_turn import WaitByWords
from simulator.hearing.events import TurnEnded
from simulator.hearing.hearing import Hearing
from simulator.hearing.sphinx import Sphinx

SENTENCES = """
Hi, this is Daniel Brooks, I interviewed with you last Tuesday for the warehouse supervisor position.
I was wondering whether you have made a decision about the job yet.
Thank you so much, that is wonderful news, I am really excited to join the team. What are the next steps?
I understand, and I completely respect your decision. Could you give me some feedback on my interview?
If the position opens up again, I would be very grateful if you kept me in mind.
Are there any other openings in the company at the moment that might suit my experience?
So, um, I wanted to ask about the salary and when you would like me to start.
No, I don't have any other questions. Thank you for your time, and have a lovely weekend. Goodbye.
""".strip().splitlines()
VOICES = ("slt", "rms")
SETTINGS: dict[str, dict[str, Any]] = {
    "with a flat-lexicon pass": {"fwdflat": True, "maxhmmpf": 30_000},
    "without": {"maxhmmpf": 30_000},
    "and at most 6000 HMMs (ours)": {},
    "and no best path": {"bestpath": False},
}

Spoken = list[tuple[str, Sound]]
"""(what was said, its sound), …"""


def in_a_room(sound: Sound) -> Sound:
    """With 0.3 s of quiet before, 0.9 s after, and a noise floor of −64 dB."""
    padded = np.pad(sound.astype(np.float64), (RATE * 3 // 10, RATE * 9 // 10))
    noise = np.random.default_rng(len(sound)).normal(0, 20, len(padded))
    return np.asarray(np.clip(padded + noise, -32_768, 32_767), np.int16)


def sets(folder: Path | None, short: bool) -> dict[str, Spoken]:
    """Name → what is spoken there."""
    found = {
        f"candidate {name}": [
            (line.text, read_mono(clip_path(name, number))) for number, line in enumerate(candidate.lines)
        ]
        for name, candidate in CANDIDATES.items()
    }
    if shutil.which("flite"):
        for voice in VOICES:
            sentences = SENTENCES[: 3 if short else None]
            found[f"flite {voice}"] = list(zip(sentences, spoken_by_flite(voice, sentences), strict=True))
    if folder is not None:
        references = json.loads((folder / "references.json").read_text(encoding="utf-8"))
        files = sorted(path for path in folder.iterdir() if path.stem in references)
        found[folder.name] = [(references[path.stem], read_mono(path)) for path in files[:: 10 if short else 1]]
    return found


def decode(sphinx: Sphinx, sound: Sound) -> tuple[str, float, float]:
    """The words, seconds of processor time while speaking, and after the end."""
    sphinx.start()
    began = time.process_time()
    for at in range(0, len(sound), FRAME_SAMPLES):
        sphinx.feed(sound[at : at + FRAME_SAMPLES].tobytes())
    ended = time.process_time()
    text = sphinx.finish().text
    return text, ended - began, time.process_time() - ended


def recognition(spoken: Spoken, settings: dict[str, Any]) -> dict[str, float]:
    """Word error, real-time factor, and seconds of compute after the end per 10 s of turn: all, and the worst turn."""
    sphinx = Sphinx(**settings)
    wrong = said = 0
    during, after, per_ten = 0.0, 0.0, []
    length = 0.0
    for text, sound in spoken:
        turn = in_a_room(sound)
        heard, decoding, finishing = decode(sphinx, turn)
        wrong += errors(plain_words(text), plain_words(heard))
        said += len(plain_words(text))
        seconds = len(turn) / RATE
        during, after, length = during + decoding, after + finishing, length + seconds
        per_ten.append(10 * finishing / seconds)
    return {
        "words": said,
        "word error": round(wrong / said, 3),
        "real-time factor": round((during + after) / length, 3),
        "final per 10 s (s)": round(10 * after / length, 3),
        "worst (s)": round(max(per_ten), 3),
    }


def ten_seconds(spoken: Spoken) -> Sound:
    """10 s of speech."""
    return np.concatenate([sound for _, sound in spoken])[: 10 * RATE]


def final_latency(turn: Sound, repeats: int) -> dict[str, float]:
    """Seconds from the decision that a 10 s turn is over until its words are there, through the worker process."""
    waits = []
    hearing = Hearing(policy=WaitByWords(patience=20))  # no pause within the 10 s ends the turn
    began = time.perf_counter()
    hearing.wait_ready()
    load = time.perf_counter() - began
    for _ in range(repeats):
        for at in range(0, len(turn) - FRAME_SAMPLES, FRAME_SAMPLES):
            hearing.step(turn[at : at + FRAME_SAMPLES], False)
            hearing.settle()
        began = time.perf_counter()
        ended, *_ = hearing.end()
        waits.append(time.perf_counter() - began)
        if not isinstance(ended, TurnEnded) or ended.end_frame - ended.start_frame < frames_in(9):
            raise RuntimeError(f"not one turn of 10 s: {ended}")
    hearing.close()
    return {
        "load, until ready (s)": round(load, 3),
        "final of a 10 s turn, median (s)": round(statistics.median(waits), 3),
        "final of a 10 s turn, worst (s)": round(max(waits), 3),
    }


def step_cost(turn: Sound, seconds: float) -> dict[str, float]:
    """Milliseconds of one step, at the pace of real time, while the worker decodes beside it."""
    costs: list[float] = []
    hearing = Hearing()
    hearing.wait_ready()
    begin = time.perf_counter()
    for number in range(frames_in(seconds)):
        at = number * FRAME_SAMPLES % (len(turn) - FRAME_SAMPLES)
        frame = turn[at : at + FRAME_SAMPLES]
        time.sleep(max(0.0, begin + number * FRAME_SECONDS - time.perf_counter()))
        began = time.perf_counter()
        hearing.step(frame, False)
        costs.append(1000 * (time.perf_counter() - began))
    hearing.close()
    return {
        "step, median (ms)": round(statistics.median(costs), 2),
        "step, 99th percentile (ms)": round(float(np.percentile(costs, 99)), 2),
        "step, worst (ms)": round(max(costs), 2),
    }


def silence_cost() -> dict[str, float]:
    """Seconds for ten minutes of silence in virtual time: digital, and of a quiet room."""
    figures = {}
    random = np.random.default_rng(1)
    room: list[npt.NDArray[np.int16]] = [random.normal(0, 20, FRAME_SAMPLES).astype(np.int16) for _ in range(100)]
    for name, frames in {"digital": [SILENCE], "of a room": room}.items():
        hearing = Hearing()
        hearing.wait_ready()
        began = time.perf_counter()
        for number in range(frames_in(600)):
            hearing.step(frames[number % len(frames)], False)
            hearing.settle()
        figures[f"ten minutes of silence, {name} (s)"] = round(time.perf_counter() - began, 2)
        hearing.close()
    return figures


def print_table(rows: dict[str, dict[str, float]]) -> None:
    columns = list(next(iter(rows.values())))
    print(f"{'':28}" + "".join(f"{column:>20}" for column in columns))
    for name, row in rows.items():
        print(f"{name:28}" + "".join(f"{row[column]:>20}" for column in columns))


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--short", action="store_true", help="fewer sentences and repeats")
    options.add_argument("--json", action="store_true", help="one JSON object on standard output")
    options.add_argument("--speech", type=Path, metavar="FOLDER", help="more speech, with its references.json")
    options.add_argument("--settings", action="store_true", help="compare the embedded recogniser's settings")
    wish = options.parse_args()
    spoken = sets(wish.speech, wish.short)
    if wish.settings:
        tables = {
            name: {setting: recognition(turns, options) for setting, options in SETTINGS.items()}
            for name, turns in spoken.items()
        }
    else:
        tables = {"recognition": {name: recognition(turns, {}) for name, turns in spoken.items()}}
    figures: dict[str, float] = {}
    if not wish.settings:
        turn = ten_seconds(spoken["candidate good"])
        figures |= final_latency(turn, 3 if wish.short else 10)
        figures |= step_cost(turn, 5.0 if wish.short else 30.0)
        figures |= silence_cost()
    if wish.json:
        print(json.dumps({**tables, **figures}))
        return
    for name, rows in tables.items():
        print(name)
        print_table(rows)
        print()
    for name, value in figures.items():
        print(f"{name:44} {value:>8}")


if __name__ == "__main__":
    main()
