from __future__ import annotations

import dataclasses
import math
import os
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.understanding.acts import ACTS
from simulator.understanding.lexicon import PIECES, pieces, spellings
from simulator.understanding.model import MODEL_PATH, Model, read_model
from simulator.understanding.network import LONGEST_TURN, VERDICTS
from simulator.understanding.tagger import Context, tagger
from simulator.understanding.tokens import COMMA, EXCLAMATION, MARKS, NO_MARK, QUESTION, STOP, tokens

SENTENCE = "Hello, this is Ana Brandt, have you made a decision about the baker position?"
LARGEST = 6_000_000
"""Bytes of the model's file: it is in every wheel."""


def test_writing_shows_capitals_and_marks_and_hearing_does_not() -> None:
    assert tokens("Hello, Ana. Any news? Great!") == [
        ("hello", COMMA + MARKS),
        ("ana", STOP + MARKS),
        ("any", NO_MARK + MARKS),
        ("news", QUESTION),
        ("great", EXCLAMATION + MARKS),
    ]
    assert {token.shape for token in tokens("hello ana any news great")} == {NO_MARK}


def test_the_words_of_a_number_share_what_stands_after_it() -> None:
    assert [token.word for token in tokens("At 2:30?")] == ["at", "two", "thirty"]
    assert tokens("At 2:30?")[-1].shape == QUESTION


def test_a_misheard_word_shares_pieces_with_the_right_one() -> None:
    right, misheard, other = (set(pieces(word)) for word in ("coordinator", "coordinate", "welder"))
    assert len(right & misheard) > 10 * len(right & other)
    assert all(1 <= number <= PIECES for number in right)
    assert pieces("a") == sorted(set(pieces("a")))


@pytest.mark.parametrize(("word", "listed"), [("workin", "working"), ("job's", "job"), ("job", "job")])
def test_a_word_is_looked_up_by_its_usual_spelling_too(word: str, listed: str) -> None:
    assert listed in spellings(word)


def test_the_same_words_give_the_same_numbers_in_every_process() -> None:
    script = f"from simulator.understanding.tagger import tagger; print(tagger().probabilities({SENTENCE!r}))"
    answers = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=Path(__file__).parents[2],
            check=True,
            capture_output=True,
            text=True,
        ).stdout.strip()
        for seed in ("1", "2")
    }
    assert answers == {str(tagger().probabilities(SENTENCE))}


def test_what_was_understood_before_changes_nothing() -> None:
    before = tagger().probabilities(SENTENCE)
    for number in range(100):
        tagger().probabilities(f"number {number}", Context(f"and {number}?"))
    assert tagger().probabilities(SENTENCE) == before


@settings(max_examples=50, deadline=None, derandomize=True)
@given(text=st.text(max_size=200), manager_said=st.text(max_size=80), verdict=st.text(max_size=10))
def test_no_text_and_no_context_leaves_the_bounds_of_the_model(text: str, manager_said: str, verdict: str) -> None:
    likely = tagger().probabilities(text, Context(manager_said, verdict))
    assert all(math.isfinite(value) and 0 <= value <= 1 for value in likely.values())


def test_only_the_first_minute_of_a_turn_is_read() -> None:
    longest = " ".join(["well"] * LONGEST_TURN)
    assert tagger().probabilities(longest) == tagger().probabilities(f"{longest} goodbye")


def test_an_unheard_of_verdict_counts_as_unknown() -> None:
    assert tagger().probabilities("Yes.", Context(verdict="maybe")) == tagger().probabilities("Yes.")


@pytest.fixture
def model() -> Model:
    """A part of the shipped model: the whole of it takes a second to compress."""
    whole = read_model()
    parts = {name: array[:, :500] if array.ndim > 1 else array for name, array in whole.parts.items()}
    return dataclasses.replace(whole, parts=parts)


def test_a_model_written_on_another_day_is_the_same_file(
    model: Model, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model.write(tmp_path / "one")
    with monkeypatch.context() as another_day:
        another_day.setattr(time, "time", lambda: 1e9)
        model.write(tmp_path / "two")
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_a_written_model_reads_back_equal(model: Model, tmp_path: Path) -> None:
    model.write(tmp_path / "acts.model")
    again = read_model(tmp_path / "acts.model")
    assert (again.words, again.known) == (model.words, model.known)
    assert list(again.parts) == list(model.parts)
    for name, array in model.parts.items():
        assert np.array_equal(array, again.parts[name]), name
        assert array.dtype == again.parts[name].dtype, name


def test_the_shipped_model_knows_every_act_and_every_verdict() -> None:
    parts = read_model().parts
    assert parts["votes_bias"].shape[1] == len(ACTS)
    assert parts["verdict"].shape[1] == len(VERDICTS)
    assert list(tagger().probabilities("hello")) == list(ACTS)


def test_the_shipped_model_is_small() -> None:
    assert MODEL_PATH.stat().st_size < LARGEST
