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
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import yaml

from simulator.scenario.diagnostics import Diagnostic, Place

LARGEST_BYTES: Final = 256 * 1024
"""A scenario is about 15 kB; what is larger is refused before it is parsed."""
DEEPEST: Final = 16
"""Levels of nesting; the format needs ten."""

_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
_QUESTION_MARK: Final = "\ue03f"
"""Stands for a question mark where libyaml is missing: PyYAML's scanner in Python takes one within brackets for the
sign of a key, which neither libyaml nor YAML 1.2 does, and would refuse `[Who?, Why?]`."""
_EMPTY: Final = frozenset({"", "~", "null"})
"""What a value left empty is written as."""
PlacePath = tuple[str | int, ...]
"""Keys and indices from the top of the file to a value."""


@dataclass
class Source:
    """A file's content. `data` is None when the text could not be read as YAML."""

    text: str = ""
    data: dict[str, Any] | None = None
    """Mappings, lists and texts; None for a value left empty."""
    faults: list[Diagnostic] = field(default_factory=list)

    @cached_property
    def _marks(self) -> dict[PlacePath, Any]:
        # only faults have places, and most files have no faults
        reader = _Reader()
        with suppress(yaml.YAMLError, _Refused):
            reader.read(self.text)
        return reader.marks

    def place(self, path: PlacePath) -> Place:
        """Where a value stands, or the nearest thing around it that is in the text."""
        while path and path not in self._marks:
            path = path[:-1]
        return _place(self._marks[path]) if path in self._marks else Place(1, 1)


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
    data = _read_quickly(text)
    return Source(text, data) if data is not None else Source(text, faults=_faults_of(text))


def yaml_events(text: str) -> Callable[[], Any]:
    """What gives the scanner's next event, each time it is called. libyaml's scanner where PyYAML has it."""
    # yaml.parse would ask before each event whether there is one
    has_libyaml = hasattr(yaml, "CSafeLoader")
    scanner: Any = yaml.CSafeLoader(text) if has_libyaml else yaml.SafeLoader(text.replace("?", _QUESTION_MARK))
    following: Callable[[], Any] = scanner.get_event
    if has_libyaml:
        return following

    def restored() -> Any:
        event = following()
        if isinstance(event, yaml.ScalarEvent):
            event.value = event.value.replace(_QUESTION_MARK, "?")
        return event

    return restored


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


def _faults_of(text: str) -> list[Diagnostic]:
    """Everything that stands in the way of reading a text."""
    reader = _Reader()
    try:
        reader.read(text)
    except yaml.YAMLError as error:
        reader.faults.append(_syntax_fault(error))
    except _Refused as refused:
        reader.faults.append(refused.fault)
    return reader.faults


class _Odd(Exception):
    """Something that needs to be read carefully."""


def _read_quickly(text: str) -> dict[str, Any] | None:
    """The data of a text without faults; None for any other. Keeps no places, which is most of the work."""
    following = yaml_events(text)

    def value(event: Any, depth: int) -> Any:
        kind = type(event)
        if event.anchor is not None or kind is yaml.AliasEvent or event.tag is not None or depth > DEEPEST:
            raise _Odd
        if kind is yaml.ScalarEvent:
            found = event.value
            return None if found in _EMPTY and not event.style else found
        if kind is yaml.SequenceStartEvent:
            items = []
            while type(event := following()) is not yaml.SequenceEndEvent:
                items.append(value(event, depth + 1))
            return items
        named: dict[str, Any] = {}
        while type(event := following()) is not yaml.MappingEndEvent:
            if type(event) is not yaml.ScalarEvent or event.anchor is not None or event.tag is not None:
                raise _Odd
            key = event.value
            if key in named:
                raise _Odd
            named[key] = value(following(), depth + 1)
        return named

    try:
        following()  # the stream's start
        if type(following()) is not yaml.DocumentStartEvent:
            return None
        data = value(following(), 0)
        following()  # the document's end
        return data if isinstance(data, dict) and type(following()) is yaml.StreamEndEvent else None
    except (yaml.YAMLError, _Odd):
        return None


class _Refused(Exception):
    """Reading stops here."""

    def __init__(self, code: str, event: Any, message: str) -> None:
        super().__init__(message)
        self.fault = Diagnostic(code, event.start_mark.line + 1, event.start_mark.column + 1, message)


class _Reader:
    """Reads carefully: notes where everything stands, and what is wrong with it."""

    def __init__(self) -> None:
        self.marks: dict[PlacePath, Any] = {}
        """Where each value begins, as the scanner's mark; of a mapping's value, its key counts."""
        self.faults: list[Diagnostic] = []
        self._next: Callable[[], Any]

    def read(self, text: str) -> None:
        """Reads a text to its end, or to what cannot be read. Raises YAMLError or _Refused there."""
        self._next = yaml_events(text)
        self._next()  # the stream's start
        event = self._next()
        if isinstance(event, yaml.StreamEndEvent):
            raise _Refused("S010", event, "the file is empty")
        first = self._next()
        self._value(first, ())
        self._next()  # the document's end
        if not isinstance((event := self._next()), yaml.StreamEndEvent):
            raise _Refused("S010", event, "a second document; one scenario a file")
        if not isinstance(first, yaml.MappingStartEvent):
            self.faults.append(Diagnostic("S010", 1, 1, "expected sections such as 'title: …' at the top"))

    def _value(self, event: Any, path: PlacePath) -> None:
        self._refuse(event, path)
        self.marks.setdefault(path, event.start_mark)
        if isinstance(event, yaml.MappingStartEvent):
            self._mapping(path)
        elif isinstance(event, yaml.SequenceStartEvent):
            self._sequence(path)

    def _refuse(self, event: Any, path: PlacePath) -> None:
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            raise _Refused("S007", event, "anchors and aliases (& and *) are not part of the format; write it out")
        if event.tag is not None:
            raise _Refused("S007", event, "tags (!) are not part of the format; put a text in quotation marks")
        if len(path) > DEEPEST:
            raise _Refused("S009", event, f"nested deeper than {DEEPEST} levels")

    def _sequence(self, path: PlacePath) -> None:
        index = 0
        while not isinstance(event := self._next(), yaml.SequenceEndEvent):
            self._value(event, (*path, index))
            index += 1

    def _mapping(self, path: PlacePath) -> None:
        seen: dict[str, Place] = {}
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            self._refuse(event, path)
            if not isinstance(event, yaml.ScalarEvent):
                raise _Refused("S006", event, "a name was expected here; a text that begins with { or [ needs quotes")
            key, place = event.value, _place(event.start_mark)
            if key in seen:
                message = f"{key!r} stands here a second time; the first is on line {seen[key].line}"
                self.faults.append(Diagnostic("S008", place.line, place.column, message))
            seen.setdefault(key, place)
            self.marks.setdefault((*path, key), event.start_mark)
            self._value(self._next(), (*path, key))


def _place(mark: Any) -> Place:
    return Place(mark.line + 1, mark.column + 1)
