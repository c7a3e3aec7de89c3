"""Bad input ends in one clear line on standard error, the right exit code, and loses nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile

from simulator.cli import main

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the command in this process: exit code, standard output, standard error."""

    def run_command(*arguments: str | Path) -> tuple[int, str, str]:
        capsys.readouterr()
        code = 0
        try:
            main([str(argument) for argument in arguments])
        except SystemExit as request:
            code = int(request.code or 0)
        output, errors = capsys.readouterr()
        return code, output, errors

    return run_command


def one_line(errors: str) -> str:
    lines = errors.splitlines()
    assert len(lines) == 1, errors
    assert lines[0].startswith("followup: ")
    return lines[0].removeprefix("followup: ")


def test_an_unknown_scenario_names_the_nearest(run: Run, home: Path) -> None:
    code, output, errors = run("call", "rejected-runner-pu", "--line", "keyboard")
    assert (code, output) == (2, "")
    assert one_line(errors).startswith("there is no scenario 'rejected-runner-pu'; did you mean rejected-runner-up")
    assert list(home.iterdir()) == []


def test_no_scenario_at_all_lists_what_there_is(run: Run) -> None:
    code, _, errors = run("call", "--line", "keyboard")
    assert code == 2
    assert "rejected-runner-up" in one_line(errors) and "--surprise" in errors


def test_an_unknown_line_is_wrong_use(run: Run) -> None:
    code, _, errors = run("call", "hired", "--line", "telegraph")
    assert (code, one_line(errors)) == (2, "--line telegraph: give microphone, keyboard or recording:FILE")


def test_an_unknown_recogniser_names_the_nearest(run: Run, home: Path) -> None:
    sound = home / "a.wav"
    soundfile.write(sound, np.zeros(16_000, np.int16), 16_000)
    code, _, errors = run("call", "hired", "--line", f"recording:{sound}", "--recogniser", "wisper")
    assert code == 2
    assert "whisper" in one_line(errors)


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _text(path: Path) -> None:
    path.write_text("This is a letter.\n")


def _no_samples(path: Path) -> None:
    soundfile.write(path, np.zeros(0, np.int16), 16_000)


def _one_sample(path: Path) -> None:
    soundfile.write(path, np.zeros(1, np.int16), 16_000)


def _not_numbers(path: Path) -> None:
    soundfile.write(path, np.full(16_000, np.nan, np.float32), 16_000, subtype="FLOAT")


def _half_a_header(path: Path) -> None:
    soundfile.write(path, np.zeros(1000, np.int16), 16_000)
    path.write_bytes(path.read_bytes()[:20])


def _missing(path: Path) -> None:
    assert not path.exists()


def _folder(path: Path) -> None:
    path.mkdir()


BAD_SOUND = {
    "missing": (_missing, "no such file"),
    "folder": (_folder, "is a folder"),
    "empty": (_empty, "not a sound file"),
    "text": (_text, "not a sound file"),
    "half a header": (_half_a_header, "not a sound file"),
    "no samples": (_no_samples, "holds 0 samples"),
    "one sample": (_one_sample, "holds 1 samples"),
    "not numbers": (_not_numbers, "not numbers"),
}


@pytest.mark.parametrize("kind", BAD_SOUND)
@pytest.mark.parametrize("command", ["call", "score", "analyse"])
def test_bad_sound_is_named_with_what_is_wrong(run: Run, tmp_path: Path, home: Path, command: str, kind: str) -> None:
    make, reason = BAD_SOUND[kind]
    path = tmp_path / "said.wav"
    make(path)
    arguments = {
        "call": ("call", "hired", "--line", f"recording:{path}"),
        "score": ("score", path),
        "analyse": ("analyse", "turns", path),
    }
    code, output, errors = run(*arguments[command])
    assert (code, output) == (1, "")
    assert one_line(errors).startswith(f"{path}: ") and reason in errors
    assert not (home / "calls").exists()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "not JSON (line 1, column 1)"),
        ("{", "not JSON (line 1, column 2)"),
        ("[" * 100_000, "not JSON"),
        ("[]", 'expected "format": "call/1", found \'list\''),
        ('{"format": "call/2"}', "found 'call/2'"),
        ('{"format": "call/1"}', "id: Field required"),
        ('{"format": "call/1", "id": "x", "turns": [{"speaker": "nobody"}]}', "turns.0.speaker"),
        ('{"format": "call/1", "id": "x", "turns": [{"speaker": "manager", "start": NaN}]}', "turns.0.start"),
    ],
)
def test_a_broken_record_is_named_and_left_as_it_is(run: Run, tmp_path: Path, text: str, reason: str) -> None:
    path = tmp_path / "call.json"
    path.write_text(text)
    for command in ("review", "score"):
        code, output, errors = run(command, path)
        assert (code, output) == (1, "")
        assert one_line(errors).startswith(f"{path}: ") and reason in errors
    assert path.read_text() == text


def test_a_record_that_is_no_text_is_named(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "call.json"
    path.write_bytes(bytes(range(128, 256)))
    code, _, errors = run("score", path)
    assert code == 1
    assert "not JSON" in one_line(errors)


def test_a_home_that_cannot_be_is_named(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("FOLLOWUP_HOME", str(tmp_path / "no" / "such" / "place"))
    for arguments in (("history",), ("review",), ("profile", "--name", "Ana"), ("call", "hired", "--line", "keyboard")):
        code, _, errors = run(*arguments)
        assert code == 1
        assert "does not exist; create it first" in one_line(errors)
    assert not (tmp_path / "no").exists()


def test_a_review_before_the_first_call_says_what_to_do(run: Run) -> None:
    code, _, errors = run("review")
    assert (code, one_line(errors)) == (2, "no call has been kept yet; make one: followup call")


def test_a_profile_takes_only_what_can_be_said_aloud(run: Run, home: Path) -> None:
    code, _, errors = run("profile", "--name", "x" * 500)
    assert code == 2
    assert "at most 120" in one_line(errors)
    assert not (home / "profile.json").exists()


def test_a_broken_profile_is_named_and_not_overwritten(run: Run, home: Path) -> None:
    (home / "profile.json").write_text("{")
    code, _, errors = run("profile", "--name", "Ana")
    assert code == 1
    assert "is no profile" in one_line(errors)
    assert (home / "profile.json").read_text() == "{"


@pytest.mark.parametrize("started", ["yesterday", "../../elsewhere", ""])
def test_a_time_that_is_none_makes_no_call_and_no_folder(run: Run, home: Path, started: str) -> None:
    code, output, errors = run("call", "hired", "--line", "keyboard", "--started", started)
    assert (code, output) == (2, "")
    assert one_line(errors) == f"--started {started}: give a time like 2026-01-31T10:00:00"
    assert list(home.iterdir()) == []


def test_a_closed_standard_input_cannot_be_typed_on(run: Run, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", None)
    code, _, errors = run("call", "hired", "--line", "keyboard")
    assert (code, one_line(errors)) == (2, "--line keyboard: standard input is closed, so nothing can be typed")
    assert list(home.iterdir()) == []
