"""HTML by construction: whatever is not HTML already is escaped, so that nobody's words can become markup."""

from __future__ import annotations

from html import escape
from typing import TypeAlias

from simulator.review.wording import clean

VOID = frozenset({"meta", "br", "link"})
"""Elements without content or end tag."""


class Html(str):
    """Text that is HTML already."""

    __slots__ = ()


Child: TypeAlias = "Html | str | None"


def element(name: str, /, *children: Child, **attributes: str | float | bool | None) -> Html:
    """`<name attributes>children</name>`.

    Strings among the children are cleaned and escaped; None is left out. An attribute's underscores become dashes, one
    at the end is dropped (`class_`); True stands without a value, None and False are left out.
    """
    written = "".join(_attribute(key, value) for key, value in attributes.items())
    if name in VOID:
        return Html(f"<{name}{written}>")
    return Html(f"<{name}{written}>{joined(*children)}</{name}>")


def joined(*children: Child) -> Html:
    """The children one after another."""
    return Html("".join(_written(child) for child in children if child is not None))


def trusted(text: str) -> Html:
    """Text of our own files (style, script) as it is. Never for anything that comes from a record."""
    return Html(text)


def _written(child: Html | str) -> str:
    if isinstance(child, Html):
        return child
    # the spaces at the ends separate a word from the element beside it
    before = " " if child[:1] == " " else ""
    after = " " if child.strip() and child[-1:] == " " else ""
    return before + escape(clean(child)) + after


def _attribute(key: str, value: str | float | bool | None) -> str:
    name = key.rstrip("_").replace("_", "-")
    if value is None or value is False:
        return ""
    if value is True:
        return f" {name}"
    shown = f"{value:g}" if isinstance(value, float) else clean(str(value))
    return f' {name}="{escape(shown)}"'
