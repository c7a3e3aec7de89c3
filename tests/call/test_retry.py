"""A moment played again: the manager is where they were, what came before is kept, what comes is new."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from simulator.audio import FRAME_SECONDS, SILENCE, frames_in, read_channels
from simulator.call.later_ears import LaterEars
from simulator.call.placing import Order, PlacedCall
from simulator.call.retry import Retry
from simulator.errors import WrongUse
from simulator.hearing.typed import TypedHearing
from simulator.record import CallRecord, Candidate, Turn
from simulator.scenario.catalogue import find_scenario
from simulator.voice.lines import LineSounds
from tests.fakes import SilentSynthesiser

OPENING = (
    "Good morning, this is Daniel Reyes. I interviewed for the project coordinator position on Tuesday the fourth, "
    "and I am calling to ask whether you have made a decision."
)
LINES = (
    OPENING,
    "I understand, thank you for telling me. Could you tell me what I could do better?",
    "Please keep me in mind if it opens up again.",
    "Thank you very much for your time. All the best to you, goodbye.",
)
WAIT = "(wait)"
"""Lets the manager's thinking pause pass."""


def placed(folder: Path, retry: Retry | None = None, scenario: str = "rejected-runner-up") -> PlacedCall:
    candidate = retry.record.candidate if retry is not None else Candidate()
    order = Order(find_scenario(scenario), candidate, seed=4, retry=retry)
    call = PlacedCall(order, TypedHearing(), LineSounds(SilentSynthesiser()), folder)
    call.prepare()
    return call


def play(call: PlacedCall, lines: tuple[str, ...]) -> CallRecord:
    """Says each line when the floor is free; `WAIT` lets a pause pass before."""
    rng = np.random.default_rng(1)
    ears = call._ears._ears if isinstance(call._ears, LaterEars) else call._ears
    assert isinstance(ears, TypedHearing)

    def step() -> None:
        call.call.step(rng.integers(-99, 99, 512).astype(np.int16))

    while call.call.ringing:
        step()
    for line in lines:
        quiet = 0
        while quiet < frames_in(0.5) and not call.call.ended:
            step()
            pausing = call.call.manager_pausing
            if line == WAIT and pausing:
                while call.call.manager_pausing:
                    step()
                break
            busy = call.call.candidate_has_floor or (call.call.manager_busy and (line == WAIT or not pausing))
            quiet = 0 if busy else quiet + 1
        if line != WAIT and not call.call.ended:
            ears.type(line)
            step()
    for _ in range(frames_in(40)):
        step()
    return call.finish()


@pytest.fixture(scope="module")
def earlier(tmp_path_factory: pytest.TempPathFactory) -> tuple[CallRecord, Path]:
    folder = tmp_path_factory.mktemp("earlier") / "call"
    return play(placed(folder), LINES), folder / "call.flac"


def own_turn(record: CallRecord, number: int) -> int:
    return record.candidate_turns()[number][0]


def first_pause(record: CallRecord) -> str:
    return next(event.kind for event in record.events if event.kind in ("pause_kept", "pause_filled"))


def told(turn: Turn) -> tuple[object, ...]:
    return turn.speaker, turn.text, turn.start, turn.end, turn.pause


@pytest.mark.parametrize("number", [1, 2, 3])
def test_the_same_words_again_give_the_same_call(earlier: tuple[CallRecord, Path], tmp_path: Path, number: int) -> None:
    record, audio = earlier
    retry = Retry(record, own_turn(record, number), audio)
    again = play(placed(tmp_path / "again", retry), LINES[number:])
    assert [turn.text for turn in again.turns] == [turn.text for turn in record.turns]
    kept = [turn for turn in again.turns if turn.replayed]
    assert [told(turn) for turn in kept] == [told(turn) for turn in record.turns[: len(kept)]]
    line = again.turns[len(kept)]
    assert told(line) == told(record.turns[len(kept)]), "the manager's line sounds at the same moment"
    assert again.verdict == record.verdict and again.retry_of is not None
    assert (again.retry_of.call, again.retry_of.turn) == (record.id, own_turn(record, number))


