"""The call itself: one frame of the candidate's sound in, one frame of the manager's sound out.

`Call.step` is the heartbeat. It never waits: recognition happens in another process, lines are rendered ahead,
files are written by a thread. Time is the number of steps; no clock is read, so that the same input, scenario and
seed give the same call behind a microphone, a recording or a test.
"""

from __future__ import annotations

import numpy as np

from simulator.audio import FRAME_SAMPLES, FRAME_SECONDS, SILENCE, Frame, Sound, frames_in
from simulator.call.chronicle import Chronicle, seconds
from simulator.call.ears import Ears
from simulator.call.mouth import Beeped, HungUp, LineEnded, Mouth, PauseEnded, Report
from simulator.call.recorder import Recorder
from simulator.call.turns import CandidateTurns
from simulator.dialogue.actions import Plan, Utterance
from simulator.dialogue.engine import Engine
from simulator.record import CallRecord, Turn

RING_SECONDS = 3.2
"""One tone of 2 s and the beginning of its silence; then somebody answers, if all is ready."""
PICK_UP_SECONDS = 0.4
"""From the click of the pick-up to the first word."""
SNAPSHOT_SECONDS = 1.0
"""The record on disk is at most this much behind."""


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
        self._turns = CandidateTurns(engine, ears, mouth, chronicle, self._report)
        self._ringing = 0
        self._now = 0
        self._quiet_since = 0
        self._listening_since: int | None = None
        """Frame of the beep's end, while a machine listens."""
        self._cutting_off = False
        self._snapshot_at = 0
        self._picked_up = False
        self._begin: tuple[int, Plan, float] | None = None
        """Frame, plan and wait of a call that goes on with an earlier one."""
        self.ended = False
        """The call is over; further steps give silence."""

    def take_up(self, at: int, plan: Plan, after: float) -> None:
        """Before the call: it goes on with an earlier one at frame `at`, where the manager has `plan` still to do.

        The first of it is due `after` seconds later. Engine, ears and chronicle are to be there already.
        """
        self._begin = at, plan, after

    @property
    def lost(self) -> list[tuple[int, Turn]]:
        """The candidate's turns whose words were lost, with their number at the hearing."""
        return self._turns.lost

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
        return self._turns.have_floor

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
        self._report(self._mouth.stop(self._now))
        self._end(by)

    def lose_line(self, why: str) -> None:
        """The device went away: ends the call, with the reason in the record."""
        if not self.ended:
            self._chronicle.event("line_lost", self._now, why=why)
            self.hang_up("line")

    def note(self, text: str) -> None:
        """The candidate writes something down."""
        if text.strip() and not self.ended:
            self._chronicle.note(text, self._now)

    def sound_dropped(self, **counts: int) -> None:
        """The device lost sound; the numbers count from the start of the call."""
        self._chronicle.event("sound_dropped", self._now, **counts)

    def step(self, frame: Frame) -> Frame:
        """Takes 512 samples of the candidate (16 kHz int16), gives 512 samples of the manager."""
        if self.ended:
            return SILENCE
        if not self._picked_up:
            return self._next_ring()
        self._ears.patience = self._engine.turn_patience
        self._turns.step(frame, self._now, stoppable=self._can_be_stopped)
        hold = self._turns.hold_manager and not self._cutting_off
        sent, reports = self._mouth.next_frame(self._now, hold=hold)
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
        if self._begin is None:
            self._chronicle.event("pick_up", 0)
            self._mouth.play(self._engine.answered(), after=PICK_UP_SECONDS)
        else:
            self._now, plan, after = self._begin
            self._quiet_since = self._snapshot_at = self._now
            self._mouth.play(plan, after=after)
        return SILENCE

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

    def _line_ended(self, report: LineEnded) -> None:
        say = report.say
        self._chronicle.manager_said(
            report.began,
            report.end,
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
        if self._mouth.busy or self._turns.open:
            self._quiet_since = self._now
            return
        plan = self._engine.silence((self._now - self._quiet_since) * FRAME_SECONDS / self._patience)
        if plan:
            self._chronicle.event("prompted", self._now)
            self._play(plan)

    def _notice_time_up(self) -> None:
        """A machine that listens cuts off, also in the middle of a word."""
        limit = self._engine.listen_limit
        if self._listening_since is None or limit is None:
            return
        if (self._now - self._listening_since) * FRAME_SECONDS >= limit:
            self._listening_since, self._cutting_off = None, True
            plan: Plan | None = None
            for turn in self._turns.open:
                turn.cut_off = True
                if turn.partial and not turn.typed:
                    plan = self._engine.heard(Utterance(text=turn.partial))
            # a message that ended with a goodbye has ended the call already
            self._play(self._engine.time_up() or plan or ())

    def _play(self, plan: Plan) -> None:
        """What the other side does of its own accord."""
        self._turns.forget_answer()
        self._mouth.play(plan, after=0.0)

    @property
    def _can_be_stopped(self) -> bool:
        """Somebody is speaking who would notice."""
        speaker = self._mouth.speaker
        return speaker is not None and not self._cutting_off and not self._engine.is_machine(speaker)

    def _under_way(self) -> Turn | None:
        """The turn that is being spoken, as far as it is known."""
        if (began := self._mouth.line_began) is not None and (text := self._mouth.said_so_far()):
            return Turn(speaker="manager", start=seconds(began), end=self.now, text=text)
        for turn in self._turns.open:
            if turn.partial:
                return Turn(speaker="candidate", start=seconds(turn.start), end=self.now, text=turn.partial)
        return None

    def _end(self, by: str) -> None:
        self._turns.end()
        self._chronicle.event("hang_up", self._now, by=by)
        self.ended = True

    def _write_snapshot(self) -> None:
        due = self._now - self._snapshot_at >= frames_in(SNAPSHOT_SECONDS)
        if self._recorder is None or not due:
            return
        self._snapshot_at = self._now
        self._recorder.snapshot(self.record())
