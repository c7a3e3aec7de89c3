from __future__ import annotations

import itertools
import os
import signal
import time

import numpy as np
import pytest

from simulator.audio import FRAME_SAMPLES, FRAME_SECONDS, RATE, SILENCE, Sound, frames_in
from simulator.hearing.end_of_turn import FALLBACK
from simulator.hearing.events import Heard, Lost, Partial, SpeechStarted, TurnEnded, Words
from simulator.hearing.hearing import PREROLL, Hearing
from simulator.hearing.worker import RecogniserProcess
from tests.hearing.conftest import frames_of, speech

EARS = "tests.hearing.stand_in_ears:"


def listen(hearing: Hearing, sound: Sound) -> list[tuple[int, Heard]]:
    """In lock step: (step, event), …"""
    told: list[tuple[int, Heard]] = []
    for step, frame in enumerate(frames_of(sound)):
        told += [(step, event) for event in hearing.step(frame, False)]
        hearing.settle()
    return told


def of_kind(kind: type[Heard], told: list[tuple[int, Heard]]) -> list[Heard]:
    return [event for _, event in told if isinstance(event, kind)]


@pytest.fixture(scope="module")
def two_turns(recogniser: RecogniserProcess) -> list[tuple[int, Heard]]:
    return listen(Hearing(recogniser), speech("two_turns"))


def test_two_turns_are_told_in_the_order_in_which_they_happen(two_turns: list[tuple[int, Heard]]) -> None:
    kinds = [type(event) for _, event in two_turns if not isinstance(event, Partial)]
    assert kinds == [SpeechStarted, TurnEnded, Words] * 2
    assert [event.turn for _, event in two_turns if isinstance(event, TurnEnded)] == [1, 2]


def test_their_words_are_what_was_said(two_turns: list[tuple[int, Heard]]) -> None:
    first, second = (event.transcript for _, event in two_turns if isinstance(event, Words))
    assert {"sarah", "miller", "calling", "interview"} <= set(first.text.split())
    assert second.text == "have you made a decision"


def test_partials_come_while_a_turn_is_spoken(two_turns: list[tuple[int, Heard]]) -> None:
    ended = next(step for step, event in two_turns if isinstance(event, TurnEnded))
    assert sum(1 for step, event in two_turns if isinstance(event, Partial) and step <= ended) > 5


def test_a_turn_lies_where_its_speech_lies(two_turns: list[tuple[int, Heard]]) -> None:
    first, second = (event for _, event in two_turns if isinstance(event, TurnEnded))
    sound = np.abs(speech("two_turns").astype(np.int32))
    loud = np.flatnonzero(sound > 300) / FRAME_SAMPLES
    silence_begins, silence_ends = max(pair for pair in itertools.pairwise(loud) if pair[1] - pair[0] > 40)
    assert first.start_frame == pytest.approx(loud[0], abs=3)
    assert first.end_frame == pytest.approx(silence_begins, abs=4)
    assert second.start_frame == pytest.approx(silence_ends, abs=3)
    assert second.end_frame == pytest.approx(loud[-1], abs=4)


def test_a_purpose_told_and_a_question_are_decided_sooner_than_plain_silence_could(
    two_turns: list[tuple[int, Heard]],
) -> None:
    for turn in (event for _, event in two_turns if isinstance(event, TurnEnded)):
        assert (turn.decided_frame - turn.end_frame) * FRAME_SECONDS < FALLBACK - 0.2


def test_word_times_count_from_the_turns_start(two_turns: list[tuple[int, Heard]]) -> None:
    turns = [event for _, event in two_turns if isinstance(event, TurnEnded)]
    for turn, words in zip(turns, [event for _, event in two_turns if isinstance(event, Words)], strict=True):
        length = (turn.end_frame - turn.start_frame) * FRAME_SECONDS
        assert words.transcript.words[0].start == pytest.approx(0.0, abs=0.15)
        assert words.transcript.words[-1].end == pytest.approx(length, abs=0.25)


def test_noises_start_no_turn(recogniser: RecogniserProcess) -> None:
    assert listen(Hearing(recogniser), speech("noises")) == []


def test_a_hesitation_after_and_does_not_end_the_turn(recogniser: RecogniserProcess) -> None:
    told = listen(Hearing(recogniser), speech("hesitation"))
    (words,) = (event for _, event in told if isinstance(event, Words))
    assert {"interview", "tuesday", "know", "result"} <= set(words.transcript.text.split())


