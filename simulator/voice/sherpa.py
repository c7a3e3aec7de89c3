"""Words to sound with neural voices, through sherpa-onnx in worker processes.

A voice speaks for personas of its own sex. For the other sex another installed voice is taken; where there is none it
speaks all the same, and a note says so.

VITS voices (Piper) draw noise for every line, so the same line is spoken a little differently each time; the cache of
lines makes it the same.
"""

from __future__ import annotations

import functools
import tempfile
import textwrap
import threading
import weakref
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from shutil import rmtree
from types import TracebackType

import numpy as np

from simulator.audio import RATE, Sound, resample, to_int16
from simulator.errors import BadModel, MissingPart, NoVoice, WrongUse
from simulator.models.catalogue import Person, SpeakingSettings
from simulator.models.installed import Installed, find_installed, installed_models
from simulator.models.onnx_file import read_metadata
from simulator.voice.pitch import raise_pitch, ratio
from simulator.voice.sherpa_worker import Line, Speech, VoiceProcess
from simulator.voice.spec import MOODS, Voice, has_words
from simulator.voice.speech_file import SLOWEST, SpeechFailed
from simulator.voice.worker import CannotSpeak

LINE_SECONDS = 60.0
"""Time-out of one line; a long one takes Kokoro 10 s on a slow core."""
TRIES = 2
"""A line that fails is tried once more, in a new process."""
MEASURED_LINE = "Thank you for calling about your interview. I have your file here, and I can tell you where we are."
"""Spoken once by each speaker to learn its pace, which no model states."""
SLOWEST_SPEED, FASTEST_SPEED = 0.6, 1.6
"""Factors on a model's own pace beyond which vowels smear or consonants go."""
NEEDED_METADATA = {
    "vits": ("sample_rate", "n_speakers", "language", "comment"),
    "kokoro": ("sample_rate", "n_speakers"),
}
"""What sherpa-onnx reads from a family's model without a default, as in its csrc."""


