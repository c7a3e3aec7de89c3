"""How far the scores agree with careful readers: quadratic weighted kappa on a folder of labelled calls.

    python -m benchmarks.agreement FOLDER [--spoken FOLDER] [--corpus FILE …] [--short] [--json]

FOLDER holds call records (`*.json`, call/1) and `labels.json`: {call: {levels: {criterion: 0-4 | null}, acts: {turn:
[act, ...]}}}. Two modes: with the readers' own acts (the scoring rules alone) and with the tagger's (the whole chain).
A criterion that a reader, or the score, calls not applicable is left out of that criterion's figures.

`--spoken` adds a third mode: the same calls, spoken aloud, as two-channel recordings CALL.flac in that folder, scored
from the sound alone as `followup score CALL.flac` does (some 25 s a call). With `--corpus` the calls of corpus files
take the place of FOLDER: there is no reader, so the levels with the labelled acts stand for theirs, and what is
measured is how much the tagger's errors cost.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from simulator.record import CRITERIA, CallRecord, CriterionName, CriterionResult, Scorecard, Turn, read_call
from simulator.scoring.scorecard import score

LEVELS = 5
MODES = {
    "readers": "with the readers' acts",
    "tagger": "with the tagger's acts",
    "spoken": "from the sound alone",
    "corpus": "corpus: tagger's acts",
}
WORST = 5
CANDIDATE_PACE, MANAGER_PACE = 2.5, 2.7
"""Words a second, for the calls of the corpus, which have no times."""

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


def results(folder: Path, mode: str, spoken: Path | None = None) -> dict[str, list[Pair]]:
    """Criterion → what readers and score say of each call."""
    labels = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
    pairs: dict[str, list[Pair]] = {name: [] for name in CRITERIA}
    for call, label in sorted(labels.items()):
        if mode == "spoken":
            path = (spoken or folder) / f"{call}.flac"
            if not path.exists():
                continue
            card = score(heard(path), audio=path)
        else:
            record = read_call(folder / f"{call}.json")
            card = score(_with_acts(record, label["acts"]) if mode == "readers" else record)
        _take(pairs, call, label["levels"], card)
    return pairs


def _take(pairs: dict[str, list[Pair]], call: str, levels: Mapping[CriterionName, int | None], card: Scorecard) -> None:
    for name in CRITERIA:
        level, result = levels[name], card.criteria[name]
        if level is not None and result.level is not None:
            pairs[name].append((call, level, result))


def heard(path: Path) -> CallRecord:
    """The record of a recording, as `followup score` makes it."""
    from simulator.call.recorded import listen
    from simulator.scoring.news import heard_verdict

    record = listen(path)
    record.verdict = heard_verdict(record.turns)
    return record


def corpus_results(files: Sequence[Path]) -> dict[str, list[Pair]]:
    """The same for calls of the corpus: levels by the labelled acts, and by the tagger's."""
    pairs: dict[str, list[Pair]] = {name: [] for name in CRITERIA}
    for file in files:
        for record in corpus_calls(file):
            levels = {name: result.level for name, result in score(record).criteria.items()}
            plain = record.model_copy(deep=True)
            for _, turn in plain.candidate_turns():
                turn.acts = None
            _take(pairs, record.id, levels, score(plain))
    return pairs


def corpus_calls(file: Path) -> list[CallRecord]:
    """The whole calls ("# call 1: Name, …") of a corpus file, with their acts; everyone speaks at an even pace."""
    parts = re.split(r"(?m)^# call ", file.read_text(encoding="utf-8"))
    return [_corpus_call(file.stem, part.splitlines()) for part in parts[1:]]


def _corpus_call(source: str, lines: Sequence[str]) -> CallRecord:
    number, _, about = lines[0].partition(": ")
    verdict, turns, now = "other", [], 0.0
    for line in filter(None, map(str.strip, lines[1:])):
        acts, bar, said = line.partition("|")
        if line.startswith("verdict:"):
            told = line.removeprefix("verdict:").strip()
            verdict = verdict if told == "unknown" else told
        elif (line.startswith(">") and line[1:].strip()) or (bar and not line.startswith("#")):
            own = not line.startswith(">")
            text = said.strip() if own else line[1:].strip()
            end = now + len(text.split()) / (CANDIDATE_PACE if own else MANAGER_PACE)
            labels = [act for act in acts.split() if act != "none"] if own else None
            speaker = "candidate" if own else "manager"
            turns.append(
                Turn.model_validate({"speaker": speaker, "start": now, "end": end, "text": text, "acts": labels})
            )
            now = end + 0.4
    name = about.split(",")[0].strip()
    head = {"id": f"{source}-{number}", "verdict": verdict, "candidate": {"name": name}, "turns": turns}
    return CallRecord.model_validate(head)


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
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--spoken", type=Path, metavar="FOLDER")
    parser.add_argument("--corpus", type=Path, nargs="+", metavar="FILE")
    parser.add_argument("--short", action="store_true")
    parser.add_argument("--json", action="store_true")
    wish = parser.parse_args(arguments)
    if (wish.folder is None) == (wish.corpus is None):
        parser.error("give a folder of labelled calls, or --corpus with files")
    modes = ["readers", "tagger", *(["spoken"] if wish.spoken else [])]
    by_mode = (
        {"corpus": corpus_results(wish.corpus)}
        if wish.corpus
        else {mode: results(wish.folder, mode, wish.spoken) for mode in modes}
    )
    table = {mode: {name: figures(pairs[name]) for name in CRITERIA} for mode, pairs in by_mode.items()}
    if wish.json:
        print(json.dumps(table, indent=1))
        return 0
    for mode, rows in table.items():
        print(f"\n{MODES[mode]:<24} calls  kappa  exact  adjacent   bias")
        for name, row in rows.items():
            kappa = "    –" if row["kappa"] is None else f"{row['kappa']:5.2f}"
            shares = f"{row['exact']:5.2f}  {row['adjacent']:8.2f}  {row['bias']:+5.2f}"
            print(f"  {name:<22} {row['calls']:5}  {kappa}  {shares}")
        if not wish.short:
            _print_worst(by_mode[mode])
    return 0


def _print_worst(pairs: dict[str, list[Pair]]) -> None:
    for name, call, level, result in worst(pairs):
        print(f"\n  {call} {name}: readers {level}, score {result.level} – {result.why}")
        for item in result.evidence:
            print(f"    turn {'–' if item.turn is None else item.turn}: {item.finding}: {item.quote}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
