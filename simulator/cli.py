"""The command `followup`: names, short helps and error handling. Each command lives in a module of its own,
imported only when it is used, so that `followup --help` answers at once."""

from __future__ import annotations

import importlib
import sys
from typing import Any

import click

from simulator import __version__
from simulator.commands.messages import warn
from simulator.errors import FollowupError

COMMANDS = {
    "demo": "Show a whole call, with a recorded candidate; needs no sound card.",
    "plan": "Call or write, when, through whom; with the words to prepare.",
    "call": "Practise one call.",
    "drill": "Short exercises of one skill.",
    "review": "Read a past call again.",
    "compare": "Two calls side by side.",
    "history": "All calls so far, and the progress.",
    "profile": "Your own name, position, company and interview date.",
    "score": "Score a call record or a two-channel recording.",
    "scenarios": "The calls there are to practise.",
    "models": "Neural recognisers and voices: list, get, remove.",
    "analyse": "The measuring parts on their own.",
    "doctor": "What works on this machine, and what mends the rest.",
}
"""Name of each command → its one line of help; the module is simulator.commands.NAME."""

INTERRUPTED = 130
"""Exit code after Ctrl-C, as shells have it."""


class LazyGroup(click.Group):
    """Commands are imported when called; listing them needs no import."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, imported now."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"simulator.commands.{cmd_name}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands in the help."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]}, invoke_without_command=True)
@click.version_option(__version__, prog_name="followup")
@click.pass_context
def followup(ctx: click.Context) -> None:
    """Practise the telephone call after a job interview: aloud, offline, with proof of how it went."""
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


def main(arguments: list[str] | None = None) -> None:
    """The entry point. Errors meant for the user become one line on standard error and their exit code."""
    _accept_any_console()
    try:
        followup.main(args=arguments, prog_name="followup", standalone_mode=False)
    except FollowupError as error:
        _fail(str(error), error.exit_code)
    except click.exceptions.Exit as request:
        sys.exit(request.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        _fail("stopped", INTERRUPTED)
    except BrokenPipeError:
        # whoever read our output has gone; Python would complain about it once more at exit
        sys.stdout = None
        sys.exit(0)
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        _fail(f"{where}{error.strerror or error}", 1)


def _accept_any_console() -> None:
    for stream in (sys.stdout, sys.stderr):
        reconfigure: Any = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


def _fail(message: str, code: int) -> None:
    warn(message)
    sys.exit(code)
