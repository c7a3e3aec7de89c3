"""The planner's decision table: how things stand → what to do, when, and from which point of advice."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product
from typing import Any, get_args

import pytest

from simulator.planning.circumstances import Agreed, Channel, Circumstances, Feeling
from simulator.planning.decision import Action, decide
from simulator.planning.plan import make_plan
from simulator.planning.practising import MOST
from simulator.record import Candidate, Manager
from simulator.scenario.catalogue import scenario_paths

TUESDAY = date(2026, 3, 10)
ANA = Candidate(name="Ana Silva", position="night nurse", interview="last Tuesday at ten")
CHEN = Manager(name="Ms Chen", company="St Mary's")


def days(count: int) -> date:
    return TUESDAY + timedelta(days=count)


def now(**known: Any) -> Circumstances:
    return Circumstances(**{"today": TUESDAY, **known})


TABLE: list[tuple[str, dict[str, Any], Action, date, str]] = [
    ("the promised day is to come", {"promised": days(2)}, "wait", days(6), "P4"),
    ("day seven was promised, it is day eight", {"promised": days(-1)}, "wait", days(2), "P4"),
    ("day seven was promised, it is day ten", {"promised": days(-3), "agreed": "they-call"}, "call", TUESDAY, "P4"),
    ("a call was agreed for tomorrow", {"promised": days(1), "agreed": "you-call"}, "wait", days(1), "P4"),
    ("a call was agreed for today", {"promised": TUESDAY, "agreed": "you-call"}, "call", TUESDAY, "P4"),
    ("you were to call, no day named", {"agreed": "you-call"}, "call", TUESDAY, "P4"),
    ("an offer that cannot wait so long", {"promised": days(9), "deadline": days(3)}, "call", TUESDAY, "P2"),
    ("an offer that can wait", {"promised": days(1), "deadline": days(20)}, "wait", days(6), "P4"),
    ("an offer that is past", {"deadline": days(-1)}, "write", TUESDAY, "P2"),
    ("an offer, nothing agreed", {"deadline": days(20)}, "call", TUESDAY, "P2"),
    ("it felt very good", {"felt": "very-good"}, "call", TUESDAY, "P2"),
    ("the job is on the telephone", {"telephone_job": True}, "call", TUESDAY, "P2"),
    ("talking is easier", {"talking_easier": True}, "call", TUESDAY, "P2"),
    ("nothing speaks for a call", {}, "write", TUESDAY, "P2"),
    ("they asked for letters only", {"agreed": "write", "felt": "very-good"}, "write", TUESDAY, "P3"),
    ("only the third holds", {"fits_procedure": False, "fits_relations": False}, "call", TUESDAY, "P3"),
    (
        "none of the three holds",
        {"fits_procedure": False, "fits_relations": False, "helps_next_time": False, "felt": "very-good"},
        "write",
        TUESDAY,
        "P3",
    ),
    ("a recruiter", {"channel": "recruiter", "felt": "very-good"}, "recruiter", TUESDAY, "P5"),
    ("a recruiter, too early", {"channel": "recruiter", "promised": days(3)}, "wait", days(6), "P4"),
    ("a recruiter and an offer", {"channel": "recruiter", "deadline": days(1)}, "recruiter", TUESDAY, "P5"),
    (
        "a recruiter who was reminded",
        {"channel": "recruiter", "reminded": True, "promised": days(-9)},
        "call",
        TUESDAY,
        "P4",
    ),
    ("an introducer, nothing agreed", {"channel": "introducer", "felt": "very-good"}, "introducer", TUESDAY, "P5"),
    ("an introducer, the day is past", {"channel": "introducer", "promised": days(-9)}, "call", TUESDAY, "P4"),
    ("an introducer and an offer", {"channel": "introducer", "deadline": days(1)}, "call", TUESDAY, "P2"),
    ("ready to call, but it is Saturday", {"today": days(4), "telephone_job": True}, "call", days(6), "P2"),
]  # fmt: skip


@pytest.mark.parametrize(("known", "action", "on", "advice"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE])
def test_what_to_do(known: dict[str, Any], action: Action, on: date, advice: str) -> None:
    decision = decide(now(**known))
    assert (decision.action, decision.on, decision.reasons[0].advice) == (action, on, advice)


def test_only_the_third_question_says_honestly_how_little_to_expect() -> None:
    plan = make_plan(now(fits_procedure=False, fits_relations=False), ANA, CHEN)
    assert plan.decision.about == "feedback" and "for feedback" in plan.headline
    assert "under 20 %" in plan.decision.reasons[0].text and "under 20 %" in plan.verdict_on_questions
    assert not any("decision" in words.say for words in plan.words)


def test_a_reminded_recruiter_is_no_longer_in_the_way_and_is_told_so() -> None:
    reasons = decide(now(channel="recruiter", reminded=True, promised=days(-9))).reasons
    assert any(reason.advice == "P5" and "reminded" in reason.text for reason in reasons)


def test_all_points_before_the_call_are_used() -> None:
    used = {reason.advice for _, known, *_ in TABLE for reason in decide(now(**known)).reasons}
    assert used == {"P1", "P2", "P3", "P4", "P5", "P6"}


def every_case() -> list[Circumstances]:
    flags = (True, False)
    return [
        now(
            channel=channel, agreed=agreed, felt=felt, promised=promised, deadline=deadline, reminded=reminded,
            fits_procedure=fits, fits_relations=fits, helps_next_time=helps, telephone_job=reminded,
        )
        for channel, agreed, felt, promised, deadline, reminded, fits, helps in product(
            get_args(Channel), get_args(Agreed), get_args(Feeling),
            (None, days(-9), days(9)), (None, days(1)), flags, flags, flags,
        )
    ]  # fmt: skip


def test_every_case_has_a_reason_words_and_calls_that_exist() -> None:
    known = scenario_paths()
    for case in every_case():
        plan = make_plan(case, ANA, CHEN)
        assert plan.decision.on >= case.today and plan.decision.reasons and plan.words
        assert set(plan.practise) <= set(known) and 3 <= len(plan.practise) <= MOST
        said = " ".join(words.say for words in plan.words)
        assert "(" not in said, "nothing of the profile is left out"
        assert "night nurse" in said


def test_nobody_is_sent_to_call_before_the_agreed_day_without_need() -> None:
    for case in every_case():
        if case.is_early and not case.is_pressed:
            assert decide(case).action == "wait"
