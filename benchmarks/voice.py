"""How long it takes until all lines of a scenario can be spoken: cold (nothing kept, no process running) and warm.

    python -m benchmarks.voice [--short] [--json]

Measured on the longest of the first four scenarios: the lines of its own file, in every variant, and those together
with the stock of lines that all calls have in common, which are rendered after them, while it rings.

Imports stay inside the functions: a worker process imports this file again before it starts.
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

SCENARIO = "hired"


def lines_of(scenario: str) -> tuple[list[Any], list[Any]]:
    """The lines of the scenario's own file, and all that can be said in it: (text, voice, mood)."""
    from simulator.dialogue.engine import Engine
    from simulator.scenario.catalogue import find_scenario

    found = find_scenario(scenario)
    engine = Engine(found, seed=1)
    own, everything = [], []
    for say in engine.lines():
        line = (say.text, engine.voice_of(say.speaker), say.mood)
        everything.append(line)
        if say.line in found.written_lines:
            own.append(line)
    return own, everything


def prepare(folder: Path, lines: list[Any]) -> tuple[float, float, float]:
    """Seconds until all lines are ready, until the first is, and seconds of sound in them."""
    from simulator.audio import RATE
    from simulator.voice.lines import LineSounds
    from simulator.voice.synthesis import Synthesiser

    ready: list[float] = []
    begin = time.perf_counter()
    with Synthesiser() as synthesiser:
        sounds = LineSounds(synthesiser, folder)
        sounds.prepare(lines, lambda *_: ready.append(time.perf_counter() - begin))
        seconds = time.perf_counter() - begin
        spoken = sum(len(sound) for line in lines if (sound := sounds.sound(*line)) is not None) / RATE
    return seconds, ready[0], spoken


def measure(lines: list[Any], repeats: int) -> dict[str, float]:
    """Medians of `repeats` cold and warm runs."""
    cold, warm, first = [], [], []
    spoken = 0.0
    for _ in range(repeats):
        with tempfile.TemporaryDirectory() as folder:
            seconds, begun, spoken = prepare(Path(folder), lines)
            cold.append(seconds)
            first.append(begun)
            warm.append(prepare(Path(folder), lines)[0])
    median = statistics.median(cold)
    return {
        "lines": len(lines),
        "speech, s": round(spoken, 1),
        "cold, s": round(median, 2),
        "worst, s": round(max(cold), 2),
        "first line, s": round(statistics.median(first), 2),
        "each further line, ms": round(1000 * (median - statistics.median(first)) / (len(lines) - 1), 1),
        "times real time": round(spoken / median),
        "warm, s": round(statistics.median(warm), 3),
    }


def main() -> None:
    """Prints the table."""
    import simulator.voice.lines
    import simulator.voice.synthesis  # noqa: F401 - importing numpy and soundfile is not what is measured

    repeats = 1 if "--short" in sys.argv else 7
    own, everything = lines_of(SCENARIO)
    table = {"its own lines": measure(own, repeats), "with the common stock": measure(everything, repeats)}
    if "--json" in sys.argv:
        print(json.dumps(table))
        return
    for name, row in table.items():
        print(f"{name:24}", "  ".join(f"{column} {value}" for column, value in row.items()))


if __name__ == "__main__":
    main()
