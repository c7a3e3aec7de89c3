"""Trains the tagger's model from the corpus and its teacher's turns, and writes simulator/understanding/acts.model:

    python corpus/teacher.py taught.jsonl && python corpus/train.py taught.jsonl

Needs PyTorch (`pip install -e ".[train]"`). One thread a network and fixed seeds: the same corpus gives the same file
on the same kind of machine. Learns from the voices marked `split: train`, each utterance as it is written, with its own
names or others (`renaming.py`), and as a recogniser might have heard it (`mishearing.py`); now and then several are
joined, as people say several things in one turn; and, as many again in each round, from turns that the teacher has
labelled with probabilities. The probability from which an act counts is chosen on whole files that a first network has
not seen. The voices marked `split: test` are only used to report at the end. Takes about a quarter of an hour.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import random
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
import torch
import torch.nn.functional as functional

sys.path.insert(0, str(Path(__file__).parents[1]))

from mishearing import Mishearing
from renaming import Renaming
from tagger_network import Sample, TaggerNetwork, Vocabulary, batches
from word_vectors import word_vectors

from simulator.understanding.acts import ACTS
from simulator.understanding.corpus import Example, Voice, read_voices
from simulator.understanding.model import MODEL_PATH, Model
from simulator.understanding.network import LINE_WIDTHS, TURN_WIDTHS, Weights
from simulator.understanding.tokens import Token, tokens
from simulator.understanding.words import words_of

FOLDER: Final = Path(__file__).parent
NETWORKS: Final = 2
ROUNDS: Final = 18
"""Times that training goes through the corpus."""
BATCH: Final = 64
RATE: Final = 3e-3
DECAY: Final = 0.05
WAYS: Final = 3
"""Each turn is misheard in so many ways."""
MISHEARD: Final = 0.3
"""Share of the turns that are misheard in each round, and of the teacher's."""
JOINED: Final = 0.15
"""Share of the turns that are joined with one or two others."""
LEAST_SEEN: Final = 2
"""Words of fewer turns get no vector of their own."""
HELD_OUT: Final = 5
"""Every so-manieth training file is kept from the network that the threshold is chosen with."""
ALONE: Final = ("off_topic", "backchannel")
"""Acts that a turn with more in it does not carry."""


def examples_of(voices: Sequence[Voice]) -> list[Example]:
    """All utterances."""
    return [example for voice in voices for example in voice.examples]


class Course:
    """Everything that training needs beside the examples: vectors, and ways to hear wrongly."""

    def __init__(self, examples: Sequence[Example]) -> None:
        seen = Counter(word for example in examples for word in {*words_of(example.text)})
        seen.update(word for example in examples for word in {*words_of(example.context.manager_said)})
        self.words, self.vectors = word_vectors(seen)
        self.known = sorted(word for word, count in seen.items() if count >= LEAST_SEEN)
        self.mishearing = Mishearing(self.words)
        self.renaming = Renaming(examples, self.words)
        self.vocabulary = Vocabulary(
            dict(zip(self.words, self.vectors, strict=True)), self.known, self.vectors.shape[1]
        )

    def samples(self, examples: Sequence[Example], *, misheard: bool = False, renamed: bool = False) -> list[Sample]:
        """The examples as numbers, as they are written or changed."""
        return [self._sample(example, misheard, renamed) for example in examples]

    def _sample(self, example: Example, misheard: bool, renamed: bool) -> Sample:
        said, line = example.text, example.context.manager_said
        if renamed:
            said, line = self.renaming.renamed(said, line)
        words = [*map(Token, self.mishearing.misheard(said))] if misheard else tokens(said)
        return self.vocabulary.sample(words, tokens(line), example.context.verdict, example.acts)

    def taught(self, path: Path) -> dict[str, list[Sample]]:
        """By the voice they come from, the teacher's turns (`teacher.py`): in the place of labels, probabilities."""
        chance = random.Random(0)
        samples = defaultdict(list)
        with path.open(encoding="utf-8") as file:
            for said in map(json.loads, file):
                text = said["text"]
                words = [*map(Token, self.mishearing.misheard(text))] if chance.random() < MISHEARD else tokens(text)
                sample = self.vocabulary.sample(words, tokens(said["manager_said"]), said["verdict"], frozenset())
                samples[said["voice"]].append(sample._replace(acts=np.array(said["chances"], np.float32)))
        return samples

    def forms(self, examples: Sequence[Example]) -> tuple[list[list[Sample]], list[list[Sample]]]:
        """The examples as written, with their own names and with others; and misheard in several ways."""
        written = [self.samples(examples, renamed=renamed) for renamed in (False, True)]
        return written, [self.samples(examples, misheard=True, renamed=way > 0) for way in range(WAYS)]


