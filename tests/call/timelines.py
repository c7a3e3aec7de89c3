"""Calls as timelines in virtual time: the candidate's voice is switched on and off, the words are given.

Turns are found by the real detector, with a fixed wait, so that a test can say when a turn is taken to be over.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from simulator.audio import FRAME_SECONDS, RATE, SILENCE, Frame, Sound, frames_in
from simulator.call.call import Call
from simulator.call.placing import Order, PlacedCall
from simulator.dialogue.actions import Say
from simulator.errors import RecogniserFailed
from simulator.hearing.end_of_turn import TurnState
from simulator.hearing.events import Heard, Lost, Partial, SpeechStarted, Transcript, TurnEnded, Words
from simulator.hearing.turns import TurnBegan, TurnDetector, TurnOver
from simulator.record import CallRecord, Candidate, Event, Turn, Word
from simulator.scenario.catalogue import find_scenario
from simulator.voice.lines import LineSounds
from simulator.voice.spec import Voice
from tests.fakes import WORDS_PER_SECOND

WAIT = 0.6
"""Seconds of silence after which these ears take a turn to be over."""
FIRST = "good morning this is daniel reyes i interviewed for the project coordinator position on tuesday the fourth"
SECOND = "and i am calling to ask whether you have made a decision"
OPENING = f"{FIRST} {SECOND}"
"""How the candidate opens the call: in two pieces, or at once."""


@dataclass(frozen=True)
class Utterance:
    """The candidate's voice, from one frame to another, and its words."""

    start: int
    end: int
    text: str

    def heard_by(self, now: int) -> list[str]:
        """The words that have been said by frame `now`."""
        words = self.text.split()
        return words[: int(len(words) * (now - self.start) / (self.end - self.start))] if now > self.start else []


class FixedWait:
    """A policy that looks at nothing."""

    def wait(self, state: TurnState) -> float:
        return WAIT


class ScriptedEars:
    """Ears that hear a script. `recognition`: seconds from a turn's end until its words have come."""

    ready = True
    recogniser = "script"
    notes: Sequence[str] = ()

    def __init__(self, recognition: float = 0.0) -> None:
        self.patience = 1.0
        self.script: list[Utterance] = []
        self.lose: set[int] = set()
        """Turns whose words are lost."""
        self._turns = TurnDetector(FixedWait())
        self._recognition = frames_in(recognition)
        self._turn = 0
        self._start = 0
        self._partial = ""
        self._due: list[tuple[int, Heard]] = []

    @property
    def now(self) -> int:
        return self._turns.now

    @property
    def speaking(self) -> bool:
        return self._turns.speaking

    def step(self, frame: Frame, manager_speaking: bool) -> list[Heard]:
        self._turns.patience = self.patience
        now = self.now
        events = [event for due, event in self._due if due <= now]
        self._due = [item for item in self._due if item[0] > now]
        voiced = any(said.start <= now < said.end for said in self.script)
        told = self._turns.step(float(voiced), self._partial, manager_speaking)
        if isinstance(told, TurnBegan):
            self._turn, self._start, self._partial = self._turn + 1, told.start, ""
            events.append(SpeechStarted(self._turn, told.start))
        if self._turns.open and (partial := " ".join(self._words(now))) != self._partial:
            self._partial = partial
            events.append(Partial(self._turn, partial))
        if isinstance(told, TurnOver):
            events.append(TurnEnded(self._turn, told.start, told.end, told.decided))
            self._due.append((now + 1 + self._recognition, self._outcome(told)))
        return events

    def settle(self, timeout: float | None = None) -> None:
        pass

    def lost_sound(self, turn: int) -> Sound | None:
        return None

    def transcribe(self, sound: Sound) -> Transcript:
        raise RecogniserFailed("a script has no sound to hear again")

    def close(self) -> None:
        pass

    def _words(self, now: int) -> list[str]:
        return [word for said in self.script if said.end > self._start for word in said.heard_by(now)]

    def _outcome(self, told: TurnOver) -> Heard:
        if self._turn in self.lose:
            return Lost(self._turn, "as the test wants it")
        words = [
            Word(
                text=word, start=(said.start - told.start) * FRAME_SECONDS, end=(said.end - told.start) * FRAME_SECONDS
            )
            for said in self.script
            if told.start <= said.start < told.end
            for word in said.text.split()
        ]
        return Words(self._turn, Transcript(" ".join(word.text for word in words), words))


