"""The measures beside the levels: figures with a unit, or a reason why there is none."""

from __future__ import annotations

from typing import Any

import pytest

from simulator.record import CallRecord, Event
from simulator.scoring.scorecard import score
from tests.scoring.scripted_calls import call

SCRIPT = """
    M: Harlow Mills, this is Dana Whitfield speaking.
    C: Um, hello, this is Daniel Reyes, uh, I wondered about the project coordinator role and so on. | none
    M: Let me look at that. [pause 4]
    M: I'm afraid it went to someone else.
    C+0.2: I see, thank you for telling me that. | acceptance
    M: You are welcome.
    C+1.0: Goodbye then, and thank you again. | farewell
"""


def measures(record: CallRecord) -> dict[str, Any]:
    return score(record).measures


def test_pace_is_words_by_the_time_spent_speaking() -> None:
    pace = measures(call(SCRIPT))["words_per_minute"]
    assert pace["value"] == pytest.approx(150, abs=1)
    assert pace["range"] == [130, 175]
    assert "Street & Brady" in pace["source"]


def test_fillers_are_counted_where_the_text_keeps_them() -> None:
    written = measures(call(SCRIPT))["fillers_per_minute"]
    assert written["value"] == pytest.approx(2 / (32 / 2.5) * 60, rel=0.05)


def test_fillers_are_not_measurable_when_the_recogniser_drops_them() -> None:
    heard = measures(call(SCRIPT, recogniser="pocketsphinx"))["fillers_per_minute"]
    assert heard["value"] is None
    assert "pocketsphinx leaves out" in heard["why"]


def test_a_typed_call_has_no_pace() -> None:
    record = call(SCRIPT)
    for _, turn in record.candidate_turns():
        turn.heard = "typed"
    assert measures(record)["words_per_minute"]["why"] == "the call was typed"


def test_talk_share_is_given_for_the_whole_call_and_after_the_opening() -> None:
    found = measures(call(SCRIPT))
    assert found["talk_share"]["value"] > found["talk_share_after_opening"]["value"] > 0


def test_gaps_count_answers_and_not_pauses() -> None:
    found = measures(call(SCRIPT))
    assert found["response_gap_median"]["value"] == pytest.approx(0.4)
    assert found["response_gap_longest"]["value"] == pytest.approx(1.0)
    assert found["pauses_kept"]["value"] == 1


def test_facts_told_are_counted_and_compared_with_the_notes() -> None:
    told = [Event.model_validate({"kind": "fact_revealed", "at": 9, "fact": fact}) for fact in ("start", "pay")]
    record = call(SCRIPT, facts={"start": "1 March", "pay": "42,000", "dress": "boots"}, events=told)
    found = measures(record)
    assert found["facts_told"] == {"value": 2, "unit": "facts", "of": 3}
    assert found["facts_noted"]["value"] is None
    noted = call(SCRIPT, facts=record.facts, events=told, notes={"start": "1 March"})
    written = measures(noted)["facts_noted"]
    assert (written["value"], written["of"], written["facts"]) == (1, 2, ["start"])


def test_what_is_not_known_says_why() -> None:
    for measure in measures(call("M: Hello?")).values():
        assert measure["value"] is not None or measure["why"]
