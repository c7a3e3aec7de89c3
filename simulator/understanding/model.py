"""The trained model of the acts, in one small file of the package.

`corpus/train.py` makes the file from the corpus; here it is only read, with numpy alone.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from simulator.understanding.lexicon import Lexicon
from simulator.understanding.network import Networks, Weights

MODEL_PATH: Final = Path(__file__).with_name("acts.model")
_DATE: Final = (1980, 1, 1, 0, 0, 0)
"""Of all parts of the file, so that the same model is the same file."""
_VECTORS: Final = ("general", "learnt", "by_piece")
Floats = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Model:
    """Everything that the tagger needs, as it is kept: vectors in 8 bits, weights in 16."""

    parts: dict[str, npt.NDArray[Any]]
    """By name: the vectors with their scales ("general", "general scale" …), the fields of Weights, where there are
    several arrays with a number ("turn 0"), and the "threshold" in log-odds."""
    words: list[str]
    """With a general vector, in the order of its rows."""
    known: list[str]
    """With a learnt vector of their own, from row 1 on."""

    @classmethod
    def packed(
        cls,
        *,
        general: tuple[Sequence[str], Floats],
        known: Sequence[str],
        learnt: Floats,
        by_piece: Floats,
        weights: Weights,
        threshold: float,
    ) -> Model:
        """See Lexicon and Weights for the parts."""
        parts: dict[str, npt.NDArray[Any]] = {"threshold": np.array(threshold, np.float32)}
        for name, vectors in zip(_VECTORS, (general[1], learnt, by_piece), strict=True):
            scale = np.float32(np.abs(vectors).max() / 127)
            parts[name], parts[f"{name} scale"] = np.round(vectors / scale).astype(np.int8), np.array(scale)
        for field in fields(Weights):
            value = getattr(weights, field.name)
            if isinstance(value, tuple):
                parts |= {f"{field.name} {at}": array.astype(np.float16) for at, array in enumerate(value)}
            else:
                parts[field.name] = value.astype(np.float16)
        return cls(parts, list(general[0]), list(known))

    @property
    def threshold(self) -> float:
        """Log-odds from which an act counts as there."""
        return float(self.parts["threshold"])

    def networks(self) -> Networks:
        """The networks, ready to vote."""
        general, learnt, by_piece = (
            self.parts[name].astype(np.float32) * self.parts[f"{name} scale"] for name in _VECTORS
        )
        return Networks(self._weights(), Lexicon((self.words, general), self.known, learnt, by_piece))

    def _weights(self) -> Weights:
        found: dict[str, Any] = {}
        for field in fields(Weights):
            if field.name in self.parts:
                found[field.name] = self.parts[field.name].astype(np.float32)
            else:
                names = sorted(name for name in self.parts if name.startswith(f"{field.name} "))
                found[field.name] = tuple(self.parts[name].astype(np.float32) for name in names)
        return Weights(**found)

    def write(self, path: Path = MODEL_PATH) -> None:
        """Writes the file; the same model gives the same bytes."""
        with zipfile.ZipFile(path, "w") as file:
            for name, words in (("words", self.words), ("known", self.known)):
                _put(file, f"{name}.txt", "\n".join(words).encode())
            for name, array in self.parts.items():
                content = io.BytesIO()
                np.save(content, array)
                _put(file, f"{name}.npy", content.getvalue())


def _put(file: zipfile.ZipFile, name: str, content: bytes) -> None:
    file.writestr(zipfile.ZipInfo(name, _DATE), content, zipfile.ZIP_DEFLATED, 9)


def read_model(path: Path = MODEL_PATH) -> Model:
    """The model in a file that `Model.write` wrote."""
    with zipfile.ZipFile(path) as file:
        texts = {name: file.read(f"{name}.txt").decode().split("\n") for name in ("words", "known")}
        parts = {
            name.removesuffix(".npy"): np.load(io.BytesIO(file.read(name)))
            for name in file.namelist()
            if name.endswith(".npy")
        }
    return Model(parts, texts["words"], texts["known"])
