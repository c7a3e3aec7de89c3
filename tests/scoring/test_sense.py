"""What is no speech at all earns nothing: lists, salads, other languages, echoes."""

from __future__ import annotations

import pytest

from simulator.record import CallRecord
from simulator.scoring.scorecard import score
from simulator.scoring.sense import echoes, says_nothing
from simulator.understanding.words import words_of
from tests.scoring.scripted_calls import call

MANAGER = (
    "Good morning, Harlow Mills, this is Dana Whitfield speaking.",
    "Which position was that for, and when was your interview?",
    "I'm afraid we have decided to go with someone else for the project coordinator role.",
    "Is there anything else you would like to ask me about the decision?",
    "Well, thank you for calling, I wish you all the best. Goodbye.",
)
KEYWORDS = "name position interview calling excited feedback thanks goodbye"
NONSENSE = {
    "keywords": [KEYWORDS] * 4,
    "one keyword a turn": KEYWORDS.split(),
    "keywords with articles": ["my name, the position, the interview, calling, excited, the feedback, thanks, goodbye"]
    * 4,
    "word salad": [
        "purple toaster engine of the was my seventeen with is running calendar",
        "thanks the of interview to goodbye was at my are position a the with is",
        "my to excited the and of was feedback for is the calling but when steps",
    ],
    "telephone book": [
        "Adams, John, 14 Oak Street, 555 0134. Adams, Mary, 22 Elm Street, 555 0187.",
        "Baker, Thomas, 3 Mill Lane, 555 0162. Barnes, Ann, 9 High Street, 555 0111. Bell, Peter, 555 0190.",
        "Carter, Helen, 71 Station Road, 555 0121. Clark, Susan, 8 Park Avenue, 555 0173.",
    ],
    "German": [
        "Guten Tag, mein Name ist Daniel Reyes, ich rufe wegen der Stelle als Koordinator an.",
        "Ich hatte am Dienstag ein Gespräch und ich möchte gerne wissen, ob Sie sich entschieden haben.",
        "Vielen Dank für die Auskunft und auf Wiederhören.",
    ],
    "Spanish": [
        "Buenos días, soy Daniel Reyes, llamo por la entrevista del martes para el puesto de coordinador.",
        "Muchas gracias por su tiempo, que tenga un buen día, adiós.",
    ],
    "echo": list(MANAGER),
}


def nonsense_call(turns: list[str], verdict: str = "rejected") -> CallRecord:
    lines = []
    for place, said in enumerate(turns):
        lines += [f"M: {MANAGER[place % len(MANAGER)]}", f"C: {said}"]
    return call("\n".join(lines), verdict)


@pytest.mark.parametrize("verdict", ["rejected", "undecided", "hired"])
@pytest.mark.parametrize("kind", NONSENSE)
def test_nonsense_earns_nothing(kind: str, verdict: str) -> None:
    card = score(nonsense_call(NONSENSE[kind], verdict))
    for criterion in ("introduction", "asking", "closing"):
        level = card.criteria[criterion].level
        assert level is None or level <= 1, (kind, criterion, card.criteria[criterion])


@pytest.mark.parametrize("kind", sorted(NONSENSE.keys() - {"echo"}))
def test_nonsense_in_a_single_turn_earns_nothing(kind: str) -> None:
    script = f"M: {MANAGER[0]}\nC: {' '.join(NONSENSE[kind])}\nM: Sorry? I didn't understand that.\nM: Hello?"
    card = score(call(script))
    assert all((card.criteria[name].level or 0) <= 1 for name in ("introduction", "asking", "closing"))


def test_a_call_of_silence_earns_nothing_and_says_so() -> None:
    card = score(call("\n".join(f"M: {line} [pause 6]" for line in MANAGER)))
    assert [card.criteria[name].level for name in ("introduction", "asking", "closing")] == [0, 0, 0]
    assert card.criteria["silence"].status == "not_measurable"
    assert card.criteria["enthusiasm"].status == "not_measurable"


def test_a_call_without_any_turn_has_no_score() -> None:
    card = score(CallRecord(id="nobody"))
    assert {result.status for result in card.criteria.values()} == {"not_applicable"}
    assert card.overall is None


@pytest.mark.parametrize(
    "said",
    [
        "Second shift. TIG. Pipe.",
        "Thanks Ann, good luck with the move. Take care, bye.",
        "Yes, Thursday the 28th at ten is perfect for me.",
        "It's zero eight seven, five five five, zero one nine two.",
        "Boateng. B, O, A, T, E, N, G.",
        "I was, my, I mean I had my, the interview on Tuesday with the lady.",
        "Is for the housekeeping, the supervisor job, ma'am.",
    ],
)
def test_terse_broken_and_accented_speech_is_speech(said: str) -> None:
    assert not says_nothing(words_of(said))


def test_reading_back_a_number_is_no_echo_but_a_whole_sentence_is() -> None:
    manager = words_of("You could try again on Friday after ten.")
    assert not echoes(words_of("Friday."), manager)
    assert echoes(words_of("You could try again on Friday"), manager)
