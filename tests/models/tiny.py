"""The tiny models as entries of a catalogue, as archives, and installed."""

from __future__ import annotations

import json
import tarfile
from pathlib import Path
from typing import Any

from simulator.models.catalogue import find_model, models_folder
from simulator.models.installed import Installed, install

SETTINGS: dict[str, dict[str, Any]] = {
    "streaming": {
        "mode": "streaming",
        "factory": "from_nemo_ctc",
        "files": {"model": "model.onnx", "tokens": "tokens.txt"},
    },
    "whole": {"mode": "whole", "factory": "from_nemo_ctc", "files": {"model": "model.onnx", "tokens": "tokens.txt"}},
    "voice": {
        "family": "vits",
        "files": {"model": "voice.onnx", "tokens": "tokens.txt", "lexicon": "lexicon.txt"},
        "speakers": [{"id": 0, "sex": "female", "accent": "en-us"}],
    },
    "piper": {
        "family": "vits",
        "files": {"model": "voice.onnx", "tokens": "tokens.txt"},
        "speakers": [{"id": 0, "sex": "male", "accent": "en-us"}],
    },
}


def entry(kind: str, **changes: Any) -> dict[str, Any]:
    """An entry for the tiny model `streaming`, `whole`, `voice` or `piper`, named tiny-KIND."""
    return {
        "name": f"tiny-{kind}",
        "kind": "voice" if "family" in SETTINGS[kind] else "recogniser",
        "title": "for tests",
        "address": f"http://models.invalid/releases/tiny-{kind}.tar.bz2",
        "licence": "CC0-1.0",
        "language": "en",
        "settings": SETTINGS[kind],
        **changes,
    }


def write_catalogue(*entries: dict[str, Any]) -> None:
    """The user's own entries, in the home of the test."""
    models_folder().mkdir(exist_ok=True)
    catalogue = {"format": "models/1", "models": list(entries)}
    (models_folder() / "catalogue.json").write_text(json.dumps(catalogue), encoding="utf-8")


def make_archive(source: Path, target: Path) -> Path:
    """`source` as tar.bz2, everything in one folder at its top, with what real archives hold besides."""
    if target.exists():
        return target
    readme = target.with_name("README.md")
    readme.write_text("a tiny model", encoding="utf-8")
    with tarfile.open(target, "w:bz2") as tar:
        tar.add(source, source.name)
        tar.add(readme, f"{source.name}/README.md")
        tar.add(readme, f"{source.name}/test_wavs/0.wav")
    return target


def install_tiny(tiny_models: Path, folder: Path, *kinds: str, **changes: Any) -> list[Installed]:
    """Installs tiny models from archives on disk, made in `folder`."""
    write_catalogue(*(entry(kind, **changes) for kind in kinds))
    return [
        install(find_model(f"tiny-{kind}"), make_archive(tiny_models / kind, folder / f"{kind}.tar.bz2"))
        for kind in kinds
    ]
