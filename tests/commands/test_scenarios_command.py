"""`followup scenarios lint, new, schema, graph`: what is printed, what is written, and the exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from simulator.cli import main
from simulator.scenario.catalogue import own_folder
from tests.small_scenario import SMALL

Printed = pytest.CaptureFixture[str]


def followup(*arguments: str) -> int:
    """The exit code."""
    try:
        main(["scenarios", *arguments])
    except SystemExit as end:
        return int(end.code or 0)
    return 0


def test_a_new_scenario_lies_in_the_users_folder_and_has_no_fault(capsys: Printed) -> None:
    assert followup("new", "my-own-call") == 0
    path = own_folder() / "my-own-call.yaml"
    assert capsys.readouterr().out.strip() == str(path)
    assert "id: my-own-call" in path.read_text(encoding="utf-8")
    assert followup("lint", "my-own-call") == 0
    assert followup("test", "my-own-call") == 0


@pytest.mark.parametrize("name", ["hired", "../outside", "Capital", "x" * 61])
def test_a_new_scenario_takes_no_ones_place_and_has_an_id_for_a_name(name: str, capsys: Printed) -> None:
    assert followup("new", name) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert not own_folder().exists()


def test_lint_tells_all_faults_of_all_files_with_their_places(tmp_path: Path, capsys: Printed) -> None:
    paths = [tmp_path / "small.yaml", tmp_path / "other.yaml"]
    for path in paths:
        path.write_text(SMALL, encoding="utf-8")
    assert followup("lint", *map(str, paths)) == 1
    out, err = capsys.readouterr()
    assert out.splitlines()[-1].startswith(f"{paths[1]}:2:1 S207 ")
    assert out.splitlines()[0].startswith(f"{paths[0]}:1:1 S307 ")
    assert err == "followup: 2 faults found\n"


def test_lint_as_json_is_all_that_standard_output_holds(tmp_path: Path, capsys: Printed) -> None:
    path = tmp_path / "small.yaml"
    path.write_text(SMALL.replace("title: Small", "titel: Small"), encoding="utf-8")
    assert followup("lint", str(path), "--json") == 1
    first, second = json.loads(capsys.readouterr().out)
    assert (first["code"], first["line"], second["code"], second["line"]) == ("S102", 1, "S101", 3)
    assert Path(second["path"]) == path


def test_lint_of_something_that_is_not_there_names_the_nearest(capsys: Printed) -> None:
    assert followup("lint", "hiredd") == 2
    assert "did you mean hired" in capsys.readouterr().err


def test_the_schema_is_printed_as_json(capsys: Printed) -> None:
    assert followup("schema") == 0
    assert json.loads(capsys.readouterr().out)["title"] == "Scenario"


@pytest.mark.parametrize(("kind", "begins"), [("mermaid", "flowchart TD\n"), ("svg", "<svg ")])
def test_a_scenario_is_drawn(kind: str, begins: str, capsys: Printed) -> None:
    assert followup("graph", "hired", "--format", kind) == 0
    out, err = capsys.readouterr()
    assert out.startswith(begins)
    assert err == ""
