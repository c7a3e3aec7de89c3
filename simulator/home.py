"""Where the user's own things live: calls, profile, scenarios, cache."""

from __future__ import annotations

import os
from pathlib import Path

from simulator.errors import StoreProblem


def home() -> Path:
    """The user's data folder: `FOLLOWUP_HOME`, or the platform's usual place. Nothing is created."""
    chosen = os.environ.get("FOLLOWUP_HOME")
    if chosen:
        return Path(chosen).expanduser().absolute()
    import platformdirs

    # the roaming folder of Windows would carry recordings of a voice to a server
    return platformdirs.user_data_path("followup", appauthor=False, roaming=False)


def open_home() -> Path:
    """The data folder, made if its parent exists. Raises StoreProblem when it cannot be used for writing.

    A missing parent is an error rather than made: it is a typing slip more often than a wish, and calls kept in
    the wrong place are as good as lost.
    """
    folder = home()
    chosen = "FOLLOWUP_HOME" in os.environ
    try:
        if chosen and not folder.exists() and not folder.parent.exists():
            raise StoreProblem(f"FOLLOWUP_HOME is {folder}, but {folder.parent} does not exist; create it first")
        folder.mkdir(parents=not chosen, exist_ok=True)
        probe = folder / f".writable-{os.getpid()}"
        probe.touch()
        probe.unlink()
    except OSError as error:
        reason = error.strerror or str(error)
        raise StoreProblem(f"{folder}: cannot write there ({reason}); point FOLLOWUP_HOME to another folder") from error
    return folder


def cache_folder() -> Path:
    """Where rendered speech is kept; may be deleted at any time. Nothing is created."""
    if os.environ.get("FOLLOWUP_HOME"):
        return home() / "cache"
    import platformdirs

    return platformdirs.user_cache_path("followup", appauthor=False)
