"""Makes tiny real ONNX models, with the metadata that sherpa-onnx asks for, so that tests load them through its API.

    python tests/models/make_models.py FOLDER

writes four model folders into FOLDER:

    streaming   a streaming CTC recogniser, built like NeMo's cache-aware FastConformers: one output every 80 ms
    whole       the same ear as a CTC recogniser that hears a turn in one piece
    voice       a VITS voice built like Piper's, with a lexicon in the place of espeak-ng
    piper       the same voice for phonemes, as Piper's are

The recognisers know two tones: low (about 300 Hz) and high (about 2500 Hz). The voice says every letter as a beep.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

OPSET = 17
IR_VERSION = 9
"""Old enough for every onnxruntime that a supported sherpa-onnx brings."""

MELS = 80
SUBSAMPLING = 8
"""Analysis frames of 10 ms in one output, as in FastConformer."""
WINDOW, SHIFT = 16, 16
"""Analysis frames that a streaming chunk holds, and by which it moves: two outputs."""
TOKENS = ("▁low", "▁high", "er", "▁again")
"""`▁low` for the first low tone of a turn and `▁again` for one after a high tone; `▁high`; `er` is never heard."""
LOW_MELS, HIGH_MELS = slice(3, 16), slice(44, 53)
LOUD = -10.0
"""Log mel energy between silence and a tone of amplitude 0.3."""

VOICE_RATE = 22_050
LETTERS = "abcdefghijklmnopqrstuvwxyz"
IPA = "æðŋɐɑɒɔəɚɛɜɡɪɹɾʃʊʌʒˈˌːθᵻ"
SAMPLES_PER_LETTER = 1_764
"""80 ms at length scale 1."""


def make_streaming(folder: Path) -> Path:
    """A recogniser for `OnlineRecognizer.from_nemo_ctc`. Its cache keeps whether a high tone has been heard."""
    nodes, weights = _ear("audio_signal")
    nodes += [
        helper.make_node("ReduceMax", ["high"], ["heard_high"], axes=[1, 2], keepdims=1),
        helper.make_node("Unsqueeze", ["heard_high", "last_axis"], ["heard_high_4"]),
        helper.make_node("Max", ["cache_last_channel", "heard_high_4"], ["cache_last_channel_next"]),
        helper.make_node("Identity", ["cache_last_time"], ["cache_last_time_next"]),
        helper.make_node("Add", ["cache_last_channel_len", "one"], ["cache_last_channel_next_len"]),
        helper.make_node("Squeeze", ["cache_last_channel", "last_axis"], ["before"]),
        *_decide("before"),
        helper.make_node("Shape", ["logits"], ["shape"]),
        helper.make_node("Slice", ["shape", "one", "two"], ["encoded_lengths"]),
    ]
    weights += [_constant("one", [1], np.int64), _constant("two", [2], np.int64), _constant("last_axis", [3], np.int64)]
    cache = [1, 1, 1, 1]
    inputs = [
        _value("audio_signal", TensorProto.FLOAT, [1, MELS, WINDOW]),
        _value("length", TensorProto.INT64, [1]),
        _value("cache_last_channel", TensorProto.FLOAT, cache),
        _value("cache_last_time", TensorProto.FLOAT, cache),
        _value("cache_last_channel_len", TensorProto.INT64, [1]),
    ]
    outputs = [
        _value("logits", TensorProto.FLOAT, [1, "T", len(TOKENS) + 1]),
        _value("encoded_lengths", TensorProto.INT64, [1]),
        _value("cache_last_channel_next", TensorProto.FLOAT, cache),
        _value("cache_last_time_next", TensorProto.FLOAT, cache),
        _value("cache_last_channel_next_len", TensorProto.INT64, [1]),
    ]
    dimensions = {f"cache_last_{kind}_dim{i}": 1 for kind in ("channel", "time") for i in (1, 2, 3)}
    metadata = {
        "window_size": WINDOW,
        "chunk_shift": SHIFT,
        "subsampling_factor": SUBSAMPLING,
        "vocab_size": len(TOKENS),
        "model_type": "EncDecHybridRNNTCTCBPEModel",
        **dimensions,
    }
    return _write(folder, "model.onnx", nodes, inputs, outputs, weights, metadata, _tokens())


def make_whole(folder: Path) -> Path:
    """A recogniser for `OfflineRecognizer.from_nemo_ctc`; it knows nothing of what came before."""
    nodes, weights = _ear("audio_signal")
    nodes += _decide("nothing")
    weights.append(_constant("nothing", np.zeros((1, 1, 1)), np.float32))
    inputs = [
        _value("audio_signal", TensorProto.FLOAT, [1, MELS, "T"]),
        _value("length", TensorProto.INT64, [1]),
    ]
    outputs = [_value("logits", TensorProto.FLOAT, [1, "T", len(TOKENS) + 1])]
    metadata = {
        "subsampling_factor": SUBSAMPLING,
        "vocab_size": len(TOKENS),
        "normalize_type": "",
        "model_type": "EncDecHybridRNNTCTCBPEModel",
    }
    return _write(folder, "model.onnx", nodes, inputs, outputs, weights, metadata, _tokens())


def make_voice(folder: Path, *, lexicon: bool = True) -> Path:
    """A voice for `OfflineTts`: a beep for every symbol, each higher than the one before it in the table; the length
    scale makes it slower. Its symbols are letters with a `lexicon`, and else IPA."""
    nodes = [
        helper.make_node("Gather", ["scales", "one"], ["length_scale"]),
        helper.make_node("Mul", ["length_scale", "samples_per_letter"], ["samples_f"]),
        helper.make_node("Cast", ["samples_f"], ["samples"], to=TensorProto.INT64),
        helper.make_node("Squeeze", ["samples", "axis_0"], ["samples_scalar"]),
        helper.make_node("Range", ["zero", "samples_scalar", "step"], ["positions"]),
        helper.make_node("Cast", ["positions"], ["positions_f"], to=TensorProto.FLOAT),
        helper.make_node("Unsqueeze", ["positions_f", "axis_0"], ["positions_row"]),  # (1, samples)
        helper.make_node("Cast", ["input"], ["letters"], to=TensorProto.FLOAT),
        helper.make_node("Transpose", ["letters"], ["letters_column"], perm=[1, 0]),  # (letters, 1)
        helper.make_node("Mul", ["letters_column", "hertz_per_letter"], ["hertz"]),
        helper.make_node("Mul", ["hertz", "radians_per_sample"], ["speed"]),
        helper.make_node("Mul", ["speed", "positions_row"], ["phase"]),
        helper.make_node("Sin", ["phase"], ["wave"]),
        helper.make_node("Mul", ["wave", "amplitude"], ["beeps"]),
        helper.make_node("Reshape", ["beeps", "flat"], ["output"]),
    ]
    weights = [
        _constant("zero", 0, np.int64),
        _constant("step", 1, np.int64),
        _constant("one", [1], np.int64),
        _constant("axis_0", [0], np.int64),
        _constant("flat", [1, 1, -1], np.int64),
        _constant("samples_per_letter", [SAMPLES_PER_LETTER], np.float32),
        _constant("hertz_per_letter", [80.0], np.float32),
        _constant("radians_per_sample", [2 * np.pi / VOICE_RATE], np.float32),
        _constant("amplitude", [0.3], np.float32),
    ]
    inputs = [
        _value("input", TensorProto.INT64, [1, "letters"]),
        _value("input_lengths", TensorProto.INT64, [1]),
        _value("scales", TensorProto.FLOAT, [3]),
    ]
    outputs = [_value("output", TensorProto.FLOAT, [1, 1, "samples"])]
    metadata = {
        "model_type": "vits",
        "comment": "piper",
        "language": "English",
        "voice": "en-us",
        "has_espeak": 0,
        "n_speakers": 1,
        "sample_rate": VOICE_RATE,
    }
    words = (
        "about and are call calling can file for good have hello here i interview morning tell thank we where you your"
    ).split()
    symbols = ["_", "^", "$", " ", ",", ".", "?", "!", *LETTERS, *("" if lexicon else IPA)]
    files = {"tokens.txt": "".join(f"{symbol} {number}\n" for number, symbol in enumerate(symbols))}
    if lexicon:
        files["lexicon.txt"] = "".join(f"{word} {' '.join(word)}\n" for word in words)
    return _write(folder, "voice.onnx", nodes, inputs, outputs, weights, metadata, files)


def _ear(sound: str) -> tuple[list[Any], list[Any]]:
    """Nodes from log mel energies (1, MELS, T) to `low` and `high`: 1 where that tone sounds, (1, T / 8, 1)."""
    bands = np.zeros((2, MELS, 1))
    bands[0, LOW_MELS] = 1 / (LOW_MELS.stop - LOW_MELS.start)
    bands[1, HIGH_MELS] = 1 / (HIGH_MELS.stop - HIGH_MELS.start)
    nodes = [
        helper.make_node("AveragePool", [sound], ["outputs"], kernel_shape=[SUBSAMPLING], strides=[SUBSAMPLING]),
        helper.make_node("Conv", ["outputs", "bands"], ["energies"]),
        helper.make_node("Transpose", ["energies"], ["energies_last"], perm=[0, 2, 1]),
        helper.make_node("Greater", ["energies_last", "loud"], ["sounding"]),
        helper.make_node("Cast", ["sounding"], ["sounding_f"], to=TensorProto.FLOAT),
        helper.make_node("Split", ["sounding_f"], ["low", "high"], axis=2),
    ]
    return nodes, [
        _constant("bands", bands, np.float32),
        _constant("loud", LOUD, np.float32),
        _constant("half", 0.5, np.float32),
        _constant("certain", 10.0, np.float32),
        _constant("never", -20.0, np.float32),
    ]


def _decide(before: str) -> list[Any]:
    """Nodes from `low`, `high` and whether a high tone came before to `logits` (1, T, tokens and blank)."""
    return [
        helper.make_node("Mul", ["low", before], ["again"]),
        helper.make_node("Sub", ["low", "again"], ["first"]),
        helper.make_node("Mul", ["low", "never"], ["unheard_0"]),
        helper.make_node("Sub", ["unheard_0", "certain"], ["unheard"]),
        helper.make_node("Mul", ["low", "half"], ["half_0"]),
        helper.make_node("Sub", ["half_0", "half_0"], ["nought"]),
        helper.make_node("Add", ["nought", "half"], ["blank"]),
        helper.make_node("Concat", ["first", "high", "unheard", "again", "blank"], ["scores"], axis=2),
        helper.make_node("Mul", ["scores", "certain"], ["sharp"]),
        helper.make_node("LogSoftmax", ["sharp"], ["logits"], axis=2),
    ]


def _tokens() -> dict[str, str]:
    return {"tokens.txt": "".join(f"{token} {number}\n" for number, token in enumerate([*TOKENS, "<blk>"]))}


def _constant(name: str, value: Any, kind: type) -> Any:
    return numpy_helper.from_array(np.asarray(value, kind), name)


def _value(name: str, kind: int, shape: Sequence[int | str]) -> Any:
    return helper.make_tensor_value_info(name, kind, shape)


def _write(
    folder: Path,
    name: str,
    nodes: list[Any],
    inputs: list[Any],
    outputs: list[Any],
    weights: list[Any],
    metadata: Mapping[str, object],
    files: Mapping[str, str],
) -> Path:
    graph = helper.make_graph(nodes, folder.name, inputs, outputs, weights)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=IR_VERSION)
    helper.set_model_props(model, {key: str(value) for key, value in metadata.items()})
    onnx.checker.check_model(model)
    folder.mkdir(parents=True, exist_ok=True)
    onnx.save(model, folder / name)
    for file, text in files.items():
        (folder / file).write_text(text, encoding="utf-8")
    return folder


if __name__ == "__main__":
    target = Path(sys.argv[1])
    make_streaming(target / "streaming")
    make_whole(target / "whole")
    make_voice(target / "voice")
    make_voice(target / "piper", lexicon=False)
