"""Neural recognisers, with tiny real models through sherpa-onnx's own API."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from simulator.audio import RATE, Sound
from simulator.errors import MissingPart, RecogniserFailed, UnknownRecogniser
from simulator.hearing import sherpa
from simulator.hearing.events import Lost, Transcript, Words
from simulator.hearing.recogniser import recogniser_names, require, resolve
from simulator.hearing.worker import RecogniserProcess
from simulator.models.catalogue import models_folder
from tests.models.tiny import entry, install_tiny

LOW, HIGH = 300, 2_500
"""Hertz of the tones that the tiny models know."""


def tone(hertz: int, seconds: float) -> Sound:
    return np.asarray(10_000 * np.sin(2 * np.pi * hertz * np.arange(round(seconds * RATE)) / RATE), np.int16)


def silence(seconds: float) -> Sound:
    return np.zeros(round(seconds * RATE), np.int16)


def turn(*hertz: int) -> Sound:
    """Half a second of silence before and after every tone of half a second."""
    parts = [silence(0.5)]
    for one in hertz:
        parts += [tone(one, 0.5), silence(0.5)]
    return np.concatenate(parts)


def hear(ear: sherpa.Streaming | sherpa.Whole, sound: Sound) -> tuple[Transcript, list[str]]:
    """The words at the end of a turn that is fed frame by frame, and those that came during it."""
    ear.start()
    during = [ear.feed(sound[place : place + 512].tobytes()) for place in range(0, len(sound), 512)]
    return ear.finish(), [text for text in during if text is not None]


@pytest.fixture
def streaming(tiny_models: Path, tmp_path: Path) -> sherpa.Streaming:
    install_tiny(tiny_models, tmp_path, "streaming")
    ear = sherpa.load("tiny-streaming")
    assert isinstance(ear, sherpa.Streaming)
    return ear


@pytest.fixture
def whole(tiny_models: Path, tmp_path: Path) -> sherpa.Whole:
    install_tiny(tiny_models, tmp_path, "whole")
    ear = sherpa.load("tiny-whole")
    assert isinstance(ear, sherpa.Whole)
    return ear


@pytest.fixture
def process(tiny_models: Path, tmp_path: Path) -> Iterator[RecogniserProcess]:
    install_tiny(tiny_models, tmp_path, "streaming")
    process = RecogniserProcess("tiny-streaming")
    yield process
    process.close()


def test_a_streaming_model_gives_words_while_they_are_said(streaming: sherpa.Streaming) -> None:
    heard, during = hear(streaming, turn(LOW, HIGH, LOW))
    assert during == ["low", "low high", "low high again"]
    assert (heard.text, heard.recogniser) == ("low high again", "tiny-streaming")


def test_words_of_a_streaming_model_have_their_true_times(streaming: sherpa.Streaming) -> None:
    """sherpa-onnx takes every streaming CTC model to give an output every 40 ms; this one gives one every 80 ms."""
    heard, _ = hear(streaming, turn(LOW, HIGH, LOW))
    assert [word.text for word in heard.words] == ["low", "high", "again"]
    assert [word.start for word in heard.words] == pytest.approx([0.5, 1.5, 2.5], abs=0.08)
    assert all(word.start < word.end <= word.start + sherpa.LONGEST_TOKEN for word in heard.words)


def test_a_sherpa_onnx_with_true_times_is_noticed_by_words_after_the_sound(streaming: sherpa.Streaming) -> None:
    streaming._time_scale *= 2  # as if the library counted right and we still corrected it
    heard, _ = hear(streaming, turn(LOW, HIGH, LOW))
    assert streaming._time_scale == 1.0
    assert max(word.start for word in heard.words) < 3.5


def test_nothing_of_a_turn_is_left_in_the_next_one(streaming: sherpa.Streaming) -> None:
    """The model says `again` for a low tone once it has heard a high one."""
    assert hear(streaming, turn(HIGH, LOW))[0].text == "high again"
    assert hear(streaming, turn(LOW))[0].text == "low"


def test_a_turn_that_is_begun_anew_forgets_what_was_heard_of_it(streaming: sherpa.Streaming) -> None:
    streaming.start()
    streaming.feed(turn(HIGH).tobytes())
    assert hear(streaming, turn(LOW))[0].text == "low"


def test_the_last_word_is_not_lost_when_a_turn_ends_with_it(streaming: sherpa.Streaming) -> None:
    heard, _ = hear(streaming, np.concatenate([silence(0.5), tone(LOW, 0.3)]))
    assert heard.text == "low"
    assert heard.words[0].end <= 0.8, "no word lasts longer than the sound"


def test_silence_is_no_words(streaming: sherpa.Streaming) -> None:
    heard, during = hear(streaming, silence(1.0))
    assert (heard.text, heard.words, during) == ("", [], [])


def test_one_thread_is_all_that_a_recogniser_takes(streaming: sherpa.Streaming, whole: sherpa.Whole) -> None:
    for ear in (streaming, whole):
        assert ear._model.config.model_config.num_threads == 1


def test_a_whole_turn_model_hears_at_the_end_with_times(whole: sherpa.Whole) -> None:
    heard, during = hear(whole, turn(LOW, HIGH))
    assert during == []
    assert (heard.text, heard.recogniser) == ("low high", "tiny-whole")
    assert [word.start for word in heard.words] == pytest.approx([0.5, 1.5], abs=0.08)
    assert hear(whole, turn(HIGH))[0].text == "high", "the sound of the turn before is gone"


def test_a_turn_of_a_few_samples_is_no_words(whole: sherpa.Whole) -> None:
    assert hear(whole, silence(0.01))[0].text == ""


def test_a_turn_longer_than_the_model_can_hear_is_cut_where_it_is_quiet(tiny_models: Path, tmp_path: Path) -> None:
    settings = {**entry("whole")["settings"], "longest": 2.0}
    install_tiny(tiny_models, tmp_path, "whole", settings=settings)
    ear = sherpa.load("tiny-whole")
    said = (LOW, HIGH, LOW, LOW, HIGH)
    heard, _ = hear(ear, turn(*said))
    assert heard.text == "low high low low high"
    assert [word.start for word in heard.words] == pytest.approx([0.5, 1.5, 2.5, 3.5, 4.5], abs=0.08)
    pieces = list(sherpa._pieces((turn(*said) / 32_768).astype(np.float32), 2.0))
    assert all(len(piece) <= 2.0 * RATE for _, piece in pieces)
    assert sum(len(piece) for _, piece in pieces) == len(turn(*said))


def test_tokens_become_words_with_times_and_confidences() -> None:
    tokens, times = [" TH", "ANK", " YOU", "▁very", " much"], [0.1, 0.2, 0.5, 0.6, 2.0]
    words = sherpa._words(tokens, times, 2.1, log_probabilities=np.log([0.9, 0.4, 0.5, 1.0, 1.0]).tolist())
    assert [(word.text, word.start, round(word.end, 3)) for word in words] == [
        ("thank", 0.1, 0.5),
        ("you", 0.5, 0.6),
        ("very", 0.6, 0.9),
        ("much", 2.0, 2.1),
    ]
    assert [word.confidence for word in words] == [0.6, 0.5, 1.0, 1.0]


def test_text_in_capitals_is_told_in_small_letters_and_other_text_as_it_is() -> None:
    assert sherpa._readable(" THANK YOU\n") == "thank you"
    assert sherpa._readable("Thank you, Ms. Chen.") == "Thank you, Ms. Chen."


def test_the_recognisers_of_the_catalogue_can_be_named(tiny_models: Path, tmp_path: Path) -> None:
    assert {"nemo-80ms", "whisper-tiny.en"} <= set(recogniser_names())
    assert resolve("Whisper-Tiny.en") == "whisper-tiny.en"
    with pytest.raises(UnknownRecogniser, match="did you mean nemo-80ms"):
        resolve("nemo-80")


def test_a_recogniser_that_is_not_installed_names_the_command_that_fetches_it() -> None:
    with pytest.raises(MissingPart, match="to mend it: followup models get zipformer-small"):
        require("zipformer-small")


def test_auto_takes_the_preferred_installed_recogniser_and_else_the_embedded_one(
    tiny_models: Path, tmp_path: Path
) -> None:
    assert resolve("auto") == "pocketsphinx"
    install_tiny(tiny_models, tmp_path, "voice", "whole", "streaming")
    assert resolve("auto") == "tiny-whole"
    shutil.rmtree(models_folder() / "tiny-whole")
    assert resolve("auto") == "tiny-streaming"
    install_tiny(tiny_models, tmp_path, "streaming", in_calls=False)
    assert resolve("auto") == "pocketsphinx", "one that is too slow for a call is not taken for it"


def test_a_turn_is_heard_in_a_process_of_its_own(process: RecogniserProcess) -> None:
    process.wait_ready(30)
    for number, (sound, text) in enumerate(((turn(LOW, HIGH), "low high"), (turn(LOW), "low"))):
        process.start(number)
        process.feed(sound.tobytes())
        process.finish()
        assert process.settle(10)
        told = process.poll()[-1]
        assert isinstance(told, Words)
        assert (told.turn, told.transcript.text, told.transcript.recogniser) == (number, text, "tiny-streaming")


BROKEN: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "cut off": (lambda model: model[: len(model) // 2], "is cut off, or no ONNX model"),
    "no model": (lambda model: b"<html>" + bytes(len(model) - 6), "is no ONNX model"),
}


@pytest.mark.parametrize("how", BROKEN)
def test_a_broken_model_file_is_one_clear_line_before_anything_is_loaded(
    tiny_models: Path, tmp_path: Path, how: str
) -> None:
    damage, why = BROKEN[how]
    _install_with(tiny_models, tmp_path, model=damage((tiny_models / "streaming" / "model.onnx").read_bytes()))
    with pytest.raises(RecogniserFailed, match=rf"^recogniser tiny-streaming: .*model\.onnx: {why}$"):
        require("tiny-streaming")


def test_a_model_of_another_kind_is_named_by_what_it_does_not_say(tiny_models: Path, tmp_path: Path) -> None:
    """sherpa-onnx would end the process over it."""
    _install_with(tiny_models, tmp_path, model=(tiny_models / "voice" / "voice.onnx").read_bytes())
    with pytest.raises(RecogniserFailed, match="says nothing of window_size: it is a model of another kind"):
        require("tiny-streaming")


@pytest.mark.parametrize(
    ("tokens", "why"),
    [
        (b"a 0\nb 1\nc 2\nd 3\ne 4\n", "does not belong to a model with 5 outputs, one of them the blank"),
        (b"<blk> 0\n", "does not belong to a model with 5 outputs"),
        (b"a 0\nb 1\n<blk> 4\n", "is no whole token table"),
        (b"\x00\xff" * 20, "is no token table"),
        (b"", "is no whole token table"),
    ],
)
def test_a_token_table_that_does_not_belong_is_one_clear_line(
    tiny_models: Path, tmp_path: Path, tokens: bytes, why: str
) -> None:
    """sherpa-onnx would end the process, or fail in the middle of a turn."""
    _install_with(tiny_models, tmp_path, tokens=tokens)
    with pytest.raises(RecogniserFailed, match=rf"tokens\.txt: {why}"):
        require("tiny-streaming")


def test_a_model_that_only_fails_to_load_is_told_by_the_worker_and_the_call_goes_on(
    tiny_models: Path, tmp_path: Path
) -> None:
    model = (tiny_models / "streaming" / "model.onnx").read_bytes()
    _install_with(tiny_models, tmp_path, model=model.replace(b"LogSoftmax", b"LogHardmax"))
    process = RecogniserProcess("tiny-streaming")
    try:
        with pytest.raises(RecogniserFailed, match="recogniser tiny-streaming: its model cannot be loaded"):
            process.wait_ready(30)
        process.start(1)
        assert [type(told) for told in process.poll()] == [Lost]
    finally:
        process.close()


def test_a_model_over_which_sherpa_onnx_ends_its_process_leaves_ours_alive(tiny_models: Path, tmp_path: Path) -> None:
    """Loaded as another kind of model, for which nothing is checked before: sherpa-onnx calls `_Exit`."""
    settings = {**entry("streaming")["settings"], "factory": "from_wenet_ctc"}
    install_tiny(tiny_models, tmp_path, "streaming", settings=settings)
    process = RecogniserProcess("tiny-streaming")
    try:
        with pytest.raises(RecogniserFailed, match="tiny-streaming is off after 3 failures"):
            process.wait_ready(60)
    finally:
        process.close()


def _install_with(tiny_models: Path, tmp_path: Path, model: bytes | None = None, tokens: bytes | None = None) -> None:
    """Installs the streaming model with another file in the place of one, as a later accident would leave it."""
    (found,) = install_tiny(tiny_models, tmp_path, "streaming")
    for name, content in (("model.onnx", model), ("tokens.txt", tokens)):
        if content is not None:
            (found.folder / name).write_bytes(content)
            note = found.folder / "installed.json"
            size = str(found.sizes[name])
            note.write_text(note.read_text().replace(f'"{name}": {size}', f'"{name}": {len(content)}'))
