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
from simulator.understanding.model import MODEL_PATH, Model, read_model
from simulator.understanding.tagger import Context, tagger

SENTENCE = "Hello, this is Ana Brandt, have you made a decision about the baker position?"
LARGEST = 3_000_000
"""Bytes of the model's file: it is in every wheel."""


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


@settings(max_examples=50, deadline=None, derandomize=True)
@given(text=st.text(max_size=200), manager_said=st.text(max_size=80), verdict=st.text(max_size=10))
def test_no_text_and_no_context_leaves_the_bounds_of_the_model(text: str, manager_said: str, verdict: str) -> None:
    likely = tagger().probabilities(text, Context(manager_said, verdict))
    assert all(math.isfinite(value) and 0 <= value <= 1 for value in likely.values())


@pytest.fixture
def model() -> Model:
    """The first rows of the shipped model: the whole of it takes a second to compress."""
    whole = read_model()
    return dataclasses.replace(
        whole, **{field.name: getattr(whole, field.name)[:500] for field in dataclasses.fields(whole)}
    )


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
    for field in dataclasses.fields(model):
        written, read = getattr(model, field.name), getattr(again, field.name)
        assert np.array_equal(written, read), field.name
        assert np.asarray(written).dtype == np.asarray(read).dtype, field.name


def test_the_shipped_model_has_one_column_for_each_act() -> None:
    model = read_model()
    assert model.bias.shape == (len(ACTS),)
    assert list(tagger().probabilities("hello")) == list(ACTS)


def test_the_shipped_model_is_small() -> None:
    assert MODEL_PATH.stat().st_size < LARGEST
