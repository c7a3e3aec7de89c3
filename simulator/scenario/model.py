"""What a scenario file may hold. docs/scenarios.md explains it to writers; this file is its grammar.

Every field is text, a number or a list of these; nothing in a scenario is ever executed. What refers to something
else (facts, moments, people, lines) is checked by `references.py` after the shape is known to be right.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property
from typing import Annotated, Any, Literal, get_args

from pydantic import Field, model_validator

from simulator.record import CriterionName
from simulator.scenario.fields import (
    AdviceId,
    GuardText,
    Id,
    OneOrMore,
    Part,
    PauseSeconds,
    SilenceSeconds,
    Text,
    Trigger,
    Variants,
    Verdicts,
    Weight,
)
from simulator.scenario.guards import Guard, Slot, parse_guard
from simulator.scenario.timeline_model import ScenarioTest

PartPath = tuple[str | int, ...]
"""Keys and indices from the top of the file to a part."""
END = "end"
"""`go: end` – the call ends, with the first ending whose guard holds."""


class VoiceSpec(Part):
    """How a person sounds."""

    sex: Literal["female", "male"] = "female"
    rate: Annotated[int, Field(ge=90, le=260)] = 165
    """Words per minute."""
    pitch: Annotated[int, Field(ge=0, le=100)] = 50
    """0 (deep) – 100 (high), within what the voice can do."""
    accent: Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[a-z0-9]{1,8})*$")] = "en-us"


class Persona(Part):
    """Someone who is on the line in this call."""

    name: Text
    role: Text
    company: Text
    temper: str = ""
    """For the writer and for the person practising: what they are like to talk to."""
    part: Literal["manager", "receptionist", "machine"] = "manager"
    """Which stock of common answers is theirs: `manager` knows about the application, `receptionist` does not."""
    voice: VoiceSpec = VoiceSpec()
    patience: Annotated[float, Field(ge=0.5, le=2, allow_inf_nan=False)] = 1.0
    """How long they let a silence last, before they take a turn to be over and before they break it: 1 is usual, 1.5
    patient, 0.7 in a hurry. A machine keeps to its own times."""


class CandidateDefaults(Part):
    """Who calls when no profile is set."""

    name: Text
    position: Text
    interview: Text
    interviewer: Text


class Fact(Part):
    """Something to be learnt in this call."""

    text: Text
    earned: str = ""
    """For people: what a candidate does to hear it."""


class Wording(Part):
    """The variants of a line, by mood; `say` is used where the mood has none of its own."""

    say: Variants
    warm: list[Text] = Field(default_factory=list)
    cool: list[Text] = Field(default_factory=list)


class Step(Part):
    """One step of what the manager does: a line, a thinking pause, a beep, or the last line again."""

    when: OneOrMore[GuardText] = Field(default_factory=list)
    line: Id | None = None
    """Id of a line. With `say` it is written here; without, it is one that stands elsewhere."""
    say: Variants | None = None
    warm: list[Text] = Field(default_factory=list)
    cool: list[Text] = Field(default_factory=list)
    speaker: Id | None = None
    reveals: OneOrMore[Id] = Field(default_factory=list)
    asks: Slot | None = None
    think: PauseSeconds | None = None
    """Seconds of deliberate silence."""
    hold: bool = False
    """The silence is a hold tone."""
    kept: list[Step] = Field(default_factory=list)
    """What follows when the candidate leaves the pause alone."""
    filled: list[Step] = Field(default_factory=list)
    """What follows when the candidate speaks into it."""
    beep: bool = False
    repeat: bool = False
    """What was last said is said again, in other words where there are some."""

    @cached_property
    def guards(self) -> tuple[Guard, ...]:
        """The guards of `when`, all of which must hold."""
        return tuple(parse_guard(text) for text in self.when)

    @model_validator(mode="after")
    def _fits_together(self) -> Step:
        things = {"line": self.line, "think": self.think, "beep": self.beep or None, "repeat": self.repeat or None}
        self._check_kinds([name for name, thing in things.items() if thing is not None])
        if self.say is None and (self.warm or self.cool):
            raise ValueError("'warm' and 'cool' stand beside 'say', not instead of it")
        if self.line is None and (self.say or self.reveals or self.asks):
            raise ValueError("a line needs an id: write 'line: some-id' above 'say'")
        if self.think is None and (self.kept or self.filled or self.hold):
            raise ValueError("'kept', 'filled' and 'hold' belong to a pause: write 'think: 5'")
        return self

    def _check_kinds(self, kinds: list[str]) -> None:
        if len(kinds) != 1:
            found = " and ".join(kinds) or "none of them"
            raise ValueError(f"a step is one of 'line', 'think', 'beep', 'repeat'; here is {found}")


class Turn(Step):
    """What the manager does when it is their turn: several steps under `do`, or a single one written directly."""

    do: list[Step] = Field(default_factory=list)

    @property
    def steps(self) -> list[Step]:
        """The steps, however written."""
        return self.do or ([self] if self.line or self.think or self.beep or self.repeat else [])

    def _check_kinds(self, kinds: list[str]) -> None:
        if self.do and kinds:
            raise ValueError(f"write either 'do' or a single '{kinds[0]}', not both")
        if len(kinds) > 1:
            raise ValueError(f"{' and '.join(kinds)} in one place; put them one below the other under 'do'")


class Reply(Turn):
    """What the manager does when the candidate has done something (`on`) or been silent for a time (`after`)."""

    on: OneOrMore[Trigger] = Field(default_factory=list)
    after: SilenceSeconds | None = None
    go: Id | None = None
    """Moment or ending that follows at once; `end` is the first ending that fits."""
    times: Annotated[int, Field(ge=1, le=20)] | None = None
    """At most so often in one call."""

    @cached_property
    def surely_tells(self) -> frozenset[str]:
        """Facts that are told whatever the candidate does with the pauses."""
        told_here = (step.reveals for step in (self, *self.do))
        return frozenset(fact for facts in told_here for fact in facts)

    @cached_property
    def perhaps_tells(self) -> frozenset[str]:
        """Facts that are told only if a pause is kept, or filled."""
        branches = (branch for step in (self, *self.do) for branch in (step.kept, step.filled))
        return frozenset(fact for branch in branches for fact in _facts_in(branch)) - self.surely_tells

    @model_validator(mode="after")
    def _does_something(self) -> Reply:
        if not self.steps and self.go is None:
            raise ValueError("nothing happens here: write a 'line', 'do' or 'go'")
        return self


class Answer(Reply):
    """An answer to what the candidate does."""

    on: OneOrMore[Trigger] = Field(min_length=1)
    after: None = None


class Prompt(Reply):
    """What happens in a silence: `after` counts from the end of the manager's last words, prompts left out."""

    on: list[Trigger] = Field(default_factory=list, max_length=0)
    after: SilenceSeconds


