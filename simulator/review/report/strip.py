"""The whole call as one picture: who spoke when, the pauses, the interruptions, what was learned."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from simulator.record import CallRecord
from simulator.review.report.elements import Html, element, joined
from simulator.review.report.waveform import loudness
from simulator.review.timeline import Entry, Happening, Silence, Spoken
from simulator.review.wording import call_length, clock, lasting, short_name, shorten

WIDTH = 1000
LEFT = 76
"""Room for the names of the lanes."""
LANE_HEIGHT = 40
TOPS = {"manager": 18, "candidate": 66}
PAUSE_TOP, PAUSE_HEIGHT = TOPS["manager"], TOPS["candidate"] + LANE_HEIGHT - TOPS["manager"]
AXIS = 116
HEIGHT = 142
WAVE_COLUMNS = 460
TICK_STEPS = (5, 10, 15, 30, 60, 120, 300, 600)
"""Seconds between the marks of the time axis."""
MOST_TICKS = 10
TOOLTIP_LENGTH = 120
NAME_LENGTH = 10


def strip(record: CallRecord, entries: Sequence[Entry], audio: Path | None) -> Html | None:
    """The picture as SVG; None for a call without length."""
    length = call_length(record)
    if length <= 0:
        return None
    return _Strip(record, entries, length, audio).drawn()


class _Strip:
    def __init__(self, record: CallRecord, entries: Sequence[Entry], length: float, audio: Path | None) -> None:
        self._record = record
        self._entries = entries
        self._length = length
        self._manager = shorten(short_name(record.manager.name), NAME_LENGTH)
        self._waves = loudness(audio, length, WAVE_COLUMNS) if audio is not None else None

    def drawn(self) -> Html:
        """The SVG element."""
        return element(
            "svg",
            element("title", "The call at a glance"),
            element("desc", self._in_words()),
            *self._lanes(),
            *(self._silence(entry) for entry in self._entries if isinstance(entry, Silence)),
            *(self._turn(entry) for entry in self._entries if isinstance(entry, Spoken)),
            *self._wave_lines(),
            *(self._mark(entry) for entry in self._entries),
            *self._axis(),
            class_="strip",
            viewBox=f"0 0 {WIDTH} {HEIGHT}",
            role="img",
            aria_label=self._in_words(),
        )

    def _in_words(self) -> str:
        kept = sum(isinstance(entry, Silence) and entry.kept for entry in self._entries)
        filled = sum(isinstance(entry, Silence) and not entry.kept for entry in self._entries)
        over = sum(isinstance(entry, Spoken) and entry.talked_over is not None for entry in self._entries)
        yours = len(self._record.candidate_turns())
        return (
            f"A call of {clock(self._length)} minutes: {yours} turns of yours, "
            f"{len(self._record.turns) - yours} of {self._manager}; "
            f"thinking pauses left alone: {kept}, filled: {filled}; "
            f"interruptions: {over}. The transcript below says the same in words."
        )

    def _x(self, seconds: float) -> float:
        return round(LEFT + (WIDTH - LEFT - 8) * min(max(seconds / self._length, 0.0), 1.0), 1)

    def _lanes(self) -> list[Html]:
        drawn = []
        for speaker, name in (("manager", self._manager), ("candidate", "You")):
            middle = TOPS[speaker] + LANE_HEIGHT / 2
            drawn.append(element("text", name, x=4, y=middle + 5, class_=f"lane {speaker}"))
            drawn.append(element("line", x1=LEFT, x2=WIDTH - 8, y1=middle, y2=middle, class_="track"))
        return drawn

    def _turn(self, entry: Spoken) -> Html:
        turn = entry.turn
        box = element(
            "rect",
            element("title", f"{clock(turn.start)} {shorten(turn.text, TOOLTIP_LENGTH)}"),
            x=self._x(turn.start),
            y=TOPS[turn.speaker],
            width=max(2.0, self._x(turn.end) - self._x(turn.start)),
            height=LANE_HEIGHT,
            rx=4,
            class_=f"spoken {turn.speaker}" + (" under-wave" if self._waves is not None else ""),
        )
        # a convenience for the mouse: by keyboard the transcript is reached directly
        return element("a", box, href=f"#turn-{entry.index}", tabindex=-1)

    def _silence(self, entry: Silence) -> Html:
        kind = "left alone" if entry.kept else "you spoke into it"
        seconds = entry.end - entry.at
        left, width = self._x(entry.at), max(3.0, self._x(entry.end) - self._x(entry.at))
        label = lasting(seconds)
        return element(
            "g",
            element("title", f"{clock(entry.at)} thinking pause of {label}, {kind}"),
            element("rect", x=left, y=PAUSE_TOP, width=width, height=PAUSE_HEIGHT, class_="pause"),
            element("text", label, x=left + width / 2, y=PAUSE_TOP - 5, class_="pause-label"),
            class_="kept" if entry.kept else "filled",
        )

    def _mark(self, entry: Entry) -> Html | None:
        if isinstance(entry, Spoken) and entry.talked_over is not None:
            x, y = self._x(entry.at), TOPS["candidate"] - 2
            title = element("title", f"{clock(entry.at)} you began while {self._manager} was still speaking")
            return element("path", title, d=f"M{x - 6} {y - 9}h12l-6 9z", class_="cut-in")
        if isinstance(entry, Happening) and entry.kind == "learned":
            x, y = self._x(entry.at), TOPS["manager"]
            title = element("title", f"{clock(entry.at)} {entry.text}")
            return element("circle", title, cx=x, cy=y, r=5, class_="learned")
        return None

    def _wave_lines(self) -> list[Html]:
        if self._waves is None:
            return []
        lanes = zip(("candidate", "manager"), self._waves, strict=True)
        return [
            element("path", d=self._wave_path(peaks, TOPS[speaker]), class_=f"wave {speaker}")
            for speaker, peaks in lanes
        ]

    def _wave_path(self, peaks: npt.NDArray[np.float32], top: float) -> str:
        step = (WIDTH - LEFT - 8) / len(peaks)
        middle = top + LANE_HEIGHT / 2
        half = (peaks * (LANE_HEIGHT / 2 - 2)).round(1)
        # columns without sound are left out: the lane's own line shows there
        return "".join(
            f"M{LEFT + (place + 0.5) * step:.1f} {middle - height:.1f}v{2 * height:.1f}"
            for place, height in enumerate(half.tolist())
            if height > 0
        )

    def _axis(self) -> list[Html]:
        step = next((step for step in TICK_STEPS if self._length / step <= MOST_TICKS), TICK_STEPS[-1])
        drawn = []
        for second in range(0, int(self._length) + 1, step):
            x = self._x(second)
            drawn.append(
                joined(
                    element("line", x1=x, x2=x, y1=AXIS, y2=AXIS + 5, class_="tick"),
                    element("text", clock(second), x=x, y=AXIS + 20, class_="time"),
                )
            )
        return drawn
