from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from simulator.audio import SILENCE
from simulator.errors import MissingPart, RecogniserFailed, UnknownRecogniser
from simulator.hearing.events import Lost, Partial, Words
from simulator.hearing.worker import FAILURES_ALLOWED, RecogniserProcess, Told, transcribe
from tests.hearing.conftest import frames_of, speech

EARS = "tests.hearing.stand_in_ears:"
PCM = SILENCE.tobytes()
SOON = 20.0
"""Seconds that a busy machine may take for anything here."""


@contextmanager
def process(name: str, **options: Any) -> Iterator[RecogniserProcess]:
    recogniser = RecogniserProcess(name, **options)
    try:
        yield recogniser
    finally:
        recogniser.close()


def say(recogniser: RecogniserProcess, turn: int, frames: int) -> None:
    recogniser.start(turn)
    for _ in range(frames):
        recogniser.feed(PCM)
    recogniser.finish()


def answers(recogniser: RecogniserProcess) -> list[Told]:
    assert recogniser.settle(SOON)
    return recogniser.poll()


def texts(told: list[Told]) -> list[tuple[int, str]]:
    return [(words.turn, words.transcript.text) for words in told if isinstance(words, Words)]


def losses(told: list[Told]) -> list[Lost]:
    return [lost for lost in told if isinstance(lost, Lost)]


def test_partials_come_during_a_turn_and_words_after_it(recogniser: RecogniserProcess) -> None:
    recogniser.start(1)
    for frame in frames_of(speech("early")):
        recogniser.feed(frame.tobytes())
    during = answers(recogniser)
    recogniser.finish()
    (words,) = answers(recogniser)
    assert len(during) > 3 and all(isinstance(told, Partial) for told in during)
    assert isinstance(words, Words) and "for your time" in words.transcript.text


def test_a_whole_sound_is_transcribed_between_turns(recogniser: RecogniserProcess) -> None:
    transcript = recogniser.transcribe(speech("early"))
    assert "for your time" in transcript.text
    assert transcript.words[-1].text == "time"
    assert recogniser.poll() == []


def test_posting_never_waits_for_a_slow_recogniser() -> None:
    with process(f"{EARS}Counting", settings={"slow": 0.3}) as slow:
        slow.wait_ready(SOON)
        took = []
        slow.start(1)
        for _ in range(300):  # more than a pipe holds
            began = time.perf_counter()
            slow.feed(PCM * 4)
            slow.poll()
            took.append(time.perf_counter() - began)
        # were it to wait, each that the pipe does not hold would take 0.3 s; a busy machine may halt a few
        assert sorted(took)[-20] < 0.1
        assert not slow.settle(0.01)


def test_a_turn_that_begins_while_it_loads_is_heard() -> None:
    with process(f"{EARS}Counting") as loading:
        say(loading, 1, 20)
        assert texts(answers(loading)) == [(1, "20 frames")]


def test_a_worker_that_is_killed_loses_its_turn_and_the_next_one_is_heard() -> None:
    with process(f"{EARS}Counting") as recogniser:
        recogniser.wait_ready(SOON)
        recogniser.start(1)
        recogniser.feed(PCM)
        assert recogniser.settle(SOON) and recogniser.pid is not None
        os.kill(recogniser.pid, signal.SIGTERM)
        deadline = time.monotonic() + SOON
        while not (told := recogniser.poll()):
            assert time.monotonic() < deadline, "its death was not noticed"
            time.sleep(0.01)
        (lost,) = losses(told)
        assert lost.turn == 1 and "process ended" in lost.why

        recogniser.feed(PCM)  # the rest of the lost turn
        recogniser.finish()
        say(recogniser, 2, 30)
        assert texts(answers(recogniser)) == [(2, "30 frames")]
        assert len(recogniser.notes) == 1 and "lost a turn and goes on" in recogniser.notes[0]


def test_a_worker_that_hangs_is_replaced() -> None:
    with process(f"{EARS}Hanging", answer_limit=0.5) as hanging:
        hanging.wait_ready(SOON)
        say(hanging, 1, 5)
        (lost,) = losses(answers(hanging))
        assert lost.turn == 1 and "did not answer" in lost.why
        hanging.wait_ready(SOON)
        assert hanging.off is None


def test_a_recogniser_that_fails_again_and_again_is_off_and_all_turns_are_lost() -> None:
    with process(f"{EARS}Dying") as dying:
        for turn in range(1, FAILURES_ALLOWED + 1):
            say(dying, turn, 20)
            (lost,) = losses(answers(dying))
            assert lost.turn == turn
        assert dying.ready and dying.off is not None
        say(dying, 9, 20)
        (lost,) = losses(dying.poll())
        assert lost.turn == 9 and "is off after 3 failures" in lost.why
        with pytest.raises(RecogniserFailed, match="is off after 3 failures"):
            dying.transcribe(speech("early"))


def test_a_turn_that_is_heard_makes_up_for_failures_before_it() -> None:
    with process(f"{EARS}Refusing") as refusing:
        for turn, frames in enumerate([60, 60, 10, 60, 60], start=1):
            say(refusing, turn, frames)
        told = answers(refusing)
        assert texts(told) == [(3, "10 frames")]
        assert [lost.turn for lost in losses(told)] == [1, 2, 4, 5]
        assert losses(told)[0].why == "ValueError: too long for me"
        assert refusing.off is None


