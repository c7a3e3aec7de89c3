"""The neutral voice: recorded once, compared with in each call, loudness only within the session."""

from __future__ import annotations

import json
from pathlib import Path
from types import TracebackType

import numpy as np
import pytest
import soundfile

from simulator.audio import FRAME_SAMPLES, FRAME_SECONDS, RATE, Sound, read_channels, to_int16
from simulator.cli import main
from simulator.demo.candidates import clip_path
from simulator.errors import TooLittleSpeech
from simulator.history.profile import read_profile
from simulator.lines.passage import record_passage
from simulator.record import CallRecord
from simulator.scoring.calibration import PASSAGE, baseline_of, calibrate, is_same_session
from simulator.scoring.scorecard import score
from tests.scoring.scripted_calls import call
from tests.scoring.synthetic_voice import voice

READ_ALOUD = 20.0


@pytest.fixture
def passage(tmp_path: Path) -> Path:
    path = tmp_path / "passage.wav"
    soundfile.write(path, voice(READ_ALOUD), RATE)
    return path


def made(**differences: object) -> CallRecord:
    about = {"recorded": "2026-01-01T10:00:00", "line": "microphone"}
    fields = {"started": "2026-01-01T10:30:00", "line": "microphone", "calibration": about, **differences}
    return CallRecord.model_validate({"id": "c", **fields})


def test_the_passage_takes_about_twenty_seconds_to_read() -> None:
    assert 50 <= len(PASSAGE.split()) <= 70


def test_a_recording_of_the_passage_becomes_the_profiles_baseline(
    home: Path, passage: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["profile", "--name", "Ana", "--calibrate", "--line", f"recording:{passage}"])
    assert "neutral voice of" in capsys.readouterr().out
    profile = read_profile(home)
    assert profile.calibration is not None and profile.name == "Ana"
    assert profile.calibration["pitch"] == pytest.approx(130, rel=0.03)
    assert profile.calibration["line"] == "recording" and profile.calibration["recorded"]


def test_a_call_carries_the_baseline_of_the_profile(
    home: Path, passage: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["profile", "--calibrate", "--line", f"recording:{passage}"])
    capsys.readouterr()
    main(["call", "rejected-runner-up", "--line", f"recording:{clip_path('good', 0)}", "--seed", "1", "--json"])
    done = json.loads(capsys.readouterr().out)
    kept = read_profile(home).calibration
    assert kept is not None and done["call"]["calibration"]["pitch"] == kept["pitch"]
    assert "neutral voice" in done["scorecard"]["measures"]["vocal_enthusiasm"]["source"]


def test_too_short_a_reading_is_refused_and_nothing_is_changed(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    soundfile.write(tmp_path / "short.wav", voice(4.0), RATE)
    with pytest.raises(SystemExit) as ended:
        main(["profile", "--calibrate", "--line", f"recording:{tmp_path / 'short.wav'}"])
    assert ended.value.code == 1 and "s of speech were heard" in capsys.readouterr().err
    assert not (home / "profile.json").exists()
    with pytest.raises(TooLittleSpeech):
        calibrate(np.zeros(RATE * 20), recorded="", line="recording")


@pytest.mark.parametrize(
    ("differences", "same"),
    [
        ({}, True),
        ({"started": "2026-01-01T11:30:00"}, False),
        ({"line": "recording"}, False),
        ({"started": ""}, False),
        ({"calibration": None}, False),
        ({"calibration": {"same_session": True}}, True),
    ],
)
def test_loudness_is_compared_within_an_hour_at_the_same_line(differences: dict[str, object], same: bool) -> None:
    assert is_same_session(made(**differences)) is same


def test_a_profile_of_another_program_is_no_baseline() -> None:
    assert baseline_of(made()) is None


def spoken_call(folder: Path, **properties: float) -> tuple[CallRecord, Path]:
    """A call whose one long turn is a made voice, with interest in general words."""
    record = call("M: Harlow Mills, Dana speaking.\nC: I'm very interested in the job. | enthusiasm")
    record.turns[1].end = record.turns[1].start + 15
    sound = np.zeros((round((record.turns[1].end + 1) * RATE), 2))
    begin = round(record.turns[1].start * RATE)
    spoken = voice(15.0, **properties)
    sound[begin : begin + len(spoken), 0] = spoken
    soundfile.write(folder / "call.wav", sound, RATE)
    return record, folder / "call.wav"


def test_the_voice_moves_the_level_against_a_baseline_only(tmp_path: Path) -> None:
    record, audio = spoken_call(tmp_path, tilt=-8.0, syllables=5.5)
    alone = score(record, audio=audio).criteria["enthusiasm"]
    record.calibration = calibrate(voice(READ_ALOUD), recorded="2026-01-01T10:00:00", line="recording")
    compared = score(record, audio=audio).criteria["enthusiasm"]
    assert (alone.level, compared.level) == (3, 4)
    assert any("no neutral recording" in item.finding for item in alone.evidence), "without a baseline it says so"
    assert any("livelier than your neutral voice" in item.finding for item in compared.evidence)


class Reader:
    """A microphone into which somebody reads, and then nobody speaks."""

    def __init__(self, sound: Sound) -> None:
        self._frames = iter(sound[: len(sound) // FRAME_SAMPLES * FRAME_SAMPLES].reshape(-1, FRAME_SAMPLES))

    def __enter__(self) -> Reader:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None

    def hear(self) -> list[Sound]:
        return [next(self._frames, np.zeros(FRAME_SAMPLES, np.int16))]


def test_silence_after_the_passage_ends_the_recording() -> None:
    said = np.concatenate([to_int16(read_channels(clip_path("good", number))[:, 0]) for number in (0, 1)])
    heard = record_passage(Reader(said), longest=60.0, enough=5.0)
    length, spoken = len(heard) / RATE, len(said) / RATE
    assert spoken + 1.5 < length < spoken + 4


def test_a_reader_who_never_begins_is_not_waited_for_longer_than_the_passage() -> None:
    heard = record_passage(Reader(np.zeros(0, np.int16)), longest=3.0, enough=1.0)
    assert len(heard) / RATE == pytest.approx(3.0, abs=2 * FRAME_SECONDS)
