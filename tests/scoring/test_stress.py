"""No score for what is no call: nothing here gets above level 1 for introducing, asking or closing."""

from __future__ import annotations

import pytest

from simulator.record import CallRecord, CriterionName, Scorecard
from simulator.scoring.scorecard import score
from tests.scoring import nonsense
from tests.scoring.scripted_calls import call

CRITERIA: tuple[CriterionName, ...] = ("introduction", "asking", "closing")
NEWS = {
    "rejected": "I'm afraid we went with someone else in the end.",
    "hired": "We would like to offer you the job.",
    "undecided": "We haven't decided yet, I'm sorry.",
}


def saying(text: str, verdict: str) -> CallRecord:
    """A call whose candidate says the same thing whenever it is their turn, in pieces."""
    words = text.split()
    third = max(1, len(words) // 3)
    pieces = [" ".join(words[:third]), " ".join(words[third : 2 * third]), " ".join(words[2 * third :])]
    lines = ["M: Harlow Mills, Dana speaking.", f"C: {text}", "M: Sorry, what was that?", f"C: {pieces[0]}"]
    lines += [f"M: {NEWS[verdict]}", f"C: {pieces[1]}", "M: Is there anything else?", f"C: {pieces[2]}"]
    lines += ["M: I see. Goodbye, then.", f"C: {text}"]
    return call("\n".join(line for line in lines if line not in ("C: ",)), verdict)


def too_high(card: Scorecard) -> dict[str, tuple[int, str]]:
    """The criteria above level 1, with the reason."""
    results = {name: card.criteria[name] for name in CRITERIA}
    return {name: (found.level, found.why) for name, found in results.items() if found.level and found.level > 1}


@pytest.mark.parametrize("verdict", NEWS)
@pytest.mark.parametrize(
    "text", [*nonsense.WORD_SALAD, *nonsense.TELEPHONE_BOOK, *nonsense.KEY_WORDS, *nonsense.OTHER_LANGUAGES]
)
def test_words_without_sense_earn_nothing(text: str, verdict: str) -> None:
    assert not too_high(score(saying(text, verdict)))


@pytest.mark.parametrize("lines", nonsense.PARROTS)
@pytest.mark.parametrize("verdict", NEWS)
def test_a_candidate_who_repeats_the_manager_earns_nothing(lines: tuple[str, ...], verdict: str) -> None:
    told = (*lines, NEWS[verdict], "Well, thank you for calling, and goodbye.")
    script = "\n".join(f"M: {line}\nC: {line}" for line in told)
    assert not too_high(score(call(script, verdict)))


@pytest.mark.parametrize("verdict", NEWS)
@pytest.mark.parametrize("manager", [1, 3, 6])
def test_silence_earns_nothing(manager: int, verdict: str) -> None:
    lines = ["Harlow Mills, Dana speaking.", "Hello?", NEWS[verdict], "Are you still there?", "Hello?", "Goodbye."]
    assert not too_high(score(call("\n".join(f"M: {line}" for line in lines[:manager]), verdict)))


def closing_words(last: str) -> Scorecard:
    opening = "Good morning, this is Daniel Reyes. I interviewed for the project coordinator job last Tuesday."
    script = f"M: Harlow Mills.\nC: {opening}\nM: {NEWS['rejected']}\nC: {last}\nM: I see.\nC: {last}"
    return score(call(script))


@pytest.mark.parametrize("text", nonsense.SARCASM)
def test_kind_words_meant_the_other_way_round_do_not_count(text: str) -> None:
    card = closing_words(text)
    assert (card.criteria["closing"].level or 0) <= 1, card.criteria["closing"].why
    assert (card.criteria["enthusiasm"].level or 0) <= 2, card.criteria["enthusiasm"].why


@pytest.mark.parametrize("text", nonsense.REPORTED)
def test_other_peoples_words_do_not_count(text: str) -> None:
    card = closing_words(text)
    found = {name: card.criteria[name].level for name in ("closing", "asking")}
    assert all((level or 0) <= 1 for level in found.values()), (found, card.criteria["asking"].why)
    assert (card.criteria["enthusiasm"].level or 0) <= 2, card.criteria["enthusiasm"].why


@pytest.mark.parametrize(
    "text",
    [
        "Thank you for telling me. All the best to you and the team. Goodbye.",
        "Oh, that's great news, thank you! What are the next steps? Have a lovely weekend, bye.",
        "I understand, thanks. My colleague said you were kind, and you were. Take care, goodbye.",
    ],
)
def test_the_real_thing_still_counts(text: str) -> None:
    assert closing_words(text).criteria["closing"].level == 4
