"""The tagger's network as torch trains it; simulator/understanding/network.py is the same in numpy."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

import numpy as np
import torch
import torch.nn.functional as functional
from torch import Tensor, nn

from simulator.understanding.acts import ACTS
from simulator.understanding.lexicon import PIECES, UNKNOWN, pieces, spellings
from simulator.understanding.network import LINE_WIDTHS, LONGEST_LINE, LONGEST_TURN, TURN_WIDTHS, VERDICTS
from simulator.understanding.tokens import SHAPES, Token

LEARNT: Final = 48
SHAPE: Final = 8
TURN_FILTERS: Final = (128, 160, 160)
LINE_FILTERS: Final = 48
VERDICT: Final = 16
HIDDEN: Final = 160
DROPPED_INPUTS: Final = 0.1
DROPPED: Final = 0.3
UNKNOWN_SHARE: Final = 0.07
"""Words taken for unknown in training, so that their pieces and general vectors are learnt too."""
NO_LINE: Final = 0.15
NO_VERDICT: Final = 0.25
NO_SHAPES: Final = 0.3
"""Shares of training turns without the manager's line, without the verdict, without what only writing shows."""


class Sample(NamedTuple):
    """One labelled turn as rows of a Vocabulary and shapes, with both ends of each text marked."""

    turn: np.ndarray
    """Shape (tokens, 2): row, shape."""
    line: np.ndarray
    verdict: int
    acts: np.ndarray
    """Shape (acts,), 0 or 1."""


class Vocabulary:
    """Every word met, as rows: its general vector, its learnt row, its pieces."""

    START, END = 1, 2

    def __init__(self, general: dict[str, np.ndarray], known: Sequence[str], size: int) -> None:
        self.known = list(known)
        self._general, self._size = general, size
        self._learnt = {word: row for row, word in enumerate(known, UNKNOWN + 1)}
        self._rows: dict[str, int] = {}
        self._vectors: list[np.ndarray] = []
        self._learnt_rows: list[int] = []
        self._pieces: list[list[int]] = []
        for word in ("", "<s>", "</s>"):  # row 0 fills up the shorter texts of a batch
            self._row(word)

    def sample(self, turn: Sequence[Token], line: Sequence[Token], verdict: str, acts: frozenset[str]) -> Sample:
        """A turn as numbers."""
        return Sample(
            self._numbers(turn[:LONGEST_TURN]),
            self._numbers(line[-LONGEST_LINE:]),
            VERDICTS.index(verdict) if verdict in VERDICTS else 0,
            np.array([act in acts for act in ACTS], np.float32),
        )

    def tables(self) -> tuple[Tensor, Tensor, Tensor]:
        """General vectors (rows, size), learnt rows (rows,), pieces (rows, most pieces; 0 where there is none)."""
        table = np.zeros((len(self._pieces), max(map(len, self._pieces))), np.int64)
        for row, numbers in enumerate(self._pieces):
            table[row, : len(numbers)] = numbers
        return torch.from_numpy(np.array(self._vectors)), torch.tensor(self._learnt_rows), torch.from_numpy(table)

    def _numbers(self, said: Sequence[Token]) -> np.ndarray:
        rows = [(self.START, 0), *((self._row(token.word), token.shape) for token in said), (self.END, 0)]
        return np.array(rows, np.int64)

    def _row(self, word: str) -> int:
        row = self._rows.get(word)
        if row is None:
            row = self._rows[word] = len(self._vectors)
            known = next((self._general[form] for form in spellings(word) if form in self._general), None)
            self._vectors.append(np.zeros(self._size, np.float32) if known is None else known)
            self._learnt_rows.append(self._learnt.get(word, UNKNOWN))
            self._pieces.append(pieces(word))
        return row


class Batch(NamedTuple):
    """Samples side by side. Texts are (rows, shapes), each of shape (samples, longest text)."""

    turn: tuple[Tensor, Tensor]
    line: tuple[Tensor, Tensor]
    verdict: Tensor
    words: tuple[Tensor, Tensor, Tensor]
    """`Vocabulary.tables` for the words of this batch, which the texts' rows count in."""
    acts: Tensor


def batches(
    samples: Sequence[Sample], tables: tuple[Tensor, Tensor, Tensor], size: int, chance: random.Random | None = None
) -> Iterator[Batch]:
    """Batches of samples of like length; with `chance` in random order and with context left out at random."""
    order = list(samples)
    if chance is not None:
        order.sort(key=lambda sample: len(sample.turn) + chance.random() * 6)
    parts = [order[start : start + size] for start in range(0, len(order), size)]
    if chance is not None:
        chance.shuffle(parts)
    for part in parts:
        yield _batch(part, tables, chance)


