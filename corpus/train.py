"""Trains the tagger's model from the corpus: `python corpus/train.py` writes simulator/understanding/acts.model.

Needs scikit-learn (`pip install -e ".[train]"`). One logistic regression an act (liblinear, one thread, fixed seed), so
the same corpus gives the same file. All voices marked `split: train` are learnt from, each utterance once as it is and
once as a recogniser might hear it; the threshold is chosen by cross-validation over whole voices. The voices marked
`split: test` are only used to report at the end.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import scipy.sparse as sparse
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

sys.path.insert(0, str(Path(__file__).parents[1]))

from simulator.understanding.acts import ACTS
from simulator.understanding.corpus import Example, read_voices
from simulator.understanding.model import Model
from simulator.understanding.ngrams import BUCKETS, features_of, numbered
from simulator.understanding.words import words_of

FOLDERS: Final = tuple(Path(__file__).parent / name for name in ("voices", "calls"))
STRENGTH: Final = 8.0
"""Inverse regularisation, chosen by the cross-validation below among 2, 4, 8 and 16."""
MISHEARD_SHARE: Final = 0.15
"""Words lost or replaced in the noisy copy: about what the embedded recogniser gets wrong."""
FOLDS: Final = 3


def rows(examples: Sequence[Example], misheard: bool) -> sparse.csr_matrix:
    """The examples' features, shape (examples, BUCKETS)."""
    chance = random.Random(0)
    vocabulary = sorted({word for example in examples for word in words_of(example.text)})
    data, columns, ends = [], [], [0]
    for example in examples:
        words = words_of(example.text)
        if misheard:
            words = [word for word in (_misheard(word, vocabulary, chance) for word in words) if word]
        numbers, values = numbered(features_of(words, words_of(example.context.manager_said), example.context.verdict))
        columns.append(numbers)
        data.append(values)
        ends.append(ends[-1] + len(numbers))
    return sparse.csr_matrix((np.concatenate(data), np.concatenate(columns), ends), (len(examples), BUCKETS))


def _misheard(word: str, vocabulary: Sequence[str], chance: random.Random) -> str:
    if chance.random() >= MISHEARD_SHARE:
        return word
    return "" if chance.random() < 0.3 else chance.choice(vocabulary)


def labels(examples: Sequence[Example]) -> Any:
    """Shape (examples, acts)."""
    return np.array([[act in example.acts for act in ACTS] for example in examples])


def fit(features: sparse.csr_matrix, truth: Any) -> list[LogisticRegression]:
    """One classifier an act."""
    return [
        LogisticRegression(C=STRENGTH, solver="liblinear", max_iter=200, random_state=0).fit(features, truth[:, column])
        for column in range(truth.shape[1])
    ]


def predict(classifiers: Sequence[LogisticRegression], features: sparse.csr_matrix) -> Any:
    """Probabilities, shape (examples, acts)."""
    return np.column_stack([classifier.predict_proba(features)[:, 1] for classifier in classifiers])


def micro_f1(truth: Any, found: Any) -> float:
    """2·hits / (labels + findings)."""
    return float(2 * (truth & found).sum() / (truth.sum() + found.sum()))


def main() -> None:
    """Trains, writes, reports."""
    voices = [voice for folder in FOLDERS if folder.is_dir() for voice in read_voices(folder)]
    training = [(voice.name, example) for voice in voices if voice.split == "train" for example in voice.examples]
    testing = [example for voice in voices if voice.split == "test" for example in voice.examples]
    examples, groups = [example for _, example in training], [name for name, _ in training]
    clean, noisy, truth = rows(examples, misheard=False), rows(examples, misheard=True), labels(examples)

    held_out = np.zeros(truth.shape)
    for learn, check in GroupKFold(FOLDS).split(clean, groups=groups):
        both = sparse.vstack([clean[learn], noisy[learn]])
        held_out[check] = predict(fit(both, np.vstack([truth[learn], truth[learn]])), clean[check])
    candidates = np.arange(0.15, 0.55, 0.025)
    threshold = max(candidates, key=lambda value: micro_f1(truth, held_out >= value))
    print(f"{len(examples)} utterances, unseen voices in training: F1 {micro_f1(truth, held_out >= threshold):.3f}")

    classifiers = fit(sparse.vstack([clean, noisy]), np.vstack([truth, truth]))
    weights = np.column_stack([classifier.coef_[0] for classifier in classifiers])
    scale = np.abs(weights).max(axis=0) / 127
    Model(
        weights=np.round(weights / scale).astype(np.int8),
        scale=scale.astype(np.float32),
        bias=np.array([classifier.intercept_[0] for classifier in classifiers], np.float32),
        threshold=np.full(len(ACTS), round(float(threshold), 3), np.float32),
    ).write()
    found = predict(classifiers, rows(testing, misheard=False)) >= threshold
    print(f"{len(testing)} utterances of the test voices: F1 {micro_f1(labels(testing), found):.3f}")


if __name__ == "__main__":
    main()
