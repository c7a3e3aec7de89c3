"""The user's calls on disk: found again, scored and kept; what a killed program left behind is finished first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from simulator.call.recovery import orphans, recover
from simulator.commands.messages import warn
from simulator.errors import BadRecord, FollowupError, StoreProblem
from simulator.history.store import RECORD_NAME, SCORECARD_NAME, Store
from simulator.home import open_home
from simulator.record import CallRecord, CriterionName, Scorecard, read_call, write
from simulator.review.report import write_report
from simulator.scenario.catalogue import find_scenario
from simulator.scenario.model import Scenario
from simulator.scoring.scorecard import score


@dataclass(frozen=True)
class Outcome:
    """A call that is over, kept and scored."""

    folder: Path
    record: CallRecord
    scorecard: Scorecard
    report: Path | None


def open_store() -> Store:
    """The user's store, with calls that a killed program left behind finished and taken in."""
    store = Store(open_home())
    for note in store.notes:
        warn(note)
    for folder in orphans(store.calls):
        try:
            recovered = recover(folder)
        except OSError as error:
            warn(f"{folder}: a call that was cut short cannot be finished ({error.strerror or error})")
            continue
        if recovered is not None:
            keep(store, folder, recovered)
            warn(f"a call that was cut short has been recovered: {folder.name}")
    return store


def record_path(store: Store, call: str | None) -> Path:
    """The record of a call: a call.json by its path, or one of the store's by its id (the latest without one)."""
    by_path = call is not None and call.endswith(".json")
    return Path(str(call)) if by_path else store.folder(call) / RECORD_NAME


def keep(store: Store, folder: Path, record: CallRecord | None = None) -> Outcome:
    """Scores the call in a folder, writes scorecard and report beside it, and takes it into the index."""
    record = record if record is not None else read_call(folder / RECORD_NAME)
    scorecard = scored(record, audio_of(record, folder))
    report: Path | None = None
    try:
        write(scorecard, folder / SCORECARD_NAME)
        report = write_report(record, scorecard, folder, scenario_title=title_of(record))
        if folder.parent == store.calls:
            store.add(folder)
    except (OSError, StoreProblem, BadRecord) as error:
        warn(f"the scorecard could not be kept: {error}")
    return Outcome(folder, record, scorecard, report)


def scored(record: CallRecord, audio: Path | None) -> Scorecard:
    """The call's scorecard: weighted as its scenario says; of a drill, nothing but the skill that was drilled."""
    if record.drill is None:
        return score(record, weights_of(record), audio=audio)
    card = score(record, audio=audio)
    result = card.criteria[record.drill]
    return card.model_copy(update={"criteria": {record.drill: result}, "overall": result.points})


def audio_of(record: CallRecord, folder: Path) -> Path | None:
    """The call's recording, where the candidate spoke and it is still there."""
    path = folder / Path(record.audio or "").name
    return path if record.line != "keyboard" and record.candidate_turns() and path.is_file() else None


def title_of(record: CallRecord) -> str:
    """What people call the scenario of the call; "" where it is not known any more."""
    scenario = _scenario_of(record)
    return scenario.title if scenario else ""


def weights_of(record: CallRecord) -> Mapping[CriterionName, float] | None:
    """How much each criterion counts in the call's scenario; None where the scenario is not known any more."""
    scenario = _scenario_of(record)
    return (scenario.weights or None) if scenario else None


def _scenario_of(record: CallRecord) -> Scenario | None:
    if record.scenario is None:
        return None
    try:
        return find_scenario(record.scenario)
    except FollowupError:
        return None
