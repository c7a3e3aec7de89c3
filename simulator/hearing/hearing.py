"""The candidate's sound becomes turns and words, one frame at a time."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from simulator.audio import FRAME_SAMPLES, FRAME_SECONDS, Frame, Sound, frames_in
from simulator.errors import RecogniserFailed
from simulator.hearing.activity import VoiceActivity
from simulator.hearing.end_of_turn import EndOfTurnPolicy
from simulator.hearing.events import Heard, Lost, Partial, SpeechStarted, Transcript, TurnEnded, Words
from simulator.hearing.recogniser import AUTO, EMBEDDED, Settings
from simulator.hearing.turns import PREROLL_SECONDS, TurnBegan, TurnDetector, TurnOver, TurnSettings
from simulator.hearing.worker import RecogniserProcess, transcribe
from simulator.record import Word

PREROLL = frames_in(PREROLL_SECONDS)


@dataclass
class _TurnSound:
    """What was heard of a turn, kept until its words have come."""

    frames: list[bytes]
    preroll: int
    """How many of the frames lie before the turn's start."""
    ended: bool = False
    lost: Lost | None = None
    """Lost while it was being spoken; told after its end."""


class Hearing:
    """Ears of a call: `step` takes a frame and gives what has become known; it never waits for the recogniser.

    Turns count from 1, frames from 0. Words of a turn come some steps after its end, or it is Lost. When `settle` is
    called after every step, the events of each step depend on the sound alone, not on the machine's speed.
    """

    def __init__(
        self,
        recogniser: str | RecogniserProcess = AUTO,
        *,
        settings: Settings | None = None,
        expected: Iterable[str] = (),
        policy: EndOfTurnPolicy | None = None,
        turns: TurnSettings | None = None,
    ) -> None:
        """Begins to load the recogniser; `expected` are texts whose words are likely in this call.

        Raises UnknownRecogniser, WrongUse, MissingPart.
        """
        if isinstance(recogniser, str):
            recogniser = RecogniserProcess(recogniser, settings, expected=expected)
        self._recogniser = recogniser
        self._activity = VoiceActivity()
        self._turns = TurnDetector(policy, turns)
        self._recent: deque[bytes] = deque(maxlen=PREROLL + self._turns.longest_onset)
        self._sounds: dict[int, _TurnSound] = {}
        self._turn = 0
        self._partial = ""

    @property
    def recogniser(self) -> str:
        """Full name of the recogniser."""
        return self._recogniser.name

    @property
    def ready(self) -> bool:
        """The recogniser can take a turn, or has been given up: the call can begin."""
        return self._recogniser.ready

    @property
    def notes(self) -> Sequence[str]:
        """What went wrong with the recogniser, one line each."""
        return tuple(self._recogniser.notes)

    @property
    def speaking(self) -> bool:
        """The candidate is voicing right now."""
        return self._turns.speaking

    @property
    def patience(self) -> float:
        """Factor on every silence that ends a turn: 1.5 is a patient listener, 0.7 one in a hurry."""
        return self._turns.patience

    @patience.setter
    def patience(self, factor: float) -> None:
        self._turns.patience = factor

    def wait_ready(self, timeout: float | None = None) -> None:
        """Blocks until the recogniser is loaded. Raises MissingPart or RecogniserFailed when it cannot be."""
        self._recogniser.wait_ready(timeout)

    def step(self, frame: Frame, manager_speaking: bool) -> list[Heard]:
        """Takes one frame, shape (512,), 16 kHz int16; gives what has become known since the last step."""
        events = self._answers()
        pcm = frame.tobytes()
        told = self._turns.step(self._activity.probability(frame), self._partial, manager_speaking)
        self._recent.append(pcm)
        if isinstance(told, TurnBegan):
            events.append(self._begin(told))
        elif self._turns.open or told is not None:
            self._sounds[self._turn].frames.append(pcm)
            self._recogniser.feed(pcm)
        if isinstance(told, TurnOver):
            events += self._finish(told)
        return events

    def end(self) -> list[Heard]:
        """The sound is over: ends an open turn, blocks until all words have come or are lost, gives what is known."""
        events = self._finish(self._turns.close()) if self._turns.open else []
        self.settle()
        return events + self._answers()

    def settle(self, timeout: float | None = None) -> None:
        """Blocks until the recogniser has answered everything sent so far; the next step tells it."""
        self._recogniser.settle(timeout)

    def lost_sound(self, turn: int) -> Sound | None:
        """The sound of a turn whose words have not come, from PREROLL_SECONDS before the turn's start; else None."""
        sound = self._sounds.get(turn)
        if sound is None:
            return None
        missing = np.zeros((PREROLL - sound.preroll) * FRAME_SAMPLES, np.int16)
        return np.concatenate((missing, np.frombuffer(b"".join(sound.frames), np.int16)))

    def transcribe(self, sound: Sound) -> Transcript:
        """The words of a sound that `lost_sound` gave, times from the turn's start. Blocks.

        Where the recogniser fails again, the embedded one hears it. Raises RecogniserFailed.
        """
        try:
            transcript = self._recogniser.transcribe(sound)
        except RecogniserFailed:
            transcript = transcribe(sound, EMBEDDED)
        return _earlier(transcript, PREROLL)

    def close(self) -> None:
        """Ends the worker process. Sounds of lost turns are kept."""
        self._recogniser.close()

    def _begin(self, began: TurnBegan) -> SpeechStarted:
        self._turn += 1
        self._partial = ""
        onset = self._turns.now - began.start
        frames = list(self._recent)[-(PREROLL + onset) :]
        self._sounds[self._turn] = _TurnSound(frames, preroll=len(frames) - onset)
        self._recogniser.start(self._turn)
        for pcm in frames:
            self._recogniser.feed(pcm)
        return SpeechStarted(self._turn, began.start)

    def _finish(self, over: TurnOver) -> list[Heard]:
        sound = self._sounds[self._turn]
        sound.ended = True
        self._recogniser.finish()
        # what belongs to this turn is not the next one's preroll
        self._recent.clear()
        events: list[Heard] = [TurnEnded(self._turn, over.start, over.end, over.decided)]
        return events if sound.lost is None else [*events, sound.lost]

    def _answers(self) -> list[Heard]:
        events: list[Heard] = []
        for told in self._recogniser.poll():
            if isinstance(told, Words):
                preroll = self._sounds.pop(told.turn).preroll
                events.append(replace(told, transcript=_earlier(told.transcript, preroll)))
            elif isinstance(told, Partial):
                if told.turn == self._turn:
                    self._partial = told.text
                events.append(told)
            elif self._sounds[told.turn].ended:
                events.append(told)
            else:
                self._sounds[told.turn].lost = told
                self._partial = ""  # words that no longer grow say nothing about the end
        return events


def _earlier(transcript: Transcript, frames: int) -> Transcript:
    """Word times from `frames` later on; what lies before is at 0."""
    seconds = frames * FRAME_SECONDS
    words = [
        Word(
            text=word.text,
            start=max(0.0, word.start - seconds),
            end=max(0.0, word.end - seconds),
            confidence=word.confidence,
        )
        for word in transcript.words
    ]
    return replace(transcript, words=words)
