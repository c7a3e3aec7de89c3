"""An archive into a folder: plain files, inside that folder, no more of them and no larger than is plausible.

An archive is somebody else's word on what to write where. Any member that is no plain file or folder, or that names a
place outside, condemns the whole archive: an honest archive of a model holds none.
"""

from __future__ import annotations

import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from typing import IO, Any, cast

from simulator.errors import BadModel
from simulator.models.download import Progress

MOST_MEMBERS = 20_000
"""Files and folders of one archive; a voice with espeak-ng's data has 400."""
MOST_EXPANSION = 20
"""Times its archive's size; a model's weights hardly shrink, espeak-ng's data shrink to a third."""
FLOOR = 50_000_000
"""Bytes that any archive may unpack to."""
BLOCK = 1 << 20

Wants = Callable[[PurePosixPath], bool]


@dataclass(frozen=True, slots=True)
class _Member:
    name: str
    kind: str
    """`file`, `folder`, or what it is instead."""
    open: Callable[[], IO[bytes]]
    """For a `file` only; nothing else has a content."""


def unpack(archive: Path, folder: Path, wants: Wants | None = None, progress: Progress | None = None) -> Path:
    """Unpacks a tar (plain, gz, bz2) or zip archive into `folder`, an existing empty folder, and gives the folder in
    which its content is: the archive's own top folder where everything lies in one.

    `wants` says which files to keep, by their path from there; all are checked. `progress` gets bytes read and None.
    Raises BadModel; what was written by then is the caller's to remove.
    """
    limit = max(FLOOR, MOST_EXPANSION * archive.stat().st_size)
    unpacked = members = 0
    seen: set[PurePosixPath] = set()
    try:
        for member in _members(archive):
            members += 1
            if members > MOST_MEMBERS:
                raise BadModel(archive, f"holds more than {MOST_MEMBERS} files; nothing was installed")
            path = _safe(archive, member)
            if member.kind == "folder":
                continue
            if path in seen or not path.parts:
                raise BadModel(archive, f"holds {member.name!r} twice or without a name; nothing was installed")
            seen.add(path)
            keep = wants is None or wants(path) or wants(PurePosixPath(*path.parts[1:]))
            unpacked = _copy(archive, member, folder.joinpath(*path.parts) if keep else None, unpacked, limit)
            if progress:
                progress(unpacked, None)
    except (tarfile.TarError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise _damaged(archive, error) from error
    except OSError as error:
        if error.errno is not None:
            raise  # the disk's fault, not the archive's
        raise _damaged(archive, error) from error
    if not seen:
        raise BadModel(archive, "holds no files; nothing was installed")
    tops = {path.parts[0] for path in seen}
    return folder / tops.pop() if len(tops) == 1 and all(len(path.parts) > 1 for path in seen) else folder


def _damaged(archive: Path, error: Exception) -> BadModel:
    return BadModel(archive, f"is damaged or cut off ({error}); nothing was installed")


def _members(archive: Path) -> Iterator[_Member]:
    with archive.open("rb") as file:
        magic = file.read(4)
    if magic == b"PK\x03\x04":
        with zipfile.ZipFile(archive) as zipped:
            for entry in zipped.infolist():
                yield _Member(entry.filename, _zip_kind(entry), partial(zipped.open, entry))
        return
    # as a stream: one pass over a compressed archive, whose members are met in order
    mode: Any = "r|gz" if magic.startswith(b"\x1f\x8b") else "r|bz2" if magic.startswith(b"BZh") else "r|"
    with tarfile.open(archive, mode) as tar:
        # None is what it gives for other members than plain files
        open_file = cast(Callable[[tarfile.TarInfo], IO[bytes]], tar.extractfile)
        for info in tar:
            yield _Member(info.name, _tar_kind(info), partial(open_file, info))


def _tar_kind(info: tarfile.TarInfo) -> str:
    if info.isdir():
        return "folder"
    if info.issym() or info.islnk():
        return "a link"
    # sparse files claim any size without holding it
    return "file" if info.isreg() and not info.issparse() else "a device or another special file"


def _zip_kind(entry: zipfile.ZipInfo) -> str:
    if entry.is_dir():
        return "folder"
    if entry.flag_bits & 0x1:
        return "an encrypted file"
    # Unix mode in the upper half; 0 when it was made elsewhere
    kind = (entry.external_attr >> 16) & 0o170000
    return "file" if kind in (0, 0o100000) else "a link" if kind == 0o120000 else "a device or another special file"


def _safe(archive: Path, member: _Member) -> PurePosixPath:
    """The member's path, which is inside and means the same on every system. Raises BadModel."""
    name = member.name
    if member.kind not in ("file", "folder"):
        raise BadModel(archive, f"holds {name!r}, {member.kind}; nothing was installed")
    parts = [part for part in name.split("/") if part not in ("", ".")]
    outside = name.startswith("/") or ".." in parts or any(sign in name for sign in "\\:\0")
    if outside or not name.isprintable():
        raise BadModel(archive, f"holds {name!r}, which would lie outside the model's folder; nothing was installed")
    return PurePosixPath(*parts)


def _copy(archive: Path, member: _Member, target: Path | None, written: int, limit: int) -> int:
    """Writes a member, or reads through it; the bytes in all so far, counted as they come and not as announced."""
    with member.open() as source:
        if target is not None:
            target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("xb") if target is not None else _Nowhere() as file:
            while block := source.read(BLOCK):
                written += len(block)
                if written > limit:
                    raise BadModel(archive, f"unpacks to more than {limit // 1_000_000} MB; nothing was installed")
                file.write(block)
    return written


class _Nowhere:
    """Takes bytes and keeps none."""

    def __enter__(self) -> _Nowhere:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def write(self, block: bytes) -> int:
        return len(block)
