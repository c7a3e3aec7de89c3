"""`followup review`: hear a call again, and put it right; nothing is lost on the way."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from simulator.cli import main
from simulator.demo.candidates import CANDIDATES, clip_path
from simulator.record import read_call, write
from simulator.scenario.catalogue import find_scenario

OPENING = CANDIDATES["good"].lines[0].text


@pytest.fixture
def spoken(home: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """The record of a call with one spoken turn."""
    main(["call", "rejected-runner-up", "--line", f"recording:{clip_path('good', 0)}", "--seed", "1", "--json"])
    folder = Path(json.loads(capsys.readouterr().out)["folder"])
    return folder / "call.json"


def test_a_call_is_heard_again_and_the_old_words_are_kept(spoken: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call = read_call(spoken)
    (index, turn) = call.candidate_turns()[0]
    call.turns[index] = turn.model_copy(update={"text": "mumble mumble", "acts": ["off_topic"], "words": None})
    write(call, spoken)
    main(["review", "--hear-again", "--json"])
    after = json.loads(capsys.readouterr().out)
    heard = after["call"]["turns"][index]
    assert "coordinator" in heard["text"] and heard["heard"] == "after" and heard["words"]
    assert heard["words"][0]["start"] >= turn.start - 0.5
    assert [text["text"] for text in heard["earlier"]] == ["mumble mumble"]
    assert after["scorecard"]["criteria"]["introduction"]["level"] >= 2
    assert read_call(spoken).turns[index].text == heard["text"]


def test_a_correction_is_scored_at_once_and_outlives_a_later_hearing(
    spoken: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    index, _ = read_call(spoken).candidate_turns()[0]
    main(["review", "--correct", str(index), OPENING, "--json"])
    corrected = json.loads(capsys.readouterr().out)
    assert corrected["scorecard"]["criteria"]["introduction"]["level"] == 4
    assert any(word["corrected"] for word in corrected["call"]["turns"][index]["words"])
    main(["review", "--hear-again", "--json"])
    assert json.loads(capsys.readouterr().out)["call"]["turns"][index]["text"] == OPENING
    assert json.loads((spoken.parent / "scorecard.json").read_text())["criteria"]["introduction"]["level"] == 4


def test_correcting_somebody_elses_turn_is_wrong_use(spoken: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = spoken.read_bytes()
    theirs = next(index for index, turn in enumerate(read_call(spoken).turns) if turn.speaker == "manager")
    with pytest.raises(SystemExit) as ended:
        main(["review", "--correct", str(theirs), "No."])
    assert ended.value.code == 2
    assert f"turn {theirs} is none of yours" in capsys.readouterr().err
    assert spoken.read_bytes() == before


def test_a_call_is_named_as_people_name_it(spoken: Path, capsys: pytest.CaptureFixture[str]) -> None:
    title = find_scenario("rejected-runner-up").title
    main(["review"])
    assert title in " ".join(capsys.readouterr().out.split())
    assert title in (spoken.parent / "report.html").read_text(encoding="utf-8")
    record = read_call(spoken)
    record.scenario = "no-longer-there"
    write(record, spoken)
    main(["review"])
    assert "no-longer-there" in capsys.readouterr().out
