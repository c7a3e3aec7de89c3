"""The call record and the scorecard: plain typed data, read and written as JSON.

Everything downstream (scoring, review, history) works from these alone, so that a call recorded anywhere can be
scored. Unknown fields are kept on reading and written back; a missing optional field never breaks a reader.

All times are seconds from pick-up, rounded to the millisecond; the audio file starts at pick-up too.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any, Final, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from simulator.errors import BadRecord
from simulator.files import write_whole

Verdict = Literal["hired", "advanced", "rejected", "undecided", "on_hold", "voicemail", "gatekeeper", "other"]
Speaker = Literal["candidate", "manager"]
Status = Literal["scored", "not_applicable", "not_measurable"]
CriterionName = Literal["introduction", "enthusiasm", "silence", "asking", "closing", "professionalism", "open_door"]
DuplexMode = Literal["headphones", "full duplex", "half duplex"]
EventKind = Literal[
    "pick_up",  # the other side answered; at = 0
    "pause_kept",  # the manager's thinking pause ended with the manager going on; start, end
    "pause_filled",  # the candidate spoke into a thinking pause; at = when the candidate began
    # turn-taking: simulator/turn_taking.py defines each kind
    "interruption",  # the candidate took the floor in mid-line; overlap = seconds until the manager fell silent
    "turn_resumed",  # a turn taken to be over went on; gap = seconds between its pieces, manager_heard = of the answer
    "overlap",  # both spoke at once, and neither was cut off
    "backchannel",  # "mm-hm" while the other has the floor
    "fact_revealed",  # the manager told a fact; fact = its id
    "question_asked",  # the manager asked for something; slot = what
    "not_understood",  # speech was heard, no meaning found
    "not_heard",  # a turn's words were lost; its sound is kept and heard again after the call
    "prompted",  # the manager noticed a silence ("hello?")
    "beep",  # the voicemail's beep
    "recogniser_restarted",
    "line_lost",  # the device went away
    "sound_dropped",  # the device lost sound: overflows, underflows
    "hang_up",  # by = candidate | manager | line
]

CALL_FORMAT: Final = "call/1"
SCORECARD_FORMAT: Final = "scorecard/1"
CRITERIA: tuple[CriterionName, ...] = (
    "introduction",
    "enthusiasm",
    "silence",
    "asking",
    "closing",
    "professionalism",
    "open_door",
)

Seconds = Annotated[float, Field(allow_inf_nan=False), AfterValidator(lambda value: round(value, 3))]
"""Seconds from pick-up, or a length in seconds; to the millisecond."""


class _Data(BaseModel):
    """What all parts of a record share: unknown fields are kept, absent ones are not written."""

    model_config = ConfigDict(extra="allow", validate_assignment=True)


class Word(_Data):
    """One recognised word."""

    text: str
    start: Seconds
    end: Seconds
    confidence: float | None = None
    """0–1; None where the recogniser gives none."""
    corrected: bool | None = None
    """Put in by hand."""


class EarlierText(_Data):
    """What a turn's text was before it was heard again or corrected."""

    text: str
    heard: str | None = None
    recogniser: str | None = None


class Turn(_Data):
    """What one side said from taking the floor to giving it up."""

    speaker: Speaker
    start: Seconds
    end: Seconds
    text: str
    pause: Seconds | None = None
    """Manager only: seconds of deliberate silence after the turn, at whose end the manager goes on if left alone."""
    words: list[Word] | None = None
    acts: list[str] | None = None
    line: str | None = None
    """Manager only: id of the scenario's line."""
    name: str | None = None
    """Manager's side only: who spoke; the manager, if nothing is said."""
    interrupted: bool | None = None
    """The turn was cut off; `text` holds what had been said by then."""
    replayed: bool | None = None
    """Taken over from the earlier call of which this is a retry."""
    heard: Literal["live", "after", "typed", "corrected", "lost"] | None = None
    """Candidate only: how the text came to be. `lost`: there was speech, no text was obtained (yet)."""
    recogniser: str | None = None
    """Who heard this turn, where it was not the call's recogniser."""
    earlier: list[EarlierText] | None = None
    """Former texts of the turn, the oldest first."""


class Event(_Data):
    """Something that happened, with its time; other fields depend on the kind."""

    kind: EventKind | str
    at: Seconds
    end: Seconds | None = None


SAME_MOMENT_SECONDS: Final = 0.05
"""An event belongs to the turn that begins within this (frames are 0.032 s)."""


class Manager(_Data):
    """The person called."""

    name: str = ""
    role: str = ""
    company: str = ""


class Candidate(_Data):
    """The person practising: their own name, the position, and when (and with whom) the interview was."""

    name: str = ""
    position: str = ""
    interview: str = ""


class Note(_Data):
    """Something that the candidate wrote down."""

    text: str
    at: Seconds | None = None
    """When; None for what was written after the call."""


def _as_notes(given: Any) -> Any:
    """Notes of other programs may be plain texts, or a text for each fact's id; what cannot be one is left out."""
    notes = list(given.values()) if isinstance(given, dict) else given
    return [note for note in map(_as_note, notes) if note is not None] if isinstance(notes, list) else None


def _as_note(given: Any) -> Any:
    """A text or a number (a salary) as a note; None for what has no text."""
    if isinstance(given, str | int | float) and not isinstance(given, bool):
        return {"text": str(given)}
    has_text = isinstance(given, Note) or (isinstance(given, dict) and isinstance(given.get("text"), str))
    return given if has_text else None


