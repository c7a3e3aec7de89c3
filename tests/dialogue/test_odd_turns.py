"""Turns to which no answer is written: odd questions, echoes, "can you hear me?", statements about anything."""

from __future__ import annotations

from itertools import pairwise

import pytest

from simulator.dialogue.engine import Engine
from simulator.record import Candidate
from tests.small_scenario import Caller, small_scenario


def informed() -> Caller:
    caller = Caller(small_scenario())
    caller.opens()
    return caller


@pytest.mark.parametrize("text", ["Is there a canteen?", "so is there a canteen", "and the bus, is that paid for?"])
def test_who_is_asked_what_they_do_not_know_says_so_each_time_in_other_words(text: str) -> None:
    caller = informed()
    assert [caller.says(text=text) for _ in range(4)] == [["would-have-to-ask"]] * 4
    said = [say.text for say in caller.heard[-4:]]
    assert all(one != other for one, other in pairwise(said))


def test_a_question_before_the_call_has_come_to_the_point_is_asked_back() -> None:
    assert Caller(small_scenario()).says(text="is there a canteen") == ["not-understood"]


@pytest.mark.parametrize("text", ["my uncle can whistle", "when I was a boy we had a dog"])
def test_a_statement_is_no_question(text: str) -> None:
    assert informed().says(text=text) == ["i-see"]


def test_nonsense_in_the_form_of_a_question_is_not_understood() -> None:
    assert informed().says("off_topic", text="is there a purple toaster?") == ["not-understood"]


def test_a_scenario_can_have_its_own_way_of_not_knowing() -> None:
    own = "- on: unknown-question\n  line: ask-the-porter\n  say: [Ask the porter., The porter knows.]\n"
    caller = Caller(small_scenario(("endings:\n", f"{own}endings:\n")))
    caller.opens()
    assert caller.says(text="is there a canteen?") == ["ask-the-porter"]


def test_a_word_given_back_as_a_question_has_the_news_said_again() -> None:
    assert informed().says("interview_mention", text="Friday?") == ["ahead", "open"]


def test_what_was_told_is_repeated_rather_than_a_mere_okay() -> None:
    caller = informed()
    assert caller.says(text="my uncle can whistle") == ["i-see"]
    assert caller.says("clarification_request") == ["ahead", "open"]


@pytest.mark.parametrize("text", ["Hello? Can you hear me?", "sorry are you still there", "is anybody there"])
def test_who_asks_whether_anybody_is_there_is_told_yes(text: str) -> None:
    assert informed().says("greeting", text=text) == ["still-here"]


def test_an_apology_does_not_swallow_a_friendly_question() -> None:
    assert informed().says("apology", "small_talk", text="Sorry. How is your day?") == ["no-problem", "small-talk"]


def test_the_word_job_alone_names_no_other_job() -> None:
    caller = Caller(small_scenario(("needs: [name, purpose]", "needs: [name, position]")))
    said = caller.says("self_introduction", "purpose_statement", text="it's Tom Baker calling about the job")
    assert "other-position" not in said


def test_who_has_no_profile_is_told_who_they_are() -> None:
    assert Engine(small_scenario(), seed=1).setting.startswith("You are Sam Lee. ")
    assert "Sam Lee" not in Engine(small_scenario(), Candidate(name="Ann Roe"), seed=1).setting


@pytest.mark.parametrize("text", ["Who is this?", "sorry who am I speaking to", "can I have your name please"])
def test_who_asks_who_is_there_is_told_the_name(text: str) -> None:
    caller = informed()
    assert caller.says("clarification_request", text=text) == ["this-is"]
    assert "Ada Moss" in caller.heard[-1].text


def test_who_gives_their_name_and_asks_for_the_others_is_greeted_and_told() -> None:
    caller = Caller(small_scenario())
    said = caller.says("self_introduction", text="It's Sam Lee. Who's speaking?")
    assert said == ["hello-name", "this-is", "ask-purpose"]


@pytest.mark.parametrize("text", ["Three fifty?", "Thursday?", "at half past?"])
def test_a_time_given_back_as_a_question_is_no_question_about_pay(text: str) -> None:
    assert informed().says("salary_topic", text=text) == ["ahead", "open"]


def test_a_question_that_must_wait_does_not_have_the_greeting_said_again() -> None:
    caller = Caller(small_scenario())
    assert caller.says("salary_topic", "clarification_request", text="and the pay?") == ["ask-name"]


@pytest.mark.parametrize(
    ("level", "lines"), [(1, ["welcome", "friday", "anything-else"]), (2, ["welcome", "anything-else"])]
)
def test_on_the_first_level_more_is_given_away_than_was_asked_for(level: int, lines: list[str]) -> None:
    caller = Caller(small_scenario(), difficulty=level)
    caller.opens()
    assert caller.says("thanks") == lines
    assert ("day" in caller.engine.revealed) is (level == 1)


def test_a_question_is_no_answer_to_anything_else() -> None:
    caller = informed()
    caller.says("thanks")
    assert caller.says("negation", text="Am I the one? No, don't tell me. Am I?") == ["would-have-to-ask"]
    assert caller.hung_up is None


def test_joy_does_not_end_the_call_the_first_time() -> None:
    caller = informed()
    assert caller.says("thanks", "negation") == ["wrap-up"]
    assert caller.says("enthusiasm", text="that has made my week") == ["stock-glad"]
    assert caller.says(text="is there a canteen?") == ["would-have-to-ask"]
    assert caller.says("thanks")[-1] == "bye-vague"


def test_the_question_that_was_asked_is_asked_again_after_the_line_was_checked() -> None:
    assert Caller(small_scenario()).says(text="hello can you hear me") == ["still-here", "ask-name"]


def test_who_checks_the_line_in_a_pause_is_answered_and_told_the_rest() -> None:
    caller = Caller(small_scenario())
    caller.up_to_pause()
    assert caller.fills_pause("greeting", text="hello? are you there?") == ["still-here", "short", "open"]


def test_another_job_than_the_one_in_the_file_is_taken_for_an_answer() -> None:
    caller = Caller(small_scenario(("needs: [name, purpose]", "needs: [name, position]")))
    caller.says("self_introduction", text="Sam Lee")
    caller.says("position_mention", text="the forklift job")
    assert caller.says(text="nights it were") != ["not-understood"]


def test_who_says_more_than_thank_you_has_not_finished() -> None:
    caller = informed()
    assert caller.says("thanks") == ["welcome", "anything-else"]
    assert caller.says("acceptance", "qualification_pitch") == ["stock-appreciate"]
