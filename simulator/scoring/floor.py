"""Who had the floor when: thinking pauses, interruptions, response gaps, monologues. From times alone.

- A **thinking pause** is the silence that the record notes after a manager's turn (`pause`). It is *kept* when the
  manager speaks next, *filled* when the candidate says anything but a backchannel before that.
- A **backchannel** ("mm-hm") never counts against anyone.
- An **interruption** is a candidate's turn that begins inside a manager's turn and cuts it short, or talks on top of
  it for long. A slight overlap with a sentence that is complete is the normal quick change of speakers: 40 % of
  changes overlap (Heldner & Edlund 2010), gaps centre on 0.2 s (Stivers et al. 2009).
- The other side **breaks in** when the manager begins while the candidate is still speaking: now and then that is a
  normal overlap; again and again it means that no room was left. A manager who took a turn to be over that was not, and
  gave the floor back, has not broken in: that mistake is never the candidate's.

The definitions are those of `simulator.turn_taking`, as far as times alone can tell.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from simulator.record import Turn
from simulator.scoring.turns import CandidateTurn
from simulator.turn_taking import BEGUN_TOGETHER_SECONDS, NORMAL_OVERLAP_SECONDS, TALKING_OVER_SECONDS

SENTENCE_ENDS = (".", "!", "?", "”", '"', "'")

Turns = Sequence[tuple[int, Turn]]
"""Turns of one side with their indices in the record."""


@dataclass(frozen=True, slots=True)
class Pause:
    """A thinking pause of the manager."""

    after: int
    """Index of the manager's turn before it."""
    start: float
    end: float
    """Seconds from pick-up: when the manager went on, or when it was filled."""
    filled_by: CandidateTurn | None

    @property
    def seconds(self) -> float:
        """How long it was silent."""
        return max(0.0, self.end - self.start)


@dataclass(frozen=True, slots=True)
class Interruption:
    """The candidate began while the manager had more to say."""

    by: CandidateTurn
    of: int
    """Index of the manager's turn."""
    overlap: float
    """Seconds during which both spoke."""


def thinking_pauses(managers: Turns, said: Sequence[CandidateTurn]) -> list[Pause]:
    """The manager's thinking pauses, in order. One that the call's end cut off is not among them."""
    found = []
    for place, (index, turn) in enumerate(managers):
        if not turn.pause:
            continue
        resumed = managers[place + 1][1].start if place + 1 < len(managers) else None
        # whoever speaks only after the planned end has left the pause alone, though the manager did not go on
        limit = min(turn.end + turn.pause, resumed if resumed is not None else math.inf)
        filler = next((own for own in said if _falls_in(own, turn.end, limit) and not own.is_backchannel), None)
        if filler is not None:
            found.append(Pause(index, turn.end, max(turn.end, filler.turn.start), filler))
        elif resumed is not None or any(own.turn.start >= limit for own in said):
            found.append(Pause(index, turn.end, limit, None))
    return found


def _falls_in(own: CandidateTurn, start: float, end: float) -> bool:
    # a turn that begins just as the manager goes on was begun in good faith
    return start - NORMAL_OVERLAP_SECONDS <= own.turn.start < end - NORMAL_OVERLAP_SECONDS


def interruptions(managers: Turns, said: Sequence[CandidateTurn]) -> list[Interruption]:
    """Where the candidate cut the manager off or talked on top of them; at most one a candidate's turn."""
    found = []
    for own in said:
        if own.is_backchannel:
            continue
        for index, turn in managers:
            overlap = min(turn.end, own.turn.end) - own.turn.start
            if turn.start + BEGUN_TOGETHER_SECONDS < own.turn.start and _cuts_in(turn, overlap):
                found.append(Interruption(own, index, round(overlap, 3)))
                break
    return found


def _cuts_in(turn: Turn, overlap: float) -> bool:
    if turn.interrupted:
        # a voice that stops at once when spoken to leaves hardly any overlap to measure
        return overlap > 0
    broken_off = not turn.text.rstrip().endswith(SENTENCE_ENDS)
    return overlap > (NORMAL_OVERLAP_SECONDS if broken_off else TALKING_OVER_SECONDS)


def break_ins(managers: Turns, said: Sequence[CandidateTurn]) -> list[CandidateTurn]:
    """The candidate's turns into which the manager had to break to be heard."""
    return [
        own
        for own in said
        if not own.was_resumed
        and any(
            own.turn.start < turn.start and own.turn.end - turn.start > NORMAL_OVERLAP_SECONDS for _, turn in managers
        )
    ]


def response_gaps(turns: Sequence[Turn]) -> list[float]:
    """Seconds from the end of a manager's turn to the candidate's answer; negative when they overlap slightly.

    Answers into a thinking pause, and turns begun inside the manager's, are no answers in this sense.
    """
    gaps = []
    for before, after in pairwise(turns):
        if before.speaker == "manager" and after.speaker == "candidate" and not before.pause:
            gap = after.start - before.end
            if gap > -NORMAL_OVERLAP_SECONDS:
                gaps.append(round(gap, 3))
    return gaps


def longest_monologue(turns: Sequence[Turn]) -> float | None:
    """Seconds of the candidate's longest stretch of turns without a word of the manager's; None without any turn."""
    longest: float | None = None
    start = None
    for turn in turns:
        if turn.speaker == "manager":
            start = None
            continue
        start = turn.start if start is None else start
        longest = max(longest or 0.0, turn.end - start)
    return longest
