"""Silence: pauses left alone or filled, interruptions against backchannels and quick changes of speaker."""

from __future__ import annotations

from simulator.record import CallRecord, CriterionResult, Event
from simulator.scoring.scorecard import score
from simulator.scoring.view import CallView
from simulator.understanding.tagger import tagger
from tests.scoring.scripted_calls import call

OPENING = "M: Harlow Mills.\nC: This is Daniel Reyes, is there any news yet? | self_introduction decision_question\n"


def silence(record: CallRecord) -> CriterionResult:
    return score(record).criteria["silence"]


def test_pauses_left_alone_are_the_best() -> None:
    result = silence(call(f"{OPENING}M: Let me look. [pause 5]\nM: We went with someone else.\nC: I see. | acceptance"))
    assert result.level == 4
    assert result.evidence[0].finding == "left a pause of 5.0 s alone"


def test_who_could_not_interrupt_is_not_praised_for_it_and_scored_the_same() -> None:
    script = f"{OPENING}M: Let me look. [pause 5]\nM: We went with someone else.\nC: I see. | acceptance"
    heard, unheard = (silence(call(script, duplex=mode)) for mode in ("headphones", "half duplex"))
    assert heard.why.endswith("and never interrupted")
    assert unheard.why.endswith("you could not have interrupted: the microphone was off while they spoke")
    assert (heard.level, heard.points) == (unheard.level, unheard.points)


def test_a_pause_filled_is_a_slip() -> None:
    script = f"{OPENING}M: Let me look. [pause 5]\nC+1.5: It was on the Tuesday you know. | interview_mention\nM: Yes."
    result = silence(call(script))
    assert result.level == 3
    assert result.evidence[0].finding == "spoke 1.5 s into a thinking pause"


def test_a_backchannel_in_a_pause_costs_nothing() -> None:
    assert silence(call(f"{OPENING}M: Let me look. [pause 5]\nC+1.0: Mm-hm. | backchannel\nM+2.0: Here.")).level == 4


def test_a_question_of_one_word_is_no_backchannel() -> None:
    assert silence(call(f"{OPENING}M: Let me look. [pause 5]\nC+1.0: Hello? | none\nM: Still here.")).level == 3


def test_cutting_a_sentence_off_is_an_interruption() -> None:
    result = silence(
        call(f"{OPENING}M: The panel met and then they\nC-0.6: And what did they say? | decision_question")
    )
    assert result.level == 3
    assert "spoke over" in result.evidence[0].finding


def test_a_slight_overlap_with_a_finished_sentence_is_normal() -> None:
    assert (
        silence(call(f"{OPENING}M: We would like to offer you the job.\nC-0.5: Wonderful, thank you! | thanks")).level
        == 4
    )


def test_a_reply_at_once_is_never_held_against_anyone() -> None:
    quick = "M: How are you?\nC+0.0: Very well, thank you. | thanks\nM: Good.\nC+0.0: So is there any news? | none"
    assert silence(call(OPENING + quick)).level == 4


def test_a_manager_who_stopped_when_spoken_to_was_interrupted() -> None:
    record = call(f"{OPENING}M: The panel met and.\nC-0.2: And what did they say? | decision_question")
    assert silence(record).level == 4
    record.turns[2].interrupted = True
    assert silence(record).level == 3


def test_most_pauses_filled_is_level_one() -> None:
    filled = "M: Let me see now. [pause 4]\nC+1.0: The weather is dreadful here today. | small_talk\n"
    assert silence(call(OPENING + filled * 3)).level == 1


def test_talking_over_the_other_throughout_is_level_zero() -> None:
    over = "M: What I wanted to say is\nC-0.8: But listen to me for a moment please. | pressure\n"
    assert silence(call(OPENING + over * 5)).level == 0


def test_a_voicemail_gives_no_chance() -> None:
    record = call("M: Leave a message.\nC: This is Daniel Reyes. | self_introduction", verdict="voicemail")
    assert silence(record).status == "not_applicable"


def test_it_needs_no_words() -> None:
    script = "M: Hello.\nC: …\nM: Let me look. [pause 5]\nM: Here it is.\nC: …"
    assert silence(call(script)).level == 4


def test_what_the_manager_took_as_listening_fills_no_pause() -> None:
    record = call(f"{OPENING}M: Let me look. [pause 5]\nC+1.0: No problem at all. | acceptance\nM+2.0: Here it is.")
    assert silence(record).level == 3
    record.events.append(Event(kind="backchannel", at=record.turns[3].start))
    assert silence(record).level == 4


def test_a_short_sound_that_was_not_understood_fills_no_pause() -> None:
    record = call(f"{OPENING}M: Let me look. [pause 5]\nC+1.0: …\nM+2.0: Here it is.")
    record.turns[3].end = record.turns[3].start + 2.0
    assert silence(record).level == 3
    record.turns[3].end = record.turns[3].start + 0.5
    assert silence(record).level == 4


def test_a_turn_that_the_manager_took_to_be_over_too_soon_costs_nothing() -> None:
    script = f"{OPENING}M: Let me look. [pause 5]\nM: Here it is.\nC: I see, thank you, and could you tell me what\n"
    record = call(script + "M-1.2: Well, it\nM+0.2: Sorry, go on.\nM: It was close.")
    answered = record.turns[4]
    record.turns[5].interrupted = True
    assert len(CallView.of(record, tagger()).break_ins) == 1
    record.events.append(Event(kind="turn_resumed", at=answered.end - 1.0))
    assert not CallView.of(record, tagger()).break_ins
    assert silence(record).level == 4
