"""The store: folders are the truth, the index follows them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from simulator.errors import StoreProblem, WrongUse
from simulator.history.store import INDEX_NAME, RECORD_NAME, SCORECARD_NAME, Store
from simulator.home import open_home
from simulator.record import CallRecord, CriterionResult, Scorecard, write

ADDER = """
import sys
from pathlib import Path
from simulator.history.store import Store
from simulator.record import CallRecord, write
for number in range(15):
    with Store(Path(sys.argv[1])) as store:
        folder = store.new_folder("2026-01-01T10-00-00-hired")
        write(CallRecord(id=folder.name, started="2026-01-01T10:00:00"), folder / "call.json")
        store.add(folder)
"""


def keep(store: Store, name: str, started: str, overall: int | None = None) -> Path:
    folder = store.new_folder(name)
    write(CallRecord(id=folder.name, scenario="hired", started=started, length=61.0), folder / RECORD_NAME)
    if overall is not None:
        silence = CriterionResult(level=4, points=100, status="scored", why="kept")
        write(Scorecard(call=folder.name, criteria={"silence": silence}, overall=overall), folder / SCORECARD_NAME)
    store.add(folder)
    return folder


def test_calls_are_listed_newest_first_with_their_points(home: Path) -> None:
    with Store(home) as store:
        keep(store, "a", "2026-03-01T10:00:00", 40)
        keep(store, "b", "2026-03-02T10:00:00")
        newest, oldest = store.summaries()
    assert (newest.id, newest.overall, newest.points) == ("b", None, {})
    assert (oldest.id, oldest.overall, oldest.points, oldest.length) == ("a", 40, {"silence": 100}, 61.0)


def test_a_call_scored_again_replaces_its_old_line(home: Path) -> None:
    with Store(home) as store:
        folder = keep(store, "a", "2026-03-01T10:00:00", 40)
        write(Scorecard(call="a", overall=70), folder / SCORECARD_NAME)
        store.add(folder)
        (only,) = store.summaries()
    assert (only.overall, only.points) == (70, {})


@pytest.mark.parametrize("damage", ["missing", "garbage", "empty", "other version"])
def test_the_index_is_built_again_from_the_folders(home: Path, damage: str) -> None:
    with Store(home) as store:
        keep(store, "a", "2026-03-01T10:00:00", 40)
        keep(store, "b", "2026-03-02T10:00:00", 50)
        before = store.summaries()
    index = home / INDEX_NAME
    if damage == "missing":
        index.unlink()
    elif damage == "garbage":
        index.write_bytes(b"no database at all" * 500)
    elif damage == "empty":
        index.write_bytes(b"")
    else:
        import sqlite3

        with sqlite3.connect(index) as connection:
            connection.execute("PRAGMA user_version = 99")
        connection.close()
    with Store(home) as store:
        assert store.summaries() == before


def test_a_folder_copied_in_by_hand_is_found_and_one_taken_away_is_gone(home: Path) -> None:
    with Store(home) as store:
        folder = keep(store, "a", "2026-03-01T10:00:00")
    folder.rename(folder.with_name("moved"))
    with Store(home) as store:
        assert [summary.id for summary in store.summaries()] == ["moved"]


def test_a_broken_record_is_left_out_with_a_note_and_left_in_place(home: Path) -> None:
    with Store(home) as store:
        keep(store, "a", "2026-03-01T10:00:00")
    broken = home / "calls" / "broken"
    broken.mkdir()
    (broken / RECORD_NAME).write_text('{"format": "call/1", "id": ')
    with Store(home) as store:
        assert [summary.id for summary in store.summaries()] == ["a"]
        (note,) = store.notes
    assert "call.json: not JSON (line 1" in note
    assert (broken / RECORD_NAME).exists()


def test_two_calls_in_the_same_second_get_folders_of_their_own(home: Path) -> None:
    with Store(home) as store:
        assert [store.new_folder("x").name, store.new_folder("x").name] == ["x", "x-2"]


def test_a_call_is_found_by_the_beginning_of_its_id(home: Path) -> None:
    with Store(home) as store:
        first = keep(store, "2026-03-01-hired", "2026-03-01T10:00:00")
        second = keep(store, "2026-03-02-hired", "2026-03-02T10:00:00")
        assert store.folder() == second
        assert store.folder("2026-03-01") == first
        with pytest.raises(WrongUse, match="2 calls begin so"):
            store.folder("2026-03")
        with pytest.raises(WrongUse, match="no such call; the nearest: 2026-03-01-hired"):
            store.folder("2026-03-01-fired")


def test_two_programs_use_one_store_at_the_same_time(home: Path) -> None:
    writers = [subprocess.Popen([sys.executable, "-c", ADDER, str(home)]) for _ in range(2)]
    assert [writer.wait(60) for writer in writers] == [0, 0]
    with Store(home) as store:
        assert len(store.summaries()) == 30
        assert store.notes == []


def test_a_home_whose_parent_does_not_exist_is_a_mistake(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("FOLLOWUP_HOME", str(tmp_path / "typo" / "home"))
    with pytest.raises(StoreProblem, match="does not exist; create it first"):
        open_home()


def test_a_home_that_is_a_file_cannot_be_used(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("FOLLOWUP_HOME", str(tmp_path / "file"))
    with pytest.raises(StoreProblem, match="cannot write there"):
        open_home()


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="POSIX rights")
def test_a_read_only_home_is_said_in_one_line(home: Path) -> None:
    """As root nothing is read-only, so another user tries."""
    code = (
        "import os\nfrom simulator.home import open_home\nfrom simulator.errors import StoreProblem\n"
        "os.geteuid() or os.setuid(65534)\n"
        "try: open_home()\nexcept StoreProblem as problem: print(problem)"
    )
    home.chmod(0o555)
    for parent in home.parents:
        if parent.owner() == "root" and os.geteuid() == 0 and parent != Path("/"):
            parent.chmod(parent.stat().st_mode | 0o005)
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "cannot write there (Permission denied)" in said.stdout, said.stderr


def test_a_call_says_whether_anybody_spoke_and_what_it_is_a_retry_of(home: Path) -> None:
    with Store(home) as store:
        folder = store.new_folder("2026-03-01T10-00-00-again")
        turn = {"speaker": "candidate", "start": 1.0, "end": 2.0, "text": "Hello?"}
        again = {"id": folder.name, "turns": [turn], "retry_of": {"call": "first", "turn": 3, "at": 12.0}}
        write(CallRecord.model_validate(again), folder / "call.json")
        store.add(folder)
        keep(store, "2026-03-02T10-00-00-silent", "2026-03-02T10:00:00", 50)
        silent, retried = store.summaries()
    assert (silent.spoken, silent.retry_of) == (False, None)
    assert (retried.spoken, retried.retry_of) == (True, "first")
