"""Which scenarios fit what lies ahead."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from simulator.planning.circumstances import Circumstances, Feeling
from simulator.planning.decision import Decision

MOST = 5
"""Calls proposed at once: some of the nine that help most, not all."""
AFTER: Final[dict[Feeling, tuple[str, ...]]] = {
    "very-good": ("hired", "second-interview", "rejected-runner-up"),
    "mixed": ("undecided", "rejected-runner-up", "hired"),
    "poor": ("rejected-with-reasons", "rejected-other-opening", "undecided"),
}
"""What the call may bring, by how the interview felt; the news that is hardest to take is always among it."""
FEEDBACK: Final = ("rejected-with-reasons", "rejected-no-feedback", "asked-for-feedback")


def scenarios_for(now: Circumstances, decision: Decision) -> list[str]:
    """Ids of scenarios to practise, what fits best first."""
    return list(dict.fromkeys(_fitting(now, decision)))[:MOST]


def _fitting(now: Circumstances, decision: Decision) -> Iterator[str]:
    if decision.action == "wait":
        yield "called-too-early"
    if now.channel == "recruiter":
        yield "recruiter-no-news"
    if now.channel == "introducer":
        yield "introducer"
    if decision.action == "write" and now.agreed == "write":
        yield "please-do-not-call"
    if now.has_offer:
        yield "competing-offer"
    yield from FEEDBACK if decision.about == "feedback" else AFTER[now.felt]
    if now.telephone_job:
        yield "mini-interview"
    yield from ("receptionist-helpful", "voicemail")
