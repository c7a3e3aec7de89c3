"""Places a call: puts engine, ears, mouth and recorder together, and takes them apart again afterwards."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np

from simulator.audio import FRAME_SAMPLES, Sound, frames_in
from simulator.call.call import Call
from simulator.call.chronicle import Chronicle, moved
from simulator.call.ears import Ears
from simulator.call.later_ears import LaterEars
from simulator.call.mouth import Mouth
from simulator.call.recorder import AUDIO_NAME, Recorder
from simulator.call.replay import KnownActs, replay
from simulator.call.retry import Retry
from simulator.dialogue.actions import Say
from simulator.dialogue.engine import MANAGER_PACE, Engine
from simulator.errors import FollowupError
from simulator.record import CallRecord, Candidate, CriterionName, DuplexMode, Manager
from simulator.scenario.model import Scenario
from simulator.voice.lines import LineSounds
from simulator.voice.tones import beep, hold_tone, ring_tone


@dataclass(frozen=True)
class Order:
    """What call is to be placed."""

    scenario: Scenario
    candidate: Candidate
    manager: Manager = field(default_factory=Manager)
    """The user's own; empty fields are the scenario's."""
    seed: int = 0
    difficulty: int | None = None
    line: str = "recording"
    duplex: DuplexMode | None = None
    """How a call by microphone listens."""
    started: str = ""
    """ISO 8601; now, if empty."""
    patience: float = 1.0
    """Factor on how long a silence may last: typing takes longer than speaking."""
    drill: CriterionName | None = None
    """The skill that is drilled, if the call is an exercise."""
    calibration: dict[str, Any] | None = None
    """The user's neutral voice, as in the profile."""
    retry: Retry | None = None
    """The earlier call that is played again from a turn on; scenario, people, seed and difficulty are to be its own."""

    def again(self, retry: Retry) -> Order:
        """The order of an earlier call that is played again: its people, seed and difficulty."""
        record = retry.record
        return replace(
            self,
            candidate=record.candidate,
            manager=record.manager,
            seed=record.seed,
            difficulty=record.difficulty,
            drill=record.drill,
            retry=retry,
        )


def call_id(scenario: str, started: str) -> str:
    """Names a call after its beginning and its scenario; fit for a folder's name on every system."""
    return f"{started[:19].replace(':', '-')}-{scenario}"


class PlacedCall:
    """A call with all its parts. `prepare` before, `finish` after; `call` is stepped by a line in between."""

    def __init__(self, order: Order, ears: Ears, sounds: LineSounds, folder: Path) -> None:
        self.order = order
        scenario = order.scenario
        again = order.retry if order.retry is not None and order.retry.first else None
        acts = KnownActs() if again is not None else None
        self.engine = Engine(
            scenario, order.candidate, order.manager, seed=order.seed, difficulty=order.difficulty, tag=acts
        )
        # before anything is opened or written: it may turn out to be impossible
        plan = replay(self.engine, acts, again) if again is not None and acts is not None else ()
        self.sounds = sounds
        self._ears: Ears = ears if again is None else LaterEars(ears, again.at)
        self._prepared = threading.Event()
        self._recorder = Recorder(folder)
        started = order.started or datetime.now().isoformat(timespec="seconds")
        head = CallRecord(
            id=folder.name,
            scenario=scenario.id,
            seed=order.seed,
            started=started,
            manager=self.engine.manager,
            candidate=self.engine.candidate,
            audio=AUDIO_NAME,
            difficulty=order.difficulty,
            retry_of=order.retry.mark if order.retry is not None else None,
            calibration=order.calibration,
            drill=order.drill,
            line=order.line,
            duplex=order.duplex,
            recogniser=ears.recogniser,
            voice=sounds.name,
            facts=self.engine.facts,
            earned=self.engine.earned,
        )
        mouth = Mouth(self._sound_of, beep(), hold_tone())
        chronicle = Chronicle(head)
        self.call = Call(
            self.engine, self._ears, mouth, chronicle, ring_tone(), self._recorder, patience=order.patience
        )
        if again is not None:
            chronicle.take_over(again.kept, again.events)
            again.write_sound(self._recorder)
            self.call.take_up(again.at, plan, again.after)

    @property
    def folder(self) -> Path:
        """Where the call is kept."""
        return self._recorder.folder

    @property
    def trouble(self) -> str | None:
        """Why it is not kept where it was meant to be."""
        return self._recorder.trouble

    @property
    def notes(self) -> list[str]:
        """What was lacking and made up for, one line each."""
        return [*self.sounds.notes, *self._ears.notes]

    def prepare(self, progress: Callable[[int, int], None] | None = None) -> None:
        """Renders every line that can be said. Blocks; may run in a thread while the telephone rings."""
        own = self.order.scenario.written_lines
        try:
            # the scenario's own lines first: what every call has in common is needed later, if at all
            says = sorted(self.engine.lines(), key=lambda say: say.line not in own)
            lines = [(say.text, self.engine.voice_of(say.speaker), say.mood) for say in says]
            self.sounds.prepare(lines, progress, skip_failures=True)
        finally:
            self._prepared.set()

    def _sound_of(self, say: Say) -> Sound | None:
        sound = self.sounds.sound(say.text, self.engine.voice_of(say.speaker), say.mood)
        if sound is None and self._prepared.is_set():
            # no voice could say it (a note tells so): the words still stand in the record, and the call goes on
            return np.zeros(frames_in(len(say.text.split()) / MANAGER_PACE) * FRAME_SAMPLES, np.int16)
        return sound

    def finish(self) -> CallRecord:
        """Hears lost turns once more, writes what is left, ends the worker processes; gives the final record.

        Raises StoreProblem when the call could not be kept anywhere.
        """
        self.call.hang_up("line")
        self._hear_lost_turns()
        record = self.call.record()
        self._ears.close()
        self._recorder.close(record)
        return record

    def _hear_lost_turns(self) -> None:
        for number, lost in self.call.lost:
            sound = self._ears.lost_sound(number)
            if sound is None:
                continue
            try:
                transcript = self._ears.transcribe(sound)
            except FollowupError:
                continue  # the turn stays marked as lost, and its sound is in the recording
            if transcript.text:
                lost.text, lost.heard = transcript.text, "after"
                lost.words = moved(transcript.words, lost.start) or None