def test_what_an_adapter_prints_does_not_get_into_standard_output(capfd: pytest.CaptureFixture[str]) -> None:
    with process(f"{EARS}Printing") as printing:
        say(printing, 1, 5)
        assert texts(answers(printing)) == [(1, "5 frames")]
    captured = capfd.readouterr()
    assert captured.out == ""
    assert "Uploading" in captured.err


def test_one_that_cannot_be_loaded_is_off_at_once_and_says_why() -> None:
    with process(f"{EARS}Nobody") as nobody:
        with pytest.raises(RecogniserFailed, match=r"form is package\.module:factory"):
            nobody.wait_ready(SOON)
        say(nobody, 1, 5)
        (lost,) = losses(answers(nobody))
        assert "form is package.module:factory" in lost.why


def test_one_that_is_not_there_is_refused_before_any_process_starts() -> None:
    with pytest.raises(UnknownRecogniser, match="did you mean"):
        RecogniserProcess("pocketsphynx")
    with pytest.raises(MissingPart, match="FOLLOWUP_WIT_KEY"):
        transcribe(SILENCE, "wit")


@pytest.mark.skipif(sys.platform == "win32", reason="signals as on POSIX")
@pytest.mark.parametrize("moment", ["loading", "ready"])
def test_ctrl_c_does_not_reach_the_worker(moment: str) -> None:
    with process(f"{EARS}Counting") as recogniser:
        if moment == "ready":
            recogniser.wait_ready(SOON)
        while (pid := recogniser.pid) is None:
            time.sleep(0.001)
        os.kill(pid, signal.SIGINT)
        say(recogniser, 1, 5)
        assert texts(answers(recogniser)) == [(1, "5 frames")]
        assert recogniser.notes == []


PARENT = f"""
import os, sys, time
from simulator.hearing.worker import RecogniserProcess
if __name__ == "__main__":
    recogniser = RecogniserProcess("{EARS}Counting")
    recogniser.wait_ready(60)
    print(recogniser.pid, flush=True)
    {{ending}}
"""


@pytest.mark.skipif(sys.platform == "win32", reason="processes are looked up as on POSIX")
@pytest.mark.parametrize("ending", ["os.kill(os.getpid(), 9)", "sys.exit()", "raise SystemError('a bug')"])
def test_the_worker_ends_with_its_parent_however_that_ends(ending: str, tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(PARENT.format(ending=ending), encoding="utf-8")
    root = str(Path(__file__).parents[2])
    run = subprocess.run(
        [sys.executable, str(script)],
        env={**os.environ, "PYTHONPATH": root},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    pid = int(run.stdout)
    deadline = time.monotonic() + SOON
    while running(pid):
        assert time.monotonic() < deadline, "the worker outlived its parent"
        time.sleep(0.02)


def running(pid: int) -> bool:
    stat = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False).stdout
    return bool(stat.strip()) and not stat.startswith("Z")


def test_closing_is_quick_even_when_it_hangs() -> None:
    hanging = RecogniserProcess(f"{EARS}Hanging")
    hanging.wait_ready(SOON)
    say(hanging, 1, 5)
    began = time.monotonic()
    hanging.close()
    assert time.monotonic() - began < SOON
    assert hanging.pid is None


@pytest.mark.parametrize(
    ("fails", "why"),
    [("Dying", r"is off after 3 failures: the recogniser's process ended"), ("Missing", "has no attribute 'Missing'")],
)
def test_where_auto_chose_one_that_fails_the_embedded_one_goes_on(
    monkeypatch: pytest.MonkeyPatch, fails: str, why: str
) -> None:
    monkeypatch.setattr("simulator.hearing.sherpa.best", lambda: f"{EARS}{fails}")
    with process("auto") as replaced:
        for turn in range(1, FAILURES_ALLOWED + 1):
            say(replaced, turn, 12)
            answers(replaced)
        assert "for your time" in replaced.transcribe(speech("early")).text
        assert (replaced.name, replaced.off) == ("pocketsphinx", None)
        note = replaced.notes[-1]
    assert re.search(why, note) and note.endswith(f"; pocketsphinx hears instead of {EARS}{fails}")


def test_where_auto_chose_one_that_is_damaged_the_embedded_one_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    def damaged(name: str) -> None:
        raise RecogniserFailed(f"recogniser {name}: its model is cut short")

    monkeypatch.setattr("simulator.hearing.sherpa.best", lambda: "tiny")
    monkeypatch.setattr("simulator.hearing.sherpa.names", lambda: ["tiny"])
    monkeypatch.setattr("simulator.hearing.sherpa.require", damaged)
    with process("auto") as replaced:
        assert replaced.name == "pocketsphinx"
        assert replaced.notes == ["recogniser tiny: its model is cut short; pocketsphinx hears instead"]
    with pytest.raises(RecogniserFailed):
        RecogniserProcess("tiny")


def test_names_that_are_expected_reach_the_recogniser_in_its_process() -> None:
    with process("pocketsphinx", expected=["Zbigniew Okonkwo"]) as expecting:
        expecting.wait_ready(SOON)
    with process(f"{EARS}Counting", expected=["Zbigniew Okonkwo"]) as foreign:
        foreign.wait_ready(SOON)  # one that cannot expect anything is not troubled with it


def test_a_recogniser_that_learns_the_voice_does_so_after_it_has_answered() -> None:
    with process(f"{EARS}Learning") as learning:
        for turn in (1, 2):
            say(learning, turn, 3)
        assert texts(answers(learning)) == [(1, "learnt 0 times"), (2, "learnt 1 times")]
