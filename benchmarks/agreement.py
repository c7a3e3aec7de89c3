"""How far the scores agree with careful readers: quadratic weighted kappa on a folder of labelled calls.

    python benchmarks/agreement.py FOLDER [--short] [--json]

FOLDER holds call records (`*.json`, call/1) and `labels.json`: {call: {levels: {criterion: 0-4 | null}, acts: {turn:
[act, ...]}}}. Two modes: with the readers' own acts (the scoring rules alone) and with the tagger's (the whole chain).
A criterion that a reader, or the score, calls not applicable is left out of that criterion's figures.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from simulator.record import CRITERIA, CallRecord, CriterionResult, read_call
from simulator.scoring.scorecard import score

LEVELS = 5
MODES = {"readers": "with the readers' acts", "tagger": "with the tagger's acts"}
WORST = 5

Pair = tuple[str, int, CriterionResult]
"""Call, the readers' level, our result (scored)."""


def quadratic_kappa(pairs: Sequence[tuple[int, int]]) -> float | None:
    """Cohen's kappa with quadratic weights (Cohen 1968) of levels 0-4; None for no pairs or one constant level."""
    if not pairs:
        return None
    ours, theirs = [a for a, _ in pairs], [b for _, b in pairs]
    seen = sum((a - b) ** 2 for a, b in pairs) / len(pairs)
    by_chance = sum((a - b) ** 2 for a in ours for b in theirs) / len(pairs) ** 2
    return 1 - seen / by_chance if by_chance else None


def results(folder: Path, mode: str) -> dict[str, list[Pair]]:
    """Criterion → what readers and score say of each call."""
    labels = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
    pairs: dict[str, list[Pair]] = {name: [] for name in CRITERIA}
    for call, label in sorted(labels.items()):
        record = read_call(folder / f"{call}.json")
        card = score(_with_acts(record, label["acts"]) if mode == "readers" else record)
        for name in CRITERIA:
            level, result = label["levels"][name], card.criteria[name]
            if level is not None and result.level is not None:
                pairs[name].append((call, level, result))
    return pairs


def _with_acts(record: CallRecord, acts: dict[str, list[str]]) -> CallRecord:
    known = record.model_copy(deep=True)
    for index, turn in known.candidate_turns():
        turn.acts = acts.get(str(index), [])
    return known


def figures(pairs: Sequence[Pair]) -> dict[str, Any]:
    """Kappa, exact and adjacent agreement (shares), bias (levels, ours minus theirs)."""
    levels = [(result.level or 0, level) for _, level, result in pairs]
    count = max(1, len(levels))
    kappa = quadratic_kappa(levels)
    return {
        "calls": len(levels),
        "kappa": None if kappa is None else round(kappa, 3),
        "exact": round(sum(a == b for a, b in levels) / count, 3),
        "adjacent": round(sum(abs(a - b) <= 1 for a, b in levels) / count, 3),
        "bias": round(sum(a - b for a, b in levels) / count, 3),
    }


def worst(pairs: dict[str, list[Pair]]) -> list[tuple[str, str, int, CriterionResult]]:
    """The largest disagreements: criterion, call, the readers' level, our result."""
    every = [(name, *pair) for name, of_criterion in pairs.items() for pair in of_criterion]
    wrong = [item for item in every if item[3].level != item[2]]
    return sorted(wrong, key=lambda item: -abs((item[3].level or 0) - item[2]))[:WORST]


def main(arguments: list[str]) -> int:
    """Prints a table for each mode and the worst disagreements with their evidence."""
    options = {argument for argument in arguments if argument.startswith("--")}
    folders = [Path(argument) for argument in arguments if not argument.startswith("--")]
    if len(folders) != 1 or options - {"--json", "--short"}:
        print(__doc__, file=sys.stderr)
        return 2
    by_mode = {mode: results(folders[0], mode) for mode in MODES}
    table = {mode: {name: figures(pairs[name]) for name in CRITERIA} for mode, pairs in by_mode.items()}
    if "--json" in options:
        print(json.dumps(table, indent=1))
        return 0
    for mode, rows in table.items():
        print(f"\n{MODES[mode]:<24} calls  kappa  exact  adjacent   bias")
        for name, row in rows.items():
            kappa = "    –" if row["kappa"] is None else f"{row['kappa']:5.2f}"
            shares = f"{row['exact']:5.2f}  {row['adjacent']:8.2f}  {row['bias']:+5.2f}"
            print(f"  {name:<22} {row['calls']:5}  {kappa}  {shares}")
        if "--short" not in options:
            _print_worst(by_mode[mode])
    return 0


def _print_worst(pairs: dict[str, list[Pair]]) -> None:
    for name, call, level, result in worst(pairs):
        print(f"\n  {call} {name}: readers {level}, score {result.level} – {result.why}")
        for item in result.evidence:
            print(f"    turn {'–' if item.turn is None else item.turn}: {item.finding}: {item.quote}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
