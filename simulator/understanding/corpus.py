"""The training corpus: what candidates say and which acts that is, one text file a voice.

    voice: marisol
    who: 52, hotel housekeeper, second-language English (Spanish)
    split: train                                     or test: whole voices are held out, never single lines
    ---
    verdict: rejected                                holds for the lines below, until the next
    > I'm afraid we went with somebody else.         what the manager said just before; a bare > clears it
    acceptance thanks | Okay, I understand, thank you for telling me.
    none | No wait I, the                            no act at all
    # a comment

`python -m simulator.understanding.corpus [FOLDER]` checks every file, names faults by line, and counts the acts.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from simulator.errors import BadFile
from simulator.understanding.acts import ACTS
from simulator.understanding.tagger import Context

FOLDER: Final = Path("corpus")
"""Holds voices/ (single utterances of one person a file) and calls/ (whole calls, turn by turn)."""
VERDICTS: Final = ("unknown", "hired", "advanced", "rejected", "undecided", "on_hold", "voicemail", "gatekeeper")
SPLITS: Final = ("train", "test")
_HEADINGS: Final = {"voice": "name", "who": "who", "split": "split"}
"""Heading in the file → field of Voice."""


class BadCorpus(BadFile):
    """A corpus file with faults; `faults` holds them all as "line N: what", the message names the first."""

    def __init__(self, path: Path, faults: Sequence[str]) -> None:
        more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
        super().__init__(path, f"{faults[0]}{more}")
        self.faults = list(faults)


@dataclass(frozen=True, slots=True)
class Example:
    """One labelled utterance in its context."""

    text: str
    acts: frozenset[str]
    context: Context
    line: int
    """Line of the file, from 1."""


@dataclass(slots=True)
class Voice:
    """One author voice: a person who speaks all utterances of a file."""

    name: str = ""
    who: str = ""
    split: str = "train"
    examples: list[Example] = field(default_factory=list)


def voice_files(folder: Path) -> list[Path]:
    """The files of voices in a folder, and in its voices/ and calls/."""
    return sorted(path for part in (folder, folder / "voices", folder / "calls") for path in part.glob("*.txt"))


def read_voices(folder: Path) -> list[Voice]:
    """All voices of a corpus folder, in the order of their paths. Raises BadCorpus for the first faulty file."""
    paths = voice_files(folder)
    if not paths:
        raise BadFile(folder, "no corpus files (*.txt) there; name the folder that holds them")
    return [read_voice(path) for path in paths]


def read_voice(path: Path) -> Voice:
    """One voice. Raises BadCorpus with every fault of the file, by line."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except OSError as error:
        raise BadCorpus(path, [error.strerror or "cannot be read"]) from error
    except UnicodeDecodeError as error:
        raise BadCorpus(path, [f"not UTF-8 at byte {error.start}"]) from error
    reader = _Reader()
    for number, line in enumerate(lines, 1):
        reader.read(number, line.strip())
    if not reader.in_body:
        reader.faults.append(f"line {max(len(lines), 1)}: no line --- after the heading")
    if reader.faults:
        raise BadCorpus(path, reader.faults)
    return reader.voice


class _Reader:
    def __init__(self) -> None:
        self.voice = Voice()
        self.faults: list[str] = []
        self.in_body = False
        self.verdict = "unknown"
        self.manager_said = ""
        self.seen: dict[tuple[str, str, str], int] = {}

    def read(self, number: int, line: str) -> None:
        if not line or line.startswith("#"):
            return
        for fault in self._body(number, line) if self.in_body else self._heading(line):
            self.faults.append(f"line {number}: {fault}")

    def _heading(self, line: str) -> Iterator[str]:
        if line == "---":
            self.in_body = True
            missing = [name for name, kept in _HEADINGS.items() if not getattr(self.voice, kept)]
            if missing:
                yield f"the heading lacks {', '.join(missing)}"
            return
        name, colon, value = (part.strip() for part in line.partition(":"))
        if not colon or name not in _HEADINGS:
            yield f"{line[:40]!r} is no heading; expected one of {', '.join(_HEADINGS)}, or ---"
        elif name == "split" and value not in SPLITS:
            yield f"split is {value!r}; it is train or test"
        else:
            setattr(self.voice, _HEADINGS[name], value)

    def _body(self, number: int, line: str) -> Iterator[str]:
        if line.startswith(">"):
            self.manager_said = line[1:].strip()
        elif line.startswith("verdict:"):
            self.verdict = line.removeprefix("verdict:").strip()
            if self.verdict not in VERDICTS:
                yield f"verdict {self.verdict!r} is none of {', '.join(VERDICTS)}"
        else:
            yield from self._example(number, line)

    def _example(self, number: int, line: str) -> Iterator[str]:
        labels, bar, text = (part.strip() for part in line.partition("|"))
        acts = [] if labels == "none" else labels.split()
        if not bar:
            yield "no bar between acts and utterance"
            return
        if not labels or not text:
            yield f"{'acts' if not labels else 'the utterance'} missing; no act at all is written none"
        unknown = [act for act in acts if act not in ACTS]
        if unknown:
            yield f"unknown act {', '.join(unknown)}"
        if len(set(acts)) < len(acts):
            yield "an act stands twice"
        key = (text, self.manager_said, self.verdict)
        if key in self.seen:
            yield f"the same utterance in the same context as line {self.seen[key]}"
        self.seen[key] = number
        context = Context(self.manager_said, self.verdict)
        self.voice.examples.append(Example(text, frozenset(acts), context, number))


def check(folder: Path) -> Iterator[str]:
    """Every fault of every file as "path: line N: what"."""
    for path in voice_files(folder):
        try:
            read_voice(path)
        except BadCorpus as error:
            yield from (f"{path}: {fault}" for fault in error.faults)


def count_acts(voices: Iterable[Voice]) -> Counter[str]:
    """How many utterances carry each act; "none" counts those that carry no act."""
    counts: Counter[str] = Counter()
    for voice in voices:
        for example in voice.examples:
            counts.update(example.acts or ["none"])
    return counts


def main(arguments: Sequence[str]) -> int:
    """Prints faults, or the counts of a sound corpus; returns the exit code."""
    folder = Path(arguments[0]) if arguments else FOLDER
    faults = list(check(folder))
    for fault in faults:
        print(fault, file=sys.stderr)
    if faults:
        return 1
    voices = read_voices(folder)
    counts = count_acts(voices)
    print(f"{len(voices)} voices, {sum(len(voice.examples) for voice in voices)} utterances")
    for act in (*ACTS, "none"):
        print(f"{act:22} {counts[act]:5}")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except BadFile as error:
        sys.exit(str(error))
