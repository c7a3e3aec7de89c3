"""The texts of a scenario: ids, and the placeholders that stand for the people and the job of this call."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

ID: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
"""Ids of scenarios, lines, facts, moments, people: small letters, digits, single hyphens."""
LONGEST_ID = 60

PLACEHOLDERS: Final[Mapping[str, str]] = {
    "candidate.name": "the caller's whole name",
    "candidate.first_name": "the caller's first name",
    "candidate.position": "the job they were interviewed for",
    "candidate.interview": "when the interview was, as they would say it: 'Tuesday the fourth'",
    "interviewer": "who interviewed them",
    "manager.name": "whole name of the person called for",
    "manager.first_name": "their first name",
    "manager.role": "their role",
    "company": "the company",
    "speaker.name": "whole name of whoever says the line",
    "speaker.first_name": "their first name",
    "speaker.role": "their role",
}
"""What may stand in braces in a line or a fact → what it becomes."""

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


def check_text(text: str) -> str:
    """The text, trimmed. Raises ValueError for an empty one, or one with a placeholder that nobody fills."""
    text = " ".join(text.split())
    if not text:
        raise ValueError("the text is empty")
    if "{" not in text and "}" not in text:
        return text
    for name in _PLACEHOLDER.findall(text):
        if name not in PLACEHOLDERS:
            raise ValueError(f"nobody fills {{{name}}}; there are {', '.join(PLACEHOLDERS)}")
    if re.search(r"[{}]", _PLACEHOLDER.sub("", text)):
        raise ValueError("a brace without its partner; braces are for placeholders such as {candidate.name}")
    return text


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with every placeholder replaced; what is put in is not looked at again."""
    return _PLACEHOLDER.sub(lambda found: values[found[1]], text)


def first_name(name: str) -> str:
    """The part of a name by which one is greeted; titles are not a first name, so 'Dr Okafor' stays whole."""
    parts = name.split()
    titled = bool(parts) and parts[0].rstrip(".").lower() in {"mr", "mrs", "ms", "miss", "dr", "prof", "sister"}
    return name if titled or not parts else parts[0]
