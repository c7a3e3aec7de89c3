"""The page for the telephone, as text and as a web page."""

from __future__ import annotations

from datetime import date
from html.parser import HTMLParser

import pytest

from simulator.planning.circumstances import Circumstances
from simulator.planning.plan import make_plan
from simulator.planning.sheet import TO_NOTE, WIDTH, sheet_page, sheet_text
from simulator.record import Candidate, Manager

CALL = Circumstances(date(2026, 3, 10), telephone_job=True)
CHEN = Manager(name="Ms Chen", company="St Mary's")


class Reader(HTMLParser):
    """Collects the tags and the text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        assert not {"src", "href", "onload"} & {name for name, _ in attrs}, "it asks nobody for anything"

    def handle_data(self, data: str) -> None:
        self.text += data


def test_it_holds_the_words_and_lines_to_write_on() -> None:
    plan = make_plan(CALL, Candidate(name="Ana Silva", position="night nurse"), CHEN)
    text = sheet_text(plan, CHEN)
    assert all(len(line) <= WIDTH for line in text.splitlines())
    assert "Ana Silva" in text and "St Mary's" in text
    assert text.count("_" * WIDTH) == 3 * len(TO_NOTE)
    page = Reader(sheet_page(plan, CHEN))
    for words in plan.words:
        assert words.say in page.text
    assert "script" not in page.tags and "link" not in page.tags


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "</style><b>", "a & b"])
def test_a_name_is_never_markup(name: str) -> None:
    plan = make_plan(CALL, Candidate(name=name), CHEN)
    page = Reader(sheet_page(plan, CHEN))
    assert "script" not in page.tags and name in page.text