class Lesson(NamedTuple):
    """What one network is made from; goes to a process of its own."""

    seed: int
    known: int
    """Number of words with a vector of their own."""
    tables: tuple[torch.Tensor, torch.Tensor, torch.Tensor]
    written: list[list[Sample]]
    """The same turns with their own names, and with others."""
    heard: list[list[Sample]]
    """The same turns, misheard in several ways."""
    taught: list[Sample]
    """Turns with the teacher's probabilities."""


def train(lesson: Lesson) -> TaggerNetwork:
    """One network, on one thread."""
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    torch.manual_seed(lesson.seed)
    chance = random.Random(lesson.seed)
    tables, turns = lesson.tables, 2 * len(lesson.written[0])
    network = TaggerNetwork(lesson.known, tables[0].shape[1])
    optimiser = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=DECAY)
    steps = ROUNDS * -(-turns // BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, RATE, total_steps=steps, pct_start=0.15)
    began = time.monotonic()
    for at in range(ROUNDS):
        network.train()
        total = 0.0
        for batch in batches(_round(lesson, chance), tables, BATCH, chance):
            loss = functional.binary_cross_entropy_with_logits(network(batch), batch.acts, reduction="sum")
            optimiser.zero_grad()
            (loss / len(batch.acts)).backward()
            optimiser.step()
            schedule.step()
            total += loss.item()
        done = f"network {lesson.seed}: round {at + 1} of {ROUNDS}, loss {total / turns:.3f}"
        print(f"{done}, {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
    return network


def _round(lesson: Lesson, chance: random.Random) -> list[Sample]:
    turns = [
        chance.choice(lesson.heard if chance.random() < MISHEARD else lesson.written)[at]
        for at in range(len(lesson.written[0]))
    ]
    turns = [_joined(turn, turns, chance) if chance.random() < JOINED else turn for turn in turns]
    return turns + chance.sample(lesson.taught, len(turns))


def _joined(turn: Sample, turns: list[Sample], chance: random.Random) -> Sample:
    others = [chance.choice(turns) for _ in range(chance.choice((1, 1, 2)))]
    alone = [list(ACTS).index(act) for act in ALONE]
    parts = [turn, *(other for other in others if not other.acts[alone].any())]
    if turn.acts[alone].any() or len(parts) == 1:
        return turn
    text = np.concatenate([turn.turn[:1], *(part.turn[1:-1] for part in parts), turn.turn[-1:]])
    return turn._replace(turn=text, acts=np.max([part.acts for part in parts], axis=0))


def votes(networks: Sequence[TaggerNetwork], course: Course, samples: list[Sample]) -> Any:
    """Mean log-odds, shape (samples, acts)."""
    tables = course.vocabulary.tables()

    def by(network: TaggerNetwork) -> Any:
        network.eval()
        with torch.no_grad():
            return np.concatenate([network(batch).numpy() for batch in batches(samples, tables, BATCH)])

    return np.mean([by(network) for network in networks], axis=0)


def f1(samples: Sequence[Sample], found: Any) -> float:
    """Micro-F1: 2·hits / (labels + findings)."""
    truth = np.array([sample.acts for sample in samples]) > 0
    return float(2 * (truth & found).sum() / (truth.sum() + found.sum()))


def best_threshold(samples: Sequence[Sample], found: Any) -> float:
    """Log-odds from which an act counts."""
    return max(np.arange(-1.5, 0.8, 0.05), key=lambda value: f1(samples, found >= value))


def weights_of(networks: Sequence[TaggerNetwork]) -> Weights:
    """The networks' weights, as the tagger wants them."""

    def stacked(parts: list[torch.Tensor]) -> Any:
        return np.stack([part.detach().numpy() for part in parts])

    def filters(part: str, at: int, width: int) -> Any:
        # torch: (filters, vector size, width); ours: (width · vector size, filters)
        kept = [getattr(network, part)[at].weight.permute(2, 1, 0) for network in networks]
        return stacked([weight.reshape(width * weight.shape[1], -1) for weight in kept])

    def bias(part: str) -> Any:
        return stacked([torch.cat([each.bias for each in getattr(network, part)]) for network in networks])

    return Weights(
        shape=stacked([network.shape.weight for network in networks]),
        turn=tuple(filters("turn", at, width) for at, width in enumerate(TURN_WIDTHS)),
        turn_bias=bias("turn"),
        line=tuple(filters("line", at, width) for at, width in enumerate(LINE_WIDTHS)),
        line_bias=bias("line"),
        verdict=stacked([network.verdict.weight for network in networks]),
        hidden=stacked([network.hidden.weight.T for network in networks]),
        hidden_bias=stacked([network.hidden.bias for network in networks]),
        votes=stacked([network.votes.weight.T for network in networks]),
        votes_bias=stacked([network.votes.bias for network in networks]),
    )


def _of(voices: Sequence[Voice], taught: dict[str, list[Sample]]) -> list[Sample]:
    return [sample for voice in voices for sample in taught[voice.name]]


def main() -> None:
    """Trains, writes, reports."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("taught", type=Path, metavar="TAUGHT", help="the teacher's turns, as teacher.py writes them")
    options.add_argument("--output", type=Path, default=MODEL_PATH, help="where the model goes")
    wish = options.parse_args()
    voices = [voice for voice in read_voices(FOLDER) if voice.examples]
    learning = [voice for voice in voices if voice.split == "train"]
    course = Course(examples_of(learning))
    print(f"{len(examples_of(learning))} utterances, {len(course.words)} word vectors", flush=True)
    taught = course.taught(wish.taught)
    kept = [voice for at, voice in enumerate(learning) if at % HELD_OUT]
    held_out = course.samples(examples_of(learning[::HELD_OUT]))
    all_turns, kept_turns = ((*course.forms(examples_of(some)), _of(some, taught)) for some in (learning, kept))
    tables = course.vocabulary.tables()
    lessons = [Lesson(seed, len(course.known), tables, *all_turns) for seed in range(NETWORKS)]
    lessons.append(Lesson(NETWORKS, len(course.known), tables, *kept_turns))
    with multiprocessing.get_context("spawn").Pool(len(lessons)) as pool:
        *networks, first = pool.map(train, lessons, chunksize=1)
    found = votes([first], course, held_out)
    threshold = best_threshold(held_out, found)
    print(f"files held out: F1 {f1(held_out, found >= threshold):.3f} at {threshold:.2f}", flush=True)
    Model.packed(
        general=(course.words, course.vectors),
        known=course.known,
        learnt=np.stack([network.learnt.weight.detach().numpy() for network in networks]),
        by_piece=np.stack([network.by_piece.weight.detach().numpy() for network in networks]),
        weights=weights_of(networks),
        threshold=threshold,
    ).write(wish.output)
    testing = examples_of([voice for voice in voices if voice.split == "test"])
    for name, misheard in (("as written", False), ("misheard", True)):
        samples = course.samples(testing, misheard=misheard)
        score = f1(samples, votes(networks, course, samples) >= threshold)
        print(f"{len(testing)} utterances of the test voices {name}: F1 {score:.3f}")


if __name__ == "__main__":
    main()
