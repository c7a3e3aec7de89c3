"""The scorecard as a whole: order, total, what was lost, and how fast it is made."""

from __future__ import annotations

import json

import pytest

from simulator.record import CRITERIA, CallRecord, to_json
from simulator.scoring.scorecard import score
from tests.scoring.scripted_calls import call

GOOD = """
    M: Harlow Mills, Dana speaking.
    C: Good morning, this is Daniel Reyes. I interviewed last Tuesday for the project coordinator role and I'm calling \
to hear whether you have decided. | greeting self_introduction position_mention interview_mention purpose_statement
    M: Let me look. [pause 5]
    M: I'm afraid we went with someone else.
    C: I understand. May I ask what I could do better? | acceptance feedback_question
    M: More examples.
    C: That helps. If it comes up again, would you call me? | keep_in_mind_request
    M: Of course.
    C: Thank you, Dana. All the best, goodbye. | thanks well_wish farewell
"""


def test_every_criterion_is_there_in_order() -> None:
    card = score(call(GOOD))
    assert tuple(card.criteria) == CRITERIA
    assert card.call == "scripted"
    assert list(card.acts) == [1, 4, 6, 8]


def test_the_total_is_the_weighted_mean_of_what_was_scored() -> None:
    card = score(call(GOOD))
    points = [result.points for result in card.criteria.values() if result.points is not None]
    assert card.overall == round(sum(points) / len(points))
    asking, rest = card.criteria["asking"].points, 0.0
    assert score(call(GOOD), {name: float(name == "asking") for name in CRITERIA}).overall == asking
    assert score(call(GOOD), dict.fromkeys(CRITERIA, rest)).overall is None


def test_the_same_record_gives_the_same_bytes() -> None:
    assert to_json(score(call(GOOD))) == to_json(score(call(GOOD)))


def test_scoring_leaves_the_record_as_it_was() -> None:
    record = call(GOOD)
    before = to_json(record)
    score(record)
    assert to_json(record) == before


def test_when_much_was_lost_the_words_are_not_judged() -> None:
    script = "M: Harlow Mills.\nC: …\nM: Sorry?\nC: …\nM: Pardon?\nC: Any news? | decision_question\nM: No."
    card = score(call(script))
    assert {card.criteria[name].status for name in CRITERIA if name != "silence"} == {"not_measurable"}
    assert "2 of your 3 turns could not be made out" in card.criteria["asking"].why
    assert card.criteria["silence"].level == 4
    assert card.measures["turns_lost"]["turns"] == [1, 3]


def test_a_single_lost_turn_is_named_where_it_cannot_change_the_level() -> None:
    card = score(call(GOOD.replace("M: More examples.", "M: More.\nC: …\nM: Examples.")))
    assert card.criteria["introduction"].level == 4
    assert "1 turn of 5 could not be made out" in card.criteria["introduction"].why


def test_a_scorecard_reads_back(tmp_path_factory: pytest.TempPathFactory) -> None:
    data = json.loads(to_json(score(call(GOOD))))
    assert data["format"] == "scorecard/1"
    assert data["criteria"]["introduction"]["level"] == 4


def test_each_advice_is_one_short_piece() -> None:
    for record in (call(GOOD), call("M: Harlow Mills.\nC: Hey, did I get it or what? | decision_question")):
        for name, result in score(record).criteria.items():
            if result.status == "scored":
                assert 0 < len(result.advice.split()) <= 50, (name, result.advice)


def test_nothing_speaks_of_personality() -> None:
    judged = json.dumps([score(call(GOOD)).model_dump(), score(call("M: Hi.\nC: Well. | none")).model_dump()]).lower()
    for word in ("confiden", "shy", "lazy", "arrogant", "nervous", "anxious", "charism", "introvert"):
        assert word not in judged


def test_an_empty_record_does_not_break_it() -> None:
    assert score(CallRecord(id="empty")).overall is None
