"""The format as a JSON Schema, so that editors complete and check while a scenario is written.

It knows the shape (codes S101 to S105); what refers to what, and whether tests pass, only `followup scenarios lint`
can tell.
"""

from __future__ import annotations

from typing import Any

from simulator.scenario.model import Scenario


def scenario_schema() -> dict[str, Any]:
    """The schema of a scenario file, in the dialect of 2020-12."""
    schema = Scenario.model_json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
