"""Draws a scenario's graph: as Mermaid's text, and as an SVG that needs nothing but itself.

The SVG is a column of nodes in the order of the call: moments, what can come at any time, the end, the endings. A way
to the next node is an arrow straight down. Every other way has a row of its own beside its node, with its label, and
runs from there to the right, along a lane that it shares only with ways to the same node, and back into that node's
first row, which never holds a label. So no label can lie on another, on a node or on a line, whatever the scenario.
Ways that no test goes are dashed as well as red, so that they are told apart without colours too.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from itertools import count
from typing import Final, NamedTuple

from simulator.scenario.graph import Graph, Node, Way
from simulator.scenario.model import END

_LETTER: Final = 6.8
"""Width of a letter of a node's text, on average, at 12 pixels."""
_LABEL_LETTER: Final = 6.6
"""Width of a label's letter: each is the same, and `textLength` holds it to this whatever the typeface."""
_LINE: Final = 17
_GAP: Final = 30
"""Between nodes."""
_MARGIN: Final = 30
_INDENT: Final = 36
"""Of endings, for the trunk that leads to them."""
_LANE: Final = 16
_SHAPES: Final = {"moment": '["{}"]', "ending": '(["{}"])', "common": '("{}")', "anywhere": '{{{{"{}"}}}}'}
_FILL: Final = {"moment": "#eef3fb", "ending": "#eaf6ec", "common": "#f3f3f3", "anywhere": "#fdf6e3"}
_ORDER: Final = ("moment", "anywhere", "common", "ending")
_STYLE: Final = """\
text{font:12px system-ui,sans-serif;fill:#222;text-anchor:middle}
.name{font-weight:600}
.label{font:11px ui-monospace,monospace;fill:#444;text-anchor:start}
rect{stroke:#667;stroke-width:1.2}
path{fill:none;stroke:#667;stroke-width:1.2}
.untested{stroke:#c62828;stroke-width:2;stroke-dasharray:6 4}
text.untested{fill:#c62828;stroke:none}"""


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
    sheet = _Sheet(graph)
    width, height = sheet.size
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
        *(_box(graph.nodes[name], box) for name, box in sheet.boxes.items()),
        # those without a test last, so that they lie on top where ways share a lane
        *(line for tested in (True, False) for way in graph.ways if way.tested is tested for line in sheet.lines(way)),
    ]
    return "\n".join([*parts, "</svg>"]) + "\n"


