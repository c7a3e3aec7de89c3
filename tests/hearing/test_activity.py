from __future__ import annotations

import time

import numpy as np
import pytest

from simulator.audio import FRAME_SAMPLES, SILENCE, Frame, frames_in
from simulator.hearing.activity import VoiceActivity
from tests.hearing.conftest import frames_of, speech


def probabilities(activity: VoiceActivity, frames: list[Frame]) -> list[float]:
    return [activity.probability(frame) for frame in frames]


def test_speech_is_probable_and_noises_are_not() -> None:
    spoken = probabilities(VoiceActivity(), frames_of(speech("early"))[8:50])
    noises = probabilities(VoiceActivity(), frames_of(speech("noises")))
    assert np.median(spoken) > 0.9
    assert max(noises) < 0.5


def test_ten_minutes_of_digital_silence_are_heard_in_a_moment() -> None:
    activity = VoiceActivity()
    began = time.process_time()
    heard = probabilities(activity, [SILENCE] * frames_in(600))
    assert time.process_time() - began < 2.0
    assert max(heard) < 0.1


@pytest.mark.parametrize("silence", [0, 1, -1, 4, -4])
def test_speech_after_silence_is_heard_as_if_it_came_first(silence: int) -> None:
    spoken = frames_of(speech("early"))[:50]
    activity = VoiceActivity()
    probabilities(activity, [np.full(FRAME_SAMPLES, silence, np.int16)] * 40)
    assert probabilities(activity, spoken) == probabilities(VoiceActivity(), spoken)


def test_a_short_gap_of_digital_silence_does_not_make_the_model_forget() -> None:
    spoken = frames_of(speech("early"))[:60]
    activity = VoiceActivity()
    before = probabilities(activity, [*spoken[:30], *[SILENCE] * 4])
    assert before[-1] > 0.0, "the model itself was asked"
    assert probabilities(activity, spoken[30:]) != probabilities(VoiceActivity(), spoken[30:])


def test_the_same_sound_gives_the_same_probabilities_again_after_a_reset() -> None:
    frames = frames_of(speech("hesitation"))[:100]
    activity = VoiceActivity()
    first = probabilities(activity, frames)
    activity.reset()
    assert probabilities(activity, frames) == first


def test_the_loudest_negative_sample_is_not_silence() -> None:
    frame = np.zeros(FRAME_SAMPLES, np.int16)
    frame[100] = -32_768
    activity = VoiceActivity()
    probabilities(activity, [SILENCE] * 20)
    assert activity.probability(frame) != 0.0


def test_a_frame_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="512"):
        VoiceActivity().probability(np.zeros(256, np.int16))
