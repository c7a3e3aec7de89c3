"""`followup models`: better ears and voices, one command away."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from simulator.models.catalogue import Model
    from simulator.models.installed import Installed

MEGABYTE = 1_000_000


@click.group(name="models", invoke_without_command=True)
@click.pass_context
def command(ctx: click.Context) -> None:
    """Neural recognisers and voices to download; without a further word, the list of them."""
    if ctx.invoked_subcommand is None:
        ctx.invoke(show_list)


@command.command(name="list")
@click.option("--json", "as_json", is_flag=True, help="Print the list as JSON, and nothing else.")
def show_list(as_json: bool = False) -> None:
    """All models: size, licence, language, word error as its makers published it, and what is installed."""
    import json

    from rich.console import Console
    from rich.table import Table

    from simulator.models.catalogue import catalogue
    from simulator.models.installed import installed_models

    installed = {one.model.name: one for one in installed_models()}
    models = catalogue()
    models += [one.model for name, one in installed.items() if name not in {model.name for model in models}]
    if as_json:
        rows = [_row(model, installed.get(model.name)) for model in models]
        click.echo(json.dumps(rows, indent=1, ensure_ascii=False))
        return
    console = Console(highlight=False)
    for kind, extra in (("recogniser", ("Words", "Word error")), ("voice", ())):
        table = Table(box=None, pad_edge=False)
        for heading in (kind.capitalize(), "Size", "Language", *extra, "Licence", "Here"):
            # the name is what one types: it is never cut
            table.add_column(heading, justify="right" if heading == "Size" else "left", no_wrap=heading != "Word error")
        for model in models:
            if model.kind == kind:
                own = (_when(model), _word_error(model)) if extra else ()
                here = "yes" if model.name in installed else ""
                table.add_row(model.name, _megabytes(model.size), model.language, *own, model.licence, here)
        console.print(table)
        console.print()
    console.print(
        "Words come during the turn or at its end. Word error: percent as published by the makers; c, o on LibriSpeech "
        "test-clean and test-other, m the mean of the Open ASR Leaderboard's sets.\n"
        "followup models get NAME installs one."
    )


@command.command()
@click.argument("name")
@click.option(
    "--from", "archive", type=click.Path(path_type=Path), help="Take this archive, already on disk, instead of the net."
)
def get(name: str, archive: Path | None) -> None:
    """Download and install the model NAME; an interrupted download goes on where it stopped.

    Proxies: HTTPS_PROXY, HTTP_PROXY and NO_PROXY. FOLLOWUP_MODELS_MIRROR takes the place of https://github.com.
    """
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

    from simulator.models.catalogue import find_model
    from simulator.models.installed import install, installed_models

    model = find_model(name)
    if archive is None and any(one.model.name == model.name for one in installed_models()):
        click.echo(f"{model.name} is installed already")
        return
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as bars:
        try:
            found = install(
                model,
                archive,
                fetching=_bar(bars, f"fetching {model.name}"),
                checking=_bar(bars, "checking"),
                unpacking=_bar(bars, "unpacking"),
            )
        except KeyboardInterrupt:
            click.echo(f"what has come is kept; followup models get {model.name} goes on from there", err=True)
            raise
    click.echo(f"{model.name} is installed in {found.folder}")
    if found.trust == "catalogue":
        click.echo("Its checksum is the one that the catalogue names.")
    else:
        click.echo(
            f"The catalogue names no checksum for it, so this archive was trusted; its checksum {found.sha256} is kept "
            "and another archive would be refused."
        )
    click.echo(f"Licence: {model.licence}")


@command.command()
@click.argument("name")
def remove(name: str) -> None:
    """Remove the model NAME, and what is left of its download."""
    from simulator.models.catalogue import find_model
    from simulator.models.installed import remove as remove_installed

    if remove_installed(name):
        click.echo(f"{name} is removed")
    else:
        click.echo(f"{find_model(name).name} was not installed")


def _bar(bars: Any, what: str) -> Callable[[int, int | None], None]:
    """A progress bar that appears with its first step."""
    task: list[Any] = []

    def show(done: int, total: int | None) -> None:
        if not task:
            task.append(bars.add_task(what, total=total))
        bars.update(task[0], completed=done, total=total)

    return show


def _row(model: Model, installed: Installed | None) -> dict[str, Any]:
    row = model.model_dump(mode="json", exclude={"settings"})
    row["installed"] = installed is not None
    row["folder"] = str(installed.folder) if installed else None
    row["trust"] = installed.trust if installed else None
    return row


def _megabytes(size: int | None) -> str:
    return f"{size / MEGABYTE:.0f} MB" if size else "?"


def _when(model: Model) -> str:
    return {"streaming": "during", "whole": "at end"}.get(getattr(model.settings, "mode", ""), "")


def _word_error(model: Model) -> str:
    marks = {"test-clean": "c", "test-other": "o"}
    return " ".join(f"{error.percent:g} {marks.get(error.on.split()[-1], 'm')}" for error in model.word_error) or "–"
