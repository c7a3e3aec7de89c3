"""What holds for every call: good behaviour never costs a level; clocks and names change nothing."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.demo.candidates import CANDIDATES
from simulator.record import CRITERIA, CallRecord, Scorecard, Turn
from simulator.scoring.scorecard import score
from simulator.understanding.acts import ACTS
from simulator.understanding.tagger import Context
from tests.scoring.scripted_calls import call

LINES = (
    "Good morning, this is Daniel Reyes about last Tuesday.",
    "I wondered whether you have decided on the project coordinator role yet.",
    "Mm-hm.",
    "Could you tell me what I might do better next time?",
    "I'm really excited, the harbour project sounds like what I want.",
    "Please call me if it comes up again in spring.",
    "Thank you very much for your time, all the best, goodbye.",
)
MANAGER_LINES = (
    "Harlow Mills, Dana speaking.",
    "Which job was that for?",
    "I'm afraid we went with someone else.",
    "We haven't decided yet.",
    "I'll call you on Friday.",
    "Anything else?",
)
GOOD = {
    "introduction": ("self_introduction", "position_mention", "purpose_statement"),
    "enthusiasm": ("enthusiasm",),
    "asking": ("feedback_question", "next_steps_question", "timeline_question"),
    "closing": ("thanks", "well_wish", "farewell"),
    "professionalism": ("acceptance", "thanks"),
    "open_door": ("keep_in_mind_request", "callback_details", "availability"),
}
VERDICTS = ("hired", "advanced", "rejected", "undecided", "on_hold", "voicemail", "gatekeeper", "other")


class NoTagger:
    """The calls here bring their acts along."""

    def acts(self, text: str, context: Context) -> list[str]:
        return []

    def probabilities(self, text: str, context: Context) -> dict[str, float]:
        return dict.fromkeys(ACTS, 0.0)


def judged(record: CallRecord) -> Scorecard:
    return score(record, tag=NoTagger())


def levels(card: Scorecard) -> dict[str, int | None]:
    return {name: card.criteria[name].level for name in CRITERIA}


@st.composite
def calls(draw: st.DrawFn) -> CallRecord:
    """Calls of up to a dozen turns, with acts, pauses and overlaps of any kind."""
    lines = []
    for _ in range(draw(st.integers(1, 6))):
        pause = draw(st.sampled_from(("", "", " [pause 4]")))
        lines.append(f"M: {draw(st.sampled_from(MANAGER_LINES))}{pause}")
        acts = draw(st.lists(st.sampled_from(sorted(ACTS)), max_size=3, unique=True))
        shift = draw(st.sampled_from(("", "", "-0.6", "+1.5", "+5.0")))
        lines.append(f"C{shift}: {draw(st.sampled_from(LINES))} | {' '.join(acts) or 'none'}")
    return call("\n".join(lines), draw(st.sampled_from(VERDICTS)))


@settings(max_examples=80, deadline=None)
@given(calls(), st.data())
def test_a_good_act_more_never_lowers_a_level(record: CallRecord, data: st.DataObject) -> None:
    before = levels(judged(record))
    criterion = data.draw(st.sampled_from(sorted(GOOD)))
    index, turn = data.draw(st.sampled_from(record.candidate_turns()))
    better = record.model_copy(deep=True)
    better.turns[index].acts = sorted({*(turn.acts or []), data.draw(st.sampled_from(GOOD[criterion]))})
    after = levels(judged(better))
    assert (after[criterion] or 0) >= (before[criterion] or 0), (criterion, better.turns[index])


@settings(max_examples=30, deadline=None)
@given(calls())
def test_one_pause_more_left_alone_never_lowers_silence(record: CallRecord) -> None:
    before = judged(record).criteria["silence"].level
    end = max(turn.end for turn in record.turns)
    better = record.model_copy(deep=True)
    better.turns += [
        Turn(speaker="manager", start=end + 1, end=end + 3, text="Let me look.", pause=4.0),
        Turn(speaker="manager", start=end + 7, end=end + 9, text="There it is."),
    ]
    assert (judged(better).criteria["silence"].level or 0) >= (before or 0)


@settings(max_examples=30, deadline=None)
@given(calls(), st.floats(0.0, 3000.0))
def test_a_shift_of_all_times_changes_no_level(record: CallRecord, seconds: float) -> None:
    later = record.model_copy(deep=True)
    for turn in later.turns:
        # in this order, for an assignment is checked by itself
        turn.end, turn.start = turn.end + round(seconds, 3), turn.start + round(seconds, 3)
    assert levels(judged(later)) == levels(judged(record))


@settings(max_examples=30, deadline=None)
@given(calls())
def test_other_names_change_no_level(record: CallRecord) -> None:
    text = record.model_dump_json().replace("Daniel Reyes", "Amara Nwosu").replace("Dana", "Petra")
    renamed = CallRecord.model_validate_json(text.replace("Whitfield", "Lindgren").replace("Harlow Mills", "Cosworth"))
    assert levels(judged(renamed)) == levels(judged(record))


@pytest.mark.parametrize(
    ("first", "last"),
    [("Amara", "Nwosu"), ("Zbigniew", "Kowalczyk"), ("Li", "Wei"), ("Siobhan", "O'Rourke"), ("Ana", "da Silva")],
)
@pytest.mark.parametrize("quality", CANDIDATES)
def test_other_names_change_no_level_when_the_words_alone_speak(quality: str, first: str, last: str) -> None:
    said = [line.text for line in CANDIDATES[quality].lines]
    script = "\n".join(f"M: {manager}\nC: {text}" for manager, text in zip(MANAGER_LINES, said, strict=False))
    renamed = script.replace("Daniel", first).replace("Reyes", last)
    assert renamed != script
    assert levels(score(call(renamed))) == levels(score(call(script)))
