"""What is said to the person beside the output, on standard error."""

from __future__ import annotations

import click


def warn(message: str) -> None:
    """One line for the person, beside the output."""
    click.echo(f"followup: {' '.join(message.split())}", err=True)
