"""Fits when a turn is over: `python corpus/train_turns.py` writes simulator/hearing/turn_words.json.

Needs scikit-learn (`pip install -e ".[train]"`). Every turn of the corpus' whole calls is cut where its speaker may
hesitate (`hesitations.py`); at each cut the words so far, as the recogniser might hear them (`mishear.py`), are a turn
that goes on, and at its end one that is over. One logistic regression (liblinear, L1, fixed seed): the same corpus
gives the same file. It reports on files of the corpus that were left out in turn, and on the test files: how well the
words tell, and the cut-ins and delays that the waits of `end_of_turn.py` give.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import scipy.sparse as sparse
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss, roc_auc_score
from sklearn.model_selection import GroupKFold

sys.path.insert(0, str(Path(__file__).parents[1]))

from corpus.hesitations import hesitant, turns_of
from simulator.hearing.end_of_turn import FALLBACK, TurnState, WaitByWords
from simulator.hearing.turn_words import MODEL_PATH, TurnWords, cues_of, words_in

STRENGTH: Final = 0.4
"""Inverse regularisation, chosen among 0.12, 0.2 and 0.4 on files left out."""
MISHEARD: Final = json.loads(Path(__file__).with_name("misheard.json").read_text(encoding="utf-8"))
"""Word → what the embedded recogniser made of it, each time it was spoken (`mishear.py`)."""
OFTEN: Final = 4
"""Times that a word must have been spoken to be misheard in its own ways; others are like any word."""
WRONG: Final = 0.3
"""Of those, so many are misheard."""
COPIES: Final = 2
"""Each turn is taken with so many different hesitations."""
FOLDS: Final = 5
DETECTION: Final = 0.055
"""Seconds by which speech seems longer to the voice activity than it is."""


@dataclass(frozen=True, slots=True)
class Spell:
    """A silence within or after a turn."""

    turn: int
    words: list[str]
    pauses: tuple[float, ...]
    seconds: float
    """0 for the silence after the turn."""


def spells_of(turns: Sequence[str], seed: str) -> list[Spell]:
    """All silences of the turns, in order."""
    chance = random.Random(seed)
    spells = []
    for number, text in enumerate(turns):
        words: list[str] = []
        pauses: tuple[float, ...] = ()
        for piece, pause in hesitant(text, chance):
            words = [*words, *(heard for word in words_in(piece) for heard in _heard(word, chance))]
            spells.append(Spell(number, words, pauses, pause))
            pauses = (*pauses, pause)
    return spells


def _heard(word: str, chance: random.Random) -> list[str]:
    """What the recogniser may make of a word."""
    if len(readings := MISHEARD.get(word, [])) >= OFTEN:
        return chance.choice(readings).split()
    if chance.random() >= WRONG:
        return [word]
    return chance.choice(MISHEARD[chance.choice(list(MISHEARD))]).split()


class Columns:
    """Numbers the cues as they come."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}

    def rows(self, spells: Sequence[Spell], grow: bool = False) -> sparse.csr_matrix:
        """Shape (spells, cues); cues never seen before are left out unless the columns may `grow`."""
        values, columns, ends = [], [], [0]
        for spell in spells:
            for cue, value in cues_of(spell.words).items():
                number = self.numbers.setdefault(cue, len(self.numbers)) if grow else self.numbers.get(cue)
                if number is not None:
                    columns.append(number)
                    values.append(value)
            ends.append(len(columns))
        arrays = (np.array(values), np.array(columns, np.int32), np.array(ends, np.int32))
        return sparse.csr_matrix(arrays, (len(spells), len(self.numbers)))


def fit(rows: sparse.csr_matrix, over: Any) -> LogisticRegression:
    """The regression."""
    model = LogisticRegression(penalty="l1", C=STRENGTH, solver="liblinear", max_iter=200, random_state=0)
    return model.fit(rows, over)


def report(name: str, spells: Sequence[Spell], chances: Any) -> None:
    """How well the words tell, and the cut-ins and delays of the policy's waits next to plain silence."""
    over = np.array([spell.seconds == 0 for spell in spells])
    print(
        f"{name}: {over.sum()} turns, area {roc_auc_score(over, chances):.3f}, log loss {log_loss(over, chances):.3f}"
    )
    policy = WaitByWords()
    ours = [
        policy.wait_for(chance, TurnState(" ".join(s.words), 0.0, s.pauses))
        for s, chance in zip(spells, chances, strict=True)
    ]
    outcomes = {"ours": ours, **{f"silence {wait}": [wait] * len(spells) for wait in (0.5, 0.9, FALLBACK, 1.3)}}
    for policy_name, waits in outcomes.items():
        cut = {s.turn for s, wait in zip(spells, waits, strict=True) if s.seconds > wait + DETECTION}
        delays = [
            wait + DETECTION for s, wait in zip(spells, waits, strict=True) if not s.seconds and s.turn not in cut
        ]
        print(
            f"  {policy_name:12} cut in {len(cut) / over.sum():.3f}, delay {np.median(delays):.2f} s,"
            f" 90th percentile {np.quantile(delays, 0.9):.2f} s"
        )


def main() -> None:
    """Fits, reports, writes."""
    turns = turns_of("train")
    copies = [[text for _, text in turns]] * COPIES
    spells = [spell for copy, texts in enumerate(copies) for spell in spells_of(texts, f"copy {copy}")]
    voices = [turns[spell.turn][0] for spell in spells]
    over = np.array([spell.seconds == 0 for spell in spells])
    columns = Columns()
    rows = columns.rows(spells, grow=True)

    first = spells_of(copies[0], "copy 0")
    held_out = np.zeros(len(spells))
    for learn, check in GroupKFold(FOLDS).split(rows, groups=voices):
        held_out[check] = fit(rows[learn], over[learn]).predict_proba(rows[check])[:, 1]
    report("files left out", first, held_out[: len(first)])

    model = fit(rows, over)
    weights = {cue: round(float(model.coef_[0][number]), 3) for cue, number in sorted(columns.numbers.items())}
    kept = {cue: weight for cue, weight in weights.items() if weight}
    content = {"bias": round(float(model.intercept_[0]), 3), "weights": kept}
    MODEL_PATH.write_text(json.dumps(content, indent=0) + "\n", encoding="utf-8")
    words = TurnWords(**content)
    testing = spells_of([text for _, text in turns_of("test")], "test")
    chances = [words.chance(spell.words) for spell in testing]
    report("test files", testing, chances)
    pauses = np.log([spell.seconds for spell in spells if spell.seconds])
    print(f"{len(kept)} cues; pauses: median {np.exp(np.median(pauses)):.2f} s, log spread {pauses.std():.2f}")


if __name__ == "__main__":
    main()
