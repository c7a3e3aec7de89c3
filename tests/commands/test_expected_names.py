from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from simulator.cli import main
from simulator.commands import practice
from simulator.history.profile import Profile, write_profile
from simulator.scenario.catalogue import find_scenario

PROFILE = Profile(name="Zbigniew Okonkwo", position="kiln loader", company="Ibstock", manager="Ms Ngozi")


@pytest.fixture
def expected(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the recogniser's process was told to expect."""
    told: list[str] = []

    def worker(*_: Any, expected: list[str], **__: Any) -> None:
        told.extend(expected)
        raise RuntimeError("enough is known")

    monkeypatch.setattr("simulator.hearing.hearing.RecogniserProcess", worker)
    return told


@pytest.fixture
def recording(home: Path, tmp_path: Path) -> Path:
    """A second of silence in two channels, and a profile."""
    home.mkdir(exist_ok=True)
    write_profile(PROFILE, home)
    path = tmp_path / "call.flac"
    soundfile.write(path, np.zeros((16_000, 2)), 16_000)
    return path


def test_a_call_expects_the_names_of_profile_and_scenario(expected: list[str]) -> None:
    scenario = find_scenario("hired")
    with pytest.raises(RuntimeError, match="enough"), practice.hearing("pocketsphinx", scenario, PROFILE):
        pass
    assert {"Zbigniew Okonkwo", "kiln loader", "Ibstock", "Ms Ngozi"} < set(expected)
    people = [person.name for person in scenario.people.values()]
    assert {scenario.candidate.name, scenario.candidate.position, *people} <= set(expected)


@pytest.mark.parametrize("command", [["analyse", "turns"], ["score"]])
def test_a_recording_is_heard_with_the_names_of_the_profile(
    expected: list[str], recording: Path, command: list[str]
) -> None:
    with pytest.raises(RuntimeError, match="enough"):
        main([*command, str(recording)])
    assert expected == PROFILE.expected()


def test_an_empty_profile_expects_nothing() -> None:
    assert Profile().expected() == []
