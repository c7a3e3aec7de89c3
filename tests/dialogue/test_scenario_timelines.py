"""The tests inside a scenario: steps in virtual time, and failures told with the number of their step."""

from __future__ import annotations

import pytest

from simulator.dialogue.engine import Engine
from simulator.dialogue.timeline import TestResult, VirtualCall, run_tests
from simulator.scenario.catalogue import find_scenario
from tests.small_scenario import GivenActs, small_scenario

OPENING = "  - {say: Sam Lee about the job, acts: [self_introduction, purpose_statement]}\n"


def run(steps: str) -> TestResult:
    scenario = small_scenario(more=f"tests:\n- name: it\n  steps:\n{steps}")
    (result,) = run_tests(scenario, GivenActs())
    return result


@pytest.mark.parametrize(
    "steps",
    [
        OPENING + "  - hear: look\n  - silence: 4\n  - expect: {revealed: [bonus, verdict], at: news}\n",
        OPENING + "  - hear: it is\n",
        OPENING + "  - hear: look\n  - silence: 3.9\n  - expect: {not_revealed: [bonus, verdict]}\n",
        OPENING + "  - hear: look\n  - silence: 2\n  - {say: so what, acts: [decision_question]}\n"
        "  - expect: {revealed: verdict, not_revealed: bonus, said: short, not_said: ahead}\n",
        OPENING + "  - {say: so what, acts: [decision_question], during: pause}\n  - expect: {said: short}\n",
        OPENING + "  - {say: one moment, acts: [apology], during: speech}\n  - expect: {when: interruptions is 1}\n",
        "  - {say: hello, acts: [greeting]}\n  - expect: {asks: name, mood: neutral, verdict: undecided}\n",
        "  - noise: true\n  - expect: {said: not-heard, ended: false}\n",
        (
            "  - silence: 6\n  - hear: still-there\n  - silence: 6\n  - hear: lost-you\n  - silence: 7\n"
            "  - expect: {ending: silent, ended: true}\n"
        ),
    ],
)
def test_a_timeline_that_is_true_passes(steps: str) -> None:
    result = run(steps)
    assert result.passed, (result.failures, result.transcript)


@pytest.mark.parametrize(
    ("steps", "failure"),
    [
        ("  - hear: look\n", "step 1: expected to hear 'look', heard hello"),
        ("  - expect: {revealed: day}\n", "step 1: 'day' is not revealed"),
        (OPENING + "  - expect: {not_revealed: verdict}\n", "step 2: 'verdict' is revealed"),
        ("  - expect: {at: news}\n", "step 1: at is hello, not news"),
        ("  - expect: {mood: warm}\n", "step 1: mood is neutral, not warm"),
        ("  - expect: {ending: vague}\n", "step 1: ending is None, not vague"),
        ("  - expect: {asks: name}\n", "step 1: asks is nothing, not name"),
        ("  - expect: {when: mood >= 1}\n", "step 1: not true: mood >= 1"),
        ("  - {say: what, acts: [], during: pause}\n", "step 1: the manager makes no pause here"),
        (
            "  - {say: bye, acts: [farewell]}\n  - say: hello\n",
            "step 2: the candidate speaks, but the manager has hung up (vague)",
        ),
    ],
)
def test_a_timeline_that_is_not_true_says_at_which_step(steps: str, failure: str) -> None:
    assert run(steps).failures == (failure,)


def test_an_open_pause_waits_for_the_next_step() -> None:
    result = run(OPENING + "  - hear: look\n  - silence: 3\n  - silence: 1\n  - expect: {revealed: bonus}\n")
    assert result.passed, result.failures


def test_a_test_tells_which_edges_it_took() -> None:
    result = run(
        OPENING + "  - {say: when, acts: [timeline_question]}\n  - {say: bye, acts: [farewell]}\n  - expect: {}\n"
    )
    own = [edge for edge in result.taken if not edge.startswith("common.")]
    assert own == ["moments.hello.then", "moments.news.do.1.kept", "answers.0", "endings.knows"]


def test_time_is_counted_in_words_pauses_and_silences() -> None:
    result = run("  - silence: 2\n  - {say: one two three four five, acts: [greeting]}\n")
    # two or three words of greeting at 2.7 a second, two seconds of silence, five words at 2.5
    assert 4.6 <= float(result.transcript[-1].split()[0]) <= 5.2


def test_a_machine_listens_anew_after_each_beep() -> None:
    call = VirtualCall(Engine(find_scenario("voicemail-cut-off"), seed=1, tag=GivenActs()))
    call.say("word " * 60)  # 24 seconds; there are twenty, and then thirty
    call.say("word " * 60)
    assert (call.engine.moment, call.engine.ending) == ("once-more", None)
