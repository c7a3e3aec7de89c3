"""Who has the floor, as timelines: silences kept and filled, backchannels, overlaps, interruptions."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.audio import FRAME_SECONDS
from simulator.scoring.scorecard import score
from tests.call.timelines import OPENING, WAIT, Timeline, events, of, opened, speaking_of_the_close, told, turn_taking


@pytest.fixture
def call(tmp_path: Path) -> Timeline:
    return Timeline(tmp_path / "call")


# silences


def test_a_silence_that_is_left_alone_is_kept_from_its_beginning_to_its_end(call: Timeline) -> None:
    opened(call)
    record = call.finish()
    assert turn_taking(record) == ["pause_kept"]
    (kept,) = events(record, "pause_kept")
    before = next(turn for turn in of(record, "manager") if turn.pause)
    assert kept.at == pytest.approx(before.end, abs=0.05)
    assert kept.end == pytest.approx(before.end + (before.pause or 0), abs=0.05)


def test_words_in_a_silence_fill_it_from_when_they_began(call: Timeline) -> None:
    opened(call, until_pause=True)
    at = call.say("so did you find it what does it say", 2.0, after=1.5)
    call.wait(4.5)
    record = call.finish()
    assert turn_taking(record) == ["pause_filled"]
    (filled,) = events(record, "pause_filled")
    assert [filled.at, filled.end] == pytest.approx([at, at + 2.0], abs=0.05)


def test_a_murmur_in_a_silence_is_a_backchannel_and_the_silence_is_kept(call: Timeline) -> None:
    opened(call, until_pause=True)
    call.say("mm hm", 0.4, after=1.5)
    call.until(lambda: not call.call.manager_pausing)
    call.until_sounding()
    assert turn_taking(call.finish()) == ["pause_kept", "backchannel"]


# interruptions


def test_the_manager_falls_silent_within_a_fifth_of_a_second_and_what_was_not_said_was_not_said(
    call: Timeline,
) -> None:
    speaking_of_the_close(call)
    at = call.say("i have to stop you there what is the decision please", 3.0)
    call.wait(3.0 + WAIT)
    assert call.silent_from(at) < 0.2
    call.until_free()
    record = call.finish()
    assert turn_taking(record) == ["pause_kept", "interruption"]
    (interruption,) = events(record, "interruption")
    assert interruption.at == pytest.approx(at)
    assert 0.06 <= float(interruption.model_dump()["overlap"]) < 0.2
    cut = next(turn for turn in record.turns if turn.interrupted)
    assert cut.line == "it-was-close" and not cut.text.endswith("days.")
    assert cut.end == pytest.approx(at + 0.08, abs=0.04), "the turn ends where its sound did"
    assert [event for event in events(record, "fact_revealed") if event.at < at + 3] == [
        event for event in events(record, "fact_revealed") if event.at < at
    ]
    assert score(record).measures["interruptions"]["value"] == 1


@pytest.mark.parametrize("murmur", ["mm hm", "okay", "yeah", "right", "i see", "mm hm yeah okay right"])
def test_a_listeners_token_lets_the_manager_go_on_and_is_recorded_as_one(call: Timeline, murmur: str) -> None:
    speaking_of_the_close(call)
    at = call.say(murmur, 0.4 if len(murmur) < 9 else 1.3)
    call.wait(3.0)
    call.until_free()
    record = call.finish()
    assert turn_taking(record) == ["pause_kept", "backchannel"]
    (token,) = events(record, "backchannel")
    assert token.at == pytest.approx(at)
    assert not any(turn.interrupted for turn in record.turns)
    assert "close" in told(record), "the line was said to its end"
    assert score(record).measures["interruptions"]["value"] == 0


def test_two_murmurs_do_not_add_up_to_an_interruption(call: Timeline) -> None:
    speaking_of_the_close(call)
    call.say("mm hm", 0.4)
    call.say("but the", 0.45, after=0.7)  # an "uh-huh", as a recogniser may hear it
    call.wait(3.0)
    call.until_free()
    record = call.finish()
    assert turn_taking(record) == ["pause_kept", "backchannel"]
    assert "close" in told(record)


def test_while_a_token_sounds_the_manager_listens_and_then_takes_the_word_up_again(call: Timeline) -> None:
    speaking_of_the_close(call)
    at = call.say("okay", 0.4)
    call.wait(2.0)
    frames = call.sent[round(at / FRAME_SECONDS) :]
    silent = [call.quiet(frame) for frame in frames]
    fell, rose = silent.index(True), silent.index(False, silent.index(True))
    assert 0.06 < fell * FRAME_SECONDS < 0.2
    assert 0.4 < rose * FRAME_SECONDS < 0.65


@pytest.mark.parametrize("lasts", [0.03, 0.06])
def test_a_click_is_not_even_listened_to(call: Timeline, lasts: float) -> None:
    speaking_of_the_close(call)
    at = call.say("", lasts)
    call.wait(1.0)
    assert not any(call.quiet(frame) for frame in call.sent[round(at / FRAME_SECONDS) :])
    assert turn_taking(call.finish()) == ["pause_kept"]


def test_a_cough_that_sounds_like_a_voice_leaves_no_trace(call: Timeline) -> None:
    speaking_of_the_close(call)
    call.say("", 0.3)
    call.wait(2.0)
    call.until_free()
    record = call.finish()
    assert turn_taking(record) == ["pause_kept"]
    assert "close" in told(record)


def test_a_short_word_that_asks_for_the_floor_gets_it(call: Timeline) -> None:
    speaking_of_the_close(call)
    at = call.say("sorry", 0.45)
    call.wait(2.0)
    call.until_free()
    record = call.finish()
    (interruption,) = events(record, "interruption")
    assert interruption.at == pytest.approx(at)


def test_a_voice_without_words_stops_the_manager_but_is_no_interruption(call: Timeline) -> None:
    speaking_of_the_close(call)
    call.say("", 1.2)
    call.wait(3.0)
    call.until_free()
    record = call.finish()
    assert not events(record, "interruption") and events(record, "not_understood")
    assert "close" in told(record), "the manager asks, and says it again"


def test_what_stopped_the_manager_and_was_a_listeners_token_after_all_is_no_interruption(call: Timeline) -> None:
    speaking_of_the_close(call)
    call.ears.script.clear()
    call.say("", 0.9)
    call.wait(0.95)
    said = call.ears.script.pop()
    call.ears.script.append(type(said)(said.start, said.end, "yeah yeah"))
    call.wait(3.0)
    call.until_free()
    record = call.finish()
    assert turn_taking(record) == ["pause_kept", "backchannel"]
    assert "close" in told(record)


def test_a_goodbye_over_the_managers_is_how_calls_end(call: Timeline) -> None:
    opened(call)
    call.until_free()
    call.say("i understand thank you for your time goodbye", 2.5)
    call.wait(2.5)
    call.until(lambda: call.placed.engine.ending is not None)
    call.until_sounding()
    call.wait(1.0)
    call.say("thank you bye bye have a nice day", 1.2)
    call.until(lambda: call.call.ended)
    record = call.finish()
    assert not events(record, "interruption")
    assert record.events[-1].model_dump()["by"] == "manager"


# overlaps


def test_who_begins_in_the_last_third_of_a_second_overlaps_and_the_line_is_finished(call: Timeline) -> None:
    speaking_of_the_close(call)
    mouth = call.placed.call._mouth
    call.until(lambda: mouth.remaining <= 0.25)
    at = call.say("that is good to know and what could i do better", 2.5)
    call.wait(2.5 + WAIT)
    call.until_free()
    record = call.finish()
    assert not events(record, "interruption")
    assert "close" in told(record)
    (overlap,) = events(record, "overlap")
    assert overlap.at == pytest.approx(at)
    assert (overlap.end or 0) - overlap.at < 0.3


def test_who_begins_at_the_same_time_as_the_manager_has_not_interrupted(call: Timeline) -> None:
    call.until_free()
    call.until(lambda: bool(events(call.call.record(), "prompted")))
    call.until_sounding()
    at = call.say(OPENING, 8.0, after=0.1)
    call.wait(8.0 + WAIT)
    call.until(lambda: call.call.manager_pausing)
    record = call.finish()
    assert turn_taking(record) == ["overlap"]
    assert events(record, "overlap")[0].at == pytest.approx(at)
    assert call.placed.engine.situation.interruptions == 0
    assert score(record).measures["interruptions"]["value"] == 0


def test_a_murmur_before_the_end_of_a_line_does_not_make_the_answer_after_it_an_overlap(call: Timeline) -> None:
    speaking_of_the_close(call)
    mouth = call.placed.call._mouth
    call.until(lambda: mouth.remaining <= 1.0)
    call.say("okay", 0.4)
    call.until(lambda: not call.call.manager_busy)
    call.say("and could you tell me why", 1.5, after=0.05)
    call.wait(2.5)
    record = call.finish()
    assert "overlap" not in turn_taking(record) and "interruption" not in turn_taking(record)


def test_a_machine_cannot_be_interrupted(tmp_path: Path) -> None:
    call = Timeline(tmp_path / "call", "voicemail")
    call.until_sounding()
    call.wait(1.0)
    at = call.say("hello are you there this is wendy can you hear me", 2.0)
    call.wait(2.0)
    assert not any(call.quiet(frame) for frame in call.sent[round(at / FRAME_SECONDS) :])
    record = call.finish()
    assert not events(record, "interruption")


# patience


@pytest.mark.parametrize(("difficulty", "factor"), [(1, 1.25), (2, 1.0), (3, 0.75)])
def test_patience_is_of_the_difficulty(tmp_path: Path, difficulty: int, factor: float) -> None:
    call = Timeline(tmp_path / "call", difficulty=difficulty)
    call.until_free()
    call.say(OPENING, 8.0)
    call.wait(8.0)
    ended = call.now
    assert call.until_sounding() - ended == pytest.approx(WAIT * factor, abs=0.1)
