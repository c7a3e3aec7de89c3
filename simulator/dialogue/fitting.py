"""Replays the candidate's side of calls that were really held, and counts the turns that get a fitting answer.

The candidate's words, and where they stood – into a pause, into a line, or when it was their turn – come from the
record; the manager's side is played anew, in virtual time, by the scenario. A turn has found no answer when the manager
could only say "sorry?" or "I see" to it, changed the subject after such misses, said nothing to a question, or had hung
up already.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from simulator.dialogue.actions import Say
from simulator.dialogue.engine import Engine, Tags
from simulator.dialogue.reading import only_listening, only_thanks, wants_something
from simulator.dialogue.timeline import TimelineError, VirtualCall
from simulator.record import CallRecord, Turn
from simulator.scenario.loader import common_stock
from simulator.scenario.model import Scenario

WITHOUT_MEANING: Final = frozenset({"not-understood", "not-heard", "anything"})
"""Happenings whose lines answer anything at all, and so nothing."""
CUT_IN_SECONDS: Final = 0.3
"""A turn that begins so long before the other's end cuts it off; less is the usual overlap (Heldner & Edlund 2010)."""


@dataclass(frozen=True, slots=True)
class Replayed:
    """One turn of the candidate, and what it led to."""

    turn: int
    """Index into the record's turns."""
    text: str
    acts: tuple[str, ...]
    """As the tagger found them."""
    answer: tuple[str, ...]
    """What the manager said to it, up to the candidate's next turn."""
    why_not: str = ""
    """Why this is no fitting answer; empty when it is one."""

    @property
    def fits(self) -> bool:
        """The manager had something to say to this turn."""
        return not self.why_not


def replay_call(record: CallRecord, scenario: Scenario, tag: Tags | None = None) -> list[Replayed]:
    """Every candidate turn of a call, said to the scenario's manager; without `tag` the shared tagger is used."""
    verdict = record.verdict if record.verdict in scenario.verdict else None
    engine = Engine(scenario, record.candidate, record.manager, seed=record.seed, verdict=verdict, tag=tag)
    call = VirtualCall(engine)
    return [_replayed(call, record.turns, index) for index, _ in record.candidate_turns()]


def _replayed(call: VirtualCall, turns: Sequence[Turn], index: int) -> Replayed:
    turn, engine = turns[index], call.engine
    during = _during(turns, index)
    if during != "pause" or not call.planned:
        call.listen()
    if not _take_turn(call, turn.text, during):
        # the last "bye" of two needs no answer
        why_not = "" if _is_goodbye(turns, index) else "the manager had hung up"
        return Replayed(index, turn.text, (), (), why_not)
    acts = tuple(engine.acts_of_last)
    said = [action for action in call.planned if isinstance(action, Say)]
    return Replayed(index, turn.text, acts, tuple(say.text for say in said), _why_not(call, turn.text, acts, said))


def _take_turn(call: VirtualCall, text: str, during: str | None) -> bool:
    """Says a turn; False when the manager has hung up before."""
    if call.over:
        return False
    try:
        call.say(text, during)
    except TimelineError:
        # there is no pause, or no line, where the real manager had one; the call may be over when none has come
        if call.over:
            return False
        call.say(text)
    return True


def _during(turns: Sequence[Turn], index: int) -> str | None:
    """Where the turn stood in the real call: in a `pause`, in the manager's `speech`, or (None) after it."""
    if index == 0 or turns[index - 1].speaker != "manager":
        return None
    before, turn = turns[index - 1], turns[index]
    if before.interrupted or turn.start < before.end - CUT_IN_SECONDS:
        return "speech"
    return "pause" if before.pause and turn.start < before.end + before.pause else None


def _why_not(call: VirtualCall, text: str, acts: Sequence[str], said: Sequence[Say]) -> str:
    if call.engine.is_machine(call.engine.situation.speaker):
        return ""  # it only listens
    if not said:
        silent = only_listening(acts, text, manager_goes_on=True) or call.engine.ended
        return "" if silent and not wants_something(acts) else "nothing was said to it"
    empty = _lines_without_meaning() | (frozenset() if only_thanks(acts) else frozenset({"anything-else"}))
    return "" if any(say.line not in empty for say in said) else "no answer of its own"


@cache
def _lines_without_meaning() -> frozenset[str]:
    stock = common_stock()
    answers = [*stock.everyone, *stock.manager, *stock.receptionist]
    return frozenset(
        step.line for answer in answers if WITHOUT_MEANING & set(answer.on) for step in answer.steps if step.line
    )


def _is_goodbye(turns: Sequence[Turn], index: int) -> bool:
    """Whether this is the candidate's last turn, after another one that was answered with the goodbye."""
    return not any(turn.speaker == "candidate" for turn in turns[index + 1 :])
