"""The news: which manager's line tells it, and what the verdict was where only words are known."""

from __future__ import annotations

import pytest

from simulator.record import Turn, Verdict
from simulator.scoring.news import heard_verdict, verdict_turn

CALLS: dict[Verdict, tuple[str, ...]] = {
    "hired": ("Let me see.", "We'd like to offer you the job.", "Could you start on the first?"),
    "advanced": ("Ah yes.", "They want you back in for a second interview."),
    "rejected": ("Right.", "I'm afraid we've decided to go with another candidate.", "We had one more to see as well."),
    "undecided": ("One moment.", "We're still interviewing, I'm afraid."),
    "on_hold": ("Hm.", "All hiring has been put on hold until the autumn."),
    "gatekeeper": ("She's in a meeting just now.",),
    "voicemail": (),
    "other": ("You have the wrong number.",),
}


def turns(lines: tuple[str, ...]) -> list[Turn]:
    return [Turn(speaker="manager", start=4.0 * at, end=4.0 * at + 2, text=line) for at, line in enumerate(lines)]


@pytest.mark.parametrize("verdict", CALLS)
def test_the_verdict_is_heard_from_the_words(verdict: Verdict) -> None:
    machine = "You have reached Dana Whitfield, please leave a message after the tone."
    greeting = machine if verdict == "voicemail" else "Harlow Mills, Dana speaking."
    assert heard_verdict(turns((greeting, *CALLS[verdict]))) == verdict


@pytest.mark.parametrize("verdict", ["hired", "advanced", "rejected", "undecided", "on_hold"])
def test_the_turn_that_tells_it_is_found(verdict: Verdict) -> None:
    said = turns(("Harlow Mills, Dana speaking.", *CALLS[verdict]))
    assert verdict_turn(list(enumerate(said)), verdict) == 2


@pytest.mark.parametrize(
    "line",
    [
        "Let me put you on hold just a second.",
        "You were at Great Ormond Street before, weren't you?",
        "Are you talking to anyone else?",
        "I'll put you through to her.",
        "Sorry, somebody just walked in.",
    ],
)
def test_everyday_lines_are_no_news(line: str) -> None:
    assert heard_verdict(turns(("Harlow Mills.", line))) == "other"
