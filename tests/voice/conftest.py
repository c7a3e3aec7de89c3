"""A real synthesiser that the room's tests share, and a pyttsx3 driver that misbehaves on demand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from simulator.voice.synthesis import Synthesiser

BAD_DRIVER = '''
"""Speaks only the first utterance of a process, as engines of pyttsx3 2.99 do on Windows, and obeys its text."""
import os, signal, time, wave

FOLDER = os.path.dirname(__file__)
spoken = []

def buildDriver(proxy):
    return Driver(proxy)

class Driver:
    def __init__(self, proxy):
        self._proxy = proxy
        self._looping = False
        self._rate = 200

    def destroy(self):
        pass

    def stop(self):
        pass

    def getProperty(self, name):
        raise ValueError("invalid literal for int() with base 16: '409;9'")

    def setProperty(self, name, value):
        if name == "rate" and not self._looping:  # what is set in the loop is lost, as espeak's stop() does at times
            self._rate = value

    def startLoop(self):
        self._looping = True
        self._proxy.setBusy(False)

    def endLoop(self):
        pass

    def save_to_file(self, text, filename):
        print("Audio saved to", filename)
        if "once" in text:
            mark = os.path.join(FOLDER, "mark")
            if os.path.exists(mark):
                text = "speak"
            open(mark, "w").close()
        if "hang" in text:
            time.sleep(3600)
        if "die" in text:
            os._exit(3)
        if "crash" in text:
            os.kill(os.getpid(), signal.SIGSEGV)
        if "empty" in text or spoken:
            return
        spoken.append(text)
        with wave.open(filename, "wb") as file:
            file.setparams((1, 2, 16000, 0, "NONE", ""))
            file.writeframes(bytes([0, 16, 0, 240]) * (8000 * 200 // self._rate))
'''


@pytest.fixture(scope="module")
def synthesiser() -> Iterator[Synthesiser]:
    """The machine's own synthesiser."""
    with Synthesiser() as real:
        yield real


@pytest.fixture
def misbehaving(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Synthesiser]]:
    """Makes synthesisers on the bad driver: `espeak` is forked off its worker, `once` replaces its worker.

    A worker is a new Python, so the driver gets in at its start, through sitecustomize.
    """
    folder = tmp_path / "drivers"
    folder.mkdir()
    for driver in ("espeak", "once"):
        (folder / f"{driver}.py").write_text(BAD_DRIVER)
    customize = f"import pyttsx3.drivers\npyttsx3.drivers.__path__.insert(0, {str(folder)!r})\n"
    site = tmp_path / "site"
    site.mkdir()
    (site / "sitecustomize.py").write_text(customize)
    monkeypatch.setenv("PYTHONPATH", str(site))
    made: list[Synthesiser] = []

    def make(driver: str, seconds: float = 5.0) -> Synthesiser:
        made.append(Synthesiser(driver, workers=1, seconds=seconds))
        return made[-1]

    yield make
    for synthesiser in made:
        synthesiser.close()
