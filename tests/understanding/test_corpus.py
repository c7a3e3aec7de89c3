from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from simulator.errors import BadFile
from simulator.understanding.acts import ACTS
from simulator.understanding.corpus import FOLDER, BadCorpus, check, count_acts, main, read_voice, read_voices
from simulator.understanding.tagger import Context

HEADING = "voice: ana\nwho: 30, baker\nsplit: train\n---\n"
CORPUS = Path(__file__).parents[2] / FOLDER
Write = Callable[[str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a corpus file; without a heading of its own, under that of Ana the baker."""

    def write(body: str) -> Path:
        path = tmp_path / "ana.txt"
        path.write_text(body if body.startswith("voice") else HEADING + body, encoding="utf-8")
        return path

    return write


def faults_of(path: Path) -> list[str]:
    with pytest.raises(BadCorpus) as caught:
        read_voice(path)
    return caught.value.faults


def test_a_voice_has_a_heading_and_labelled_utterances(write: Write) -> None:
    voice = read_voice(write("# first\n\ngreeting thanks | Hello, thank you.\nnone | No wait I, the\n"))
    assert (voice.name, voice.who, voice.split) == ("ana", "30, baker", "train")
    assert [(example.text, set(example.acts), example.line) for example in voice.examples] == [
        ("Hello, thank you.", {"greeting", "thanks"}, 7),
        ("No wait I, the", set(), 8),
    ]


def test_verdict_and_managers_words_hold_until_the_next(write: Write) -> None:
    voice = read_voice(
        write(
            "thanks | one\nverdict: rejected\n> Sorry.\nthanks | two\nthanks | three\n>\nthanks | four\n"
            "verdict: hired\nthanks | five\n"
        )
    )
    assert [example.context for example in voice.examples] == [
        Context(),
        Context("Sorry.", "rejected"),
        Context("Sorry.", "rejected"),
        Context("", "rejected"),
        Context("", "hired"),
    ]


def test_a_voice_can_be_held_out(write: Write) -> None:
    assert read_voice(write("voice: ana\nwho: 30\nsplit: test\n---\n")).split == "test"


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("gretting | Hello.", "line 5: unknown act gretting"),
        ("thanks Thank you.", "line 5: no bar between acts and utterance"),
        ("| Thank you.", "line 5: acts missing; no act at all is written none"),
        ("thanks |", "line 5: the utterance missing; no act at all is written none"),
        ("thanks thanks | Thank you.", "line 5: an act stands twice"),
        ("thanks | Thank you.\nnone | Thank you.", "line 6: the same utterance in the same context as line 5"),
        ("verdict: fired", "line 5: verdict 'fired' is none of unknown, hired"),
        ("voice: ana\nwho: 30\nsplit: dev\n---\n", "line 3: split is 'dev'; it is train or test"),
        ("voice: ana\nage: 30\n---\n", "line 2: 'age: 30' is no heading; expected one of voice, who, split"),
        ("voice: ana\n---\n", "line 2: the heading lacks who"),
        ("voice: ana\nwho: 30\n", "line 2: no line --- after the heading"),
    ],
)
def test_a_fault_is_named_by_its_line(write: Write, body: str, fault: str) -> None:
    assert faults_of(write(body))[0].startswith(fault)


def test_the_same_utterance_in_another_context_is_no_fault(write: Write) -> None:
    assert len(read_voice(write("confirmation | Yes.\n> Monday?\navailability | Yes.\n")).examples) == 2


def test_all_faults_are_kept_and_the_message_names_the_first(write: Write) -> None:
    path = write("nonsense | Hello.\nthanks Thanks.\n")
    with pytest.raises(BadCorpus) as caught:
        read_voice(path)
    assert str(caught.value) == f"{path}: line 5: unknown act nonsense (and 1 more)"
    assert list(check(path.parent)) == [f"{path}: {fault}" for fault in caught.value.faults]


def test_a_file_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    path = tmp_path / "latin.txt"
    path.write_bytes(b"voice: Ren\xe9\n")
    assert faults_of(path) == ["not UTF-8 at byte 10"]


def test_a_folder_without_a_corpus_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="no corpus files"):
        read_voices(tmp_path)


def test_acts_are_counted_and_so_are_utterances_without_any(write: Write) -> None:
    path = write("thanks greeting | a\nthanks | b\nnone | c\n")
    assert count_acts(read_voices(path.parent)) == {"thanks": 2, "greeting": 1, "none": 1}


def test_the_command_prints_faults_and_fails(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    path = write("nonsense | Hello.\n")
    assert main([str(path.parent)]) == 1
    assert capsys.readouterr().err == f"{path}: line 5: unknown act nonsense\n"


def test_the_shipped_corpus_is_sound_and_has_every_act_in_both_splits() -> None:
    assert list(check(CORPUS)) == []
    voices = read_voices(CORPUS)
    for split in ("train", "test"):
        assert set(count_acts(voice for voice in voices if voice.split == split)) >= set(ACTS)


def test_no_voice_is_both_learnt_from_and_held_out() -> None:
    voices = read_voices(CORPUS)
    train, test = ({voice.name for voice in voices if voice.split == split} for split in ("train", "test"))
    assert not train & test