class NeuralVoice:
    """Fulfils `Speaker`. May be used from several threads; close it, or use it in a `with` statement.

    Nothing starts before the first line is asked for.
    """

    workers = 1
    """A second process would hold the model a second time; one uses two threads."""

    def __init__(self, installed: list[Installed], *, seconds: float = LINE_SECONDS) -> None:
        """`installed`: the voice that was asked for, then others that may speak for the other sex."""
        self.notes: list[str] = []
        """What was lacking and made up for, one line each, for the user."""
        self._seconds = seconds
        self._folder = Path(tempfile.mkdtemp(prefix="followup-voice-"))
        self._remove_folder = weakref.finalize(self, rmtree, self._folder, ignore_errors=True)
        self._models = [_Loaded(one, self._folder) for one in installed]
        self._lock = threading.Lock()

    @functools.cached_property
    def name(self) -> str:
        """Synthesiser, version and models: another name may sound different."""
        models = (f"{one.installed.model.name} {one.installed.sha256[:8]}" for one in self._models)
        return f"sherpa-onnx {_version()}, {', '.join(models)}"

    def render(self, text: str, voice: Voice, mood: str = "neutral") -> Sound:
        """`text` as clean 16 kHz sound; blocks. Raises NoVoice when the model cannot be loaded or fails twice."""
        if not has_words(text):
            return np.zeros(RATE // 4, np.int16)
        with self._lock:
            model, person = self._choose(voice)
            change = MOODS.get(mood, MOODS["neutral"])
            factor = ratio(min(100, max(0, voice.pitch + change.pitch)))
            name = model.installed.model.name
            for attempt in range(1, TRIES + 1):
                try:
                    speed = voice.rate * change.rate / factor / model.words_per_minute(person, self._seconds)
                    speed = min(FASTEST_SPEED, max(SLOWEST_SPEED, speed))
                    return raise_pitch(_sound(model.say(_plain(text), person, speed, self._seconds), text), factor)
                except CannotSpeak as failure:
                    raise NoVoice(f"voice {name} cannot be loaded: {failure}", _mend(name)) from failure
                except SpeechFailed as failure:
                    model.end()
                    if attempt == TRIES:
                        short = textwrap.shorten(text, 40, placeholder="…")
                        raise NoVoice(f"voice {name} could not say “{short}” ({failure})", _mend(name)) from failure
        raise AssertionError("the last try returns or raises")

    def close(self) -> None:
        """Ends the processes. May be called twice."""
        with self._lock:
            for model in self._models:
                model.end()
        self._remove_folder()

    def __enter__(self) -> NeuralVoice:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _choose(self, wanted: Voice) -> tuple[_Loaded, Person]:
        """Who speaks: of the wanted sex, else anyone; of the voice asked for, else of another; of the wanted accent."""
        accent = wanted.accent.lower().replace("_", "-")

        def distance(place: int, person: Person) -> tuple[bool, int, bool]:
            return person.sex != wanted.sex, place, person.accent != accent

        everyone = [
            (distance(place, person), model, person)
            for place, model in enumerate(self._models)
            for person in model.settings.speakers
        ]
        nearest = min(found for found, _, _ in everyone)
        alike = [(model, person) for found, model, person in everyone if found == nearest]
        model, person = alike[_by_pitch(wanted.pitch) % len(alike)]
        if person.sex != wanted.sex:
            note = f"no {wanted.sex} neural voice is installed; {model.installed.model.name} speaks instead"
            if note not in self.notes:
                self.notes.append(note)
        return model, person


@dataclass
class _Loaded:
    """An installed voice and its process."""

    installed: Installed
    folder: Path
    _process: VoiceProcess | None = None
    _paces: dict[int, float] = field(default_factory=dict)

    @property
    def settings(self) -> SpeakingSettings:
        settings = self.installed.model.settings
        assert isinstance(settings, SpeakingSettings)  # noqa: S101 - open_voice has seen to it
        return settings

    def say(self, text: str, person: Person, speed: float, seconds: float) -> Speech:
        """Raises CannotSpeak, SpeechFailed."""
        if self._process is None:
            try:
                files = self.installed.files()
            except BadModel as fault:
                raise CannotSpeak(str(fault)) from fault
            log = self.folder / f"{self.installed.model.name}.log"
            log.unlink(missing_ok=True)
            self._process = VoiceProcess(self.settings.family, files, log)
        return self._process.say(Line(text, person.id, speed, self.espeak_voice or person.accent, seconds))

    @functools.cached_property
    def espeak_voice(self) -> str | None:
        """What a Piper model says of the phonemes it was trained on (`en-gb-x-rp`); None for one of many accents."""
        if self.settings.family != "vits":
            return None
        return read_metadata(self.installed.folder / self.settings.files["model"]).get("voice")

    def words_per_minute(self, person: Person, seconds: float) -> float:
        """The speaker's own pace, measured once. Raises CannotSpeak, SpeechFailed."""
        if person.id not in self._paces:
            spoken = _seconds(self.say(MEASURED_LINE, person, 1.0, seconds))
            self._paces[person.id] = len(MEASURED_LINE.split()) / spoken * 60
        return self._paces[person.id]

    def end(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process = None


def open_voice(name: str) -> NeuralVoice:
    """The installed voice of that name; the other installed ones speak for the sex that it lacks.

    Raises NoVoice with the command that mends it, UnknownModel, or WrongUse for what is no voice.
    """
    try:
        found = find_installed(name.strip().lower())
    except BadModel as fault:
        raise NoVoice(f"voice {name}: {fault}", _mend(name)) from fault
    except MissingPart as missing:
        raise NoVoice(missing.what, missing.mend) from missing
    if not isinstance(found.model.settings, SpeakingSettings):
        raise WrongUse(f"{name} is a recogniser, no voice; followup models lists both")
    _check(found)
    others = [one for one in installed_models("voice") if one.model.name != found.model.name]
    return NeuralVoice([found, *others])


def _check(found: Installed) -> None:
    """Raises NoVoice for a model over which sherpa-onnx would end its process."""
    name, settings = found.model.name, found.model.settings
    assert isinstance(settings, SpeakingSettings)  # noqa: S101 - narrows the type
    try:
        metadata = read_metadata(Path(found.files()["model"]))
    except BadModel as fault:
        raise NoVoice(f"voice {name}: {fault}", _mend(name)) from fault
    missing = [key for key in NEEDED_METADATA.get(settings.family, ()) if not metadata.get(key)]
    if missing:
        path = found.folder / settings.files["model"]
        raise NoVoice(f"voice {name}: {path} says nothing of {missing[0]}: it is a model of another kind", _mend(name))


def _seconds(speech: Speech) -> float:
    """Raises SpeechFailed when nothing was said: sherpa-onnx then gives no samples, at 0 Hertz."""
    if not speech.samples.any() or speech.rate <= 0:
        raise SpeechFailed("no sound came")
    return len(speech.samples) / speech.rate


def _sound(speech: Speech, text: str) -> Sound:
    """Raises SpeechFailed for what cannot be `text` spoken aloud."""
    seconds = _seconds(speech)
    if seconds > 3 + SLOWEST * len(text):
        raise SpeechFailed(f"{seconds:.0f} s of sound came")
    return to_int16(resample(np.ascontiguousarray(speech.samples), speech.rate))


def _by_pitch(pitch: int) -> int:
    """Which of several alike speaks, so that two people differ by more than pitch: middle, low, high."""
    return 1 if pitch < 40 else 0 if pitch <= 60 else 2


def _plain(text: str) -> str:
    return " ".join("".join(character if character.isprintable() else " " for character in text).split())


def _mend(name: str) -> str:
    return f"followup models remove {name}, then followup models get {name}"


def _version() -> str:
    try:
        return version("sherpa-onnx")
    except PackageNotFoundError:
        return "none"
