"""Several people in one call: a front desk, a transfer, a machine."""

from __future__ import annotations

from simulator.dialogue.actions import Beep, Say, Think, Utterance
from simulator.dialogue.engine import Engine
from simulator.scenario.model import Scenario
from tests.small_scenario import Caller, GivenActs, examination

DESK = """\
format: scenario/1
id: desk
title: Desk
setting: You call {company}.
verdict: {hired: 1, rejected: 1}
trains: [C10]
people:
  desk: {name: Pat Dunn, role: receptionist, company: Acme, part: receptionist, voice: {sex: male}}
  manager: {name: Ada Moss, role: HR manager, company: Acme}
  mailbox: {name: Mailbox, role: mailbox, company: Acme, part: machine}
candidate: {name: Sam Lee, position: night porter, interview: Monday, interviewer: Jo Hart}
facts:
  verdict: {text: The verdict.}
moments:
  front:
    speaker: desk
    line: front
    say: ['{company}, {speaker.first_name} at the desk.', 'Hello, {company}.']
    needs: [name]
    answers:
    - on: person_request
      when: known name
      go: through
    - on: [farewell]
      go: left-at-desk
    then: through
  through:
    do:
    - line: putting-through
      speaker: desk
      say: [Putting you through., One moment.]
    - think: 3
      hold: true
    - line: ada
      say: ['{speaker.name}.', 'This is {manager.first_name}.']
    knows: name
    needs: [purpose]
    then: talk
  talk:
    then: news
  news:
    do:
    - line: yes
      when: verdict is hired
      say: [You got it., It is you.]
      reveals: verdict
    - line: no
      when: verdict is rejected
      say: [You did not get it., It is not you.]
      reveals: verdict
    - line: question
      say: ['Could you come on Friday?', 'Would Friday suit you?']
      asks: time
    answers:
    - on: confirmation
      when: awaiting time
      line: fine
      say: [Fine., Good.]
      go: bye
    - on: negation
      go: box
    - on: anything
      line: so-friday
      say: ['So, Friday?', 'Friday, then?']
      asks: time
  box:
    speaker: mailbox
    do:
    - line: tone
      say: [Speak after the tone., Leave a message.]
    - beep: true
    listens: true
    limit: 5
endings:
  left-at-desk:
    speaker: desk
    line: bye-desk
    say: [Bye., Bye now.]
  bye:
    line: bye-ada
    say: [See you., Until then.]
"""


def desk() -> Scenario:
    shown = examination(DESK, "desk")
    assert shown.scenario is not None, [str(fault) for fault in shown.faults]
    return shown.scenario


def through() -> Caller:
    caller = Caller(desk())
    caller.says("self_introduction")
    return caller


def test_the_desk_answers_first_in_its_own_voice_and_does_not_know_about_the_application() -> None:
    caller = Caller(desk())
    assert caller.heard[0].speaker == "desk"
    assert caller.says("person_request") == ["desk-person", "ask-name"]
    assert {say.speaker for say in caller.heard} == {"desk"}
    assert caller.tags.contexts[0].verdict == "gatekeeper"


def test_questions_at_the_desk_wait_for_someone_who_knows() -> None:
    caller = Caller(desk())
    assert caller.says("feedback_question") == ["ask-name"]


def test_a_transfer_has_a_hold_tone_and_another_voice() -> None:
    caller = Caller(desk())
    plan = caller.turn("self_introduction") or ()
    assert [action.hint for action in plan if isinstance(action, Think)] == ["hold"]
    assert [action.speaker for action in plan if isinstance(action, Say)] == ["desk", "desk", "manager"]


def test_someone_new_knows_only_what_they_were_told() -> None:
    caller = through()
    assert caller.engine.situation.known == {"name"}
    assert caller.says("greeting") == ["ask-purpose"]


def test_a_moment_in_which_nothing_is_said_is_walked_through() -> None:
    caller = through()
    assert caller.says("purpose_statement")[-1] == "question"
    assert caller.engine.moment == "news"


def test_guards_choose_what_fits_the_drawn_verdict() -> None:
    for seed in range(8):
        caller = Caller(desk(), seed=seed)
        caller.says("self_introduction")
        said = caller.says("purpose_statement")
        assert said == [{"hired": "yes", "rejected": "no"}[caller.engine.verdict], "question"]


def test_a_line_that_was_cut_off_is_said_again_by_whoever_said_it_first() -> None:
    answer = "line: sure\n      say: [Sure., It is two.]\n      reveals: verdict\n      go: through"
    shown = examination(DESK.replace("when: known name\n      go: through", answer), "desk")
    assert shown.scenario is not None
    caller = Caller(shown.scenario)
    caller.turn("person_request")  # the manager's moment has begun, and the desk still speaks
    caller.engine.said("sure", False)
    caller.engine.interrupted()
    caller.tags.next = ["enthusiasm"]
    caller.play(caller.engine.heard(Utterance("oh good", interrupting=True)))
    assert [(say.line, say.speaker) for say in caller.heard[1:3]] == [("sure", "desk"), ("putting-through", "desk")]


def at_news() -> Caller:
    caller = through()
    caller.says("purpose_statement")
    assert caller.engine.situation.awaiting == "time"
    return caller


def test_a_moment_that_wants_an_answer_insists() -> None:
    caller = at_news()
    assert caller.says("thanks") == ["so-friday"]
    assert caller.says("confirmation") == ["fine", "bye-ada"]
    assert caller.hung_up == "bye"


def test_each_person_has_their_own_goodbye() -> None:
    caller = Caller(desk())
    assert caller.says("farewell") == ["bye-desk"]


def test_a_machine_beeps_listens_and_cuts_off() -> None:
    caller = at_news()
    plan = caller.turn("negation") or ()
    assert plan[-1] == Beep()
    caller.play(plan)
    assert caller.engine.listen_limit == 5
    assert caller.says("purpose_statement") == []
    assert caller.play(caller.engine.time_up()) == []
    assert caller.hung_up == "goodbye"


def test_a_machine_hangs_up_on_silence_and_never_says_hello() -> None:
    caller = at_news()
    caller.says("negation")
    assert caller.engine.patience == 6
    assert caller.play(caller.engine.silence(6)) == []
    assert caller.hung_up == "goodbye"


def test_everyones_lines_are_listed_in_their_own_voice() -> None:
    lines = Engine(desk(), seed=1, tag=GivenActs()).lines()
    assert {say.speaker for say in lines if say.line == "not-heard"} == {"desk", "manager"}
    assert {say.speaker for say in lines if say.line == "stock-salary"} == {"manager"}
    assert {say.speaker for say in lines if say.line == "desk-nice"} == {"desk"}
