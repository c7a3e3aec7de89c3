"""The models on this machine.

Each has a folder of its name in `models_folder()`, with the files that are loaded and `installed.json`: the entry it
was installed by, the archive's checksum, and the sizes of its files. A folder appears whole or not at all: it is
made beside its place and moved there.

A model whose checksum the catalogue does not know is trusted at first use: the checksum of the first archive is
kept in `checksums.json`, also after the model is removed, and another archive of the same address is refused then.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import filelock
from pydantic import ValidationError

from simulator.errors import BadModel, DownloadFailed, MissingPart, StoreProblem
from simulator.home import open_home
from simulator.models.catalogue import Model, catalogue, find_model, models_folder
from simulator.models.download import Progress, checksum, fetch, forget_partial, mirrored
from simulator.models.onnx_file import read_metadata
from simulator.models.unpack import unpack

NOTE = "installed.json"
CHECKSUMS = "checksums.json"
DOWNLOADS = ".downloads"
MODEL_SUFFIXES = (".onnx", ".ort")

Trust = Literal["catalogue", "first use"]
"""What the archive's checksum was compared with: the catalogue's, or nothing that was known before."""


@dataclass(frozen=True, slots=True)
class Installed:
    """A model that can be loaded."""

    model: Model
    """The entry by which it was installed."""
    folder: Path
    sha256: str
    """Of the archive it came in."""
    trust: Trust
    sizes: dict[str, int]
    """Bytes of each of its model files when it was installed, by their path in the folder."""

    def files(self) -> dict[str, str]:
        """Parameter → absolute path, for sherpa-onnx. Raises BadModel when one is missing or was changed."""
        for path, size in self.sizes.items():
            found = self.folder / path
            if not found.is_file() or found.stat().st_size != size:
                raise BadModel(found, f"is missing or not whole; {_again(self.model.name)}")
        return {parameter: str(self.folder / path) for parameter, path in self.model.settings.files.items()}

    @property
    def whole(self) -> bool:
        """All its files are there."""
        try:
            self.files()
        except BadModel:
            return False
        return True


def installed_models(kind: Literal["recogniser", "voice"] | None = None) -> list[Installed]:
    """The whole models on this machine, in the catalogue's order of preference, then by name."""
    folder = models_folder()
    if not folder.is_dir():
        return []
    found = [model for path in sorted(folder.iterdir()) if (model := _read(path)) is not None and model.whole]
    order = {model.name: place for place, model in enumerate(catalogue())}
    found.sort(key=lambda one: order.get(one.model.name, len(order)))
    return [one for one in found if kind in (None, one.model.kind)]


def find_installed(name: str) -> Installed:
    """The installed model of that name. Raises BadModel when it is damaged, MissingPart when it is only in the
    catalogue, UnknownModel when it is not even there."""
    found = _read(models_folder() / name)
    if found is None:
        model = find_model(name)
        raise MissingPart(f"{model.kind} {model.name} is not installed", f"followup models get {model.name}")
    found.files()
    return found


def install(
    model: Model,
    archive: Path | None = None,
    *,
    fetching: Progress | None = None,
    checking: Progress | None = None,
    unpacking: Progress | None = None,
) -> Installed:
    """Fetches a model's archive, or takes the one given, checks and unpacks it; a model of that name is replaced.

    Raises DownloadFailed, BadModel, StoreProblem. Nothing is installed then, and what was fetched can be gone on with
    unless it is the archive itself that is wrong.
    """
    open_home()
    folder = models_folder()
    downloads = folder / DOWNLOADS
    downloads.mkdir(parents=True, exist_ok=True)
    with _alone(folder):
        target = downloads / model.archive_name
        if archive is None:
            fetch(model.address, target, model.size, fetching)
        source = archive if archive is not None else target
        try:
            found = _place(model, source, *_verify(model, source, checking), unpacking)
        except BadModel:
            if archive is None:  # it would fail again: let the next try fetch it anew
                target.unlink(missing_ok=True)
            raise
        target.unlink(missing_ok=True)
        if found.trust == "first use":
            known = _read_json(folder / CHECKSUMS)
            _write_json(folder / CHECKSUMS, {**known, model.address: found.sha256})
        return found