class RetryOf(_Data):
    """The earlier call of which a moment was played again."""

    call: str
    """Its id."""
    turn: int
    """Index of the turn that was to be played again."""
    at: Seconds
    """When the new part begins; what comes before it is the earlier call's."""


class CallRecord(_Data):
    """One call, `call.json`."""

    format: Literal["call/1"] = CALL_FORMAT
    id: str
    scenario: str | None = None
    seed: int = 0
    started: str = ""
    """ISO 8601, local time of pick-up."""
    verdict: Verdict = "other"
    manager: Manager = Manager()
    candidate: Candidate = Candidate()
    turns: list[Turn] = []
    events: list[Event] = []
    audio: str | None = None
    """File name beside the record: two channels, candidate left, manager right."""
    calibration: dict[str, Any] | None = None
    """The speaker's neutral baseline."""
    state: Literal["live", "complete", "recovered"] | None = None
    """`live` while the call goes on; `recovered` when a killed program's call was finished by a later start."""
    length: Seconds | None = None
    """Seconds from pick-up to the end."""
    difficulty: Annotated[int, Field(ge=1, le=3)] | None = None
    """As wished for the call; None is the scenario's own."""
    retry_of: RetryOf | None = None
    """What this call is a retry of; its first turns are then marked as `replayed`."""
    drill: CriterionName | None = None
    """Which skill was drilled, where the call was an exercise; only that criterion is scored."""
    line: str | None = None
    """Kind of line: microphone, keyboard, recording."""
    duplex: DuplexMode | str | None = None
    """By microphone only: headphones; a loudspeaker with an echo canceller (full duplex); or a microphone that was off
    while the manager spoke (half duplex)."""
    recogniser: str | None = None
    voice: str | None = None
    facts: dict[str, str] | None = None
    """Facts that the manager could tell: id → text. Which were told, the events say."""
    notes: Annotated[list[Note] | None, BeforeValidator(_as_notes)] = None
    """What the candidate wrote down, in the order of writing."""
    earned: dict[str, str] | None = None
    """What brings the manager to tell a fact: its id → "by asking for feedback". Shown beside what was not heard."""

    def candidate_turns(self) -> list[tuple[int, Turn]]:
        """The candidate's turns with their indices in `turns`."""
        return [(index, turn) for index, turn in enumerate(self.turns) if turn.speaker == "candidate"]


class Evidence(_Data):
    """Where in the call a finding shows."""

    turn: int | None = None
    """Index into the record's `turns`."""
    start: Seconds | None = None
    end: Seconds | None = None
    quote: str = ""
    finding: str


class CriterionResult(_Data):
    """How one criterion went. `level` and `points` are None unless the status is `scored`."""

    level: Annotated[int, Field(ge=0, le=4)] | None = None
    points: Annotated[int, Field(ge=0, le=100)] | None = None
    status: Status
    why: str
    evidence: list[Evidence] = []
    advice: str = ""


class Scorecard(_Data):
    """The result of one call, `scorecard.json`."""

    format: Literal["scorecard/1"] = SCORECARD_FORMAT
    call: str = ""
    """Id of the call record."""
    criteria: dict[CriterionName, CriterionResult] = {}
    acts: dict[int, list[str]] = {}
    """Index of a candidate turn → its dialogue acts."""
    measures: dict[str, Any] = {}
    """Name → {value, unit, …} or {value: None, why}: what was measured beside the levels."""
    overall: Annotated[int, Field(ge=0, le=100)] | None = None
    """Weighted mean of the scored criteria's points; None when none was scored."""


_Written = TypeVar("_Written", CallRecord, Scorecard)


def to_json(data: CallRecord | Scorecard) -> str:
    """The JSON text of a record or scorecard: same data, same bytes."""
    # a record's absent fields are left out; a scorecard's null says "no level", and is kept
    written = data.model_dump(mode="json", exclude_none=isinstance(data, CallRecord))
    if isinstance(data, CallRecord):
        written.setdefault("scenario", None)
    return json.dumps(written, indent=1, ensure_ascii=False) + "\n"


def write(data: CallRecord | Scorecard, path: Path) -> None:
    """Writes whole or not at all: a reader, or a killed writer, never leaves or sees half a file."""
    write_whole(path, to_json(data))


def read_call(path: Path) -> CallRecord:
    """The call record in a file. Raises BadRecord."""
    return _read(path, CallRecord, CALL_FORMAT)


def read_scorecard(path: Path) -> Scorecard:
    """The scorecard in a file. Raises BadRecord."""
    return _read(path, Scorecard, SCORECARD_FORMAT)


def _read(path: Path, kind: type[_Written], expected: str) -> _Written:
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError as error:
        raise BadRecord(path, "no such file") from error
    except OSError as error:
        raise BadRecord(path, error.strerror or "cannot be read") from error
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        where = f" (line {error.lineno}, column {error.colno})" if isinstance(error, json.JSONDecodeError) else ""
        raise BadRecord(path, f"not JSON{where}; restore it or score the recording instead") from error
    if not isinstance(data, dict) or data.get("format") != expected:
        found = data.get("format") if isinstance(data, dict) else type(data).__name__
        raise BadRecord(path, f'expected "format": "{expected}", found {found!r}')
    try:
        return kind.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise BadRecord(path, f"{where}: {first['msg']}") from error
