"""A file from the network to the disk: resumed where it broke off, at most as large as announced.

Proxies are taken from the environment as usual (HTTPS_PROXY, HTTP_PROXY, NO_PROXY). FOLLOWUP_MODELS_MIRROR takes the
place of an address's scheme and host, so `https://mirror.example/github` fetches
`https://mirror.example/github/k2-fsa/sherpa-onnx/…`.

What has come is kept beside the target as `NAME.partial`, with what the server said of the file in `NAME.partial.json`;
the next try asks for the rest (RFC 9110, 14.2 Range, 13.1.5 If-Range) and begins anew when the file has changed.
"""

from __future__ import annotations

import contextlib
import hashlib
import http.client
import json
import os
import re
import shutil
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from simulator import __version__
from simulator.errors import DownloadFailed

MIRROR = "FOLLOWUP_MODELS_MIRROR"
"""Environment variable: what takes the place of scheme and host."""
TIMEOUT = 30.0
"""Seconds without a byte after which a connection counts as dead."""
BLOCK = 1 << 18
"""Bytes read at a time: 256 KiB."""
TRIES = 4
"""Connections for one file: a cut is tried again at once as long as each connection brings something."""
SPARE = 50_000_000
"""Bytes that stay free on the disk."""

Progress = Callable[[int, int | None], None]
"""Called with the bytes that are there and the bytes in all (None: unknown)."""

_OTHER_WAYS = (
    "check the network, set HTTPS_PROXY or FOLLOWUP_MODELS_MIRROR, "
    "or fetch the archive elsewhere and give it with --from"
)

_RANGE = re.compile(r"bytes (\d+)-\d+/(\d+|\*)")


@dataclass(frozen=True, slots=True)
class _Known:
    """What the server said of a file: enough to ask for the rest of the same one."""

    address: str
    validator: str | None
    """Its strong ETag or its date; None: nothing to tell it from another version by."""


class _Cut(Exception):
    """The connection broke off before the file was whole."""


def mirrored(address: str) -> str:
    """The address to fetch from. Raises DownloadFailed for a mirror that is no http address."""
    mirror = os.environ.get(MIRROR, "").strip()
    if not mirror:
        return address
    if urllib.parse.urlsplit(mirror).scheme not in ("http", "https"):
        raise DownloadFailed(f"{MIRROR} is {mirror!r}; it must begin with https:// or http://")
    return mirror.rstrip("/") + urllib.parse.urlsplit(address).path


def partial_of(target: Path) -> Path:
    """Where what has come so far of `target` is kept."""
    return target.with_name(f"{target.name}.partial")


def forget_partial(target: Path) -> None:
    """Removes what has come so far."""
    partial_of(target).unlink(missing_ok=True)
    _notes_of(target).unlink(missing_ok=True)


def fetch(address: str, target: Path, size: int | None = None, progress: Progress | None = None) -> None:
    """Fetches `address` into `target`, which then is whole; `size`: bytes it must have, where that is known.

    Raises DownloadFailed, with what to do; what has come stays and the next call goes on from there, also after an
    interrupt.
    """
    source = mirrored(address)
    if urllib.parse.urlsplit(source).scheme not in ("http", "https"):
        raise DownloadFailed(f"{source}: only http and https addresses are fetched")
    partial = partial_of(target)
    for _ in range(TRIES):
        before = _size(partial)
        try:
            _receive(source, target, size, progress)
        except _Cut as cut:
            if _size(partial) <= before:
                raise DownloadFailed(f"{_host(source)}: {cut}; the same command goes on from there") from cut
        else:
            partial.replace(target)
            _notes_of(target).unlink(missing_ok=True)
            return
    raise DownloadFailed(
        f"{_host(source)}: the connection broke off {TRIES} times; the same command goes on from there"
    )


def checksum(path: Path, progress: Progress | None = None) -> str:
    """SHA-256 of a file, as hexadecimal digits."""
    digest, done, size = hashlib.sha256(), 0, _size(path)
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            digest.update(block)
            done += len(block)
            if progress:
                progress(done, size)
    return digest.hexdigest()


