"""Do the managers know what to answer? The share of candidate turns of recorded calls that get a fitting answer.

    python -m benchmarks.replay FOLDER [--short] [--json]

FOLDER holds call records (`*.json`, call/1). The candidate turns of each are said to the manager of the scenario that
is nearest to it; `followup scenarios replay` does the same, and lists the turns that are left. Target: 90 %.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from simulator.dialogue.fitting import replay_call
from simulator.errors import BadRecord
from simulator.record import CallRecord, read_call
from simulator.scenario.catalogue import list_scenarios
from simulator.scenario.matching import Matching


def calls(folder: Path) -> list[CallRecord]:
    """The call records of a folder; other files are passed over."""
    found = []
    for path in sorted(folder.glob("*.json")):
        try:
            found.append(read_call(path))
        except BadRecord:
            continue
    return found


def main() -> None:
    """Prints the share, and why the other turns have no fitting answer."""
    records = calls(Path(sys.argv[1]))[: 4 if "--short" in sys.argv else None]
    matching = Matching(list_scenarios())
    turns = [turn for record in records for turn in replay_call(record, matching.nearest(record))]
    fitting = sum(turn.fits for turn in turns)
    table = {
        "calls": len(records),
        "candidate turns": len(turns),
        "with a fitting answer": fitting,
        "percent": round(100 * fitting / max(len(turns), 1), 1),
    }
    for why in sorted({turn.why_not for turn in turns if not turn.fits}):
        table[why] = sum(turn.why_not == why for turn in turns)
    if "--json" in sys.argv:
        print(json.dumps(table))
        return
    for name, value in table.items():
        print(f"{name:26} {value}")


if __name__ == "__main__":
    main()
