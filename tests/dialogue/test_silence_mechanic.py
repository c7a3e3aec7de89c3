"""A thinking pause left alone is rewarded; one that was filled costs what it held, for good."""

from __future__ import annotations

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
        caller.engine.pause_filled()
        assert caller.fills_pause(*acts, text=text) == []
        caller.engine.pause_kept()
        caller.engine.said("ahead", True)
        assert caller.engine.revealed == ["bonus"]


def test_a_question_put_into_a_pause_is_answered_afterwards() -> None:
    caller = Caller(small_scenario())
    caller.up_to_pause()
    assert caller.fills_pause("timeline_question") == ["short", "open", "friday"]


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
