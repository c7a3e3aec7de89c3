"""Lines of a transcript: time, speaker, words. The same lines live and when a call is read back."""

from __future__ import annotations

from rich.table import Table
from rich.text import Text

from simulator.record import CallRecord, Turn
from simulator.review.terminal.screen import Screen
from simulator.review.timeline import Entry, Happening, Silence, Spoken
from simulator.review.wording import LOST_WORDS, clean, clock, short_name, shorten, silence_filled, silence_kept

LONGEST_NAME = 12
"""Columns for a speaker's name; longer ones are shortened."""
TIME_COLUMNS = 5
GAP_COLUMNS = 2
NARROW_INDENT = 2
YOU = "You"
YOU_STYLE = "bold cyan"
THEM_STYLE = "bold"
ASIDE_STYLE = "italic dim"
LEARNED_STYLE = "green"


class Transcript:
    """Prints the entries of one call on a screen."""

    def __init__(self, screen: Screen, record: CallRecord) -> None:
        self._screen = screen
        self._manager = shorten(short_name(record.manager.name), LONGEST_NAME, screen.fit("…"))
        others = [shorten(short_name(turn.name), LONGEST_NAME, "") for turn in record.turns if turn.name]
        self._name_columns = max(len(name) for name in (self._manager, YOU, *others))

    @property
    def manager(self) -> str:
        """What the manager is called in these lines."""
        return self._manager

    def _name(self, turn: Turn) -> str:
        name = short_name(turn.name) if turn.name else self._manager
        return shorten(name, self._name_columns, self._screen.fit("…"))

    def entry(self, entry: Entry) -> None:
        """Prints an entry of whatever kind."""
        if isinstance(entry, Spoken):
            if entry.talked_over is not None:
                self.began_over_the_other()
            self.turn(entry.turn)
            for note in entry.notes:
                self._beside(f"{self._screen.signs.note} ", f"{note.criterion}: {note.finding}", "dim")
        elif isinstance(entry, Silence):
            self.silence(entry.end - entry.at, entry.kept)
        else:
            self.happening(entry)

    def turn(self, turn: Turn) -> None:
        """Prints who said what, and when."""
        mine = turn.speaker == "candidate"
        name, style = (YOU, YOU_STYLE) if mine else (self._name(turn), THEM_STYLE)
        words = clean(turn.text) + (" –" if turn.interrupted and not mine else "")
        said = self._screen.text(words) if words else self._screen.text((LOST_WORDS if mine else "…", ASIDE_STYLE))
        time = self._screen.text((clock(turn.start), "dim"))
        if self._screen.narrow:
            self._screen.print(Text.assemble(time, " ", self._screen.text((name, style))))
            self._screen.print(said, indent=NARROW_INDENT)
            return
        row = self._row()
        row.add_row(time, self._screen.text((name, style)), said)
        self._screen.print(row)

    def silence(self, seconds: float, kept: bool) -> None:
        """Prints a thinking pause, left alone or filled."""
        words = silence_kept(seconds, self._manager) if kept else silence_filled(seconds, self._manager)
        self._beside("", words, ASIDE_STYLE)

    def began_over_the_other(self) -> None:
        """Prints that the turn to come began before the manager had finished."""
        self._beside("", f"(you began while {self._manager} was still speaking)", ASIDE_STYLE)

    def happening(self, happening: Happening) -> None:
        """Prints what happened beside the words."""
        if happening.kind == "learned":
            self._beside(f"{self._screen.signs.learned} ", happening.text, LEARNED_STYLE)
        else:
            self._beside("", f"({happening.text})", ASIDE_STYLE)

    def _beside(self, mark: str, words: str, style: str) -> None:
        columns_before = TIME_COLUMNS + self._name_columns + 2 * GAP_COLUMNS
        indent = NARROW_INDENT if self._screen.narrow else columns_before
        self._screen.item((mark, style), (words, style), indent=indent)

    def _row(self) -> Table:
        row = Table.grid(padding=(0, GAP_COLUMNS, 0, 0))
        row.add_column(width=TIME_COLUMNS, justify="right", no_wrap=True, overflow="fold")
        row.add_column(width=self._name_columns, no_wrap=True, overflow="fold")
        row.add_column(overflow="fold", ratio=1)
        return row
