"""The catalogue: whole, true to sherpa-onnx's API, and open to the user's own entries."""

from __future__ import annotations

import inspect
from pathlib import PurePosixPath

import pytest

from simulator.errors import BadFile, UnknownModel
from simulator.hearing.sherpa import THREADS
from simulator.models.catalogue import (
    HearingSettings,
    Model,
    SpeakingSettings,
    catalogue,
    find_model,
    models_folder,
)
from simulator.voice.sherpa_worker import FAMILIES
from tests.models.tiny import entry, write_catalogue


def test_every_entry_says_where_it_is_and_what_it_may_be_used_for() -> None:
    models = catalogue()
    assert len({model.name for model in models}) == len(models) >= 20
    for model in models:
        assert model.address.startswith("https://"), model.name
        assert model.archive_name.endswith((".tar.bz2", ".tar.gz", ".zip")), model.name
        assert model.licence, model.name


def test_every_word_error_names_its_set_and_source() -> None:
    published = [error for model in catalogue() for error in model.word_error]
    assert len(published) > 10
    assert all(0 < error.percent < 30 and error.on and error.source for error in published)


@pytest.mark.parametrize("model", [one for one in catalogue() if one.kind == "recogniser"], ids=lambda one: one.name)
def test_every_recogniser_fits_a_factory_of_sherpa_onnx(model: Model) -> None:
    import sherpa_onnx

    settings = model.settings
    assert isinstance(settings, HearingSettings)
    kind = sherpa_onnx.OnlineRecognizer if settings.mode == "streaming" else sherpa_onnx.OfflineRecognizer
    factory = getattr(kind, settings.factory)
    inspect.signature(factory).bind(**settings.files, **settings.options, num_threads=THREADS)


@pytest.mark.parametrize("model", [one for one in catalogue() if one.kind == "voice"], ids=lambda one: one.name)
def test_every_voice_fits_a_configuration_of_sherpa_onnx(model: Model) -> None:
    import sherpa_onnx

    settings = model.settings
    assert isinstance(settings, SpeakingSettings)
    getattr(sherpa_onnx, FAMILIES[settings.family])(**settings.files)
    assert {person.sex for person in settings.speakers} <= {"female", "male"}


def test_an_unknown_name_is_answered_with_the_nearest() -> None:
    with pytest.raises(UnknownModel, match=r"no model is called 'lesac'; did you mean lessac\?"):
        find_model("lesac")


def test_own_entries_are_added_and_replace_those_of_the_same_name() -> None:
    write_catalogue(entry("whole"), entry("voice", name="lessac", title="mine"))
    assert find_model("tiny-whole").kind == "recogniser"
    assert find_model("lessac").title == "mine"


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"sha256": "abc"}, "sha256"),
        ({"name": "../up"}, "name"),
        ({"settings": {"mode": "whole", "factory": "from_x", "files": {"model": "../m.onnx"}}}, "inside the model's"),
        ({"settings": {"mode": "whole", "factory": "from_x", "files": {"model": "/m.onnx"}}}, "inside the model's"),
    ],
)
def test_a_fault_in_an_own_entry_is_named_with_its_place(changes: dict[str, object], why: str) -> None:
    write_catalogue(entry("whole", **changes))
    with pytest.raises(BadFile, match=why) as fault:
        catalogue()
    assert fault.value.path == models_folder() / "catalogue.json"


def test_of_an_archive_only_what_is_loaded_and_what_is_said_of_it_is_wanted() -> None:
    lessac = find_model("lessac")
    for path in ("en_US-lessac-medium.onnx", "tokens.txt", "MODEL_CARD", "README.md"):
        assert lessac.wants(PurePosixPath(path)), path
    for path in ("en_US-lessac-medium.onnx.json", "espeak-ng-data/phontab", "test_wavs/0.wav", "notes/README.md"):
        assert not lessac.wants(PurePosixPath(path)), path
