"""The call as timelines, in virtual time: typed words and a silent voice where only the order of things matters."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from simulator.audio import FRAME_SAMPLES, SILENCE, frames_in
from simulator.call.call import Call
from simulator.call.placing import Order, PlacedCall
from simulator.dialogue.actions import Say
from simulator.hearing.typed import TypedHearing
from simulator.record import CallRecord, Candidate, Event, Manager
from simulator.scenario.catalogue import find_scenario
from simulator.voice.lines import LineSounds
from tests.fakes import SilentSynthesiser

OPENING = (
    "Good morning, this is Daniel Reyes. I interviewed for the project coordinator position on Tuesday the fourth, "
    "and I am calling to ask whether you have made a decision."
)


class Talk:
    """A call that is typed, step by step."""

    def __init__(self, folder: Path, scenario: str = "rejected-runner-up", **order: Any) -> None:
        self.ears = TypedHearing()
        wish = Order(find_scenario(scenario), Candidate(), seed=1, started="2026-01-01T10:00:00", **order)
        self.placed = PlacedCall(wish, self.ears, LineSounds(SilentSynthesiser()), folder)
        self.placed.prepare()
        while self.call.ringing:
            self.call.step(SILENCE)

    @property
    def call(self) -> Call:
        return self.placed.call

    def wait(self, seconds: float) -> None:
        for _ in range(frames_in(seconds)):
            self.call.step(SILENCE)

    def until(self, what: str) -> None:
        """Steps on until the manager is pausing, silent with the floor free, or the call has ended."""
        reached: dict[str, Callable[[], bool]] = {
            "pause": lambda: self.call.manager_pausing,
            "floor": lambda: not self.call.manager_busy and not self.call.candidate_has_floor,
            "speech": lambda: self.call.manager_busy and not self.call.manager_pausing,
            "end": lambda: self.call.ended,
        }
        for _ in range(frames_in(300)):
            if reached[what]():
                return
            self.call.step(SILENCE)
        raise AssertionError(f"{what} never came: {self.call.record().turns}")

    def until_nearly_said(self, line: str) -> None:
        """Steps on until 0.2 s are left of a line."""
        mouth = self.call._mouth
        for _ in range(frames_in(60)):
            self.call.step(SILENCE)
            if isinstance(mouth._current, Say) and mouth._current.line == line and mouth.remaining <= 0.2:
                return
        raise AssertionError(f"{line} was not said: {self.call.record().turns}")

    def say(self, text: str) -> None:
        """Says a line to its end."""
        self.ears.type(text)
        self.call.step(SILENCE)
        while self.ears.speaking:
            self.call.step(SILENCE)

    def finish(self) -> CallRecord:
        return self.placed.finish()


def events(record: CallRecord, kind: str) -> list[Event]:
    return [event for event in record.events if event.kind == kind]


def told(record: CallRecord) -> set[str]:
    return {str(event.model_dump()["fact"]) for event in events(record, "fact_revealed")}


@pytest.fixture
def talk(tmp_path: Path) -> Talk:
    return Talk(tmp_path / "call")


def opened(talk: Talk) -> None:
    """The manager has been told who calls, and is about to look it up."""
    talk.until("floor")
    talk.say(OPENING)
    talk.until("pause")


def test_a_pause_left_alone_earns_what_a_filled_one_never_tells(tmp_path: Path) -> None:
    kept = Talk(tmp_path / "kept")
    opened(kept)
    kept.until("floor")
    left_alone = kept.finish()

    filled = Talk(tmp_path / "filled")
    opened(filled)
    filled.wait(1.0)
    filled.say("So did you find it, what does it say?")
    filled.until("floor")
    spoken_into = filled.finish()

    assert told(left_alone) - told(spoken_into) == {"close"}
    assert len(events(left_alone, "pause_kept")) == 1 and not events(left_alone, "pause_filled")
    (slip,) = events(spoken_into, "pause_filled")
    pausing = next(turn for turn in spoken_into.turns if turn.pause)
    assert 0.9 <= slip.at - pausing.end <= 1.2, "timed from the end of the manager's words"


def test_a_murmur_in_a_pause_is_a_backchannel_and_the_pause_goes_on(talk: Talk) -> None:
    opened(talk)
    talk.wait(1.0)
    talk.say("mm-hm")
    talk.until("floor")
    record = talk.finish()
    assert "close" in told(record)
    assert events(record, "backchannel") and not events(record, "pause_filled")


def test_talking_over_the_manager_stops_them_and_only_what_was_said_counts(talk: Talk) -> None:
    opened(talk)
    talk.until("speech")
    talk.wait(1.5)
    talk.say("Sorry, I have to stop you there, what is the decision?")
    record = talk.finish()
    (interruption,) = events(record, "interruption")
    cut = next(turn for turn in record.turns if turn.interrupted)
    assert cut.end - interruption.at < 0.7, "the manager stops within the barge-in time"
    assert cut.line == "it-was-close" and not cut.text.endswith("days.")
    assert "close" not in told(record), "what was not said was not told"


def test_a_word_beside_the_managers_does_not_stop_them(talk: Talk) -> None:
    opened(talk)
    talk.until("speech")
    talk.wait(1.0)
    talk.say("okay")
    talk.until("floor")
    record = talk.finish()
    assert not events(record, "interruption")
    assert events(record, "backchannel")
    assert "close" in told(record)


def test_who_talks_on_from_the_end_of_a_line_into_the_pause_has_filled_it(talk: Talk) -> None:
    talk.until("floor")
    talk.say(OPENING)
    talk.until_nearly_said("let-me-look")
    talk.say("So did you find it, and what does it say? " * 4)
    talk.until("floor")
    record = talk.finish()
    (filled,) = events(record, "pause_filled")
    assert not [kept for kept in events(record, "pause_kept") if kept.at <= (filled.end or 0)]
    assert not events(record, "interruption")
    assert "close" not in told(record)


def test_who_talks_on_from_the_end_of_a_line_is_not_talked_over(talk: Talk) -> None:
    opened(talk)
    talk.until_nearly_said("it-was-close")
    talk.say("And could you tell me what I should do better the next time?")
    talk.until("floor")
    record = talk.finish()
    assert not events(record, "interruption")
    own = [turn for turn in record.turns if turn.speaker == "candidate"][-1]
    assert all(turn.end <= own.start + 0.25 or turn.start >= own.end for turn in record.turns if turn is not own)


def test_an_answer_to_the_goodbye_does_not_keep_the_call_open(talk: Talk) -> None:
    opened(talk)
    talk.until("floor")
    talk.say("I understand. Thank you for your time. Goodbye.")
    talk.until("speech")
    while not talk.placed.engine.ended:
        talk.call.step(SILENCE)
    talk.say("Bye bye, have a nice day.")
    talk.wait(1.0)
    assert talk.call.ended
    record = talk.finish()
    assert record.turns[-1].text == "Bye bye, have a nice day."
    assert record.events[-1].model_dump()["by"] == "manager"


def test_silence_is_noticed_and_ends_the_call_at_last(talk: Talk) -> None:
    talk.until("end")
    record = talk.finish()
    assert events(record, "prompted")
    assert record.turns[-1].speaker == "manager"
    assert record.events[-1].model_dump() | {"at": 0} == {"kind": "hang_up", "at": 0, "end": None, "by": "manager"}
    assert all(turn.speaker == "manager" for turn in record.turns)


def test_hanging_up_in_mid_sentence_keeps_what_was_said(talk: Talk) -> None:
    opened(talk)
    talk.until("speech")
    talk.wait(1.0)
    talk.call.hang_up("candidate")
    record = talk.finish()
    assert record.state == "complete"
    assert record.turns[-1].interrupted and 0 < len(record.turns[-1].text.split()) < 10
    assert record.events[-1].model_dump()["by"] == "candidate"
    assert talk.call.step(SILENCE) is SILENCE, "a step after the end is harmless"


def test_what_is_typed_just_before_hanging_up_is_kept(talk: Talk) -> None:
    opened(talk)
    talk.until("floor")
    talk.ears.type("Thank you for telling me, I wish you all the best.")
    talk.wait(1.0)
    talk.call.hang_up("candidate")
    last = talk.finish().turns[-1]
    assert (last.text, last.heard) == ("Thank you for telling me, I wish you all the best.", "typed")


def test_a_voicemail_beeps_listens_and_is_left_a_message(tmp_path: Path) -> None:
    talk = Talk(tmp_path / "call", "voicemail")
    for _ in range(frames_in(60)):
        if events(talk.call.record(), "beep"):
            break
        talk.call.step(SILENCE)
    talk.say(OPENING + " My number is five five five, oh one four two. Thank you, goodbye.")
    talk.until("end")
    record = talk.finish()
    (beep,) = events(record, "beep")
    said = [turn for turn in record.turns if turn.speaker == "candidate"]
    assert said and said[0].start >= (beep.end or 0)
    assert record.verdict == "voicemail"


def test_the_call_speaks_of_the_users_own_job(tmp_path: Path) -> None:
    wish = Order(
        find_scenario("rejected-runner-up"),
        Candidate(name="Ana Silva", position="night nurse", interview="Monday at three, with Dr Okoye"),
        Manager(name="Ms Chen", company="St Mary's"),
        seed=1,
        started="2026-01-01T10:00:00",
    )
    placed = PlacedCall(wish, TypedHearing(), LineSounds(SilentSynthesiser()), tmp_path / "call")
    lines = " ".join(say.text for say in placed.engine.lines())
    assert "St Mary's" in lines and "Dr Okoye" in lines and "Ana" in lines
    for stranger in ("Daniel", "Brightwater", "Karen", "Tom Brandt", "project coordinator"):
        assert stranger not in lines
    record = placed.finish()
    assert (record.candidate.name, record.manager.company) == ("Ana Silva", "St Mary's")


def test_every_frame_has_the_same_shape_and_type(talk: Talk) -> None:
    for _ in range(100):
        frame = talk.call.step(SILENCE)
        assert frame.shape == (FRAME_SAMPLES,) and frame.dtype == np.int16


def test_who_is_cut_off_cannot_interrupt_the_machine_and_has_a_second_go(tmp_path: Path) -> None:
    talk = Talk(tmp_path / "call", "voicemail-cut-off")
    messages = ("Wendy Lockhart, my number is 555 0119. " * 10, "I'm calling about the dispatch planner job.")
    for beeps, message in enumerate(messages):
        while len(events(talk.call.record(), "beep")) == beeps:
            talk.call.step(SILENCE)
        talk.say(message)
    talk.until("end")
    record = talk.finish()
    said = [turn for turn in record.turns if turn.speaker == "manager"]
    assert [turn.line for turn in said] == ["greeting", "twenty-seconds", "too-long", "wait-for-tone", "saved"]
    assert not events(record, "interruption") and not any(turn.interrupted for turn in said)
    assert talk.placed.engine.ending == "second-go-incomplete", "the first message was not saved"
