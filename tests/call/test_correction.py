"""Transcripts put right by hand."""

from __future__ import annotations

import pytest

from simulator.call.correction import correct
from simulator.errors import WrongUse
from simulator.record import CallRecord, Turn, Word


def call() -> CallRecord:
    words = [("to", 1.0, 1.2), ("see", 1.2, 1.6), ("the", 1.6, 1.8), ("fourth", 1.8, 2.4)]
    mine = Turn(
        speaker="candidate",
        start=1.0,
        end=2.4,
        text="to see the fourth",
        heard="live",
        acts=["off_topic"],
        words=[Word(text=text, start=start, end=end, confidence=0.5) for text, start, end in words],
    )
    return CallRecord(
        id="x",
        recogniser="pocketsphinx",
        turns=[Turn(speaker="manager", start=0.0, end=0.9, text="When was it?"), mine],
    )


def test_what_was_heard_right_keeps_its_times_and_what_was_put_in_is_marked() -> None:
    turn = correct(call(), 1, "Tuesday the fourth.")
    assert turn.text == "Tuesday the fourth." and turn.heard == "corrected"
    assert turn.words is not None
    assert [(w.text, w.start, w.end, w.corrected) for w in turn.words] == [
        ("Tuesday", 1.0, 1.6, True),
        ("the", 1.6, 1.8, None),
        ("fourth.", 1.8, 2.4, None),
    ]


def test_the_old_words_are_kept_and_the_acts_are_found_anew() -> None:
    turn = correct(call(), 1, "Tuesday the fourth.")
    assert turn.acts is None and turn.earlier is not None
    (before,) = turn.earlier
    assert (before.text, before.heard, before.recogniser) == ("to see the fourth", "live", "pocketsphinx")


def test_words_put_in_where_nothing_was_heard_lie_between_their_neighbours() -> None:
    turn = correct(call(), 1, "to see the twenty fourth")
    assert turn.words is not None
    new = turn.words[3]
    assert (new.text, new.corrected) == ("twenty", True)
    assert 1.8 <= new.start <= new.end <= 1.8


def test_a_confirmed_turn_is_corrected_too_though_nothing_changed() -> None:
    turn = correct(call(), 1, "to see the fourth")
    assert turn.heard == "corrected" and turn.earlier is None


def test_only_ones_own_turns_can_be_corrected() -> None:
    with pytest.raises(WrongUse, match="turn 0 is none of yours; yours are 1"):
        correct(call(), 0, "No.")