def test_speech_from_the_very_first_frame_is_heard(recogniser: RecogniserProcess) -> None:
    hearing = Hearing(recogniser)
    told = listen(hearing, speech("early"))
    (words,) = (event for _, event in told if isinstance(event, Words))
    assert "for your time" in words.transcript.text
    assert hearing.lost_sound(1) is None


def test_a_turn_that_is_open_at_the_end_is_ended_and_heard(recogniser: RecogniserProcess) -> None:
    hearing = Hearing(recogniser)
    told = listen(hearing, speech("early")[: frames_in(1.9) * FRAME_SAMPLES])
    assert of_kind(TurnEnded, told) == []
    ended, words = hearing.end()
    assert isinstance(ended, TurnEnded) and isinstance(words, Words)
    assert "time" in words.transcript.text
    assert hearing.end() == []


def test_the_preroll_belongs_to_the_sound_but_not_to_the_turn() -> None:
    hearing = Hearing(f"{EARS}Counting")
    try:
        hearing.wait_ready(20)
        told = listen(hearing, speech("two_turns"))
        turn = of_kind(TurnEnded, told)[0]
        words = of_kind(Words, told)[0]
        assert isinstance(turn, TurnEnded) and isinstance(words, Words)
        fed = turn.decided_frame - turn.start_frame + PREROLL
        assert words.transcript.text == f"{fed} frames"
        # the stand-in's word was at 0.5 s of the sound, and the preroll is the first 0.3 s of that
        assert words.transcript.words[0].start == pytest.approx(0.5 - PREROLL * FRAME_SECONDS, abs=0.001)
    finally:
        hearing.close()


def test_in_lock_step_the_machines_speed_changes_nothing() -> None:
    runs = []
    for slow in (0.0, 0.03):
        hearing = Hearing(f"{EARS}Counting", settings={"slow": slow})
        try:
            hearing.wait_ready(20)
            runs.append(listen(hearing, speech("two_turns")))
        finally:
            hearing.close()
    assert runs[0] == runs[1]
    assert len(runs[0]) > 20


def test_a_step_never_waits_for_a_slow_recogniser() -> None:
    hearing = Hearing(f"{EARS}Counting", settings={"slow": 0.5})
    try:
        hearing.wait_ready(20)
        costs = []
        for frame in frames_of(speech("two_turns")):
            began = time.perf_counter()
            hearing.step(frame, False)
            costs.append(time.perf_counter() - began)
        assert max(costs) < 0.25
    finally:
        hearing.close()


def test_the_sound_of_a_lost_turn_is_kept_and_heard_afterwards() -> None:
    hearing = Hearing()
    try:
        hearing.wait_ready(60)
        told: list[Heard] = []
        for number, frame in enumerate(frames_of(speech("two_turns"))):
            told += hearing.step(frame, False)
            hearing.settle()
            pid = hearing._recogniser.pid
            if number == 80 and pid is not None:  # in the middle of the first turn
                os.kill(pid, signal.SIGTERM)
                while hearing._recogniser.pid == pid:
                    time.sleep(0.01)
        told += hearing.end()
        kinds = [type(event) for event in told if not isinstance(event, Partial)]
        assert kinds == [SpeechStarted, TurnEnded, Lost, SpeechStarted, TurnEnded, Words]
        assert len(hearing.notes) == 1

        (lost,) = (event for event in told if isinstance(event, Lost))
        sound = hearing.lost_sound(lost.turn)
        assert sound is not None and hearing.lost_sound(2) is None
        transcript = hearing.transcribe(sound)
        assert {"sarah", "miller", "calling"} <= set(transcript.text.split())
        assert transcript.words[0].start == pytest.approx(0.0, abs=0.15)
    finally:
        hearing.close()


def test_when_the_recogniser_is_off_the_embedded_one_hears_the_lost_turn() -> None:
    hearing = Hearing(f"{EARS}Dying")
    try:
        told = listen(hearing, np.concatenate([speech("early"), np.zeros(RATE, np.int16)] * 4))
        told += [(-1, event) for event in hearing.end()]
        assert len(of_kind(Lost, told)) == len(of_kind(TurnEnded, told)) == 4
        sound = hearing.lost_sound(4)
        assert sound is not None
        transcript = hearing.transcribe(sound)
        assert transcript.recogniser == "pocketsphinx"
        assert "for your time" in transcript.text
    finally:
        hearing.close()


def test_ten_minutes_of_silence_take_seconds(recogniser: RecogniserProcess) -> None:
    hearing = Hearing(recogniser)
    began = time.process_time()
    for _ in range(frames_in(600)):
        assert hearing.step(SILENCE, False) == []
        hearing.settle()
    assert time.process_time() - began < 4.0
