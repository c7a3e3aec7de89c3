from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from pocketsphinx import Decoder, get_model_path, set_loglevel

from simulator.errors import BadFile
from simulator.hearing.speaker.acoustics import SILENCE, Acoustics, read_acoustics
from simulator.hearing.speaker.adaptation import Speaker, Spoken
from simulator.hearing.speaker.cepstra import CEPSTRA, Bands, Cepstra
from simulator.hearing.speaker.mean import EXPECTED, RunningMean
from simulator.hearing.sphinx import Sphinx
from tests.hearing.conftest import frames_of, speech

MODEL = Path(get_model_path("en-us/en-us"))
Floats = NDArray[np.float64]


@pytest.fixture(scope="module")
def acoustics() -> Acoustics:
    return read_acoustics(MODEL)


def cepstra_of(name: str) -> Floats:
    return Cepstra().of(Bands().feed(speech(name).tobytes()))


def test_cepstra_are_those_of_pocketsphinx(tmp_path: Path) -> None:
    set_loglevel("FATAL")
    folder = tmp_path / "cepstra"
    folder.mkdir()
    decoder = Decoder(mfclogdir=str(folder), lm=None, loglevel="FATAL")
    decoder.add_keyphrase("any", "hello")
    decoder.activate_search("any")
    decoder.start_utt()
    decoder.process_raw(speech("hesitation").tobytes(), False, False)
    decoder.end_utt()
    written = max(folder.iterdir())  # one a turn; it begins one of its own when it is made
    theirs = np.frombuffer(written.read_bytes(), ">f4", offset=4).reshape(-1, CEPSTRA)
    ours = cepstra_of("hesitation")
    assert len(theirs) - len(ours) in (0, 1), "they pad the last frame"
    assert np.abs(ours - theirs[: len(ours)]).max() < 1e-4


def test_cepstra_do_not_depend_on_the_pieces_that_the_sound_comes_in() -> None:
    sound = speech("early").tobytes()
    bands, cepstra = Bands(), Cepstra()
    cepstra.of(bands.feed(sound[:9000]))
    bands.start()
    cepstra.start()
    pieces = [cepstra.of(bands.feed(sound[at : at + 700])) for at in range(0, len(sound), 700)]
    assert np.allclose(np.concatenate(pieces), cepstra_of("early"))


def test_the_mean_is_that_of_the_speaker_after_some_turns_and_digital_silence_does_not_count() -> None:
    mean = RunningMean()
    quiet = Cepstra().of(Bands().feed(bytes(2 * 16_000)))
    assert np.allclose(mean.removed(quiet), quiet - np.array(EXPECTED))
    turn = cepstra_of("hesitation")
    for _ in range(20):
        mean.update()
        normalised = mean.removed(turn)
    assert np.abs(normalised.mean(axis=0)).max() < 0.5 < np.abs(turn.mean(axis=0) - np.array(EXPECTED)).max()


def test_nothing_is_moved_before_something_was_learnt(acoustics: Acoustics) -> None:
    speaker = Speaker(acoustics)
    turn = cepstra_of("early")
    assert speaker.moved(turn) is turn
    speaker.learn(turn, [])
    speaker.learn(turn, [Spoken(["AA"], 10, 12), Spoken(["no phone"], 10, 40)])
    assert speaker.transform is None, "too short for its phones, and no phones at all"


def said_by_the_model(acoustics: Acoustics, words: int, seed: int = 1) -> tuple[Floats, list[Spoken]]:
    """Phones of six frames a state, each frame the mean of a Gaussian that its state prefers."""
    chance = np.random.default_rng(seed)
    phones = [phone for phone in acoustics.phones if not phone.startswith("+") and phone != SILENCE]
    frames: list[Floats] = []
    spoken = []
    for phone in chance.choice(phones, words):
        at = acoustics.phones[phone]
        start = len(frames)
        for state in range(3):
            weights = np.exp(acoustics.log_weights[0, at, state])
            preferred = chance.choice(len(weights), 6, p=weights / weights.sum())
            noise = chance.normal(size=(6, CEPSTRA)) / np.sqrt(acoustics.precisions[0, at, preferred])
            frames += list(acoustics.means[0, at, preferred] + noise)
        spoken.append(Spoken([phone], start, len(frames)))
    return np.array(frames), spoken


def test_a_voice_that_differs_by_a_transform_is_moved_back(acoustics: Acoustics) -> None:
    expected, words = said_by_the_model(acoustics, 400)
    tilt = np.linspace(2.0, -2.0, CEPSTRA)
    other = expected * 0.9 + tilt
    speaker = Speaker(acoustics)
    for _ in range(3):
        speaker.learn(other, words)
    before, after = (np.abs((cepstra - expected).mean(axis=0)).max() for cepstra in (other, speaker.moved(other)))
    assert after < 0.6 * before


def test_little_speech_changes_little(acoustics: Acoustics) -> None:
    expected, words = said_by_the_model(acoustics, 400)
    other = expected + 2.0
    little, much = Speaker(acoustics), Speaker(acoustics)
    little.learn(other, words[:2])
    much.learn(other, words)
    shifts = [np.abs(speaker.moved(other) - other).mean() for speaker in (little, much)]
    assert shifts[0] < 0.5 * shifts[1]


def test_a_turn_is_learnt_once_before_the_next_one_begins() -> None:
    sphinx = Sphinx()
    for again in (False, True):
        sphinx.start()
        for frame in frames_of(speech("hesitation")):
            sphinx.feed(frame.tobytes())
        assert "interview" in sphinx.finish().text
        assert (sphinx._speaker.transform is not None) is again
    sphinx.learn()
    learnt = sphinx._speaker.transform
    sphinx.learn()
    assert sphinx._speaker.transform is learnt


def test_a_turn_in_one_piece_is_heard_as_in_frames() -> None:
    sphinx = Sphinx()
    sphinx.start()
    sphinx.feed(speech("early").tobytes())
    assert "for your time" in sphinx.finish().text


def test_files_of_another_kind_of_model_are_refused(tmp_path: Path) -> None:
    for name in ("mdef", "means", "variances", "sendump"):
        (tmp_path / name).write_bytes((MODEL / name).read_bytes())
    (tmp_path / "sendump").write_bytes((MODEL / "sendump").read_bytes()[:-4])
    with pytest.raises(BadFile, match="mixture weights"):
        read_acoustics(tmp_path)
    (tmp_path / "mdef").write_bytes(b"another")
    with pytest.raises(BadFile, match="phones"):
        read_acoustics(tmp_path)
