"""What speaks on this machine, for people who look for what is missing."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.errors import NoVoice
from simulator.voice.spec import VoiceSpec
from simulator.voice.synthesis import Synthesiser

PROOF = "Hello, can you hear me?"


@dataclass(frozen=True, slots=True)
class VoiceDescription:
    """The machine's synthesiser, after it has been made to speak."""

    name: str
    """Synthesiser, driver and versions."""
    voices: int
    """How many voices the driver lists."""
    english_female: bool
    english_male: bool
    problem: str | None
    """Why it does not speak and the command that mends it; None when it speaks."""


def describe(driver: str | None = None) -> VoiceDescription:
    """Start the synthesiser, list its voices and let it say one sentence. Never raises for a missing voice."""
    with Synthesiser(driver, workers=1) as synthesiser:
        try:
            voices = [voice for voice in synthesiser.voices() if not voice.id.startswith("mb/")]
            english = [voice for voice in voices if voice.speaks_english]
            synthesiser.render(PROOF, VoiceSpec())
        except NoVoice as failure:
            return VoiceDescription(synthesiser.name, 0, False, False, str(failure))
        sexes = {"female", "male"} if english and synthesiser.driver == "espeak" else {v.sex for v in english}
        return VoiceDescription(synthesiser.name, len(voices), "female" in sexes, "male" in sexes, None)
