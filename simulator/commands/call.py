"""`followup call`: practise one call."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from simulator.errors import FollowupError, NoMicrophone, WrongUse

if TYPE_CHECKING:
    from simulator.scenario.model import Scenario

RECORDING = "recording:"


@click.command(name="call")
@click.argument("scenario", required=False)
@click.option(
    "--line",
    default="microphone",
    metavar="microphone|keyboard|recording:FILE",
    show_default="microphone",
    help="Where your side of the call comes from.",
)
@click.option("--surprise", is_flag=True, help="Do not tell which call it is; never the same twice running.")
@click.option("--difficulty", type=click.IntRange(1, 3), help="Patience, pauses and friendliness of the other side.")
@click.option(
    "--recogniser", default="auto", show_default=True, help="Who turns sound into words; see followup doctor."
)
@click.option("--voice", metavar="NAME", help="A neural voice for the other side; see followup models.")
@click.option("--seed", type=int, help="Makes a call repeatable; without it every call differs.")
@click.option("--started", metavar="TIME", help="Time of the call for the record, ISO 8601; now, if not given.")
@click.option("--json", "as_json", is_flag=True, help="Print record and scorecard as JSON, and nothing else.")
def command(
    scenario: str | None,
    line: str,
    surprise: bool,
    difficulty: int | None,
    recogniser: str,
    voice: str | None,
    seed: int | None,
    started: str | None,
    as_json: bool,
) -> None:
    """Practise one call: it rings, you speak, Ctrl-C hangs up; then see how it went.

    Use headphones. SCENARIO is a name from: followup scenarios list.
    """
    import sys

    from simulator.commands import practice

    if started is not None:
        _check_time(started)
    wish = practice.Wish(
        line="recording" if line.startswith(RECORDING) else line,
        recogniser=recogniser,
        voice=voice,
        difficulty=difficulty,
        seed=seed,
        started=started,
        hidden=surprise,
        as_json=as_json,
    )
    if line.startswith(RECORDING):
        practice.by_recording(_chosen(scenario, surprise, seed), wish, Path(line[len(RECORDING) :]))
    elif line == "keyboard":
        if sys.stdin is None:
            raise WrongUse("--line keyboard: standard input is closed, so nothing can be typed")
        practice.by_keyboard(_chosen(scenario, surprise, seed), wish)
    elif line == "microphone":
        _by_microphone(_chosen(scenario, surprise, seed), wish)
    else:
        raise WrongUse(f"--line {line}: give microphone, keyboard or recording:FILE")


def _check_time(started: str) -> None:
    """The call's folder is named after its time: anything else could name any folder."""
    from datetime import datetime

    try:
        datetime.fromisoformat(started)
    except ValueError as error:
        raise WrongUse(f"--started {started}: give a time like 2026-01-31T10:00:00") from error


def _chosen(name: str | None, surprise: bool, seed: int | None) -> Scenario:
    import random

    from simulator.commands import practice
    from simulator.scenario.catalogue import draw_scenario, find_scenario, list_scenarios

    if surprise and name is not None:
        raise WrongUse("give a scenario or --surprise, not both")
    if name is not None:
        return find_scenario(name)
    if not surprise:
        names = ", ".join(scenario.id for scenario in list_scenarios())
        raise WrongUse(f"which call? give one of {names}, or --surprise")
    with practice.open_store() as store:
        last = next((summary.scenario for summary in store.summaries()), None)
    return draw_scenario(list_scenarios(), random.randrange(2**31) if seed is None else seed, last)


def _by_microphone(scenario: Scenario, wish: object) -> None:
    import sys

    from simulator.commands import practice
    from simulator.lines.microphone import Device

    assert isinstance(wish, practice.Wish)  # noqa: S101 - typed loosely only to keep this module's import light
    try:
        device = Device()
    except NoMicrophone as lacking:
        if not (sys.stdin.isatty() and sys.stderr.isatty()):
            raise
        click.echo(f"followup: {lacking}", err=True)
        if not click.confirm("Type the call instead?", default=True, err=True):
            raise FollowupError("no call was made") from lacking
        practice.by_keyboard(scenario, wish)
        return
    practice.by_microphone(scenario, wish, device)