def remove(name: str) -> bool:
    """Removes an installed model and what is left of its download; False when there was nothing."""
    folder = models_folder()
    model = next((model for model in catalogue() if model.name == name), None)
    if not folder.is_dir() or (model is None and _read(folder / name) is None):
        return False
    with _alone(folder):
        there = (folder / name / NOTE).exists()
        if there:
            _discard(folder / name)
        if model is not None:
            target = folder / DOWNLOADS / model.archive_name
            target.unlink(missing_ok=True)
            forget_partial(target)
    return there


def _verify(model: Model, archive: Path, progress: Progress | None) -> tuple[str, Trust]:
    """The archive's checksum and what it was compared with. Raises BadModel when it is another than expected."""
    if not archive.is_file():
        raise BadModel(archive, "there is no such file")
    found = checksum(archive, progress)
    if model.sha256 is not None and found != model.sha256:
        wanted = f"the catalogue's ({model.sha256[:12]}…)"
        raise BadModel(archive, f"its checksum {found[:12]}… is not {wanted}; nothing was installed")
    kept = models_folder() / CHECKSUMS
    trusted = _read_json(kept).get(model.address, found)
    if model.sha256 is None and found != trusted:
        wanted = f"that of the archive trusted before ({trusted[:12]}…)"
        raise BadModel(
            archive, f"its checksum {found[:12]}… is not {wanted}; if its publisher has replaced it, delete {kept}"
        )
    return found, "catalogue" if model.sha256 else "first use"


def _place(model: Model, archive: Path, sha256: str, trust: Trust, progress: Progress | None) -> Installed:
    folder = models_folder()
    workshop = folder / f".new-{model.name}"
    shutil.rmtree(workshop, ignore_errors=True)  # of an installation that was killed
    workshop.mkdir()
    try:
        root = unpack(archive, workshop, model.wants, progress)
        found = Installed(model, folder / model.name, sha256, trust, _sizes(model, root, archive))
        _write_json(
            root / NOTE,
            {
                "model": model.model_dump(mode="json", exclude_defaults=True),
                "from": str(archive) if archive.parent != folder / DOWNLOADS else mirrored(model.address),
                "sha256": sha256,
                "trust": trust,
                "sizes": found.sizes,
            },
        )
        _discard(found.folder)
        root.replace(found.folder)
    finally:
        shutil.rmtree(workshop, ignore_errors=True)
    return found


def _sizes(model: Model, root: Path, archive: Path) -> dict[str, int]:
    """Bytes of each file that is loaded; model files are looked through. Raises BadModel."""
    sizes: dict[str, int] = {}
    for path in model.settings.files.values():
        file = root / path
        if file.is_dir():
            continue  # a folder of data, such as espeak-ng's
        if not file.is_file():
            raise BadModel(archive, f"holds no {path}: it is not {model.name}; nothing was installed")
        if file.suffix in MODEL_SUFFIXES:
            try:
                read_metadata(file)
            except BadModel as fault:
                raise BadModel(archive, f"its {path} {fault.reason}; nothing was installed") from fault
        sizes[path] = file.stat().st_size
    return sizes


def _discard(folder: Path) -> None:
    """Takes a model's folder away in one step, so that a killed removal leaves no half of it in its place."""
    if not folder.exists():
        return
    old = folder.with_name(f".old-{folder.name}")
    shutil.rmtree(old, ignore_errors=True)
    try:
        folder.replace(old)
    except OSError as error:  # Windows: a call that is under way has its files open
        reason = error.strerror or str(error)
        raise StoreProblem(f"{folder}: it is in use ({reason}); end the call that uses it and try again") from error
    shutil.rmtree(old, ignore_errors=True)


def _read(folder: Path) -> Installed | None:
    note = _read_json(folder / NOTE) if not folder.name.startswith(".") else {}
    try:
        return Installed(
            Model.model_validate(note["model"]), folder, note["sha256"], note["trust"], dict(note["sizes"])
        )
    except (KeyError, TypeError, ValidationError):
        return None


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    try:
        with filelock.FileLock(folder / ".lock", timeout=0):
            yield
    except filelock.Timeout as error:
        raise DownloadFailed(f"{folder}: another followup is at work on the models; wait for it") from error


def _read_json(path: Path) -> dict[str, Any]:
    try:
        read = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return read if isinstance(read, dict) else {}


def _write_json(path: Path, data: dict[str, Any]) -> None:
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    part.write_text(json.dumps(data, indent=1, ensure_ascii=False), encoding="utf-8")
    part.replace(path)


def _again(name: str) -> str:
    return f"followup models remove {name}, then followup models get {name}"
