"""The manager's mouth: what goes out, frame by frame, and what it reports."""

from __future__ import annotations

import numpy as np
import pytest

from simulator.audio import FRAME_SAMPLES, Sound, frames_in
from simulator.call.mouth import (
    BREATH_SECONDS,
    Beeped,
    HungUp,
    LineEnded,
    Mouth,
    PauseEnded,
    Report,
)
from simulator.dialogue.actions import Beep, HangUp, Plan, Say, Think

LINE_FRAMES = 10
LOUD = np.full(LINE_FRAMES * FRAME_SAMPLES, 1000, np.int16)
HOLD = np.full(4 * FRAME_SAMPLES, 7, np.int16)
BEEP = np.full(2 * FRAME_SAMPLES, 500, np.int16)


def say(line: str, text: str = "one two three four five") -> Say:
    return Say(line, text)


def run(mouth: Mouth, frames: int, *, start: int = 0, hold: bool = False) -> tuple[list[int], list[tuple[int, Report]]]:
    """The first sample of each frame, and the reports with the frame in which they came."""
    samples, reports = [], []
    for now in range(start, start + frames):
        frame, new = mouth.next_frame(now, hold=hold)
        assert frame.shape == (FRAME_SAMPLES,)
        samples.append(int(frame[0]))
        reports += [(now, report) for report in new]
    return samples, reports


@pytest.fixture
def mouth() -> Mouth:
    return Mouth(lambda _: LOUD, BEEP, HOLD)


def test_a_plan_of_two_lines_is_said_with_a_breath_between_them(mouth: Mouth) -> None:
    mouth.play((say("a"), say("b")), after=0.0)
    breath = frames_in(BREATH_SECONDS)
    samples, reports = run(mouth, 20 + breath)
    assert samples == [1000] * 10 + [0] * breath + [1000] * 10
    assert [(now, type(report)) for now, report in reports] == [(9, LineEnded), (19 + breath, LineEnded)]


def test_nothing_begins_before_the_reaction_time_is_over(mouth: Mouth) -> None:
    mouth.play((say("a"),), after=0.32)
    samples, _ = run(mouth, 11)
    assert samples == [0] * 10 + [1000]


def test_a_pause_left_alone_ends_and_what_it_earns_is_said(mouth: Mouth) -> None:
    mouth.play((say("look"), Think(0.32), say("reward")), after=0.0)
    samples, reports = run(mouth, 30)
    assert samples == [1000] * 10 + [0] * 10 + [1000] * 10
    kinds = [type(report) for _, report in reports]
    assert kinds == [LineEnded, PauseEnded, LineEnded]
    ended = reports[0][1]
    assert isinstance(ended, LineEnded) and ended.pause == 0.32


def test_a_pause_does_not_end_while_the_candidate_has_the_floor(mouth: Mouth) -> None:
    mouth.play((Think(0.32), say("reward")), after=0.0)
    run(mouth, 5)
    samples, reports = run(mouth, 50, start=5, hold=True)
    assert samples == [0] * 50
    assert reports == []
    _, reports = run(mouth, 1, start=55)
    assert reports == [(55, PauseEnded(0))]


def test_a_line_that_sounds_goes_on_while_the_candidate_speaks_beside_it(mouth: Mouth) -> None:
    mouth.play((say("a"),), after=0.0)
    run(mouth, 3)
    samples, _ = run(mouth, 3, start=3, hold=True)
    assert samples == [1000] * 3


def test_a_line_cut_off_reports_the_words_that_had_gone_out(mouth: Mouth) -> None:
    mouth.play((say("a"), say("b")), after=0.0)
    run(mouth, 6)
    (cut,) = mouth.stop(6)
    assert isinstance(cut, LineEnded)
    assert (cut.text, cut.complete) == ("one two three", False)
    assert not mouth.busy


def test_a_line_cut_off_before_its_first_word_was_never_said(mouth: Mouth) -> None:
    mouth.play((say("a"),), after=0.0)
    assert mouth.stop(3) == []


def test_hold_tone_and_beep_are_heard(mouth: Mouth) -> None:
    mouth.play((Think(0.192, "hold"), Beep()), after=0.0)
    samples, reports = run(mouth, 9)
    assert samples == [7] * 6 + [500] * 2 + [0]
    assert [type(report) for _, report in reports] == [PauseEnded, Beeped]


def test_the_hang_up_comes_after_the_goodbye(mouth: Mouth) -> None:
    mouth.play((say("bye"), HangUp("done")), after=0.0)
    _, reports = run(mouth, 30)
    assert isinstance(reports[-1][1], HungUp)
    assert reports[-1][0] > LINE_FRAMES


def test_a_line_that_is_still_being_rendered_is_waited_for() -> None:
    sounds: list[Sound] = []
    mouth = Mouth(lambda _: sounds[0] if sounds else None, BEEP, HOLD)
    plan: Plan = (say("a"),)
    mouth.play(plan, after=0.0)
    assert run(mouth, 5)[0] == [0] * 5
    sounds.append(LOUD)
    assert run(mouth, 1, start=5)[0] == [1000]