class Moment(Turn):
    """A stretch of the call."""

    knows: OneOrMore[Slot] = Field(default_factory=list)
    """What whoever is on the line has been told by someone else."""
    needs: OneOrMore[Slot] = Field(default_factory=list)
    """What must be known before the call goes on; asked for in this order while it is not."""
    then: Id | None = None
    """Where the call goes once the candidate has had a turn and all of `needs` is known."""
    answers: list[Answer] = Field(default_factory=list)
    silence: list[Prompt] = Field(default_factory=list)
    listens: bool = False
    """Nobody answers here: a machine that records."""
    limit: SilenceSeconds | None = None
    """Seconds of listening after which the machine cuts off."""


class Ending(Turn):
    """One way in which the call ends; the manager hangs up after it."""

    text: str = ""
    """For the review: what this ending means."""


class Limits(Part):
    """When the manager has to go."""

    turns: Annotated[int, Field(ge=2, le=200)] = 40
    """Turns of the candidate."""
    seconds: Annotated[float, Field(ge=10, le=3600, allow_inf_nan=False)] = 600
    """Seconds from pick-up, as estimated from the words said and the silences."""


class Scenario(Part):
    """One call that can be practised."""

    format: Literal["scenario/1"]
    id: Id
    title: Text
    """Gives the verdict away; hidden when the outcome shall be a surprise."""
    setting: Text
    """What the candidate knows before dialling; gives nothing away."""
    verdict: Verdicts
    """Fixed, or drawn with these weights."""
    difficulty: Annotated[int, Field(ge=1, le=3)] = 2
    """The level at which it is played unless another is chosen."""
    surprise: Weight = 1.0
    """How often a surprise call is this one; 0: never."""
    trains: Annotated[list[AdviceId], Field(min_length=1)]
    """Points of advice that are practised here."""
    weights: dict[CriterionName, Weight] = Field(default_factory=dict)
    """How much each criterion counts; 1 where nothing is said."""
    people: Annotated[dict[Id, Persona], Field(min_length=1)]
    candidate: CandidateDefaults
    mood: Annotated[int, Field(ge=-3, le=3)] = 0
    """The manager's mood at pick-up on difficulty 2."""
    limits: Limits = Limits()
    facts: dict[Id, Fact] = Field(default_factory=dict)
    moments: Annotated[dict[Id, Moment], Field(min_length=1)]
    """In the order of the call; it begins with the first."""
    answers: list[Answer] = Field(default_factory=list)
    """Answers to what can come at any time."""
    silence: list[Prompt] = Field(default_factory=list)
    """Replaces the common prompts."""
    endings: dict[Id, Ending] = Field(default_factory=dict)
    """The first whose guard holds is the call's ending."""
    lines: dict[Id, Wording] = Field(default_factory=dict)
    """Own words for lines of the common stock."""
    tests: list[ScenarioTest] = Field(default_factory=list)

    @property
    def expected(self) -> list[str]:
        """What a recogniser should expect to hear: who is on the line, their firm, and the candidate's own data."""
        mine = self.candidate
        people = [text for person in self.people.values() for text in (person.name, person.company)]
        return [mine.name, mine.position, mine.interview, mine.interviewer, *people]

    @cached_property
    def parts(self) -> list[tuple[PartPath, Part]]:
        """Every part with its path, as `parts_of` finds them."""
        return parts_of(self)

    @cached_property
    def written_lines(self) -> Mapping[str, Step]:
        """Every line that is written in this scenario: id → the step with its variants."""
        return _lines_written_in(self.parts)

    @property
    def main_speaker(self) -> str:
        """Id of the person called for: the one called `manager`, or else the first."""
        return "manager" if "manager" in self.people else next(iter(self.people))

    @property
    def manager(self) -> Persona:
        """The person called for."""
        return self.people[self.main_speaker]


