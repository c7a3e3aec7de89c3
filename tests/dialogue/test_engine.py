"""The manager: what is asked, answered, repeated, noticed, and how the call ends."""

from __future__ import annotations

import pytest

from simulator.dialogue.actions import HangUp, Say
from simulator.dialogue.engine import Engine, Utterance
from simulator.record import Candidate, Manager
from tests.small_scenario import Caller, GivenActs, small_scenario


def test_the_same_seed_gives_the_same_call_and_another_seed_another() -> None:
    def call(seed: int) -> list[str]:
        caller = Caller(small_scenario(), seed=seed)
        caller.opens()
        caller.says("timeline_question")
        caller.says("farewell")
        return [say.text for say in caller.heard]

    assert call(1) == call(1)
    assert len({tuple(call(seed)) for seed in range(10)}) > 3


def test_everything_said_was_listed_before_the_call() -> None:
    caller = Caller(small_scenario())
    caller.opens()
    for acts in (["timeline_question"], ["thanks"], ["off_topic"], ["salary_topic"], ["dispute"], ["farewell"]):
        caller.says(*acts)
    assert set(caller.heard) <= set(caller.engine.lines())


def test_only_what_was_not_said_is_asked_for() -> None:
    caller = Caller(small_scenario())
    assert caller.says("greeting") == ["ask-name"]
    assert caller.says("self_introduction") == ["hello-name", "ask-purpose"]
    assert caller.says("purpose_statement") == ["look", "ahead", "open"]


def test_what_was_said_in_the_first_turn_is_not_asked_for() -> None:
    assert Caller(small_scenario()).opens() == ["hello-name", "look", "ahead", "open"]


def test_a_name_is_asked_for_twice_at_most() -> None:
    caller = Caller(small_scenario())
    asked = [caller.says("greeting") for _ in range(3)]
    assert asked == [["ask-name"], ["ask-name"], ["ask-purpose"]]


def test_any_answer_to_a_question_for_a_detail_is_taken_for_one() -> None:
    caller = Caller(small_scenario(("needs: [name, purpose]", "needs: [name, purpose, interview]")))
    assert caller.opens()[-1] == "ask-interview"
    assert caller.says(text="it was after lunch")[-1] == "open"


def test_a_wrong_position_is_noticed_once() -> None:
    caller = Caller(small_scenario())
    said = caller.says(
        "self_introduction", "position_mention", "purpose_statement", text="This is Sam Lee about the welder position."
    )
    assert said == ["hello-name", "other-position"]
    assert caller.says("confirmation", text="Yes, sorry, the night porter one.")[-1] == "open"


def test_questions_are_answered_in_any_order_and_two_in_one_turn() -> None:
    pay = "- on: salary_topic\n  line: pay\n  say: [Ten., Ten an hour.]\n"
    caller = Caller(small_scenario(("endings:\n", f"{pay}endings:\n")))
    caller.opens()
    assert caller.says("salary_topic", "timeline_question") == ["friday", "pay"]


def test_a_question_put_with_the_opening_is_answered_after_the_news() -> None:
    caller = Caller(small_scenario())
    said = caller.says("self_introduction", "purpose_statement", "timeline_question")
    assert said == ["hello-name", "look", "ahead", "open", "friday"]


def test_sorry_brings_the_last_thing_again_in_other_words() -> None:
    caller = Caller(small_scenario())
    caller.opens()
    caller.says("timeline_question")
    assert caller.says("clarification_request") == ["friday"]
    first, again = (say.text for say in caller.heard if say.line == "friday")
    assert first != again


def test_what_was_told_is_told_again_once_when_asked_again_and_then_no_more() -> None:
    caller = Caller(small_scenario())
    caller.opens()
    asked = [caller.says("timeline_question") for _ in range(3)]
    assert asked == [["friday"], ["as-i-said", "friday"], ["told-that"]]


def test_nothing_understood_is_asked_again_twice_and_then_the_call_goes_on() -> None:
    caller = Caller(small_scenario())
    said = [caller.says("off_topic", text="purple toaster") for _ in range(3)]
    assert said[:2] == [["not-understood"], ["not-understood"]]
    assert said[2][-1] == "open"


