"""The page of a call: complete, safe, readable by everybody."""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import soundfile

from simulator.record import CallRecord, Scorecard
from simulator.review.report import write_report
from simulator.review.report.waveform import loudness
from tests.review.samples import HOSTILE, hostile_call, hostile_card, sample_call, sample_card


class Page(HTMLParser):
    """A page, read strictly: every element must be closed in order."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self._open: list[str] = []
        self.feed(text)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag != "meta":
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] not in ("script", "style"):
            self.words += f" {data}"

    def all(self, tag: str) -> list[dict[str, str | None]]:
        """The attributes of all elements of a kind."""
        return [attributes for name, attributes in self.elements if name == tag]

    @property
    def text(self) -> str:
        """The words on the page."""
        return " ".join(self.words.split())


def page_of(record: CallRecord, card: Scorecard | None, folder: Path) -> Page:
    """The page written for a call."""
    path = write_report(record, card, folder, scenario_title="Rejected, but second of forty")
    assert path == folder / "report.html"
    return Page(path.read_text(encoding="utf-8"))


def write_sound(path: Path, channels: int = 2) -> None:
    """A call of 58 s: the candidate in the first second, the manager in the last."""
    sound = np.zeros((58 * 16_000, channels), np.float32)
    sound[:16_000, 0] = 0.5
    sound[-16_000:, -1] = 0.25
    soundfile.write(path, sound, 16_000)


def test_the_page_tells_the_whole_call(tmp_path: Path) -> None:
    text = page_of(sample_call(), sample_card(), tmp_path).text

    for expected in (
        "Your call to Ruth Okafor",
        "They chose someone else",
        "Overall 70 of 100",
        "3 of 4 – good",
        "no chance to show it in this call",
        "spoke 1.2 s into a thinking pause",
        "Next time: Follow up on what they answer with one question more.",
        "What you heard: 2 of 4 things",
        "How to hear it: by asking about other openings",
        "4 s of silence – Ruth thinks",
        "You began while Ruth was still speaking.",
        "130–175",
    ):
        assert expected in text
    for turn in sample_call().turns:
        assert turn.text in text


def test_nothing_that_anybody_said_becomes_markup(tmp_path: Path) -> None:
    plain = page_of(sample_call(), sample_card(), tmp_path)
    hostile = page_of(hostile_call(), hostile_card(), tmp_path)

    assert hostile.all("script") == []
    assert {name for name, _ in hostile.elements} <= {name for name, _ in plain.elements}
    assert HOSTILE.split("\x1b")[0].strip() in hostile.text
    raw = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "\x1b" not in raw
    assert "\u202e" not in raw


def test_attributes_cannot_be_broken_out_of(tmp_path: Path) -> None:
    record = sample_call()
    record.manager.name = '"onload="alert(1)'

    page = page_of(record, sample_card(), tmp_path)

    assert not any(key.startswith("on") for _, attributes in page.elements for key in attributes)


def test_the_page_asks_the_network_for_nothing(tmp_path: Path) -> None:
    write_sound(tmp_path / "call.flac")
    record = sample_call()
    record.audio = "call.flac"

    page = page_of(record, sample_card(), tmp_path)

    links = [attributes.get(key) for _, attributes in page.elements for key in ("src", "href") if key in attributes]
    assert links
    assert all(link is not None and link.startswith(("#turn-", "call.flac")) for link in links)
    policy = next(meta["content"] for meta in page.all("meta") if "http-equiv" in meta)
    assert policy is not None
    assert policy.startswith("default-src 'none'")
    assert "url(" not in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_links_lead_to_turns_that_are_there_and_ids_are_unique(tmp_path: Path) -> None:
    page = page_of(sample_call(), sample_card(), tmp_path)

    ids = Counter(attributes["id"] for _, attributes in page.elements if "id" in attributes)
    assert set(ids.values()) == {1}
    assert {(link["href"] or "")[1:] for link in page.all("a")} <= set(ids)
    assert {label for _, attributes in page.elements if (label := attributes.get("aria-labelledby"))} <= set(ids)


def test_a_reader_by_ear_finds_language_headings_and_table_headers(tmp_path: Path) -> None:
    page = page_of(sample_call(), sample_card(), tmp_path)

    assert page.all("html") == [{"lang": "en"}]
    levels = [int(name[1]) for name, _ in page.elements if re.fullmatch(r"h\d", name)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert {cell.get("scope") for cell in page.all("th")} == {"col", "row"}
    picture = page.all("svg")[0]
    assert picture["role"] == "img"
    assert "thinking pauses left alone: 1, filled: 1; interruptions: 1" in (picture["aria-label"] or "")


def contrast(first: str, second: str) -> float:
    """Contrast ratio of two colours, 1–21 (WCAG 2.2)."""

    def luminance(colour: str) -> float:
        parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_all_words_stand_out_from_what_is_behind_them(scheme: int) -> None:
    style = files("simulator.review.report").joinpath("style.css").read_text(encoding="utf-8")
    blocks = re.findall(r":root \{(.*?)\}", style, re.DOTALL)
    used = dict(re.findall(r"--([\w-]+): (#\w{6})", blocks[scheme]))
    pairs = [(ink, back) for ink in ("ink", "quiet", "link") for back in ("page", "card", "you-soft", "them-soft")]
    pairs += [("ink", "kept-soft"), ("ink", "filled-soft"), ("them", "them-soft"), ("you", "you-soft")]
    pairs += [("kept", "kept-soft"), ("kept", "page"), ("filled", "page"), ("filled", "you-soft"), ("them", "page")]

    for ink, back in pairs:
        # 4.5 is what WCAG 2.2 asks for text of normal size (1.4.3, level AA)
        assert contrast(used[ink], used[back]) >= 4.5, (ink, back)


def test_the_recording_is_linked_and_its_sound_drawn(tmp_path: Path) -> None:
    write_sound(tmp_path / "call.flac")
    record = sample_call()
    record.audio = "call.flac"

    page = page_of(record, sample_card(), tmp_path)

    assert page.all("audio")[0]["src"] == "call.flac"
    assert {"href": "call.flac#t=3.1", "class": "at", "data-at": "3.1", "title": "Play from here"} in page.all("a")
    assert sum((path.get("class") or "").startswith("wave") for path in page.all("path")) == 2


def test_peaks_fall_where_each_side_spoke(tmp_path: Path) -> None:
    write_sound(tmp_path / "call.flac")

    peaks = loudness(tmp_path / "call.flac", 58.0, 58)

    assert peaks is not None
    assert peaks[0].nonzero()[0].tolist() == [0]
    assert peaks[1].nonzero()[0].tolist() == [57]


def test_the_legend_explains_only_what_is_in_the_picture(tmp_path: Path) -> None:
    quiet = sample_call()
    quiet.turns, quiet.events = quiet.turns[:4], []

    full, less = page_of(sample_call(), sample_card(), tmp_path), page_of(quiet, None, tmp_path)

    keys = [[span["class"] for span in page.all("span") if "key" in (span.get("class") or "")] for page in (full, less)]
    assert keys == [["key kept", "key filled", "key cut-in", "key learned"], ["key kept"]]


def test_a_recording_that_cannot_be_drawn_costs_only_the_drawing(tmp_path: Path) -> None:
    record = sample_call()
    record.audio = "call.flac"
    (tmp_path / "call.flac").write_text("not sound")

    page = page_of(record, sample_card(), tmp_path)

    assert page.all("path") == [path for path in page.all("path") if path["class"] == "cut-in"]
    write_sound(tmp_path / "mono.flac", channels=1)
    assert loudness(tmp_path / "mono.flac", 58.0, 10) is None


def test_a_record_cannot_name_a_recording_outside_its_folder(tmp_path: Path) -> None:
    (tmp_path / "call").mkdir()
    write_sound(tmp_path / "other.flac")
    record = sample_call()
    for name in ("../other.flac", "..\\other.flac", "javascript:alert(1)", ".."):
        record.audio = name

        page = page_of(record, sample_card(), tmp_path / "call")

        assert page.all("audio") == []


def test_a_call_in_which_nothing_was_said_has_a_page_too(tmp_path: Path) -> None:
    text = page_of(CallRecord(id="x"), None, tmp_path).text

    assert "Nobody said anything in this call." in text
    assert "This call has not been scored." in text


def test_the_same_call_gives_the_same_page(tmp_path: Path) -> None:
    first = write_report(sample_call(), sample_card(), tmp_path).read_bytes()

    assert write_report(sample_call(), sample_card(), tmp_path).read_bytes() == first
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["report.html"]
