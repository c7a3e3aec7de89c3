"""Asking: what fits the verdict, and following it up."""

from __future__ import annotations

import pytest

from simulator.record import CallRecord, CriterionResult
from simulator.scoring.scorecard import score
from tests.scoring.scripted_calls import call

OPENING = "M: Harlow Mills.\nC: This is Daniel Reyes, is there any news? | self_introduction decision_question\n"
NEWS = {
    "hired": "M: We would like to offer you the job.",
    "advanced": "M: We want you back for a second interview.",
    "rejected": "M: I'm afraid we went with someone else.",
    "undecided": "M: We haven't made a decision yet.",
    "on_hold": "M: The position has been put on hold.",
    "gatekeeper": "M: She is in a meeting.",
}


def asking(record: CallRecord) -> CriterionResult:
    return score(record).criteria["asking"]


@pytest.mark.parametrize(
    ("verdict", "act"),
    [
        ("hired", "next_steps_question"),
        ("advanced", "next_steps_question"),
        ("rejected", "feedback_question"),
        ("undecided", "timeline_question"),
        ("on_hold", "timeline_question"),
        ("gatekeeper", "person_request"),
    ],
)
def test_the_fitting_question_once_is_level_three(verdict: str, act: str) -> None:
    assert asking(call(f"{OPENING}{NEWS[verdict]}\nC: May I ask about that? | {act}", verdict)).level == 3


def test_a_follow_up_makes_it_four() -> None:
    more = "C: What could I improve? | feedback_question\nM: Your examples.\nC: Which one? | feedback_question"
    result = asking(call(f"{OPENING}{NEWS['rejected']}\n{more}"))
    assert result.level == 4
    assert result.evidence[1].finding == "followed up"


def test_a_note_of_the_answer_is_a_follow_up() -> None:
    more = (
        "C: When will you decide? | timeline_question\nM: On Friday.\nC: Friday, I'm writing that down. | confirmation"
    )
    assert asking(call(f"{OPENING}{NEWS['undecided']}\n{more}", "undecided")).level == 4


def test_so_what_now_after_a_no_is_a_lesser_question() -> None:
    assert asking(call(f"{OPENING}{NEWS['rejected']}\nC: So what happens now? | next_steps_question")).level == 2


def test_salary_first_is_unfitting() -> None:
    assert asking(call(f"{OPENING}{NEWS['hired']}\nC: And what does it pay? | salary_topic", "hired")).level == 1


def test_nothing_asked_after_the_news_is_level_zero() -> None:
    assert asking(call(f"{OPENING}{NEWS['rejected']}\nC: Oh. Right. Bye then. | farewell")).level == 0


def test_a_question_inside_a_reproach_is_not_the_real_thing() -> None:
    spoilt = "C: And why was I not good enough for you people? | feedback_question dispute"
    result = asking(call(f"{OPENING}{NEWS['rejected']}\n{spoilt}"))
    assert result.level == 2


def test_a_voicemail_wants_the_question_and_how_to_call_back() -> None:
    greeting = "M: Please leave a message.\nC: "
    message = "This is Daniel Reyes, have you decided?"
    question = call(f"{greeting}{message} | self_introduction decision_question", "voicemail")
    both = call(
        f"{greeting}{message} I'm on 555 0142. | self_introduction decision_question callback_details", "voicemail"
    )
    number = call(f"{greeting}I'm on 555 0142. | callback_details", "voicemail")
    assert [asking(record).level for record in (number, question, both)] == [2, 3, 4]


def test_a_lost_turn_after_the_news_may_have_held_the_question() -> None:
    more = "C: …\nM: Your examples were thin.\nC: I see. | acceptance\nM: Bye.\nC: Bye, and thanks. | thanks farewell"
    assert asking(call(f"{OPENING}{NEWS['rejected']}\n{more}")).status == "not_measurable"
