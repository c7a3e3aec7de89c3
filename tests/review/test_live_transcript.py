"""The transcript of a call while it goes on."""

from __future__ import annotations

from simulator.record import CallRecord, Event, Turn
from simulator.review.terminal import LiveTranscript
from tests.review.samples import console, printed, sample_call


def known_at(event: Event) -> float:
    """When a call has an event in its record: once it is over, and an interruption once it has made the other stop."""
    overlap = (event.model_extra or {}).get("overlap", 0.0)
    return event.end or event.at + float(overlap)


def snapshot(seconds: float) -> CallRecord:
    """The sample call as its record stands after so many seconds."""
    whole = sample_call()
    turns = [turn for turn in whole.turns if turn.end <= seconds]
    under_way = [turn for turn in whole.turns if turn.start < seconds < turn.end]
    turns += [
        Turn(speaker=turn.speaker, start=turn.start, end=seconds, text=turn.text.split()[0]) for turn in under_way[:1]
    ]
    events = [event for event in whole.events if known_at(event) <= seconds]
    return whole.model_copy(update={"turns": turns, "events": events, "state": "live", "length": seconds})


def live(*snapshots: CallRecord) -> list[str]:
    """The lines printed for a row of snapshots."""
    target = console()
    transcript = LiveTranscript(target)
    for record in snapshots:
        transcript.show(record)
    return [line.strip() for line in printed(target).splitlines()]


def test_every_turn_is_printed_once_however_often_the_record_is_shown() -> None:
    often = live(*(snapshot(tenth / 10) for tenth in range(590)), sample_call())

    assert often == live(sample_call())
    assert sum(line.startswith("0:") for line in often) == 12


def test_a_turn_is_printed_when_it_is_finished_not_before() -> None:
    assert live(snapshot(2.0)) == []
    assert live(snapshot(2.0), snapshot(2.8)) == ["0:00  Ruth  Brightwater Logistics, Ruth Okafor speaking."]


def test_a_pause_is_told_only_after_it_is_over() -> None:
    assert not any("silence" in line for line in live(snapshot(17.0)))
    assert live(snapshot(19.2))[-1] == "(4 s of silence – Ruth thinks)"


def test_filled_pauses_interruptions_facts_and_the_end_are_marked() -> None:
    lines = live(sample_call())

    assert lines[lines.index("0:35  You   Was it the budget question?") - 1] == (
        "(Ruth was thinking – you spoke after 1.2 s)"
    )
    cut_in = lines.index("0:40  You   I knew it. I always get nervous when it comes to numbers.")
    assert lines[cut_in - 1] == "(you began while Ruth was still speaking)"
    assert "✓ you learned: The job went to someone else." in lines
    assert lines[-1] == "(Ruth hung up)"


def test_a_backchannel_that_is_known_before_the_line_it_falls_into_is_printed_too() -> None:
    turns = [
        Turn(speaker="manager", start=1.0, end=6.0, text="It was a long search.", line="x"),
        Turn(speaker="candidate", start=3.0, end=3.4, text="Mm-hm.", heard="live"),
    ]
    early = CallRecord(id="x", state="live", length=4.0, turns=turns[1:])
    late = CallRecord(id="x", state="live", length=7.0, turns=turns)

    assert live(early, late) == ["0:03  You   Mm-hm.", "0:01  They  It was a long search."]


def test_the_second_piece_of_a_turn_that_was_not_over_is_printed_when_it_has_been_said() -> None:
    first = Turn(speaker="candidate", start=1.0, end=3.0, text="Hello, this is Ana.", heard="live")
    whole = first.model_copy(update={"end": 6.0, "text": "Hello, this is Ana. I call about the job."})
    theirs = Turn(speaker="manager", start=3.8, end=4.2, text="Hello", line="x", interrupted=True)
    resumed = Event.model_validate({"kind": "turn_resumed", "at": 4.0, "gap": 1.0, "manager_heard": 0.4})
    early = CallRecord(id="x", state="live", length=5.0, turns=[first, theirs])
    late = CallRecord(id="x", state="live", length=7.0, turns=[whole, theirs], events=[resumed])

    assert live(early, late, late) == [
        "0:01  You   Hello, this is Ana.",
        "0:03  They  Hello –",
        "0:04  You   I call about the job.",
        "(They took you to have finished, and let you go on)",
    ]
