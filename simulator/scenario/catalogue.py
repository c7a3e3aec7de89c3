"""The scenarios there are: those that come with the program, and the user's own."""

from __future__ import annotations

import difflib
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

from simulator.errors import BadScenario, UnknownScenario, WrongUse
from simulator.home import home
from simulator.scenario.loader import load_scenario
from simulator.scenario.model import Scenario
from simulator.scenario.words import ID, LONGEST_ID

_PACKAGE = Path(__file__).parent.parent
_SUFFIX = ".yaml"
_TEMPLATE = Path(__file__).with_name("template.yaml")


def catalogue_folder() -> Path:
    """Where the program's own scenarios are: inside an installed package, or beside it in a checkout."""
    installed = _PACKAGE / "catalogue"
    return installed if installed.is_dir() else _PACKAGE.parent / "scenarios"


def own_folder() -> Path:
    """Where users keep their own scenarios; it need not exist."""
    return home() / "scenarios"


def scenario_paths(own: Path | None = None) -> dict[str, Path]:
    """Id → file, by name; the user's own file takes the place of ours with the same id.

    `own` is the user's folder; by default the one in their data folder.
    """
    folders = (catalogue_folder(), own if own is not None else own_folder())
    found = {path.stem: path for folder in folders for path in _files_in(folder)}
    return dict(sorted(found.items()))


def list_scenarios(own: Path | None = None, broken: list[BadScenario] | None = None) -> list[Scenario]:
    """All scenarios that can be played, by id. Broken ones are left out, and added to `broken` if that is given."""
    scenarios = []
    for path in scenario_paths(own).values():
        try:
            scenarios.append(load_scenario(path))
        except BadScenario as fault:
            if broken is not None:
                broken.append(fault)
    return scenarios


def find_scenario(name: str, own: Path | None = None) -> Scenario:
    """The scenario with this id, or in this file if the name ends in `.yaml`.

    Raises UnknownScenario, which names the nearest, or BadScenario.
    """
    return load_scenario(scenario_path(name, own))


def scenario_path(name: str, own: Path | None = None) -> Path:
    """The file of the scenario with this id, or the one of that name if it ends in `.yaml`.

    Raises UnknownScenario, which names the nearest.
    """
    if name.endswith(_SUFFIX) and Path(name).is_file():
        return Path(name)
    paths = scenario_paths(own)
    if name in paths:
        return paths[name]
    near = difflib.get_close_matches(name.lower(), paths, n=3, cutoff=0.5)
    hint = f"did you mean {' or '.join(near)}?" if near else "`followup scenarios list` shows them all"
    raise UnknownScenario(f"there is no scenario {name[:60]!r}; {hint}")


def new_scenario(name: str, own: Path | None = None) -> Path:
    """Writes a scenario of the user's own from the template; gives its file.

    Raises WrongUse for a name that cannot be an id, or that is taken.
    """
    if len(name) > LONGEST_ID or not ID.fullmatch(name):
        raise WrongUse(f"{name[:LONGEST_ID]!r} is no name for a scenario; use small letters, digits and single hyphens")
    if name in (taken := scenario_paths(own)):
        raise WrongUse(f"there is a scenario {name!r} already: {taken[name]}; choose another name")
    folder = own if own is not None else own_folder()
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}{_SUFFIX}"
    path.write_text(_TEMPLATE.read_text(encoding="utf-8").replace("id: template\n", f"id: {name}\n"), encoding="utf-8")
    return path


def draw_scenario(
    scenarios: Sequence[Scenario], seed: int, last: str | None = None, last_verdict: str | None = None
) -> Scenario:
    """One scenario for a surprise call, by the scenarios' `surprise` weights.

    Neither the one that came last, nor one that could end with the verdict that came last, as long as there are others.
    Raises UnknownScenario when there is none to draw from.
    """
    open_ones = [scenario for scenario in scenarios if scenario.surprise > 0]
    if not open_ones:
        raise UnknownScenario("there is no scenario to draw from; `followup scenarios list` shows them all")
    others = [scenario for scenario in open_ones if scenario.id != last] or open_ones
    others = [scenario for scenario in others if last_verdict not in scenario.verdict] or others
    return random.Random(seed).choices(others, [scenario.surprise for scenario in others])[0]


def _files_in(folder: Path) -> Iterator[Path]:
    """The scenario files of a folder; a folder that is not there or cannot be read holds none."""
    try:
        yield from sorted(path for path in folder.glob(f"*{_SUFFIX}") if ID.fullmatch(path.stem))
    except OSError:
        return
