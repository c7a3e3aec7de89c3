"""All past calls on the terminal, and where the practice is heading."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from rich.console import Console
from rich.table import Table

from simulator.record import CRITERIA
from simulator.review.progress import EFFICIENT_DOSE_CALLS, Progress, Summary, progress, trend
from simulator.review.terminal.screen import Screen, level_style
from simulator.review.wording import CRITERION_NAMES, clean, clock, moment

INDENT = 2
SHORT_NAMES = {
    "introduction": "intr",
    "enthusiasm": "enth",
    "silence": "sil",
    "asking": "ask",
    "closing": "clos",
    "professionalism": "prof",
    "open_door": "door",
}
"""Criterion → heading of its column in the table of calls; the table of progress spells them out."""
CALLS_IN_SPARKLINE = 20
NO_CALLS = "No call has been kept yet. Make one: followup call"


def print_history(console: Console, summaries: Sequence[Summary]) -> None:
    """Prints the calls, the newest first, then the progress of each criterion and of the practice."""
    screen = Screen(console)
    if not summaries:
        screen.line(NO_CALLS)
        return
    newest_first = sorted(summaries, key=lambda call: call.started, reverse=True)
    so_far = progress(summaries)
    screen.line(("Your calls", "bold"))
    screen.print(_calls(screen, newest_first, so_far))
    if so_far.calls:
        screen.heading("Your progress")
        screen.print(_criteria(screen, so_far))
    screen.space()
    _print_practice(screen, so_far)


def _calls(screen: Screen, summaries: Sequence[Summary], so_far: Progress) -> Table:
    table = _table()
    table.add_column("When", no_wrap=True, overflow="fold")
    table.add_column("Call", overflow="fold", ratio=1)
    if not screen.narrow:
        table.add_column("Min", justify="right", no_wrap=True, overflow="fold")
    table.add_column("All", justify="right", no_wrap=True, overflow="fold")
    if not screen.narrow:
        for name in CRITERIA:
            table.add_column(SHORT_NAMES[name], justify="right", no_wrap=True, overflow="fold")
    for call in summaries:
        best = so_far.best is not None and call.id == so_far.best.id
        cells = [
            screen.text(_short_moment(call.started)),
            screen.text(clean(call.scenario or call.id), (_kind(call), "dim")),
        ]
        if not screen.narrow:
            cells.append(screen.text((clock(call.length), "dim")))
        cells.append(screen.text(_points(call.overall, bold=True), ("*" if best else " ", "bold")))
        if not screen.narrow:
            cells += [screen.text(_points(call.points.get(name))) for name in CRITERIA]
        table.add_row(*cells)
    return table


def _kind(call: Summary) -> str:
    """What makes a call count for less than a whole one."""
    if not call.spoken:
        return " (nothing said)"
    return " (a moment again)" if call.retry_of is not None else ""


def _criteria(screen: Screen, so_far: Progress) -> Table:
    table = _table()
    table.add_column("", no_wrap=True, overflow="fold")
    table.add_column("So far", overflow="fold", max_width=CALLS_IN_SPARKLINE)
    table.add_column("Now", justify="right", no_wrap=True, overflow="fold")
    table.add_column("", no_wrap=True, overflow="fold")
    table.add_column("Best", justify="right", no_wrap=True, overflow="fold")
    for name in CRITERIA:
        points = so_far.points[name]
        if not points:
            continue
        heading = trend(points)
        table.add_row(
            screen.text(CRITERION_NAMES[name]),
            screen.text((screen.sparkline(points[-CALLS_IN_SPARKLINE:]), "cyan")),
            screen.text(_points(points[-1])),
            screen.text(screen.signs.trends[heading] if heading is not None else ""),
            screen.text(_points(max(points))),
        )
    return table


def _print_practice(screen: Screen, so_far: Progress) -> None:
    if so_far.best is not None:
        days = f"{so_far.days} day{'s' if so_far.days != 1 else ''} of practice."
        best = f"Personal best: {so_far.best.overall} of 100, {moment(so_far.best.started)} (*)."
        screen.line(f"{days} {best}")
    done = min(so_far.calls, EFFICIENT_DOSE_CALLS)
    dots = screen.signs.full * done, screen.signs.empty * (EFFICIENT_DOSE_CALLS - done)
    screen.line((dots[0], "green"), (dots[1], "dim"))
    screen.line(so_far.goal)


def _table() -> Table:
    return Table(box=None, pad_edge=False, padding=(0, 1, 0, 0), header_style="dim")


def _points(points: int | None, *, bold: bool = False) -> tuple[str, str]:
    if points is None:
        return "-", "dim"
    style = level_style(round(points / 25))
    return str(points), f"bold {style}" if bold else style


def _short_moment(started: str) -> str:
    try:
        when = datetime.fromisoformat(started.replace("Z", "+00:00"))
    except ValueError:
        return clean(started)[:16]
    return f"{when:%Y-%m-%d %H:%M}"
