"""Words to acts: which dialogue acts one turn of the candidate carries."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from simulator.understanding.acts import ACTS
from simulator.understanding.model import Model, read_model
from simulator.understanding.ngrams import features_of, numbered
from simulator.understanding.words import words_of


@dataclass(frozen=True, slots=True)
class Context:
    """What a turn answers: "yes" after "Thursday at two?" is more than a yes."""

    manager_said: str = ""
    """The manager's last words before the turn; empty when unknown."""
    verdict: str = "unknown"
    """The verdict told so far (see `record.Verdict`), or "unknown"."""


NO_CONTEXT: Final = Context()


class Tagger:
    """Finds the acts of an utterance, as typed or as a recogniser heard it."""

    def __init__(self, model: Model) -> None:
        self._model = model

    def acts(self, text: str, context: Context = NO_CONTEXT) -> list[str]:
        """The acts of one candidate turn, in the order of `ACTS`; empty when there is none."""
        found = self._likely(text, context) >= self._model.threshold
        return [act for act, there in zip(ACTS, found, strict=True) if there]

    def probabilities(self, text: str, context: Context = NO_CONTEXT) -> dict[str, float]:
        """Act → how likely the turn carries it, 0–1, for every act."""
        return {act: float(value) for act, value in zip(ACTS, self._likely(text, context), strict=True)}

    def _likely(self, text: str, context: Context) -> npt.NDArray[np.float32]:
        words = words_of(text)
        if not words:
            return np.zeros(len(ACTS), np.float32)
        return self._model.probabilities(*numbered(features_of(words, words_of(context.manager_said), context.verdict)))


@functools.cache
def tagger() -> Tagger:
    """The shared tagger, loaded at the first call."""
    return Tagger(read_model())