class _Box(NamedTuple):
    """Where a node stands."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.left + self.width

    @property
    def bottom(self) -> float:
        return self.top + self.height

    def row(self, number: int) -> float:
        """The middle of one of the rows of text, from 0."""
        return self.top + 16 + number * _LINE


class _Sheet:
    """Where everything stands."""

    def __init__(self, graph: Graph) -> None:
        self._order = _in_order(graph)
        self._beside = {name: [way for way in graph.ways if self._is_beside(way, name)] for name in self._order}
        """Node → the ways that have a row beside it, in the order of their rows."""
        width = max(_width(node) for node in graph.nodes.values())
        self.boxes: dict[str, _Box] = {}
        top = float(_MARGIN)
        for name in self._order:
            node = graph.nodes[name]
            rows = 1 + max(len(node.notes), len(self._beside[name]))
            indent = _INDENT if node.kind == "ending" else 0
            self.boxes[name] = _Box(_MARGIN + indent, top, width, rows * _LINE + 15)
            top = self.boxes[name].bottom + _GAP
        labels = [_label(way) for ways in self._beside.values() for way in ways]
        self._labels_from = _MARGIN + _INDENT + width + 12
        self._lanes_from = self._labels_from + max((len(label) for label in labels), default=0) * _LABEL_LETTER + 14
        self._lanes = self._shared_out()

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the picture."""
        lanes = max(self._lanes.values(), default=0)
        return self._lanes_from + lanes * _LANE + _MARGIN, self.boxes[self._order[-1]].bottom + _MARGIN

    def lines(self, way: Way) -> Iterator[str]:
        """A way's line, and its label if it has one."""
        start, end = self.boxes[way.start], self.boxes[way.end]
        if self._is_to_ending(way):
            trunk = start.left + _INDENT / 2
            yield _line(f"M{trunk:.1f},{start.bottom:.1f} V{end.row(0):.1f} H{end.left:.1f}", way)
        elif way in self._beside[way.start]:
            row = start.row(1 + self._beside[way.start].index(way))
            lane = self._lanes_from + self._lanes[way.end] * _LANE
            after = self._labels_from + len(_label(way)) * _LABEL_LETTER + 6
            yield _line(f"M{after:.1f},{row:.1f} H{lane:.1f} V{end.row(0):.1f} H{end.right:.1f}", way)
            yield _line(f"M{start.right:.1f},{row:.1f} H{self._labels_from - 4:.1f}", way, tip=False)
            yield _text(way, self._labels_from, row + 4)
        else:
            x = start.left + start.width / 2
            yield _line(f"M{x:.1f},{start.bottom:.1f} V{end.top:.1f}", way)
            yield _text(way, x + 8, start.bottom + _GAP / 2 + 4)

    def _shared_out(self) -> dict[str, int]:
        """Node → the innermost lane that nothing else takes between it and all that leads to it."""
        lanes: dict[str, int] = {}
        taken: dict[str, tuple[float, float]] = {}
        for name in self._order:
            rows = [self.boxes[name].row(0)]
            for start, ways in self._beside.items():
                rows += [self.boxes[start].row(1 + at) for at, way in enumerate(ways) if way.end == name]
            top, bottom = min(rows), max(rows)
            if top == bottom:
                continue  # nothing leads here but straight down
            meeting = {lanes[other] for other, (above, below) in taken.items() if above <= bottom and top <= below}
            lanes[name] = next(lane for lane in count() if lane not in meeting)
            taken[name] = (top, bottom)
        return lanes

    def _is_beside(self, way: Way, name: str) -> bool:
        follows = name in self._order[:-1] and self._order[self._order.index(name) + 1] == way.end
        straight = follows and way.label == "then"
        return way.start == name and not straight and not self._is_to_ending(way)

    def _is_to_ending(self, way: Way) -> bool:
        return way.start == END and not way.label


def _in_order(graph: Graph) -> list[str]:
    """The nodes from top to bottom; the common ones above the end, under which the endings stand."""
    kinds = {name: (_ORDER.index(node.kind), name == END) for name, node in graph.nodes.items()}
    return sorted(graph.nodes, key=lambda name: kinds[name])


def _quoted(text: str) -> str:
    return escape(text, quote=False).replace('"', "#quot;")


def _label(way: Way) -> str:
    return way.label if way.tested else f"untested: {way.label}".rstrip(": ")


def _width(node: Node) -> float:
    longest = max(len(text) for text in (node.name, *node.notes))
    return max(130.0, longest * _LETTER + 24)


def _box(node: Node, box: _Box) -> str:
    mark = "" if node.tested else ' class="untested"'
    round_corners = 16 if node.kind == "ending" else 4
    lines = [
        (
            f'<rect x="{box.left:.1f}" y="{box.top:.1f}" width="{box.width:.1f}" height="{box.height:.1f}" '
            f'rx="{round_corners}" fill="{_FILL[node.kind]}"{mark}/>'
        )
    ]
    for number, text in enumerate((node.name, *node.notes)):
        css = "name" if number == 0 else "note"
        x, y = box.left + box.width / 2, box.row(number) + 4
        lines.append(f'<text class="{css}" x="{x:.1f}" y="{y:.1f}">{escape(text)}</text>')
    return "\n".join(lines)


def _line(shape: str, way: Way, *, tip: bool = True) -> str:
    end = ' marker-end="url(#tip)"' if tip else ""
    mark = "" if way.tested else ' class="untested"'
    return f'<path d="{shape}"{end}{mark}/>'


def _text(way: Way, x: float, y: float) -> str:
    label = _label(way)
    css = "label" if way.tested else "label untested"
    length = len(label) * _LABEL_LETTER
    return f'<text class="{css}" x="{x:.1f}" y="{y:.1f}" textLength="{length:.1f}">{escape(label)}</text>'