def test_an_answer_that_asks_something_is_not_followed_by_anything_else() -> None:
    answer = "- on: thanks\n  line: how-about-you\n  say: ['Sure. Will you sleep now?', 'Will you be all right?']\n"
    caller = Caller(small_scenario(("endings:\n", f"{answer}endings:\n")))
    caller.opens()
    assert caller.says("thanks") == ["how-about-you"]


def test_words_that_did_not_come_are_asked_for_twice_and_then_the_call_goes_on() -> None:
    caller = Caller(small_scenario())
    said = [caller.play(caller.engine.not_heard()) for _ in range(3)]
    assert said[:2] == [["not-heard"], ["not-heard"]]
    assert said[2][-1] == "open"


def test_a_backchannel_passes() -> None:
    caller = Caller(small_scenario())
    caller.opens()
    assert caller.turn("backchannel", text="mm-hm") is None


def test_a_mm_hm_to_a_question_is_a_yes() -> None:
    caller = Caller(small_scenario())
    caller.opens()
    assert caller.says("thanks")[-1] == "anything-else"
    assert caller.says("backchannel", text="mm-hm") == ["go-ahead"]


def test_thanks_alone_lead_to_anything_else_and_then_to_goodbye() -> None:
    caller = Caller(small_scenario())
    caller.opens()
    assert caller.says("thanks") == ["welcome", "anything-else"]
    assert caller.says("negation") == ["wrap-up"]
    assert caller.says("farewell") == ["bye-vague"]
    assert caller.hung_up == "vague"


def test_who_goes_on_talking_at_the_close_is_listened_to_for_a_while() -> None:
    caller = Caller(small_scenario())
    caller.opens()
    caller.says("negation", "thanks")
    assert [caller.says(text="and then there was my uncle") for _ in range(3)] == [["i-see"], ["i-see"], ["bye-vague"]]


def test_no_that_is_all_thank_you_leads_to_goodbye_at_once() -> None:
    caller = Caller(small_scenario())
    caller.opens()
    assert caller.says("negation", "thanks", text="no that's all thank you") == ["wrap-up"]


def test_a_question_back_is_not_taken_for_a_name() -> None:
    caller = Caller(small_scenario())
    assert caller.says("greeting") == ["ask-name"]
    assert caller.says("timing_check") == ["good-time", "ask-name"]


def test_the_ending_follows_what_was_learnt() -> None:
    caller = Caller(small_scenario())
    caller.opens()
    caller.says("timeline_question")
    assert caller.says("thanks", "farewell") == ["bye-knows"]
    assert caller.engine.ended
    assert caller.hung_up == "knows"


def test_a_last_question_before_goodbye_is_answered() -> None:
    caller = Caller(small_scenario())
    caller.opens()
    assert caller.says("timeline_question", "farewell")[0] == "friday"


def test_the_goodbye_knows_what_was_told_just_before_it() -> None:
    caller = Caller(small_scenario())
    caller.opens()
    assert caller.says("timeline_question", "farewell", text="friday is fine, bye") == ["friday", "bye-knows"]
    assert caller.hung_up == "knows"


def test_the_goodbye_is_chosen_anew_when_what_came_before_it_was_lost() -> None:
    pause = """\
- on: timeline_question
  do:
  - line: friday
    say: [Let me see., Hold on.]
  - think: 3
    kept:
    - line: on-friday
      say: [On Friday., 'Friday, I think.']
      reveals: day
"""
    whole = "- on: timeline_question\n  line: friday\n  say: [On Friday., 'Friday, I think.']\n  reveals: day\n"
    caller = Caller(small_scenario((whole, pause)))
    caller.opens()
    plan = caller.turn("timeline_question", "farewell") or ()
    assert [action.line for action in plan if isinstance(action, Say)] == ["friday", "on-friday", "bye-knows"]
    caller.engine.said("friday", True)
    assert caller.fills_pause("pressure") == ["cannot-rush", "bye-vague"]
    assert caller.hung_up == "vague"


def test_hello_and_goodbye_mixed_up_in_the_opening_do_not_end_the_call() -> None:
    assert Caller(small_scenario()).says("self_introduction", "purpose_statement", "farewell")[-1] == "open"


