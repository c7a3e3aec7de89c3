"""Scenarios are found by id, ours and the user's own; a broken one of theirs stops nothing."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from simulator.errors import BadScenario, UnknownScenario
from simulator.scenario.catalogue import draw_scenario, find_scenario, list_scenarios, scenario_paths
from tests.small_scenario import SMALL, small_scenario

OURS = {"hired", "rejected-runner-up", "undecided", "voicemail"}


@pytest.fixture
def own(home: Path) -> Path:
    folder = home / "scenarios"
    folder.mkdir()
    return folder


def test_our_scenarios_are_there_without_any_folder_of_the_users() -> None:
    assert {scenario.id for scenario in list_scenarios()} >= OURS


def test_a_users_scenario_is_found_beside_ours(own: Path) -> None:
    (own / "small.yaml").write_text(SMALL, encoding="utf-8")
    assert find_scenario("small").title == "Small"
    assert OURS | {"small"} <= set(scenario_paths())


def test_a_users_scenario_takes_the_place_of_ours(own: Path) -> None:
    (own / "hired.yaml").write_text(SMALL.replace("id: small", "id: hired"), encoding="utf-8")
    assert find_scenario("hired").title == "Small"


def test_a_broken_scenario_of_the_user_is_told_and_left_out(own: Path) -> None:
    (own / "mine.yaml").write_text("title: [", encoding="utf-8")
    (own / "Not An Id.yaml").write_text("", encoding="utf-8")
    broken: list[BadScenario] = []
    assert {scenario.id for scenario in list_scenarios(broken=broken)} >= OURS
    assert [fault.path.name for fault in broken] == ["mine.yaml"]
    with pytest.raises(BadScenario, match=r"mine\.yaml:\d+:\d+: S006"):
        find_scenario("mine")


def test_a_file_can_be_played_from_anywhere(tmp_path: Path) -> None:
    path = tmp_path / "small.yaml"
    path.write_text(SMALL, encoding="utf-8")
    assert find_scenario(str(path)).id == "small"


def test_an_unknown_name_brings_the_nearest() -> None:
    with pytest.raises(UnknownScenario, match="'rejected-runer-up'; did you mean rejected-runner-up"):
        find_scenario("rejected-runer-up")


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "zzzzz", "x" * 10_000, "hired\n"])
def test_any_other_name_is_refused_in_one_line(name: str) -> None:
    with pytest.raises(UnknownScenario) as caught:
        find_scenario(name)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 200


def test_a_surprise_follows_the_weights_and_never_comes_twice_running() -> None:
    often = small_scenario(("id: small", "id: small\nsurprise: 8"))
    seldom = small_scenario().model_copy(update={"id": "seldom"})
    never = small_scenario(("id: small", "id: small\nsurprise: 0")).model_copy(update={"id": "never"})
    drawn = Counter(draw_scenario([often, seldom, never], seed).id for seed in range(300))
    assert drawn["small"] > 5 * drawn["seldom"] > 0
    assert "never" not in drawn
    assert {draw_scenario([often, seldom, never], seed, last="small").id for seed in range(20)} == {"seldom"}
    assert draw_scenario([often], 1, last="small").id == "small"
    with pytest.raises(UnknownScenario):
        draw_scenario([never], 1)


def test_a_surprise_never_brings_the_same_verdict_twice_running() -> None:
    scenarios = list_scenarios()
    last = draw_scenario(scenarios, 0)
    for seed in range(1, 200):
        drawn = draw_scenario(scenarios, seed, last.id, next(iter(last.verdict)))
        assert not set(drawn.verdict) & set(last.verdict)
        last = drawn
    assert draw_scenario([small_scenario()], 1, last_verdict="undecided").id == "small"
