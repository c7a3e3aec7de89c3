"""Every recogniser that SpeechRecognition offers, by the name of its `recognize_…` method.

The list is read from the installed package. A turn's sound is collected and handed over whole, as `AudioData`.

Options and credentials are the method's own parameters. Each is taken from the settings given by the program, else
from the environment: `FOLLOWUP_<RECOGNISER>_<PARAMETER>`, for instance FOLLOWUP_AZURE_KEY, FOLLOWUP_AZURE_LOCATION,
FOLLOWUP_WIT_KEY, FOLLOWUP_WHISPER_MODEL=small.en, FOLLOWUP_FASTER_WHISPER_BEAM_SIZE=2. What a service's own library
reads (OPENAI_API_KEY, GROQ_API_KEY, CO_API_KEY, GOOGLE_APPLICATION_CREDENTIALS, AWS_…) works as it says.

Except for sphinx, vosk, whisper, faster_whisper and tensorflow, these send the candidate's voice to a company's
service; amazon moreover keeps it in a bucket that anyone can read until the transcript has come.
"""

from __future__ import annotations

import functools
import importlib.util
import inspect
import json
import os
import tempfile
import time
import uuid
import warnings
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from simulator.audio import RATE
from simulator.errors import MissingPart, RecogniserFailed, WrongUse
from simulator.hearing.events import Transcript
from simulator.hearing.recogniser import Settings

ANSWER_LIMIT = 90.0
"""Seconds for one turn: a large model on a slow processor, or a service's queue."""
NETWORK_LIMIT = 20.0
"""Seconds for one request over the network, where the adapter lets us say so."""
POLL_SECONDS = 1.0
"""Between two questions to a service that works on a job."""

ALIASES: Mapping[str, str] = {"whisper_api": "openai", "whisper-api": "openai", "cohere": "cohere_api"}
"""Names under which recognisers are, or were in earlier versions, known as well."""

_PARTS: Mapping[str, tuple[str, str]] = {
    "amazon": ("boto3", "boto3"),
    "assemblyai": ("requests", "SpeechRecognition[assemblyai]"),
    "cohere_api": ("cohere", "SpeechRecognition[cohere-api]"),
    "faster_whisper": ("faster_whisper", "SpeechRecognition[faster-whisper]"),
    "google_cloud": ("google.cloud.speech", "SpeechRecognition[google-cloud]"),
    "groq": ("groq", "SpeechRecognition[groq]"),
    "lex": ("boto3", "boto3"),
    "openai": ("openai", "SpeechRecognition[openai]"),
    "sphinx": ("pocketsphinx", "pocketsphinx"),
    "tensorflow": ("tensorflow", "tensorflow"),
    "vosk": ("vosk", "SpeechRecognition[vosk]"),
    "whisper": ("whisper", "SpeechRecognition[whisper-local]"),
}
"""Recogniser → (module that it needs, what pip installs it from)."""

_DEFAULTS: Mapping[str, Mapping[str, Any]] = {
    name: {"language": "en"} for name in ("whisper", "faster_whisper", "openai", "groq", "cohere_api")
}
"""The calls are in English; guessing the language of a short turn goes wrong."""

_OURS = frozenset({"audio_data", "show_all", "show_dict", "verbose", "with_confidence", "job_name", "file_key"})
"""Parameters that are not the user's: they change what comes back."""

Hear = Callable[[Any], Any]
"""AudioData → what the recogniser's method gives."""


@functools.cache
def library() -> Any:
    """The module speech_recognition."""
    with warnings.catch_warnings():
        # up to Python 3.12 it imports modules that the standard library is about to drop
        warnings.simplefilter("ignore", DeprecationWarning)
        import speech_recognition
    return speech_recognition


def names() -> list[str]:
    """All recognisers of the installed SpeechRecognition, in alphabetical order."""
    prefix = "recognize_"
    return sorted(name[len(prefix) :] for name in dir(library().Recognizer) if name.startswith(prefix))


