"""Draws a scenario's graph: as Mermaid's text, and as an SVG that needs nothing but itself.

The SVG's layout is plain layers: each node stands one row below the highest that leads to it. That is enough for the
dozen moments of a call, and readable without a program to lay out graphs. Ways that no test goes are dashed as well
as red, so that they are told apart without colours too.
"""

from __future__ import annotations

from collections import defaultdict
from html import escape
from typing import Final, NamedTuple

from simulator.scenario.graph import Graph, Node, Way

_LETTER: Final = 6.6
"""Width of a letter, on average, at 12 pixels."""
_LINE: Final = 16
_GAP: Final = 90
"""Between rows; labels stand there."""
_MARGIN: Final = 30
_SHAPES: Final = {"moment": '["{}"]', "ending": '(["{}"])', "common": '("{}")', "anywhere": '{{{{"{}"}}}}'}
_FILL: Final = {"moment": "#eef3fb", "ending": "#eaf6ec", "common": "#f3f3f3", "anywhere": "#fdf6e3"}
_STYLE: Final = """\
text{font:12px system-ui,sans-serif;fill:#222;text-anchor:middle}
.name{font-weight:600}
.label{font-size:11px;fill:#444;paint-order:stroke;stroke:#fff;stroke-width:4px}
rect{stroke:#667;stroke-width:1.2}
path{fill:none;stroke:#667;stroke-width:1.2}
.untested{stroke:#c62828;stroke-width:2;stroke-dasharray:6 4}
text.untested{fill:#c62828;stroke:#fff;stroke-width:4px;stroke-dasharray:none}"""


def mermaid(graph: Graph) -> str:
    """The graph as a Mermaid flowchart."""
    ids = {name: f"n{number}" for number, name in enumerate(graph.nodes)}
    lines = ["flowchart TD"]
    for name, node in graph.nodes.items():
        words = "<br/>".join(_quoted(text) for text in (name, *node.notes))
        lines.append(f"  {ids[name]}{_SHAPES[node.kind].format(words)}")
    for way in graph.ways:
        arrow = "-->" if way.tested else "-.->"
        label = f'|"{_quoted(_label(way))}"|' if _label(way) else ""
        lines.append(f"  {ids[way.start]} {arrow}{label} {ids[way.end]}")
    dashed = [str(number) for number, way in enumerate(graph.ways) if not way.tested]
    if dashed:
        lines.append(f"  linkStyle {','.join(dashed)} stroke:#c62828,stroke-dasharray:6 4")
    lines += [
        f"  style {ids[name]} stroke:#c62828,stroke-dasharray:6 4"
        for name, node in graph.nodes.items()
        if not node.tested
    ]
    return "\n".join(lines) + "\n"


def svg(graph: Graph) -> str:
    """The graph as a picture."""
    boxes = _laid_out(graph)
    width = max(box.x + box.width / 2 for box in boxes.values()) + _MARGIN
    height = max(box.y + box.height for box in boxes.values()) + _MARGIN
    arrow = (
        '<marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" '
        'markerUnits="userSpaceOnUse" orient="auto">'
    )
    parts = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" width="{width:.0f}" '
            f'height="{height:.0f}" role="img">'
        ),
        f"<title>{escape(graph.title)}</title>",
        f"<style>{_STYLE}</style>",
        f'<defs>{arrow}<polygon points="0,0 8,4 0,8" fill="#667"/></marker></defs>',
        f'<rect width="{width:.0f}" height="{height:.0f}" fill="#fff" style="stroke:none"/>',
    ]
    labels: list[str] = []
    for (start, end), ways in _by_ends(graph.ways).items():
        for number, way in enumerate(ways):
            line, label = _way(way, boxes[start], boxes[end], number - (len(ways) - 1) / 2)
            parts.append(line)
            labels.append(label)
    parts += [_box(graph.nodes[name], box) for name, box in boxes.items()]
    return "\n".join([*parts, *labels, "</svg>"]) + "\n"


class _Box(NamedTuple):
    """Where a node stands: `x` is its middle, `y` its upper edge."""

    x: float
    y: float
    width: float
    height: float


def _quoted(text: str) -> str:
    return escape(text, quote=False).replace('"', "#quot;")


def _label(way: Way) -> str:
    return way.label if way.tested else f"untested: {way.label}".rstrip(": ")


