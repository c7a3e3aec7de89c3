"""`followup history`: all calls so far, and the progress."""

from __future__ import annotations

import click


@click.command(name="history")
@click.option("--json", "as_json", is_flag=True, help="Print the list as JSON, and nothing else.")
def command(as_json: bool) -> None:
    """All calls so far, the newest first, with the points of each criterion."""
    import json
    from dataclasses import asdict

    from rich.console import Console

    from simulator.commands.keeping import open_store
    from simulator.review.terminal import print_history

    with open_store() as store:
        summaries = store.summaries()
    if as_json:
        click.echo(json.dumps([asdict(summary) for summary in summaries], indent=1, ensure_ascii=False))
        return
    if not summaries:
        click.echo("No call yet. Make one: followup call rejected-runner-up")
        return
    print_history(Console(highlight=False), summaries)