def require(name: str, settings: Settings) -> None:
    """Raises MissingPart when the recogniser's package, model or credentials are missing, WrongUse for an option
    that it does not have. Nothing is loaded."""
    module, package = _PARTS.get(name, (None, ""))
    if module is not None and not _installed(module):
        raise MissingPart(
            f"recogniser {name} needs the Python package {module}, which is not installed", f'pip install "{package}"'
        )
    options = _options(name, settings)
    for parameter in _parameters(name).values():
        if parameter.default is parameter.empty and parameter.kind is not parameter.VAR_KEYWORD:
            if parameter.name in options:
                continue
            variable = _variable(name, parameter.name)
            raise MissingPart(
                f"recogniser {name} needs its {parameter.name.replace('_', ' ')}",
                f"set the environment variable {variable}",
            )
    if name == "vosk" and not (folder := _vosk_model()).exists():
        raise MissingPart(f"recogniser vosk has no model at {folder}", "sprc download vosk")


class Adapter:
    """A recogniser of SpeechRecognition as one of ours. Hears whole turns; gives no words before the end."""

    answer_limit = ANSWER_LIMIT

    def __init__(self, name: str, settings: Settings) -> None:
        """Loads the model where there is one, so that no turn waits for it. Raises MissingPart, RecogniserFailed."""
        require(name, settings)
        self.name = name
        try:
            self._hear = _hear(name, _options(name, settings))
        except Exception as error:
            raise self._failure(error) from error
        self._sound = bytearray()

    def start(self) -> None:
        """A turn begins."""
        self._sound.clear()

    def feed(self, pcm: bytes) -> None:
        """Collects the turn's sound."""
        self._sound += pcm

    def finish(self) -> Transcript:
        """The words of the turn. Raises RecogniserFailed, with the service's or library's own reason."""
        sound = library().AudioData(bytes(self._sound), RATE, 2)
        try:
            found = self._hear(sound)
        except library().UnknownValueError:
            return Transcript("", recogniser=self.name)
        except Exception as error:
            raise self._failure(error) from error
        # some give (text, confidence of the whole); none gives times of words, and none are made up
        text = found[0] if isinstance(found, tuple) else found
        return Transcript(" ".join(str(text or "").split()), recogniser=self.name)

    def _failure(self, error: Exception) -> RecogniserFailed:
        return RecogniserFailed(f"recogniser {self.name}: {' '.join(str(error).split()) or type(error).__name__}")


def _installed(module: str) -> bool:
    try:
        return importlib.util.find_spec(module) is not None
    except ModuleNotFoundError:  # the package around it is missing
        return False


def _method(name: str) -> Hear:
    recognizer = library().Recognizer()
    recognizer.operation_timeout = NETWORK_LIMIT
    method: Hear = getattr(recognizer, f"recognize_{name}")
    return method


def _parameters(name: str) -> dict[str, inspect.Parameter]:
    """The parameters that are the user's to set."""
    signature = inspect.signature(_method(name))
    return {key: parameter for key, parameter in signature.parameters.items() if key not in _OURS}


def _variable(name: str, parameter: str) -> str:
    return f"FOLLOWUP_{name}_{parameter}".upper()


def _options(name: str, settings: Settings) -> dict[str, Any]:
    """The settings given, before those of the environment, before our defaults. Raises WrongUse."""
    parameters = _parameters(name)
    open_ended = any(parameter.kind is parameter.VAR_KEYWORD for parameter in parameters.values())
    named = {key for key, parameter in parameters.items() if parameter.kind is not parameter.VAR_KEYWORD}
    options = dict(_DEFAULTS.get(name, {}))
    for variable, text in _environment(name).items():
        if variable in named or open_ended:
            options[variable] = _value(text, parameters.get(variable))
    for key, value in settings.items():
        if key in _OURS or not (key in named or open_ended):
            raise WrongUse(f"recogniser {name} has no setting {key!r}; it has {', '.join(sorted(named)) or 'none'}")
        options[key] = value
    return options


