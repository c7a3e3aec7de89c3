"""How quickly the command answers: `followup --help` beside `python -c "import click"`, alternating, in one run.

    python -m benchmarks.startup [--short] [--json]

Target: at most three times as long.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time

COMMANDS = {
    "import click": [sys.executable, "-c", "import click"],
    "followup --help": [sys.executable, "-m", "simulator", "--help"],
    "followup --version": [sys.executable, "-m", "simulator", "--version"],
}


def main() -> None:
    """Prints medians in milliseconds and the ratio to the first."""
    repeats = 5 if "--short" in sys.argv else 40
    took: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for _ in range(repeats):
        for name, command in COMMANDS.items():
            began = time.perf_counter()
            subprocess.run(command, check=True, capture_output=True)
            took[name].append((time.perf_counter() - began) * 1000)
    medians = {name: statistics.median(values) for name, values in took.items()}
    reference = medians["import click"]
    table = {
        name: {"median ms": round(value, 1), "ratio": round(value / reference, 2)} for name, value in medians.items()
    }
    if "--json" in sys.argv:
        print(json.dumps(table))
    else:
        for name, row in table.items():
            print(f"{name:20} {row['median ms']:8.1f} ms   {row['ratio']:5.2f} ×")


if __name__ == "__main__":
    main()