def test_a_goodbye_over_the_managers_goodbye_passes() -> None:
    caller = Caller(small_scenario())
    caller.opens()
    caller.turn("farewell")
    assert caller.turn("farewell", text="bye bye") is None


def test_a_question_over_the_managers_goodbye_is_answered_before_hanging_up() -> None:
    caller = Caller(small_scenario())
    caller.opens()
    caller.turn("farewell")
    assert caller.says("timeline_question", text="oh when will you know") == ["friday", "bye-knows"]
    assert caller.hung_up == "knows"


def test_a_call_that_goes_on_after_a_goodbye_has_not_ended() -> None:
    answer = "- on: farewell\n  times: 1\n  line: not-yet\n  say: [One more thing., Hold on.]\n"
    caller = Caller(small_scenario(("endings:\n", f"{answer}endings:\n")))
    caller.opens()
    for _ in range(4):
        caller.turn("dispute")
    assert caller.engine.ending == "cut-short"
    assert caller.says("pressure", "farewell")[-1] == "not-yet"
    assert caller.engine.ending is None
    assert caller.play(caller.engine.silence(6)) == ["still-there"]


def test_nothing_is_answered_after_the_end() -> None:
    caller = Caller(small_scenario())
    caller.says("farewell")
    assert caller.turn("decision_question") == ()
    assert caller.engine.not_heard() == ()
    assert caller.engine.silence(60) == ()


def test_a_fact_counts_only_when_its_line_was_said_to_the_end() -> None:
    caller = Caller(small_scenario())
    caller.opens()
    plan = caller.turn("timeline_question") or ()
    assert [action.line for action in plan if isinstance(action, Say)] == ["friday"]
    assert caller.engine.said("friday", False) == []
    assert "day" not in caller.engine.revealed
    caller.engine.interrupted()
    caller.tags.next = ["clarification_request"]
    assert caller.play(caller.engine.heard(Utterance("sorry what", interrupting=True))) == ["friday"]
    assert caller.engine.revealed == ["bonus", "verdict", "day"]


def test_the_second_interruption_is_answered() -> None:
    caller = Caller(small_scenario())
    caller.opens()
    said = []
    for _ in range(2):
        caller.turn("timeline_question")
        caller.engine.said("friday", False)
        caller.engine.interrupted()
        caller.tags.next = ["enthusiasm"]
        said.append(caller.play(caller.engine.heard(Utterance("i really want it", interrupting=True))))
    assert said[0] == ["friday"]
    assert said[1][0] == "let-me-finish"


def test_an_interruption_without_words_lets_the_manager_go_on_after_a_moment() -> None:
    caller = Caller(small_scenario())
    caller.opens()
    caller.turn("timeline_question")
    caller.engine.said("friday", False)
    caller.engine.interrupted()
    assert caller.engine.patience == 1.0
    assert caller.play(caller.engine.silence(1.0)) == ["friday"]


def test_an_opening_that_goes_on_after_a_breath_is_not_asked_about() -> None:
    caller = Caller(small_scenario())
    caller.turn("self_introduction")  # the manager is about to ask what it is about
    assert caller.says("purpose_statement")[-1] == "open"


@pytest.mark.parametrize(
    ("acts", "band"),
    [
        (["thanks", "acceptance"], "warm"),
        (["thanks"], "neutral"),
        (["pressure"], "neutral"),
        (["pressure", "dispute"], "cool"),
    ],
)
def test_courtesy_warms_and_pressure_cools(acts: list[str], band: str) -> None:
    caller = Caller(small_scenario())
    caller.says(*acts)
    assert caller.engine.situation.band == band


def test_the_mood_changes_the_words_and_goes_with_the_line() -> None:
    moods = {}
    for acts in (("thanks", "enthusiasm"), (), ("dispute",)):
        caller = Caller(small_scenario())
        caller.says("self_introduction", *acts)
        caller.says("purpose_statement")
        spoken = next(say for say in caller.heard if say.line == "open")
        moods[spoken.mood] = spoken.text
    assert set(moods) == {"warm", "neutral", "cool"}
    assert moods["warm"].lower().startswith("it is still") or moods["warm"].startswith("Still open")