def _environment(name: str) -> dict[str, str]:
    """Parameter → text, from the variables that are meant for this recogniser."""
    prefix = _variable(name, "")
    # FOLLOWUP_GOOGLE_CLOUD_MODEL is google_cloud's "model", not google's "cloud_model"
    longer = tuple(_variable(other, "") for other in names() if other.startswith(name + "_"))
    return {
        variable[len(prefix) :].lower(): text
        for variable, text in os.environ.items()
        if variable.startswith(prefix) and not (longer and variable.startswith(longer)) and text
    }


def _value(text: str, parameter: inspect.Parameter | None) -> Any:
    """Text from the environment as what the parameter takes: a key of digits alone stays text."""
    takes_text = parameter is not None and not isinstance(parameter.default, bool | int | float)
    if takes_text and not text.startswith(("{", "[")):
        return text
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        return text


def _vosk_model() -> Path:
    """Where SpeechRecognition's adapter, and its `sprc download vosk`, keep the model."""
    return Path(library().__file__).parent / "models" / "vosk"


def _hear(name: str, options: dict[str, Any]) -> Hear:
    """What turns AudioData into text. SpeechRecognition loads a model at every call; where it lets us, we keep it."""
    if name == "whisper":
        return _whisper(**options)
    if name == "faster_whisper":
        return _faster_whisper(**options)
    if name == "amazon":
        options.setdefault("bucket_name", f"followup-{uuid.uuid4()}")  # its own default differs from call to call
        return functools.partial(_job, functools.partial(_method(name), **options))
    if name == "assemblyai":
        return functools.partial(_upload, functools.partial(_method(name), **options))
    if name == "vosk":
        _keep_vosk_model()
    return functools.partial(_method(name), **options)


def _whisper(model: str = "base", load_options: Mapping[str, Any] | None = None, **options: Any) -> Hear:
    import whisper  # type: ignore[import-not-found, unused-ignore]  # not everybody has it
    from speech_recognition.recognizers.whisper_local.base import WhisperCompatibleRecognizer
    from speech_recognition.recognizers.whisper_local.whisper import TranscribableAdapter

    loaded = WhisperCompatibleRecognizer(TranscribableAdapter(whisper.load_model(model, **load_options or {})))
    return functools.partial(loaded.recognize, **options)


def _faster_whisper(model: str = "base", init_options: Mapping[str, Any] | None = None, **options: Any) -> Hear:
    from faster_whisper import WhisperModel  # type: ignore[import-not-found, unused-ignore]  # not everybody has it
    from speech_recognition.recognizers.whisper_local.base import WhisperCompatibleRecognizer
    from speech_recognition.recognizers.whisper_local.faster_whisper import TranscribableAdapter

    loaded = WhisperCompatibleRecognizer(TranscribableAdapter(WhisperModel(model, **init_options or {})))
    return functools.partial(loaded.recognize, **options)


def _keep_vosk_model() -> None:
    """Its adapter builds `vosk.Model` anew for every turn; in this process the first one is given again."""
    import vosk  # type: ignore[import-not-found, unused-ignore]  # not everybody has it

    vosk.SetLogLevel(-1)
    vosk.Model = functools.cache(vosk.Model)
    vosk.Model(str(_vosk_model()))


def _upload(method: Hear, sound: Any) -> Any:
    """AssemblyAI's adapter reads a file, not AudioData."""
    with tempfile.TemporaryDirectory(prefix="followup-") as folder:
        path = Path(folder) / "turn.wav"
        path.write_bytes(sound.get_wav_data())
        return _job(method, str(path))


def _job(method: Callable[..., Any], sound: Any) -> Any:
    """Starts a service's job and asks until it is done. Raises RecogniserFailed after ANSWER_LIMIT."""
    until = time.monotonic() + ANSWER_LIMIT - NETWORK_LIMIT
    job: str | None = None
    while time.monotonic() < until:
        try:
            return method(sound) if job is None else method(None, job_name=job)
        except library().TranscriptionNotReady as waiting:
            job = waiting.job_name
            if job is None:
                raise RecogniserFailed("the service takes no more jobs now") from waiting
        time.sleep(POLL_SECONDS)
    raise RecogniserFailed("the service did not finish in time")
