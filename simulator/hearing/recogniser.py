"""What a recogniser is, and how one is had by its name."""

from __future__ import annotations

import difflib
import importlib
import re
from collections.abc import Iterable, Mapping
from typing import Any, Protocol, runtime_checkable

from simulator.errors import RecogniserFailed, UnknownRecogniser
from simulator.hearing.events import Transcript

EMBEDDED = "pocketsphinx"
"""The recogniser that every installation has."""
AUTO = "auto"
"""The best recogniser that is installed."""

Settings = Mapping[str, Any]
"""Options of a recogniser by the names that its own documentation uses: key, language, model …"""

_OWN = re.compile(r"[A-Za-z_][\w.]*:[A-Za-z_]\w*")


class Recogniser(Protocol):
    """Turns the sound of one turn at a time into words. Lives in the worker process; may take its time."""

    name: str
    answer_limit: float
    """Seconds after which a request without an answer means that the recogniser hangs."""

    def start(self) -> None:
        """A turn begins; what was heard of another one that was not finished is forgotten."""
        ...

    def feed(self, pcm: bytes) -> str | None:
        """More sound of the turn (int16, 16 kHz, mono): the words so far if they changed, None if not."""
        ...

    def finish(self) -> Transcript:
        """The turn is over: its words, with times from its first sample. Raises RecogniserFailed."""
        ...


@runtime_checkable
class Learner(Protocol):
    """A recogniser that learns the speaker's voice in the time between two turns."""

    def learn(self) -> None:
        """Takes in the turn that is over; does nothing when that has been done."""
        ...


def recogniser_names() -> list[str]:
    """All names that can be chosen, the embedded recogniser first. Whether one is installed, `require` tells."""
    from simulator.hearing import adapters, sherpa

    return [EMBEDDED, *sherpa.names(), *adapters.names()]


def resolve(name: str) -> str:
    """The full name for a name, an alias or `auto`.

    `package.module:factory` names a recogniser of the user's own: the factory is called with the settings and gives
    a Recogniser. Raises UnknownRecogniser, which names the nearest.
    """
    wanted = name.strip()
    if wanted == EMBEDDED or _OWN.fullmatch(wanted):
        return wanted
    from simulator.hearing import adapters, sherpa

    if wanted == AUTO:
        return sherpa.best() or EMBEDDED
    if wanted.lower() in sherpa.names():
        return wanted.lower()
    wanted = adapters.ALIASES.get(wanted.lower(), wanted.lower()).replace("-", "_")
    names = recogniser_names()
    if wanted in names:
        return wanted
    near = difflib.get_close_matches(wanted, names, 3, 0.5)
    hint = f"did you mean {' or '.join(near)}?" if near else f"there are {', '.join(names)}"
    raise UnknownRecogniser(f"no recogniser is called {name!r}; {hint}")


def require(name: str, settings: Settings | None = None) -> str:
    """The full name of a recogniser that can be loaded as far as can be told without loading it.

    Raises UnknownRecogniser, or MissingPart with the command that installs what is missing.
    """
    full = resolve(name)
    if full != EMBEDDED and not _OWN.fullmatch(full):
        from simulator.hearing import adapters, sherpa

        if full in sherpa.names():
            sherpa.require(full)
        else:
            adapters.require(full, settings or {})
    return full


def load_recogniser(name: str, settings: Settings | None = None, expected: Iterable[str] = ()) -> Recogniser:
    """Loads a recogniser; may take long. Raises UnknownRecogniser, MissingPart or RecogniserFailed.

    `expected`: texts whose words are likely in this call; the embedded recogniser listens for them.
    """
    full = require(name, settings)
    if full == EMBEDDED:
        from simulator.hearing.sphinx import Sphinx

        return Sphinx(expected)
    if _OWN.fullmatch(full):
        return _load_own(full, settings or {})
    from simulator.hearing import adapters, sherpa

    if full in sherpa.names():
        return sherpa.load(full)
    return adapters.Adapter(full, settings or {})


def _load_own(name: str, settings: Settings) -> Recogniser:
    module, factory = name.split(":")
    try:
        recogniser: Recogniser = getattr(importlib.import_module(module), factory)(**settings)
    except (ImportError, AttributeError, TypeError) as error:
        raise RecogniserFailed(f"recogniser {name}: {error}; the form is package.module:factory") from error
    return recogniser
