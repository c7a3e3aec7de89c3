"""The moment of a call that is best played again: where a criterion was lost, as a turn to begin from."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.record import CallRecord, CriterionName, Scorecard
from simulator.review.highlights import highlights
from simulator.scoring.news import verdict_turn


@dataclass(frozen=True, slots=True)
class Moment:
    """Where to begin again, and what to do differently there."""

    criterion: CriterionName
    turn: int
    """Index of the turn of the candidate's that is to be said again."""
    advice: str


def weakest_moment(record: CallRecord, card: Scorecard) -> Moment | None:
    """The moment at which the criterion to work on next was lost; None where there is nothing to play again.

    Of a slip (a filled pause, an interruption, a reproach) it is the first that the evidence shows; of something that
    was not done it is the turn in which it would have been done.
    """
    weakest = highlights(card).try_next
    own = [index for index, _ in record.candidate_turns()]
    if weakest is None or not own or record.scenario is None:
        return None
    shown = [item.turn for item in weakest.result.evidence if item.turn in own]
    turn = _where(weakest.criterion, record, own, [turn for turn in shown if turn is not None])
    return Moment(weakest.criterion, turn, weakest.result.advice)


def _where(criterion: CriterionName, record: CallRecord, own: list[int], shown: list[int]) -> int:
    if criterion in ("silence", "professionalism") and shown:
        return shown[0]
    if criterion in ("introduction", "enthusiasm"):
        return own[0]
    if criterion == "closing":
        return own[-1]
    managers = [(index, turn) for index, turn in enumerate(record.turns) if turn.speaker == "manager"]
    told = verdict_turn(managers, record.verdict)
    return next((index for index in own if told is not None and index > told), own[-1])


def retry_command(record: CallRecord, moment: Moment) -> str:
    """What to type to play the moment again."""
    return f"followup call --retry {record.id} --from {moment.turn}"
