"""Neural recognisers through sherpa-onnx: streaming ones with words during the turn, others that hear it at its end.

Which there are is the catalogue's matter (`simulator.models`); each is known here by its name once it is installed.
Loaded in the worker process only: sherpa-onnx ends its whole process over a model that lacks what it reads, so files
are looked at before, and what still goes wrong costs the worker and not the call.

A model stays loaded. Each turn gets a stream of its own, with the model's initial state: nothing of a turn is left
in the next one.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from simulator.audio import FULL_SCALE, RATE
from simulator.errors import BadModel, MissingPart, RecogniserFailed
from simulator.hearing.events import Transcript
from simulator.models.catalogue import HearingSettings, catalogue
from simulator.models.installed import Installed, find_installed, installed_models
from simulator.models.onnx_file import read_metadata
from simulator.record import Word

THREADS = 1
"""The call, the sound device and the page need the other cores."""
STREAMING_LIMIT, WHOLE_LIMIT = 15.0, 90.0
"""Seconds without an answer that count as hanging."""
FRAMES_PER_SECOND = 100
"""Analysis frames, in which models state the length of their chunks."""
SHORTEST_TAIL = 0.66
"""Seconds of silence after a turn's sound, so that the last chunk is decoded; what sherpa-onnx's own examples add."""
TAIL_AFTER_CHUNK = 0.3
"""Seconds of silence beyond one chunk, for words that a model emits late."""
SHORTEST_SOUND = 1.0
"""Seconds; shorter turns are filled up with silence: models fail on less sound than their first layers span."""
LONGEST_TOKEN = 0.3
"""Seconds that a word lasts at most once its last token has begun, where the model gives no end. At 150 words a minute
a word lasts 0.4 s, and its last token begins where only its end is still to come."""
QUIET_SECONDS = 0.2
"""A long turn is cut where the sound is weakest over this time."""

NEEDED_METADATA: dict[tuple[str, str], tuple[str, ...]] = {
    ("streaming", "from_nemo_ctc"): (
        "window_size",
        "chunk_shift",
        "subsampling_factor",
        "vocab_size",
        *(f"cache_last_{kind}_dim{i}" for kind in ("channel", "time") for i in (1, 2, 3)),
    ),
    ("whole", "from_nemo_ctc"): ("subsampling_factor", "vocab_size"),
}
"""(mode, factory) → what sherpa-onnx reads from `model` without a default, as in its csrc."""
BLANKS = frozenset({"<blk>", "<eps>", "<blank>"})
"""Names of the blank symbol that sherpa-onnx knows."""
ASSUMED_SUBSAMPLING = 4
"""Analysis frames for one output that sherpa-onnx takes for the times of every streaming CTC model
(csrc/online-recognizer-ctc-impl.h, up to 2.0.1 at least); NeMo's FastConformers have 8, so their times come halved."""

_NOT_SAID = re.compile(r"\[[^\]]*\]|\([^)]*\)|♪")
"""What Whisper writes for sounds that are no speech."""

Samples = npt.NDArray[np.float32]


def names() -> list[str]:
    """All recognisers of the catalogue, and those installed that it no longer holds."""
    known = [model.name for model in catalogue() if model.kind == "recogniser"]
    return known + [one.model.name for one in installed_models("recogniser") if one.model.name not in known]


def best() -> str | None:
    """The installed recogniser that is preferred for a call."""
    return next((one.model.name for one in installed_models("recogniser") if one.model.in_calls), None)


def require(name: str) -> Installed:
    """The installed recogniser of that name. Raises MissingPart, or RecogniserFailed when it is damaged."""
    try:
        found = find_installed(name)
        _check(found)
    except BadModel as fault:
        raise RecogniserFailed(f"recogniser {name}: {fault}") from fault
    return found


def load(name: str) -> Streaming | Whole:
    """Loads a recogniser. Raises MissingPart, RecogniserFailed."""
    found = require(name)
    settings = _settings(found)
    return Streaming(found) if settings.mode == "streaming" else Whole(found)


