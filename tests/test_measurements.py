"""The page of measurements: a missed limit is shown in it, a benchmark that broke is not."""

from __future__ import annotations

import subprocess
import sys

import pytest

from benchmarks.measurements import answered


def ran(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)


def test_a_missed_limit_is_measured_all_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    missed = ran("""print('{"median_ms": 61.5}'); raise SystemExit(1)""")
    assert answered("scoring", missed) == {"median_ms": 61.5}
    assert "a limit is missed" in capsys.readouterr().err


@pytest.mark.parametrize("code", ["raise SystemExit('no model')", "print('no model')", "print('[]')"])
def test_an_answer_without_figures_ends_the_program_with_what_was_said(code: str) -> None:
    with pytest.raises(SystemExit, match=r"scoring failed.*\n(no model|\[\])"):
        answered("scoring", ran(code))
