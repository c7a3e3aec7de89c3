"""The JSON Schema accepts what the loader accepts, and refuses a wrong shape as editors should."""

from __future__ import annotations

import re
from typing import Any

import jsonschema
import pytest
import yaml

from simulator.scenario.catalogue import scenario_paths
from simulator.scenario.schema import scenario_schema
from tests.small_scenario import SMALL

CHECK = jsonschema.Draft202012Validator(scenario_schema())


class Yaml12(yaml.CSafeLoader):
    """Reads as editors do: in YAML 1.2, `on` is a word and only `true` is true."""


Yaml12.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(":bool")]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}
Yaml12.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("true|false"), list("tf"))


def read(text: str) -> Any:
    return yaml.load(text, Loader=Yaml12)  # noqa: S506 - it is a safe one


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(scenario_schema())


@pytest.mark.parametrize("name", scenario_paths())
def test_every_scenario_fits(name: str) -> None:
    text = scenario_paths()[name].read_text(encoding="utf-8")
    assert not [error.message for error in CHECK.iter_errors(read(text))]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title: Small", "titel: Small"),
        ("verdict: undecided", "verdict: maybe"),
        ("trains: [C1]", "trains: [C99]"),
        ("think: 4", "think: soon"),
        ("on: timeline_question", "on: timeline_questoin"),
        ("say: [Bye., Bye then.]", "say: [Bye.]"),
        ("id: small", "id: ../../etc"),
        ("needs: [name, purpose]", "needs: [shoe-size]"),
    ],
)
def test_a_wrong_shape_does_not_fit(old: str, new: str) -> None:
    assert CHECK.is_valid(read(SMALL))
    assert old in SMALL
    assert not CHECK.is_valid(read(SMALL.replace(old, new)))
