"""What a call looks like when read back, in order."""

from __future__ import annotations

from simulator.record import CallRecord, Scorecard
from simulator.review.timeline import Happening, Silence, Spoken, timeline
from tests.review.samples import sample_call, sample_card, them, you


def test_turns_pauses_and_what_was_learned_come_in_order_of_time() -> None:
    entries = timeline(sample_call(), sample_card())

    assert [entry.at for entry in entries] == sorted(entry.at for entry in entries)
    opening = [type(entry) for entry in entries[:7]]
    assert opening == [Spoken, Spoken, Spoken, Silence, Spoken, Happening, Happening]
    assert entries[-1] == Happening(58.0, "end", "Ruth hung up")


def test_a_pause_left_alone_and_a_pause_filled_are_told_apart() -> None:
    pauses = [entry for entry in timeline(sample_call(), sample_card()) if isinstance(entry, Silence)]

    assert pauses == [Silence(15.2, 19.2, kept=True), Silence(34.0, 35.2, kept=False)]


def test_a_backchannel_in_a_pause_leaves_it_kept() -> None:
    turns = [them(0, 2, "Let me look.", pause=4.0), you(3, 3.4, "Mm-hm."), them(6, 8, "Here it is.")]
    record = CallRecord(id="x", turns=turns)

    pauses = [entry for entry in timeline(record, Scorecard(acts={1: ["backchannel"]})) if isinstance(entry, Silence)]

    assert pauses == [Silence(2.0, 6.0, kept=True)]


def test_only_the_turn_that_cut_in_is_marked_as_such() -> None:
    spoken = [entry for entry in timeline(sample_call(), sample_card()) if isinstance(entry, Spoken)]

    assert [entry.index for entry in spoken if entry.talked_over is not None] == [8]


def test_findings_stand_at_the_turns_where_they_show() -> None:
    spoken = [entry for entry in timeline(sample_call(), sample_card()) if isinstance(entry, Spoken)]

    assert [note.criterion for note in spoken[8].notes] == ["Enthusiasm", "Silence"]
    assert spoken[0].notes == ()


def test_evidence_for_a_turn_that_the_record_does_not_hold_is_passed_over() -> None:
    card = sample_card()
    card.criteria["asking"].evidence[0].turn = 99

    notes = [entry.notes for entry in timeline(sample_call(), card) if isinstance(entry, Spoken)]

    assert not any(note.criterion == "Asking" for turn in notes for note in turn)
