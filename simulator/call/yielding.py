"""How the manager yields to a voice: falls silent to listen, then goes on or gives up the floor.

Within 0.2 s of its beginning nobody can tell a question from an "mm-hm". So the manager does what people do: stops at
once, and listens. If it was a backchannel, a cough or nothing at all, the manager goes on at the beginning of the word
in which the line broke off, and the line counts as said; if it goes on, or asks for the floor, the line ends where it
was broken off, and what was not said was not said. The lengths are those of `simulator.turn_taking`.
"""

from __future__ import annotations

from dataclasses import dataclass

from simulator.audio import frames_in
from simulator.call.mouth import Mouth
from simulator.turn_taking import (
    BACKCHANNEL_SECONDS,
    GOING_ON_SECONDS,
    HUSH_SECONDS,
    LISTEN_ON_SECONDS,
    NORMAL_OVERLAP_SECONDS,
    claims_floor,
    is_backchannel,
)


@dataclass
class Voice:
    """The candidate's voice in one piece: breaks shorter than LISTEN_ON_SECONDS are bridged. Lengths are in frames."""

    over: bool = True
    """It has ended; what follows is said of the last one."""
    onset: int = 0
    """Frame at which it began."""
    length: int = 0
    """From its onset to its last sound so far."""
    run: int = 0
    """Its last stretch without any break, up to now; 0 in a break."""
    _quiet: int = 0

    def step(self, voiced: bool, now: int) -> None:
        """Takes frame `now`."""
        if voiced:
            self.onset = now if self.over else self.onset
            self.over, self._quiet = False, 0
            self.length = now + 1 - self.onset
            self.run += 1
            return
        self.run = 0
        self._quiet += 1
        self.over = self.over or self._quiet >= frames_in(LISTEN_ON_SECONDS)


@dataclass(frozen=True, slots=True)
class Speech:
    """What is known of the words of the voice over the manager's."""

    text: str = ""
    """As far as they are made out; a recogniser's guesses at a single short word are seldom right."""
    certain: bool = False
    """They were typed: the whole of them is known, and right."""
    closing: bool = False
    """The manager is saying goodbye."""

    @property
    def is_backchannel(self) -> bool:
        """No more than a listener's token, so far."""
        return is_backchannel(self.text, closing=self.closing)


def yields(mouth: Mouth, voice: Voice, speech: Speech, now: int, *, answering: bool) -> bool:
    """Lets the manager fall silent or go on, as the voice demands; gives whether the floor is to be given up.

    Called at every frame in which a line is under way. `answering`: the manager has just begun to answer, and who
    speaks now had probably not finished.
    """
    if not mouth.hushed and _calls_for_silence(mouth, voice, speech, answering=answering):
        mouth.hush(now)
    if not mouth.hushed:
        return False
    if voice.over:
        if not claims_floor(speech.text):
            mouth.go_on()
        return mouth.hushed
    long_enough = voice.length >= frames_in(GOING_ON_SECONDS if answering else BACKCHANNEL_SECONDS)
    return (speech.certain or long_enough) and not speech.is_backchannel


def _calls_for_silence(mouth: Mouth, voice: Voice, speech: Speech, *, answering: bool) -> bool:
    if speech.certain and speech.is_backchannel:
        return False
    # who has almost finished finishes
    return voice.run >= frames_in(HUSH_SECONDS) and (answering or mouth.remaining > NORMAL_OVERLAP_SECONDS)
