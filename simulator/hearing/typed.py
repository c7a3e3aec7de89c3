"""Hearing for a keyboard: what is typed is "said" at a speaker's pace, so that all times mean what they mean aloud."""

from __future__ import annotations

from collections import deque

from simulator.audio import Frame, Sound, frames_in
from simulator.errors import RecogniserFailed
from simulator.hearing.events import Heard, Partial, SpeechStarted, Transcript, TurnEnded, Words

WORDS_PER_SECOND = 2.5
"""150 words a minute: the middle of the comfortable pace (Street & Brady 1982)."""


class TypedHearing:
    """Takes typed lines with `type`; fulfils the same contract as the hearing of sound."""

    ready = True
    recogniser = "keyboard"

    notes: tuple[str, ...] = ()

    def __init__(self) -> None:
        self.patience = 1.0
        """Of no use here: a typed line ends where it ends."""
        self._typed: deque[str] = deque()
        self._frame = 0
        self._turn = 0
        self._started = 0
        self._saying: str | None = None

    @property
    def speaking(self) -> bool:
        """A typed line is being said, or waits for it."""
        return self._saying is not None or bool(self._typed)

    def type(self, text: str) -> None:
        """Begins to say a line with the next frame, or after the lines before it."""
        self._typed.append(text)

    def step(self, frame: Frame, manager_speaking: bool) -> list[Heard]:
        """One frame of time; the sound is not listened to."""
        events: list[Heard] = []
        if self._saying is None and self._typed:
            self._saying = self._typed.popleft()
            self._turn += 1
            self._started = self._frame
            # told whole at once: if the call ends in the middle of it, the line has been typed all the same
            events.append(SpeechStarted(self._turn, self._started))
            events.append(Partial(self._turn, self._saying, heard="typed"))
        elif self._saying is not None:
            length = frames_in(max(1, len(self._saying.split())) / WORDS_PER_SECOND)
            if self._frame - self._started >= length:
                events.append(TurnEnded(self._turn, self._started, self._frame, self._frame))
                events.append(Words(self._turn, Transcript(self._saying, recogniser="keyboard"), heard="typed"))
                self._saying = None
        self._frame += 1
        return events

    def settle(self, timeout: float | None = None) -> None:
        """Nothing is ever awaited."""

    def lost_sound(self, turn: int) -> Sound | None:
        """Typed words are not lost."""
        return None

    def transcribe(self, sound: Sound) -> Transcript:
        """There is no recogniser here. Raises RecogniserFailed."""
        raise RecogniserFailed("a typed call has no sound to be heard again")

    def close(self) -> None:
        """Nothing to end."""
