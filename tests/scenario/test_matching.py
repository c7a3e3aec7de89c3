"""The scenario that is most like a call: by its verdict, by who picked up, by its length and its words."""

from __future__ import annotations

import pytest

from simulator.record import CallRecord, Turn, Verdict
from simulator.scenario.catalogue import list_scenarios
from simulator.scenario.matching import Matching

MATCHING = Matching(list_scenarios())


def nearest(verdict: Verdict, *said: str) -> str:
    turns = [Turn(speaker="manager", start=4.0 * at, end=4.0 * at + 3, text=text) for at, text in enumerate(said)]
    turns += [turn.model_copy(update={"speaker": "candidate", "text": "Yes."}) for turn in turns]
    return MATCHING.nearest(CallRecord(id="one", verdict=verdict, turns=turns)).id


@pytest.mark.parametrize(
    ("verdict", "said", "expected"),
    [
        ("hired", "We'd like to offer you the job. The contract comes by e-mail; there is a training day.", "hired"),
        ("on_hold", "All hiring is frozen. Corporate put a freeze on every position.", "hiring-freeze"),
        ("on_hold", "Your second reference is missing. We can't go on without the form.", "documents-missing"),
        ("advanced", "Somebody backed out, so the job is open again.", "reopened-position"),
        ("rejected", "Good morning, reception. I'll put you through to personnel.", "transferred-stranger"),
    ],
)
def test_verdict_and_words_choose(verdict: Verdict, said: str, expected: str) -> None:
    assert nearest(verdict, said).startswith(expected)


@pytest.mark.parametrize(("verdict", "part"), [("voicemail", "machine"), ("gatekeeper", "receptionist")])
def test_a_machine_is_matched_by_a_machine_and_a_desk_by_a_desk(verdict: Verdict, part: str) -> None:
    found = next(one for one in list_scenarios() if one.id == nearest(verdict, "Hello."))
    assert part in {person.part for person in found.people.values()}


def test_a_long_call_is_not_said_to_somebody_who_has_thirty_seconds() -> None:
    words = "I'm getting in an elevator, I have thirty seconds. Call me at ten past four on my direct line."
    assert nearest("undecided", words) == "thirty-seconds"
    assert nearest("undecided", words, *["Hm."] * 20) != "thirty-seconds"


def test_a_call_without_a_word_has_a_scenario_too() -> None:
    assert MATCHING.nearest(CallRecord(id="empty")).id in {one.id for one in list_scenarios()}
