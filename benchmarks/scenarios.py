"""How long it takes to load and to look over all scenarios, in milliseconds per hundred.

    python benchmarks/scenarios.py [--short] [--json]

Target: load and lint under 300 ms per hundred. The tests that scenarios hold are calls, and are timed on their own.
Each figure is the median of several rounds, in processor time.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from simulator.dialogue.timeline import run_tests
from simulator.scenario.catalogue import catalogue_folder
from simulator.scenario.lint import lint
from simulator.scenario.loader import common_stock, load_scenario
from simulator.understanding.tagger import tagger


def per_hundred(work: Callable[[Path], object], paths: list[Path], rounds: int) -> float:
    """Milliseconds of processor time that the work takes for a hundred files like these."""
    took = []
    for _ in range(rounds):
        began = time.process_time()
        for path in paths:
            work(path)
        took.append((time.process_time() - began) * 1000 * 100 / len(paths))
    return statistics.median(took)


def main() -> None:
    """Prints the three figures."""
    rounds = 3 if "--short" in sys.argv else 20
    paths = sorted(catalogue_folder().glob("*.yaml"))
    common_stock()
    tags = tagger()
    tests = 1 if "--short" in sys.argv else 5
    table = {
        "load": per_hundred(load_scenario, paths, rounds),
        "load and lint": per_hundred(lint, paths, rounds),
        "load, and play the tests": per_hundred(lambda path: run_tests(load_scenario(path), tags), paths, tests),
    }
    if "--json" in sys.argv:
        print(json.dumps({"scenarios": len(paths), "ms per hundred": {k: round(v) for k, v in table.items()}}))
        return
    print(f"{len(paths)} scenarios, {sum(path.stat().st_size for path in paths) // len(paths)} bytes on average")
    for name, value in table.items():
        print(f"{name:26} {value:6.0f} ms per hundred")


if __name__ == "__main__":
    main()
