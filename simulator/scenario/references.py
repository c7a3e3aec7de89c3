"""Checks that everything a scenario names is there: lines, facts, people, moments, endings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from simulator.scenario.fields import Part
from simulator.scenario.model import END, CommonStock, Moment, Reply, Scenario, Step

Fault = tuple[str, tuple[str | int, ...], str]
"""Code, path to the value, message."""


def reference_faults(scenario: Scenario, stock: CommonStock) -> Iterator[Fault]:
    """Everything that refers to nothing, or to two things."""
    shared = stock.written_lines
    written: dict[str, tuple[str | int, ...]] = {}
    parts = scenario.parts
    for path, part in parts:
        if isinstance(part, Step) and part.line and part.say:
            yield from _line_fault(part.line, path, written, shared)
            written.setdefault(part.line, path)
    lines = {**shared, **written}
    for path, part in parts:
        if isinstance(part, Step):
            yield from _step_faults(scenario, part, path, lines)
        if isinstance(part, Reply) and part.go is not None:
            yield from _target_fault(scenario, stock, part.go, (*path, "go"))
        if isinstance(part, Moment) and part.then is not None:
            yield from _target_fault(scenario, stock, part.then, (*path, "then"))
    yield from _guard_faults(scenario, stock, parts)
    yield from _name_faults(scenario, shared, written)
    yield from _test_faults(scenario, stock, lines)


def _line_fault(
    line: str,
    path: tuple[str | int, ...],
    written: Mapping[str, tuple[str | int, ...]],
    shared: Mapping[str, Step],
) -> Iterator[Fault]:
    if line in written:
        where = ".".join(str(step) for step in written[line])
        yield "S201", (*path, "line"), f"the line {line!r} is written already at {where}; each line has its own id"
    elif line in shared:
        message = f"{line!r} is a line of the common stock; put your own words for it under 'lines:' at the end"
        yield "S201", (*path, "line"), message


def _step_faults(
    scenario: Scenario, step: Step, path: tuple[str | int, ...], lines: Mapping[str, object]
) -> Iterator[Fault]:
    if step.line and not step.say and step.line not in lines:
        message = f"the line {step.line!r} is written nowhere; add 'say:' with its variants"
        yield "S202", (*path, "line"), message
    for fact in step.reveals:
        if fact not in scenario.facts:
            yield "S203", (*path, "reveals"), f"the fact {fact!r} is not listed under 'facts:'"
    if step.speaker is not None and step.speaker not in scenario.people:
        yield "S204", (*path, "speaker"), f"{step.speaker!r} is not listed under 'people:'"


def _target_fault(scenario: Scenario, stock: CommonStock, target: str, path: tuple[str | int, ...]) -> Iterator[Fault]:
    if target != END and not any(
        target in places for places in (scenario.moments, scenario.endings, stock.moments, stock.endings)
    ):
        yield "S205", path, f"there is no moment or ending {target!r}"


def _guard_faults(
    scenario: Scenario, stock: CommonStock, parts: list[tuple[tuple[str | int, ...], Part]]
) -> Iterator[Fault]:
    for path, part in parts:
        if not isinstance(part, Step) or not part.when:
            continue
        for guard in part.guards:
            if guard.kind == "revealed" and guard.name not in scenario.facts:
                yield "S203", (*path, "when"), f"the fact {guard.name!r} is not listed under 'facts:'"
            if guard.kind == "been" and guard.name not in scenario.moments and guard.name not in stock.moments:
                yield "S205", (*path, "when"), f"there is no moment {guard.name!r}"


def _name_faults(scenario: Scenario, shared: Mapping[str, Step], written: Mapping[str, object]) -> Iterator[Fault]:
    for name in scenario.endings:
        if name in scenario.moments:
            yield "S206", ("endings", name), f"{name!r} is a moment already; an ending needs an id of its own"
    for kind in ("moments", "endings"):
        if END in getattr(scenario, kind):
            yield "S206", (kind, END), f"{END!r} already means the first ending that fits"
    for line in scenario.lines:
        if line in written:
            yield "S201", ("lines", line), f"the line {line!r} is written above already"
        elif line not in shared:
            yield "S202", ("lines", line), f"no line of the common stock is called {line!r}"


def _test_faults(scenario: Scenario, stock: CommonStock, lines: Mapping[str, object]) -> Iterator[Fault]:
    endings = {**stock.endings, **scenario.endings}
    moments = {**stock.moments, **scenario.moments}
    for number, test in enumerate(scenario.tests):
        for index, step in enumerate(test.steps):
            path = ("tests", number, "steps", index)
            if step.hear is not None and " " not in step.hear and "-" in step.hear and step.hear not in lines:
                yield "S202", (*path, "hear"), f"no line is called {step.hear!r}"
            if (expect := step.expect) is None:
                continue
            for name in ("revealed", "not_revealed"):
                for fact in getattr(expect, name):
                    if fact not in scenario.facts:
                        yield "S203", (*path, "expect", name), f"the fact {fact!r} is not listed under 'facts:'"
            for name in ("said", "not_said"):
                for line in getattr(expect, name):
                    if line not in lines:
                        yield "S202", (*path, "expect", name), f"no line is called {line!r}"
            if expect.at is not None and expect.at not in moments:
                yield "S205", (*path, "expect", "at"), f"there is no moment {expect.at!r}"
            if expect.ending is not None and expect.ending not in endings:
                yield "S205", (*path, "expect", "ending"), f"there is no ending {expect.ending!r}"
