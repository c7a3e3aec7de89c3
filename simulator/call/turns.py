"""The candidate's turns: from what the ears tell to what the engine is asked and the record says.

A turn is taken to be over too early now and then. When the candidate goes on before the manager has begun to answer, or
within RESUMED_SECONDS of it, the mistake heals: the manager stops, the engine takes the answer back, and the two pieces
become one turn, which is answered as if it had been said without a break.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from simulator.audio import FRAME_SECONDS, Frame, frames_in
from simulator.call.chronicle import Chronicle, seconds
from simulator.call.ears import Ears
from simulator.call.mouth import Mouth, Report
from simulator.call.yielding import Speech, Voice, yields
from simulator.dialogue.actions import Plan, Utterance
from simulator.dialogue.engine import Engine
from simulator.hearing.events import Heard, Lost, Partial, SpeechStarted, TurnEnded, Words
from simulator.record import Event, EventKind, Turn
from simulator.turn_taking import (
    BACKCHANNEL_SECONDS,
    BEGUN_TOGETHER_SECONDS,
    REACTION_SECONDS,
    RESUMED_SECONDS,
    SYLLABLE_SECONDS,
    claims_floor,
    is_backchannel,
)

SHORT_SPEECH_SECONDS = 0.35
"""Speech without a recognisable word that is shorter than this is taken for a noise, not for something missed."""
HOLD_BACK_FRAMES = 2
"""Frames of the candidate's voice at which the manager does not begin, before it is known to be speech."""


@dataclass
class Piece:
    """A turn that was taken to be over, as long as it may prove not to be."""

    said: Turn | None
    """Its turn in the record; None where no words were made out."""
    start: int
    end: int
    utterance: Utterance | None
    events: list[Event] = field(default_factory=list)
    """What the record says of it."""


@dataclass
class OpenTurn:
    """The candidate's turn that is under way or whose words are awaited."""

    turn: int
    start: int
    end: int | None = None
    during_pause: bool = False
    interrupting: bool = False
    over_manager: bool = False
    """Began while a line was under way, and has not outlasted it."""
    cut_in: tuple[int, int] | None = None
    """Frames at which the interrupting voice began, and at which the manager fell silent."""
    began_together: bool = False
    """The interrupting voice and the line began at the same time."""
    line_ended: int | None = None
    """Frame at which the line ended over which it began."""
    outlasted: bool = False
    """Its voice was heard when that line ended."""
    longest_voice: int = 0
    """Frames of its longest voice in one piece."""
    partial: str = ""
    typed: bool = False
    """`partial` is the whole of a typed line, said or not."""
    cut_off: bool = False
    """A machine stopped listening in the middle of it: what came by then has been taken, the rest is for the record."""
    before: Piece | None = None
    """What this turn goes on with."""
    manager_heard: float = 0.0
    """Seconds of the answer to `before` that had been heard when this turn stopped it."""


