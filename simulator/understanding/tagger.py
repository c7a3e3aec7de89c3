"""Words to acts: which dialogue acts one turn of the candidate carries."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from simulator.understanding.acts import ACTS
from simulator.understanding.model import Model, read_model
from simulator.understanding.tokens import tokens


@dataclass(frozen=True, slots=True)
class Context:
    """What a turn answers: "yes" after "Thursday at two?" is more than a yes."""

    manager_said: str = ""
    """The manager's last words before the turn; empty when unknown."""
    verdict: str = "unknown"
    """The verdict told so far (see `record.Verdict`), or "unknown"."""


_MY_NAME: Final = re.compile(
    r"\bmy (?:full |first |last |own )?name(?:'s| is)"
    r"(?: (?!(?:on|in|not|still|down|there|at|already|the|a|wrong|spelt|spelled|mud|pronounced)\b)|$)"
)
"""Says one's own name, whatever the name: many are ordinary words as well ("Rose", "April", "Will"). In the corpus all
of the 131 turns with these words are introductions."""
_CERTAIN: Final = 3.0
"""Log-odds of what the words say outright."""
_KEPT: Final = 1024
"""Turns whose votes are kept: those of a few calls."""
NO_CONTEXT: Final = Context()


class Tagger:
    """Finds the acts of an utterance, as typed or as a recogniser heard it."""

    def __init__(self, model: Model) -> None:
        self._networks = model.networks()
        self._threshold = model.threshold
        # a scorer asks for the acts of a turn and for their probabilities, and often again
        self._votes = functools.lru_cache(_KEPT)(self._counted)

    def acts(self, text: str, context: Context = NO_CONTEXT) -> list[str]:
        """The acts of one candidate turn, in the order of `ACTS`; empty when there is none."""
        votes = self._votes(text, context)
        return [] if votes is None else [act for act, vote in zip(ACTS, votes, strict=True) if vote >= self._threshold]

    def probabilities(self, text: str, context: Context = NO_CONTEXT) -> dict[str, float]:
        """Act → how likely the turn carries it, 0–1, for every act."""
        votes = self._votes(text, context)
        likely = np.zeros(len(ACTS)) if votes is None else 1 / (1 + np.exp(-votes))
        return {act: float(value) for act, value in zip(ACTS, likely, strict=True)}

    def _counted(self, text: str, context: Context) -> npt.NDArray[np.float32] | None:
        """Log-odds of each act; None for a text without words."""
        turn = tokens(text)
        if not turn:
            return None
        votes = self._networks.votes(turn, tokens(context.manager_said), context.verdict)
        if _MY_NAME.search(" ".join(token.word for token in turn)):
            introduction = list(ACTS).index("self_introduction")
            votes[introduction] = max(votes[introduction], _CERTAIN)
        return votes


@functools.cache
def tagger() -> Tagger:
    """The shared tagger, loaded at the first call."""
    return Tagger(read_model())
