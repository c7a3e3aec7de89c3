"""A call that was recorded anywhere, made into a call record: two channels, candidate left, manager right.

What a live call knows has to be made out from sound here: the turns by voice activity, the words by the recogniser,
and the manager's thinking pauses by these rules:

- A silence in which the manager goes on alone after at least PAUSE_SECONDS was a thinking pause, left alone.
- A line in which the manager says that something is being looked up, followed by the candidate, was the beginning of
  a pause that was filled; how long it would have been is not known, PAUSE_SECONDS is noted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise
from pathlib import Path

from simulator.audio import RATE, read_channels, to_int16
from simulator.errors import BadAudio
from simulator.hearing.analyse import HeardTurn, turns_in
from simulator.hearing.recogniser import resolve
from simulator.record import CallRecord, Turn

PAUSE_SECONDS = 1.8
"""Within a turn speakers rarely pause longer; the scenarios' shortest thinking pause is 2 s. Gaps over a second
already count as long between speakers (Jefferson 1989)."""
JOINED_SECONDS = 1.2
"""Pieces of one side's speech with no more silence between them, and nobody else in it, are one turn."""
LOOKING = re.compile(
    r"\b(let me|hang on|hold on|one moment|a moment|a second|just a|give me|bear with|pulling|looking|look it up|"
    r"find (it|the|your)|check|let's see)\b",
    re.IGNORECASE,
)
"""What people say before they look something up."""


def listen(path: Path, recogniser: str = "auto", expected: Sequence[str] = ()) -> CallRecord:
    """Hears both sides of a recording; the verdict is left open. `expected`: texts whose words are likely.

    Raises BadAudio, UnknownRecogniser, MissingPart, RecogniserFailed.
    """
    channels = read_channels(path)
    if channels.shape[1] != 2:
        what = "one channel" if channels.shape[1] == 1 else f"{channels.shape[1]} channels"
        raise BadAudio(path, f"holds {what}; a call to be scored has two, the candidate left and the manager right")
    candidate = turns_in(to_int16(channels[:, 0]), recogniser, expected=expected)
    manager = turns_in(to_int16(channels[:, 1]), recogniser, expected=expected)
    started = datetime.fromtimestamp(path.stat().st_mtime).isoformat(timespec="seconds")
    return CallRecord(
        id=path.stem,
        started=started,
        turns=turns_of(candidate, manager),
        audio=path.name,
        length=len(channels) / RATE,
        line="recording",
        recogniser=resolve(recogniser),
    )


def turns_of(candidate: Sequence[HeardTurn], manager: Sequence[HeardTurn]) -> list[Turn]:
    """The turns of both sides in order, the manager's with their pauses."""
    turns = [Turn(speaker="candidate", start=t.start, end=t.end, text=t.text, heard="after") for t in candidate]
    turns += [Turn(speaker="manager", start=t.start, end=t.end, text=t.text) for t in manager]
    turns.sort(key=lambda turn: turn.start)
    joined = _joined(turns)
    for turn, following in pairwise(joined):
        if turn.speaker == "manager":
            turn.pause = _pause(turn, following)
    return joined


def _joined(turns: list[Turn]) -> list[Turn]:
    joined: list[Turn] = []
    for turn in turns:
        last = joined[-1] if joined else None
        if last is not None and last.speaker == turn.speaker and turn.start - last.end <= JOINED_SECONDS:
            last.end, last.text = turn.end, f"{last.text} {turn.text}".strip()
        else:
            joined.append(turn)
    return joined


def _pause(turn: Turn, following: Turn) -> float | None:
    gap = following.start - turn.end
    if following.speaker == "manager":
        return gap if gap >= PAUSE_SECONDS else None
    return max(gap, PAUSE_SECONDS) if gap >= 0 and LOOKING.search(turn.text) else None
