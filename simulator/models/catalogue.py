"""The models there are: `catalogue.json` beside this file, and the user's own entries.

An entry is all that the program knows of a model, so adding a model is adding an entry. Recognisers stand in the
order in which `auto` prefers them for a call: first those that were trained on telephone conversation and give words
during the turn, then by their word error as published.

What is not known for certain is left out rather than guessed. Checksums and sizes are those that public projects
which fetch the same archives have pinned; where none was found there is none here, and the model is trusted at its
first download (see `installed`). Word errors are of the original models as their makers published them; the quantised
ones here (int8) may be a little worse.

A file of the same form in the user's data folder, `models/catalogue.json`, adds entries or replaces those of the same
name.
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from simulator.errors import BadFile, UnknownModel
from simulator.home import home

FORMAT = "models/1"
OWN = "catalogue.json"
"""The user's own entries, in `models_folder()`."""


def _inside(path: str) -> str:
    if not path or path != str(PurePosixPath(path)) or path.startswith("/") or ".." in path.split("/") or "\\" in path:
        raise ValueError("must be a path inside the model's folder")
    return path


Inside = Annotated[str, AfterValidator(_inside)]
"""A path inside the model's folder, with forward slashes."""


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class WordError(_Data):
    """A word error rate as its makers published it."""

    percent: float
    on: str
    """The set it was measured on."""
    source: str


class HearingSettings(_Data):
    """How sherpa-onnx loads a recogniser."""

    mode: Literal["streaming", "whole"]
    """Words during the turn (`OnlineRecognizer`), or at its end (`OfflineRecognizer`)."""
    factory: str
    """The class method of that recogniser."""
    files: dict[str, Inside]
    """Its parameters that are files: parameter → path."""
    options: dict[str, str | int | float | bool] = {}
    """Its other parameters."""
    longest: float | None = None
    """Seconds that the model hears at most in one piece; longer turns are cut at their quietest moments."""


class Person(_Data):
    """One speaker of a voice model."""

    id: int
    sex: Literal["female", "male"]
    accent: str
    """A language tag in lower case: `en-us`."""


class SpeakingSettings(_Data):
    """How sherpa-onnx loads a voice."""

    family: Literal["vits", "kokoro", "kitten"]
    files: dict[str, Inside]
    """Parameters of the family's configuration that are files or folders: parameter → path."""
    speakers: tuple[Person, ...] = Field(min_length=1)
    """Those worth speaking with; of several of one sex and accent the first speaks at a middle pitch."""


class Model(_Data):
    """One entry of the catalogue."""

    name: str = Field(pattern=r"^[a-z0-9][a-z0-9.-]*$")
    kind: Literal["recogniser", "voice"]
    title: str
    engine: Literal["sherpa-onnx"] = "sherpa-onnx"
    address: str
    """Where its archive is."""
    size: int | None = Field(None, gt=0)
    """Bytes of the archive; None where unverified."""
    sha256: str | None = Field(None, pattern=r"^[0-9a-f]{64}$")
    """Of the archive; None where unverified."""
    licence: str
    language: str
    word_error: tuple[WordError, ...] = ()
    in_calls: bool = True
    """Whether `auto` may take it for a call; False for one that is too slow on one core."""
    settings: HearingSettings | SpeakingSettings

    @property
    def archive_name(self) -> str:
        """The archive's file name."""
        return self.address.rsplit("/", 1)[-1]

    def wants(self, path: PurePosixPath) -> bool:
        """Whether a file of the archive, named from its top folder, is kept: what is loaded, and what is said of it.

        Archives hold every model twice, exact and quantised, and recordings to try them with.
        """
        if len(path.parts) == 1 and path.suffix in ("", ".md", ".txt") and path.stem.isupper():
            return True  # LICENSE, README.md, MODEL_CARD
        return any(
            path == wanted or wanted in path.parents for wanted in map(PurePosixPath, self.settings.files.values())
        )


class _Catalogue(_Data):
    format: Literal["models/1"]
    models: tuple[Model, ...]


def models_folder() -> Path:
    """Where models are kept: below the user's data folder. Nothing is created."""
    return home() / "models"


def catalogue() -> list[Model]:
    """All entries, in the order of preference. Raises BadFile for a fault in the user's own."""
    entries = {model.name: model for model in _read(Path(__file__).with_name("catalogue.json"))}
    own = models_folder() / OWN
    if own.exists():
        entries.update((model.name, model) for model in _read(own))
    return list(entries.values())


def find_model(name: str) -> Model:
    """The entry of that name. Raises UnknownModel, which names the nearest."""
    models = catalogue()
    for model in models:
        if model.name == name.strip().lower():
            return model
    raise UnknownModel(f"no model is called {name!r}; {_hint(name, models)}")


def _hint(name: str, models: Iterable[Model]) -> str:
    near = difflib.get_close_matches(name.lower(), [model.name for model in models], 3, 0.4)
    return f"did you mean {' or '.join(near)}?" if near else "followup models lists them"


def _read(path: Path) -> tuple[Model, ...]:
    try:
        return _Catalogue.model_validate(json.loads(path.read_text(encoding="utf-8"))).models
    except ValidationError as error:
        fault = error.errors()[0]
        where = ".".join(str(part) for part in fault["loc"])
        raise BadFile(path, f"{where}: {fault['msg']}") from error
    except (OSError, ValueError) as error:
        raise BadFile(path, f"cannot be read ({error})") from error
