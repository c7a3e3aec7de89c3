"""The candidate's voice in one call: measured from the recording, compared with their own neutral voice.

The voice adds to what the words show of enthusiasm, and only against the speaker's own baseline: without one, what is
measured is shown and counts for nothing, for no two people (or microphones) sound alike.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from simulator.audio import RATE, read_channels
from simulator.record import CriterionResult, Evidence
from simulator.scoring.calibration import baseline_of, is_same_session
from simulator.scoring.prosody import vocal_enthusiasm
from simulator.scoring.result import POINTS_PER_LEVEL
from simulator.scoring.turns import CandidateTurn
from simulator.scoring.view import CallView
from simulator.scoring.voice_measures import VoiceMeasures, measure_voice

LIVELY, SUBDUED = 65.0, 35.0
"""Scores from which a voice is livelier, or below which it is more subdued, than the speaker's neutral one: half a
step of vocal effort (3 dB, and what goes with it) in all cues is 67."""
FIRST_MINUTE = 60.0
LEAST_SPEECH_SECONDS = 10.0
"""Speech that one part of a call must hold to be compared with another."""
CANDIDATE_CHANNEL: Final = 0
FLAT_PITCH: Final = 0.11
"""Standard deviation of pitch by its mean: below, flat; above 0.17, lively (Hincks 2004/2005)."""
NO_BASELINE: Final = "there is no neutral recording of yours to compare with; make one: followup profile --calibrate"

Samples = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class CallVoice:
    """What the recording tells of the candidate's voice."""

    measures: VoiceMeasures | None
    """None when there was too little speech."""
    baseline: VoiceMeasures | None
    score: float | None
    """0–100, 50 is neutral."""
    later: float | None
    """The same, of what was said after the first minute, with the first minute as the baseline."""


def hear_voice(view: CallView, audio: Path) -> CallVoice:
    """Measures the candidate's spoken turns in a recording (candidate in the first channel). Raises BadAudio."""
    channel: Samples = read_channels(audio)[:, CANDIDATE_CHANNEL]
    spoken = [turn for turn in view.said if not turn.was_typed]
    measures = measure_voice(_cut(channel, spoken))
    baseline = baseline_of(view.record)
    score = later = None
    if measures is not None:
        score = vocal_enthusiasm(measures, baseline, same_session=is_same_session(view.record))
        later = _later(channel, spoken)
    return CallVoice(measures, baseline, score, later)


def _cut(channel: Samples, turns: list[CandidateTurn]) -> Samples:
    parts = [channel[max(0, round(turn.turn.start * RATE)) : round(turn.turn.end * RATE)] for turn in turns]
    return np.concatenate(parts) if parts else channel[:0]


def _later(channel: Samples, turns: list[CandidateTurn]) -> float | None:
    halves = [[turn for turn in turns if (turn.turn.start < FIRST_MINUTE) == first] for first in (True, False)]
    if any(sum(turn.seconds for turn in half) < LEAST_SPEECH_SECONDS for half in halves):
        return None
    first, rest = (measure_voice(_cut(channel, half)) for half in halves)
    return vocal_enthusiasm(rest, first, same_session=True) if first is not None and rest is not None else None


def with_voice(result: CriterionResult, voice: CallVoice) -> CriterionResult:
    """Enthusiasm from the words, moved by at most one level where the voice clearly says more or less.

    A lively voice lifts polite or general words (levels 2 and 3), a subdued one lowers words of interest (3 and 4).
    """
    if result.level is None or voice.score is None:
        return result
    if voice.baseline is None:
        return result.model_copy(update={"evidence": [*result.evidence, Evidence(finding=_without_baseline(voice))]})
    level = result.level
    if voice.score >= LIVELY and level in (2, 3):
        level += 1
    elif voice.score <= SUBDUED and level in (3, 4):
        level -= 1
    manner = "livelier than" if voice.score >= LIVELY else "more subdued than" if voice.score <= SUBDUED else "near"
    finding = f"your voice was {manner} your neutral voice: {voice.score:.0f} of 100, neutral is 50"
    moved = (
        "" if level == result.level else f"; your voice was {manner} your neutral voice, which moves it by one level"
    )
    return result.model_copy(
        update={
            "level": level,
            "points": level * POINTS_PER_LEVEL,
            "why": result.why + moved,
            "evidence": [*result.evidence, Evidence(finding=finding)],
        }
    )


def _without_baseline(voice: CallVoice) -> str:
    if voice.later is None:
        return f"your voice is measured and not counted: {NO_BASELINE}"
    manner = "livelier than" if voice.later >= LIVELY else "more subdued than" if voice.later <= SUBDUED else "like"
    return f"after the first minute your voice was {manner} within it; not counted: {NO_BASELINE}"


def voice_measures(voice: CallVoice) -> dict[str, dict[str, Any]]:
    """The measures of the voice, as in the scorecard."""
    if voice.measures is None or voice.score is None:
        return {"vocal_enthusiasm": {"value": None, "unit": "of 100", "why": "too little speech in the recording"}}
    found: dict[str, dict[str, Any]] = {
        "vocal_enthusiasm": {
            "value": round(voice.score, 1),
            "unit": "of 100",
            "source": f"not counted: {NO_BASELINE}"
            if voice.baseline is None
            else "against your neutral voice, which is 50",
        },
        "loudness_range": {"value": round(voice.measures.loudness_range, 1), "unit": "dB"},
        "pitch_spread": {"value": round(voice.measures.pitch_movement, 1), "unit": "semitones"},
        "pitch_variation": {
            "value": round(voice.measures.pitch_variation, 2),
            "unit": "SD/mean",
            "range": [FLAT_PITCH, None],
            "source": "Hincks 2004/2005: flat below 0.11, lively above 0.17",
        },
    }
    if voice.later is not None:
        found["voice_after_first_minute"] = {
            "value": round(voice.later, 1),
            "unit": "of 100",
            "source": "against your own first minute, which is 50",
        }
    return found
