"""Archives that mean no good, or are not whole, leave nothing behind."""

from __future__ import annotations

import io
import stat
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from simulator.errors import BadModel
from simulator.models import unpack as room
from simulator.models.unpack import unpack

Member = tuple[tarfile.TarInfo, bytes]


def plain(name: str, content: bytes = b"content") -> Member:
    info = tarfile.TarInfo(name)
    info.size = len(content)
    return info, content


def special(name: str, kind: bytes, target: str = "") -> Member:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, target
    return info, b""


def tar_of(path: Path, members: list[Member], mode: str = "w:bz2") -> Path:
    with tarfile.open(path, mode) as tar:  # type: ignore[call-overload]  # the mode is one of the known ones
        for info, content in members:
            tar.addfile(info, io.BytesIO(content))
    return path


def zip_of(path: Path, name: str, content: bytes = b"content", mode: int = 0) -> Path:
    info = zipfile.ZipInfo(name)
    info.external_attr = mode << 16
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr(info, content)
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    inside = tmp_path / "home" / "models" / ".new-model"
    inside.mkdir(parents=True)
    return inside


@pytest.mark.parametrize("mode", ["w:bz2", "w:gz", "w"])
def test_a_tar_archive_is_unpacked_and_its_top_folder_given(tmp_path: Path, folder: Path, mode: str) -> None:
    members = [special("model", tarfile.DIRTYPE), plain("model/a.onnx", b"a"), plain("./model/data/b", b"b")]
    root = unpack(tar_of(tmp_path / "archive", members, mode), folder)
    assert root == folder / "model"
    assert (root / "a.onnx").read_bytes() == b"a"
    assert (root / "data" / "b").read_bytes() == b"b"


def test_a_zip_archive_without_a_top_folder_is_unpacked_where_it_is(tmp_path: Path, folder: Path) -> None:
    assert unpack(zip_of(tmp_path / "archive", "a.onnx"), folder) == folder
    assert (folder / "a.onnx").read_bytes() == b"content"


def test_only_what_is_wanted_is_kept(tmp_path: Path, folder: Path) -> None:
    archive = tar_of(tmp_path / "archive", [plain("model/a.onnx"), plain("model/a.int8.onnx")])
    root = unpack(archive, folder, lambda path: path.name == "a.int8.onnx")
    assert [path.name for path in root.iterdir()] == ["a.int8.onnx"]


OUTSIDE = "would lie outside the model's folder"
HOSTILE: dict[str, tuple[Callable[[Path], Path], str]] = {
    "absolute path": (lambda path: tar_of(path, [plain("/etc/cron.d/evil")]), OUTSIDE),
    "path to the parent": (lambda path: tar_of(path, [plain("model/../../evil")]), OUTSIDE),
    "backslashes": (lambda path: tar_of(path, [plain("..\\..\\evil")]), OUTSIDE),
    "drive letter": (lambda path: tar_of(path, [plain("C:/evil")]), OUTSIDE),
    "control character": (lambda path: tar_of(path, [plain("model/a\rb")]), OUTSIDE),
    "symbolic link": (lambda path: tar_of(path, [special("model/a", tarfile.SYMTYPE, "/etc")]), "a link"),
    "hard link": (lambda path: tar_of(path, [special("model/a", tarfile.LNKTYPE, "../../x")]), "a link"),
    "device": (lambda path: tar_of(path, [special("model/a", tarfile.CHRTYPE)]), "a device"),
    "named pipe": (lambda path: tar_of(path, [special("model/a", tarfile.FIFOTYPE)]), "a device or another special"),
    "file twice": (lambda path: tar_of(path, [plain("model/a"), plain("model/./a")]), "twice"),
    "nothing": (lambda path: tar_of(path, []), "holds no files"),
    "path to the parent in a zip": (lambda path: zip_of(path, "../evil"), OUTSIDE),
    "symbolic link in a zip": (lambda path: zip_of(path, "m/a", b"/etc", stat.S_IFLNK | 0o777), "a link"),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_archive_is_refused_and_writes_nothing_outside(tmp_path: Path, folder: Path, what: str) -> None:
    make, why = HOSTILE[what]
    archive = make(tmp_path / "archive")
    with pytest.raises(BadModel, match=why) as refusal:
        unpack(archive, folder)
    assert refusal.value.path == archive
    outside = [path for path in tmp_path.rglob("*") if folder not in path.parents and path.is_file()]
    assert outside == [archive]


def test_an_archive_that_unpacks_without_end_is_stopped(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "FLOOR", 1_000_000)
    archive = tar_of(tmp_path / "archive", [plain("model/zeros", bytes(8_000_000))])
    with pytest.raises(BadModel, match="unpacks to more than 1 MB"):
        unpack(archive, folder)
    assert (folder / "model" / "zeros").stat().st_size <= 1_000_000


def test_an_archive_of_countless_files_is_stopped(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "MOST_MEMBERS", 10)
    with pytest.raises(BadModel, match="more than 10 files"):
        unpack(tar_of(tmp_path / "archive", [plain(f"model/{number}") for number in range(11)]), folder)


@pytest.mark.parametrize("mode", ["w:bz2", "w:gz", "w"])
@pytest.mark.parametrize("part", [0.3, 0.9])
def test_an_archive_that_is_cut_off_is_refused(tmp_path: Path, folder: Path, mode: str, part: float) -> None:
    content = bytes(value * 7 % 251 for value in range(50_000))
    archive = tar_of(tmp_path / "archive", [plain("model/a", content), plain("model/b", content)], mode)
    whole = archive.read_bytes().rstrip(b"\0")  # a plain tar ends in zeros that nothing misses
    archive.write_bytes(whole[: int(len(whole) * part)])
    with pytest.raises(BadModel, match="is damaged or cut off"):
        unpack(archive, folder)


def test_what_is_no_archive_is_refused(tmp_path: Path, folder: Path) -> None:
    (tmp_path / "page.html").write_text("<html>Not found</html>" * 100)
    with pytest.raises(BadModel, match="is damaged or cut off"):
        unpack(tmp_path / "page.html", folder)
