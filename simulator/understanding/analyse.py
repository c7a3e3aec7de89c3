"""The tagger and the slots on their own: one utterance a line in, one dictionary a line out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from simulator.errors import FollowupError
from simulator.understanding.slots import find_slots
from simulator.understanding.tagger import Context, tagger


class BadLine(FollowupError):
    """A line of input that is neither an utterance nor a JSON object with one."""


def analyse(lines: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Each line is an utterance, or a JSON object with "text" and perhaps "manager_said" and "verdict".

    An empty line is an utterance without words. Raises BadLine, which names the line.
    """
    for number, line in enumerate(lines, 1):
        text, context = _read(line.strip(), number)
        slots = find_slots(text, None, context.manager_said)
        yield {"text": text, "acts": tagger().acts(text, context), "slots": asdict(slots)}


def _read(line: str, number: int) -> tuple[str, Context]:
    if not line.startswith("{"):
        return line, Context()
    try:
        given = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as error:
        raise BadLine(f"line {number} begins like JSON and is none; give text, or an object with a text") from error
    if "text" not in given:
        raise BadLine(f'line {number}: the object has no "text"')
    fields = {
        name: given.get(name) or default
        for name, default in (("text", ""), ("manager_said", ""), ("verdict", "unknown"))
    }
    for name, value in fields.items():
        if not isinstance(value, str):
            raise BadLine(f"line {number}: {name} must be text")
    return fields["text"], Context(fields["manager_said"], fields["verdict"])
