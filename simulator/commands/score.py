"""`followup score`: score a call record, or a two-channel recording."""

from __future__ import annotations

from pathlib import Path
from typing import cast, get_args

import click

from simulator.record import Verdict


@click.command(name="score")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the scorecard as JSON, and nothing else.")
@click.option(
    "--verdict",
    type=click.Choice(get_args(Verdict)),
    help="What the manager said, for a recording; guessed if not given.",
)
@click.option("--recogniser", default="auto", show_default=True, help="Who turns a recording into words.")
def command(file: Path, as_json: bool, verdict: str | None, recogniser: str) -> None:
    """Score FILE: a call.json, or a recording with the candidate left and the manager right."""
    from rich.console import Console

    from simulator.commands.keeping import audio_of, scored
    from simulator.history.profile import read_profile
    from simulator.home import home
    from simulator.record import read_call, to_json
    from simulator.review.terminal import print_scorecard

    if file.suffix.lower() == ".json":
        record = read_call(file)
        audio = audio_of(record, file.parent)
    else:
        from simulator.call.recorded import listen
        from simulator.scoring.news import heard_verdict

        record, audio = listen(file, recogniser, read_profile(home()).expected()), file
        record.verdict = heard_verdict(record.turns)
    if verdict is not None:
        record.verdict = cast(Verdict, verdict)
    scorecard = scored(record, audio)
    if as_json:
        click.echo(to_json(scorecard), nl=False)
    else:
        print_scorecard(Console(highlight=False), scorecard, record)