class Streaming:
    """Gives words while they are said."""

    answer_limit = STREAMING_LIMIT

    def __init__(self, found: Installed) -> None:
        """Loads the model. Raises MissingPart, RecogniserFailed."""
        self.name = found.model.name
        metadata = [read_metadata(Path(path)) for path in found.files().values() if path.endswith(".onnx")]
        chunk = max(int(one.get("window_size") or one.get("T") or 0) for one in metadata)
        self._tail = max(SHORTEST_TAIL, chunk / FRAMES_PER_SECOND + TAIL_AFTER_CHUNK)
        self._time_scale = 1.0
        if _settings(found).factory == "from_nemo_ctc":
            self._time_scale = int(metadata[0]["subsampling_factor"]) / ASSUMED_SUBSAMPLING
        self._model = _load(found, "OnlineRecognizer")
        self._stream: Any = None
        self._heard = 0
        self._partial = ""

    def start(self) -> None:
        """A turn begins."""
        self._stream = self._model.create_stream()
        self._heard = 0
        self._partial = ""

    def feed(self, pcm: bytes) -> str | None:
        """The words so far if they have changed."""
        self._decode(_samples(pcm))
        self._heard += len(pcm) // 2
        text = _readable(self._model.get_result(self._stream))
        if text == self._partial:
            return None
        self._partial = text
        return text

    def finish(self) -> Transcript:
        """The turn's words, with times."""
        self._decode(np.zeros(round(self._tail * RATE), np.float32))
        self._stream.input_finished()
        self._decode()
        result = self._model.get_result_all(self._stream)
        seconds = self._heard / RATE
        if result.timestamps and result.timestamps[-1] * self._time_scale > seconds + self._tail:
            self._time_scale = 1.0  # no word comes after the sound: this sherpa-onnx has the times right
        times = [time * self._time_scale for time in result.timestamps]
        words = _words(result.tokens, times, seconds, log_probabilities=result.ys_probs)
        self._stream = None
        return Transcript(_readable(result.text), words, recogniser=self.name)

    def _decode(self, samples: Samples | None = None) -> None:
        if samples is not None:
            self._stream.accept_waveform(RATE, samples)
        while self._model.is_ready(self._stream):
            self._model.decode_stream(self._stream)


class Whole:
    """Hears a turn when it is over. Longer turns than the model can hear are cut at their quietest moments."""

    answer_limit = WHOLE_LIMIT

    def __init__(self, found: Installed) -> None:
        """Loads the model. Raises MissingPart, RecogniserFailed."""
        self.name = found.model.name
        self._longest = _settings(found).longest
        self._model = _load(found, "OfflineRecognizer")
        self._pcm = bytearray()

    def start(self) -> None:
        """A turn begins."""
        self._pcm.clear()

    def feed(self, pcm: bytes) -> None:
        """Collects the turn's sound."""
        self._pcm += pcm

    def finish(self) -> Transcript:
        """The turn's words, with times where the model gives them."""
        texts: list[str] = []
        words: list[Word] = []
        for start, piece in _pieces(_samples(bytes(self._pcm)), self._longest):
            text, said = self._hear(piece, start / RATE)
            texts.append(text)
            words += said
        self._pcm.clear()
        return Transcript(" ".join(text for text in texts if text), words, recogniser=self.name)

    def _hear(self, samples: Samples, start: float) -> tuple[str, list[Word]]:
        stream = self._model.create_stream()
        missing = round(SHORTEST_SOUND * RATE) - len(samples)
        stream.accept_waveform(RATE, np.pad(samples, (0, max(0, missing))))
        self._model.decode_stream(stream)
        result = stream.result
        text = _readable(_NOT_SAID.sub(" ", result.text))
        timed = len(result.timestamps) == len(result.tokens) and text
        words = _words(
            result.tokens if timed else [],
            result.timestamps,
            len(samples) / RATE,
            durations=getattr(result, "durations", ()),
            log_probabilities=getattr(result, "ys_log_probs", ()),
            offset=start,
        )
        return text, words


def _settings(found: Installed) -> HearingSettings:
    settings = found.model.settings
    if not isinstance(settings, HearingSettings):
        raise RecogniserFailed(f"{found.model.name} is a voice, no recogniser")
    return settings


