"""The page as a whole: what stands on it in which order, and how it is written."""

from __future__ import annotations

import base64
import hashlib
from importlib.resources import files
from pathlib import Path
from urllib.parse import quote

from simulator.files import write_whole
from simulator.record import CallRecord, Scorecard
from simulator.review.report.elements import Html, element, trusted
from simulator.review.report.sections import (
    criteria_section,
    facts_section,
    glance_section,
    head_section,
    measures_section,
    summary_section,
)
from simulator.review.report.transcript import transcript_section
from simulator.review.timeline import timeline
from simulator.review.wording import manager_line, moment

REPORT_NAME = "report.html"
FOOT = (
    "Made on this computer by followup; this page sends nothing anywhere. Levels describe what was done in this one "
    "call, by a fixed scale; they say nothing about who you are."
)


def write_report(
    record: CallRecord, scorecard: Scorecard | None, folder: Path, *, scenario_title: str | None = None
) -> Path:
    """Writes `report.html` into the call's folder, whole or not at all; gives its path.

    The page holds its own style and script and asks the network for nothing; only the recording, if it is in the
    folder, stays beside it. Without a scorecard the page says that the call has not been scored.
    """
    path = folder / REPORT_NAME
    audio = _audio_of(record, folder)
    write_whole(path, _page(record, scorecard, audio, scenario_title))
    return path


def _audio_of(record: CallRecord, folder: Path) -> Path | None:
    # only the name counts: a record from elsewhere must not reach into other folders
    name = Path(record.audio.replace("\\", "/")).name if record.audio else ""
    path = folder / name
    return path if name and path.is_file() else None


def _page(record: CallRecord, card: Scorecard | None, audio: Path | None, scenario_title: str | None) -> str:
    entries = timeline(record, card)
    audio_link = quote(audio.name) if audio is not None else None
    who = record.manager.name or manager_line(record)
    title = " – ".join(part for part in (f"Call to {who}" if who else "Follow-up call", moment(record.started)) if part)
    main = element(
        "main",
        head_section(record, card, scenario_title or record.scenario or ""),
        summary_section(card),
        glance_section(record, entries, audio, audio_link),
        criteria_section(record, card, audio_link),
        facts_section(record, audio_link),
        transcript_section(record, entries, audio_link),
        measures_section(card),
    )
    return page(title, main, element("footer", element("p", FOOT)), seekable=audio_link is not None)


def page(title: str, *parts: Html, seekable: bool = False) -> str:
    """A whole page around its parts, with its own style; `seekable` with the script that plays from a moment on."""
    script = _own_file("seek.js")
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        element("meta", http_equiv="Content-Security-Policy", content=_policy(script)),
        element("title", title),
        element("style", trusted(_own_file("style.css"))),
    )
    body = element("body", *parts, element("script", trusted(script)) if seekable else None)
    return "<!DOCTYPE html>\n" + element("html", head, body, lang="en") + "\n"


def _policy(script: str) -> str:
    """Forbids the page everything but its own style, its own script and the recording beside it."""
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'; media-src 'self' file:; "
        "base-uri 'none'; form-action 'none'"
    )


def _own_file(name: str) -> str:
    # line ends are made the same everywhere, or the script's digest would not fit after a checkout on Windows
    text: Html | str = files("simulator.review.report").joinpath(name).read_text(encoding="utf-8")
    return text.replace("\r\n", "\n")
