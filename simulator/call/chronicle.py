"""What has happened in a call so far, gathered into its record."""

from __future__ import annotations

from typing import Any

from simulator.audio import FRAME_SECONDS
from simulator.record import CallRecord, Event, EventKind, Note, Turn, Verdict, Word


def seconds(frames: int) -> float:
    """Frames since pick-up as seconds since pick-up, to the millisecond (a frame is exactly 32 ms)."""
    return round(frames * FRAME_SECONDS, 3)


def moved(words: list[Word], offset: float) -> list[Word]:
    """Words timed from their turn's start, timed from `offset` on instead."""
    return [Word(text=w.text, start=offset + w.start, end=offset + w.end, confidence=w.confidence) for w in words]


class Chronicle:
    """Collects turns and events. Times come in as frame numbers since pick-up, and go out as seconds."""

    def __init__(self, head: CallRecord) -> None:
        self._head = head
        self._turns: list[tuple[int, int, Turn]] = []
        self._events: list[Event] = []
        self._notes: list[Note] = []
        self.changes = 0
        """Grows with every turn and event, so that a writer knows when to write anew."""

    def take_over(self, turns: list[Turn], events: list[Event]) -> None:
        """What an earlier call holds up to the moment at which this one goes on with it."""
        for turn in turns:
            self._add(round(turn.start / FRAME_SECONDS), turn.model_copy(update={"replayed": True}, deep=True))
        self._events += [event.model_copy() for event in events]

    def manager_said(
        self, start: int, end: int, text: str, *, line: str, pause: float | None, interrupted: bool, **more: Any
    ) -> None:
        """A line that the manager has said, whole or (interrupted) in part."""
        if not text:
            return
        turn = Turn(
            speaker="manager",
            start=seconds(start),
            end=seconds(end),
            text=text,
            line=line,
            pause=pause,
            interrupted=interrupted or None,
            **more,
        )
        self._add(start, turn)

    def candidate_said(self, start: int, end: int, text: str, words: list[Word], *, heard: str) -> Turn:
        """A turn of the candidate; the words' times count from the turn's start and are moved to the call's."""
        offset = seconds(start)
        turn = Turn.model_validate(
            {"speaker": "candidate", "start": offset, "end": seconds(end), "text": text, "heard": heard}
        )
        turn.words = moved(words, offset) or None
        self._add(start, turn)
        return turn

    def candidate_went_on(
        self, before: Turn, start: int, end: int, text: str, words: list[Word], *, heard: str
    ) -> Turn:
        """What the candidate said from frame `start` on belongs to the turn `before`, which was taken to be over.

        Gives the whole turn, which takes that one's place: from the start of its first piece to the end of its last.
        """
        joined = Turn.model_validate(
            {
                "speaker": "candidate",
                "start": before.start,
                "end": seconds(end),
                "text": f"{before.text} {text}",
                "heard": heard,
            }
        )
        joined.words = [*(before.words or []), *moved(words, seconds(start))] or None
        self._turns = [(at, row, joined if turn is before else turn) for at, row, turn in self._turns]
        self.changes += 1
        return joined

    def event(self, kind: EventKind, at: int, **more: Any) -> Event:
        """Something that happened at frame `at`; `end=` may be given as a frame number too."""
        if "end" in more:
            more["end"] = seconds(more["end"])
        event = Event(kind=kind, at=seconds(at), **more)
        self._events.append(event)
        self.changes += 1
        return event

    def note(self, text: str, at: int) -> None:
        """Something that the candidate wrote down at frame `at`."""
        self._notes.append(Note(text=" ".join(text.split()), at=seconds(at)))
        self.changes += 1

    def drop_events(self, events: list[Event]) -> None:
        """Takes back what has turned out to be otherwise."""
        self._events = [event for event in self._events if not any(event is dropped for dropped in events)]

    def drop_pauses(self, since: int) -> None:
        """What the manager began at frame `since` was broken off: no pause follows after any of it."""
        for start, _, turn in self._turns:
            if turn.speaker == "manager" and start >= since:
                turn.pause = None

    def record(self, *, now: int, verdict: Verdict, state: str, under_way: Turn | None = None) -> CallRecord:
        """The record as of frame `now`; later changes do not touch it. `under_way` is a turn not finished yet."""
        turns = [turn for _, _, turn in sorted(self._turns, key=lambda item: item[:2])]
        if under_way is not None:
            turns.append(under_way)
        return self._head.model_copy(
            update={
                "turns": turns,
                "notes": list(self._notes) or None,
                "events": sorted(self._events, key=lambda event: event.at),
                "verdict": verdict,
                "state": state,
                "length": seconds(now),
            }
        )

    def _add(self, start: int, turn: Turn) -> None:
        self._turns.append((start, len(self._turns), turn))
        self.changes += 1