def _check(found: Installed) -> None:
    """Raises BadModel for files over which sherpa-onnx would end the process, or read beyond a table's end."""
    settings = _settings(found)
    files = {parameter: Path(path) for parameter, path in found.files().items()}
    metadata = {parameter: read_metadata(path) for parameter, path in files.items() if path.suffix in (".onnx", ".ort")}
    for key in NEEDED_METADATA.get((settings.mode, settings.factory), ()):
        if not metadata["model"].get(key, "").isdigit():
            raise BadModel(files["model"], f"says nothing of {key}: it is a model of another kind")
    tokens = _read_tokens(files["tokens"])
    if settings.factory == "from_nemo_ctc":
        outputs = int(metadata["model"]["vocab_size"]) + 1
        if len(tokens) != outputs or not BLANKS & set(tokens):
            raise BadModel(files["tokens"], f"does not belong to a model with {outputs} outputs, one of them the blank")


def _read_tokens(path: Path) -> list[str]:
    """The symbols of a token table, one `symbol number` a line; the symbol of the space may be missing."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        rows = [line.rsplit(maxsplit=1) for line in lines if line.strip()]
        numbers = sorted(int(row[-1]) for row in rows)
    except ValueError as error:
        raise BadModel(path, "is no token table") from error
    if not rows or numbers != list(range(len(numbers))):
        raise BadModel(path, "is no whole token table")
    return [row[0] if len(row) == 2 else " " for row in rows]


def _load(found: Installed, kind: str) -> Any:
    try:
        import sherpa_onnx
    except ImportError as error:
        raise MissingPart(
            f"recogniser {found.model.name} needs sherpa-onnx ({error})", "pip install sherpa-onnx"
        ) from error
    settings = _settings(found)
    try:
        factory = getattr(getattr(sherpa_onnx, kind), settings.factory)
        return factory(**found.files(), **settings.options, num_threads=THREADS)
    except BadModel as fault:
        raise RecogniserFailed(f"recogniser {found.model.name}: {fault}") from fault
    except Exception as error:  # its C++ exceptions come as RuntimeError, IndexError …
        reason = " ".join(str(error).split()) or type(error).__name__
        raise RecogniserFailed(f"recogniser {found.model.name}: its model cannot be loaded ({reason})") from error


def _samples(pcm: bytes) -> Samples:
    return (np.frombuffer(pcm, "<i2") / FULL_SCALE).astype(np.float32)


def _readable(text: str) -> str:
    """One line; what comes all in capitals (models trained on LibriSpeech) in small letters."""
    line = " ".join(text.split())
    return line.lower() if line.isupper() else line


def _words(
    tokens: Sequence[str],
    times: Sequence[float],
    seconds: float,
    *,
    durations: Sequence[float] = (),
    log_probabilities: Sequence[float] = (),
    offset: float = 0.0,
) -> list[Word]:
    """Tokens joined to words. A token that begins with a space (SentencePiece's ▁) begins a word.

    `times`: when each token begins, in seconds. A word lasts until its last token ends where durations are known, else
    LONGEST_TOKEN at most, but not into the next word or beyond the `seconds` of sound. Its confidence is the geometric
    mean of its tokens' probabilities, None where there are none.
    """
    starts = [i for i, token in enumerate(tokens) if i == 0 or token[:1] in (" ", "▁")]
    words = []
    for first, following in itertools.pairwise([*starts, len(tokens)]):
        text = _readable("".join(tokens[first:following]).replace("▁", " "))
        if not text:
            continue
        last = following - 1
        start = min(times[first], seconds)
        end = times[last] + (durations[last] if len(durations) == len(tokens) else LONGEST_TOKEN)
        if following < len(tokens):
            end = min(end, times[following])
        chances = log_probabilities[first:following] if len(log_probabilities) == len(tokens) else ()
        words.append(
            Word(
                text=text,
                start=offset + start,
                end=offset + max(start, min(end, seconds)),
                confidence=round(float(np.exp(np.mean(chances))), 3) if len(chances) else None,
            )
        )
    return words


def _pieces(samples: Samples, longest: float | None) -> Iterator[tuple[int, Samples]]:
    """The sound in pieces of at most `longest` seconds, each with the sample at which it begins.

    A cut lies in the last third of what the model can hear, in the middle of its quietest 0.2 s.
    """
    start, most = 0, round((longest or 0) * RATE)
    quiet = round(QUIET_SECONDS * RATE)
    while most and len(samples) - start > most:
        earliest = start + most * 2 // 3
        power = np.convolve(samples[earliest : start + most] ** 2, np.ones(quiet, np.float32), "valid")
        cut = earliest + int(np.argmin(power)) + quiet // 2
        yield start, samples[start:cut]
        start = cut
    yield start, samples[start:]
