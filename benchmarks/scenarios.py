"""How long it takes to load and to look over all scenarios, in milliseconds per hundred.

    python -m benchmarks.scenarios [--short] [--json]

Target: load and lint under 300 ms per hundred. The tests that scenarios hold are calls, and are timed on their own.
Each figure is the least of many rounds, in processor time: whatever else the machine does can only add to it. What the
YAML library alone takes is shown beside them: how many times as long the rest takes hardly depends on the machine.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

from simulator.dialogue.timeline import run_tests
from simulator.scenario.catalogue import catalogue_folder
from simulator.scenario.lint import lint
from simulator.scenario.loader import common_stock, load_scenario
from simulator.scenario.source import yaml_events
from simulator.understanding.tagger import tagger


def per_hundred(work: Callable[[Path], object], paths: list[Path], rounds: int) -> float:
    """Milliseconds of processor time that the work takes for a hundred files like these."""
    took = []
    for _ in range(rounds):
        began = time.process_time()
        for path in paths:
            work(path)
        took.append(time.process_time() - began)
    return min(took) * 1000 * 100 / len(paths)


def scan(path: Path) -> None:
    """What the YAML library itself does: the least that reading a file can take."""
    following = yaml_events(path.read_text(encoding="utf-8"))
    while following() is not None:
        pass


def main() -> None:
    """Prints the figures."""
    rounds = 5 if "--short" in sys.argv else 30
    paths = sorted(catalogue_folder().glob("*.yaml"))
    common_stock()
    tags = tagger()
    tests = 3 if "--short" in sys.argv else 5
    table = {
        "scan the YAML": per_hundred(scan, paths, rounds),
        "load": per_hundred(load_scenario, paths, rounds),
        "load and lint": per_hundred(lint, paths, rounds),
        "load, and play the tests": per_hundred(lambda path: run_tests(load_scenario(path), tags), paths, tests),
    }
    if "--json" in sys.argv:
        print(json.dumps({"scenarios": len(paths), "ms per hundred": {k: round(v) for k, v in table.items()}}))
        return
    print(f"{len(paths)} scenarios, {sum(path.stat().st_size for path in paths) // len(paths)} bytes on average")
    for name, value in table.items():
        print(f"{name:26} {value:6.0f} ms per hundred {value / table['scan the YAML']:6.1f} ×")


if __name__ == "__main__":
    main()
