"""Hears a past call's candidate again, with another recogniser; the old words are kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from simulator.audio import RATE, Sound, read_channels, to_int16
from simulator.call.chronicle import moved
from simulator.call.correction import replace_text
from simulator.errors import BadRecord
from simulator.hearing.worker import RecogniserProcess
from simulator.record import CallRecord, Turn

MARGIN_SECONDS = 0.3
"""Sound on both sides of a turn that is given to the recogniser with it: first and last phonemes are soft."""


def hear_again(call: CallRecord, folder: Path, recogniser: str, progress: Callable[[int, int], None]) -> list[Turn]:
    """Gives every spoken turn new words, save those typed or corrected by hand; returns those whose words changed.

    Changes `call`. Raises BadRecord without a recording, BadAudio, UnknownRecogniser, MissingPart, RecogniserFailed.
    """
    if call.audio is None:
        raise BadRecord(folder, "the call has no recording that could be heard again")
    candidate = to_int16(read_channels(folder / Path(call.audio).name)[:, 0])
    spoken = [turn for _, turn in call.candidate_turns() if turn.heard not in ("typed", "corrected")]
    changed = []
    ears = RecogniserProcess(recogniser, expected=expected_in(call))
    try:
        ears.wait_ready()
        for number, turn in enumerate(spoken, 1):
            transcript = ears.transcribe(piece(candidate, turn))
            if transcript.text != turn.text:
                replace_text(turn, transcript.text, call.recogniser)
                changed.append(turn)
            turn.words = moved(transcript.words, max(0.0, turn.start - MARGIN_SECONDS)) or None
            turn.heard, turn.recogniser = "after", ears.name
            progress(number, len(spoken))
    finally:
        ears.close()
    return changed


def expected_in(call: CallRecord) -> list[str]:
    """Whose names, which job and which firm the call was about."""
    mine, theirs = call.candidate, call.manager
    return [text for text in (mine.name, mine.position, mine.interview, theirs.name, theirs.company) if text]


def piece(sound: Sound, turn: Turn) -> Sound:
    """The sound of a turn, with its margins."""
    start = max(0, round((turn.start - MARGIN_SECONDS) * RATE))
    return sound[start : round((turn.end + MARGIN_SECONDS) * RATE)]
