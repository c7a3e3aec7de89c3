"""What the recorded candidates say, and when. The sound was made from these words by `make_candidates.py`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from simulator.audio import read_mono
from simulator.lines.cues import Cue

FOLDER = Path(__file__).parent / "speech"
SCENARIO = "rejected-runner-up"


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to say."""

    text: str
    gap: float = 0.6
    """Seconds of the other's silence before it."""
    patient: bool = True
    """Leaves thinking pauses alone."""


@dataclass(frozen=True, slots=True)
class RecordedCandidate:
    """A candidate with a flite voice: PocketSphinx understands `slt` and `rms` well."""

    voice: str
    lines: tuple[Line, ...]
    stays: float = 30.0
    """Seconds after the last line until they hang up, if the other side has not."""


CANDIDATES = {
    "good": RecordedCandidate(
        "slt",
        (
            Line(
                "Good morning, this is Daniel Reyes. I interviewed for the project coordinator position "
                "on Tuesday the fourth, and I am calling to ask whether you have made a decision."
            ),
            Line(
                "I understand. Thank you for telling me. I really enjoyed meeting the team. "
                "Could you tell me what I could do better next time?",
                gap=0.9,
            ),
            Line("That is very helpful, thank you. Are there any other openings that might suit me?", gap=0.8),
            Line("I would love that. Would you please call me if this position opens up again?", gap=0.7),
            Line("When could I call you again?", gap=0.8),
            Line("Thank you so much for your time. I wish you and the team all the best. Goodbye.", gap=0.8),
        ),
    ),
    "poor": RecordedCandidate(
        "rms",
        (
            Line("Hello. Did I get the job?", gap=0.5),
            Line("My name is Daniel.", gap=0.5),
            Line("The coordinator job.", gap=0.5),
            Line("It was last week some time.", gap=0.5),
            Line("So did I get it or not? I need to know today.", gap=1.2, patient=False),
            Line("That is not fair. I was the best one. You wasted my time.", gap=0.4, patient=False),
            Line("Whatever.", gap=0.4, patient=False),
        ),
        stays=1.5,
    ),
}


def clip_path(quality: str, number: int) -> Path:
    """The recording of one line."""
    return FOLDER / f"{quality}-{number + 1}.flac"


def cues(quality: str) -> list[Cue]:
    """The candidate's clips with their cues."""
    return [
        Cue(read_mono(clip_path(quality, number)), line.gap, line.patient)
        for number, line in enumerate(CANDIDATES[quality].lines)
    ]
