"""`followup scenarios`: the calls there are to practise."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.record import CallRecord
    from simulator.scenario.model import Scenario


@click.group(name="scenarios", invoke_without_command=True)
@click.pass_context
def command(ctx: click.Context) -> None:
    """The calls there are to practise; without a further word, the list of them."""
    if ctx.invoked_subcommand is None:
        ctx.invoke(show_list)


@command.command(name="list")
@click.option("--json", "as_json", is_flag=True, help="Print the list as JSON, and nothing else.")
def show_list(as_json: bool = False) -> None:
    """All scenarios: name, level and what the candidate knows before the call."""
    import json

    from rich.console import Console
    from rich.table import Table

    from simulator.commands.messages import warn
    from simulator.errors import BadScenario
    from simulator.scenario.catalogue import list_scenarios

    broken: list[BadScenario] = []
    scenarios = list_scenarios(broken=broken)
    for fault in broken:
        warn(f"left out: {fault}")
    if as_json:
        rows = [
            {"id": one.id, "title": one.title, "difficulty": one.difficulty, "trains": list(one.trains)}
            for one in scenarios
        ]
        click.echo(json.dumps(rows, indent=1, ensure_ascii=False))
        return
    table = Table(box=None, pad_edge=False)
    for heading in ("Scenario", "Level", "What happens"):
        table.add_column(heading)
    for one in scenarios:
        table.add_row(one.id, str(one.difficulty), one.title)
    Console(highlight=False).print(table)


@command.command(name="test")
@click.argument("names", nargs=-1)
def run(names: tuple[str, ...]) -> None:
    """Play the tests that scenarios hold, in virtual time; all scenarios if none is named."""
    from simulator.dialogue.timeline import run_tests
    from simulator.errors import FollowupError
    from simulator.scenario.catalogue import find_scenario, list_scenarios

    failed = passed = 0
    for scenario in [find_scenario(name) for name in names] or list_scenarios():
        for result in run_tests(scenario):
            passed += result.passed
            failed += not result.passed
            for failure in result.failures:
                click.echo(f"{scenario.id}: {result.name}: {failure}")
    click.echo(f"{passed} passed, {failed} failed")
    if failed:
        raise FollowupError(f"{failed} scenario test{'s' if failed > 1 else ''} failed")


@command.command(name="lint")
@click.argument("names", nargs=-1, metavar="[NAME|FILE]...")
@click.option("--json", "as_json", is_flag=True, help="Print the faults as JSON, and nothing else.")
def lint(names: tuple[str, ...], as_json: bool) -> None:
    """Look scenarios over, and play their tests: every fault as path:line:column, code and message.

    Without a name, all scenarios. docs/diagnostics.md explains the codes. The exit code is 1 if there is a fault.
    """
    import json

    from simulator.dialogue.coverage import lint_with_tests
    from simulator.errors import FollowupError
    from simulator.scenario.catalogue import scenario_path, scenario_paths

    paths = [scenario_path(name) for name in names] or list(scenario_paths().values())
    found = [(path, fault) for path in paths for fault in lint_with_tests(path).faults]
    if as_json:
        rows = [{"path": str(path), **asdict(fault)} for path, fault in found]
        click.echo(json.dumps(rows, indent=1, ensure_ascii=False))
    else:
        for path, fault in found:
            click.echo(f"{path}:{fault}")
    if found:
        raise FollowupError(f"{len(found)} fault{'s' if len(found) > 1 else ''} found")
    looked_at = f"{len(paths)} scenarios" if len(paths) > 1 else paths[0].stem
    click.echo(f"{looked_at}: no faults", err=True)


@command.command(name="new")
@click.argument("name")
def new(name: str) -> None:
    """Begin a scenario of your own, from a template that can be played at once."""
    from simulator.scenario.catalogue import new_scenario

    path = new_scenario(name)
    click.echo(path)
    click.echo(f"play it: followup call {name}; check it: followup scenarios lint {name}", err=True)


@command.command(name="schema")
def schema() -> None:
    """Print the JSON Schema of the format, for editors that complete and check while you type."""
    import json

    from simulator.scenario.schema import scenario_schema

    click.echo(json.dumps(scenario_schema(), indent=1, ensure_ascii=False))


@command.command(name="graph")
@click.argument("name", metavar="NAME|FILE")
@click.option("--format", "kind", type=click.Choice(["mermaid", "svg"]), default="mermaid", show_default=True)
def graph(name: str, kind: str) -> None:
    """Draw a scenario: its moments, its endings, the ways between them. Those that no test goes are dashed."""
    from simulator.dialogue.coverage import untested
    from simulator.dialogue.timeline import run_tests
    from simulator.scenario.catalogue import find_scenario
    from simulator.scenario.drawing import mermaid, svg
    from simulator.scenario.graph import graph_of

    scenario = find_scenario(name)
    drawn = graph_of(scenario, untested(scenario, run_tests(scenario)))
    click.echo({"mermaid": mermaid, "svg": svg}[kind](drawn), nl=False)


@command.command(name="replay")
@click.argument("folder", metavar="FOLDER|FILE", type=click.Path(exists=True, path_type=Path))
@click.option(
    "--pairs",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help='Which scenario each call is said to, as JSON: {"call": "scenario"}. The others go to the nearest.',
)
@click.option("--json", "as_json", is_flag=True, help="Print all turns as JSON, and nothing else.")
def replay(folder: Path, pairs: Path | None, as_json: bool) -> None:
    """Say the candidate's turns of recorded calls to the managers of the scenarios: do they know what to answer?

    Each call goes to the scenario it was made with, or else to the nearest by verdict, by who picks up and by the words
    of the other side. Turns without a fitting answer are listed, with what was said to them and why it does not fit.
    """
    import json

    from simulator.dialogue.fitting import replay_call

    chosen = list(_chosen(folder, _pairs(pairs)))
    calls = [(record, scenario, replay_call(record, scenario)) for record, scenario in chosen]
    turns = [turn for _, _, replayed in calls for turn in replayed]
    fitting = sum(turn.fits for turn in turns)
    percent = round(100 * fitting / len(turns), 1) if turns else 0.0
    if as_json:
        rows = [
            {"call": record.id, "scenario": scenario.id, "turns": [asdict(turn) for turn in replayed]}
            for record, scenario, replayed in calls
        ]
        summary = {"turns": len(turns), "fitting": fitting, "percent": percent, "calls": rows}
        click.echo(json.dumps(summary, indent=1, ensure_ascii=False))
        return
    for record, scenario, replayed in calls:
        click.echo(f"{record.id} said to {scenario.id}: {sum(turn.fits for turn in replayed)} of {len(replayed)}")
        for turn in replayed:
            if not turn.fits:
                said = " ".join(turn.answer) or "(nothing)"
                click.echo(f"  turn {turn.turn}: {turn.text}\n    {turn.why_not}: {said}")
    click.echo(f"{fitting} of {len(turns)} turns have a fitting answer: {percent} %")


def _pairs(path: Path | None) -> dict[str, str]:
    import json

    from simulator.errors import BadFile

    if path is None:
        return {}
    try:
        pairs = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        raise BadFile(path, 'not JSON; write {"call": "scenario"}') from error
    if not isinstance(pairs, dict) or not all(isinstance(name, str) for name in pairs.values()):
        raise BadFile(path, 'expected the name of a scenario for each call: {"call": "scenario"}')
    return pairs


def _is_scorecard(path: Path) -> bool:
    from simulator.errors import BadRecord
    from simulator.record import read_scorecard

    try:
        read_scorecard(path)
    except BadRecord:
        return False
    return True


def _chosen(folder: Path, pairs: dict[str, str]) -> Iterator[tuple[CallRecord, Scenario]]:
    """Every call of a folder with the scenario that it is to be said to. Raises FollowupError when there is none."""
    from simulator.commands.messages import warn
    from simulator.errors import BadRecord, FollowupError
    from simulator.record import read_call
    from simulator.scenario.catalogue import find_scenario, list_scenarios, scenario_paths
    from simulator.scenario.matching import Matching

    known, matching = scenario_paths(), Matching(list_scenarios())
    records = []
    for path in sorted(folder.rglob("*.json")) if folder.is_dir() else [folder]:
        try:
            records.append(read_call(path))
        except BadRecord as fault:
            if not (folder.is_dir() and _is_scorecard(path)):  # every call that is kept has one beside it
                warn(f"left out: {fault}")
    if not records:
        raise FollowupError(f"{folder}: no call record here; give a folder with call.json files")
    for record in records:
        name = pairs.get(record.id) or (record.scenario if record.scenario in known else None)
        yield record, find_scenario(name) if name else matching.nearest(record)