def test_a_quarrel_is_borne_twice_and_warned_of_once_before_it_ends_the_call() -> None:
    caller = Caller(small_scenario())
    caller.opens()
    lines = ["sorry-you-feel", "not-helping", "last-warning", "enough"]
    assert [caller.says("dispute")[0] for _ in range(4)] == lines
    assert caller.hung_up == "cut-short"


def test_difficulty_changes_patience_pauses_and_friendliness_but_no_fact() -> None:
    callers = [Caller(small_scenario(), difficulty=level) for level in (1, 2, 3)]
    assert callers[0].engine.patience > callers[1].engine.patience > callers[2].engine.patience
    assert [caller.engine.situation.mood for caller in callers] == [1, 0, -1]
    assert callers[0].engine.facts == callers[2].engine.facts


def test_silence_is_noticed_twice_and_then_the_manager_hangs_up() -> None:
    caller = Caller(small_scenario())
    assert caller.engine.silence(5.9) == ()
    assert caller.play(caller.engine.silence(6.0)) == ["still-there"]
    assert caller.engine.silence(5.9) == ()
    assert caller.play(caller.engine.silence(6.0)) == ["lost-you"]
    assert caller.play(caller.engine.silence(7.0)) == ["nobody-there"]
    assert caller.hung_up == "silent"


def test_speaking_starts_the_silence_anew() -> None:
    caller = Caller(small_scenario())
    caller.play(caller.engine.silence(6.0))
    caller.says("greeting")
    assert caller.play(caller.engine.silence(6.0)) == ["still-there"]


def test_a_call_of_too_many_turns_is_ended_politely() -> None:
    caller = Caller(small_scenario(more="limits: {turns: 5}\n"))
    said = [caller.says("small_talk", text="lovely weather") for _ in range(6)]
    assert said[5] == ["time-up"]
    assert caller.hung_up == "time-up"


def test_mm_hm_for_ever_is_ended_too() -> None:
    caller = Caller(small_scenario(more="limits: {turns: 5}\n"))
    caller.opens()
    plans = [caller.turn("backchannel", text="mm-hm") for _ in range(12)]
    assert any(HangUp("time-up") in (plan or ()) for plan in plans)


def test_a_call_that_lasts_too_long_is_ended_politely() -> None:
    caller = Caller(small_scenario(more="limits: {seconds: 30}\n"))
    caller.opens()
    assert caller.says("small_talk", text="and so on " * 40) == ["time-up"]


def test_the_users_own_data_take_the_place_of_the_scenarios() -> None:
    engine = Engine(
        small_scenario(),
        Candidate(name="Dr Okafor", interview="last Monday at ten, with Mr Bell"),
        Manager(name="Jo Finn", company="Finn & Sons"),
        seed=1,
        tag=GivenActs(),
    )
    texts = {say.text for say in engine.lines()}
    assert {"Finn & Sons, Jo Finn.", "Jo speaking.", "You are ahead, Dr Okafor."} <= texts
    assert not any("{" in text or "Acme" in text or "Sam" in text for text in texts)


def test_braces_in_a_users_name_stay_what_they_are() -> None:
    engine = Engine(small_scenario(), Candidate(name="{company}"), seed=1, tag=GivenActs())
    assert "You are ahead, {company}." in {say.text for say in engine.lines()}


def test_the_tagger_learns_what_the_manager_said_and_whether_the_verdict_is_out() -> None:
    caller = Caller(small_scenario())
    caller.opens()
    caller.says("thanks")
    first, second = caller.tags.contexts
    assert (first.verdict, second.verdict) == ("unknown", "undecided")
    assert first.manager_said in {"Acme, Ada Moss.", "Ada speaking."}
    assert "lead" in second.manager_said or "ahead" in second.manager_said


def test_a_drawn_verdict_follows_the_seed_and_the_weights() -> None:
    scenario = small_scenario(("verdict: undecided", "verdict: {undecided: 1, hired: 3, rejected: 0}"))
    drawn = [Engine(scenario, seed=seed, tag=GivenActs()).verdict for seed in range(60)]
    assert {"undecided", "hired"} == set(drawn)
    assert drawn.count("hired") > drawn.count("undecided")
    assert Engine(scenario, seed=1, verdict="rejected", tag=GivenActs()).verdict == "rejected"
