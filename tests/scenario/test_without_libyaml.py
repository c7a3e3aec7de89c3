"""Where PyYAML was built without libyaml, its scanner in Python reads the same."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from simulator.drills import exercises
from simulator.scenario.catalogue import catalogue_folder
from simulator.scenario.loader import COMMON_PATH, examine
from simulator.scenario.source import Source, parse_source, read_source
from tests.small_scenario import SMALL, examination

FOLDERS = (catalogue_folder(), COMMON_PATH.parent, Path(exercises.__file__).parent)
FILES = [path for folder in FOLDERS for path in sorted(folder.glob("*.yaml"))]

if not hasattr(yaml, "CSafeLoader"):
    pytest.skip("there is no libyaml to compare with", allow_module_level=True)


def read_in_python(path: Path, monkeypatch: pytest.MonkeyPatch) -> Source:
    with monkeypatch.context() as patch:
        patch.delattr(yaml, "CSafeLoader")
        return read_source(path)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_file_of_ours_says_the_same_in_both(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert (quick := read_source(path)).data is not None
    assert read_in_python(path, monkeypatch).data == quick.data


def test_a_question_mark_within_brackets_needs_no_quotation_marks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(yaml, "CSafeLoader")
    shown = examination(SMALL.replace("[Bye., Bye then.]", "[Who?, What? Me?]"))
    assert shown.scenario is not None
    assert shown.scenario.endings["vague"].say == ["Who?", "What? Me?"]


def test_a_fault_stands_at_the_same_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "small.yaml"
    path.write_text(SMALL.replace("think: 4", "think: soon").replace("title: Small", "title: Small?\ntitle: No?"))
    quick = examine(path)
    monkeypatch.delattr(yaml, "CSafeLoader")
    assert [str(fault) for fault in examine(path).faults] == [str(fault) for fault in quick.faults]
    assert [fault.code for fault in quick.faults] == ["S008"]


@pytest.mark.parametrize("text", ["a: &x [1]", "a: *x", "a: !!str 1", "a: [" * 5000, "[" * 5000, "a: {b: c"])
def test_what_is_refused_is_refused_in_both(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    codes = {fault.code for fault in parse_source(text).faults}
    monkeypatch.delattr(yaml, "CSafeLoader")
    assert {fault.code for fault in parse_source(text).faults} == codes
