"""What the embedded recogniser makes of each word: `python corpus/mishear.py FOLDER` writes corpus/misheard.json.

FOLDER holds turns as `speak_turns.py --split train` writes them. What was heard is laid beside what was said; where
they differ, the words heard are shared out among those said.
"""

from __future__ import annotations

import difflib
import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from simulator.audio import read_mono
from simulator.hearing.recogniser import EMBEDDED
from simulator.hearing.turn_words import words_in
from simulator.hearing.worker import transcribe

WRITTEN = Path(__file__).with_name("misheard.json")


def beside(said: Sequence[str], heard: Sequence[str]) -> Iterator[tuple[str, str]]:
    """(word said, words heard for it), … for every word that was said."""
    for kind, start, end, first, last in difflib.SequenceMatcher(None, said, heard, autojunk=False).get_opcodes():
        count = max(1, end - start)
        for number, word in enumerate(said[start:end]):
            share = slice(first + (last - first) * number // count, first + (last - first) * (number + 1) // count)
            yield word, word if kind == "equal" else " ".join(heard[share])


def main() -> None:
    """Hears and writes."""
    folder = Path(sys.argv[1])
    readings = defaultdict(list)
    for key, turn in json.loads((folder / "truth.json").read_text(encoding="utf-8")).items():
        heard = words_in(transcribe(read_mono(folder / f"{key}.flac"), EMBEDDED).text)
        for word, reading in beside(words_in(turn["text"]), heard):
            readings[word].append(reading)
    WRITTEN.write_text(json.dumps(readings, indent=0, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