class CommonStock(Part):
    """Common behaviour: what managers do in any call, unless the scenario has its own."""

    asks: list[Step]
    """The questions for what is needed and not known."""
    everyone: list[Answer]
    manager: list[Answer]
    receptionist: list[Answer]
    machine: list[Answer]
    moments: dict[Id, Moment]
    silence: list[Prompt]
    machine_silence: list[Prompt]
    endings: dict[Id, Ending]

    @cached_property
    def written_lines(self) -> Mapping[str, Step]:
        """Every line of the stock: id → the step with its variants."""
        return _lines_written_in(parts_of(self))


def _facts_in(steps: Iterable[Step]) -> Iterator[str]:
    """Every fact that steps or their branches can tell."""
    for step in steps:
        yield from step.reveals
        yield from _facts_in((*step.kept, *step.filled))


def _lines_written_in(parts: Iterable[tuple[PartPath, Part]]) -> dict[str, Step]:
    lines: dict[str, Step] = {}
    for _, part in parts:
        if isinstance(part, Step) and part.line and part.say:
            lines.setdefault(part.line, part)
    return lines


def parts_of(part: Part, path: PartPath = ()) -> list[tuple[PartPath, Part]]:
    """Every part within a part, itself included, with its path in the file, in the file's order."""
    found: list[tuple[PartPath, Part]] = []
    _collect(part, path, found)
    return found


def _collect(part: Part, path: PartPath, found: list[tuple[PartPath, Part]]) -> None:
    found.append((path, part))
    held = part.__dict__
    for name in _fields_with_parts(type(part)):
        value = held[name]
        if not value:
            continue
        if isinstance(value, Part):
            _collect(value, (*path, name), found)
            continue
        for key, item in value.items() if isinstance(value, dict) else enumerate(value):
            _collect(item, (*path, name, key), found)


@cache
def _fields_with_parts(kind: type[Part]) -> tuple[str, ...]:
    """Fields that hold parts; most hold texts, and a scenario has thousands of those."""
    return tuple(name for name, field in kind.model_fields.items() if _mentions_part(field.annotation))


def _mentions_part(annotation: Any) -> bool:
    if isinstance(annotation, type) and issubclass(annotation, Part):
        return True
    return any(_mentions_part(inner) for inner in get_args(annotation))


def name_parts(root: Part) -> None:
    """Gives every part that can be an edge, or leads to one, the path by which it is known."""
    for path, part in root.parts if isinstance(root, Scenario) else parts_of(root):
        if isinstance(part, Step):
            part.locate(".".join(map(str, path)))
