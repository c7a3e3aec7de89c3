from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import Any

import pytest

from simulator.errors import MissingPart, RecogniserFailed, UnknownRecogniser, WrongUse
from simulator.hearing import adapters, sherpa
from simulator.hearing.adapters import Adapter
from simulator.hearing.recogniser import load_recogniser, recogniser_names, require, resolve
from tests.hearing.conftest import frames_of, speech


def hear(adapter: Any, name: str) -> str:
    adapter.start()
    for frame in frames_of(speech(name)):
        adapter.feed(frame.tobytes())
    return str(adapter.finish().text)


def stand_in(monkeypatch: pytest.MonkeyPatch, folder: Path, module: str, source: str) -> None:
    """A package of that name, for as long as the test runs."""
    (folder / f"{module}.py").write_text(source, encoding="utf-8")
    spec = importlib.util.spec_from_file_location(module, folder / f"{module}.py")
    assert spec is not None and spec.loader is not None
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    monkeypatch.setitem(sys.modules, module, loaded)


def answers(monkeypatch: pytest.MonkeyPatch, name: str, method: Any) -> None:
    monkeypatch.setattr(adapters.library().Recognizer, f"recognize_{name}", method)


# names


def test_every_recogniser_of_the_installed_package_can_be_named() -> None:
    offered = {name[10:] for name in dir(adapters.library().Recognizer) if name.startswith("recognize_")}
    assert set(recogniser_names()) == offered | {"pocketsphinx", *sherpa.names()}
    assert {"google", "google_cloud", "whisper", "faster_whisper", "vosk", "openai", "groq", "azure", "wit"} <= offered


def test_the_embedded_recogniser_comes_first_and_is_what_auto_means() -> None:
    assert recogniser_names()[0] == resolve("auto") == "pocketsphinx"


@pytest.mark.parametrize(("name", "full"), [("whisper_api", "openai"), ("faster-whisper", "faster_whisper"),
                                            ("Google", "google"), ("cohere", "cohere_api")])  # fmt: skip
def test_other_spellings_and_older_names_are_understood(name: str, full: str) -> None:
    assert resolve(name) == full


def test_a_misspelt_name_gets_the_nearest() -> None:
    with pytest.raises(UnknownRecogniser, match=r"'wisper'; did you mean whisper"):
        resolve("wisper")


def test_a_name_like_no_other_gets_the_list() -> None:
    with pytest.raises(UnknownRecogniser, match=r"there are pocketsphinx, .*vosk"):
        resolve("zzzz")


# what is missing


@pytest.mark.parametrize(
    ("name", "command"),
    [
        ("whisper", 'pip install "SpeechRecognition[whisper-local]"'),
        ("faster_whisper", 'pip install "SpeechRecognition[faster-whisper]"'),
        ("vosk", 'pip install "SpeechRecognition[vosk]"'),
        ("google_cloud", 'pip install "SpeechRecognition[google-cloud]"'),
        ("groq", 'pip install "SpeechRecognition[groq]"'),
        ("amazon", 'pip install "boto3"'),
    ],
)
def test_a_missing_package_gets_one_line_with_the_command(
    name: str, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adapters, "_installed", lambda module: False)
    with pytest.raises(MissingPart) as caught:
        require(name)
    assert str(caught.value).endswith(f"to mend it: {command}")
    assert "\n" not in str(caught.value)


def test_a_package_within_a_missing_package_is_missing() -> None:
    assert not adapters._installed("no_such_package.inner.most")
    assert adapters._installed("json.decoder")


def test_vosk_without_its_model_gets_the_command_that_loads_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    stand_in(monkeypatch, tmp_path, "vosk", "")
    with pytest.raises(MissingPart, match=r"no model at .*vosk; to mend it: sprc download vosk$"):
        require("vosk")


def test_missing_credentials_get_the_variable_to_set() -> None:
    with pytest.raises(MissingPart, match="needs its key; to mend it: set the environment variable FOLLOWUP_AZURE_KEY"):
        require("azure")
    with pytest.raises(MissingPart, match="FOLLOWUP_HOUNDIFY_CLIENT_KEY"):
        require("houndify", {"client_id": "me"})


# settings


