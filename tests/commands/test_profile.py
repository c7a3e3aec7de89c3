"""`followup profile`: what is set stays, what is cleared is gone, nothing else is touched."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from simulator.cli import main
from simulator.history.profile import read_profile


def test_what_is_set_is_kept_and_shown(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["profile", "--name", "Ana  Silva", "--interview", "last Tuesday at ten, with Ms Chen"])
    main(["profile", "--position", "night nurse"])
    assert "Ana Silva" in capsys.readouterr().out
    profile = read_profile(home)
    assert (profile.name, profile.position, profile.company) == ("Ana Silva", "night nurse", "")
    assert profile.candidate().interview == "last Tuesday at ten, with Ms Chen"


def test_an_empty_value_clears_one_field_and_clear_all(home: Path) -> None:
    main(["profile", "--name", "Ana", "--position", "nurse"])
    main(["profile", "--name", ""])
    assert (read_profile(home).name, read_profile(home).position) == ("", "nurse")
    main(["profile", "--clear"])
    assert read_profile(home).position == ""


def test_unknown_fields_of_a_newer_version_are_kept(home: Path) -> None:
    (home / "profile.json").write_text(json.dumps({"format": "profile/1", "name": "Ana", "shoe_size": 41}))
    main(["profile", "--company", "St Mary's"])
    assert json.loads((home / "profile.json").read_text())["shoe_size"] == 41


def test_a_line_without_a_passage_to_read_is_wrong_use(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["profile", "--name", "Ana", "--line", "recording:voice.wav"])
    assert ended.value.code == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert "--calibrate" in line
    assert read_profile(home).name == "", "nothing is kept of a command that was not understood"


@pytest.mark.parametrize("calibration", [{}, {"pitch": "high", "loudness": 1}, {"pitch": None}])
def test_a_neutral_voice_without_its_figures_counts_as_none(
    home: Path, capsys: pytest.CaptureFixture[str], calibration: dict[str, object]
) -> None:
    (home / "profile.json").write_text(json.dumps({"format": "profile/1", "calibration": calibration}))
    main(["profile"])
    assert "(no neutral voice)" in capsys.readouterr().out


def test_json_goes_to_standard_output_alone(capsys: pytest.CaptureFixture[str]) -> None:
    main(["profile", "--name", "Ana", "--json"])
    output, errors = capsys.readouterr()
    assert json.loads(output)["name"] == "Ana"
    assert errors == ""
