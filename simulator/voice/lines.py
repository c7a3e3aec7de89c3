"""All lines of a call as telephone sound, rendered before the call begins."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from typing import Protocol

from simulator.audio import Sound
from simulator.errors import NoVoice
from simulator.voice.cache import SoundCache
from simulator.voice.spec import MOODS, Utterance, Voice
from simulator.voice.telephone import telephone_speech

Progress = Callable[[int, int], None]
"""Called with the lines that are ready and the lines in all, from the thread that called `prepare`."""


class Speaker(Protocol):
    """What turns words into clean sound: `Synthesiser`, or a test's stand-in."""

    @property
    def name(self) -> str:
        """Names the synthesiser and its version; part of the cache's key."""

    @property
    def workers(self) -> int:
        """How many threads may usefully call `render` at a time."""

    @property
    def notes(self) -> list[str]:
        """What was lacking and made up for."""

    def render(self, text: str, voice: Voice, mood: str = "neutral") -> Sound:
        """Clean 16 kHz sound. Raises NoVoice."""


class LineSounds:
    """The sounds of a call's lines: `prepare` before the call, `sound` during it."""

    def __init__(self, synthesiser: Speaker, cache_folder: Path | None = None) -> None:
        self._synthesiser = synthesiser
        self._cache = SoundCache(cache_folder) if cache_folder else None
        self._sounds: dict[tuple[object, ...], Sound] = {}
        self._notes: list[str] = []
        self._lock = threading.Lock()

    @property
    def name(self) -> str:
        """Names the synthesiser and its version."""
        return self._synthesiser.name

    @property
    def notes(self) -> list[str]:
        """One line each: voices that were replaced, lines that could not be spoken, a cache that cannot be written."""
        return [*self._synthesiser.notes, *self._notes]

    def prepare(
        self,
        lines: Iterable[tuple[str, Voice] | tuple[str, Voice, str]],
        progress: Progress | None = None,
        *,
        skip_failures: bool = False,
    ) -> None:
        """Have all `lines` (text, voice and perhaps mood) ready, from the cache or spoken anew; blocks.

        Raises NoVoice for the first line that cannot be spoken. With `skip_failures` that line is left without a
        sound, and a note says so.
        """
        wanted = {_key(utterance): utterance for utterance in (Utterance(*line) for line in lines)}
        missing = [utterance for key, utterance in wanted.items() if key not in self._sounds]
        ready = len(wanted) - len(missing)
        with ThreadPoolExecutor(max_workers=self._synthesiser.workers, thread_name_prefix="voice") as threads:
            tasks = [threads.submit(self._make, utterance, skip_failures) for utterance in missing]
            try:
                for done, task in enumerate(as_completed(tasks), ready + 1):
                    task.result()
                    if progress:
                        progress(done, len(wanted))
            except BaseException:  # Ctrl-C too: what has not begun is not begun
                threads.shutdown(wait=False, cancel_futures=True)
                raise
        if self._cache and missing:
            self._cache.tidy()

    def sound(self, text: str, voice: Voice, mood: str = "neutral") -> Sound | None:
        """The line in the telephone band at speech level; None unless it was prepared. Never blocks."""
        return self._sounds.get(_key(Utterance(text, voice, mood)))

    def _make(self, utterance: Utterance, skip_failures: bool) -> None:
        sound = self._cache.get(utterance, self._synthesiser.name) if self._cache else None
        if sound is None:
            try:
                clean = self._synthesiser.render(*utterance)
            except NoVoice as failure:
                if not skip_failures:
                    raise
                self._note(str(failure))
                return
            sound = telephone_speech(clean, MOODS.get(utterance.mood, MOODS["neutral"]).gain)
            if self._cache:
                self._note(self._cache.put(utterance, self._synthesiser.name, sound))
        sound.flags.writeable = False  # it will be played again
        with self._lock:
            self._sounds[_key(utterance)] = sound

    def _note(self, note: str | None) -> None:
        with self._lock:
            if note and note not in self._notes:
                self._notes.append(note)


def _key(utterance: Utterance) -> tuple[object, ...]:
    """Equal for equal voices of whatever type."""
    text, voice, mood = utterance
    return text, voice.sex, voice.rate, voice.pitch, voice.accent, mood
