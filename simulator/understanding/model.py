"""The trained model of the acts: one weighted vote a feature and act, in a small file of the package.

`corpus/train.py` makes the file from the corpus; here it is only read, with numpy alone.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

MODEL_PATH: Final = Path(__file__).with_name("acts.model")
_DATE: Final = (1980, 1, 1, 0, 0, 0)
"""Of all parts of the file, so that the same model is the same file."""


@dataclass(frozen=True)
class Model:
    """Weights of the features for each act."""

    weights: npt.NDArray[np.int8]
    """Shape (buckets, acts), −127 … 127, in units of `scale`."""
    scale: npt.NDArray[np.float32]
    """Shape (acts,)."""
    bias: npt.NDArray[np.float32]
    """Shape (acts,)."""
    threshold: npt.NDArray[np.float32]
    """Shape (acts,): the probability from which an act counts as there."""

    def probabilities(self, numbers: npt.NDArray[np.int64], values: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        """Logistic regression: how likely each act is, shape (acts,), for features as `numbered` gives them."""
        votes = values @ self.weights[numbers].astype(np.float32) * self.scale + self.bias
        result: npt.NDArray[np.float32] = 1 / (1 + np.exp(-votes))
        return result

    def write(self, path: Path = MODEL_PATH) -> None:
        """Writes the file; the same model gives the same bytes."""
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
            for name in ("weights", "scale", "bias", "threshold"):
                content = io.BytesIO()
                np.save(content, getattr(self, name))
                file.writestr(zipfile.ZipInfo(f"{name}.npy", _DATE), content.getvalue(), zipfile.ZIP_DEFLATED, 9)


def read_model(path: Path = MODEL_PATH) -> Model:
    """The model in a file that `Model.write` wrote."""
    with zipfile.ZipFile(path) as file:
        parts = {
            name: np.load(io.BytesIO(file.read(f"{name}.npy"))) for name in ("weights", "scale", "bias", "threshold")
        }
    return Model(**parts)