def test_another_answer_goes_another_way(earlier: tuple[CallRecord, Path], tmp_path: Path) -> None:
    record, audio = earlier
    retry = Retry(record, own_turn(record, 1), audio)
    again = play(placed(tmp_path / "again", retry), ("That is not fair, I was the best one.", "Goodbye."))
    first_new = next(index for index, turn in enumerate(again.turns) if not turn.replayed)
    assert [turn.text for turn in again.turns[:first_new]] == [turn.text for turn in record.turns[:first_new]]
    assert [turn.text for turn in again.turns[first_new:]] != [turn.text for turn in record.turns[first_new:]]


def test_a_pause_that_was_filled_comes_again_and_can_be_kept(tmp_path: Path) -> None:
    filled = play(placed(tmp_path / "filled"), (OPENING, "So what does it say, did I get it?", LINES[3]))
    retry = Retry(filled, own_turn(filled, 1))
    kept = play(placed(tmp_path / "kept", retry), (WAIT, *LINES[1:]))
    assert first_pause(filled) == "pause_filled" and first_pause(kept) == "pause_kept"


def test_the_recording_begins_with_the_earlier_one(earlier: tuple[CallRecord, Path], tmp_path: Path) -> None:
    record, audio = earlier
    retry = Retry(record, own_turn(record, 2), audio)
    again = play(placed(tmp_path / "again", retry), ())
    old, new = read_channels(audio), read_channels(tmp_path / "again" / "call.flac")
    samples = retry.at * 512
    assert samples and np.array_equal(old[:samples], new[:samples])
    assert abs(len(new) / 16_000 - (again.length or 0)) < 0.1


def test_words_that_were_corrected_since_do_not_change_what_the_manager_did(
    earlier: tuple[CallRecord, Path], tmp_path: Path
) -> None:
    from simulator.call.correction import correct

    record, audio = earlier
    changed = record.model_copy(deep=True)
    correct(changed, own_turn(record, 0), "Hello.")
    again = play(placed(tmp_path / "again", Retry(changed, own_turn(record, 1), audio)), LINES[1:])
    manager = [turn.text for turn in record.turns if turn.speaker == "manager"]
    assert [turn.text for turn in again.turns if turn.speaker == "manager"] == manager


def test_the_first_turn_is_the_whole_call(earlier: tuple[CallRecord, Path], tmp_path: Path) -> None:
    record, audio = earlier
    retry = Retry(record, 0, audio)
    assert (retry.at, retry.kept, retry.events) == (0, [], [])
    again = play(placed(tmp_path / "again", retry), LINES)
    assert [turn.text for turn in again.turns] == [turn.text for turn in record.turns]
    assert not any(turn.replayed for turn in again.turns)


def test_a_turn_that_is_not_there_is_wrong_use(earlier: tuple[CallRecord, Path]) -> None:
    record, _ = earlier
    with pytest.raises(WrongUse, match=rf"turns 0 to {len(record.turns) - 1}"):
        Retry(record, len(record.turns))
    with pytest.raises(WrongUse, match="nothing was said"):
        Retry(record.model_copy(update={"turns": []}), 0)


def test_a_call_whose_scenario_has_changed_says_where_it_goes_differently(
    earlier: tuple[CallRecord, Path], tmp_path: Path
) -> None:
    record, audio = earlier
    changed = record.model_copy(deep=True)
    changed.turns[2].line = "a-line-of-another-version"
    with pytest.raises(WrongUse, match=r"turn 2 .*earlier turn"):
        placed(tmp_path / "again", Retry(changed, own_turn(record, 2), audio))
    assert not (tmp_path / "again").exists(), "nothing is left behind"


def test_times_count_from_the_pick_up_of_the_earlier_call(earlier: tuple[CallRecord, Path], tmp_path: Path) -> None:
    record, audio = earlier
    retry = Retry(record, own_turn(record, 1), audio)
    call = placed(tmp_path / "again", retry)
    while call.call.ringing:
        call.call.step(SILENCE)
    assert call.call.now == pytest.approx(retry.at * FRAME_SECONDS)
    again = call.finish()
    assert again.turns[-1].end <= retry.at * FRAME_SECONDS + 0.1
