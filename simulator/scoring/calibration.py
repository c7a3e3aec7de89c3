"""The neutral voice of one person: read aloud once, measured, and compared with in every call.

A passage that is read is the standard way to a speaker's ordinary voice (as Fairbanks' "Rainbow Passage", 1960). Ours
is plain and without any mood, so that there is nothing in it to be lively about.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from simulator.errors import TooLittleSpeech
from simulator.record import CallRecord
from simulator.scoring.voice_measures import VoiceMeasures, measure_voice

PASSAGE: Final = (
    "The bus from the market square runs every twenty minutes on working days, and once an hour at the weekend. It "
    "stops at the library, at the old town hall and at the swimming pool before it turns into the long road by the "
    "river. The ride takes about half an hour. Tickets are sold by the driver, and also at the machine beside the stop."
)
"""64 words: some 25 s at the pace of reading aloud, 20 s of it speech."""
PASSAGE_SECONDS: Final = 30.0
"""Longest recording: even who reads slowly has then said enough of it."""
LEAST_SPEECH_SECONDS: Final = 10.0
"""Pitch and its range are stable from about ten seconds of speech on; 20 s are asked for."""
SESSION: Final = timedelta(hours=1)
"""Within this, at the same kind of line and microphone, loudness may be compared; later the microphone has moved."""


def calibrate(sound: npt.NDArray[np.floating], *, recorded: str, line: str, device: str = "") -> dict[str, Any]:
    """The calibration for a profile: the measures of the passage as read, and when and through what it was recorded.

    `sound` is at 16 kHz, shape (n,); `recorded` is ISO 8601. Raises TooLittleSpeech.
    """
    measured = measure_voice(sound)
    if measured is None or measured.speech < LEAST_SPEECH_SECONDS:
        heard = 0.0 if measured is None else measured.speech
        raise TooLittleSpeech(
            f"only {heard:.0f} s of speech were heard, at least {LEAST_SPEECH_SECONDS:.0f} s are needed; "
            "read the whole passage aloud, near the microphone"
        )
    found: dict[str, Any] = {**measured.to_dict(), "recorded": recorded, "line": line}
    return {**found, "device": device} if device else found


def baseline_of(record: CallRecord) -> VoiceMeasures | None:
    """The speaker's neutral voice as the record holds it; None where there is none."""
    return VoiceMeasures.from_dict(record.calibration or {})


def is_same_session(record: CallRecord) -> bool:
    """Whether the baseline was recorded just before (or after) the call, through the same kind of line.

    A calibration that says so itself (`same_session`) is believed.
    """
    calibration = record.calibration or {}
    if isinstance(calibration.get("same_session"), bool):
        return bool(calibration["same_session"])
    try:
        apart = abs(_time(record.started) - _time(str(calibration.get("recorded", ""))))
    except ValueError:
        return False
    return apart <= SESSION and calibration.get("line") == record.line == "microphone"


def _time(text: str) -> datetime:
    """A local time; raises ValueError."""
    return datetime.fromisoformat(text.replace("Z", "+00:00")).replace(tzinfo=None)
