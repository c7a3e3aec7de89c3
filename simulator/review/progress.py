"""What past calls say together: practice so far, the best one, and where each criterion is heading."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from simulator.record import CRITERIA, CriterionName

EFFICIENT_DOSE_CALLS = 9
"""Practice calls after which the gain of one more flattens (VR-JIT trials, Smith et al. 2014–2022)."""
GAINS_SEEN_UP_TO_CALLS = 38
"""Practice calls up to which gains were still seen (same trials)."""
TREND_CALLS = 3
"""The latest call is compared with the mean of so many before it, so that one odd call makes no trend."""
TREND_POINTS = 10
"""A smaller difference (of 100 points) is no trend; one level is 25."""

Trend = Literal["up", "steady", "down"]


class Summary(Protocol):
    """One past call; the store's summaries are such."""

    @property
    def id(self) -> str:
        """The call's id."""

    @property
    def scenario(self) -> str | None:
        """Which scenario was practised."""

    @property
    def started(self) -> str:
        """ISO 8601, local time."""

    @property
    def verdict(self) -> str:
        """As in the record."""

    @property
    def length(self) -> float:
        """Seconds."""

    @property
    def overall(self) -> int | None:
        """0–100; None when nothing was scored."""

    @property
    def points(self) -> Mapping[str, int | None]:
        """Criterion → 0–100; None where it was not scored."""

    @property
    def drill(self) -> str | None:
        """The skill that was drilled, if the call was an exercise."""

    @property
    def retry_of(self) -> str | None:
        """Id of the earlier call, if a moment of one was played again."""

    @property
    def spoken(self) -> bool:
        """The candidate said something."""


@dataclass(frozen=True)
class Progress:
    """Past calls taken together."""

    calls: int
    """Whole calls in which the candidate spoke and that were scored: these count as practice. Drills and retries of a
    moment do not: they are too short for the dose, and a retry begins with what went well before."""
    days: int
    """Different days with such a call."""
    best: Summary | None
    """The scored call with the most points; the earliest of equals."""
    points: Mapping[CriterionName, tuple[int, ...]]
    """Criterion → points of the calls that scored it, the oldest first."""

    @property
    def goal(self) -> str:
        """`Call 4 of 9`, and what it means."""
        if self.calls < EFFICIENT_DOSE_CALLS:
            left = EFFICIENT_DOSE_CALLS - self.calls
            return (
                f"Call {self.calls} of {EFFICIENT_DOSE_CALLS}: {left} more for the dose that helped most "
                "in trials of interview practice (Smith et al. 2014–2022)."
            )
        return (
            f"Call {self.calls}: all {EFFICIENT_DOSE_CALLS} done, the dose that helped most in trials; "
            f"smaller gains were seen up to {GAINS_SEEN_UP_TO_CALLS} (Smith et al. 2014–2022)."
        )


def progress(summaries: Sequence[Summary]) -> Progress:
    """Progress over calls, given in any order."""
    scored = sorted(
        (call for call in summaries if call.overall is not None and call.spoken), key=lambda call: call.started
    )
    whole = [call for call in scored if call.drill is None and call.retry_of is None]
    return Progress(
        calls=len(whole),
        days=len({call.started[:10] for call in whole}),
        best=max(whole, key=lambda call: call.overall or 0, default=None),
        points={
            name: tuple(points for call in scored if (points := call.points.get(name)) is not None)
            for name in CRITERIA
        },
    )  # fmt: skip


def trend(points: Sequence[int]) -> Trend | None:
    """Where a row of points, oldest first, is heading; None for fewer than two."""
    if len(points) < 2:
        return None
    before = points[-1 - TREND_CALLS : -1]
    change = points[-1] - sum(before) / len(before)
    if abs(change) < TREND_POINTS:
        return "steady"
    return "up" if change > 0 else "down"
