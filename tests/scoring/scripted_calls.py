"""Calls written as a script, one turn a line, so that a test shows the whole situation."""

from __future__ import annotations

import re
from typing import Any

from simulator.record import CallRecord, Candidate, Manager, Turn

WORDS_PER_SECOND = 2.5
GAP_SECONDS = 0.4
_LINE = re.compile(
    r"(?P<who>[MC])(?P<shift>[+-][\d.]+)?: (?P<text>.*?)(?: \[pause (?P<pause>[\d.]+)\])?(?: \| (?P<acts>.*))?$"
)


def call(script: str, verdict: str = "rejected", **fields: Any) -> CallRecord:
    """A call record from lines of "M: text [pause 4]" (manager) and "C: text | act act" (candidate).

    Everyone speaks 2.5 words a second and begins 0.4 s after the turn before, or after its pause when the manager goes
    on; "C+1.5:" begins 1.5 s after the end of the turn before, "C-0.8:" 0.8 s before it. Without " | acts" the turn is
    left to the tagger; " | none" is a turn without acts, and "C: …" is a turn whose words were lost.
    """
    turns: list[Turn] = []
    now = 0.0
    for line in filter(None, map(str.strip, script.splitlines())):
        found = _LINE.match(line)
        assert found, line
        waits = found["who"] == "M" and bool(turns) and turns[-1].pause
        now += float(found["shift"] or ((turns[-1].pause or 0) if waits else GAP_SECONDS if turns else 0))
        turns.append(_turn(found, now))
        now = turns[-1].end
    people = {
        "manager": Manager(name="Dana Whitfield", role="HR manager", company="Harlow Mills"),
        "candidate": Candidate(name="Daniel Reyes", position="project coordinator", interview="last Tuesday at ten"),
    }
    return CallRecord.model_validate({"id": "scripted", "verdict": verdict, "turns": turns, **people, **fields})


def _turn(found: re.Match[str], start: float) -> Turn:
    lost = found["text"] == "…"
    acts = found["acts"].replace("none", "").split() if found["acts"] else None
    return Turn(
        speaker="manager" if found["who"] == "M" else "candidate",
        start=start,
        end=start + max(1, len(found["text"].split())) / WORDS_PER_SECOND,
        text="" if lost else found["text"],
        pause=float(found["pause"]) if found["pause"] else None,
        acts=acts,
        heard="lost" if lost else None,
    )
