"""`followup review`: read a past call again."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(name="review")
@click.argument("call", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print record and scorecard as JSON, and nothing else.")
def command(call: str | None, as_json: bool) -> None:
    """Read a past call again: the transcript with notes, what you heard and missed, the scorecard.

    CALL is an id from the history, the beginning of one, or a call.json; without it the latest call.
    """
    import json

    from rich.console import Console

    from simulator.commands.practice import open_store, weights_of
    from simulator.history.store import RECORD_NAME
    from simulator.record import read_call
    from simulator.review.terminal import print_review
    from simulator.scoring.scorecard import score

    if call is not None and call.endswith(".json"):
        path = Path(call)
    else:
        with open_store() as store:
            path = store.folder(call) / RECORD_NAME
    record = read_call(path)
    scorecard = score(record, weights_of(record))
    if as_json:
        both = {"call": record.model_dump(mode="json"), "scorecard": scorecard.model_dump(mode="json")}
        click.echo(json.dumps(both, indent=1, ensure_ascii=False))
        return
    print_review(Console(highlight=False), record, scorecard)
    report = path.with_name("report.html")
    click.echo(f"\nRecord: {path}" + (f"\nReport: {report}" if report.exists() else ""))
