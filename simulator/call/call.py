"""The call itself: one frame of the candidate's sound in, one frame of the manager's sound out.

`Call.step` is the heartbeat. It never waits: recognition happens in another process, lines are rendered ahead,
files are written by a thread. Time is the number of steps; no clock is read, so that the same input, scenario and
seed give the same call behind a microphone, a recording or a test.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from simulator.audio import FRAME_SAMPLES, FRAME_SECONDS, SILENCE, Frame, Sound, frames_in
from simulator.call.chronicle import Chronicle, seconds
from simulator.call.mouth import Beeped, HungUp, LineBegan, LineEnded, Mouth, PauseBegan, PauseEnded, Report
from simulator.call.recorder import Recorder
from simulator.dialogue.actions import Plan, Utterance
from simulator.dialogue.engine import Engine
from simulator.hearing.events import Heard, Lost, Partial, SpeechStarted, Transcript, TurnEnded, Words
from simulator.record import CallRecord, Turn

BARGE_IN_SECONDS = 0.5
"""Speech over the manager's for this long makes the manager stop. Backchannels last about 0.4 s (Ward & Tsukahara
2000), and 40 % of speaker changes overlap slightly (Heldner & Edlund 2010), so less is no interruption."""
OVERLAP_SECONDS = 0.3
"""A manager with no more than this left to say finishes the line: an overlap at a turn's end is normal."""
RING_SECONDS = 3.2
"""One tone of 2 s and the beginning of its silence; then somebody answers, if all is ready."""
PICK_UP_SECONDS = 0.4
"""From the click of the pick-up to the first word."""
SNAPSHOT_SECONDS = 1.0
"""The record on disk is at most this much behind."""
SHORT_SPEECH_SECONDS = 0.35
"""Speech without a recognisable word that is shorter than this is taken for a noise, not for something missed."""


class Ears(Protocol):
    """What a call needs of its hearing: the real one, or typed words."""

    @property
    def ready(self) -> bool:
        """The recogniser can take a turn (or has been given up)."""

    @property
    def recogniser(self) -> str:
        """Who turns sound into words; for the record."""

    @property
    def notes(self) -> Sequence[str]:
        """What was lacking and made up for, one line each."""

    @property
    def speaking(self) -> bool:
        """The candidate is voicing right now."""

    def step(self, frame: Frame, manager_speaking: bool) -> list[Heard]:
        """Takes one frame, gives what has become known; never waits."""

    def settle(self, timeout: float | None = None) -> None:
        """Waits until all that was sent to the recogniser so far has been answered."""

    def lost_sound(self, turn: int) -> Sound | None:
        """The sound of a turn whose words were lost."""

    def transcribe(self, sound: Sound) -> Transcript:
        """The words of a whole turn, after the call. Raises RecogniserFailed."""

    def close(self) -> None:
        """Ends the worker process."""


@dataclass
class OpenTurn:
    """The candidate's turn that is under way or whose words are awaited."""

    turn: int
    start: int
    end: int | None = None
    during_pause: bool = False
    interrupting: bool = False
    over_manager: bool = False
    """Began while a line was sounding, and has not outlasted it."""
    overlap: int = 0
    """Frames of voicing while the manager spoke."""
    partial: str = ""
    typed: bool = False
    """`partial` is the whole of a typed line, said or not."""
    cut_off: bool = False
    """A machine stopped listening in the middle of it: what came by then has been taken, the rest is for the record."""


