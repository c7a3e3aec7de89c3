"""A scenario file is read whole, or refused with every fault at its place."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from simulator.errors import BadScenario
from simulator.scenario.loader import common_stock, examine, load_scenario
from tests.small_scenario import SMALL, examination


def faults(text: str) -> list[tuple[str, int, int]]:
    return [(fault.code, fault.line, fault.column) for fault in examination(text).faults]


def line_of(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


def test_the_small_scenario_has_no_fault() -> None:
    shown = examination()
    assert not shown.faults
    assert shown.scenario is not None
    assert list(shown.scenario.moments) == ["hello", "news"]


def test_the_common_stock_has_no_fault() -> None:
    assert {step.asks for step in common_stock().asks} >= {"name", "purpose", "position", "interview"}


@pytest.mark.parametrize("word", ["no", "off", "yes", "on", "null-and-void", "1e3", "0x10"])
def test_words_stay_words(word: str) -> None:
    shown = examination(SMALL.replace("[Bye., Bye then.]", f"[{word}, Bye then.]"))
    assert shown.scenario is not None
    assert shown.scenario.endings["vague"].say == [word, "Bye then."]


@pytest.mark.parametrize(
    ("old", "new", "code", "where"),
    [
        ("title: Small", "title: Small\ntitel: Small", "S101", "titel"),
        ("title: Small\n", "", "S102", "format"),
        ("title: Small", "title:", "S103", "title"),
        ("title: Small", "title: {a: b}", "S103", "title"),
        ("title: Small", "title: Sm{al", "S104", "title"),
        ("trains: [C1]", "trains: [C99]", "S104", "trains"),
        ("trains: [C1]", "trains: []", "S105", "trains"),
        ("think: 4", "think: soon", "S103", "think"),
        ("think: 4", "think: .nan", "S103", "think"),
        ("think: 4", "think: nan", "S104", "think"),
        ("think: 4", "think: inf", "S104", "think"),
        ("think: 4", "think: -1", "S104", "think"),
        ("think: 4", "think: 3600", "S104", "think"),
        ("verdict: undecided", "verdict: maybe", "S104", "verdict"),
        ("verdict: undecided", "verdict: {hired: 0}", "S104", "verdict"),
        ("when: revealed day", "when: __import__('os')", "S104", "when: __"),
        ("when: revealed day", "when: mood = 1", "S104", "when: mood"),
        ("when: revealed day", "when: revealed dya", "S203", "when: revealed"),
        ("when: revealed day", "when: been there", "S205", "when: been"),
        ("reveals: bonus", "reveals: bogus", "S203", "reveals: bogus"),
        ("then: news", "then: nowhere", "S205", "then: nowhere"),
        ("on: timeline_question", "on: timeline_questoin", "S104", "on: timeline_q"),
        ("on: timeline_question", "on: timeline_question\n  speaker: eve", "S204", "speaker: eve"),
        ("needs: [name, purpose]", "needs: [name, shoe-size]", "S104", "needs"),
        ("say: [Bye., Bye then.]", "say: [Bye.]", "S105", "say: [Bye.]"),
        ("say: [Bye., Bye then.]", "say: [Bye., Bye.]", "S104", "say: [Bye., Bye.]"),
        ("say: [Bye., Bye then.]", "warm: [Bye.]", "S104", "  vague"),
        ("say: [Bye., Bye then.]", "say: ['{nobody}', Bye.]", "S104", "say: ['{nobody}'"),
        ("line: bye-vague\n    say: [Bye., Bye then.]", "line: bye-vague", "S202", "line: bye-vague"),
        ("line: bye-vague", "line: bye-knows", "S201", "say: [Bye., Bye then.]"),
        ("line: bye-vague", "line: still-there", "S201", "line: still-there"),
        ("line: bye-vague", "line: ../bye", "S104", "line: ../bye"),
        ("  vague:", "  news:", "S206", "  news:\n    line: bye"),
        ("  vague:", "  end:", "S206", "  end:"),
        ("id: small", "id: ../../etc/passwd", "S104", "id: .."),
        ("id: small", "id: large", "S207", "id: large"),
    ],
)
def test_a_fault_is_told_at_its_place(old: str, new: str, code: str, where: str) -> None:
    assert old in SMALL
    text = SMALL.replace(old, new, 1)
    found = faults(text)
    expected = line_of(text, where)
    assert [(fault[0], fault[1]) for fault in found] == [(code, expected)] or (code == "S201" and found[0][0] == code)


def test_all_faults_are_told_at_once_in_the_order_of_the_file() -> None:
    text = SMALL.replace("title: Small", "titel: x").replace("think: 4", "think: x").replace("mood", "mood")
    codes = [fault[0] for fault in faults(text)]
    assert codes == ["S102", "S101", "S103"]


def test_a_duplicate_key_names_the_first() -> None:
    shown = examination(SMALL + "title: Again\n")
    assert [(fault.code, fault.line) for fault in shown.faults] == [("S008", SMALL.count("\n") + 1)]
    assert "line 3" in shown.faults[0].message


def test_two_duplicate_keys_are_both_told() -> None:
    assert [fault[0] for fault in faults(SMALL + "title: Again\nid: again\n")] == ["S008", "S008"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a: &x [1]\nb: *x\n", "S007"),
        ("a: !!python/object/apply:os.system ['true']\n", "S007"),
        ("? [a]\n: b\n", "S006"),
        ("a: 'b\n", "S006"),
        ("a: b: c\n", "S006"),
        ("a:\n\tb: c\n", "S005"),
        ("a: b\x00c\n", "S004"),
        ("a: b\u2028c\n", "S004"),
        ("", "S010"),
        ("# nothing\n", "S010"),
        ("- a\n", "S010"),
        ("a: b\n---\nc: d\n", "S010"),
        ("a: " + "[" * 40 + "]" * 40 + "\n", "S009"),
    ],
)
def test_what_is_no_plain_yaml_is_refused(text: str, code: str) -> None:
    assert [fault[0] for fault in faults(text)] == [code]


def laughs() -> str:
    return "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 60))


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"[" * 10_000_000, "S002"),
        (b"[" * 250_000, "S009"),
        (b"{a: " * 60_000, "S009"),
        (b"- " * 120_000, "S009"),
        (b"? " * 120_000, "S006"),
        ("\n".join(" " * depth + "a:" for depth in range(600)).encode(), "S009"),
        (laughs().encode(), "S007"),
        (b"a: '" + b"x" * 250_000, "S006"),
        (("title: x\n" * 25_000).encode(), "S008"),
        (SMALL.encode("utf-16"), "S003"),
        ("title: caf\xe9".encode("latin-1"), "S003"),
        (bytes(range(256)) * 10, "S003"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_hostile_file_is_refused_at_once(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "small.yaml"
    path.write_bytes(content)
    began = time.process_time()
    shown = examine(path)
    assert time.process_time() - began < 2
    assert shown.scenario is None
    assert {fault.code for fault in shown.faults} == {code}


def test_a_byte_order_mark_and_windows_line_ends_are_fine(tmp_path: Path) -> None:
    path = tmp_path / "small.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + SMALL.replace("\n", "\r\n").encode())
    assert load_scenario(path).id == "small"


def test_a_folder_or_a_missing_file_is_a_fault_not_a_crash(tmp_path: Path) -> None:
    assert [fault.code for fault in examine(tmp_path).faults] == ["S001"]
    assert [fault.code for fault in examine(tmp_path / "none.yaml").faults] == ["S001"]


def test_bad_scenario_names_path_line_and_column_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "small.yaml"
    path.write_text(SMALL.replace("title: Small", "titel: x\nb: 1\nc: 1\nd: 1"), encoding="utf-8")
    with pytest.raises(BadScenario) as caught:
        load_scenario(path)
    assert str(caught.value).startswith(f"{path}:1:1: S102 'title' is missing here; 3:1 S101 ")
    assert str(caught.value).endswith("and 2 more")
    assert "\n" not in str(caught.value)
    assert (caught.value.path, caught.value.line, caught.value.column) == (path, 1, 1)
