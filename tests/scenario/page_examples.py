"""The examples of docs/diagnostics.md: a file without a fault, and for each code what to replace in it."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Example:
    """One section of the page."""

    code: str
    title: str
    language: str
    """`yaml`, or `python` for a file that cannot be shown."""
    text: str
    told: str
    """What lint says."""


def examples(page: str) -> tuple[str, list[Example]]:
    """The file without a fault, and the page's sections."""
    head, *sections = re.split(r"^## ", page, flags=re.MULTILINE)
    good = re.findall(r"```yaml\n(.*?)```", head, re.DOTALL)[0]
    return good, [_example(section) for section in sections]


def merged(good: str, sections: str) -> str:
    """The good file with sections replaced; new ones come last."""
    replacing: dict[str, str] = {}
    for name, text in _sections(sections):
        replacing[name] = replacing.get(name, "") + text
    kept = [replacing.pop(name, text) for name, text in _sections(good)]
    return "".join([*kept, *replacing.values()])


def _sections(text: str) -> list[tuple[str, str]]:
    return [(found[1], found[0]) for found in re.finditer(r"^(\w+):.*\n(?:[ \-].*\n)*", text, re.MULTILINE)]


def _example(section: str) -> Example:
    code, title = section.split("\n", 1)[0].split(": ", 1)
    found = re.search(r"```(yaml|python)\n(.*?)```\n\n```text\n(.*?)```", section, re.DOTALL)
    assert found is not None, code
    return Example(code, title, found[1], found[2], found[3])