class CandidateTurns:
    """Hears the candidate, asks the engine, and lets the manager speak or yield."""

    def __init__(
        self,
        engine: Engine,
        ears: Ears,
        mouth: Mouth,
        chronicle: Chronicle,
        report: Callable[[list[Report]], None],
    ) -> None:
        """`report` takes what the mouth reports when it is stopped."""
        self._engine = engine
        self._ears = ears
        self._mouth = mouth
        self._chronicle = chronicle
        self._report = report
        self._now = 0
        self._voice = Voice()
        self._answered: Piece | None = None
        """The turn that the plan under way answers."""
        self._giving_back = False
        """The manager is saying "sorry, go on"."""
        self.open: list[OpenTurn] = []
        self.lost: list[tuple[int, Turn]] = []
        """Turns whose words were lost, with their number at the hearing."""

    @property
    def have_floor(self) -> bool:
        """The candidate speaks, or has spoken and the words are awaited."""
        return any(not turn.over_manager for turn in self.open)

    @property
    def hold_manager(self) -> bool:
        """The manager must not begin to speak."""
        return (self.have_floor or self._voice.run >= HOLD_BACK_FRAMES) and not self._giving_back

    def step(self, frame: Frame, now: int, *, stoppable: bool) -> None:
        """Takes frame `now`; `stoppable`: who is speaking on the other side can be interrupted."""
        self._now = now
        self._giving_back = self._giving_back and self._mouth.busy
        for event in self._ears.step(frame, self._mouth.sounding):
            self._hear(event)
        self._voice.step(self._ears.speaking, now)
        self._notice_voice()
        self._notice_floor_taken()
        if stoppable and self._mouth.speaking and not self._giving_back:
            self._notice_cutting_in()

    def forget_answer(self) -> None:
        """The plan under way is none that answers a turn: the manager speaks of their own accord."""
        self._answered = None

    def end(self) -> None:
        """The call is over: what was being said, or waited for, is kept."""
        for turn in self.open:
            # the hang-up cut the turn off before its words came; its sound is heard again afterwards
            if turn.interrupting:
                self._note_interruption(turn)
            end = self._end_of(turn)
            if (end - turn.start) * FRAME_SECONDS >= SHORT_SPEECH_SECONDS:
                heard = "typed" if turn.typed else "lost"
                said = self._chronicle.candidate_said(turn.start, end, turn.partial, [], heard=heard)
                if not turn.typed:
                    self.lost.append((turn.turn, said))
        self.open.clear()

    # what the ears tell

    def _hear(self, event: Heard) -> None:
        if isinstance(event, SpeechStarted):
            self._begin(event)
            return
        turn = next((turn for turn in self.open if turn.turn == event.turn), None)
        if turn is None:
            return
        if isinstance(event, Partial):
            turn.partial, turn.typed = event.text, event.heard == "typed"
        elif isinstance(event, TurnEnded):
            turn.start, turn.end = event.start_frame, event.end_frame
        elif isinstance(event, Words):
            self.open.remove(turn)
            self._take_words(turn, event)
        elif isinstance(event, Lost):
            self.open.remove(turn)
            self._take_loss(turn, event)

    def _begin(self, event: SpeechStarted) -> None:
        turn = OpenTurn(
            event.turn,
            event.start_frame,
            during_pause=self._mouth.pausing,
            over_manager=self._mouth.speaking and not self._giving_back,
        )
        self.open.append(turn)
        if not self._mouth.speaking and self._goes_on_with_last(event.start_frame):
            self._take_answer_back(turn)

    def _notice_voice(self) -> None:
        for turn in self.open:
            if turn.end is None and not self._voice.over:
                turn.longest_voice = max(turn.longest_voice, self._voice.length)

    def _notice_floor_taken(self) -> None:
        """Who began before the end of a line and talks on after it has the floor: the plan waits, as for any turn."""
        if self._mouth.speaking:
            return
        for turn in self.open:
            if not turn.over_manager or turn.end is not None:
                continue
            if turn.line_ended is None:
                turn.line_ended, turn.outlasted = self._now, not self._voice.over
            if self._ears.speaking:
                turn.over_manager = False
                turn.during_pause = self._mouth.pausing

    def _notice_cutting_in(self) -> None:
        turn = next((turn for turn in self.open if turn.end is None), None)
        answering = self._goes_on_with_last(self._voice.onset)
        closing = self._engine.ending is not None
        speech = Speech(closing=closing) if turn is None else Speech(turn.partial, turn.typed, closing)
        if not yields(self._mouth, self._voice, speech, self._now, answering=answering) or turn is None:
            return
        if answering:
            self._take_answer_back(turn)
            return
        turn.interrupting, turn.over_manager = True, False
        turn.cut_in = (self._voice.onset, self._mouth.hushed_at or self._now)
        line_began = self._mouth.line_began or 0
        turn.began_together = self._voice.onset - line_began <= frames_in(BEGUN_TOGETHER_SECONDS)
        self._report(self._mouth.stop(self._now))

    # a turn that was not over

    def _goes_on_with_last(self, onset: int) -> bool:
        """Whether a voice that began at frame `onset` goes on with the turn to which the plan under way answers."""
        if self._answered is None or not self._mouth.busy:
            return False
        began = self._mouth.plan_began
        return began is None or onset - began <= frames_in(RESUMED_SECONDS)

    def _take_answer_back(self, turn: OpenTurn) -> None:
        turn.before, self._answered = self._answered, None
        turn.manager_heard = self._mouth.heard_of_plan(self._now)
        turn.over_manager = False
        began = self._mouth.plan_began
        self._report(self._mouth.stop(self._now))
        if began is not None:
            self._chronicle.drop_pauses(began)
        excuse = self._engine.take_back()
        if turn.manager_heard > SYLLABLE_SECONDS and excuse:
            self._mouth.play(excuse)
            self._giving_back = True

    # what was said

    def _take_words(self, turn: OpenTurn, event: Words) -> None:
        text = event.transcript.text
        if not text:
            self._take_unintelligible(turn)
            return
        end = self._end_of(turn)
        said = self._put_down(turn, end, event)
        if turn.over_manager and self._mouth.busy:
            self._chronicle.event(self._beside(turn, text), turn.start, end=end)
            return
        if turn.before is not None:
            self._note_resumption(turn, turn.before)
        elif turn.outlasted and not is_backchannel(text):
            self._chronicle.event("overlap", turn.start, end=turn.line_ended)
        if turn.cut_off or self._engine.ended:
            return  # goodbye upon goodbye: the hang-up that comes next is not taken back
        if turn.interrupting:
            if is_backchannel(text, closing=self._engine.ending is not None):
                self._chronicle.event("backchannel", turn.start, end=end)
                self._answer(self._engine.resume())
                return
            self._note_interruption(turn)
        piece = self._piece(turn, said, end)
        later = next((other for other in self.open if other.turn > turn.turn), None)
        if later is not None and not later.over_manager:
            later.before = piece  # the candidate went on before these words were made out
            return
        self._take_turn(piece, said)

    def _put_down(self, turn: OpenTurn, end: int, event: Words) -> Turn:
        """Puts the words into the record: with those that they go on with, or as a turn of their own."""
        text, words = event.transcript.text, event.transcript.words
        if turn.before is not None and turn.before.said is not None:
            return self._chronicle.candidate_went_on(turn.before.said, turn.start, end, text, words, heard=event.heard)
        return self._chronicle.candidate_said(turn.start, end, text, words, heard=event.heard)

    def _beside(self, turn: OpenTurn, text: str) -> EventKind:
        """What words are that were spoken beside the manager's, who went on."""
        short = turn.longest_voice * FRAME_SECONDS <= BACKCHANNEL_SECONDS
        return "backchannel" if is_backchannel(text) or (short and not claims_floor(text)) else "overlap"

    def _piece(self, turn: OpenTurn, said: Turn, end: int) -> Piece:
        if turn.before is None:
            cut_in = turn.interrupting and not turn.began_together
            return Piece(said, turn.start, end, Utterance(said.text, turn.during_pause, cut_in))
        before = turn.before.utterance or Utterance("")
        return Piece(said, turn.before.start, end, Utterance(said.text, before.during_pause, before.interrupting))

    def _take_turn(self, piece: Piece, said: Turn) -> None:
        assert piece.utterance is not None  # noqa: S101 - its words have come
        plan = self._engine.heard(piece.utterance)
        said.acts = list(self._engine.acts_of_last) or None
        if plan is None:
            self._chronicle.event("backchannel", piece.start, end=piece.end)
            return
        if piece.utterance.during_pause:
            piece.events.append(self._chronicle.event("pause_filled", piece.start, end=piece.end))
        self._answer(plan, piece)

    def _take_unintelligible(self, turn: OpenTurn) -> None:
        if turn.before is not None:
            self._answer_again(turn.before)
            return
        end = self._end_of(turn)
        long_enough = (end - turn.start) * FRAME_SECONDS >= SHORT_SPEECH_SECONDS
        if not long_enough or turn.during_pause or self.open or (self._mouth.busy and not turn.interrupting):
            return
        event = self._chronicle.event("not_understood", turn.start, end=end)
        self._answer(self._engine.not_heard(), Piece(None, turn.start, end, None, [event]))

    def _take_loss(self, turn: OpenTurn, event: Lost) -> None:
        end = self._end_of(turn)
        lost = self._chronicle.candidate_said(turn.start, end, "", [], heard="lost")
        self.lost.append((event.turn, lost))
        self._chronicle.event("not_heard", turn.start, end=end, why=event.why)
        if turn.before is not None:
            self._answer_again(turn.before)
        elif not self._mouth.busy or turn.interrupting:
            if turn.interrupting:
                self._note_interruption(turn)
            self._answer(self._engine.not_heard())

    def _answer_again(self, piece: Piece) -> None:
        """What went on was no words: what was said before is answered after all."""
        plan = self._engine.not_heard() if piece.utterance is None else self._engine.heard(piece.utterance)
        self._answer(plan or (), piece)

    def _answer(self, plan: Plan, piece: Piece | None = None) -> None:
        self._report(self._mouth.stop(self._now))  # were it still begging pardon
        self._answered = piece if plan else None
        silent = (self._now - piece.end) * FRAME_SECONDS if piece is not None else 0.0
        self._mouth.play(plan, after=max(0.0, REACTION_SECONDS - silent))

    # what the record says of it

    def _note_interruption(self, turn: OpenTurn) -> None:
        began, hushed = turn.cut_in or (turn.start, turn.start)
        if turn.began_together:
            self._chronicle.event("overlap", began, end=hushed)
            return
        self._chronicle.event("interruption", began, overlap=seconds(hushed - began))
        self._engine.interrupted()

    def _note_resumption(self, turn: OpenTurn, before: Piece) -> None:
        self._chronicle.drop_events(before.events)
        self._chronicle.event(
            "turn_resumed", turn.start, gap=seconds(turn.start - before.end), manager_heard=turn.manager_heard
        )

    def _end_of(self, turn: OpenTurn) -> int:
        return turn.end if turn.end is not None else self._now
