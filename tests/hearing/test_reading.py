from __future__ import annotations

import json

import numpy as np
import pytest

from simulator.hearing.speaker.reading import Voice, voice_of
from simulator.hearing.sphinx import Sphinx
from tests.hearing.conftest import frames_of, speech

TEXT = "I had an interview for the position on Tuesday and I would like to know the result"


@pytest.fixture(scope="module")
def voice() -> Voice:
    found = voice_of(speech("hesitation"), TEXT.lower())
    assert found is not None
    return found


def test_a_voice_is_plain_numbers_and_comes_back_from_them(voice: Voice) -> None:
    assert Voice.from_dict(json.loads(json.dumps(voice.to_dict()))) == voice


@pytest.mark.parametrize("data", [None, {}, {"mean": [1], "transform": []}, {"mean": "x", "transform": [[1]]}])
def test_what_is_no_voice_is_none(data: object) -> None:
    assert Voice.from_dict(data) is None


def test_numbers_that_are_none_are_no_voice(voice: Voice) -> None:
    assert Voice.from_dict({**voice.to_dict(), "mean": [float("nan")] * 13}) is None


def test_who_says_nothing_has_no_voice() -> None:
    assert voice_of(speech("hesitation")[:100], TEXT.lower()) is None


def test_a_known_voice_is_heard_with_its_transform_from_the_first_frame(voice: Voice) -> None:
    sphinx = Sphinx(voice=voice)
    sphinx.start()
    for frame in frames_of(speech("hesitation")):
        sphinx.feed(frame.tobytes())
    assert sphinx.finish().text.endswith("to know the result")
    turn = np.concatenate(sphinx._turn)[:100]
    assert not np.allclose(sphinx._speaker.moved(turn), turn)
