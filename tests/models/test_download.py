"""Downloads over a real connection: resumed, mirrored, and told clearly when they fail."""

from __future__ import annotations

import random
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from simulator.errors import DownloadFailed
from simulator.models.download import fetch, partial_of
from tests.models.archive_server import Served, serving

CONTENT = random.Random(1).randbytes(300_000)


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "FOLLOWUP_MODELS_MIRROR"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


@pytest.fixture
def server() -> Iterator[Served]:
    with serving(CONTENT) as served:
        yield served


def test_a_file_arrives_whole_and_its_progress_is_told(server: Served, tmp_path: Path) -> None:
    told: list[tuple[int, int | None]] = []
    fetch(f"{server.address}/a.tar.bz2", tmp_path / "a", progress=lambda done, total: told.append((done, total)))
    assert (tmp_path / "a").read_bytes() == CONTENT
    assert told[-1] == (len(CONTENT), len(CONTENT))
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["a"], "nothing half is left"


def test_a_connection_that_breaks_off_is_taken_up_again_where_it_broke(server: Served, tmp_path: Path) -> None:
    server.cuts = [100_000, 50_000]
    fetch(f"{server.address}/a", tmp_path / "a", len(CONTENT))
    assert (tmp_path / "a").read_bytes() == CONTENT
    assert [wanted for _, wanted in server.requests] == [None, "bytes=100000-", "bytes=150000-"]
    assert server.bytes_sent == len(CONTENT), "no byte came twice"


def test_a_later_call_goes_on_where_an_interrupted_one_stopped(server: Served, tmp_path: Path) -> None:
    def interrupt(done: int, total: int | None) -> None:
        raise KeyboardInterrupt

    server.slow = 0.002
    with pytest.raises(KeyboardInterrupt):
        fetch(f"{server.address}/a", tmp_path / "a", progress=interrupt)
    kept = partial_of(tmp_path / "a").stat().st_size
    assert 0 < kept < len(CONTENT)
    fetch(f"{server.address}/a", tmp_path / "a")
    assert server.requests[-1] == ("/a", f"bytes={kept}-")
    assert (tmp_path / "a").read_bytes() == CONTENT


def test_a_file_that_changed_meanwhile_is_fetched_from_its_beginning(server: Served, tmp_path: Path) -> None:
    server.cuts = [100_000, 0]
    with pytest.raises(DownloadFailed, match="the same command goes on"):
        fetch(f"{server.address}/a", tmp_path / "a")
    server.content, server.tag = CONTENT[::-1], '"second"'
    fetch(f"{server.address}/a", tmp_path / "a")
    assert (tmp_path / "a").read_bytes() == CONTENT[::-1]


def test_a_server_without_ranges_begins_again(server: Served, tmp_path: Path) -> None:
    server.ranges, server.cuts = False, [200_000]
    fetch(f"{server.address}/a", tmp_path / "a")
    assert (tmp_path / "a").read_bytes() == CONTENT


def test_a_server_that_brings_nothing_more_is_given_up_with_what_came_kept(server: Served, tmp_path: Path) -> None:
    server.cuts = [1_000, 0]
    with pytest.raises(DownloadFailed, match=r"broke off after 1000 of 300000 bytes; the same command goes on"):
        fetch(f"{server.address}/a", tmp_path / "a")
    assert partial_of(tmp_path / "a").read_bytes() == CONTENT[:1_000]


def test_a_file_of_another_size_than_the_catalogue_says_is_not_fetched(server: Served, tmp_path: Path) -> None:
    with pytest.raises(DownloadFailed, match="300000 bytes where the catalogue says 299999"):
        fetch(f"{server.address}/a", tmp_path / "a", 299_999)
    assert not (tmp_path / "a").exists()


def test_a_mirror_takes_the_place_of_scheme_and_host(
    server: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FOLLOWUP_MODELS_MIRROR", f"{server.address}/github/")
    fetch("https://github.invalid/k2-fsa/models/a.tar.bz2", tmp_path / "a")
    assert server.requests == [("/github/k2-fsa/models/a.tar.bz2", None)]
    assert (tmp_path / "a").read_bytes() == CONTENT


def test_a_mirror_that_is_no_web_address_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOLLOWUP_MODELS_MIRROR", "file:///etc")
    with pytest.raises(DownloadFailed, match="FOLLOWUP_MODELS_MIRROR is 'file:///etc'; it must begin with https://"):
        fetch("https://github.invalid/a", tmp_path / "a")


def test_the_usual_proxy_is_asked(server: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", server.address)
    fetch("http://models.invalid/a", tmp_path / "a")
    assert server.requests == [("http://models.invalid/a", None)]


def test_no_network_is_one_clear_line(tmp_path: Path) -> None:
    with socket.socket() as taken:  # bound but not listening: nobody answers there
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        with pytest.raises(DownloadFailed) as failure:
            fetch(f"http://127.0.0.1:{port}/a", tmp_path / "a")
    assert str(failure.value).startswith(f"no connection to 127.0.0.1:{port} (Connection refused); check the network")
    assert "\n" not in str(failure.value)


def test_a_missing_file_names_its_address_and_the_answer(server: Served, tmp_path: Path) -> None:
    with pytest.raises(DownloadFailed, match=rf"{server.address}/missing: the server answers 404 Not Found"):
        fetch(f"{server.address}/missing", tmp_path / "a")


def test_other_addresses_than_web_addresses_are_not_opened(tmp_path: Path) -> None:
    with pytest.raises(DownloadFailed, match="only http and https"):
        fetch(f"file://{tmp_path}", tmp_path / "a")
