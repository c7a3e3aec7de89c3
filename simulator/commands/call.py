"""`followup call`: practise one call."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from simulator.commands.options import RECORDING, headphones_option, recogniser_option, voice_option
from simulator.errors import FollowupError, NoMicrophone, WrongUse

if TYPE_CHECKING:
    from simulator.commands.practice import Wish
    from simulator.scenario.model import Scenario


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
@recogniser_option
@voice_option
@click.option("--seed", type=int, help="Makes a call repeatable; without it every call differs.")
@click.option("--retry", metavar="CALL", help="Play an earlier call again: an id from the history, or its beginning.")
@click.option(
    "--from", "turn", type=int, metavar="TURN", help="Where the retry begins; its weakest moment, if not given."
)
@headphones_option
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
    retry: str | None,
    turn: int | None,
    headphones: bool | None,
    started: str | None,
    as_json: bool,
) -> None:
    """Practise one call: it rings, you speak, Ctrl-C hangs up; then see how it went.

    SCENARIO is a name from: followup scenarios list.

    With --retry a moment of an earlier call is played again: the other side says again what led to that turn, you
    answer differently, and the call goes on from there. Turns are counted from 0; the review names the weakest moment.
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
        headphones=headphones,
    )
    if not (line in ("microphone", "keyboard") or line.startswith(RECORDING)):
        raise WrongUse(f"--line {line}: give microphone, keyboard or recording:FILE")
    if line == "keyboard" and sys.stdin is None:
        raise WrongUse("--line keyboard: standard input is closed, so nothing can be typed")
    if retry is not None:
        if scenario is not None or surprise or seed is not None or difficulty is not None:
            raise WrongUse("--retry takes scenario, seed and difficulty from the earlier call; leave them out")
        chosen, wish = _earlier(retry, turn, wish)
    elif turn is not None:
        raise WrongUse("--from belongs to --retry CALL")
    else:
        chosen = _chosen(scenario, surprise, seed)
    if line.startswith(RECORDING):
        practice.by_recording(chosen, wish, Path(line[len(RECORDING) :]))
    elif line == "keyboard":
        practice.by_keyboard(chosen, wish)
    else:
        _by_microphone(chosen, wish)


def _earlier(name: str, turn: int | None, wish: Wish) -> tuple[Scenario, Wish]:
    """The scenario of an earlier call, and the wish to play it again from a turn on. Raises WrongUse, BadRecord."""
    from dataclasses import replace

    from simulator.call.retry import Retry
    from simulator.commands import keeping
    from simulator.record import read_call
    from simulator.review.moments import weakest_moment
    from simulator.scenario.catalogue import find_scenario

    with keeping.open_store() as store:
        path = keeping.record_path(store, name)
    record = read_call(path)
    if record.drill is not None:
        raise WrongUse(f"{record.id} is an exercise; make it again with: followup drill {record.drill}")
    if record.scenario is None:
        raise WrongUse(f"{record.id} was recorded elsewhere: there is nobody to play it again with")
    audio = keeping.audio_of(record, path.parent)
    if turn is None:
        moment = weakest_moment(record, keeping.scored(record, audio))
        turn = moment.turn if moment is not None else 0
    return find_scenario(record.scenario), replace(wish, retry=Retry(record, turn, audio))


def _check_time(started: str) -> None:
    """The call's folder is named after its time: anything else could name any folder."""
    from datetime import datetime

    try:
        datetime.fromisoformat(started)
    except ValueError as error:
        raise WrongUse(f"--started {started}: give a time like 2026-01-31T10:00:00") from error


def _chosen(name: str | None, surprise: bool, seed: int | None) -> Scenario:
    import random

    from simulator.commands.keeping import open_store
    from simulator.scenario.catalogue import draw_scenario, find_scenario, list_scenarios

    if surprise and name is not None:
        raise WrongUse("give a scenario or --surprise, not both")
    if name is not None:
        return find_scenario(name)
    if not surprise:
        names = ", ".join(scenario.id for scenario in list_scenarios())
        raise WrongUse(f"which call? give one of {names}, or --surprise")
    with open_store() as store:
        last = next((summary for summary in store.summaries() if summary.drill is None), None)
    drawn = random.randrange(2**31) if seed is None else seed
    return draw_scenario(list_scenarios(), drawn, *((last.scenario, last.verdict) if last else ()))


def _by_microphone(scenario: Scenario, wish: Wish) -> None:
    import sys

    from simulator.commands import practice
    from simulator.commands.messages import warn
    from simulator.lines.microphone import Device

    try:
        device = Device()
    except NoMicrophone as lacking:
        if not (sys.stdin.isatty() and sys.stderr.isatty()):
            raise
        warn(str(lacking))
        if not click.confirm("Type the call instead?", default=True, err=True):
            raise FollowupError("no call was made") from lacking
        practice.by_keyboard(scenario, wish)
        return
    practice.by_microphone(scenario, wish, device)
