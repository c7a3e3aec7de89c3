"""`followup plan`, as a person and as a script run it."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from simulator.cli import main


def test_a_script_gets_json_and_nothing_else(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    main(["profile", "--name", "Ana Silva", "--company", "St Mary's"])
    capsys.readouterr()
    main(["plan", "--promised", "2026-03-12", "--today", "2026-03-10", "--json", "--page", str(page)])
    output, errors = capsys.readouterr()
    plan = json.loads(output)
    assert (plan["do"], plan["on"], errors) == ("wait", "2026-03-16", "")
    assert "channel" in plan["assumed"] and "promised" not in plan["assumed"]
    assert "Ana Silva" in page.read_text(encoding="utf-8")


def test_answers_can_come_one_a_line_and_the_rest_is_taken_for_granted(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("recruiter\nnothing\n"))
    main(["plan"])
    output, errors = capsys.readouterr()
    assert output.startswith("Go through the recruiter") and "(P5)" in output
    assert "followup call recruiter-no-news" in output
    assert "Taken for granted" in output and "through a recruiter" in errors


def test_a_wrong_answer_is_asked_again(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("carrier pigeon\nintroducer\n"))
    main(["plan"])
    output, errors = capsys.readouterr()
    assert output.startswith("Go through the one who introduced you")
    assert "carrier pigeon" in errors


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--promised", "soon"], "write it as 2026-03-31"),
        (["--channel", "pigeon"], "'pigeon' is not one of"),
        (["--page", "no/such/folder/page.html"], "cannot be written"),
    ],
)
def test_wrong_use_is_named(capsys: pytest.CaptureFixture[str], arguments: list[str], said: str) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["plan", "--json", *arguments])
    output, errors = capsys.readouterr()
    assert (ended.value.code, output) == (2, "") and said in errors
