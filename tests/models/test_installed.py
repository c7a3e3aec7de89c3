"""Installing: whole or not at all, checked by what is known, found again, removed."""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from simulator.errors import BadModel, DownloadFailed, MissingPart
from simulator.models.catalogue import find_model, models_folder
from simulator.models.installed import find_installed, install, installed_models, remove
from tests.models.archive_server import Served, serving
from tests.models.tiny import entry, install_tiny, make_archive, write_catalogue


@pytest.fixture
def archive(tiny_models: Path, tmp_path: Path) -> Path:
    return make_archive(tiny_models / "streaming", tmp_path / "tiny-streaming.tar.bz2")


@pytest.fixture
def server(archive: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    with serving(archive.read_bytes()) as served:
        monkeypatch.setenv("FOLLOWUP_MODELS_MIRROR", served.address)
        monkeypatch.setenv("NO_PROXY", "127.0.0.1")
        yield served


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def names_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_a_model_is_fetched_checked_and_found_with_only_the_files_it_needs(archive: Path, server: Served) -> None:
    write_catalogue(entry("streaming", sha256=sha256(archive), size=archive.stat().st_size))
    found = install(find_model("tiny-streaming"))
    assert found.trust == "catalogue"
    assert found == find_installed("tiny-streaming")
    assert names_in(found.folder) == {"model.onnx", "tokens.txt", "README.md", "installed.json"}
    assert found.files()["model"] == str(models_folder() / "tiny-streaming" / "model.onnx")
    assert names_in(models_folder() / ".downloads") == set(), "the archive is not kept"


def test_a_model_without_a_known_checksum_is_trusted_once_and_held_to_it(archive: Path, server: Served) -> None:
    write_catalogue(entry("streaming"))
    found = install(find_model("tiny-streaming"))
    assert (found.trust, found.sha256) == ("first use", sha256(archive))
    assert remove("tiny-streaming")
    server.content += b"x"
    with pytest.raises(BadModel, match="is not that of the archive trusted before"):
        install(find_model("tiny-streaming"))
    assert installed_models() == []


def test_a_wrong_checksum_installs_nothing_and_the_next_try_fetches_anew(archive: Path, server: Served) -> None:
    write_catalogue(entry("streaming", sha256=sha256(archive)))
    server.content = bytes([server.content[0] ^ 1]) + server.content[1:]
    with pytest.raises(BadModel, match=r"is not the catalogue's .*; nothing was installed"):
        install(find_model("tiny-streaming"))
    assert installed_models() == []
    server.content = archive.read_bytes()
    assert install(find_model("tiny-streaming")).whole


def test_an_archive_from_disk_needs_no_network_and_is_held_to_the_same_checksum(archive: Path, tmp_path: Path) -> None:
    write_catalogue(entry("streaming", sha256=sha256(archive)))
    assert install(find_model("tiny-streaming"), archive).whole
    assert archive.exists(), "the user's own file stays"
    archive.write_bytes(archive.read_bytes()[:-100])
    with pytest.raises(BadModel, match="checksum"):
        install(find_model("tiny-streaming"), archive)
    assert find_installed("tiny-streaming").whole, "what was there before stays"


def test_an_archive_of_another_model_is_refused_with_the_file_it_lacks(tiny_models: Path, tmp_path: Path) -> None:
    write_catalogue(entry("streaming"))
    voice = make_archive(tiny_models / "voice", tmp_path / "voice.tar.bz2")
    with pytest.raises(BadModel, match=r"holds no model\.onnx: it is not tiny-streaming"):
        install(find_model("tiny-streaming"), voice)
    assert names_in(models_folder()) <= {"catalogue.json", ".downloads", ".lock"}, "and its checksum is not trusted"


@pytest.mark.parametrize(
    ("content", "why"),
    [(b"", "is no ONNX model"), (b"<html>Not found</html>", "model"), (None, "is cut off, or no ONNX model")],
)
def test_an_archive_with_a_broken_model_file_is_refused(
    tiny_models: Path, tmp_path: Path, content: bytes | None, why: str
) -> None:
    write_catalogue(entry("streaming"))
    broken = tmp_path / "streaming"
    broken.mkdir()
    (broken / "tokens.txt").write_text("<blk> 0\n")
    whole = (tiny_models / "streaming" / "model.onnx").read_bytes()
    (broken / "model.onnx").write_bytes(whole[: len(whole) // 2] if content is None else content)
    with pytest.raises(BadModel, match=why):
        install(find_model("tiny-streaming"), make_archive(broken, tmp_path / "broken.tar.bz2"))
    assert installed_models() == []


def test_a_model_whose_file_was_cut_off_later_does_not_count_as_installed(tiny_models: Path, tmp_path: Path) -> None:
    (found,) = install_tiny(tiny_models, tmp_path, "streaming")
    model = found.folder / "model.onnx"
    model.write_bytes(model.read_bytes()[:-1])
    assert installed_models() == []
    with pytest.raises(BadModel, match=r"is missing or not whole; followup models remove tiny-streaming, then"):
        find_installed("tiny-streaming")


def test_installed_models_stand_in_the_order_of_the_catalogue(tiny_models: Path, tmp_path: Path) -> None:
    install_tiny(tiny_models, tmp_path, "whole", "voice", "streaming")
    assert [one.model.name for one in installed_models()] == ["tiny-whole", "tiny-voice", "tiny-streaming"]
    assert [one.model.name for one in installed_models("voice")] == ["tiny-voice"]


def test_an_installed_model_outlives_its_entry_in_the_catalogue(tiny_models: Path, tmp_path: Path) -> None:
    install_tiny(tiny_models, tmp_path, "whole")
    write_catalogue()
    assert find_installed("tiny-whole").whole
    assert remove("tiny-whole")
    assert not (models_folder() / "tiny-whole").exists()


def test_a_model_that_is_only_in_the_catalogue_names_the_command_that_fetches_it() -> None:
    with pytest.raises(
        MissingPart, match="recogniser nemo-80ms is not installed; to mend it: followup models get nemo"
    ):
        find_installed("nemo-80ms")


def test_removing_takes_what_is_left_of_a_download_too(archive: Path, server: Served) -> None:
    write_catalogue(entry("streaming"))
    server.cuts = [500, 0]
    with pytest.raises(DownloadFailed):
        install(find_model("tiny-streaming"))
    assert names_in(models_folder() / ".downloads") == {
        "tiny-streaming.tar.bz2.partial",
        "tiny-streaming.tar.bz2.partial.json",
    }
    assert not remove("tiny-streaming"), "it was not installed"
    assert names_in(models_folder() / ".downloads") == set()


def test_a_note_that_cannot_be_read_makes_a_model_absent_and_not_a_crash(tiny_models: Path, tmp_path: Path) -> None:
    (found,) = install_tiny(tiny_models, tmp_path, "streaming")
    for damage in ("", "[]", json.dumps({"model": {"name": "x"}}), random.Random(3).randbytes(50).hex()):
        (found.folder / "installed.json").write_text(damage)
        assert installed_models() == []
