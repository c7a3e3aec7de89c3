"""`followup drill`: short exercises of one skill, the result at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from simulator.commands.options import headphones_option, recogniser_option, voice_option
from simulator.errors import WrongUse

if TYPE_CHECKING:
    from rich.console import Console

    from simulator.commands.keeping import Outcome
    from simulator.commands.practice import Wish
    from simulator.record import CriterionName
    from simulator.scenario.model import Scenario

SKILLS = ("introduction", "enthusiasm", "silence", "asking", "closing")
EXERCISES = 5
"""In a row; with the result after each that is five minutes."""
EVIDENCE_SHOWN = 2


@click.command(name="drill")
@click.argument("skill", required=False, type=click.Choice(SKILLS))
@click.option("--line", default="microphone", metavar="microphone|keyboard", show_default="microphone",
              help="Where your side of the call comes from.")  # fmt: skip
@click.option(
    "--exercises", type=click.IntRange(1, 20), default=EXERCISES, show_default=True, help="How many in a row."
)
@click.option("--level", type=click.IntRange(1, 3), help="Where to begin; where you left off, if not given.")
@recogniser_option
@voice_option
@headphones_option
@click.option("--seed", type=int, help="Makes the exercises repeatable.")
@click.option("--json", "as_json", is_flag=True, help="Print the results as JSON, and nothing else.")
def command(
    skill: CriterionName | None,
    line: str,
    exercises: int,
    level: int | None,
    recogniser: str,
    voice: str | None,
    headphones: bool | None,
    seed: int | None,
    as_json: bool,
) -> None:
    """Five exercises of half a minute, each with its result at once; harder as you improve.

    Without SKILL it takes the one that your calls show to be weakest. Ctrl-C ends the drill.
    """
    import json

    from simulator.commands import keeping, practice
    from simulator.drills.exercises import exercise, first_level, next_level, weakest

    make_call, has_more = _line(line)
    with keeping.open_store() as store:
        calls = store.summaries()
    chosen = skill if skill is not None else weakest(calls)
    now = level if level is not None else first_level(calls, chosen)
    wish = practice.Wish(line, recogniser, voice, seed=seed, as_json=as_json, drill=chosen, headphones=headphones)
    console = _console(as_json)
    done: list[dict[str, Any]] = []
    for number in range(1, exercises + 1):
        if not has_more():
            break
        console.print(f"\nExercise {number} of {exercises}", style="bold")
        outcome = make_call(exercise(chosen, now), replace(wish, seed=None if seed is None else seed + number))
        done.append(_result(chosen, now, outcome))
        _show(console, chosen, outcome)
        now = next_level(now, done[-1]["points"])
        if _hung_up(outcome):
            break
    if not done:
        raise WrongUse("nothing was typed; give one line for each thing that you say")
    if as_json:
        click.echo(json.dumps({"skill": chosen, "exercises": done, "next_level": now}, indent=1, ensure_ascii=False))
        return
    points = ", ".join("not scored" if one["points"] is None else str(one["points"]) for one in done)
    console.print(f"\n{len(done)} of {exercises} done: {points}. Next time level {now}: followup drill {chosen}")


def _line(line: str) -> tuple[Callable[[Scenario, Wish], Outcome], Callable[[], bool]]:
    """How an exercise is played, and whether there is anything left to play it with. Raises WrongUse."""
    from simulator.commands import practice

    if line == "microphone":
        from simulator.lines.microphone import Device

        return lambda scenario, wish: practice.by_microphone(scenario, wish, Device()), lambda: True
    if line == "keyboard":
        from simulator.lines.keyboard import PipedLines

        typed = practice.open_keyboard()
        more = (lambda: not typed.at_end) if isinstance(typed, PipedLines) else (lambda: True)
        return lambda scenario, wish: practice.by_keyboard(scenario, wish, typed), more
    raise WrongUse(f"--line {line}: give microphone or keyboard")


def _console(as_json: bool) -> Console:
    from rich.console import Console

    return Console(stderr=as_json, highlight=False)


def _hung_up(outcome: Outcome) -> bool:
    """The candidate ended the call: with Ctrl-C, or because no more is typed."""
    return any(event.kind == "hang_up" and getattr(event, "by", "") == "candidate" for event in outcome.record.events)


def _result(skill: CriterionName, level: int, outcome: Outcome) -> dict[str, Any]:
    result = outcome.scorecard.criteria[skill]
    return {
        "scenario": outcome.record.scenario,
        "level": level,
        "call": outcome.folder.name,
        **result.model_dump(mode="json", include={"points", "status", "why", "evidence", "advice"}),
    }


def _show(console: Console, skill: CriterionName, outcome: Outcome) -> None:
    """The one criterion: its level, why, where it shows, and what to do next time."""
    from simulator.review.terminal.screen import Screen
    from simulator.review.wording import CRITERION_NAMES, sentence, shorten, standing

    screen = Screen(console)
    result = outcome.scorecard.criteria[skill]
    bar, style = screen.level(result)
    points = "" if result.points is None else f" {result.points}"
    screen.space()
    screen.line((CRITERION_NAMES[skill], "bold"), " ", (bar, style), points, " ", standing(result))
    screen.line(sentence(result.why), indent=2)
    for item in result.evidence[:EVIDENCE_SHOWN]:
        quote = f": “{shorten(item.quote, 80)}”" if item.quote else ""
        screen.item(f"{screen.signs.note} ", item.finding, quote, indent=2)
    if result.advice:
        screen.item("Next time: ", result.advice, indent=2)
