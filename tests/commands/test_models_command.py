"""`followup models`: what is printed, what is left behind, and the exit codes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from simulator.cli import main
from simulator.models.catalogue import models_folder
from tests.models.archive_server import Served, serving
from tests.models.tiny import entry, install_tiny, make_archive, write_catalogue


@pytest.fixture
def server(tiny_models: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    archive = make_archive(tiny_models / "whole", tmp_path / "whole.tar.bz2")
    with serving(archive.read_bytes()) as served:
        monkeypatch.setenv("FOLLOWUP_MODELS_MIRROR", served.address)
        monkeypatch.setenv("NO_PROXY", "127.0.0.1")
        write_catalogue(entry("whole"))
        yield served


def followup(*arguments: str) -> int:
    """The exit code."""
    try:
        main(["models", *arguments])
    except SystemExit as end:
        return int(end.code or 0)
    return 0


def test_the_list_tells_size_licence_word_error_and_what_is_installed(
    tiny_models: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "130")
    install_tiny(tiny_models, tmp_path, "voice")
    assert followup() == 0
    lines = {line.split()[0]: line for line in capsys.readouterr().out.splitlines() if line.strip()}
    assert "310 MB" in lines["zipformer"]
    assert "3.06 c 7.79 o" in lines["zipformer"]
    assert "Apache-2.0" in lines["zipformer"]
    assert "during" in lines["zipformer"]
    assert "yes" in lines["tiny-voice"]
    assert "yes" not in lines["zipformer"]


def test_the_list_as_json_is_all_that_standard_output_holds(
    tiny_models: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    install_tiny(tiny_models, tmp_path, "voice")
    assert followup("list", "--json") == 0
    rows = {row["name"]: row for row in json.loads(capsys.readouterr().out)}
    assert rows["whisper-tiny.en"]["size"] == 118_071_777
    assert rows["whisper-tiny.en"]["word_error"][1]["percent"] == 14.6
    assert not rows["whisper-tiny.en"]["installed"]
    assert rows["tiny-voice"]["installed"]
    assert rows["tiny-voice"]["folder"] == str(models_folder() / "tiny-voice")


def test_get_says_what_was_trusted_and_remove_undoes_it(server: Served, capsys: pytest.CaptureFixture[str]) -> None:
    assert followup("get", "tiny-whole") == 0
    said = capsys.readouterr().out
    assert f"tiny-whole is installed in {models_folder() / 'tiny-whole'}" in said
    assert "The catalogue names no checksum for it, so this archive was trusted" in said
    assert "Licence: CC0-1.0" in said
    assert followup("get", "tiny-whole") == 0
    assert capsys.readouterr().out == "tiny-whole is installed already\n"
    assert len(server.requests) == 1
    assert followup("remove", "tiny-whole") == 0
    assert capsys.readouterr().out == "tiny-whole is removed\n"
    assert not (models_folder() / "tiny-whole").exists()
    assert followup("remove", "tiny-whole") == 0
    assert capsys.readouterr().out == "tiny-whole was not installed\n"


def test_get_takes_an_archive_from_disk(tiny_models: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_catalogue(entry("voice"))
    archive = make_archive(tiny_models / "voice", tmp_path / "voice.tar.bz2")
    assert followup("get", "tiny-voice", "--from", str(archive)) == 0
    assert "tiny-voice is installed" in capsys.readouterr().out
    assert followup("get", "tiny-voice", "--from", str(tmp_path / "nowhere.tar.bz2")) == 1
    assert "nowhere.tar.bz2: there is no such file" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["get", "remove"])
def test_an_unknown_name_is_a_wrong_use(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert followup(command, "whisper-tiny") == 2
    assert capsys.readouterr().err.startswith(
        "followup: no model is called 'whisper-tiny'; did you mean whisper-tiny.en"
    )


def test_without_a_network_get_fails_with_one_line(
    server: Served, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FOLLOWUP_MODELS_MIRROR", "http://127.0.0.1:9")
    assert followup("get", "tiny-whole") == 1
    message = capsys.readouterr().err.strip()
    assert message.startswith("followup: no connection to 127.0.0.1:9 (")
    assert "\n" not in message


@pytest.mark.skipif(os.name == "nt", reason="Windows sends no interrupt to one process alone")
def test_an_interrupted_download_goes_on_where_it_stopped(server: Served, home: Path) -> None:
    write_catalogue(entry("voice", settings=entry("whole")["settings"]))
    server.content *= 200
    server.slow = 0.02
    command = [sys.executable, "-m", "simulator", "models", "get", "tiny-voice"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    partial = models_folder() / ".downloads" / "tiny-voice.tar.bz2.partial"
    while not (partial.exists() and partial.stat().st_size):
        assert process.poll() is None, process.communicate()
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    _, messages = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "what has come is kept; followup models get tiny-voice goes on from there" in messages
    assert "Traceback" not in messages
    kept = partial.stat().st_size
    assert 0 < kept < len(server.content)
    server.slow = 0.0
    followup("get", "tiny-voice")
    assert server.requests[-1][1] == f"bytes={kept}-"
