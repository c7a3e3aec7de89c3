"""The transcript of a call while it goes on."""

from __future__ import annotations

from rich.console import Console

from simulator.record import CallRecord, Event, Turn
from simulator.review.terminal.screen import Screen
from simulator.review.terminal.transcript import Transcript
from simulator.review.timeline import happening


class LiveTranscript:
    """Prints what is new in each snapshot of a call's record: a turn once it is finished, pauses once they are over.

    A pause is shown only afterwards: on the telephone nobody is told that the other is about to think.
    """

    def __init__(self, console: Console) -> None:
        self._console = console
        self._shown: dict[tuple[str, float, str], str] = {}
        """What has been printed, and the words of it."""

    def show(self, record: CallRecord) -> None:
        """Prints the turns and events of the snapshot that no earlier one had, in order of time."""
        transcript = Transcript(Screen(self._console), record)
        # an event at the very start of a turn is said before it, save for the end of the call
        items: list[tuple[float, int, Turn | Event]] = [(turn.start, 1, turn) for turn in _finished_turns(record)]
        items += [(event.at, 2 if event.kind == "hang_up" else 0, event) for event in record.events]
        for _, _, item in sorted(items, key=lambda entry: entry[:2]):
            key = _key(item)
            before = self._shown.get(key)
            self._shown[key] = item.text if isinstance(item, Turn) else ""
            if isinstance(item, Turn) and before is None:
                transcript.turn(item)
            elif isinstance(item, Turn):
                _show_what_was_added(transcript, item, before or "", record)
            elif before is None:
                _show_event(transcript, item, record)


def _key(item: Turn | Event) -> tuple[str, float, str]:
    # a turn's words may be mended later; its speaker and start never change
    return (item.speaker, item.start, "") if isinstance(item, Turn) else (item.kind, item.at, str(item.model_extra))


def _finished_turns(record: CallRecord) -> list[Turn]:
    """All but a last turn that is still being spoken: it ends at the snapshot's own moment and is nobody's line yet."""
    turns = record.turns
    if record.state != "live" or not turns or record.length is None:
        return turns
    last = turns[-1]
    under_way = last.end >= record.length and last.line is None and last.heard is None
    return turns[:-1] if under_way else turns


def _show_what_was_added(transcript: Transcript, turn: Turn, before: str, record: CallRecord) -> None:
    """The second piece of a turn that was taken to be over after the first."""
    resumed = [event.at for event in record.events if event.kind == "turn_resumed" and turn.start < event.at < turn.end]
    if resumed and before and turn.text.startswith(f"{before} "):
        transcript.turn(turn.model_copy(update={"start": resumed[-1], "text": turn.text[len(before) + 1 :]}))


def _show_event(transcript: Transcript, event: Event, record: CallRecord) -> None:
    if event.kind == "pause_kept":
        transcript.silence((event.end or event.at) - event.at, kept=True)
    elif event.kind == "pause_filled":
        transcript.silence(_into_the_pause(event, record), kept=False)
    elif event.kind == "interruption":
        transcript.began_over_the_other()
    elif (shown := happening(event, record)) is not None:
        transcript.happening(shown)


def _into_the_pause(event: Event, record: CallRecord) -> float:
    before = [turn.end for turn in record.turns if turn.speaker == "manager" and turn.end <= event.at]
    return event.at - max(before, default=event.at)
