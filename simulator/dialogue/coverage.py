"""What the tests of a scenario leave to be desired: those that fail, and the ways that none of them goes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from simulator.dialogue.engine import Tags
from simulator.dialogue.timeline import TestResult, run_tests
from simulator.scenario.edges import edges
from simulator.scenario.lint import add_faults, lint
from simulator.scenario.loader import Examination
from simulator.scenario.model import Scenario
from simulator.scenario.references import Fault


def lint_with_tests(path: Path, tag: Tags | None = None) -> Examination:
    """Everything that is wrong with a scenario file, its tests included; they are played in virtual time.

    Without `tag` the shared tagger is used for the steps that do not say their acts. Never raises for what is in
    the file.
    """
    shown = lint(path)
    if shown.scenario is not None and shown.scenario.tests:
        # what no call comes to needs no second word about its missing test
        known = {(fault.line, fault.column) for fault in shown.faults}
        add_faults(shown, faults_of_tests(shown.scenario, run_tests(shown.scenario, tag)), but=known)
    return shown


def untested(scenario: Scenario, results: Sequence[TestResult]) -> set[str]:
    """The edges that no test has taken."""
    return {edge for edge, _ in edges(scenario)} - {edge for result in results for edge in result.taken}


def faults_of_tests(scenario: Scenario, results: Sequence[TestResult]) -> Iterator[Fault]:
    """Every failure of a test, and every edge without one."""
    for number, result in enumerate(results):
        for failure in result.failures:
            yield "S401", ("tests", number, "name"), f"the test fails: {failure}"
    missing = untested(scenario, results)
    for edge, path in edges(scenario):
        if edge in missing:
            yield "S402", path, f"no test goes this way: {edge}"
