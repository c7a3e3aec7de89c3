"""The real synthesiser: espeak-ng from the wheel, through pyttsx3, in its own processes."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import parselmouth
import pytest

from simulator.audio import RATE, Sound
from simulator.errors import NoVoice
from simulator.voice.spec import VoiceSpec
from simulator.voice.synthesis import Synthesiser

LINE = "Thank you for calling back about the position. How are you today?"
FEMALE, MALE = VoiceSpec("female"), VoiceSpec("male")

linux = pytest.mark.skipif(sys.platform != "linux", reason="espeak from the wheel is Linux's")


def median_pitch(sound: Sound) -> float:
    pitch = parselmouth.Sound(sound / 32_768, RATE).to_pitch(pitch_floor=60, pitch_ceiling=400)
    heard = pitch.selected_array["frequency"]
    return float(np.median(heard[heard > 0]))


def seconds(sound: Sound) -> float:
    return len(sound) / RATE


def test_a_line_becomes_speech_of_a_plausible_length(synthesiser: Synthesiser) -> None:
    sound = synthesiser.render(LINE, FEMALE)
    assert sound.dtype == np.int16
    assert 2.5 < seconds(sound) < 6
    assert np.abs(sound).max() > 3000


def test_each_utterance_is_its_own_even_when_several_are_asked_for_at_once(synthesiser: Synthesiser) -> None:
    texts = ["Yes.", "Not today, I am afraid.", LINE, LINE + " " + LINE]
    alone = [synthesiser.render(text, MALE) for text in texts]
    with ThreadPoolExecutor(4) as threads:
        together = list(threads.map(lambda text: synthesiser.render(text, MALE), texts))
    assert [len(sound) for sound in alone] == sorted({len(sound) for sound in alone})
    assert all(np.array_equal(one, other) for one, other in zip(alone, together, strict=True))


@linux
def test_the_same_words_sound_the_same_whatever_was_said_before(synthesiser: Synthesiser) -> None:
    before = synthesiser.render(LINE, FEMALE)
    synthesiser.render("Something else in between.", MALE)
    with Synthesiser(workers=1) as other:
        assert np.array_equal(before, synthesiser.render(LINE, FEMALE))
        assert np.array_equal(before, other.render(LINE, FEMALE))


@linux
def test_the_rate_that_was_asked_for_is_never_lost(synthesiser: Synthesiser) -> None:
    slow = VoiceSpec(rate=110)
    lengths = {len(synthesiser.render("How are you today?", slow)) for _ in range(40)}
    assert len(lengths) == 1
    assert lengths.pop() > 1.3 * len(synthesiser.render("How are you today?", VoiceSpec(rate=200)))


@linux
def test_women_and_men_and_high_and_low_voices_differ(synthesiser: Synthesiser) -> None:
    pitches = [
        median_pitch(synthesiser.render(LINE, VoiceSpec(sex, pitch=pitch)))
        for sex, pitch in (("male", 30), ("male", 50), ("male", 70), ("female", 30), ("female", 50), ("female", 70))
    ]
    assert pitches == sorted(pitches)
    assert pitches[1] < 130
    assert 150 < pitches[4] < 260


@linux
def test_accents_are_spoken_differently(synthesiser: Synthesiser) -> None:
    american = synthesiser.render(LINE, VoiceSpec(accent="en-us"))
    assert not np.array_equal(american, synthesiser.render(LINE, VoiceSpec(accent="en-gb")))


def test_moods_change_the_pace(synthesiser: Synthesiser) -> None:
    calm = seconds(synthesiser.render(LINE, MALE))
    assert seconds(synthesiser.render(LINE, MALE, "hurried")) < 0.95 * calm
    assert seconds(synthesiser.render(LINE, MALE, "sad")) > 1.05 * calm
    assert seconds(synthesiser.render(LINE, MALE, "cool")) > 1.02 * calm
    assert seconds(synthesiser.render(LINE, MALE, "a mood nobody knows")) == calm


@linux
def test_a_missing_accent_falls_back_with_a_note() -> None:
    with Synthesiser(workers=1) as synthesiser:
        sound = synthesiser.render(LINE, VoiceSpec(accent="en-au"))
        assert seconds(sound) > 2
        assert synthesiser.notes == ["no en-au voice in espeak; English (America) speaks instead"]


@pytest.mark.parametrize(
    "text", ["<b>Hello</b> there, 3 < 4", "[[rate 300]] Hello", "Hello\x00there", "Zoë Müller, £20,000", "Hi 😀 there"]
)
def test_text_with_odd_characters_is_spoken(synthesiser: Synthesiser, text: str) -> None:
    assert seconds(synthesiser.render(text, MALE)) > 0.4


@pytest.mark.parametrize("text", ["", "…", " — "])
def test_a_line_without_words_is_a_short_silence(synthesiser: Synthesiser, text: str) -> None:
    sound = synthesiser.render(text, MALE)
    assert 0 < seconds(sound) < 0.5
    assert not sound.any()


def test_nothing_is_printed(synthesiser: Synthesiser, capfd: pytest.CaptureFixture[str]) -> None:
    with Synthesiser(workers=1) as fresh:
        fresh.render(LINE, MALE)
    assert capfd.readouterr() == ("", "")


@linux
def test_nothing_is_ever_played(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    player = tmp_path / "aplay"
    player.write_text(f"#!/bin/sh\ntouch {tmp_path / 'played'}\n")
    player.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    with Synthesiser(workers=1) as synthesiser:
        synthesiser.render(LINE, MALE)
    assert not (tmp_path / "played").exists()


@linux
def test_the_wheels_espeak_is_found_without_any_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ESPEAK_DATA_PATH", "/nowhere")
    with Synthesiser(workers=1) as synthesiser:
        assert seconds(synthesiser.render(LINE, MALE)) > 2


@linux
def test_a_deep_installation_does_not_end_espeak(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import espeakng_loader

    deep = tmp_path / ("d" * 80) / ("e" * 80)
    shutil.copytree(Path(espeakng_loader.__file__).parent, deep / "espeakng_loader")
    monkeypatch.syspath_prepend(deep)
    with Synthesiser(workers=1) as synthesiser:
        assert seconds(synthesiser.render(LINE, MALE)) > 2


def test_a_worker_that_was_killed_is_replaced() -> None:
    others = set(multiprocessing.active_children())
    with Synthesiser(workers=1) as synthesiser:
        before = synthesiser.render(LINE, MALE)
        [worker] = set(multiprocessing.active_children()) - others
        worker.kill()
        worker.join()
        assert np.array_equal(before, synthesiser.render(LINE, MALE))


SCRIPT = """
import multiprocessing, time
from simulator.voice.spec import VoiceSpec
from simulator.voice.synthesis import Synthesiser
if __name__ == "__main__":
    synthesiser = Synthesiser(workers=1)
    synthesiser.render("Hello there.", VoiceSpec())
    try:
        [worker] = multiprocessing.active_children()
        print(worker.pid, flush=True)
        time.sleep(60)
    except KeyboardInterrupt:
        print(len(synthesiser.render("Hello again.", VoiceSpec())) > 4000, worker.is_alive(), flush=True)
        synthesiser.close()
