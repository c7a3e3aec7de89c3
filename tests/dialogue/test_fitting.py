"""The candidate's side of a recorded call, said again to a scenario's manager."""

from __future__ import annotations

from simulator.dialogue.fitting import Replayed, replay_call
from simulator.record import CallRecord, Candidate, Turn
from tests.small_scenario import small_scenario

KNOWN = {
    "Sam Lee, about the interview.": ["self_introduction", "purpose_statement"],
    "When will it be?": ["timeline_question"],
    "Mm-hm.": ["backchannel"],
    "Purple toaster.": ["off_topic"],
    "Bye.": ["farewell"],
}


class ActsOfTexts:
    """A tagger that knows some texts."""

    def acts(self, text: str, context: object = None) -> list[str]:
        return list(KNOWN.get(text, []))


def replayed(*turns: str | Turn) -> list[Replayed]:
    """What comes of a call in which the manager said "Yes." before each of these turns."""
    record = CallRecord(id="one", verdict="undecided", candidate=Candidate(name="Sam Lee"))
    for index, turn in enumerate(turns):
        at = 10.0 * index
        record.turns.append(Turn(speaker="manager", start=at, end=at + 2, text="Yes.", pause=4.0))
        said = Turn(speaker="candidate", start=at + 7, end=at + 9, text=turn) if isinstance(turn, str) else turn
        record.turns.append(said)
    return replay_call(record, small_scenario(), ActsOfTexts())


def test_turns_that_the_scenario_has_an_answer_to_fit() -> None:
    opening, question, bye = replayed("Sam Lee, about the interview.", "When will it be?", "Bye.")
    assert opening.fits and question.fits and bye.fits
    assert "Friday" in " ".join(question.answer)
    assert question.acts == ("timeline_question",)
    assert question.turn == 3


def test_what_brings_only_sorry_or_i_see_does_not_fit() -> None:
    _, lost, told = replayed("Sam Lee, about the interview.", "Purple toaster.", "My uncle can whistle.")
    assert [lost.why_not, told.why_not] == ["no answer of its own"] * 2
    assert lost.answer and told.answer


def test_listening_needs_no_answer() -> None:
    _, listening = replayed("Sam Lee, about the interview.", "Mm-hm.")
    assert listening.fits
    assert listening.answer == ()


def test_after_the_manager_has_hung_up_only_a_last_word_fits() -> None:
    bye, late, last = replayed("Bye.", "When will it be?", "Bye.")
    assert (bye.fits, late.why_not, last.fits) == (True, "the manager had hung up", True)


def test_a_turn_is_said_into_the_pause_if_it_was_said_into_one() -> None:
    into_pause = Turn(speaker="candidate", start=13.0, end=14.0, text="When will it be?")
    _, question = replayed("Sam Lee, about the interview.", into_pause)
    assert "You lead." not in question.answer
    assert question.answer[0] in ("Well.", "Anyway.")


def test_a_turn_that_cut_the_manager_off_does_so_again() -> None:
    cut_in = Turn(speaker="candidate", start=11.0, end=14.0, text="When will it be?")
    _, question = replayed("Sam Lee, about the interview.", cut_in)
    assert "Friday" in " ".join(question.answer)


def test_who_speaks_into_a_pause_after_the_managers_goodbye_is_not_heard() -> None:
    in_a_pause = Turn(speaker="candidate", start=13.0, end=14.0, text="When will it be?")
    turns = replayed("Bye.", in_a_pause, "Bye.")
    assert [turn.why_not for turn in turns] == ["", "the manager had hung up", ""]