def _rows(graph: Graph) -> list[list[str]]:
    """The nodes by row: one below the first node that leads there; what nothing leads to begins a row on top."""
    led_to = {way.end for way in graph.ways if way.start != way.end}
    row = {name: 0 for name in graph.nodes if name not in led_to} or {next(iter(graph.nodes)): 0}
    waiting = list(row)
    for name in waiting:
        for way in graph.ways:
            if way.start == name and way.end not in row:
                row[way.end] = row[name] + 1
                waiting.append(way.end)
    # what can come at any time stands below all moments, then where calls come to an end, and the endings at the foot
    deepest = max(row[name] for name, node in graph.nodes.items() if node.kind == "moment" and name in row)
    foot = {kind: deepest + depth for depth, kind in enumerate(("anywhere", "common", "ending"), start=1)}
    rows: defaultdict[int, list[str]] = defaultdict(list)
    for name, node in graph.nodes.items():
        rows[foot.get(node.kind, row.get(name, 0))].append(name)
    return [rows[number] for number in sorted(rows)]


def _laid_out(graph: Graph) -> dict[str, _Box]:
    rows = _rows(graph)
    sizes = {name: _size(node) for name, node in graph.nodes.items()}
    widths = [sum(sizes[name][0] + _MARGIN for name in row) for row in rows]
    boxes: dict[str, _Box] = {}
    y = float(_MARGIN)
    for row, width in zip(rows, widths, strict=True):
        x = _MARGIN + (max(widths) - width) / 2
        for name in row:
            boxes[name] = _Box(x + sizes[name][0] / 2, y, *sizes[name])
            x += sizes[name][0] + _MARGIN
        y += max(sizes[name][1] for name in row) + _GAP
    return boxes


def _size(node: Node) -> tuple[float, float]:
    longest = max(len(text) for text in (node.name, *node.notes))
    return max(120.0, longest * _LETTER + 24), _LINE * (1 + len(node.notes)) + 16


def _by_ends(ways: list[Way]) -> dict[tuple[str, str], list[Way]]:
    found: defaultdict[tuple[str, str], list[Way]] = defaultdict(list)
    for way in ways:
        found[way.start, way.end].append(way)
    return found


def _box(node: Node, box: _Box) -> str:
    mark = "" if node.tested else ' class="untested"'
    round_corners = 18 if node.kind == "ending" else 4
    lines = [
        (
            f'<rect x="{box.x - box.width / 2:.1f}" y="{box.y:.1f}" width="{box.width:.1f}" height="{box.height:.1f}" '
            f'rx="{round_corners}" fill="{_FILL[node.kind]}"{mark}/>'
        )
    ]
    for number, text in enumerate((node.name, *node.notes)):
        css = "name" if number == 0 else "note"
        y = box.y + 20 + number * _LINE
        lines.append(f'<text class="{css}" x="{box.x:.1f}" y="{y:.1f}">{escape(text)}</text>')
    return "\n".join(lines)


def _way(way: Way, start: _Box, end: _Box, side: float) -> tuple[str, str]:
    """The line and its label; `side` spreads ways between the same two nodes."""
    shift = side * 26
    if end.y > start.y:
        x1, y1, x2, y2 = start.x + shift, start.y + start.height, end.x + shift, end.y
        bend = (y2 - y1) / 2
        shape = f"M{x1:.1f},{y1:.1f} C{x1:.1f},{y1 + bend:.1f} {x2:.1f},{y2 - bend:.1f} {x2:.1f},{y2:.1f}"
        x, y = (x1 + x2) / 2, (y1 + y2) / 2 + side * 14
    else:
        # upwards, or within a row: around the right-hand side
        x1, y1 = start.x + start.width / 2, start.y + start.height / 2
        x2, y2 = end.x + end.width / 2, end.y + end.height / 2 + 8
        out = max(x1, x2) + 40 + abs(shift)
        shape = f"M{x1:.1f},{y1:.1f} C{out:.1f},{y1:.1f} {out:.1f},{y2:.1f} {x2:.1f},{y2:.1f}"
        x, y = out - 12, (y1 + y2) / 2 + side * 14
    mark = "" if way.tested else ' class="untested"'
    css = "label" if way.tested else "label untested"
    return (
        f'<path d="{shape}" marker-end="url(#tip)"{mark}/>',
        f'<text class="{css}" x="{x:.1f}" y="{y:.1f}">{escape(_label(way))}</text>',
    )