def test_credentials_and_options_come_from_the_environment_and_settings_go_before(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("FOLLOWUP_AZURE_KEY", "12345")
    monkeypatch.setenv("FOLLOWUP_AZURE_LOCATION", "westeurope")
    given: dict[str, Any] = {}

    def method(
        self: Any, audio_data: Any, key: str, language: str = "en-US", location: str = "westus"
    ) -> tuple[str, float]:
        given.update(key=key, language=language, location=location, seconds=len(audio_data.frame_data) / 32_000)
        return "Hello there.", 0.9

    answers(monkeypatch, "azure", method)
    assert hear(Adapter("azure", {"location": "uksouth"}), "early") == "Hello there."
    assert given == {"key": "12345", "language": "en-US", "location": "uksouth", "seconds": pytest.approx(3.3, abs=0.1)}


def test_variables_of_a_longer_name_are_not_the_shorter_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOLLOWUP_GOOGLE_CLOUD_MODEL", "phone_call")
    assert adapters._options("google", {}) == {}
    assert adapters._options("google_cloud", {}) == {"model": "phone_call"}


def test_numbers_and_switches_from_the_environment_are_numbers_and_switches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOLLOWUP_FASTER_WHISPER_BEAM_SIZE", "2")
    monkeypatch.setenv("FOLLOWUP_FASTER_WHISPER_INIT_OPTIONS", '{"device": "cpu"}')
    monkeypatch.setenv("FOLLOWUP_FASTER_WHISPER_MODEL", "small.en")
    expected = {"language": "en", "beam_size": 2, "init_options": {"device": "cpu"}, "model": "small.en"}
    assert adapters._options("faster_whisper", {}) == expected


def test_a_setting_that_it_does_not_have_is_wrong_use() -> None:
    with pytest.raises(WrongUse, match="recogniser azure has no setting 'kee'; it has key, language"):
        require("azure", {"kee": "x"})


# hearing


def test_speech_recognitions_own_sphinx_hears_a_turn_through_its_audio_data() -> None:
    adapter = load_recogniser("sphinx")
    assert "for your time" in hear(adapter, "early")
    assert adapter.name == "sphinx"


def test_what_could_not_be_understood_has_no_words(monkeypatch: pytest.MonkeyPatch) -> None:
    def method(self: Any, audio_data: Any) -> str:
        raise adapters.library().UnknownValueError

    answers(monkeypatch, "google", method)
    assert hear(Adapter("google", {}), "early") == ""


def test_a_service_that_cannot_be_reached_fails_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def method(self: Any, audio_data: Any) -> str:
        raise adapters.library().RequestError("recognition connection failed:\n no route")

    answers(monkeypatch, "google", method)
    with pytest.raises(RecogniserFailed, match=r"^recogniser google: recognition connection failed: no route$"):
        hear(Adapter("google", {}), "early")


def test_a_service_that_works_on_a_job_is_asked_until_it_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[bool, Any]] = []

    def method(
        self: Any, audio_data: Any, api_token: str, job_name: str | None = None, **more: Any
    ) -> tuple[str, float]:
        asked.append((audio_data is not None and Path(audio_data).read_bytes().startswith(b"RIFF"), job_name))
        if len(asked) < 3:
            waiting = adapters.library().TranscriptionNotReady()
            waiting.job_name = "job 7"
            raise waiting
        return "done", 0.8

    answers(monkeypatch, "assemblyai", method)
    monkeypatch.setattr(adapters, "_installed", lambda module: True)
    monkeypatch.setattr(adapters, "POLL_SECONDS", 0.0)
    assert hear(Adapter("assemblyai", {"api_token": "secret"}), "early") == "done"
    assert asked == [(True, None), (False, "job 7"), (False, "job 7")]


def test_whispers_model_is_loaded_once_for_all_turns(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    stand_in(
        monkeypatch,
        tmp_path,
        "whisper",
        "loaded = []\n"
        "class Model:\n"
        "    def transcribe(self, samples, **options):\n"
        "        return {'text': f' {len(samples)} samples, ' + options['language'], 'segments': []}\n"
        "def load_model(name):\n"
        "    loaded.append(name)\n"
        "    return Model()\n",
    )
    adapter = Adapter("whisper", {"model": "tiny.en", "fp16": False})
    assert [hear(adapter, "early"), hear(adapter, "early")] == ["52736 samples, en"] * 2
    assert sys.modules["whisper"].loaded == ["tiny.en"]


def test_vosks_model_is_loaded_once_for_all_turns(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    stand_in(
        monkeypatch,
        tmp_path,
        "vosk",
        "loaded = []\n"
        "def SetLogLevel(level): pass\n"
        "class Model:\n"
        "    def __init__(self, path): loaded.append(path)\n"
        "class KaldiRecognizer:\n"
        "    def __init__(self, model, rate): assert isinstance(model, object) and rate == 16000\n"
        "    def AcceptWaveform(self, pcm): self.length = len(pcm)\n"
        '    def FinalResult(self): return \'{"text": "%d bytes"}\' % self.length\n',
    )
    model = tmp_path / "models" / "vosk"
    model.mkdir(parents=True)
    monkeypatch.setattr(adapters, "_vosk_model", lambda: model)
    vosk = sys.modules["speech_recognition.recognizers.vosk"]
    monkeypatch.setattr(vosk, "__file__", str(tmp_path / "recognizers" / "vosk.py"))
    adapter = Adapter("vosk", {})
    assert [hear(adapter, "early"), hear(adapter, "early")] == ["105472 bytes"] * 2
    assert sys.modules["vosk"].loaded == [str(model)]


def test_a_recogniser_of_ones_own_is_loaded_by_module_and_factory() -> None:
    own = load_recogniser("tests.hearing.stand_in_ears:Counting", {"slow": 0.0})
    assert hear(own, "early") == "103 frames"


@pytest.mark.parametrize("name", ["no.such.module:Ears", "tests.hearing.stand_in_ears:Nobody"])
def test_a_recogniser_of_ones_own_that_is_not_there_fails_in_one_line(name: str) -> None:
    with pytest.raises(RecogniserFailed, match=r"^recogniser .*; the form is package\.module:factory$"):
        load_recogniser(name)
