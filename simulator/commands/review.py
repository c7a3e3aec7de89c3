"""`followup review`: read a past call again, hear it again, put it right."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from simulator.record import CallRecord


@click.command(name="review")
@click.argument("call", required=False)
@click.option("--hear-again", is_flag=True, help="Hear the recording again, and score what is understood now.")
@click.option("--recogniser", default="auto", show_default=True, help="Who hears it again.")
@click.option(
    "--correct",
    nargs=2,
    type=(int, str),
    multiple=True,
    metavar="TURN TEXT",
    help="Put right what was misheard in one of your turns; may be given several times.",
)
@click.option(
    "--note", multiple=True, metavar="TEXT", help="Add something that you wrote down; may be given several times."
)
@click.option("--json", "as_json", is_flag=True, help="Print record and scorecard as JSON, and nothing else.")
def command(
    call: str | None,
    hear_again: bool,
    recogniser: str,
    correct: tuple[tuple[int, str], ...],
    note: tuple[str, ...],
    as_json: bool,
) -> None:
    """Read a past call again: the transcript with notes, what you heard and missed, the scorecard.

    CALL is an id from the history, the beginning of one, or a call.json; without it the latest call. Turns are
    counted from 0, as in the record; --json shows them.
    """
    import json

    from rich.console import Console

    from simulator.commands import keeping
    from simulator.record import read_call
    from simulator.review.moments import retry_command, weakest_moment
    from simulator.review.report import REPORT_NAME
    from simulator.review.terminal import print_review

    with keeping.open_store() as store:
        path = keeping.record_path(store, call)
        record = read_call(path)
        if hear_again or correct or note:
            change(record, path, recogniser if hear_again else None, correct, note)
            keeping.keep(store, path.parent, record)
    scorecard = keeping.scored(record, keeping.audio_of(record, path.parent))
    if as_json:
        both = {"call": record.model_dump(mode="json"), "scorecard": scorecard.model_dump(mode="json")}
        click.echo(json.dumps(both, indent=1, ensure_ascii=False))
        return
    print_review(Console(highlight=False), record, scorecard, scenario_title=keeping.title_of(record))
    report = path.with_name(REPORT_NAME)
    moment = weakest_moment(record, scorecard)
    if moment is not None and record.drill is None:
        click.echo(f"\nPlay that moment again ({moment.criterion.replace('_', ' ')}):")
        click.echo(f"    {retry_command(record, moment)}")
    click.echo(f"\nRecord: {path}" + (f"\nReport: {report}" if report.exists() else ""))


def change(
    record: CallRecord,
    path: Path,
    recogniser: str | None,
    corrections: tuple[tuple[int, str], ...],
    notes: tuple[str, ...] = (),
) -> None:
    """Hears the call again, corrects turns, adds notes, and writes the record; corrections come last and stay."""
    from simulator.call.correction import correct
    from simulator.call.hear_again import hear_again
    from simulator.record import Note, write

    if recogniser is not None:
        with click.progressbar(length=len(record.candidate_turns()), label="Hearing again", file=sys.stderr) as bar:
            changed = hear_again(record, path.parent, recogniser, lambda *_: bar.update(1))
        click.echo(f"{len(changed)} of your turns read differently now; the old words are kept in the record", err=True)
    for number, text in corrections:
        correct(record, number, text)
    written = [Note(text=" ".join(note.split())) for note in notes if note.strip()]
    if written:
        record.notes = [*(record.notes or []), *written]
    write(record, path)
