"""The page about lint is true: each code has an example, and lint says about it what the page says."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from simulator.dialogue.coverage import lint_with_tests
from simulator.scenario.diagnostics import CODES, Diagnostic
from tests.scenario.page_examples import Example, examples, merged

PAGE = (Path(__file__).parents[2] / "docs" / "diagnostics.md").read_text(encoding="utf-8")
GOOD, EXAMPLES = examples(PAGE)


def told_about(path: Path) -> str:
    return "".join(f"{path.name}:{fault}\n" for fault in lint_with_tests(path).faults)


def test_every_code_has_a_section_in_order_with_its_meaning_as_the_title() -> None:
    assert {example.code: example.title.lower() for example in EXAMPLES} == {
        code: meaning.lower() for code, meaning in CODES.items()
    }
    assert [example.code for example in EXAMPLES] == sorted(CODES)


def test_a_fault_that_the_page_does_not_explain_cannot_be_told() -> None:
    with pytest.raises(ValueError, match="S999"):
        Diagnostic("S999", 1, 1, "odd")


def test_the_file_without_a_fault_has_none(tmp_path: Path) -> None:
    path = tmp_path / "example.yaml"
    path.write_text(GOOD, encoding="utf-8")
    assert told_about(path) == ""


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.code)
def test_the_example_fails_as_the_page_says(example: Example, tmp_path: Path) -> None:
    path = tmp_path / "example.yaml"
    if example.language == "python":
        code = f"from pathlib import Path\n{example.text}"
        subprocess.run([sys.executable, "-X", "utf8", "-c", code], cwd=tmp_path, check=True)
    else:
        whole_file = example.code.startswith("S0")
        path.write_text(example.text if whole_file else merged(GOOD, example.text), encoding="utf-8")
    assert told_about(path) == example.told
    assert {line.split()[1] for line in example.told.splitlines()} == {example.code}
