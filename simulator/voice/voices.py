"""Which of the machine's voices speaks for a persona. A voice that is missing is replaced and noted, never an error."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from simulator.voice.spec import Voice


@dataclass(frozen=True, slots=True)
class SystemVoice:
    """One voice of the machine, as pyttsx3 lists it, in one notation for all drivers."""

    id: str
    name: str
    languages: tuple[str, ...]
    """Language tags in lower case with hyphens: `en-us`."""
    sex: str | None
    """`female`, `male`, or None where the driver does not say."""

    @property
    def speaks_english(self) -> bool:
        return any(_language(tag) == "en" for tag in self.languages)


class Choice(NamedTuple):
    """The voice to ask the driver for."""

    id: str | None
    """The driver's voice id; None is the driver's default voice."""
    note: str | None
    """What the persona asked for and this machine lacks."""


PREFERRED = ("samantha", "ava", "alex", "tom", "karen", "daniel", "kate", "serena", "zira", "david", "hazel", "george")
"""Plain-spoken voices of macOS and Windows, taken before others of the same language and sex: macOS lists joke
voices (Bells, Bad News …) as English too."""

ESPEAK_VARIANTS = {"female": ("f4", "f2", "f3"), "male": ("", "m5", "m3")}
"""espeak's variants of a voice for a low (< 40), middle and high (> 60) pitch, so that two people of one sex differ
by more than pitch. espeak gives every English voice as male; a variant makes it female. Chosen among espeak-ng
1.52's by measuring one sentence with Praat: a clear voice (harmonics-to-noise ratio from 11.9 dB), a lively one (pitch
spread from 1.3 semitones), and at most 8 dB less in 1 to 3.4 kHz, where consonants are told apart, than in all. Median
pitch of the six at 50: 173, 186, 200 Hz and 98, 99, 100 Hz. `steph` and `anika` are clearer (25 dB) but have 18 to
20 dB less up there: mumbled over a telephone."""


def system_voice(voice_id: str, name: str | None, languages: Sequence[object], gender: str | None) -> SystemVoice:
    """A voice in our notation: nsss says `VoiceGenderFemale` and `en_US`, sapi5 `Female` and `en-US`."""
    gender = (gender or "").lower()
    sex = "female" if gender.endswith("female") else "male" if gender.endswith("male") else None
    tags = (str(tag).strip().lower().replace("_", "-") for tag in languages if tag)
    return SystemVoice(voice_id, name or voice_id, tuple(tag for tag in tags if tag), sex)


def choose_voice(voices: Sequence[SystemVoice], wanted: Voice, driver: str) -> Choice:
    """The voice nearest to what is wanted: accent and sex, then sex in any English, then any English."""
    if driver == "espeak":
        return _espeak_choice(voices, wanted)
    if not voices:
        return Choice(None, "this machine does not list its voices; its default voice speaks for everyone")
    accent = _tag(wanted.accent)
    best = min(voices, key=lambda voice: _distance(voice, accent, wanted.sex))
    lacks = []
    if best.sex != wanted.sex:
        lacks.append(wanted.sex)
    if not _has_tag(best, accent):
        lacks.append(accent)
    note = f"no {' '.join(lacks)} voice on this machine; {best.name} speaks instead" if lacks else None
    return Choice(best.id, note)


def _espeak_choice(voices: Sequence[SystemVoice], wanted: Voice) -> Choice:
    accent = _tag(wanted.accent)
    usable = [voice for voice in voices if not voice.id.startswith("mb/")]  # MBROLA's voices need MBROLA's data
    exact = [voice for voice in usable if _has_tag(voice, accent)]
    near = exact or [v for tag in (_language(accent), "en-us", "en-gb") for v in usable if _has_tag(v, tag)]
    if not near:
        return Choice(None, f"espeak lists no voice for {accent}; its default voice speaks instead")
    variants = ESPEAK_VARIANTS.get(wanted.sex, ESPEAK_VARIANTS["female"])
    variant = variants[0 if wanted.pitch < 40 else 1 if wanted.pitch <= 60 else 2]
    note = None if exact else f"no {accent} voice in espeak; {near[0].name} speaks instead"
    return Choice(f"{near[0].id}+{variant}" if variant else near[0].id, note)


def _distance(voice: SystemVoice, accent: str, sex: str) -> tuple[int, int, int, int, str]:
    """Smaller is nearer: English at all, then sex, then accent, then a plain-spoken name."""
    language = _language(accent)
    name = voice.name.lower()
    rank = next((i for i, known in enumerate(PREFERRED) if known in name), len(PREFERRED))
    return (
        0 if any(_language(tag) == language for tag in voice.languages) else 1,
        0 if voice.sex == sex else 1 if voice.sex is None else 2,
        0 if _has_tag(voice, accent) else 1,
        rank,
        voice.id,
    )


def _tag(accent: str) -> str:
    return accent.strip().lower().replace("_", "-")


def _language(tag: str) -> str:
    return tag.partition("-")[0]


def _has_tag(voice: SystemVoice, tag: str) -> bool:
    return tag in voice.languages
