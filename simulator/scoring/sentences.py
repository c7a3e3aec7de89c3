"""The part of a turn that shows a finding: a sentence to quote, rather than half a minute of speech."""

from __future__ import annotations

import re
from collections.abc import Callable

from simulator.record import Turn

_SENTENCE_END = re.compile(r"(?<=[.!?…])(?<!\b[MD]r\.)(?<!\bM[sx]\.)(?<!\bMrs\.)(?<!\bSt\.)[\"'”’)]*\s+")
LONG_SENTENCE_WORDS = 25
"""A longer sentence (recognised speech has no full stops at all) is quoted in part."""
WINDOW_WORDS = 14
"""Length of such a part: about five seconds of speech."""
SHOWN_ALONE = 0.3
"""Probability of the act in a sentence by itself from which it is proof, even if another shows it as well."""
EDGE_CHARACTERS = 12


def split_sentences(text: str) -> list[str]:
    """The sentences of a text, by their final punctuation."""
    return [sentence for sentence in _SENTENCE_END.split(text.strip()) if sentence]


def quotable(text: str) -> list[str]:
    """The sentences of a text; one too long to quote is cut into overlapping windows."""
    found: list[str] = []
    for sentence in split_sentences(text):
        words = sentence.split()
        if len(words) <= LONG_SENTENCE_WORDS:
            found.append(sentence)
        else:
            step = WINDOW_WORDS // 2
            found += [" ".join(words[at : at + WINDOW_WORDS]) for at in range(0, len(words) - step, step)]
    return found


def telling_part(text: str, likely: Callable[[str], float]) -> str:
    """The sentence of a turn for which `likely` (0–1) is highest; the whole turn where none stands out."""
    parts = quotable(text)
    if len(parts) < 2:
        return text.strip()
    chances = [likely(part) for part in parts]
    best = max(chances)
    clear = best >= SHOWN_ALONE or chances.count(best) == 1
    return parts[chances.index(best)] if clear else text.strip()


def part_at(text: str, at: int) -> str:
    """The sentence, or the window of a long one, that holds the character at index `at`."""
    for part in quotable(text):
        start = text.find(part)
        # windows overlap: the place should not be at the edge of what is quoted
        if start <= at < start + len(part) - min(len(part) // 4, EDGE_CHARACTERS):
            return part
    return quotable(text)[-1] if text.strip() else ""


def times_of(turn: Turn, part: str) -> tuple[float, float]:
    """Start and end of a part of the turn, from its words' times; the whole turn's when there are none."""
    words, wanted = turn.words or [], part.split()
    said = turn.text.split()
    if not wanted or len(words) != len(said):
        return turn.start, turn.end
    for at in range(len(said) - len(wanted) + 1):
        if said[at : at + len(wanted)] == wanted:
            return words[at].start, words[at + len(wanted) - 1].end
    return turn.start, turn.end
