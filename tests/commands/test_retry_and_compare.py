"""A call played again from a moment on, compared with the first, with the notes that were taken."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from simulator.cli import main
from simulator.record import read_call

OPENING = (
    "Good morning, this is Dana Reyes. I interviewed for the project coordinator role on Tuesday and I am calling to "
    "ask whether you have decided."
)
FIRST = [OPENING, "", "/note second out of forty-one, Tom Brandt", "Why? That is not fair, I was the best.", "Bye."]
AGAIN = ["I understand, thank you. What could I do better?", "Would you call me if it opens again? Goodbye."]


def typed(lines: list[str], *arguments: str) -> None:
    read, write = os.pipe()
    os.write(write, ("\n".join(lines) + "\n").encode())
    os.close(write)
    with pytest.MonkeyPatch.context() as patch, os.fdopen(read, encoding="utf-8") as pipe:
        patch.setattr(sys, "stdin", pipe)
        main([*arguments, "--line", "keyboard", "--json"])


def test_a_moment_is_played_again_and_compared(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    typed(FIRST, "call", "rejected-runner-up", "--seed", "3", "--started", "2026-01-01T10:00:00")
    first = json.loads(capsys.readouterr().out)["call"]
    assert [note["text"] for note in first["notes"]] == ["second out of forty-one, Tom Brandt"]
    typed(AGAIN, "call", "--retry", "2026-01-01", "--started", "2026-01-02T10:00:00")
    again = json.loads(capsys.readouterr().out)["call"]
    assert again["retry_of"]["call"] == first["id"] and again["turns"][0]["replayed"]
    main(["compare", "2026-01-02", "--json"])
    both = json.loads(capsys.readouterr().out)
    assert both["before"]["id"] == first["id"] and both["same_until"] == again["retry_of"]["at"]
    assert both["criteria"]["asking"]["change"] > 0
    main(["compare", "2026-01-01", "2026-01-02"])
    assert "From that moment on" in capsys.readouterr().out
    assert (home / "calls" / again["id"] / "compare.html").is_file()


def test_a_note_after_the_call_is_kept(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    typed(FIRST[:1], "call", "rejected-runner-up", "--seed", "3", "--started", "2026-01-01T10:00:00")
    main(["review", "--note", "ask for Tom"])
    (path,) = (home / "calls").glob("*/call.json")
    assert [note.text for note in read_call(path).notes or []] == ["ask for Tom"]
    capsys.readouterr()


def test_retry_takes_everything_from_the_earlier_call(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["call", "rejected-runner-up", "--retry", "2026"])
    assert ended.value.code == 2 and "--retry takes scenario" in capsys.readouterr().err
