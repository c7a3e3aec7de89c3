"""Options that several commands have: said once, so that they are the same everywhere."""

from __future__ import annotations

import click

RECORDING = "recording:"
"""Begins a value of `--line` that names a file."""

recogniser_option = click.option(
    "--recogniser", default="auto", show_default=True, help="Who turns sound into words; see followup doctor."
)
voice_option = click.option("--voice", metavar="NAME", help="A neural voice for the other side; see followup models.")
headphones_option = click.option(
    "--headphones/--loudspeaker", default=None, help="What you hear the call through; else as followup doctor measured."
)
