"""The house as a whole: imports never run upwards, and what the documents speak of is there."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "simulator"
ROOMS = (
    ("errors", "audio", "home", "files"),
    ("record", "turn_taking"),
    ("understanding",),
    ("scenario",),
    ("dialogue",),
    ("models",),
    ("hearing", "voice"),
    ("call",),
    ("lines",),
    ("scoring",),
    ("review", "planning"),
    ("drills",),
    ("history",),
    ("demo",),
    ("commands",),
    ("cli",),
)
"""From the bottom up, as in docs/contributing.md: a room may import its own row and the rows before it."""
RANK = {room: rank for rank, row in enumerate(ROOMS) for room in row}
WITHOUT_SOUND_OR_CLOCK = {"time", "datetime", "threading", "multiprocessing", "soundfile", "sounddevice", "socket"}


def room_of(module: str) -> str:
    return module.split(".")[1]


def imports(path: Path) -> list[str]:
    """Every module that a file imports, anywhere in it."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
            found += names if node.module == "simulator" else [node.module]
        elif isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
    return found


FILES = sorted(
    path for path in PACKAGE.rglob("*.py") if path.parent != PACKAGE or path.stem not in ("__init__", "__main__")
)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_never_run_upwards(path: Path) -> None:
    own = path.relative_to(PACKAGE).with_suffix("").parts[0]
    for module in imports(path):
        if module.startswith("simulator.") and module != "simulator.__version__":
            assert RANK[room_of(module)] <= RANK[own], f"{own} imports {module}"


@pytest.mark.parametrize("path", sorted((PACKAGE / "dialogue").glob("*.py")), ids=lambda path: path.name)
def test_the_dialogue_knows_no_sound_and_no_clock(path: Path) -> None:
    assert not {module.split(".")[0] for module in imports(path)} & WITHOUT_SOUND_OR_CLOCK


def test_the_readme_has_the_two_commands_that_ci_runs() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    commands = re.findall(r"<!-- command: (\w+) -->\n```sh\n(.+)\n```", text)
    assert dict(commands).keys() == {"run", "test"}


def test_the_documents_link_to_what_is_there() -> None:
    for page in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))):
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_every_command_in_the_documents_exists() -> None:
    from simulator.cli import COMMANDS

    for page in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))):
        for name in re.findall(r"(?:^|`)(?:    )?followup ([a-z]+)\b", page.read_text(encoding="utf-8"), re.MULTILINE):
            if name not in ("call", "s"):
                assert name in COMMANDS, f"{page.name} speaks of followup {name}"
