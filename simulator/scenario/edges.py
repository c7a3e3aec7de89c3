"""The ways that a call can take through a scenario. Tests are to cover all of them, and the graph draws them."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.scenario.model import Ending, Moment, PartPath, Reply, Scenario, Step


def edges(scenario: Scenario) -> Iterator[tuple[str, PartPath]]:
    """Every edge: the name under which the engine notes it when it is taken, and where it is written.

    Edges are answers, prompts and endings; a moment's `then`; and both ways out of a thinking pause.
    """
    for path, part in scenario.parts:
        if isinstance(part, Reply | Ending):
            yield part.where, path
        if isinstance(part, Moment) and part.then:
            yield f"{part.where}.then", (*path, "then")
        if isinstance(part, Step) and part.think:
            yield f"{part.where}.kept", (*path, "kept")
            yield f"{part.where}.filled", (*path, "filled")
