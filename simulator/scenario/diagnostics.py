"""What can be wrong with a scenario file, each kind with a code."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

CODES: Final[dict[str, str]] = {
    "S001": "the file cannot be read",
    "S002": "the file is too big",
    "S003": "not UTF-8 text",
    "S004": "a character that has no place in a scenario",
    "S005": "a tab",
    "S006": "not YAML",
    "S007": "an anchor, alias or tag",
    "S008": "a key twice in one place",
    "S009": "nested too deeply",
    "S010": "not one document with named sections",
    "S101": "a field that the format does not know",
    "S102": "a field is missing",
    "S103": "a wrong kind of value",
    "S104": "a value that is not allowed",
    "S105": "a list or text that is too short or too long",
    "S201": "a line id twice",
    "S202": "a line that is written nowhere",
    "S203": "a fact that is not listed",
    "S204": "a person who is not listed",
    "S205": "a moment or ending that is not there",
    "S206": "an id that means two things",
    "S207": "the id is not the file's name",
    "S301": "a moment or ending that no call comes to",
    "S302": "a dead end, or a circle",
    "S303": "an answer that is never given",
    "S304": "a fact that no line reveals",
    "S305": "silence times that do not grow",
    "S306": "no ending",
    "S307": "no test",
    "S308": "a comma that has made two variants of one",
    "S401": "a test that fails",
    "S402": "a way that no test goes",
}
"""Code → what it stands for. S0: the text, S1: its shape, S2: what refers to what, S3: what no call comes to,
S4: its tests. docs/diagnostics.md has an example of each."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A place in a text; both numbers count from 1."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One fault."""

    code: str
    line: int
    column: int
    message: str

    def __post_init__(self) -> None:
        if self.code not in CODES:
            raise ValueError(f"no diagnostic has the code {self.code}; CODES and docs/diagnostics.md list them")

    def __str__(self) -> str:
        return f"{self.line}:{self.column} {self.code} {self.message}"
