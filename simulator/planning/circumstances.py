"""What the planner is told: how things stand after the interview."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Channel = Literal["direct", "recruiter", "introducer"]
Agreed = Literal["they-call", "you-call", "write", "nothing"]
Feeling = Literal["very-good", "mixed", "poor"]

GRACE = timedelta(days=3)
"""After a promised day one waits so long: "they say a week: day ten" (advice P4)."""
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Circumstances:
    """How things stand; a default is what is taken for granted when nothing is said."""

    today: date
    channel: Channel = "direct"
    """Through whom the application went."""
    agreed: Agreed = "nothing"
    """Who was to get in touch, and how, as agreed in the interview."""
    promised: date | None = None
    """The day by which an answer was promised, or for which the call was agreed."""
    felt: Feeling = "mixed"
    deadline: date | None = None
    """The day by which another offer must be answered."""
    telephone_job: bool = False
    """The job itself is done on the telephone."""
    talking_easier: bool = False
    """Talking comes easier than writing."""
    reminded: bool = False
    """The recruiter has been reminded already."""
    fits_procedure: bool = True
    """First question of P3: a call keeps to the stated procedure and time scale."""
    fits_relations: bool = True
    """Second question: it supports the relationships involved."""
    helps_next_time: bool = True
    """Third question: it helps to improve next time."""

    @property
    def due(self) -> date | None:
        """The first day on which a call keeps to what was agreed; None where no day was. Never at a weekend."""
        if self.promised is None:
            return None
        return working_day(self.promised if self.agreed == "you-call" else self.promised + GRACE)

    @property
    def is_early(self) -> bool:
        """That day has not come yet."""
        return self.due is not None and self.today < self.due

    @property
    def has_offer(self) -> bool:
        """Another offer waits for an answer."""
        return self.deadline is not None and self.deadline >= self.today

    @property
    def is_pressed(self) -> bool:
        """The other offer must be answered before, or on, the day on which a call is due."""
        return self.has_offer and self.deadline is not None and (self.due is None or self.deadline <= self.due)

    @property
    def only_feedback(self) -> bool:
        """Of the three questions only the third holds: the call can teach, and hardly win this job."""
        return self.helps_next_time and not (self.fits_procedure or self.fits_relations)

    @property
    def nothing_to_gain(self) -> bool:
        """None of the three questions holds."""
        return not (self.fits_procedure or self.fits_relations or self.helps_next_time)


def working_day(day: date) -> date:
    """The day itself, or the Monday after it if nobody is in the office."""
    while day.weekday() >= SATURDAY:
        day += timedelta(days=1)
    return day


def spoken(day: date) -> str:
    """A day as one says it: Friday 4 December."""
    return f"{day:%A} {day.day} {day:%B}"
