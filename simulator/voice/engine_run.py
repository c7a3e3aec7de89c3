"""One run of a pyttsx3 engine: one utterance into one file. Runs only inside a worker process.

What pyttsx3 2.99 does, read in its source and seen, and what follows for us:

- `Engine.runAndWait` ends by marking the driver idle, so the next `save_to_file` or `say` of that engine runs at once
  and the end of its loop, queued behind it, cancels it: on Windows only the first utterance of an engine is spoken
  (issues 419 and 440). Hence a fresh `Engine` every time, past `pyttsx3.init`, which hands out the old one again.
- Queued `save_to_file` calls on espeak only set two attributes, so the last one wins. Hence one utterance a run.
- The end of the loop stands in the queue right behind the settings, and its `stop()` cancels what espeak's thread
  has not yet taken in: about one utterance in sixty came out at the default rate. Hence the settings are made
  before the run, and espeak is waited for.
- Errors in the queue are swallowed; only the `error` event tells. Hence we listen to it.
- espeak answers in a thread of its own after `runAndWait` has returned; `sapi5` and `nsss` block. Hence the file is
  polled, and the engine kept alive until then.
- `say` plays through `aplay`, `afplay` or `winsound`: never used. `save_to_file` prints: the worker is silenced.
- A data path of 160 characters or more makes espeak end the process. Hence a short link to it.
"""

from __future__ import annotations

import ctypes
import importlib
import os
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from simulator.voice.speech_file import SpeechFailed, wait_until_whole
from simulator.voice.voices import SystemVoice, system_voice

LONGEST_DATA_PATH = 120
"""Characters: espeak-ng keeps its data path in 160 and appends file names to it (N_PATH_HOME in its speech.h)."""


@dataclass(frozen=True, slots=True)
class Order:
    """One utterance to be spoken into a file."""

    text: str
    voice: str | None
    """The driver's voice id; None for its default."""
    rate: int
    """Words per minute."""
    pitch: int | None
    """0 to 99; None for a driver that has no pitch."""
    path: Path
    """Where to write: absolute, in a folder that exists, not there yet."""
    seconds: float
    """How long it may take."""


def default_driver() -> str:
    """pyttsx3's own choice for this system."""
    return {"darwin": "nsss", "win32": "sapi5"}.get(sys.platform, "espeak")


def load_driver(driver: str, folder: Path) -> None:
    """Import the driver with all it needs, without starting it. Raises whatever is missing."""
    if driver == "espeak":
        _use_bundled_espeak(folder)
    importlib.import_module("pyttsx3.engine")
    importlib.import_module(f"pyttsx3.drivers.{driver}")
    if driver == "espeak":
        _read_espeak_voices()


def list_voices(driver: str) -> list[SystemVoice]:
    """The machine's voices. Raises SpeechFailed where the driver cannot list them.

    One voice with two languages is enough to make `sapi5` fail (pyttsx3's issue 429).
    """
    from pyttsx3.engine import Engine

    try:
        found = Engine(driver).getProperty("voices")
        return [system_voice(voice.id, voice.name, voice.languages, voice.gender) for voice in found]
    except Exception as error:
        raise SpeechFailed(f"its voices cannot be listed ({error})") from error


def speak(driver: str, order: Order) -> None:
    """Speak one utterance into its file. Raises SpeechFailed."""
    from pyttsx3.engine import Engine

    try:
        engine = Engine(driver)
    except Exception as error:
        raise SpeechFailed(f"the driver does not start ({error})") from error
    errors: list[Exception] = []
    engine.connect("error", lambda exception, **_: errors.append(exception))
    _apply_settings(engine, driver, order)
    engine.save_to_file(order.text, str(order.path))
    engine.runAndWait()
    if errors:
        raise SpeechFailed(str(errors[0]) or type(errors[0]).__name__)
    wait_until_whole(order.path, order.seconds)


def _apply_settings(engine: Any, driver: str, order: Order) -> None:
    """Voice first: choosing one resets espeak's other settings."""
    settings = {"voice": order.voice, "rate": order.rate, "pitch": order.pitch}
    engine.proxy.setBusy(False)  # an engine is born busy, and a busy one queues its settings
    for name, value in settings.items():
        if value is not None:
            engine.setProperty(name, value)
        if driver == "espeak":
            _wait_for_espeak()
    engine.proxy.setBusy(True)
    if driver == "espeak":
        _seed_espeak()


def _read_espeak_voices() -> None:
    """Let espeak-ng read its 250 voice files once, before anything is forked, instead of for every utterance.

    This starts nothing; it halves the work of an utterance.
    """
    from pyttsx3.drivers import _espeak

    if hasattr(_espeak.dll, "espeak_ng_InitializePath"):
        _espeak.dll.espeak_ng_InitializePath(None)
        _espeak.ListVoices(None)


def _wait_for_espeak() -> None:
    from pyttsx3.drivers import _espeak

    while _espeak.IsPlaying():
        time.sleep(0.0002)


def _seed_espeak() -> None:
    """espeak-ng seeds the noise of breathy voices from the clock; a line must sound the same every time."""
    from pyttsx3.drivers import _espeak

    if hasattr(_espeak.dll, "espeak_ng_SetRandSeed"):
        _espeak.dll.espeak_ng_SetRandSeed(ctypes.c_long(1))


def _use_bundled_espeak(folder: Path) -> None:
    """Let pyttsx3's `LoadLibrary("libespeak-ng.so.1")` find the library of the espeakng-loader wheel.

    A library once loaded is found again by its name. Without the wheel, the system's espeak is used if there is one.
    """
    try:
        import espeakng_loader
    except ImportError:
        return
    data = Path(espeakng_loader.get_data_path())
    if len(str(data)) > LONGEST_DATA_PATH:
        link = folder / "espeak-ng-data"
        if not link.exists():
            link.symlink_to(data, target_is_directory=True)
        data = link
    os.environ["ESPEAK_DATA_PATH"] = str(data)  # without it espeak-ng ends the process
    ctypes.CDLL(espeakng_loader.get_library_path())
