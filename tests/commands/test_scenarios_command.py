"""`followup scenarios lint, new, schema, graph, replay`: what is printed, what is written, and the exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from simulator.cli import main
from simulator.record import CallRecord, Candidate, Scorecard, Turn, write
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


def recorded(folder: Path, *texts: str, name: str = "one") -> Path:
    """A call record with these candidate turns."""
    turns = [Turn(speaker="candidate", start=9.0 * at, end=9.0 * at + 5, text=text) for at, text in enumerate(texts)]
    path = folder / f"{name}.json"
    who = Candidate(name="Ann Lee", position="cook", interview="Monday")
    write(CallRecord(id=name, verdict="hired", candidate=who, turns=turns), path)
    return path


def test_replay_counts_the_turns_that_get_an_answer_and_lists_the_others(tmp_path: Path, capsys: Printed) -> None:
    opening = "Hello, this is Ann Lee, I'm calling about my interview for the cook position on Monday."
    recorded(tmp_path, opening, "Purple toaster engine.", "Thank you, goodbye.")
    pairs = tmp_path / "labels.json"
    pairs.write_text('{"one": "rejected-with-reasons"}', encoding="utf-8")
    assert followup("replay", str(tmp_path), "--pairs", str(pairs)) == 0
    out, err = capsys.readouterr()
    assert "Purple toaster engine." in out
    assert out.splitlines()[-1] == "2 of 3 turns have a fitting answer: 66.7 %"
    assert "labels.json" in err


def test_replay_passes_over_the_scorecards_beside_the_calls(tmp_path: Path, capsys: Printed) -> None:
    recorded(tmp_path, "Hello, this is Ann Lee.")
    write(Scorecard(call="one"), tmp_path / "scorecard.json")
    assert followup("replay", str(tmp_path)) == 0
    assert capsys.readouterr().err == ""
    assert followup("replay", str(tmp_path / "scorecard.json")) == 1
    assert "left out" in capsys.readouterr().err, "named by itself, it is told to be no call"


def test_replay_as_json_names_call_scenario_and_turn(tmp_path: Path, capsys: Printed) -> None:
    path = recorded(tmp_path, "Hello, this is Ann Lee.")
    pairs = tmp_path / "pairs.json"
    pairs.write_text('{"one": "hiring-freeze"}', encoding="utf-8")
    assert followup("replay", str(path), "--pairs", str(pairs), "--json") == 0
    shown = json.loads(capsys.readouterr().out)
    assert (shown["turns"], shown["calls"][0]["scenario"]) == (1, "hiring-freeze")
    assert shown["calls"][0]["turns"][0]["text"] == "Hello, this is Ann Lee."


@pytest.mark.parametrize("pairs", ["[", "[1]", '{"one": 2}', '{"one": "no-such-scenario"}'])
def test_replay_refuses_bad_pairs_in_one_line(pairs: str, tmp_path: Path, capsys: Printed) -> None:
    path = recorded(tmp_path, "Hello.")
    (tmp_path / "pairs").write_text(pairs, encoding="utf-8")
    assert followup("replay", str(path), "--pairs", str(tmp_path / "pairs")) in (1, 2)
    assert capsys.readouterr().err.count("\n") == 1


def test_replay_of_a_folder_without_calls_says_so(tmp_path: Path, capsys: Printed) -> None:
    assert followup("replay", str(tmp_path)) == 1
    assert "no call record here" in capsys.readouterr().err
