"""The tests that a scenario holds: calls as timelines, to be run in virtual time."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from simulator.record import Verdict
from simulator.scenario.fields import Act, GuardText, Id, OneOrMore, Part, SilenceSeconds
from simulator.scenario.guards import Slot


class Expectation(Part):
    """What a test expects at this point; all of what is written must be so."""

    revealed: OneOrMore[Id] = Field(default_factory=list)
    not_revealed: OneOrMore[Id] = Field(default_factory=list)
    said: OneOrMore[Id] = Field(default_factory=list)
    """Lines said at any time so far."""
    not_said: OneOrMore[Id] = Field(default_factory=list)
    at: Id | None = None
    """The moment the call is in."""
    asks: Slot | Literal["nothing"] | None = None
    """What the manager's last question was for."""
    mood: Literal["warm", "neutral", "cool"] | None = None
    verdict: Verdict | None = None
    ending: Id | None = None
    """The call has ended, like this."""
    ended: bool | None = None
    when: OneOrMore[GuardText] = Field(default_factory=list)
    """Any other guard."""


class TestStep(Part):
    """One step of a test's timeline; exactly one of `say`, `silence`, `noise`, `hear`, `expect`."""

    __test__ = False

    say: str | None = None
    """What the candidate says, once the manager has finished (or into the pause that `silence` has reached)."""
    acts: list[Act] | None = None
    """The acts of `say`; without them the tagger decides."""
    during: Literal["pause", "speech"] | None = None
    """The candidate speaks into the manager's next pause, or cuts the manager off."""
    silence: SilenceSeconds | None = None
    """The candidate is silent for so long; the manager's own speaking is not counted."""
    noise: bool = False
    """Speech of which no words come."""
    hear: str | None = None
    """Since the candidate's last step the manager has said this line (an id) or these words."""
    expect: Expectation | None = None

    @model_validator(mode="after")
    def _is_one_thing(self) -> TestStep:
        things = (self.say, self.silence, self.noise or None, self.hear, self.expect)
        if things.count(None) != len(things) - 1:
            names = ("say", "silence", "noise", "hear", "expect")
            found = [name for name, thing in zip(names, things, strict=True) if thing is not None]
            raise ValueError(f"a test's step is one of {', '.join(names)}; here is {' and '.join(found) or 'none'}")
        if self.say is None and (self.acts is not None or self.during):
            raise ValueError("'acts' and 'during' belong to 'say'")
        return self


class ScenarioTest(Part):
    """A call as a timeline, in virtual time."""

    name: Annotated[str, Field(min_length=1)]
    seed: int = 1
    difficulty: Annotated[int, Field(ge=1, le=3)] = 2
    verdict: Verdict | None = None
    """Holds the verdict fast where it is drawn."""
    candidate: dict[Literal["name", "position", "interview", "interviewer"], str] = Field(default_factory=dict)
    """A profile that replaces the scenario's own caller."""
    steps: Annotated[list[TestStep], Field(min_length=1)]
