"""Recognisers that misbehave on purpose, for `tests.hearing.stand_in_ears:NAME`. They run in the worker process."""

from __future__ import annotations

import os
import time

from simulator.hearing.events import Transcript
from simulator.record import Word


class Counting:
    """Its words are how many frames it was fed; one more partial every ten frames."""

    name = "counting"
    answer_limit = 10.0

    def __init__(self, slow: float = 0.0) -> None:
        self._slow = slow
        self._fed = 0

    def start(self) -> None:
        self._fed = 0

    def feed(self, pcm: bytes) -> str | None:
        self._fed += len(pcm) // 1024
        if self._fed % 7 == 0:
            time.sleep(self._slow)
        return f"{self._fed} frames" if self._fed % 10 == 0 else None

    def finish(self) -> Transcript:
        time.sleep(self._slow)
        return Transcript(f"{self._fed} frames", [Word(text="frames", start=0.5, end=1.0)], recogniser=self.name)


class Dying(Counting):
    """Its process ends at the tenth frame, without a word."""

    def feed(self, pcm: bytes) -> str | None:
        if self._fed >= 10:
            os._exit(3)
        return super().feed(pcm)


class Hanging(Counting):
    """Never gets a turn done."""

    def finish(self) -> Transcript:
        time.sleep(60)
        return super().finish()


class Refusing(Counting):
    """Fails every turn that is longer than 50 frames, and stays alive."""

    def finish(self) -> Transcript:
        if self._fed > 50:
            raise ValueError("too long\nfor me")
        return super().finish()


class Printing(Counting):
    """Prints to standard output, as some adapters do."""

    def finish(self) -> Transcript:
        print("Uploading audio data...", flush=True)
        return super().finish()


class Learning(Counting):
    """Tells how often it was given time to learn."""

    name = "learning"

    def __init__(self) -> None:
        super().__init__()
        self._learnt = 0

    def learn(self) -> None:
        self._learnt += 1

    def finish(self) -> Transcript:
        return Transcript(f"learnt {self._learnt} times", recogniser=self.name)
