"""The voice: what is measured, what counts for liveliness, and what never does."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile

from simulator.audio import RATE
from simulator.errors import BadAudio
from simulator.record import CallRecord, CriterionResult
from simulator.scoring.prosody import analyse, vocal_enthusiasm
from simulator.scoring.scorecard import score
from simulator.scoring.voice_measures import VoiceMeasures, measure_voice
from simulator.scoring.voice_of_call import CallVoice, with_voice
from tests.scoring.scripted_calls import call
from tests.scoring.synthetic_voice import voice


def measured(**properties: float) -> VoiceMeasures:
    found = measure_voice(voice(**properties))
    assert found is not None
    return found


def test_pitch_tempo_and_slope_are_measured_as_they_were_made() -> None:
    plain = measured(pitch=180.0, syllables=3.0)
    assert plain.pitch == pytest.approx(180, rel=0.03)
    assert plain.tempo == pytest.approx(3.0, rel=0.15)
    assert measured(tilt=-6.0).balance > measured(tilt=-12.0).balance + 3
    assert measured(spread=4.0).pitch_movement > measured(spread=1.0).pitch_movement + 1


@pytest.mark.parametrize("gain", [-12.0, 12.0])
def test_gain_moves_no_score(gain: float) -> None:
    quiet, lively = measured(), measured(tilt=-8.0, syllables=5.0)
    louder, quiet_louder = measured(tilt=-8.0, syllables=5.0, gain_db=gain), measured(gain_db=gain)
    assert vocal_enthusiasm(louder) == pytest.approx(vocal_enthusiasm(lively), abs=0.5)
    with_baseline = vocal_enthusiasm(lively, quiet, same_session=True)
    assert vocal_enthusiasm(louder, quiet_louder, same_session=True) == pytest.approx(with_baseline, abs=0.5)


def test_loudness_counts_only_within_a_session() -> None:
    neutral, louder = measured(), measured(gain_db=9.0)
    assert vocal_enthusiasm(louder, neutral) == pytest.approx(50, abs=1)
    assert vocal_enthusiasm(louder, neutral, same_session=True) > 60


def test_a_raised_quick_voice_is_lively_and_a_dull_slow_one_subdued() -> None:
    neutral = measured()
    assert vocal_enthusiasm(measured(tilt=-8.0, syllables=5.5), neutral) > 65
    assert vocal_enthusiasm(measured(tilt=-16.0, syllables=2.5), neutral) < 35


def test_pitch_spread_alone_is_no_enthusiasm() -> None:
    assert vocal_enthusiasm(measured(spread=5.0), measured(spread=1.0)) < 60


def test_the_speakers_own_voice_is_neutral_to_itself() -> None:
    assert vocal_enthusiasm(measured(), measured(), same_session=True) == pytest.approx(50)


def test_without_a_baseline_the_score_stays_careful() -> None:
    for tilt in (-3.0, -24.0):
        assert 20 <= vocal_enthusiasm(measured(tilt=tilt, syllables=6.0)) <= 80


@pytest.mark.parametrize("sound", [np.zeros(RATE * 3), np.zeros(0), voice(0.2)])
def test_too_little_speech_is_not_measured(sound: np.ndarray) -> None:
    assert measure_voice(sound) is None


def test_measures_survive_the_profile_and_damage_is_noticed() -> None:
    plain = measured()
    kept = VoiceMeasures.from_dict(plain.to_dict())
    assert kept is not None
    assert kept.pitch == pytest.approx(plain.pitch, abs=0.001)
    assert VoiceMeasures.from_dict({**plain.to_dict(), "tempo": float("nan")}) is None
    assert VoiceMeasures.from_dict({"tempo": 4.0}) is None


def test_files_are_analysed_with_and_without_a_baseline(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "clip.wav", voice(tilt=-8.0, syllables=5.5), RATE)
    soundfile.write(tmp_path / "neutral.wav", voice(), RATE)
    soundfile.write(tmp_path / "empty.wav", np.zeros(RATE), RATE)
    alone = analyse(tmp_path / "clip.wav")
    assert alone["baseline"] is None
    assert "more careful" in alone["why"]
    assert analyse(tmp_path / "clip.wav", tmp_path / "neutral.wav")["enthusiasm"] > 60
    assert analyse(tmp_path / "empty.wav")["enthusiasm"] is None


POLITE = CriterionResult(level=2, points=50, status="scored", why="polite")


def heard(points: float, *, baseline: bool = True) -> CallVoice:
    plain = measured()
    return CallVoice(plain, plain if baseline else None, points, None)


@pytest.mark.parametrize(
    ("level", "points", "expected"),
    [(2, 80.0, 3), (3, 80.0, 4), (1, 80.0, 1), (4, 20.0, 3), (2, 20.0, 2), (3, 50.0, 3)],
)
def test_the_voice_moves_the_words_by_one_level_at_most(level: int, points: float, expected: int) -> None:
    words = POLITE.model_copy(update={"level": level})
    assert with_voice(words, heard(points)).level == expected


def test_without_a_baseline_the_voice_counts_for_nothing() -> None:
    shown = with_voice(POLITE, heard(95.0, baseline=False))
    assert (shown.level, shown.points, shown.why) == (POLITE.level, POLITE.points, POLITE.why)
    assert "not counted" in shown.evidence[-1].finding


def recorded_call(folder: Path) -> tuple[CallRecord, Path]:
    record = call("M: Harlow Mills.\nC: I wonder whether there is any news for me yet, please? | decision_question")
    sound = np.zeros((round(record.turns[-1].end * RATE) + RATE, 2))
    start = round(record.turns[1].start * RATE)
    own = voice(record.turns[1].end - record.turns[1].start, tilt=-8.0, syllables=5.5)
    sound[start : start + len(own), 0] = own
    soundfile.write(folder / "call.flac", sound, RATE)
    return record, folder / "call.flac"


def test_a_call_scored_with_its_recording_shows_the_voice_and_says_what_it_lacks(tmp_path: Path) -> None:
    record, audio = recorded_call(tmp_path)
    shown = score(record, audio=audio)
    assert shown.criteria["enthusiasm"].level == score(record).criteria["enthusiasm"].level
    assert 20 <= shown.measures["vocal_enthusiasm"]["value"] <= 80
    assert "not counted" in shown.measures["vocal_enthusiasm"]["source"]
    record.calibration = measured().to_dict()
    counted = score(record, audio=audio).criteria["enthusiasm"]
    assert "livelier than your neutral voice" in counted.evidence[-1].finding


def test_a_recording_that_is_not_there_is_an_error_in_words(tmp_path: Path) -> None:
    with pytest.raises(BadAudio, match="no such file"):
        score(call("M: Hello?\nC: Any news? | decision_question"), audio=tmp_path / "gone.flac")
