"""Words to acts: which dialogue acts one turn of the candidate carries."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Final

from simulator.understanding.acts import ACTS
from simulator.understanding.patterns import acts_hinted, manager_cues
from simulator.understanding.words import words_of


@dataclass(frozen=True, slots=True)
class Context:
    """What a turn answers: "yes" after "Thursday at two?" is more than a yes."""

    manager_said: str = ""
    """The manager's last words before the turn; empty when unknown."""
    verdict: str = "unknown"
    """The verdict told so far (see `record.Verdict`), or "unknown"."""


NO_CONTEXT: Final = Context()


class Tagger:
    """Finds the acts of an utterance, as typed or as a recogniser heard it."""

    def acts(self, text: str, context: Context = NO_CONTEXT) -> list[str]:
        """The acts of one candidate turn, in the order of `ACTS`; empty when there is none."""
        probabilities = self.probabilities(text, context)
        return [act for act in ACTS if probabilities[act] >= 0.5]

    def probabilities(self, text: str, context: Context = NO_CONTEXT) -> dict[str, float]:
        """Act → how likely the turn carries it, 0–1, for every act."""
        words = words_of(text)
        found = set(acts_hinted(" ".join(words)))
        cues = manager_cues(" ".join(words_of(context.manager_said)))
        _weigh(found, words, cues, context.verdict)
        return {act: 0.9 if act in found else 0.05 for act in ACTS}


def _weigh(found: set[str], words: list[str], cues: frozenset[str], verdict: str) -> None:
    bad = verdict in ("rejected", "undecided", "on_hold") or cues & {"bad_news", "no_news"}
    asked = cues & {"asks_yes_no", "offers_time", "asks_still_there"}
    for act, cue in _ANSWERS.items():
        if cue in cues and words and not found - {"confirmation", "self_introduction"} and len(words) < 12:
            found.add(act)
    if "offers_time" in cues and "confirmation" in found:
        found.add("availability")
    if "backchannel" in found and len(found) > 1:
        found.discard("backchannel")
    if "backchannel" in found and (asked or bad):
        found.discard("backchannel")
        found.add("confirmation" if asked else "acceptance")
    if "acceptance" in found and "dispute" in found:
        found.discard("acceptance")
    if "apology" in found and "clarification_request" in found and len(words) < 4:
        found.discard("apology")


_ANSWERS: Final = {
    "self_introduction": "asks_name",
    "position_mention": "asks_position",
    "interview_mention": "asks_interview",
}


@functools.cache
def tagger() -> Tagger:
    """The shared tagger, made at the first call."""
    return Tagger()
