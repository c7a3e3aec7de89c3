"""The transcript on the page: two columns, the pauses drawn as long as they lasted."""

from __future__ import annotations

from collections.abc import Sequence

from simulator.record import CallRecord
from simulator.review.report.elements import Html, element
from simulator.review.report.sections import time_link
from simulator.review.timeline import Entry, Happening, Silence, Spoken
from simulator.review.wording import LOST_WORDS, NOBODY_SPOKE, sentence, short_name, silence_filled, silence_kept

PIXELS_PER_SECOND = 9
SHORTEST_PIXELS = 14
LONGEST_PIXELS = 140
"""A pause is drawn in proportion between these."""


def transcript_section(record: CallRecord, entries: Sequence[Entry], audio_link: str | None) -> Html:
    """Every turn with its notes, and in between the pauses and what happened."""
    manager = short_name(record.manager.name)
    lines = [_line(entry, manager, audio_link) for entry in entries]
    return element(
        "section",
        element("h2", "What was said", id="transcript"),
        element("ol", *lines, class_="timeline") if record.turns else element("p", NOBODY_SPOKE),
        aria_labelledby="transcript",
    )


def _line(entry: Entry, manager: str, audio_link: str | None) -> Html:
    if isinstance(entry, Spoken):
        return _turn(entry, manager, audio_link)
    if isinstance(entry, Silence):
        return _silence(entry, manager)
    return _happening(entry)


def _turn(entry: Spoken, manager: str, audio_link: str | None) -> Html:
    turn = entry.turn
    mine = turn.speaker == "candidate"
    words = turn.text + (" –" if turn.interrupted and not mine else "")
    notes = [element("li", element("strong", note.criterion), " – ", note.finding) for note in entry.notes]
    name = element("span", "You" if mine else short_name(turn.name) if turn.name else manager, class_="name")
    over = f"You began while {manager} was still speaking." if entry.talked_over is not None else None
    return element(
        "li",
        element("p", name, " ", time_link(turn.start, audio_link)),
        element("p", over, class_="over") if over else None,
        element("p", words if turn.text.strip() else LOST_WORDS, class_="words" if turn.text.strip() else "words lost"),
        element("ul", *notes, class_="notes") if notes else None,
        id=f"turn-{entry.index}",
        class_=f"turn {turn.speaker}",
    )


def _silence(entry: Silence, manager: str) -> Html:
    seconds = entry.end - entry.at
    words = silence_kept(seconds, manager) if entry.kept else silence_filled(seconds, manager)
    pixels = min(max(seconds * PIXELS_PER_SECOND, SHORTEST_PIXELS), LONGEST_PIXELS)
    return element(
        "li",
        element("span", class_="length", style=f"height:{pixels:.0f}px", aria_hidden="true"),
        element("span", words.strip("()")),
        class_="pause kept" if entry.kept else "pause filled",
    )


def _happening(entry: Happening) -> Html:
    return element("li", sentence(entry.text), class_=f"happening {entry.kind}")
