"""A console, and the letters and signs that it can show: drawn ones where it writes UTF-8, plain ASCII elsewhere."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from simulator.record import CriterionResult
from simulator.review.progress import Trend

NARROW_COLUMNS = 64
"""Below this width two columns of text get too thin to read; things are set under one another instead."""
WIDEST_COLUMNS = 100
"""Longer lines are hard to read: about 45 to 90 letters a line (Bringhurst; WCAG 2.2, 1.4.8 asks for at most 80)."""
LEVELS = 4
POINTS = 100

_PLAIN: Final = {"–": "-", "—": "-", "‘": "'", "’": "'", "‚": ",", "“": '"', "”": '"', "„": '"', "…": "...", "·": "-",
                 "×": "x", "→": "->", "≤": "<=", "≥": ">=", "−": "-", "±": "+/-", "•": "*", "€": "EUR"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Signs:
    """The signs of one kind of console."""

    full: str
    empty: str
    learned: str
    note: str
    trends: dict[Trend, str]
    sparks: str
    """From lowest to highest points."""


BLOCKS: Final = Signs("●", "○", "✓", "↳", {"up": "↑", "steady": "→", "down": "↓"}, "▁▂▃▄▅▆▇█")
ASCII: Final = Signs("#", "-", "+", ">", {"up": "up", "steady": "same", "down": "down"}, "01234")


class Screen:
    """Prints on a console, never more than the console can show: what its encoding lacks is spelt in ASCII."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self.encoding = console.encoding
        self.signs = BLOCKS if self.encoding.lower().replace("_", "-").startswith("utf") else ASCII
        self.width = min(console.width, WIDEST_COLUMNS)
        self.narrow = self.width < NARROW_COLUMNS

    def text(self, *parts: str | tuple[str, str]) -> Text:
        """Text made of strings and (string, style) pairs. Nothing in them is taken for markup."""
        text = Text(overflow="fold")
        for part in parts:
            words, style = (part, "") if isinstance(part, str) else part
            text.append(self.fit(words), style or None)
        return text

    def fit(self, text: str) -> str:
        """The text in the console's letters."""
        try:
            text.encode(self.encoding)
        except UnicodeEncodeError:
            return "".join(self._fit(letter) for letter in text)
        except LookupError:
            return text.encode("ascii", "replace").decode("ascii")
        return text

    def print(self, *renderables: RenderableType, indent: int = 0) -> None:
        """Prints one after another, in no more columns than are good to read."""
        for renderable in renderables:
            shown = Padding(renderable, (0, 0, 0, indent)) if indent else renderable
            self.console.print(shown, width=self.width, highlight=False, emoji=False, markup=False, soft_wrap=False)

    def line(self, *parts: str | tuple[str, str], indent: int = 0) -> None:
        """Prints a line of text."""
        self.print(self.text(*parts), indent=indent)

    def item(self, mark: str | tuple[str, str], *parts: str | tuple[str, str], indent: int = 0) -> None:
        """Prints a line with a mark in front of it; what does not fit on it goes on under the words, not the mark."""
        shown = self.text(mark)
        if not shown:
            self.line(*parts, indent=indent)
            return
        row = Table.grid()
        row.add_column(width=shown.cell_len, no_wrap=True, overflow="fold")
        row.add_column(overflow="fold", ratio=1)
        row.add_row(shown, self.text(*parts))
        self.print(row, indent=indent)

    def space(self) -> None:
        """Prints an empty line."""
        self.console.print()

    def heading(self, text: str) -> None:
        """Prints a heading with space above it."""
        self.space()
        self.line((text, "bold"))

    def level(self, result: CriterionResult) -> tuple[str, str]:
        """A level as a bar of four signs with its style; spaces where there is no level."""
        if result.level is None:
            return " " * LEVELS, ""
        return self.signs.full * result.level + self.signs.empty * (LEVELS - result.level), level_style(result.level)

    def sparkline(self, points: Sequence[int]) -> str:
        """Points 0–100 as one sign each."""
        sparks = self.signs.sparks
        return "".join(sparks[min(len(sparks) - 1, round(value / POINTS * (len(sparks) - 1)))] for value in points)

    def _fit(self, letter: str) -> str:
        for spelling in (letter, _PLAIN.get(letter, ""), unicodedata.normalize("NFKD", letter)):
            fitting = spelling.encode(self.encoding, "ignore").decode(self.encoding)
            if fitting:
                return fitting
        return "?"


def level_style(level: int) -> str:
    """The colour of a level. None of them is red: a low level is where the practice is, not an alarm."""
    return "green" if level >= 3 else "yellow" if level == 2 else "magenta"
