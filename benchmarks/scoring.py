"""How long it takes to score a call of five minutes from its record, the tagger's model already loaded.

python benchmarks/scoring.py [--short] [--json]
"""

from __future__ import annotations

import json
import statistics
import sys
import time

from simulator.record import CallRecord, Candidate, Manager, Turn
from simulator.scoring.scorecard import score

LIMIT_MILLISECONDS = 50.0
WORDS_PER_SECOND = 2.5
CALL_SECONDS = 300.0
RUNS = 20
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


def five_minutes() -> CallRecord:
    """A call of five minutes in which both talk without a break; without acts, so that the tagger has to work."""
    turns: list[Turn] = []
    now = 0.0
    while now < CALL_SECONDS:
        for manager, candidate in EXCHANGES:
            for speaker, text in (("manager", manager), ("candidate", candidate)):
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


def main(options: list[str]) -> int:
    """Prints median and slowest of twenty runs; exit code 1 when the median is over the limit."""
    record = five_minutes()
    score(record)  # loads the model
    times = []
    for _ in range(RUNS):
        began = time.perf_counter()
        score(record)
        times.append((time.perf_counter() - began) * 1000)
    figures = {
        "turns": len(record.candidate_turns()),
        "median_ms": round(statistics.median(times), 1),
        "slowest_ms": round(max(times), 1),
        "limit_ms": LIMIT_MILLISECONDS,
    }
    if "--json" in options:
        print(json.dumps(figures))
    else:
        print(f"five minutes, {figures['turns']} turns of the candidate: median {figures['median_ms']} ms", end="")
        print(f", slowest of {RUNS} {figures['slowest_ms']} ms (limit {LIMIT_MILLISECONDS:.0f} ms)")
    return int(figures["median_ms"] > LIMIT_MILLISECONDS)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
