"""Words to acts beside careful readers: F1 per act and over all, and the time an utterance takes.

    python -m benchmarks.acts FOLDER [--spoken SPOKEN] [--short] [--json]

FOLDER holds call records (`*.json`, call/1) and `labels.json`: {call: {acts: {turn: [act, ...]}}}. Beside it stand the
voices of our own corpus that are marked `split: test`, from which nothing is learnt. SPOKEN holds the same calls,
spoken, as for `benchmarks/words.py`; the embedded recogniser hears them as in a call, the names known.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.words import Own, spoken_calls
from simulator.hearing.recogniser import EMBEDDED
from simulator.record import read_call
from simulator.understanding.acts import ACTS
from simulator.understanding.corpus import read_voices
from simulator.understanding.tagger import Context, tagger
from simulator.understanding.words import number_in_words

CORPUS = Path(__file__).parents[1] / "corpus"
Pair = tuple[frozenset[str], frozenset[str]]
"""The readers' acts, the tagger's."""


class Labelled(NamedTuple):
    """A candidate turn and what the readers found in it."""

    call: str
    at: int
    text: str
    context: Context
    acts: frozenset[str]


def labelled(folder: Path) -> Iterator[Labelled]:
    """Every candidate turn of the labelled calls. The verdict counts as untold: records do not mark when it came."""
    labels = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
    for name, label in labels.items():
        manager_said = ""
        for index, turn in enumerate(read_call(folder / f"{name}.json").turns):
            if turn.speaker == "manager":
                manager_said = turn.text
                continue
            acts = frozenset(label["acts"].get(str(index), []))
            yield Labelled(name, index, turn.text, Context(manager_said), acts)


def as_written(turns: Iterable[Labelled]) -> Iterator[Pair]:
    """The turns with the words of the record."""
    for turn in turns:
        yield turn.acts, frozenset(tagger().acts(turn.text, turn.context))


def as_heard(turns: Iterable[Labelled], spoken: Path, step: int) -> Iterator[Pair]:
    """Every `step`-th turn with the words that the embedded recogniser hears."""
    known = {(turn.call, turn.at): turn for turn in turns}
    ears = Own(EMBEDDED)
    speaker = ""
    for sound in spoken_calls(spoken)[::step]:
        call, _, index = sound.path.stem.partition("-")
        turn = known[call, int(index)]
        if sound.speaker != speaker:
            speaker = sound.speaker
            ears.meet(sound, named=True)
        text, _ = ears.hear(sound.sound())
        yield turn.acts, frozenset(tagger().acts(text, turn.context))


def unseen_voices(step: int) -> Iterator[Pair]:
    """Every `step`-th utterance of the corpus's test voices."""
    for folder in (CORPUS / "voices", CORPUS / "calls"):
        for voice in read_voices(folder) if folder.is_dir() else ():
            if voice.split == "test":
                for example in voice.examples[::step]:
                    yield example.acts, frozenset(tagger().acts(example.text, example.context))


def f1(pairs: Iterable[Pair]) -> tuple[dict[str, float], dict[str, float]]:
    """Over all acts: precision, recall, F1, number of labels; and F1 of each act that is labelled."""
    hits: Counter[str] = Counter()
    truth: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for readers, ours in pairs:
        hits.update(readers & ours)
        truth.update(readers)
        found.update(ours)
    total = {
        "labels": truth.total(),
        "precision": round(hits.total() / max(1, found.total()), 3),
        "recall": round(hits.total() / max(1, truth.total()), 3),
        "micro-F1": round(2 * hits.total() / max(1, truth.total() + found.total()), 3),
    }
    return total, {act: round(2 * hits[act] / (truth[act] + found[act]), 2) for act in ACTS if truth[act]}


def milliseconds(repeats: int) -> float:
    """Processor time of one utterance of about thirty words, each of them new."""
    text = "good morning this is daniel reyes i interviewed for the project coordinator position on tuesday " * 2
    utterances = [f"{text} {' '.join(number_in_words(number))}" for number in range(repeats)]
    tagger().acts(text)
    began = time.process_time()
    for utterance in utterances:
        tagger().acts(utterance, Context("How can I help you?"))
    return round((time.process_time() - began) / repeats * 1000, 3)


def main(arguments: list[str]) -> int:
    """Prints the table."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", type=Path, metavar="FOLDER")
    options.add_argument("--spoken", type=Path)
    options.add_argument("--short", action="store_true")
    options.add_argument("--json", action="store_true")
    given = options.parse_args(arguments)
    turns = list(labelled(given.folder))
    calls, by_call_act = f1(as_written(turns))
    voices, by_voice_act = f1(unseen_voices(10 if given.short else 1))
    table: dict[str, Any] = {
        "ms an utterance": milliseconds(100),
        "calls as written": calls,
        "unseen voices of the corpus": voices,
    }
    by_act = {"calls": by_call_act, "unseen voices": by_voice_act}
    if given.spoken:
        heard, by_act["calls heard"] = f1(as_heard(turns, given.spoken, 5 if given.short else 1))
        table["calls spoken and heard"] = heard
    table["F1 by act"] = {act: {name: found.get(act) for name, found in by_act.items()} for act in ACTS}
    if given.json:
        print(json.dumps(table, indent=1))
        return 0
    for name, row in table.items():
        print(f"{name:28} {row}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
