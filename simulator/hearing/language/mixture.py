"""Two kinds of text in one back-off model: the domain's trigrams mixed with the general model's, pruned, as ARPA.

Linear interpolation in the static form of SRILM's `ngram -mix-lm`: every n-gram that one of the models lists gets its
mixed probability, and back-off weights are computed anew. Pruning drops an n-gram whose loss changes the model least,
by its share of the relative entropy (Stolcke, "Entropy-based pruning of backoff language models", 1998, equation 5
without the term of the changed back-off weight).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TextIO, TypeVar

import numpy as np

from simulator.hearing.language.general import GeneralModel
from simulator.hearing.language.kneser_ney import END, START, KneserNey

Pair = tuple[int, int]
Triple = tuple[int, int, int]
_Ngram = TypeVar("_Ngram", Pair, Triple)
_History = TypeVar("_History", tuple[int], Pair)

RAREST: Final = 1e-9
"""Probability of a word that no text holds."""
_LEAST: Final = 1e-6


@dataclass(frozen=True, slots=True)
class Backoff:
    """A back-off trigram model over `words`; probabilities, not logarithms."""

    words: Sequence[str]
    one: Sequence[float]
    two: Mapping[Pair, float]
    three: Mapping[Triple, float]
    weight_one: Mapping[int, float]
    weight_two: Mapping[Pair, float]

    def write_arpa(self, file: TextIO) -> None:
        """The ARPA format, logarithms to four places."""
        words = self.words
        file.write(
            f"\\data\\\nngram 1={len(words)}\nngram 2={len(self.two)}\nngram 3={len(self.three)}\n\n\\1-grams:\n"
        )
        for index, word in enumerate(words):
            probability = "-99" if word == START else _log10(self.one[index])
            file.write(f"{probability}\t{word}\t{_log10(self.weight_one.get(index, 1.0))}\n")
        file.write("\n\\2-grams:\n")
        for a, b in sorted(self.two):
            weight = _log10(self.weight_two.get((a, b), 1.0))
            file.write(f"{_log10(self.two[a, b])}\t{words[a]} {words[b]}\t{weight}\n")
        file.write("\n\\3-grams:\n")
        for a, b, c in sorted(self.three):
            file.write(f"{_log10(self.three[a, b, c])}\t{words[a]} {words[b]} {words[c]}\n")
        file.write("\n\\end\\\n")


def mix(
    general: GeneralModel, domain: Sequence[tuple[float, KneserNey]], vocabulary: Sequence[str], threshold: float
) -> Backoff:
    """`domain`: models and their shares; the general model has the rest. `vocabulary` ends with <s> and </s>.

    `threshold`: n-grams that change the relative entropy by less (in nats) are left out.
    """
    listed = _General(general, vocabulary)
    indices = {word: index for index, word in enumerate(vocabulary)}
    start, end = indices[START], indices[END]
    rest = 1.0 - sum(share for share, _ in domain)

    def mixed(ngram: tuple[int, ...], general_probability: float) -> float:
        words = tuple(vocabulary[index] for index in ngram)
        return rest * general_probability + sum(share * model.probability(words) for share, model in domain)

    one = [mixed((index,), probability) for index, probability in enumerate(listed.one)]
    one[start] = 0.0
    total = math.fsum(one)
    one = [probability / total for probability in one]
    seen_two = _seen(domain, 2, indices) | listed.two.keys()
    seen_three = _seen(domain, 3, indices) | listed.three.keys()
    two = {(a, b): mixed((a, b), listed.pair(a, b)) for a, b in sorted(seen_two) if b != start}
    three = {(a, b, c): mixed((a, b, c), listed.triple(a, b, c)) for a, b, c in sorted(seen_three) if c != start}
    return _pruned(vocabulary, one, two, three, threshold, one[end])


def _pruned(
    words: Sequence[str],
    one: list[float],
    two: dict[Pair, float],
    three: dict[Triple, float],
    threshold: float,
    start_probability: float,
) -> Backoff:
    """`start_probability`: how often a turn begins, a word."""
    weight_one = _weights(two, lambda pair: pair[:1], lambda pair: one[pair[1]])

    def pair(a: int, b: int) -> float:
        found = two.get((a, b))
        return weight_one.get((a,), 1.0) * one[b] if found is None else found

    def loss(often: float, probability: float, below: float) -> float:
        return abs(often * probability * math.log(probability / below))

    weight_two = _weights(three, lambda triple: triple[:2], lambda triple: pair(*triple[1:]))
    three = {
        (a, b, c): probability
        for (a, b, c), probability in three.items()
        if loss((one[a] or start_probability) * pair(a, b), probability, weight_two[a, b] * pair(b, c)) > threshold
    }
    # PocketSphinx's trie wants every part of a trigram listed, too
    parts = {triple[:2] for triple in three} | {triple[1:] for triple in three}
    kept = {
        (a, b): probability
        for (a, b), probability in two.items()
        if (a, b) in parts or loss(one[a] or start_probability, probability, weight_one[a,] * one[b]) > threshold
    }
    kept.update({part: pair(*part) for part in sorted(parts) if part not in kept})
    two = kept
    weight_one = _weights(two, lambda pair: pair[:1], lambda pair: one[pair[1]])
    weight_two = _weights(three, lambda triple: triple[:2], lambda triple: pair(*triple[1:]))
    return Backoff(words, one, two, three, {a: weight for (a,), weight in weight_one.items()}, weight_two)


class _General:
    """The general model over another vocabulary."""

    def __init__(self, model: GeneralModel, vocabulary: Sequence[str]) -> None:
        index = {word: number for number, word in enumerate(vocabulary)}
        to = np.array([index.get(word, -1) for word in model.words])
        inside = to >= 0
        one = np.full(len(vocabulary), RAREST)
        one[to[inside]] = np.exp(model.unigrams[inside])
        weights = np.ones(len(vocabulary))
        weights[to[inside]] = np.exp(model.unigram_backoffs[inside])
        self.one: list[float] = (one / one.sum()).tolist()
        self._weights: list[float] = weights.tolist()
        kept = inside[model.bigrams].all(axis=1)
        pairs = [(a, b) for a, b in to[model.bigrams[kept]].tolist()]
        self.two: dict[Pair, float] = dict(zip(pairs, np.exp(model.bigram_probabilities[kept]).tolist(), strict=True))
        self._pair_weights = dict(zip(pairs, np.exp(model.bigram_backoffs[kept]).tolist(), strict=True))
        kept = inside[model.trigrams].all(axis=1)
        triples = [(a, b, c) for a, b, c in to[model.trigrams[kept]].tolist()]
        self.three: dict[Triple, float] = dict(
            zip(triples, np.exp(model.trigram_probabilities[kept]).tolist(), strict=True)
        )

    def pair(self, a: int, b: int) -> float:
        found = self.two.get((a, b))
        return self._weights[a] * self.one[b] if found is None else found

    def triple(self, a: int, b: int, c: int) -> float:
        found = self.three.get((a, b, c))
        return self._pair_weights.get((a, b), 1.0) * self.pair(b, c) if found is None else found


def _seen(domain: Iterable[tuple[float, KneserNey]], order: int, indices: Mapping[str, int]) -> set[tuple[int, ...]]:
    return {
        tuple(indices[word] for word in ngram)
        for _, model in domain
        for ngram in model.counts[order]
        if all(word in indices for word in ngram)
    }


def _weights(
    ngrams: Mapping[_Ngram, float], history: Callable[[_Ngram], _History], below: Callable[[_Ngram], float]
) -> dict[_History, float]:
    """Back-off weight of each history: what its n-grams leave, over what they leave one order lower."""
    listed: defaultdict[_History, float] = defaultdict(float)
    lower: defaultdict[_History, float] = defaultdict(float)
    for ngram, probability in ngrams.items():
        listed[history(ngram)] += probability
        lower[history(ngram)] += below(ngram)
    return {key: max(1.0 - listed[key], _LEAST) / max(1.0 - lower[key], _LEAST) for key in listed}


def _log10(value: float) -> str:
    return f"{math.log10(max(value, 1e-12)):.4f}"
