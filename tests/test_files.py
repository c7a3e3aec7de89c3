"""A file is written whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.files import write_whole


def test_what_is_written_takes_the_place_of_what_was_there_and_leaves_nothing_beside_it(home: Path) -> None:
    path = home / "profile.json"
    for text in ("Zoë – first\n", "second\n"):
        write_whole(path, text)
        assert path.read_text(encoding="utf-8") == text
        assert list(home.iterdir()) == [path]


def test_a_writer_that_fails_leaves_what_was_there_before(home: Path) -> None:
    path = home / "profile.json"
    write_whole(path, "kept\n")
    with pytest.raises(UnicodeEncodeError):
        write_whole(path, "half a letter: \ud83d")
    assert path.read_text(encoding="utf-8") == "kept\n"
