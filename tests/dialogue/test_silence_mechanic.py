"""A thinking pause left alone is rewarded; one that was filled costs what it held, for good."""

from __future__ import annotations

import pytest

from simulator.dialogue.actions import Think
from tests.small_scenario import Caller, small_scenario


def test_a_pause_left_alone_tells_more() -> None:
    caller = Caller(small_scenario())
    caller.opens()
    assert caller.engine.revealed == ["bonus", "verdict"]
    assert caller.engine.situation.kept == 1


def test_a_filled_pause_tells_less_and_the_manager_goes_on() -> None:
    caller = Caller(small_scenario())
    caller.up_to_pause()
    assert caller.fills_pause("decision_question") == ["short", "open"]
    assert caller.engine.revealed == ["verdict"]
    assert caller.engine.situation.filled == 1


def test_what_a_filled_pause_cost_is_never_told() -> None:
    caller = Caller(small_scenario())
    caller.up_to_pause()
    caller.fills_pause("decision_question")
    for act in ("decision_question", "feedback_question", "clarification_request", "timeline_question"):
        caller.says(act)
        caller.says(act)
    assert "bonus" not in caller.engine.revealed


def test_a_short_sign_of_listening_does_not_fill_a_pause() -> None:
    for acts, text in ((["backchannel"], "mm-hm"), (["acceptance"], "no problem"), (["thanks"], "thank you")):
        caller = Caller(small_scenario())
        caller.up_to_pause()
        assert caller.fills_pause(*acts, text=text) == []
        caller.engine.pause_kept()
        caller.engine.said("ahead", True)
        assert caller.engine.revealed == ["bonus"]


def test_a_question_put_into_a_pause_is_answered_afterwards() -> None:
    caller = Caller(small_scenario())
    caller.up_to_pause()
    assert caller.fills_pause("timeline_question") == ["short", "open", "friday"]


@pytest.mark.parametrize(
    ("act", "said"),
    [
        ("withdrawal", ["withdrawn", "short", "open"]),
        ("competing_offer", ["other-offer", "short", "open"]),
        ("dispute", ["sorry-you-feel", "short", "open"]),
        ("salary_topic", ["short", "open", "stock-salary"]),
        ("decision_question", ["short", "open"]),
    ],
)
def test_what_is_said_into_a_pause_is_not_passed_over(act: str, said: list[str]) -> None:
    caller = Caller(small_scenario())
    caller.up_to_pause()
    assert caller.fills_pause(act) == said


def test_the_same_question_into_the_pause_of_its_own_answer_does_not_begin_it_anew() -> None:
    thinking = """\
- on: salary_topic
  do:
  - line: pay
    say: [Let me see., Hold on.]
  - think: 3
    kept: [{line: a-lot, say: [A lot., Plenty.]}]
    filled: [{line: a-little, say: [A little., Not much.]}]
endings:
"""
    caller = Caller(small_scenario(("endings:\n", thinking)))
    caller.opens()
    caller.turn("salary_topic")
    caller.engine.said("pay", True)
    assert caller.fills_pause("salary_topic") == ["a-little"]


def test_waiting_on_hold_is_no_pause_kept() -> None:
    caller = Caller(small_scenario(("think: 4\n", "think: 4\n      hold: true\n")))
    assert "ahead" in caller.opens()
    assert (caller.engine.situation.kept, caller.engine.situation.mood) == (0, 0)


def test_a_goodbye_into_a_pause_ends_the_call() -> None:
    caller = Caller(small_scenario())
    caller.up_to_pause()
    assert caller.fills_pause("farewell", text="never mind, bye") == ["bye-vague"]
    assert caller.hung_up == "vague"


def test_pauses_grow_with_the_difficulty() -> None:
    lengths = []
    for difficulty in (1, 2, 3):
        plan = Caller(small_scenario(), difficulty=difficulty).turn("self_introduction", "purpose_statement")
        lengths += [action.seconds for action in plan or () if isinstance(action, Think)]
    assert lengths == [3.2, 4.0, 5.0]


def test_a_pause_within_what_a_pause_was_kept_for_works_too() -> None:
    inner = """\
        reveals: bonus
      - think: 2
        kept:
        - line: far
          say: [By far., By miles.]
"""
    caller = Caller(small_scenario(("        reveals: bonus\n", inner)))
    assert caller.opens() == ["hello-name", "look", "ahead", "far", "open"]
    assert caller.engine.situation.kept == 2
