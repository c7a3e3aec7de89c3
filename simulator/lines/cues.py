"""A recorded candidate who takes part: clips, each said when its cue comes.

A single long recording would fit one manager's pace only. A cue waits, as a person does, until the other has
been quiet for a moment; an impatient one does not wait for the end of a thinking pause.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from simulator.audio import SILENCE, Sound, frames_in
from simulator.call.call import Call
from simulator.lines.recording import SILENCE_AFTER_SECONDS, Progress, frames_of


@dataclass(frozen=True, slots=True)
class Cue:
    """One clip and when to say it."""

    clip: Sound
    gap: float = 0.6
    """Seconds of the other's silence before the clip begins."""
    patient: bool = True
    """Lets a thinking pause pass; otherwise `gap` counts in a pause as anywhere."""


def play(
    call: Call, cues: Sequence[Cue], progress: Progress | None = None, *, stays: float = SILENCE_AFTER_SECONDS
) -> None:
    """Places the call and says each clip in turn; then hangs up, if the other side has not after `stays` seconds."""
    while call.ringing:
        call.step(SILENCE)
        call.settle()
    for cue in cues:
        _wait_for(call, cue, progress)
        for frame in frames_of(cue.clip):
            _step(call, frame, progress)
    for _ in range(frames_in(stays)):
        _step(call, SILENCE, progress)
    call.hang_up("candidate")


def _wait_for(call: Call, cue: Cue, progress: Progress | None) -> None:
    quiet = 0
    while quiet < frames_in(cue.gap) and not call.ended:
        _step(call, SILENCE, progress)
        waiting = call.manager_busy and (cue.patient or not call.manager_pausing)
        quiet = 0 if waiting or call.candidate_has_floor else quiet + 1


def _step(call: Call, frame: Sound, progress: Progress | None) -> None:
    if call.ended:
        return
    call.step(frame)
    call.settle()
    if progress is not None:
        progress(call)
