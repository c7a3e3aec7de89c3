"""A scenario as a graph: its moments and endings, and the ways between them, tested or not."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from simulator.scenario.edges import edges
from simulator.scenario.model import END, Prompt, Reply, Scenario, Step

ANYWHERE: Final = "at any time"
"""The node for answers and prompts of the whole call."""

_MOST_ACTS: Final = 3
"""Acts named beside a way."""


@dataclass(frozen=True, slots=True)
class Node:
    """A place in the call."""

    name: str
    kind: Literal["moment", "ending", "common", "anywhere"]
    """`common`: one of the common stock's, or `end`, from where the first ending that fits is taken."""
    notes: tuple[str, ...] = ()
    tested: bool = True
    """Every edge within has been taken by a test; those between nodes are looked at on their own."""


@dataclass(frozen=True, slots=True)
class Way:
    """A way from one node to another."""

    start: str
    end: str
    label: str
    """What makes the call go this way; empty for an ending, whose notes say it."""
    tested: bool = True


@dataclass(slots=True)
class Graph:
    """What is drawn."""

    title: str
    nodes: dict[str, Node] = field(default_factory=dict)
    """By name, in the order of the file."""
    ways: list[Way] = field(default_factory=list)


def graph_of(scenario: Scenario, untested: Collection[str] = ()) -> Graph:
    """The graph of a scenario; `untested` are the edges that no test has taken."""
    ways = list(_ways(scenario, untested))
    inner = _edges_within(scenario)
    words = _in_words(scenario)
    graph = Graph(scenario.title, ways=ways)
    names = [*scenario.moments, ANYWHERE, *(way.end for way in ways), *scenario.endings]
    for name in dict.fromkeys(names):
        missing = [edge for edge in inner.get(name, ()) if edge in untested]
        notes = [_counted(len(inner[name]))] if name in inner else []
        notes += [f"untested: {words[edge]}" for edge in missing]
        if name in scenario.endings:
            notes += scenario.endings[name].when or ["otherwise"]
        graph.nodes[name] = Node(name, _kind(scenario, name), tuple(notes), not missing)
    return graph


def _counted(number: int) -> str:
    return f"{number} way{'s' if number > 1 else ''} within"


def _kind(scenario: Scenario, name: str) -> Literal["moment", "ending", "common", "anywhere"]:
    if name == ANYWHERE:
        return "anywhere"
    if name in scenario.moments:
        return "moment"
    return "ending" if name in scenario.endings else "common"


def _ways(scenario: Scenario, untested: Collection[str]) -> Iterator[Way]:
    for name, moment in scenario.moments.items():
        if moment.then:
            yield Way(name, moment.then, "then", f"{moment.where}.then" not in untested)
        yield from _leading([*moment.answers, *moment.silence], name, untested)
    yield from _leading([*scenario.answers, *scenario.silence], ANYWHERE, untested)
    yield Way(ANYWHERE, END, "farewell")
    for name, ending in scenario.endings.items():
        yield Way(END, name, "", ending.where not in untested)


def _leading(replies: Sequence[Reply], start: str, untested: Collection[str]) -> Iterator[Way]:
    for reply in replies:
        if reply.go:
            yield Way(start, reply.go, _cause(reply), reply.where not in untested)


def _cause(reply: Reply) -> str:
    """What brings an answer or a prompt about."""
    return f"silence of {reply.after:g} s" if isinstance(reply, Prompt) else _acts(reply.on)


def _acts(on: Sequence[str]) -> str:
    first = ", ".join(on[:_MOST_ACTS])
    return first if len(on) <= _MOST_ACTS else f"{first} or {len(on) - _MOST_ACTS} more"


def _in_words(scenario: Scenario) -> dict[str, str]:
    """Edges within a node → what makes the call go there."""
    words: dict[str, str] = {}
    for _, part in scenario.parts:
        if isinstance(part, Reply):
            words[part.where] = _cause(part)
        if isinstance(part, Step) and part.think:
            words |= {f"{part.where}.{way}": f"pause of {part.think:g} s {way}" for way in ("kept", "filled")}
    return words


def _edges_within(scenario: Scenario) -> dict[str, list[str]]:
    """Edges that do not leave their node: answers that lead nowhere, and pauses."""
    leaving = {part.where for _, part in scenario.parts if isinstance(part, Reply) and part.go}
    leaving |= {f"{moment.where}.then" for moment in scenario.moments.values()}
    leaving |= {ending.where for ending in scenario.endings.values()}
    within: dict[str, list[str]] = {}
    for edge, path in edges(scenario):
        if edge not in leaving:
            name = str(path[1]) if path[0] in ("moments", "endings") else ANYWHERE
            within.setdefault(name, []).append(edge)
    return within
