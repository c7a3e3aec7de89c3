"""`followup analyse`: the measuring parts on their own, for evaluation."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import click

from simulator.commands.options import recogniser_option


@click.group(name="analyse")
def command() -> None:
    """The measuring parts on their own."""


@command.command()
@click.option("--json", "_as_json", is_flag=True, help="Output is JSON in any case; accepted for uniformity.")
def acts(_as_json: bool) -> None:
    """Dialogue acts: reads one utterance a line from standard input, prints one JSON object a line.

    A line may also be a JSON object with "text", "manager_said" and "verdict".
    """
    from simulator.understanding.analyse import analyse

    for result in analyse(io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8", errors="replace")):
        click.echo(json.dumps(result, ensure_ascii=False))


@command.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--baseline", type=click.Path(path_type=Path), help="The same speaker's neutral voice, same session.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, and nothing else.")
def prosody(file: Path, baseline: Path | None, as_json: bool) -> None:
    """The voice in FILE: its measures, and enthusiasm from 0 to 100."""
    from simulator.scoring.prosody import analyse

    found = analyse(file, baseline)
    if as_json:
        click.echo(json.dumps(found, indent=1, ensure_ascii=False))
        return
    click.echo(f"enthusiasm {found['enthusiasm'] if found['enthusiasm'] is not None else 'not measurable'}")
    for name, value in (found["measures"] or {}).items():
        click.echo(f"{name:24} {value:.3g}")
    if found["why"]:
        click.echo(found["why"], err=True)


@command.command()
@click.argument("file", type=click.Path(path_type=Path))
@recogniser_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON, and nothing else.")
def turns(file: Path, recogniser: str, as_json: bool) -> None:
    """Turns of one speaker in FILE: start, end, when the end was decided, and the words."""
    from simulator.hearing.analyse import turns_in
    from simulator.history.profile import read_profile
    from simulator.home import home
    from simulator.lines.recording import read_candidate

    found = turns_in(read_candidate(file), recogniser, expected=read_profile(home()).expected())
    if as_json:
        rows = [{"start": t.start, "end": t.end, "decided": t.decided, "text": t.text} for t in found]
        click.echo(json.dumps({"turns": rows}, indent=1, ensure_ascii=False))
        return
    for turn in found:
        click.echo(f"{turn.start:7.2f} – {turn.end:7.2f}  (decided {turn.decided:7.2f})  {turn.text}")
