"""The kinds of value a scenario's fields can have: ids, texts, guards, times, and what `on:` can name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, ClassVar, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
)

from simulator.record import Verdict
from simulator.scenario.guards import parse_guard
from simulator.scenario.words import ID, LONGEST_ID, check_text
from simulator.understanding.acts import ACTS

if TYPE_CHECKING:  # only the schema needs them, and they take their time
    from pydantic import GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import CoreSchema
    from typing_extensions import Self

HAPPENINGS: dict[str, str] = {
    "interruption": "the candidate cut the manager off",
    "turn-resumed": "the manager began to answer too soon, and the candidate goes on",
    "wrong-position": "the candidate named another job than the one they were interviewed for",
    "name-learnt": "the candidate has just said who they are",
    "answered-before": "the candidate asks again for what has been answered; the answer is said again",
    "answered-twice": "the candidate asks a third time",
    "not-heard": "there was speech, but no words came",
    "not-understood": "there were words, but no meaning was found in them",
    "unknown-question": "the candidate asks something to which nothing that is written here is an answer",
    "asks-who": "the candidate asks who is on the line",
    "line-check": "the candidate asks whether anybody is there, or can hear them",
    "anything": "nothing else fits what the candidate said",
    "anything-else": "the candidate only thanked or agreed; does the manager have more to do?",
    "nothing-more": "the candidate has said that this is all",
    "too-long": "the call has reached its limit",
}
"""What `on:` can name beside the acts → when it happens."""


def _check_id(value: str) -> str:
    if len(value) > LONGEST_ID or not ID.fullmatch(value):
        raise ValueError(f"{value[:LONGEST_ID]!r} is no id; use small letters, digits and single hyphens")
    return value


def _check_trigger(value: str) -> str:
    if value not in ACTS and value not in HAPPENINGS:
        raise ValueError(f"{value!r} is neither an act nor a happening; docs/scenarios.md lists both")
    return value


def _check_act(value: str) -> str:
    if value not in ACTS:
        raise ValueError(f"no act is called {value!r}; docs/scenarios.md lists them")
    return value


def _check_guard(value: str) -> str:
    parse_guard(value)
    return value


def _check_variants(value: list[str]) -> list[str]:
    if len(set(value)) < len(value):
        raise ValueError("two variants are the same")
    return value


class _ShortForm:
    """For the JSON Schema: a value that may also be written as its only item, or only key."""

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        whole = handler.resolve_ref_schema(handler(core))
        return {"anyOf": [whole.get("items") or whole.get("propertyNames"), whole]}


_Item = TypeVar("_Item")
OneOrMore = Annotated[
    list[_Item], BeforeValidator(lambda value: [value] if isinstance(value, str) else value), _ShortForm()
]
"""A list that may be written as its only item."""
Id = Annotated[
    str, AfterValidator(_check_id), Field(json_schema_extra={"pattern": f"^{ID.pattern}$", "maxLength": LONGEST_ID})
]
Text = Annotated[str, Field(max_length=800), AfterValidator(check_text)]
"""One variant: a text with placeholders."""
Variants = Annotated[list[Text], Field(min_length=2), AfterValidator(_check_variants)]
"""At least two, so that a person who calls again does not meet a tape."""
GuardText = Annotated[str, AfterValidator(_check_guard)]
Act = Annotated[str, AfterValidator(_check_act), Field(json_schema_extra={"enum": [*ACTS]})]
Trigger = Annotated[str, AfterValidator(_check_trigger), Field(json_schema_extra={"enum": [*ACTS, *HAPPENINGS]})]
AdviceId = Annotated[str, Field(pattern=r"^(P[1-6]|C([1-9]|1[0-4]))$")]
PauseSeconds = Annotated[float, Field(ge=0.5, le=30, allow_inf_nan=False)]
SilenceSeconds = Annotated[float, Field(gt=0, le=120, allow_inf_nan=False)]
Weight = Annotated[float, Field(ge=0, le=10, allow_inf_nan=False)]


def _check_weights(value: dict[Verdict, float]) -> dict[Verdict, float]:
    if not sum(value.values()) > 0:
        raise ValueError("at least one weight must be above 0")
    return value


Verdicts = Annotated[
    dict[Verdict, Weight],
    BeforeValidator(lambda value: {value: 1} if isinstance(value, str) else value),
    AfterValidator(_check_weights),
    _ShortForm(),
]
"""Verdict → weight with which it is drawn; a fixed one may be written as a word."""


class Part(BaseModel):
    """What all parts of a scenario share: a field that the format does not know is a fault."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    _where: ClassVar[str] = ""
    # not pydantic's private attribute, which would cost every part a dictionary of its own

    def __deepcopy__(self, memo: dict[int, Any] | None = None) -> Self:
        """A part never changes, so that it is its own copy."""
        return self

    @property
    def where(self) -> str:
        """Path of this part in its file, such as `moments.verdict.answers.2`: its name as an edge of the call."""
        return self._where

    def locate(self, where: str) -> None:
        """Sets `where`; it is known only when the whole file has been read."""
        self.__dict__["_where"] = where