def _batch(samples: list[Sample], tables: tuple[Tensor, Tensor, Tensor], chance: random.Random | None) -> Batch:
    def left_out(share: float) -> bool:
        return chance is not None and chance.random() < share

    turns = [_unwritten(sample.turn) if left_out(NO_SHAPES) else sample.turn for sample in samples]
    lines = [sample.line[[0, -1]] if left_out(NO_LINE) else sample.line for sample in samples]
    turn, line = _side_by_side(turns), _side_by_side(lines)
    used, renumbered = np.unique(np.concatenate([[0], turn[0].ravel(), line[0].ravel()]), return_inverse=True)
    turn_rows, line_rows = np.split(renumbered[1:], [turn[0].size])
    rows = torch.from_numpy(used)
    return Batch(
        (torch.from_numpy(turn_rows.reshape(turn[0].shape)), torch.from_numpy(turn[1])),
        (torch.from_numpy(line_rows.reshape(line[0].shape)), torch.from_numpy(line[1])),
        torch.tensor([0 if left_out(NO_VERDICT) else sample.verdict for sample in samples]),
        (tables[0][rows], tables[1][rows], tables[2][rows]),
        torch.from_numpy(np.array([sample.acts for sample in samples])),
    )


def _unwritten(text: np.ndarray) -> np.ndarray:
    return text * np.array([1, 0])


def _side_by_side(texts: list[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    table = np.zeros((2, len(texts), max(4, max(map(len, texts)))), np.int64)
    for at, text in enumerate(texts):
        table[:, at, : len(text)] = text.T
    return table[0], table[1]


class TaggerNetwork(nn.Module):
    """See simulator/understanding/network.py for what it does."""

    def __init__(self, known: int, general: int) -> None:
        super().__init__()
        self.learnt = nn.Embedding(known + 1, LEARNT)
        self.by_piece = nn.EmbeddingBag(PIECES + 1, LEARNT, mode="mean", padding_idx=0)
        self.shape = nn.Embedding(SHAPES, SHAPE)
        self.verdict = nn.Embedding(len(VERDICTS), VERDICT)
        for table, spread in ((self.learnt, 0.1), (self.by_piece, 0.3), (self.shape, 0.3)):
            nn.init.normal_(table.weight, 0, spread)
        with torch.no_grad():
            self.by_piece.weight[0] = 0
        size = general + LEARNT + SHAPE
        self.turn = nn.ModuleList(
            nn.Conv1d(size, count, width, padding=width // 2)
            for width, count in zip(TURN_WIDTHS, TURN_FILTERS, strict=True)
        )
        self.line = nn.ModuleList(nn.Conv1d(size, LINE_FILTERS, width, padding=width // 2) for width in LINE_WIDTHS)
        said = sum(TURN_FILTERS)
        self.hidden = nn.Linear(said + LINE_FILTERS * len(LINE_WIDTHS) + VERDICT, HIDDEN)
        self.votes = nn.Linear(HIDDEN + said, len(ACTS))
        self.drop_inputs, self.drop = nn.Dropout(DROPPED_INPUTS), nn.Dropout(DROPPED)

    def forward(self, batch: Batch) -> Tensor:
        """Log-odds, shape (samples, acts)."""
        said = self._strongest(batch.turn, self.turn, batch.words)
        seen = torch.cat([said, self._strongest(batch.line, self.line, batch.words), self.verdict(batch.verdict)], 1)
        hidden = functional.relu(self.hidden(self.drop(seen)))
        votes: Tensor = self.votes(torch.cat([self.drop(hidden), self.drop(said)], 1))
        return votes

    def _strongest(
        self, text: tuple[Tensor, Tensor], filters: nn.ModuleList, words: tuple[Tensor, Tensor, Tensor]
    ) -> Tensor:
        rows, shapes = text
        learnt = words[1][rows]
        if self.training:
            learnt = learnt.masked_fill(torch.rand(rows.shape) < UNKNOWN_SHARE, UNKNOWN)
        vectors = torch.cat(
            [words[0][rows], self.learnt(learnt) + self.by_piece(words[2])[rows], self.shape(shapes)], 2
        )
        there = (rows > 0).unsqueeze(1)
        vectors = self.drop_inputs(vectors).transpose(1, 2) * there
        length = rows.shape[1]
        answers = [(functional.relu(each(vectors))[:, :, :length] * there).max(2)[0] for each in filters]
        return torch.cat(answers, 1)
