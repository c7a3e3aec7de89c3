"""What the doctor is told about voices."""

from __future__ import annotations

from simulator.voice.description import describe


def test_a_machine_that_speaks_is_described_by_its_voices() -> None:
    found = describe()
    assert found.problem is None
    assert found.name.startswith("pyttsx3 ")
    assert found.voices > 0
    assert found.english_female
    assert found.english_male


def test_a_machine_that_does_not_speak_is_told_how_to_mend_it() -> None:
    found = describe("nosuchdriver")
    assert found.voices == 0
    assert found.problem is not None
    assert "to mend it: pip install" in found.problem
