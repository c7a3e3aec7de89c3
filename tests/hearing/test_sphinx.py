from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np
import pytest

from simulator.audio import FRAME_SAMPLES, RATE
from simulator.hearing.events import Transcript
from simulator.hearing.sphinx import Sphinx
from tests.hearing.conftest import frames_of, speech


@pytest.fixture(scope="module")
def sphinx() -> Sphinx:
    return Sphinx()


def hear(sphinx: Sphinx, name: str) -> tuple[list[str], Transcript]:
    sphinx.start()
    partials = [partial for frame in frames_of(speech(name)) if (partial := sphinx.feed(frame.tobytes())) is not None]
    return partials, sphinx.finish()


@pytest.fixture(scope="module")
def heard(sphinx: Sphinx) -> tuple[list[str], Transcript]:
    return hear(sphinx, "hesitation")


def test_words_come_in_while_the_candidate_speaks(heard: tuple[list[str], Transcript]) -> None:
    partials, transcript = heard
    assert any(partial.endswith("interview") for partial in partials)
    assert partials[-1].split()[-1] == transcript.text.split()[-1]
    assert all(one != next_one for one, next_one in itertools.pairwise(partials)), "only what changed"


def test_the_final_text_is_what_was_said(heard: tuple[list[str], Transcript]) -> None:
    said = "i had an interview for the position on tuesday and i would like to know the result".split()
    _, transcript = heard
    assert len(set(said) & set(transcript.text.split())) >= 0.8 * len(set(said))
    assert transcript.recogniser == "pocketsphinx"


def test_each_word_has_its_time_and_the_hesitation_lies_between_two(heard: tuple[list[str], Transcript]) -> None:
    _, transcript = heard
    assert [word.text for word in transcript.words] == transcript.text.split()
    length = len(speech("hesitation")) / RATE
    assert all(0 <= word.start < word.end <= length for word in transcript.words)
    gaps = [after.start - before.end for before, after in itertools.pairwise(transcript.words)]
    assert min(gaps) >= -0.001
    assert max(gaps) == pytest.approx(0.7, abs=0.25)


def test_confidences_are_probabilities_that_differ(heard: tuple[list[str], Transcript]) -> None:
    confidences = [word.confidence for word in heard[1].words]
    assert all(confidence is not None and 0 <= confidence <= 1 for confidence in confidences)
    assert len(set(confidences)) > 3


def test_alternatives_are_other_readings_of_which_none_comes_twice(heard: tuple[list[str], Transcript]) -> None:
    _, transcript = heard
    assert transcript.alternatives
    assert transcript.text not in transcript.alternatives
    assert len(set(transcript.alternatives)) == len(transcript.alternatives)


def test_fillers_of_the_model_and_pronunciation_marks_are_no_words(heard: tuple[list[str], Transcript]) -> None:
    partials, transcript = heard
    for text in (*partials, transcript.text, *transcript.alternatives):
        assert not set("<>[]()") & set(text)
        assert text == text.lower()


def test_a_turn_without_sound_or_with_silence_has_no_words(sphinx: Sphinx) -> None:
    sphinx.start()
    assert sphinx.finish() == Transcript("", recogniser="pocketsphinx")
    sphinx.start()
    for _ in range(50):
        sphinx.feed(bytes(2 * FRAME_SAMPLES))
    assert sphinx.finish().text == ""


def test_a_turn_that_was_never_finished_leaves_nothing_in_the_next(sphinx: Sphinx) -> None:
    sphinx.start()
    for frame in frames_of(speech("hesitation"))[:100]:
        sphinx.feed(frame.tobytes())
    _, transcript = hear(sphinx, "early")
    assert "interview" not in transcript.text
    assert "for your time" in transcript.text


def test_it_writes_nothing_on_the_terminal(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    quiet = Sphinx()
    quiet.start()
    quiet.feed(np.zeros(RATE, np.int16).tobytes())
    quiet.finish()
    captured = capfd.readouterr()
    assert captured.out == captured.err == ""
