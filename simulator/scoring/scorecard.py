"""From a call record to its scorecard: the seven criteria, the measures beside them, and one total."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from simulator.record import CRITERIA, CallRecord, CriterionName, CriterionResult, Scorecard
from simulator.scoring.asking import asking
from simulator.scoring.closing import closing
from simulator.scoring.enthusiasm import enthusiasm
from simulator.scoring.introduction import introduction
from simulator.scoring.measures import measures
from simulator.scoring.open_door import open_door
from simulator.scoring.professionalism import professionalism
from simulator.scoring.reading import Tags
from simulator.scoring.result import not_applicable, not_measurable
from simulator.scoring.silence import silence
from simulator.scoring.view import CallView

JUDGES: Final[dict[CriterionName, Callable[[CallView], CriterionResult]]] = {
    "introduction": introduction,
    "enthusiasm": enthusiasm,
    "silence": silence,
    "asking": asking,
    "closing": closing,
    "professionalism": professionalism,
    "open_door": open_door,
}
FROM_TIMES: Final[frozenset[CriterionName]] = frozenset({"silence"})
"""Criteria that need no words."""


def score(
    record: CallRecord,
    weights: Mapping[CriterionName, float] | None = None,
    *,
    audio: Path | None = None,
    tag: Tags | None = None,
) -> Scorecard:
    """The scorecard of a call.

    The same record gives the same scorecard; nothing but `audio` is read. `weights` (≥ 0, 1 for a criterion that is
    not named) make the total. `audio` is the two-channel recording, for what the voice adds to the words. `tag`
    replaces the shared tagger. Raises BadAudio when the recording cannot be read.
    """
    view = CallView.of(record, tag if tag is not None else _shared_tagger())
    criteria = {name: _judge(name, view) for name in CRITERIA}
    measured = measures(view)
    if audio is not None:
        # numpy, Praat and the recording are only needed here
        from simulator.scoring.voice_of_call import hear_voice, voice_measures, with_voice

        voice = hear_voice(view, audio)
        criteria["enthusiasm"] = with_voice(criteria["enthusiasm"], voice)
        measured |= voice_measures(voice)
    return Scorecard(
        call=record.id,
        criteria=criteria,
        acts=view.acts,
        measures=measured,
        overall=_overall(criteria, weights or {}),
    )


def _judge(name: CriterionName, view: CallView) -> CriterionResult:
    if not view.record.turns:
        return not_applicable("nobody answered, and nothing was said")
    lost, said = len(view.lost), len(view.said)
    if view.too_much_lost and name not in FROM_TIMES:
        return not_measurable(
            f"{lost} of your {said} turns could not be made out",
            "Listen to the recording, or try another recogniser: `followup doctor` lists those on this machine.",
        )
    result = JUDGES[name](view)
    if lost and name not in FROM_TIMES and result.status == "scored":
        turns = "1 turn" if lost == 1 else f"{lost} turns"
        result.why += f" ({turns} of {said} could not be made out and counts neither way)"
    return result


def _overall(criteria: Mapping[CriterionName, CriterionResult], weights: Mapping[CriterionName, float]) -> int | None:
    """Weighted mean of the scored criteria's points: what was not applicable or not measurable is left out."""
    counted = [
        (weights.get(name, 1.0), result.points) for name, result in criteria.items() if result.points is not None
    ]
    total = sum(weight for weight, _ in counted)
    return round(sum(weight * points for weight, points in counted) / total) if total > 0 else None


def _shared_tagger() -> Tags:
    from simulator.understanding.tagger import tagger

    return tagger()
