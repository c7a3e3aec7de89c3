from __future__ import annotations

import pytest

from simulator.audio import FRAME_SAMPLES, RATE, frames_in
from simulator.errors import MissingPart, RecogniserFailed
from simulator.hearing.analyse import turns_in
from tests.hearing.conftest import speech


def test_the_turns_of_a_recording_have_times_in_seconds_and_words() -> None:
    first, second = turns_in(speech("two_turns"))
    assert 0.4 < first.start < 0.7 and 3.9 < first.end < 4.3
    assert first.end < first.decided < second.start < second.end < second.decided
    assert "calling" in first.text
    assert second.text == "have you made a decision"


def test_a_turn_that_the_recording_cuts_off_is_decided_after_it() -> None:
    cut_off = speech("early")[: frames_in(1.8) * FRAME_SAMPLES + 100]
    (turn,) = turns_in(cut_off)
    assert turn.decided > len(cut_off) / RATE
    assert "for your" in turn.text


def test_a_recording_without_speech_has_no_turns() -> None:
    assert turns_in(speech("noises")) == []


def test_what_the_recogniser_cannot_do_is_said_and_not_left_out() -> None:
    with pytest.raises(MissingPart, match="FOLLOWUP_AZURE_KEY"):
        turns_in(speech("early"), "azure")
    with pytest.raises(RecogniserFailed, match="too long for me"):
        turns_in(speech("early"), "tests.hearing.stand_in_ears:Refusing")