def _receive(source: str, target: Path, size: int | None, progress: Progress | None) -> None:
    """One connection. Raises _Cut when the file is not whole after it."""
    partial = partial_of(target)
    known = _read_notes(target)
    have = _size(partial) if known is not None and known.address == source and known.validator else 0
    if have and have == size:
        return
    with contextlib.closing(_open(source, have, known)) as answer:
        start, total = _extent(answer, have, source)
        if size is not None and total is not None and total != size:
            raise DownloadFailed(f"{source} has {total} bytes where the catalogue says {size}: it is another file")
        total = total or size
        _require_space(target.parent, total - start if total else 0)
        _write_notes(target, _Known(source, _validator(answer)))
        done = _append(answer, partial, start, total, progress)
    if total is not None and done < total:
        raise _Cut(f"the connection broke off after {done} of {total} bytes")


def _append(answer: Any, partial: Path, start: int, total: int | None, progress: Progress | None) -> int:
    """Writes the answer to the file from byte `start` on; the bytes that are there then."""
    done = start
    with partial.open("r+b" if start else "wb") as file:
        file.truncate(start)
        file.seek(start)
        while True:
            try:
                block = answer.read1(BLOCK)  # what is there, so that a slow line moves the bar and is kept
            except (OSError, http.client.HTTPException) as error:
                if isinstance(error, http.client.IncompleteRead):
                    file.write(error.partial)
                    done += len(error.partial)
                raise _Cut(f"the connection broke off after {done} bytes ({_reason(error)})") from error
            if not block:
                return done
            done += len(block)
            if total is not None and done > total:
                raise DownloadFailed("the server sends more than it announced; try again, or another mirror")
            file.write(block)
            if progress:
                progress(done, total)


def _open(source: str, have: int, known: _Known | None) -> Any:
    agent = {"User-Agent": f"followup-simulator/{__version__}"}
    request = urllib.request.Request(source, headers=agent)  # noqa: S310 - http and https only, see fetch
    if have and known is not None and known.validator:
        request.add_header("Range", f"bytes={have}-")
        request.add_header("If-Range", known.validator)
    try:
        # an opener of its own: urlopen keeps the proxies of its first use
        answer = urllib.request.build_opener().open(request, timeout=TIMEOUT)
    except urllib.error.HTTPError as error:
        error.close()
        if error.code == http.HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE:
            return _open(source, 0, None)
        raise DownloadFailed(f"{source}: the server answers {error.code} {error.reason}; {_OTHER_WAYS}") from error
    except (OSError, http.client.HTTPException) as error:
        raise DownloadFailed(f"no connection to {_host(source)} ({_reason(error)}); {_OTHER_WAYS}") from error
    if source.startswith("https:") and not answer.geturl().startswith("https:"):
        answer.close()
        raise DownloadFailed(f"{source} leads to an address without encryption; it is not followed")
    return answer


def _extent(answer: Any, have: int, source: str) -> tuple[int, int | None]:
    """The byte at which the answer begins, and the bytes of the whole file where the server tells."""
    if answer.status == http.HTTPStatus.PARTIAL_CONTENT:
        found = _RANGE.fullmatch(answer.headers.get("Content-Range", ""))
        if found is None or int(found[1]) != have:
            raise DownloadFailed(f"{_host(source)} answers with another part than it was asked for; try again")
        return have, None if found[2] == "*" else int(found[2])
    length = answer.headers.get("Content-Length")
    return 0, int(length) if length and length.isdigit() else None


def _validator(answer: Any) -> str | None:
    """What tells this version of the file from another: a strong ETag, else its date."""
    tag: str | None = answer.headers.get("ETag")
    return tag if tag and not tag.startswith("W/") else answer.headers.get("Last-Modified")


def _require_space(folder: Path, needed: int) -> None:
    free = shutil.disk_usage(folder).free
    if needed + SPARE > free:
        raise DownloadFailed(
            f"{folder}: {needed // 1_000_000} MB are still to come and {free // 1_000_000} MB are free; make room first"
        )


def _notes_of(target: Path) -> Path:
    return target.with_name(f"{target.name}.partial.json")


def _read_notes(target: Path) -> _Known | None:
    try:
        return _Known(**json.loads(_notes_of(target).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def _write_notes(target: Path, known: _Known) -> None:
    _notes_of(target).write_text(json.dumps(asdict(known)), encoding="utf-8")


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def _host(address: str) -> str:
    return urllib.parse.urlsplit(address).netloc


def _reason(error: BaseException) -> str:
    inner = getattr(error, "reason", error)
    text = getattr(inner, "strerror", None) or str(inner) or type(inner).__name__
    return " ".join(str(text).split())
