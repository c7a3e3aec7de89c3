"""A trigram model with interpolated modified Kneser-Ney smoothing.

Chen & Goodman, "An empirical study of smoothing techniques for language modeling" (1998), section 3 and equation 26:
three discounts an order from the counts of counts; lower orders count the different words before an n-gram instead of
its occurrences, except at the start of a turn, where nothing comes before.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

ORDER: Final = 3
START: Final = "<s>"
END: Final = "</s>"

Ngram = tuple[str, ...]


class KneserNey:
    """P(word | the two words before) of a text."""

    def __init__(self, turns: Iterable[Sequence[str]], vocabulary: int) -> None:
        """`turns`: the words of each, without boundaries; `vocabulary`: how many words share what is left over."""
        self.vocabulary = vocabulary
        counts = _counts(turns)
        self.counts = {order: _effective(counts, order) for order in range(1, ORDER + 1)}
        self._discounts = {order: _discounts(self.counts[order]) for order in self.counts}
        self._totals: dict[int, Counter[Ngram]] = {}
        self._left: dict[int, dict[Ngram, float]] = {}
        for order, ngrams in self.counts.items():
            totals: Counter[Ngram] = Counter()
            left: defaultdict[Ngram, float] = defaultdict(float)
            for ngram, count in ngrams.items():
                totals[ngram[:-1]] += count
                left[ngram[:-1]] += self._discounts[order][min(count, 3)]
            self._totals[order] = totals
            self._left[order] = {history: mass / totals[history] for history, mass in left.items()}
        self._known: dict[Ngram, float] = {}

    def probability(self, ngram: Ngram) -> float:
        """P(last word | those before it); 1 to 3 words."""
        found = self._known.get(ngram)
        if found is None:
            found = self._known[ngram] = self._probability(ngram)
        return found

    def _probability(self, ngram: Ngram) -> float:
        order, history = len(ngram), ngram[:-1]
        below = self.probability(ngram[1:]) if order > 1 else 1.0 / self.vocabulary
        total = self._totals[order].get(history)
        if not total:
            return below
        count = self.counts[order].get(ngram, 0)
        kept = max(count - self._discounts[order][min(count, 3)], 0.0) / total
        return kept + self._left[order][history] * below


def _counts(turns: Iterable[Sequence[str]]) -> dict[int, Counter[Ngram]]:
    counts: dict[int, Counter[Ngram]] = {order: Counter() for order in range(1, ORDER + 1)}
    for turn in turns:
        words = (START, *turn, END)
        for end in range(2, len(words) + 1):
            for order in range(1, min(ORDER, end) + 1):
                counts[order][words[end - order : end]] += 1
    return counts


def _effective(counts: dict[int, Counter[Ngram]], order: int) -> Counter[Ngram]:
    """Counts of the highest order; of lower ones, in how many different places an n-gram occurs."""
    if order == ORDER:
        return counts[order]
    places: Counter[Ngram] = Counter(longer[1:] for longer in counts[order + 1])
    places.update({ngram: count for ngram, count in counts[order].items() if ngram[0] == START})
    return places


def _discounts(counts: Counter[Ngram]) -> tuple[float, float, float, float]:
    """What is taken from n-grams seen never, once, twice, more often."""
    n1, n2, n3, n4 = (sum(1 for count in counts.values() if count == seen) or 1 for seen in (1, 2, 3, 4))
    share = n1 / (n1 + 2 * n2)
    raw = (1 - 2 * share * n2 / n1, 2 - 3 * share * n3 / n2, 3 - 4 * share * n4 / n3)
    one, two, more = (min(max(value, 0.05), seen - 0.05) for seen, value in enumerate(raw, 1))
    return 0.0, one, two, more
