"""From a file to a scenario, or to the list of everything that is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final, TypeVar

from pydantic import ValidationError

from simulator.errors import BadScenario
from simulator.scenario.diagnostics import Diagnostic
from simulator.scenario.fields import Part
from simulator.scenario.model import CommonStock, Scenario, name_parts
from simulator.scenario.references import reference_faults
from simulator.scenario.source import Source, read_source

COMMON_PATH: Final = Path(__file__).with_name("common.yaml")
_SHOWN = 3
"""Faults that BadScenario tells in its one line; `followup scenarios lint` shows all."""
_EXPECTED: Final = {
    "string_type": "a text",
    "list_type": "a list",
    "dict_type": "named fields",
    "model_type": "named fields",
    "int_parsing": "a whole number",
    "int_type": "a whole number",
    "float_parsing": "a number",
    "float_type": "a number",
    "bool_parsing": "true or false",
    "bool_type": "true or false",
}
_KINDS: Final = {dict: "named fields", list: "a list", object: "a text"}
_Model = TypeVar("_Model", Scenario, CommonStock)


@dataclass(slots=True)
class Examination:
    """What reading a scenario file has shown."""

    path: Path
    source: Source
    scenario: Scenario | None = None
    """None when there are faults."""
    faults: list[Diagnostic] = field(default_factory=list)
    """In the order of the file."""


def examine(path: Path) -> Examination:
    """Reads a file and collects all its faults at once. Never raises for what is in the file."""
    return examine_source(path, read_source(path))


def examine_source(path: Path, source: Source) -> Examination:
    """The same for a text that has been read; `path` is the file it is from."""
    examination = Examination(path, source, faults=list(source.faults))
    scenario = _validated(source, Scenario, examination.faults)
    if scenario is not None:
        for code, where, message in reference_faults(scenario, common_stock()):
            place = source.place(where)
            examination.faults.append(Diagnostic(code, place.line, place.column, message))
        if scenario.id != path.stem:
            place = source.place(("id",))
            message = f"the id is {scenario.id!r}, the file's name is {path.stem!r}; make them the same"
            examination.faults.append(Diagnostic("S207", place.line, place.column, message))
    examination.faults.sort(key=lambda fault: (fault.line, fault.column, fault.code))
    if scenario is not None and not examination.faults:
        name_parts(scenario)
        examination.scenario = scenario
    return examination


def load_scenario(path: Path | str) -> Scenario:
    """The scenario in a file. Raises BadScenario, which names `path:line:column` of the first faults."""
    path = Path(path)
    examination = examine(path)
    if examination.scenario is None:
        raise _bad_scenario(path, examination.faults)
    return examination.scenario


@cache
def common_stock() -> CommonStock:
    """The behaviour that all managers share, from `common.yaml`."""
    source = read_source(COMMON_PATH)
    faults = list(source.faults)
    stock = _validated(source, CommonStock, faults)
    if stock is None:
        raise _bad_scenario(COMMON_PATH, faults)
    for kind in CommonStock.model_fields:
        for name, part in _named_parts(getattr(stock, kind)):
            name_parts(part)
            part.locate(f"common.{kind}.{name}")
    return stock


def _named_parts(value: Any) -> list[tuple[str, Part]]:
    items = value.items() if isinstance(value, dict) else enumerate(value)
    return [(str(name), part) for name, part in items]


def _validated(source: Source, model: type[_Model], faults: list[Diagnostic]) -> _Model | None:
    if source.data is None:
        return None
    try:
        return model.model_validate(source.data)
    except ValidationError as error:
        faults.extend(_shape_fault(source, detail) for detail in error.errors(include_url=False))
        return None


def _shape_fault(source: Source, detail: Any) -> Diagnostic:
    """What pydantic found, in the words of a writer."""
    kind: str = detail["type"]
    where = tuple(detail["loc"])
    place = source.place(where)
    name = next((str(step) for step in reversed(where) if isinstance(step, str) and step != "[key]"), "")
    code, message = _in_words(kind, name, detail)
    return Diagnostic(code, place.line, place.column, message)


def _in_words(kind: str, name: str, detail: Any) -> tuple[str, str]:
    if kind == "missing":
        return "S102", f"{name!r} is missing here"
    if kind == "extra_forbidden":
        return "S101", f"the format knows no {name!r} here"
    if kind == "value_error":
        return "S104", f"{name}: {detail['ctx']['error']}" if name else str(detail["ctx"]["error"])
    if detail["input"] is None:
        return "S103", f"{name!r} is empty"
    if kind in _EXPECTED:
        found = next(name for kind, name in _KINDS.items() if isinstance(detail["input"], kind))
        hint = "; a text that holds ': ' needs quotation marks around it" if found == "named fields" else ""
        return "S103", f"{name}: expected {_EXPECTED[kind]}, found {found}{hint}"
    if kind in ("too_short", "string_too_short"):
        return "S105", f"{name}: too short; at least {detail['ctx']['min_length']} wanted"
    if kind in ("too_long", "string_too_long"):
        return "S105", f"{name}: too long; at most {detail['ctx']['max_length']} wanted"
    return "S104", f"{name}: {detail['msg'].replace('Input should be', 'should be')}"


def _bad_scenario(path: Path, faults: list[Diagnostic]) -> BadScenario:
    first = faults[0]
    told = "; ".join([f"{first.code} {first.message}", *(str(fault) for fault in faults[1:_SHOWN])])
    more = f"; and {len(faults) - _SHOWN} more" if len(faults) > _SHOWN else ""
    return BadScenario(path, told + more, line=first.line, column=first.column)
