"""Timelines in virtual time: a frame is 0.032 s, speech is a probability of 0.9, quiet one of 0.05."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from simulator.audio import FRAME_SECONDS, frames_in
from simulator.hearing.end_of_turn import TurnState
from simulator.hearing.turns import TurnBegan, TurnDetector, TurnOver, TurnSettings

SPEECH, QUIET = 0.9, 0.05


@dataclass
class After:
    """Waits always the same, and remembers what it was asked."""

    seconds: float = 0.9
    asked: TurnState | None = None

    def wait(self, state: TurnState) -> float:
        self.asked = state
        return self.seconds


def timeline(*pieces: tuple[float, float]) -> list[float]:
    """(seconds, probability), … as one probability a frame."""
    return [probability for seconds, probability in pieces for _ in range(frames_in(seconds))]


def run(detector: TurnDetector, probabilities: list[float], manager_speaking: bool = False) -> list[object]:
    told = [detector.step(probability, "", manager_speaking) for probability in probabilities]
    return [event for event in told if event is not None]


def test_a_turn_starts_at_its_first_speech_and_ends_with_its_last() -> None:
    events = run(TurnDetector(After(0.9)), timeline((0.5, QUIET), (2.0, SPEECH), (2.0, QUIET)))
    began, over = events
    assert began == TurnBegan(frames_in(0.5))
    assert isinstance(over, TurnOver)
    assert (over.start, over.end) == (frames_in(0.5), frames_in(0.5) + frames_in(2.0))
    assert 0.9 <= (over.decided - over.end) * FRAME_SECONDS < 0.9 + FRAME_SECONDS


def test_a_pause_shorter_than_the_wait_stays_within_the_turn_and_is_remembered() -> None:
    policy = After(0.9)
    events = run(TurnDetector(policy), timeline((1.0, SPEECH), (0.7, QUIET), (1.0, SPEECH), (1.5, QUIET)))
    assert [type(event) for event in events] == [TurnBegan, TurnOver]
    assert policy.asked is not None
    (pause,) = policy.asked.pauses
    assert pause == pytest.approx(0.7, abs=FRAME_SECONDS)
    assert policy.asked.seconds == pytest.approx(2.7, abs=2 * FRAME_SECONDS)


def test_a_pause_longer_than_the_wait_makes_two_turns() -> None:
    events = run(TurnDetector(After(0.9)), timeline((1.0, SPEECH), (1.2, QUIET), (1.0, SPEECH), (1.5, QUIET)))
    assert [type(event) for event in events] == [TurnBegan, TurnOver, TurnBegan, TurnOver]


def test_a_click_starts_no_turn() -> None:
    assert run(TurnDetector(), timeline((0.5, QUIET), (0.1, SPEECH), (2.0, QUIET), (0.13, SPEECH), (2.0, QUIET))) == []


def test_a_click_in_the_silence_does_not_put_off_the_end() -> None:
    quiet = timeline((1.0, SPEECH), (2.0, QUIET))
    click = timeline((1.0, SPEECH), (0.5, QUIET), (0.06, SPEECH), (1.44, QUIET))
    assert run(TurnDetector(After()), quiet) == run(TurnDetector(After()), click)


def test_speech_that_begins_just_before_the_end_is_waited_for() -> None:
    events = run(TurnDetector(After(0.9)), timeline((1.0, SPEECH), (0.87, QUIET), (1.0, SPEECH), (1.5, QUIET)))
    assert [type(event) for event in events] == [TurnBegan, TurnOver]


def test_a_dip_that_stays_above_the_lower_threshold_is_speech_still() -> None:
    began, over = run(TurnDetector(After()), timeline((0.1, SPEECH), (1.0, 0.4), (1.5, QUIET)))
    assert began == TurnBegan(0)
    assert isinstance(over, TurnOver) and over.end == frames_in(0.1) + frames_in(1.0)


def test_what_stays_below_the_upper_threshold_never_is_speech() -> None:
    assert run(TurnDetector(), timeline((5.0, 0.45))) == []


def test_over_the_manager_it_takes_longer_to_be_speech() -> None:
    short = timeline((0.16, SPEECH), (1.5, QUIET))
    assert len(run(TurnDetector(), short)) == 2
    assert run(TurnDetector(), short, manager_speaking=True) == []


def test_speech_over_the_manager_is_noticed_within_a_fifth_of_a_second() -> None:
    detector = TurnDetector()
    began = next(n for n in range(100) if detector.step(SPEECH, "", True) is not None)
    assert (began + 1) * FRAME_SECONDS <= 0.2


def test_endless_speech_is_closed_and_begins_anew() -> None:
    settings = TurnSettings(longest_turn=3.0)
    events = run(TurnDetector(After(), settings), timeline((7.0, SPEECH)))
    assert [type(event) for event in events] == [TurnBegan, TurnOver, TurnBegan, TurnOver, TurnBegan]
    first, second = (event for event in events if isinstance(event, TurnOver))
    assert first.end == first.decided == frames_in(3.0)
    assert second.start >= first.end


def test_by_default_a_turn_is_closed_after_a_minute_and_a_half() -> None:
    (_, over, *_) = run(TurnDetector(), timeline((95.0, SPEECH)))
    assert isinstance(over, TurnOver) and over.decided == frames_in(90.0)


def test_an_open_turn_can_be_closed_at_any_moment() -> None:
    detector = TurnDetector()
    run(detector, timeline((1.0, SPEECH), (0.3, QUIET)))
    over = detector.close()
    assert (over.end, over.decided) == (frames_in(1.0), frames_in(1.0) + frames_in(0.3))
    assert not detector.open
    with pytest.raises(RuntimeError, match="no turn"):
        detector.close()


def words_at(*said: tuple[float, str]) -> list[str]:
    """(from second, words so far), … as the words known at each frame of eight seconds."""
    frames = [""] * frames_in(8.0)
    for since, text in said:
        frames[frames_in(since) :] = [text] * (len(frames) - frames_in(since))
    return frames


def decisions(probabilities: list[float], words: list[str]) -> list[tuple[float, float]]:
    """(end of speech, decision) in seconds of each turn, with the policy that is used."""
    detector = TurnDetector()
    told = [detector.step(probability, text) for probability, text in zip(probabilities, words, strict=False)]
    overs = [event for event in told if isinstance(event, TurnOver)]
    return [(over.end * FRAME_SECONDS, over.decided * FRAME_SECONDS) for over in overs]


def test_speech_from_0_5_to_2_5_a_hesitation_and_speech_from_3_1_to_4_0_are_one_turn() -> None:
    sound = timeline((0.5, QUIET), (2.0, SPEECH), (0.6, QUIET), (0.9, SPEECH), (4.0, QUIET))
    words = words_at((2.4, "i wanted to ask about the"), (4.0, "i wanted to ask about the next steps thank you bye"))
    ((end, decided),) = decisions(sound, words)
    assert end == pytest.approx(4.0, abs=0.1)
    assert 4.4 < decided < 4.9


def test_a_pause_of_1_2_after_and_is_waited_through_but_not_after_a_goodbye() -> None:
    sound = timeline((0.5, QUIET), (2.0, SPEECH), (1.2, QUIET), (0.9, SPEECH), (3.0, QUIET))
    held = decisions(
        sound, words_at((2.4, "i had an interview on monday and"), (4.6, "i had an interview and bye bye"))
    )
    over = decisions(sound, words_at((2.4, "thank you for your help bye bye")))
    assert len(held) == 1
    assert len(over) == 2 and over[0][1] < 3.4


def test_words_that_come_late_still_change_the_decision() -> None:
    sound = timeline((0.5, QUIET), (2.0, SPEECH), (4.0, QUIET))
    late = words_at((2.4, "thank you for your help bye bye"), (2.8, "thank you for your help bye bye and the"))
    ((_, in_time),) = decisions(sound, words_at((2.4, "thank you for your help bye bye")))
    ((_, held),) = decisions(sound, late)
    assert held > in_time + 0.2


def test_the_pauses_of_earlier_turns_are_remembered() -> None:
    policy = After(0.9)
    run(
        TurnDetector(policy),
        timeline((1.0, SPEECH), (0.7, QUIET), (1.0, SPEECH), (1.5, QUIET), (1.0, SPEECH), (0.5, QUIET)),
    )
    assert policy.asked is not None
    assert policy.asked.pauses == ()
    assert policy.asked.earlier == pytest.approx((0.7,), abs=FRAME_SECONDS)
