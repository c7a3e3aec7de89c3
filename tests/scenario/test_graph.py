"""The graph of a scenario shows every way, and marks those that no test goes."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from simulator.scenario.catalogue import list_scenarios
from simulator.scenario.drawing import mermaid, svg
from simulator.scenario.edges import edges
from simulator.scenario.graph import graph_of
from simulator.scenario.model import Scenario
from tests.small_scenario import small_scenario

SVG = "{http://www.w3.org/2000/svg}"


def test_moments_lead_to_each_other_and_the_end_to_the_endings() -> None:
    graph = graph_of(small_scenario())
    assert list(graph.nodes) == ["hello", "news", "at any time", "end", "knows", "vague"]
    assert [(way.start, way.end) for way in graph.ways] == [
        ("hello", "news"),
        ("at any time", "end"),
        ("end", "knows"),
        ("end", "vague"),
    ]
    assert graph.nodes["knows"].notes == ("revealed day",)
    assert graph.nodes["vague"].notes == ("otherwise",)


def test_every_edge_that_no_test_takes_is_marked() -> None:
    scenario = small_scenario()
    for edge, _ in edges(scenario):
        graph = graph_of(scenario, {edge})
        within = [name for name, node in graph.nodes.items() if not node.tested]
        between = [way for way in graph.ways if not way.tested]
        assert len(within) + len(between) == 1, edge
        assert "untested" in mermaid(graph)
        assert "untested" not in mermaid(graph_of(scenario))
        assert 'class="untested"' in svg(graph)
        assert 'class="untested"' not in svg(graph_of(scenario))


@pytest.mark.parametrize("scenario", list_scenarios(), ids=lambda scenario: scenario.id)
def test_every_scenario_can_be_drawn(scenario: Scenario) -> None:
    graph = graph_of(scenario)
    root = ElementTree.fromstring(svg(graph))  # noqa: S314 - we have written it ourselves
    names = [text.text for text in root.iter(f"{SVG}text") if text.get("class") == "name"]
    assert names.count("end") == 1
    assert set(names) == set(graph.nodes)
    boxes = [(box.get("x"), box.get("y")) for box in root.iter(f"{SVG}rect") if box.get("x")]
    assert len(set(boxes)) == len(graph.nodes)
    assert not re.search(r"(?:href|src)=", svg(graph))


def test_an_untested_way_is_told_in_words() -> None:
    graph = graph_of(small_scenario(), {"moments.news.do.0.kept", "moments.news.do.1.filled", "answers.0"})
    assert graph.nodes["at any time"].notes == ("1 way within", "untested: timeline_question")
    assert graph.nodes["news"].notes == ("2 ways within", "untested: pause of 4 s filled")


@pytest.mark.parametrize("scenario", list_scenarios(), ids=lambda scenario: scenario.id)
def test_no_label_lies_on_another_or_on_a_node_or_under_a_line(scenario: Scenario) -> None:
    root = ElementTree.fromstring(svg(graph_of(scenario, {edge for edge, _ in edges(scenario)})))  # noqa: S314 - ours
    labels = [
        (float(text.get("x", 0)), float(text.get("y", 0)) - 8, float(text.get("textLength", 0)), 9.0)
        for text in root.iter(f"{SVG}text")
        if text.get("textLength")
    ]
    nodes = [
        tuple(float(box.get(side, 0)) for side in ("x", "y", "width", "height"))
        for box in root.iter(f"{SVG}rect")
        if box.get("x")
    ]
    strokes = [stroke for path in root.iter(f"{SVG}path") for stroke in straight_lines(path.get("d", ""))]
    assert labels
    for number, label in enumerate(labels):
        for other in (*labels[number + 1 :], *nodes, *strokes):
            assert not overlap(label, other), (label, other)


def straight_lines(shape: str) -> list[tuple[float, ...]]:
    """The lines of a path of M, H and V as thin boxes."""
    found: list[tuple[float, ...]] = []
    x = y = 0.0
    for command, *numbers in re.findall(r"([MHV])([-\d.]+)(?:,([-\d.]+))?", shape):
        to_x = float(numbers[0]) if command in "MH" else x
        to_y = float(numbers[1]) if command == "M" else float(numbers[0]) if command == "V" else y
        if command != "M":
            found.append((min(x, to_x), min(y, to_y), abs(to_x - x), abs(to_y - y)))
        x, y = to_x, to_y
    return found


def overlap(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return all(one[axis] < other[axis] + other[axis + 2] and other[axis] < one[axis] + one[axis + 2] for axis in (0, 1))


def test_words_that_mean_something_to_the_drawing_are_shown_as_they_are() -> None:
    text = mermaid(graph_of(small_scenario(("when: revealed day", "when: mood >= 1"))))
    assert "mood &gt;= 1" in text