class HummingSynthesiser:
    """Says everything as a tone, as long as a person would take, or `slow` times as long."""

    name = "humming"
    workers = 1

    def __init__(self, slow: float = 1.0) -> None:
        self.notes: list[str] = []
        self._slow = slow

    def render(self, text: str, voice: Voice, mood: str = "neutral") -> Sound:
        length = round(max(0.4, self._slow * len(text.split()) / WORDS_PER_SECOND) * RATE)
        return (8000 * np.sin(2 * np.pi * 700 * np.arange(length) / RATE)).astype(np.int16)


class Timeline:
    """A call that is stepped; `sent` is what the manager's side has sent, a frame a step."""

    def __init__(
        self,
        folder: Path,
        scenario: str = "rejected-runner-up",
        *,
        difficulty: int | None = None,
        recognition: float = 0.0,
    ) -> None:
        self.ears = ScriptedEars(recognition)
        order = Order(
            find_scenario(scenario), Candidate(), seed=1, started="2026-01-01T10:00:00", difficulty=difficulty
        )
        self.placed = PlacedCall(order, self.ears, LineSounds(HummingSynthesiser()), folder)
        self.placed.prepare()
        self.sent: list[Frame] = []
        while self.call.ringing:
            self.call.step(SILENCE)

    @property
    def call(self) -> Call:
        return self.placed.call

    @property
    def now(self) -> float:
        """Seconds since pick-up."""
        return len(self.sent) * FRAME_SECONDS

    def wait(self, seconds: float) -> None:
        for _ in range(frames_in(seconds)):
            self.sent.append(self.call.step(SILENCE))

    def until(self, reached: Callable[[], bool]) -> None:
        for _ in range(frames_in(120)):
            if reached():
                return
            self.sent.append(self.call.step(SILENCE))
        raise AssertionError(f"never came: {self.call.record().turns}")

    def until_free(self) -> None:
        """Until the manager has said all there is to say, and the candidate has no turn open."""
        self.until(lambda: not self.call.manager_busy and not self.call.candidate_has_floor)

    def until_sounding(self) -> float:
        """Until the manager's voice is heard; gives the time of its first frame."""
        self.until(lambda: bool(self.sent) and not self.quiet(self.sent[-1]))
        return self.now - FRAME_SECONDS

    def say(self, text: str, lasts: float, after: float = 0.0) -> float:
        """Puts the candidate's voice into the time to come; gives the time at which it will begin."""
        start = self.ears.now + frames_in(after)
        self.ears.script.append(Utterance(start, start + frames_in(lasts), text))
        return start * FRAME_SECONDS

    def silent_from(self, at: float) -> float:
        """Seconds from `at` until the manager's side has fallen silent (a last frame may hold a fade)."""
        first = round(at / FRAME_SECONDS)
        silent = next(i for i in range(first, len(self.sent)) if self.quiet(self.sent[i]))
        return (silent - first) * FRAME_SECONDS

    @staticmethod
    def quiet(frame: Frame) -> bool:
        """Nothing is heard after the first 8 ms."""
        return int(np.abs(frame[RATE // 125 :].astype(np.int32)).max()) < 50

    def finish(self) -> CallRecord:
        return self.placed.finish()


def events(record: CallRecord, *kinds: str) -> list[Event]:
    return [event for event in record.events if event.kind in kinds]


def turn_taking(record: CallRecord) -> list[str]:
    """Which events of turn-taking there were, in order."""
    kinds = ("pause_kept", "pause_filled", "interruption", "overlap", "backchannel", "turn_resumed")
    return [event.kind for event in record.events if event.kind in kinds]


def of(record: CallRecord, speaker: str) -> list[Turn]:
    return [turn for turn in record.turns if turn.speaker == speaker]


def told(record: CallRecord) -> list[str]:
    return [str(event.model_dump()["fact"]) for event in events(record, "fact_revealed")]


def opened(call: Timeline, *, until_pause: bool = False) -> None:
    """The manager knows who calls, has looked it up (or is about to), and is telling the news."""
    call.until_free()
    call.say(OPENING, 8.0)
    call.wait(8.0 + WAIT)
    call.until(lambda: call.call.manager_pausing)
    if not until_pause:
        call.until(lambda: not call.call.manager_pausing)
        call.until_sounding()


def beginning_to_answer(call: Timeline) -> None:
    """The candidate has said why they call, and the manager's answer has just begun to sound."""
    call.until_free()
    call.say(OPENING, 8.0)
    call.wait(8.0)
    call.until_sounding()


def speaking_of_the_close(call: Timeline) -> None:
    """The manager is a second into the line that tells how close it was."""
    opened(call)
    mouth = call.placed.call._mouth
    call.until(lambda: isinstance(mouth._current, Say) and mouth._current.line == "it-was-close")
    call.wait(1.0)
