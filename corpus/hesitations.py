"""Where people hesitate within a turn, and for how long: turns of the corpus, cut into pieces with pauses between.

Hesitations follow what is known of them rather than one recipe: after fillers and connectives, at commas, between
sentences, and now and then in the middle of a phrase; log-normal in length (Campione & Véronis 2002), with a pace that
is the speaker's own.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from pathlib import Path

from simulator.understanding.corpus import read_voices

CORPUS = Path(__file__).parent
SHORTEST, LONGEST = 0.15, 2.0
"""Seconds of a hesitation."""
SPREAD = 0.5
"""Standard deviation of the logarithm of a pause's length."""
PACES = 0.25
"""Standard deviation of the logarithm of a speaker's own pace of pausing."""


@dataclass(frozen=True, slots=True)
class Break:
    """A place where people hesitate."""

    where: re.Pattern[str]
    chance: float
    typical: float
    """Median length in seconds."""


BREAKS = (
    Break(re.compile(r"(?:(?<=\bum)|(?<=\buh)|(?<=\ber)|(?<=\berm)|(?<=\bem)|(?<=\bhmm)),?\s+", re.I), 0.75, 0.7),
    Break(re.compile(r"\s*(?:—|–|--|…|\.\.\.)\s*"), 0.8, 0.7),
    Break(
        re.compile(r"(?:(?<=\bso)|(?<=\bbut)|(?<=\bwell)|(?<=\blike)|(?<=\bokay)),\s+|(?<=\byou know),\s+", re.I),
        0.5,
        0.55,
    ),
    Break(re.compile(r"(?:(?<=\band)|(?<=\bbecause)|(?<=\bor)|(?<=\bthat)|(?<=\bif)),?\s+", re.I), 0.12, 0.5),
    Break(re.compile(r"(?<=[.?!])\s+"), 0.55, 0.5),
    Break(re.compile(r"(?<=,)\s+"), 0.2, 0.4),
    Break(
        re.compile(r"(?:(?<=\bthe)|(?<=\bmy)|(?<=\bto)|(?<=\bof)|(?<=\bfor)|(?<=\ba)|(?<=\bwith))\s+", re.I), 0.04, 0.6
    ),
    Break(re.compile(r"(?<=\w)\s+"), 0.01, 0.5),
)
"""Of several that match at one place, the first counts."""
FILLED_SHARE = 0.12
"""Sentences that begin with a filler that is not in the text."""
FILLERS = ("Um,", "Uh,", "So, um,", "And, uh,", "Er,", "Well, um,", "And,", "So,")


def turns_of(split: str) -> list[tuple[str, str]]:
    """(voice, text) of every candidate turn in the whole calls of the corpus. Single utterances are left out: they
    are no whole turns."""
    voices = [
        voice
        for name in ("calls", "voices")
        for voice in read_voices(CORPUS / name)
        if voice.split == split and (name == "calls" or voice.name.startswith("calls"))
    ]
    return [(voice.name, example.text) for voice in voices for example in voice.examples]


def hesitant(text: str, chance: random.Random) -> list[tuple[str, float]]:
    """A turn cut where its speaker hesitates: (piece, seconds of pause after it); 0 after the last."""
    text, pace = _with_fillers(text, chance), chance.lognormvariate(0.0, PACES)
    cuts: dict[int, Break] = {}
    for place in BREAKS:
        for match in place.where.finditer(text):
            cuts.setdefault(match.end(), place)
    pieces, last = [], 0
    for cut in sorted(cuts):
        place = cuts[cut]
        spoken = re.search(r"\w", text[last:cut]) and re.search(r"\w", text[cut:])
        if spoken and chance.random() < place.chance:
            length = place.typical * pace * chance.lognormvariate(0.0, SPREAD)
            pieces.append((text[last:cut], min(LONGEST, max(SHORTEST, length))))
            last = cut
    return [*pieces, (text[last:], 0.0)]


def _with_fillers(text: str, chance: random.Random) -> str:
    def begin(match: re.Match[str]) -> str:
        if chance.random() >= FILLED_SHARE:
            return match[0]
        return f"{match[1]}{chance.choice(FILLERS)} {match[2]}"

    return re.sub(r"(^|[.?!] )(\w)", begin, text)
