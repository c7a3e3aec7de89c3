"""`followup compare`: two calls side by side."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from simulator.history.store import Store
    from simulator.review.comparison import Side


@click.command(name="compare")
@click.argument("first")
@click.argument("second", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print the comparison as JSON, and nothing else.")
def command(first: str, second: str | None, as_json: bool) -> None:
    """Two calls side by side: criterion by criterion, with what shows it, and the measures.

    FIRST and SECOND are ids from the history, the beginnings of such, or call.json files. With a retry alone the other
    one is the call of which it plays a moment again; both attempts are then shown from that moment on. Beside the
    second call's report stands the same as a page, compare.html.
    """
    import json

    from rich.console import Console

    from simulator.commands import keeping
    from simulator.errors import WrongUse
    from simulator.review.comparison import compare
    from simulator.review.report import REPORT_NAME, write_comparison
    from simulator.review.terminal import print_comparison

    with keeping.open_store() as store:
        before, path = _side(store, first)
        if second is not None:
            after, path = _side(store, second)
        elif before.record.retry_of is not None:
            after, before = before, _side(store, before.record.retry_of.call)[0]
        else:
            raise WrongUse(f"{before.record.id} is no retry of another call: give a second call to compare it with")
    comparison = compare(before, after)
    if as_json:
        click.echo(json.dumps(comparison.to_dict(), indent=1, ensure_ascii=False))
        return
    print_comparison(Console(highlight=False), comparison)
    if path.with_name(REPORT_NAME).is_file():
        click.echo(f"\nAs a page: {write_comparison(comparison, path.parent)}")


def _side(store: Store, name: str) -> tuple[Side, Path]:
    """A call with its scorecard, and where its record is."""
    from simulator.commands import keeping
    from simulator.record import read_call
    from simulator.review.comparison import Side

    path = keeping.record_path(store, name)
    record = read_call(path)
    return Side(record, keeping.scored(record, keeping.audio_of(record, path.parent))), path
