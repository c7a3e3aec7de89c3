"""`followup demo`: a whole call, with a recorded candidate."""

from __future__ import annotations

from pathlib import Path

import click

from simulator.commands.options import recogniser_option


@click.command(name="demo")
@click.option(
    "--quality",
    type=click.Choice(["good", "poor"]),
    default="good",
    show_default=True,
    help="How well the recorded candidate does.",
)
@click.option("--folder", type=click.Path(path_type=Path), help="Where to write the call; your store, if not given.")
@recogniser_option
@click.option("--json", "as_json", is_flag=True, help="Print record and scorecard as JSON, and nothing else.")
def command(quality: str, folder: Path | None, recogniser: str, as_json: bool) -> None:
    """Show a whole call: a recorded candidate calls, is heard, answered, recorded and scored.

    Real sound through every part, faster than real time; needs no sound card and no screen.
    """
    from simulator.commands import practice
    from simulator.demo.candidates import CANDIDATES, SCENARIO, cues
    from simulator.history.profile import Profile
    from simulator.lines import cues as line
    from simulator.scenario.catalogue import find_scenario

    said = cues(quality)
    wish = practice.Wish(line="recording", recogniser=recogniser, seed=1, as_json=as_json)
    scenario = find_scenario(SCENARIO)
    with practice.hearing(recogniser, scenario, Profile()) as ears:
        practice.make_call(
            scenario,
            wish,
            ears,
            lambda call, show: line.play(call, said, show, stays=CANDIDATES[quality].stays),
            ahead=True,
            folder=folder,
            own_profile=False,
        )
