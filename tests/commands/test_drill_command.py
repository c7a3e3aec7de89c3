"""`followup drill`, typed through a pipe in virtual time."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path
from typing import Any

import pytest

from simulator.cli import main
from simulator.commands import practice
from simulator.record import read_call, read_scorecard
from simulator.voice.lines import Speaker
from tests.fakes import SilentSynthesiser

OPENING = (
    "Hello, this is Robin Hale. I interviewed for the order clerk position on Tuesday of last week, "
    "and I'm calling to ask whether you have reached a decision."
)


@pytest.fixture(autouse=True)
def silent_voice(monkeypatch: pytest.MonkeyPatch) -> None:
    def speaker(_: str | None) -> contextlib.AbstractContextManager[Speaker]:
        return contextlib.nullcontext(SilentSynthesiser())

    monkeypatch.setattr(practice, "speaker", speaker)


@pytest.fixture
def drill(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    """Runs a drill with these lines typed; gives its JSON."""

    def run(*arguments: str, typed: list[str]) -> Any:
        path = tmp_path / "typed.txt"
        path.write_text("".join(f"{line}\n" for line in typed), encoding="utf-8")
        with path.open(encoding="utf-8") as lines:
            monkeypatch.setattr("sys.stdin", lines)
            main(["drill", *arguments, "--line", "keyboard", "--seed", "1", "--json"])
        return json.loads(capsys.readouterr().out)

    return run


def test_good_introductions_lead_to_harder_ones(drill: Any, home: Path) -> None:
    done = drill("introduction", typed=[OPENING] * 5)
    assert [one["level"] for one in done["exercises"]] == [1, 2, 3, 3, 3]
    assert [one["points"] for one in done["exercises"]] == [100] * 5
    assert len(list((home / "calls").iterdir())) == 5


def test_a_bad_one_is_not_followed_by_a_harder_one_and_gets_advice(drill: Any) -> None:
    done = drill(
        "introduction", "--exercises", "2", typed=["Hello.", "Robin.", "Yes.", "Yes.", "Yes.", OPENING, OPENING]
    )
    first = done["exercises"][0]
    assert first["points"] <= 50 and "all four" in first["advice"]
    assert [one["level"] for one in done["exercises"]] == [1, 1]


def test_whoever_keeps_quiet_and_whoever_talks(drill: Any) -> None:
    kept = drill("silence", "--exercises", "1", "--level", "2", typed=[OPENING, "", ""])
    filled = drill(
        "silence", "--exercises", "1", "--level", "2", typed=[OPENING, "You can tell me anything.", "What is it then?"]
    )
    assert kept["exercises"][0]["points"] == 100
    assert filled["exercises"][0]["points"] <= 25
    assert (kept["next_level"], filled["next_level"]) == (3, 1)


@pytest.mark.parametrize(
    ("skill", "level", "good", "poor"),
    [
        ("enthusiasm", "1", ["I'd love to. I really enjoyed how you pack the night orders."], ["Yes, I suppose."]),
        ("asking", "1", [OPENING, "What are the next steps?", "Is there anything I should bring?"], [OPENING, "Okay."]),
        ("asking", "2", [OPENING, "When will you decide?", "May I call you again then?"], [OPENING, "Okay."]),
        ("asking", "3", [OPENING, "What could I have done better?", "Do you have other openings?"], [OPENING, "Okay."]),
        ("closing", "2", [OPENING, "Thank you for your time. All the best to the team. Goodbye!"], [OPENING, "Right."]),
    ],
)  # fmt: skip
def test_only_the_skill_is_scored_and_doing_well_pays(
    drill: Any, home: Path, skill: str, level: str, good: list[str], poor: list[str]
) -> None:
    points = []
    for typed in (good, poor):
        done = drill(skill, "--exercises", "1", "--level", level, typed=typed)
        points.append(done["exercises"][0]["points"])
        folder = home / "calls" / done["exercises"][0]["call"]
        assert list(read_scorecard(folder / "scorecard.json").criteria) == [skill]
        assert read_call(folder / "call.json").drill == skill
    assert points[0] >= 75 and points[1] <= 50


def test_without_a_name_the_weakest_of_the_history_is_drilled(
    drill: Any, capsys: pytest.CaptureFixture[str], home: Path
) -> None:
    assert drill("--exercises", "1", typed=[OPENING])["skill"] == "introduction"
    drill("asking", "--exercises", "1", typed=[OPENING, "Okay."])
    assert drill("--exercises", "1", typed=[OPENING, "Okay."])["skill"] == "asking"
    main(["history", "--json"])
    listed = json.loads(capsys.readouterr().out)
    assert sorted(call["drill"] for call in listed) == ["asking", "asking", "introduction"]
    main(["history"])
    assert "Call 0 of 9" in capsys.readouterr().out, "a drill is no dose"


def test_it_stops_when_nothing_more_is_typed(drill: Any) -> None:
    assert len(drill("introduction", typed=[OPENING, OPENING])["exercises"]) == 2
    with pytest.raises(SystemExit) as ended:
        drill("introduction", typed=[])
    assert ended.value.code == 2


def test_another_line_is_wrong_use(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["drill", "silence", "--line", "telegraph"])
    assert ended.value.code == 2
    assert capsys.readouterr().err == "followup: --line telegraph: give microphone or keyboard\n"