class Call:
    """One call, from the first ring to the hang-up."""

    def __init__(
        self,
        engine: Engine,
        ears: Ears,
        mouth: Mouth,
        chronicle: Chronicle,
        ring: Sound,
        recorder: Recorder | None = None,
        *,
        patience: float = 1.0,
    ) -> None:
        """`ring` is one ring with its silence, played until the ears are ready; `patience` stretches silences."""
        self._engine = engine
        self._ears = ears
        self._mouth = mouth
        self._chronicle = chronicle
        self._ring = ring
        self._recorder = recorder
        self._patience = patience
        self._ringing = 0
        self._now = 0
        self._open: list[OpenTurn] = []
        self._quiet_since = 0
        self._listening_since: int | None = None
        """Frame of the beep's end, while a machine listens."""
        self._cutting_off = False
        self._snapshot_at = 0
        self._picked_up = False
        self.ended = False
        """The call is over; further steps give silence."""
        self.lost: list[tuple[int, Turn]] = []
        """Turns whose words were lost, with their number at the hearing."""

    @property
    def now(self) -> float:
        """Seconds since pick-up; 0 while it rings."""
        return seconds(self._now)

    @property
    def ringing(self) -> bool:
        """Nobody has answered yet."""
        return not self._picked_up

    @property
    def candidate_has_floor(self) -> bool:
        """The candidate speaks, or has spoken and the words are awaited."""
        return any(not turn.over_manager or turn.interrupting for turn in self._open)

    @property
    def manager_pausing(self) -> bool:
        """The manager is in a deliberate pause. A listener cannot tell: only scripted candidates look here."""
        return self._mouth.pausing

    @property
    def manager_busy(self) -> bool:
        """The manager speaks, pauses, or is about to."""
        return self._mouth.busy

    @property
    def changes(self) -> int:
        """Grows whenever a turn or an event is added to the record."""
        return self._chronicle.changes

    def record(self) -> CallRecord:
        """The record as of now."""
        state = "complete" if self.ended else "live"
        return self._chronicle.record(
            now=self._now,
            verdict=self._engine.verdict,
            state=state,
            under_way=None if self.ended else self._under_way(),
        )

    def settle(self) -> None:
        """For drivers that run faster than real time: waits until the recogniser has answered everything so far."""
        self._ears.settle()

    def hang_up(self, by: str = "candidate") -> None:
        """Ends the call now; what was said stays in the record."""
        if self.ended:
            return
        self._report(self._mouth.stop())
        self._end(by)

    def lose_line(self, why: str) -> None:
        """The device went away: ends the call, with the reason in the record."""
        if not self.ended:
            self._chronicle.event("line_lost", self._now, why=why)
            self.hang_up("line")

    def sound_dropped(self, **counts: int) -> None:
        """The device lost sound; the numbers count from the start of the call."""
        self._chronicle.event("sound_dropped", self._now, **counts)

    def step(self, frame: Frame) -> Frame:
        """Takes 512 samples of the candidate (16 kHz int16), gives 512 samples of the manager."""
        if self.ended:
            return SILENCE
        if not self._picked_up:
            return self._next_ring()
        for event in self._ears.step(frame, self._mouth.speaking):
            self._hear(event)
        self._notice_floor_taken()
        self._notice_interruption()
        sent, reports = self._mouth.next_frame(self._now, hold=self.candidate_has_floor and not self._cutting_off)
        self._now += 1
        self._report(reports)
        if not self.ended:
            self._notice_silence()
            self._notice_time_up()
        if self._recorder is not None:
            self._recorder.frames(frame, sent)
            self._write_snapshot()
        return sent

    def _next_ring(self) -> Frame:
        start = self._ringing * FRAME_SAMPLES
        self._ringing += 1
        if self._ringing <= frames_in(RING_SECONDS) or not self._ears.ready:
            return np.take(self._ring, range(start, start + FRAME_SAMPLES), mode="wrap")
        self._picked_up = True
        self._chronicle.event("pick_up", 0)
        self._mouth.play(self._engine.answered(), after=PICK_UP_SECONDS)
        return SILENCE

    # what the candidate does

    def _hear(self, event: Heard) -> None:
        if isinstance(event, SpeechStarted):
            self._open.append(
                OpenTurn(
                    event.turn,
                    event.start_frame,
                    during_pause=self._mouth.pausing,
                    over_manager=self._mouth.speaking,
                )
            )
            return
        turn = next((turn for turn in self._open if turn.turn == event.turn), None)
        if turn is None:
            return
        if isinstance(event, Partial):
            turn.partial, turn.typed = event.text, event.heard == "typed"
        elif isinstance(event, TurnEnded):
            turn.start, turn.end = event.start_frame, event.end_frame
        elif isinstance(event, Words):
            self._open.remove(turn)
            self._take_words(turn, event)
        elif isinstance(event, Lost):
            self._open.remove(turn)
            self._take_loss(turn, event)

    def _notice_floor_taken(self) -> None:
        """Who began before the end of a line and talks on after it has the floor: the plan waits, as for any turn."""
        if self._mouth.speaking or not self._ears.speaking:
            return
        for turn in self._open:
            if turn.over_manager and turn.end is None:
                turn.over_manager = False
                turn.during_pause = self._mouth.pausing

    def _notice_interruption(self) -> None:
        turn = next((turn for turn in self._open if turn.end is None), None)
        if turn is None or not self._mouth.speaking or not self._ears.speaking or self._cutting_off:
            return
        turn.overlap += 1
        if turn.interrupting or turn.overlap < frames_in(BARGE_IN_SECONDS):
            return
        if self._mouth.remaining <= OVERLAP_SECONDS:
            return
        turn.interrupting = True
        self._chronicle.event("interruption", turn.start, overlap=round(turn.overlap * FRAME_SECONDS, 3))
        self._report(self._mouth.stop())
        self._engine.interrupted()

    def _take_words(self, turn: OpenTurn, event: Words) -> None:
        end = turn.end if turn.end is not None else self._now
        text = event.transcript.text
        if not text:
            self._take_unintelligible(turn, end)
            return
        said = self._chronicle.candidate_said(turn.start, end, text, event.transcript.words, heard=event.heard)
        if self._mouth.speaking and not turn.interrupting:
            # spoken beside the manager, who went on: not addressed to anyone who listens
            short = len(text.split()) <= 2
            self._chronicle.event("backchannel" if short else "overlap", turn.start, end=end)
            return
        if turn.cut_off:
            return
        if self._engine.ended:
            return  # goodbye upon goodbye: the hang-up that comes next is not taken back
        plan = self._engine.heard(Utterance(text=text, during_pause=turn.during_pause, interrupting=turn.interrupting))
        said.acts = list(self._engine.acts_of_last) or None
        if plan is None:
            self._chronicle.event("backchannel", turn.start, end=end)
            return
        if turn.during_pause:
            self._chronicle.event("pause_filled", turn.start, end=end)
        self._answer(plan)

    def _take_unintelligible(self, turn: OpenTurn, end: int) -> None:
        long_enough = (end - turn.start) * FRAME_SECONDS >= SHORT_SPEECH_SECONDS
        if not long_enough or turn.during_pause or (self._mouth.busy and not turn.interrupting):
            return
        self._chronicle.event("not_understood", turn.start, end=end)
        self._answer(self._engine.not_heard())

    def _take_loss(self, turn: OpenTurn, event: Lost) -> None:
        end = turn.end if turn.end is not None else self._now
        lost = self._chronicle.candidate_said(turn.start, end, "", [], heard="lost")
        self.lost.append((event.turn, lost))
        self._chronicle.event("not_heard", turn.start, end=end, why=event.why)
        if not self._mouth.busy or turn.interrupting:
            self._answer(self._engine.not_heard())

    def _answer(self, plan: Plan) -> None:
        self._quiet_since = self._now
        self._mouth.play(plan)

    # what the manager does

    def _report(self, reports: list[Report]) -> None:
        for report in reports:
            if isinstance(report, LineEnded):
                self._line_ended(report)
            elif isinstance(report, PauseEnded):
                self._chronicle.event("pause_kept", report.began, end=self._now)
                self._engine.pause_kept()
            elif isinstance(report, Beeped):
                self._chronicle.event("beep", report.began, end=self._now)
                self._quiet_since = self._listening_since = self._now
                self._cutting_off = False
            elif isinstance(report, HungUp):
                self._end("manager")
            else:
                assert isinstance(report, LineBegan | PauseBegan)  # noqa: S101 - the closed union's other cases

    def _line_ended(self, report: LineEnded) -> None:
        say = report.say
        self._chronicle.manager_said(
            report.began,
            self._now,
            report.text,
            line=say.line,
            pause=report.pause,
            interrupted=not report.complete,
            name=self._engine.name_of(say.speaker),
        )
        self._quiet_since = self._now
        for fact in self._engine.said(say.line, report.complete):
            self._chronicle.event("fact_revealed", self._now, fact=fact)
        if say.asks is not None and report.complete:
            self._chronicle.event("question_asked", self._now, slot=say.asks)

    def _notice_silence(self) -> None:
        if self._mouth.busy or self._open:
            self._quiet_since = self._now
            return
        plan = self._engine.silence((self._now - self._quiet_since) * FRAME_SECONDS / self._patience)
        if plan:
            self._chronicle.event("prompted", self._now)
            self._mouth.play(plan, after=0.0)

    def _notice_time_up(self) -> None:
        """A machine that listens cuts off, also in the middle of a word."""
        limit = self._engine.listen_limit
        if self._listening_since is None or limit is None:
            return
        if (self._now - self._listening_since) * FRAME_SECONDS >= limit:
            self._listening_since, self._cutting_off = None, True
            plan: Plan | None = None
            for turn in self._open:
                turn.cut_off = True
                if turn.partial and not turn.typed:
                    plan = self._engine.heard(Utterance(text=turn.partial))
            # a message that ended with a goodbye has ended the call already
            self._mouth.play(self._engine.time_up() or plan or (), after=0.0)

    def _under_way(self) -> Turn | None:
        """The turn that is being spoken, as far as it is known."""
        if (began := self._mouth.line_began) is not None and (text := self._mouth.said_so_far()):
            return Turn(speaker="manager", start=seconds(began), end=self.now, text=text)
        for turn in self._open:
            if turn.partial:
                return Turn(speaker="candidate", start=seconds(turn.start), end=self.now, text=turn.partial)
        return None

    def _end(self, by: str) -> None:
        for turn in self._open:
            # the hang-up cut the turn off before its words came; its sound is heard again afterwards
            self._take_cut_off(turn)
        self._open.clear()
        self._chronicle.event("hang_up", self._now, by=by)
        self.ended = True

    def _take_cut_off(self, turn: OpenTurn) -> None:
        end = turn.end if turn.end is not None else self._now
        if (end - turn.start) * FRAME_SECONDS >= SHORT_SPEECH_SECONDS:
            heard = "typed" if turn.typed else "lost"
            said = self._chronicle.candidate_said(turn.start, end, turn.partial, [], heard=heard)
            if not turn.typed:
                self.lost.append((turn.turn, said))

    def _write_snapshot(self) -> None:
        due = self._now - self._snapshot_at >= frames_in(SNAPSHOT_SECONDS)
        if self._recorder is None or not due:
            return
        self._snapshot_at = self._now
        self._recorder.snapshot(self.record())
