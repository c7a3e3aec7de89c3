"""The text of a scenario file as plain data, with the place of every value.

Only the scanner of a YAML library is used, never its constructor: every scalar stays the text that was written, and
the model decides what it is. So `no` and `off` stay words (as in YAML 1.2), nothing can be executed, anchors cannot
explode, and depth is refused while reading. PyYAML is taken for its libyaml scanner, which is fifty times faster than
ruamel.yaml's in Python (0.4 ms against 20 ms for a page), and for installing everywhere: without libyaml it falls
back to Python.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import yaml

from simulator.scenario.diagnostics import Diagnostic, Place

LARGEST_BYTES: Final = 256 * 1024
"""A scenario is about 15 kB; what is larger is refused before it is parsed."""
DEEPEST: Final = 16
"""Levels of nesting; the format needs ten."""

_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
_LOADER: Final[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
PlacePath = tuple[str | int, ...]
"""Keys and indices from the top of the file to a value."""


@dataclass(slots=True)
class Source:
    """A file's content. `data` is None when the text could not be read as YAML."""

    data: dict[str, Any] | None = None
    """Mappings, lists and texts; None for a value left empty."""
    marks: dict[PlacePath, Any] = field(default_factory=dict)
    """Where each value begins, as the scanner's mark; of a mapping's value, its key counts."""
    faults: list[Diagnostic] = field(default_factory=list)

    def place(self, path: PlacePath) -> Place:
        """Where a value stands, or the nearest thing around it that is in the text."""
        while path and path not in self.marks:
            path = path[:-1]
        return _place(self.marks[path]) if path in self.marks else Place(1, 1)


def read_source(path: Path) -> Source:
    """The content of a file, or the faults that stand in the way. Never raises for what is in the file."""
    try:
        if path.exists() and not path.is_file():
            return Source(faults=[Diagnostic("S001", 1, 1, "not a file")])
        with path.open("rb") as file:
            raw = file.read(LARGEST_BYTES + 1)
    except OSError as error:
        return Source(faults=[Diagnostic("S001", 1, 1, error.strerror or "cannot be read")])
    if len(raw) > LARGEST_BYTES:
        return Source(faults=[Diagnostic("S002", 1, 1, f"larger than {LARGEST_BYTES // 1024} kB; split it")])
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return Source(faults=[Diagnostic("S003", line, 1, "not UTF-8 text; save the file as UTF-8")])
    return parse_source(text)


def parse_source(text: str) -> Source:
    """A text as data with places, or the faults that stand in the way."""
    text = text.replace("\r\n", "\n")
    faults = list(_bad_characters(text))
    if faults:
        return Source(faults=faults)
    reader = _Reader()
    try:
        reader.read(text)
    except yaml.YAMLError as error:
        reader.source.faults.append(_syntax_fault(error))
    except _Refused as refused:
        reader.source.faults.append(refused.fault)
    if reader.source.faults:
        reader.source.data = None
    return reader.source


def _bad_characters(text: str) -> Iterator[Diagnostic]:
    if "\t" not in text and not _FORBIDDEN.search(text):
        return
    for number, line in enumerate(text.split("\n"), start=1):
        if "\t" in line:
            yield Diagnostic("S005", number, line.index("\t") + 1, "a tab; use spaces")
        if found := _FORBIDDEN.search(line):
            name = f"U+{ord(found[0]):04X}"
            yield Diagnostic("S004", number, found.start() + 1, f"the character {name}; delete it")


def _syntax_fault(error: yaml.YAMLError) -> Diagnostic:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    problem = getattr(error, "problem", None) or "cannot be read as YAML"
    hint = "a text that holds ': ' or begins with { [ & * ! ' \" needs quotation marks around it"
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    return Diagnostic("S006", line, column, f"{problem}; {hint}")


class _Refused(Exception):
    """Reading stops here."""

    def __init__(self, code: str, event: Any, message: str) -> None:
        super().__init__(message)
        self.fault = Diagnostic(code, event.start_mark.line + 1, event.start_mark.column + 1, message)


class _Reader:
    """Builds plain data out of the scanner's events."""

    def __init__(self) -> None:
        self.source = Source()
        self._next: Callable[[], Any]

    def read(self, text: str) -> None:
        # yaml.parse would ask before each event whether there is one
        self._next = _LOADER(text).get_event
        self._next()  # the stream's start
        event = self._next()
        if isinstance(event, yaml.StreamEndEvent):
            raise _Refused("S010", event, "the file is empty")
        data = self._value(self._next(), ())
        self._next()  # the document's end
        if not isinstance((event := self._next()), yaml.StreamEndEvent):
            raise _Refused("S010", event, "a second document; one scenario a file")
        if not isinstance(data, dict):
            self.source.faults.append(Diagnostic("S010", 1, 1, "expected sections such as 'title: …' at the top"))
            return
        self.source.data = data

    def _value(self, event: Any, path: PlacePath) -> Any:
        self._refuse(event, path)
        self.source.marks.setdefault(path, event.start_mark)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(path)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(path)
        empty = not event.style and event.value in ("", "~", "null")
        return None if empty else event.value

    def _refuse(self, event: Any, path: PlacePath) -> None:
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            raise _Refused("S007", event, "anchors and aliases (& and *) are not part of the format; write it out")
        if event.tag is not None:
            raise _Refused("S007", event, "tags (!) are not part of the format; put a text in quotation marks")
        if len(path) > DEEPEST:
            raise _Refused("S009", event, f"nested deeper than {DEEPEST} levels")

    def _sequence(self, path: PlacePath) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := self._next(), yaml.SequenceEndEvent):
            items.append(self._value(event, (*path, len(items))))
        return items

    def _mapping(self, path: PlacePath) -> dict[str, Any]:
        items: dict[str, Any] = {}
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            self._refuse(event, path)
            if not isinstance(event, yaml.ScalarEvent):
                raise _Refused("S006", event, "a name was expected here; a text that begins with { or [ needs quotes")
            key = event.value
            where = (*path, key)
            if key in items:
                place, first = _place(event.start_mark), self.source.place(where)
                message = f"{key!r} stands here a second time; the first is on line {first.line}"
                self.source.faults.append(Diagnostic("S008", place.line, place.column, message))
            else:
                self.source.marks[where] = event.start_mark
            items[key] = self._value(self._next(), where)
        return items


def _place(mark: Any) -> Place:
    return Place(mark.line + 1, mark.column + 1)
