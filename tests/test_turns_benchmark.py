"""The benchmark of turn ends: a system that decides nothing has no delay; without flite there is nothing to hear."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from benchmarks.turns import Turn, figures

ROOT = Path(__file__).parents[1]
TURN = Turn(np.zeros(16_000, np.int16), 0.8, [], [])


def test_without_a_decision_there_is_no_delay() -> None:
    row = figures([TURN, TURN], lambda turn: [])
    assert json.loads(json.dumps(row, allow_nan=False)) == {
        "turns": 2,
        "cut in": 0.0,
        "never": 1.0,
        "median delay, s": None,
        "90th percentile, s": None,
    }


@pytest.mark.parametrize(("at", "cut_in", "delay"), [(0.6, 1.0, None), (0.75, 0.0, -0.05), (1.4, 0.0, 0.6)])
def test_a_decision_is_a_cut_in_or_has_a_delay(at: float, cut_in: float, delay: float | None) -> None:
    row = figures([TURN], lambda turn: [at])
    assert (row["cut in"], row["median delay, s"], row["90th percentile, s"]) == (cut_in, delay, delay)


@pytest.mark.parametrize(
    "command", [["-m", "benchmarks.turns", "--short"], ["corpus/speak_turns.py", "turns", "--turns", "1"]]
)
def test_without_flite_one_line_says_so(command: list[str], tmp_path: Path) -> None:
    arguments = [str(tmp_path / part) if part == "turns" else part for part in command]
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={**os.environ, "PATH": str(tmp_path)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert "flite" in line and "not installed" in line
    assert not (tmp_path / "turns").exists(), "nothing is written"
