"""The commands that make calls, as a person runs them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from simulator.audio import read_channels
from simulator.cli import main
from simulator.commands.keeping import audio_of, scored
from simulator.demo.candidates import CANDIDATES, clip_path
from simulator.record import CallRecord, read_call, read_scorecard

OPENING = CANDIDATES["good"].lines[0].text
ROOT = Path(__file__).parents[2]


def followup(*arguments: str, typed: str = "", home: Path, **more: Any) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "simulator", *arguments],
        input=typed,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "FOLLOWUP_HOME": str(home), **more.pop("environment", {})},
        cwd=ROOT,
        timeout=120,
        check=False,
        **more,
    )


@pytest.fixture(scope="module")
def demos(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, tuple[str, Path]]:
    """Both demonstrations: what was printed, and the folder it named."""
    found = {}
    for quality in CANDIDATES:
        home = tmp_path_factory.mktemp(quality)
        done = followup("demo", "--quality", quality, home=home)
        assert done.returncode == 0, done.stderr
        (folder,) = (home / "calls").iterdir()
        found[quality] = (done.stdout, folder)
    return found


def test_the_demo_shows_and_keeps_a_whole_call(demos: Mapping[str, tuple[str, Path]]) -> None:
    shown, folder = demos["good"]
    assert str(folder) in shown.replace("\n", "")
    assert {path.name for path in folder.iterdir()} == {"call.flac", "call.json", "report.html", "scorecard.json"}
    record = read_call(folder / "call.json")
    assert record.state == "complete" and record.recogniser == "pocketsphinx"
    assert len(record.candidate_turns()) == len(CANDIDATES["good"].lines)
    sound = read_channels(folder / "call.flac")
    assert abs(len(sound) / 16_000 - (record.length or 0)) < 0.1
    for _, turn in record.candidate_turns():
        during = sound[int(turn.start * 16_000) : int(turn.end * 16_000)]
        assert during[:, 0].std() > 0.02, "the candidate is on the left"
    assert "How it went" in shown and "Karen" in shown


def test_the_poor_candidate_scores_worse_and_for_the_right_reasons(demos: Mapping[str, tuple[str, Path]]) -> None:
    good, poor = (read_scorecard(demos[quality][1] / "scorecard.json") for quality in ("good", "poor"))
    assert good.overall is not None and poor.overall is not None
    assert good.overall >= 70 and poor.overall <= 40
    for name in ("introduction", "enthusiasm", "silence", "asking", "closing"):
        better, worse = good.criteria[name].level, poor.criteria[name].level
        assert better is not None and worse is not None and better > worse, name
    findings = " ".join(item.finding for item in poor.criteria["silence"].evidence)
    assert "pause" in findings, "the pause was filled, and that is what the evidence says"
    told = {quality: {getattr(event, "fact", None) for event in read_call(folder / "call.json").events}
            for quality, (_, folder) in demos.items()}  # fmt: skip
    assert told["good"] > told["poor"], "who leaves the pauses alone hears more"


def test_a_call_can_be_typed_through_a_pipe(home: Path) -> None:
    done = followup(
        "call", "rejected-runner-up", "--line", "keyboard", "--seed", "1", typed=f"{OPENING}\n\nBye\n", home=home
    )
    assert done.returncode == 0, done.stderr
    (folder,) = (home / "calls").iterdir()
    record = read_call(folder / "call.json")
    assert [turn.text for _, turn in record.candidate_turns()] == [OPENING, "Bye"]
    assert [event.kind for event in record.events if event.kind.startswith("pause")] == ["pause_kept"]
    assert all(turn.heard == "typed" for _, turn in record.candidate_turns())


def test_json_goes_to_standard_output_alone(home: Path) -> None:
    done = followup("call", "hired", "--line", "keyboard", "--seed", "1", "--json", typed="Hello\nBye\n", home=home)
    data = json.loads(done.stdout)
    assert data["call"]["format"] == "call/1" and data["scorecard"]["format"] == "scorecard/1"
    assert Path(data["folder"]).is_dir()


def test_a_recording_is_a_candidate_too_and_can_be_scored_again(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["call", "rejected-runner-up", "--line", f"recording:{clip_path('good', 0)}", "--seed", "1", "--json"])
    first = json.loads(capsys.readouterr().out)
    main(["score", str(Path(first["folder"]) / "call.json"), "--json"])
    assert json.loads(capsys.readouterr().out)["criteria"] == first["scorecard"]["criteria"]
    main(["history", "--json"])
    (listed,) = json.loads(capsys.readouterr().out)
    assert listed["overall"] == first["scorecard"]["overall"]
    main(["review", "--json"])
    assert json.loads(capsys.readouterr().out)["call"]["id"] == first["call"]["id"]


def test_a_two_channel_recording_alone_can_be_scored(
    demos: Mapping[str, tuple[str, Path]], capsys: pytest.CaptureFixture[str]
) -> None:
    main(["score", str(demos["good"][1] / "call.flac"), "--verdict", "rejected", "--json"])
    card = json.loads(capsys.readouterr().out)
    assert card["criteria"]["introduction"]["level"] >= 3
    assert card["criteria"]["asking"]["level"] >= 3
    assert card["criteria"]["silence"]["level"] >= 3


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal of one's own to press Ctrl-C in is POSIX")
def test_control_c_hangs_up_and_the_call_is_kept_and_scored(home: Path) -> None:
    import pty

    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "simulator", "call", "hired", "--line", "keyboard", "--seed", "1"],
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={**os.environ, "FOLLOWUP_HOME": str(home), "PYTHONUNBUFFERED": "1"},
        cwd=ROOT,
        text=True,
        encoding="utf-8",
    )
    os.close(theirs)
    shown = ""
    assert process.stdout is not None
    while " 0:0" not in shown:  # the manager has answered, in real time
        line = process.stdout.readline()
        assert line, shown
        shown += line
    time.sleep(1.0)
    process.send_signal(signal.SIGINT)
    rest, _ = process.communicate(timeout=60)
    os.close(ours)
    assert process.returncode == 0, shown + rest
    assert "How it went" in rest and "Traceback" not in rest
    (folder,) = (home / "calls").iterdir()
    record = read_call(folder / "call.json")
    assert record.state == "complete" and record.events[-1].model_dump()["by"] == "candidate"
    assert (folder / "scorecard.json").exists()


def test_a_call_that_ended_while_it_rang_is_scored_without_its_empty_recording(tmp_path: Path) -> None:
    (tmp_path / "call.flac").touch()
    record = CallRecord(id="x", line="microphone", audio="call.flac")
    assert audio_of(record, tmp_path) is None
    assert scored(record, audio_of(record, tmp_path)).overall is None


def test_a_call_that_was_killed_is_finished_at_the_next_start(home: Path) -> None:
    code = (
        "import os, sys\nfrom pathlib import Path\nfrom simulator.call import recorder\nimport simulator.cli as cli\n"
        "real = recorder.Recorder.snapshot\n"
        "def snapshot(self, call):\n"
        "    real(self, call)\n"
        "    if call.length > 20:\n"
        "        import time; time.sleep(0.5); os._exit(9)\n"
        "recorder.Recorder.snapshot = snapshot\n"
        "if __name__ == '__main__':\n"
        "    cli.main(['call', 'rejected-runner-up', '--line', 'keyboard', '--seed', '1'])\n"
    )
    killed = home / "killed.py"
    killed.write_text(code)
    environment = {**os.environ, "FOLLOWUP_HOME": str(home), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, str(killed)],
        input=OPENING + "\n\n",
        text=True,
        env=environment,
        check=False,
        capture_output=True,
    )
    assert done.returncode == 9, done.stderr
    after = followup("history", home=home)
    assert after.returncode == 0
    assert "a call that was cut short has been recovered" in after.stderr
    (folder,) = (home / "calls").iterdir()
    record = read_call(folder / "call.json")
    assert record.state == "recovered" and record.turns[1].text == OPENING
    assert len(read_channels(folder / "call.flac")) / 16_000 >= 19
    assert (folder / "scorecard.json").exists()


def test_a_surprise_is_never_the_same_twice_running_and_does_not_tell(home: Path) -> None:
    chosen = []
    for seed in ("1", "1", "1"):
        done = followup("call", "--surprise", "--line", "keyboard", "--seed", seed, typed="Hello\nBye\n", home=home)
        assert done.returncode == 0, done.stderr
        newest = max((home / "calls").iterdir(), key=lambda folder: folder.stat().st_mtime_ns)
        record = read_call(newest / "call.json")
        chosen.append(record.scenario)
        first_line = done.stdout.splitlines()[0]
        assert "rejected" not in first_line.lower() and "hired" not in first_line.lower()
    assert chosen[0] != chosen[1] != chosen[2]


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_a_console_without_unicode_shows_everything(home: Path, encoding: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "simulator", "call", "hired", "--line", "keyboard", "--seed", "1"],
        input=b"Hello\nBye\n",
        capture_output=True,
        env={**os.environ, "FOLLOWUP_HOME": str(home), "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"},
        cwd=ROOT,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert b"How it went" in done.stdout
