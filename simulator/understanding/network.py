"""The tagger's networks: vectors of words in, one vote an act out; numpy alone.

Each network looks at every one, two and three neighbouring words through a set of trained filters and keeps the
strongest answer of each filter over the whole turn (Kim 2014, "Convolutional neural networks for sentence
classification"): an act counts wherever in the turn it stands, and a turn may carry many. The manager's line is looked
at in the same way, by filters of its own. Several networks, trained from different starts, vote together.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from threadpoolctl import ThreadpoolController

from simulator.understanding.lexicon import Lexicon
from simulator.understanding.tokens import Token

LONGEST_TURN: Final = 150
"""Words of a turn that are read: a minute of speech."""
LONGEST_LINE: Final = 40
"""Last words of the manager's line that are read."""
VERDICTS: Final = (
    *("unknown", "hired", "advanced", "rejected", "undecided", "on_hold", "voicemail", "gatekeeper", "other"),
)
"""Rows of `Weights.verdict`; a verdict that is not listed counts as unknown."""
_LINES_KEPT: Final = 64
Floats = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Weights:
    """What training found, for all networks at once: the first axis of every array is the network.

    Filters of width w are kept as (networks, w · vector size, filters), a window's first word first.
    """

    shape: Floats
    """(networks, SHAPES, shape size): added to each word's vector at its end."""
    turn: tuple[Floats, ...]
    """Filters over the turn, of widths 1, 2, 3, …"""
    turn_bias: Floats
    """(networks, all filters over the turn)."""
    line: tuple[Floats, ...]
    """Filters over the manager's line, of widths 1 and 3."""
    line_bias: Floats
    verdict: Floats
    """(networks, VERDICTS, verdict size)."""
    hidden: Floats
    """(networks, filters of the turn + of the line + verdict size, hidden)."""
    hidden_bias: Floats
    votes: Floats
    """(networks, hidden + filters of the turn, acts)."""
    votes_bias: Floats


TURN_WIDTHS: Final = (1, 2, 3)
LINE_WIDTHS: Final = (1, 3)


class Networks:
    """Networks that vote together."""

    def __init__(self, weights: Weights, lexicon: Lexicon) -> None:
        self._weights = weights
        self._lexicon = lexicon
        # The matrices are small: on a busy machine a second thread of numpy's linear algebra only waits for the first,
        # and a turn costs 12 ms of processor time instead of 0.4.
        self._threads = ThreadpoolController()
        # the manager's line is often asked for again, with the next words of the same turn
        self._line = functools.lru_cache(_LINES_KEPT)(self._read_line)

    def votes(self, turn: Sequence[Token], line: Sequence[Token], verdict: str) -> Floats:
        """Mean log-odds of each act, shape (acts,), for a turn of at least one word."""
        with self._threads.limit(limits=1, user_api="blas"):
            return self._votes(turn, line, verdict)

    def _votes(self, turn: Sequence[Token], line: Sequence[Token], verdict: str) -> Floats:
        given = self._weights
        told = given.verdict[:, VERDICTS.index(verdict) if verdict in VERDICTS else 0]
        said = self._strongest(turn[:LONGEST_TURN], given.turn, TURN_WIDTHS, given.turn_bias)
        seen = np.concatenate([said, self._line(tuple(line[-LONGEST_LINE:])), told], axis=1)
        hidden = np.maximum(_times(seen, given.hidden) + given.hidden_bias, 0)
        votes = _times(np.concatenate([hidden, said], axis=1), given.votes) + given.votes_bias
        mean: Floats = votes.mean(axis=0)
        return mean

    def _read_line(self, line: tuple[Token, ...]) -> Floats:
        return self._strongest(line, self._weights.line, LINE_WIDTHS, self._weights.line_bias)

    def _strongest(
        self, said: Sequence[Token], filters: tuple[Floats, ...], widths: tuple[int, ...], bias: Floats
    ) -> Floats:
        """Each filter's strongest answer over the text, between its two ends, shape (networks, filters)."""
        words = self._lexicon.vectors(["<s>", *(token.word for token in said), "</s>"])
        shapes = self._weights.shape[:, [0, *(token.shape for token in said), 0]]
        text = np.concatenate([words, shapes], axis=2)
        length = text.shape[1]
        padded = np.pad(text, ((0, 0), (1, 1), (0, 0)))
        answers = []
        for width, weights in zip(widths, filters, strict=True):
            first = 1 - width // 2
            windows = np.concatenate([padded[:, first + at : first + at + length] for at in range(width)], axis=2)
            answers.append((windows @ weights).max(axis=1))
        strongest: Floats = np.maximum(np.concatenate(answers, axis=1) + bias, 0)
        return strongest


def _times(rows: Floats, weights: Floats) -> Floats:
    """Each network's row times its matrix."""
    product: Floats = (rows[:, None, :] @ weights)[:, 0]
    return product
