"""What a voice is asked for: the persona's voice, the mood of a line, and the two together with the words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple, Protocol


class Voice(Protocol):
    """Anything that describes a persona's voice; `VoiceSpec` is the plain one."""

    @property
    def sex(self) -> str:
        """`female` or `male`."""

    @property
    def rate(self) -> int:
        """Words per minute."""

    @property
    def pitch(self) -> int:
        """0 (low) to 100 (high); 50 is the synthesiser's own."""

    @property
    def accent(self) -> str:
        """A language tag: `en-us`, `en-gb` …"""


@dataclass(frozen=True, slots=True)
class VoiceSpec:
    """A persona's voice."""

    sex: str = "female"
    """`female` or `male`."""
    rate: int = 170
    """Words per minute, 80 to 450 (espeak's range)."""
    pitch: int = 50
    """0 (low) to 100 (high); 50 is the synthesiser's own pitch for that sex."""
    accent: str = "en-us"
    """A language tag: `en-us`, `en-gb` …"""


@dataclass(frozen=True, slots=True)
class Mood:
    """How a mood changes a voice. Small steps: the words carry the mood, the voice only agrees with them."""

    rate: float = 1.0
    """Factor on the words per minute."""
    pitch: int = 0
    """Steps added to the pitch of 0 to 100."""
    gain: float = 0.0
    """dB added to the level."""


MOODS = {
    "neutral": Mood(),
    "warm": Mood(rate=0.97, pitch=4),
    "cool": Mood(rate=0.96, pitch=-3),
    "hurried": Mood(rate=1.15, pitch=3),
    "annoyed": Mood(rate=1.06, pitch=-3, gain=1.5),
    "sad": Mood(rate=0.90, pitch=-8, gain=-2.0),
}
"""Directions after Murray & Arnott, "Toward the simulation of emotion in synthetic speech" (JASA 93, 1993), table 1:
anger faster and louder, sadness slower, lower and softer, happiness higher. Annoyance is cold anger, so lower;
coolness has the slower and lower of their disgust, in small, and none of the loudness."""


class Utterance(NamedTuple):
    """Words, who says them, and in what mood. A mood that is not in MOODS is spoken as neutral."""

    text: str
    voice: Voice
    mood: str = "neutral"


def has_words(text: str) -> bool:
    """Whether there is anything to say: "…" and "—" hold no word."""
    return any(character.isalnum() for character in text)
