"""How long it takes to score a call of five minutes, the tagger's model already loaded: from its record, and with its
recording (apart from recognition). Processor time, so that other programs do not count.

    python -m benchmarks.scoring [--short] [--json]

The exit code is 1 when a limit is passed; the short form shows that it runs, and is too short to judge by.
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import soundfile

from simulator.audio import RATE
from simulator.record import CallRecord, Candidate, Manager, Turn
from simulator.scoring.scorecard import score
from simulator.understanding.words import number_in_words

LIMIT_MILLISECONDS = 50.0
LIMIT_SHARE_OF_LENGTH = 0.1
PITCH_HERTZ = 140.0
WORDS_PER_SECOND = 2.5
CALL_SECONDS = 300.0
RUNS, SHORT_RUNS = 20, 5
EXCHANGES = (
    ("Harlow Mills, Dana Whitfield speaking.", "Good morning, this is Daniel Reyes. I was in for an interview."),
    ("Which job was that for?", "The project coordinator role. It was last Tuesday at ten, with you and Mr Okafor."),
    ("Let me look for your papers.", "Of course, take your time."),
    ("I'm afraid we went with someone else in the end.", "I understand. Could you tell me what I could do better?"),
    ("More examples of what you did yourself.", "Examples, yes. Which answer was that, for instance? I'm noting it."),
    (
        "The one about the late delivery.",
        "That helps a lot. I still like what you do there, the harbour crane above all.",
    ),
    ("We may have something in the spring.", "If it comes up, would you call me? My number is 555 0142."),
    ("I will.", "And the salary, did that play a role? I only ask because I would rather know."),
    ("Not at all.", "Good to know. Thank you very much for being so open with me about all of it."),
)


def five_minutes(take: int = 0) -> CallRecord:
    """A call of five minutes in which both talk without a break; without acts, so that the tagger has to work.

    Each turn ends in its own number, another one in every take: nothing that was understood before helps.
    """
    turns: list[Turn] = []
    now = 0.0
    while now < CALL_SECONDS:
        for manager, candidate in EXCHANGES:
            number = " ".join(number_in_words(1000 * take + len(turns)))
            for speaker, text in (("manager", manager), ("candidate", f"{candidate} Number {number}.")):
                end = now + len(text.split()) / WORDS_PER_SECOND
                turns.append(Turn.model_validate({"speaker": speaker, "start": now, "end": end, "text": text}))
                now = end + 0.3
    return CallRecord(
        id="benchmark",
        verdict="rejected",
        turns=turns,
        manager=Manager(name="Dana Whitfield", company="Harlow Mills"),
        candidate=Candidate(name="Daniel Reyes", position="project coordinator", interview="last Tuesday at ten"),
    )


def record_sound(record: CallRecord, path: Path) -> float:
    """Writes a recording with a buzzing voice in the candidate's turns; returns its length in seconds."""
    seconds = record.turns[-1].end + 1
    sound = np.zeros((round(seconds * RATE), 2), np.float32)
    for _, turn in record.candidate_turns():
        time_axis = np.arange(round((turn.end - turn.start) * RATE)) / RATE
        buzz = sum(np.cos(2 * np.pi * PITCH_HERTZ * k * time_axis) / k**2 for k in range(1, 40))
        begin = round(turn.start * RATE)
        sound[begin : begin + len(time_axis), 0] = 0.05 * buzz * np.sin(2 * np.pi * 2 * time_axis) ** 2
    soundfile.write(path, sound, RATE)
    return seconds


def share_with_recording(record: CallRecord) -> float:
    """Time to score the call with its recording, as a share of the recording's length."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "call.flac"
        length = record_sound(record, path)
        began = time.process_time()
        score(record, audio=path)
        return (time.process_time() - began) / length


def main(options: list[str]) -> int:
    """Prints median and slowest of the runs, and one with sound."""
    short = "--short" in options
    record = five_minutes()
    score(record)  # loads the model
    times = []
    for take in range(1, (SHORT_RUNS if short else RUNS) + 1):
        again = five_minutes(take)
        began = time.process_time()
        score(again)
        times.append((time.process_time() - began) * 1000)
    figures = {
        "turns": len(record.candidate_turns()),
        "median_ms": round(statistics.median(times), 1),
        "slowest_ms": round(max(times), 1),
        "limit_ms": LIMIT_MILLISECONDS,
        "recording_share": round(share_with_recording(record), 3),
    }
    if "--json" in options:
        print(json.dumps(figures))
    else:
        print(f"five minutes, {figures['turns']} turns of the candidate: median {figures['median_ms']} ms", end="")
        print(f", slowest of {len(times)} {figures['slowest_ms']} ms (limit {LIMIT_MILLISECONDS:.0f} ms)")
        print(f"with the recording: {figures['recording_share']:.1%} of its length (limit {LIMIT_SHARE_OF_LENGTH:.0%})")
    in_time = figures["median_ms"] <= LIMIT_MILLISECONDS
    return int(not short and (not in_time or figures["recording_share"] > LIMIT_SHARE_OF_LENGTH))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
