"""Small data of our own for the benchmarks that measure on evaluation data, so that their short form can always run.

    python -m benchmarks.samples FOLDER

Writes FOLDER/calls (two typed calls with labels by hand, for `acts`, `agreement` and `replay`), FOLDER/spoken (the same
calls by the recorded candidates: turns/ with their words, for `words`, `turns` and `acts`, and the shorter one whole in
two channels, for `agreement`) and FOLDER/vocal (the turns, brisker and louder as "happy", as they are as "neutral" and
"calm", for `vocal`). They show that the benchmarks work, and nothing else.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

SAMPLE_TURNS = 4
"""Turns of each recorded candidate that are taken."""
QUIET_AFTER = 3
"""Seconds after a turn: longer than any wait for its end."""
WHOLE = "poor"
"""The candidate whose call is also written whole; the manager's channel is silent."""
LEVELS: dict[str, dict[str, int]] = {
    "good": {
        "introduction": 4,
        "enthusiasm": 4,
        "silence": 4,
        "asking": 4,
        "closing": 4,
        "professionalism": 4,
        "open_door": 4,
    },
    "poor": {
        "introduction": 2,
        "enthusiasm": 1,
        "silence": 3,
        "asking": 0,
        "closing": 0,
        "professionalism": 1,
        "open_door": 0,
    },
}
"""The recorded candidates' typed calls, rated by hand on the rubric."""
ACTS: dict[str, list[list[str]]] = {
    "good": [
        "greeting self_introduction position_mention interview_mention purpose_statement decision_question".split(),
        ["acceptance", "thanks", "enthusiasm", "feedback_question"],
        ["thanks", "openings_question"],
        ["enthusiasm", "keep_in_mind_request"],
        ["timeline_question"],
        ["thanks", "well_wish", "farewell"],
    ],
    "poor": [
        ["greeting", "decision_question"],
        ["self_introduction"],
        ["position_mention"],
        ["interview_mention"],
        ["decision_question", "pressure"],
        ["dispute"],
        ["dispute"],
    ],
}  # fmt: skip
"""The acts of each line, labelled by hand."""


def main() -> None:
    """Writes all three folders."""
    folder = Path(sys.argv[1])
    write_calls(folder / "calls")
    write_spoken(folder / "spoken")
    write_vocal(folder / "vocal")


def write_calls(folder: Path) -> None:
    """The typed calls as records, and `labels.json`."""
    from simulator.demo.candidates import CANDIDATES
    from simulator.record import CallRecord, Turn, write

    folder.mkdir(parents=True, exist_ok=True)
    labels: dict[str, Any] = {}
    for quality, candidate in CANDIDATES.items():
        turns, at = [Turn(speaker="manager", start=0.0, end=1.5, text="Brightwater Logistics, this is Karen.")], 2.0
        acts = {}
        for line, said in zip(candidate.lines, ACTS[quality], strict=True):
            length = len(line.text.split()) / 2.5
            acts[str(len(turns))] = said
            turns.append(Turn(speaker="candidate", start=at, end=at + length, text=line.text))
            turns.append(
                Turn(speaker="manager", start=at + length + 0.5, end=at + length + 2.5, text="I see. Let me look.")
            )
            at += length + 3.0
        write(CallRecord(id=quality, verdict="rejected", turns=turns), folder / f"{quality}.json")
        labels[quality] = {"levels": LEVELS[quality], "acts": acts}
    (folder / "labels.json").write_text(json.dumps(labels), encoding="utf-8")


def write_spoken(folder: Path) -> None:
    """The recorded candidates' turns with what was said, named CALL-TURN; and WHOLE as a recording of two channels."""
    from simulator.audio import RATE, read_mono
    from simulator.demo.candidates import CANDIDATES, clip_path

    turns = folder / "turns"
    turns.mkdir(parents=True, exist_ok=True)
    truth = {}
    for quality, candidate in CANDIDATES.items():
        for number, line in enumerate(candidate.lines[:SAMPLE_TURNS]):
            key = f"{quality}-{1 + 2 * number:02d}"  # the manager has every other turn
            clip = read_mono(clip_path(quality, number))
            write_flac(turns / f"{key}.flac", np.pad(clip, (0, QUIET_AFTER * RATE)))
            end = len(clip) / RATE
            truth[key] = {"text": line.text, "end": end, "pauses": [], "noise": "quiet", "hesitation": 0.0}
    (turns / "truth.json").write_text(json.dumps(truth), encoding="utf-8")
    gap = np.zeros(2 * RATE, np.int16)
    clips = [read_mono(clip_path(WHOLE, number)) for number in range(len(CANDIDATES[WHOLE].lines))]
    said = np.concatenate([part for clip in clips for part in (gap, clip)])
    write_flac(folder / f"{WHOLE}.flac", np.stack([said, np.zeros_like(said)], axis=1))


def write_flac(path: Path, sound: npt.NDArray[np.int16]) -> None:
    """int16 samples (n,) or (n, channels) as FLAC at 16 kHz."""
    import soundfile

    from simulator.audio import RATE

    soundfile.write(path, sound, RATE)


def write_vocal(folder: Path) -> None:
    """Each turn three times: brisker and louder, and twice as it is."""
    import soundfile
    import soxr

    from simulator.audio import RATE, read_channels
    from simulator.demo.candidates import CANDIDATES, clip_path

    folder.mkdir(parents=True, exist_ok=True)
    for speaker, quality in enumerate(CANDIDATES, 1):
        for number in range(SAMPLE_TURNS):
            sound = read_channels(clip_path(quality, number))[:, 0]
            brisk = soxr.resample(sound, RATE * 1.15, RATE) * 1.6
            for emotion, samples in (("happy", brisk), ("neutral", sound), ("calm", sound)):
                soundfile.write(folder / f"{speaker:02d}-{emotion}-normal-{number}-01.flac", samples, RATE)


if __name__ == "__main__":
    main()