"""


@pytest.fixture
def caller(tmp_path: Path) -> subprocess.Popen[str]:
    """A program of its own that has spoken and now waits; its temporary folder is `tmp_path`."""
    script = tmp_path / "caller.py"
    script.write_text(SCRIPT)
    return subprocess.Popen(
        [sys.executable, str(script)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "TMPDIR": str(tmp_path)},
    )


@linux
def test_ctrl_c_reaches_the_caller_and_not_the_worker(caller: subprocess.Popen[str]) -> None:
    assert caller.stdout
    caller.stdout.readline()
    os.killpg(caller.pid, signal.SIGINT)
    out, errors = caller.communicate(timeout=20)
    assert (out, errors, caller.returncode) == ("True True\n", "", 0)


@linux
def test_the_worker_ends_and_tidies_up_when_its_caller_is_killed(caller: subprocess.Popen[str], tmp_path: Path) -> None:
    assert caller.stdout
    worker = Path("/proc", caller.stdout.readline().strip())
    assert worker.exists()
    caller.kill()
    caller.communicate()
    deadline = time.monotonic() + 20
    # nobody may be there to collect it, so a zombie counts as gone
    while worker.exists() and "\nState:\tZ" not in (worker / "status").read_text():
        assert time.monotonic() < deadline
        time.sleep(0.02)
    assert not list(tmp_path.glob("followup-voice-*"))


def test_a_closed_synthesiser_starts_no_more_processes() -> None:
    synthesiser = Synthesiser()
    synthesiser.close()
    with pytest.raises(NoVoice, match="closed"):
        synthesiser.render("Hello.", VoiceSpec())
