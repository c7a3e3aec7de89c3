"""`followup plan`: whether to call, when, through whom, and with which words."""

from __future__ import annotations

import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from simulator.errors import WrongUse

if TYPE_CHECKING:
    from simulator.history.profile import Profile
    from simulator.planning.circumstances import Circumstances
    from simulator.planning.plan import Plan

YES_NO = click.Choice(["yes", "no"])
NONE = "none"


def day(value: str | date | None) -> date | None:
    """A day written as YYYY-MM-DD, or `none`. Raises click.BadParameter."""
    if value is None or isinstance(value, date):
        return value
    try:
        return None if value == NONE else datetime.strptime(value, "%Y-%m-%d").date()
    except ValueError as error:
        raise click.BadParameter(f"{value!r} is no day; write it as 2026-03-31") from error


class Asked(NamedTuple):
    """What is asked at a terminal."""

    text: str
    kind: Any
    """Of answer: a type as click knows them."""
    default: str
    """What is taken for granted without an answer."""


QUESTIONS: dict[str, Asked] = {
    "today": Asked("Which day is today", day, ""),
    "channel": Asked(
        "Did you apply directly, through a recruiter, or did somebody introduce you",
        click.Choice(["direct", "recruiter", "introducer"]),
        "direct",
    ),
    "agreed": Asked(
        "What was agreed: they get in touch, you call, only in writing, or nothing",
        click.Choice(["they-call", "you-call", "write", "nothing"]),
        "nothing",
    ),
    "promised": Asked("By which day (YYYY-MM-DD)", day, NONE),
    "felt": Asked("How did the interview feel", click.Choice(["very-good", "mixed", "poor"]), "mixed"),
    "deadline": Asked("Another offer: until which day must you answer it", day, NONE),
    "telephone_job": Asked("Is the job itself done on the telephone", YES_NO, "no"),
    "talking_easier": Asked("Does talking come easier to you than writing", YES_NO, "no"),
    "reminded": Asked("Have you reminded the recruiter already", YES_NO, "no"),
    "fits_procedure": Asked("Does a call keep to the stated procedure and time scale", YES_NO, "yes"),
    "fits_relations": Asked("Does it support the relationships involved", YES_NO, "yes"),
    "helps_next_time": Asked("Does it help you to improve next time", YES_NO, "yes"),
}
"""Field of the circumstances → what is asked for it."""


@click.command(name="plan")
@click.option("--channel", type=QUESTIONS["channel"].kind, help="How you applied.")
@click.option("--agreed", type=QUESTIONS["agreed"].kind, help="What was agreed in the interview.")
@click.option("--promised", type=day, metavar="DATE", help="By which day (YYYY-MM-DD), or none.")
@click.option("--today", type=day, metavar="DATE", help="The day to plan for; today, if not given.")
@click.option("--felt", type=QUESTIONS["felt"].kind, help="How the interview felt.")
@click.option("--deadline", type=day, metavar="DATE", help="Until when another offer must be answered, or none.")
@click.option("--telephone-job", type=YES_NO, help="The job itself is done on the telephone.")
@click.option("--talking-easier", type=YES_NO, help="Talking comes easier to you than writing.")
@click.option("--reminded", type=YES_NO, help="The recruiter has been reminded already.")
@click.option("--fits-procedure", type=YES_NO, help="A call keeps to the stated procedure and time scale.")
@click.option("--fits-relations", type=YES_NO, help="A call supports the relationships involved.")
@click.option("--helps-next-time", type=YES_NO, help="A call helps you to improve next time.")
@click.option(
    "--page", type=click.Path(path_type=Path, dir_okay=False), help="Write the page for the telephone (HTML)."
)
@click.option("--json", "as_json", is_flag=True, help="Print the plan as JSON, and nothing else; asks nothing.")
def command(page: Path | None, as_json: bool, **given: Any) -> None:
    """Call or write, when, through whom, with which words – and which calls to practise.

    Asks a few questions at a terminal. In a script give the answers as options, or one a line on standard input;
    what is not answered is taken for granted, and the plan says so.
    """
    import json

    from simulator.history.profile import read_profile
    from simulator.home import home
    from simulator.planning.plan import make_plan
    from simulator.planning.sheet import sheet_page

    profile = read_profile(home())
    answers = {name: value for name, value in given.items() if value is not None}
    if not as_json and (sys.stdin.isatty() or not answers):
        answers |= _asked(answers)
    if answers.get("promised") is not None:
        answers.setdefault("agreed", "they-call")
    plan = make_plan(_circumstances(answers), profile.candidate(), profile.called())
    if page is not None:
        try:
            page.write_text(sheet_page(plan, profile.called()), encoding="utf-8")
        except OSError as error:
            raise WrongUse(f"--page {page}: cannot be written ({error.strerror}); name another file") from error
    assumed = [name for name in QUESTIONS if name not in answers and name not in ("today", *_needless(answers))]
    if as_json:
        written = {"page": str(page)} if page is not None else {}
        click.echo(json.dumps(plan.as_json() | {"assumed": assumed} | written, indent=1, ensure_ascii=False))
        return
    _show(plan, profile, assumed)
    if page is not None:
        click.echo(f"\nWritten to {page}; print it from a browser.")


def _asked(answers: dict[str, Any]) -> dict[str, Any]:
    """The answers to what was not given; none any more once the input has ended."""
    found: dict[str, Any] = {}
    for name, (question, kind, default) in QUESTIONS.items():
        known = answers | found
        if name in answers or name in ("today", *_needless(known)):
            continue
        try:
            found[name] = click.prompt(question, type=kind, default=default, err=True)
        except click.Abort:
            if sys.stdin.isatty():
                raise
            click.echo("", err=True)
            break
    return found


def _needless(answers: dict[str, Any]) -> tuple[str, ...]:
    """Questions that do not arise."""
    needless = [] if answers.get("channel") == "recruiter" else ["reminded"]
    return (*needless, "promised") if answers.get("agreed") == "nothing" else tuple(needless)


def _circumstances(answers: dict[str, Any]) -> Circumstances:
    from simulator.planning.circumstances import Circumstances

    fields = {name: value == "yes" if QUESTIONS[name].kind is YES_NO else value for name, value in answers.items()}
    today = fields.pop("today", None) or date.today()
    return Circumstances(today=today, **fields)


def _show(plan: Plan, profile: Profile, assumed: list[str]) -> None:
    from rich.console import Console

    from simulator.planning.sheet import sheet_text
    from simulator.review.terminal.screen import Screen

    screen = Screen(Console(highlight=False))
    screen.line((plan.headline, "bold"))
    for reason in plan.decision.reasons:
        screen.item("  ", reason.text, (f" ({reason.advice})", "dim"))
    screen.heading("Three questions before calling (P3)")
    for question in plan.questions:
        screen.item(
            ("  yes  " if question.holds else "  no   ", "green" if question.holds else "yellow"), question.text
        )
    screen.line(plan.verdict_on_questions, indent=2)
    if plan.decision.action == "write":
        screen.heading("Your words")
        for words in plan.words:
            screen.item(f"  {words.when}: ", words.say)
    else:
        screen.heading("To keep by the telephone (P6)")
        screen.line(sheet_text(plan, profile.called()).rstrip())
    screen.heading("Practise")
    for scenario in plan.practise:
        screen.line(f"followup call {scenario}", indent=2)
    screen.space()
    if assumed:
        screen.line(
            "Taken for granted, as you did not say: ",
            ", ".join(f"{name} {QUESTIONS[name].default}" for name in assumed),
        )
    if not profile.name:
        screen.line("Your own name and job come into the words with: followup profile --name ...")
