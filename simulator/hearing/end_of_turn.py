"""How long to wait, after speech has stopped, until the turn is over.

The policy is one object with one question to answer, so that a better one can take its place.

The one that is used weighs two risks. If the turn is over, waiting makes the caller wait; if it is not, answering cuts
in. The words so far give the probability that it is over (`turn_words`); the speaker's own pauses give how likely a
pause of theirs outlasts a wait. The wait with the least expected cost is taken:

    cost(wait) = p · (wait − PROMPT) + (1 − p) · CUT_IN · P(a pause lasts longer than the wait)

Since the answer is a wait and not a moment, time already silent needs no term of its own: a wait that was best before
the silence is best while it lasts, as long as the words stay the same. They are looked at again in every frame.
"""

from __future__ import annotations

import functools
import math
from dataclasses import dataclass
from typing import Protocol

from simulator.audio import FRAME_SECONDS
from simulator.hearing.turn_words import turn_words, words_in


@dataclass(frozen=True, slots=True)
class TurnState:
    """What is known of the open turn when its speech has stopped."""

    text: str
    """The words so far: the recogniser's latest partial, lower case without punctuation; "" if there is none."""
    seconds: float
    """From the start of the turn to its last speech."""
    pauses: tuple[float, ...]
    """Lengths of the turn's inner pauses so far, in seconds."""
    earlier: tuple[float, ...] = ()
    """Those of the speaker's turns before."""


class EndOfTurnPolicy(Protocol):
    """Decides how long a silence ends a turn."""

    def wait(self, state: TurnState) -> float:
        """Seconds of silence after which this turn is over. Asked at every silent frame; must not be slow."""
        ...


FLOOR = 0.2
"""Seconds. Across languages a reply comes after about 0.2 s (Stivers 2009); sooner, it sounds like an interruption."""
PROMPT = 0.5
"""Seconds. Waiting so long costs nothing: a reply within about half a second of the last sound is prompt enough, and
voice activity takes it for 0.05 s longer than it was."""
LONGEST = 1.6
"""Seconds. Hardly a hesitation lasts longer, and nobody likes to be left hanging for longer."""
CUT_IN = 6.0
"""What it costs to cut in, in seconds of somebody's wait. With it, one turn in eighteen of the corpus's test files is
cut into (5.5 %, as `corpus/train_turns.py` prints), median delay 1.0 s; with 3 it is one in eleven, at 0.8 s."""
FALLBACK = 1.2
"""Seconds without words: plain silence of 1.2 s cuts in on one spoken turn in eighteen (127 turns with hesitations)."""

_WAITS = tuple(PROMPT + FRAME_SECONDS * step for step in range(round((LONGEST - PROMPT) / FRAME_SECONDS)))

PAUSE = 0.5
"""Median length in seconds of a pause within a turn, as in `corpus/hesitations.py`; pauses are log-normal (Campione &
Véronis 2002)."""
PAUSE_SPREAD = 0.5
"""Standard deviation of the logarithm of one speaker's pauses."""
PACE_SPREAD = 0.25
"""The same of speakers' median pauses."""
PAUSE_HEARD = 0.2
"""Seconds from which a silence counts as a pause: shorter ones are the closures of consonants."""


@dataclass(frozen=True, slots=True)
class WaitByWords:
    """Waits long when the words leave the turn open or the speaker is slow, short when they hand over the floor.

    Without words (no recogniser that gives them while one speaks) it waits FALLBACK.
    """

    patience: float = 1.0
    """Factor on every wait, of the scenario and the difficulty: 1.5 is a patient manager, 0.8 one in a hurry."""

    def wait(self, state: TurnState) -> float:
        """Seconds of silence after which the turn is over; never under FLOOR."""
        if not state.text:
            return self._patiently(FALLBACK)
        return self.wait_for(_chance_over(state.text), state)

    def wait_for(self, chance: float, state: TurnState) -> float:
        """The same when the words alone say that the turn is over with probability `chance`."""
        return self._patiently(_best_wait(round(chance, 2), typical_pause((*state.earlier, *state.pauses))))

    def _patiently(self, wait: float) -> float:
        return max(FLOOR, self.patience * wait)


@functools.lru_cache(256)
def typical_pause(pauses: tuple[float, ...]) -> float:
    """A speaker's median pause in seconds: between everybody's and what they have shown, the nearer to the latter the
    more pauses there were (posterior mean of a normal mean with known spreads, in logarithms)."""
    logs = [math.log(pause / PAUSE) for pause in pauses if pause >= PAUSE_HEARD]
    return PAUSE * math.exp(sum(logs) / (len(logs) + (PAUSE_SPREAD / PACE_SPREAD) ** 2))


@functools.lru_cache(1024)
def _best_wait(chance: float, typical: float) -> float:
    """The wait with the least expected cost for a speaker whose median pause is `typical`."""

    def cost(wait: float) -> float:
        outlasts = 0.5 * math.erfc(math.log(wait / typical) / (PAUSE_SPREAD * math.sqrt(2)))
        return chance * (wait - PROMPT) + (1 - chance) * CUT_IN * outlasts

    return min(_WAITS, key=cost)


@functools.lru_cache(64)
def _chance_over(text: str) -> float:
    return turn_words().chance(words_in(text))
