"""Enthusiasm in the voice, 0–100: how far speech is from the speaker's neutral voice, or from neutral voices.

Liveliness shows in several cues at once: more vocal effort (louder, with more of the energy above 1 kHz), a quicker
tempo, little unvoiced time, and pitch that moves (Juslin & Laukka 2003; Naim et al. 2015/2018: excitement in
interviews goes with loudness, words a second and little unvoiced time, not with pitch spread alone). Each cue counts
in steps from neutral, up to a limit, so that none of them carries the score alone. No coefficient was estimated
from data: the steps come from measurements of vocal effort and of neutral speech, the weights are plain (Dawes
1979: such weights predict as well as fitted ones where data are few): effort most, then voicing; tempo and pitch
movement, which in a short stretch rest on a handful of syllables, least. The choice among such recipes (cues, weights,
the limit) was made while looking at acted speech that is not part of this package, so figures on that speech flatter
somewhat.

One step of vocal effort, from normal to raised voice, is 6 dB (ISO 9921). With each dB of loudness the level of
2–5 kHz grows by 1.6 dB or so (Nordenberg & Sundberg 2004), which is 4 dB more than the whole.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from simulator.audio import read_channels
from simulator.scoring.voice_measures import VoiceMeasures, measure_voice

MOST_STEPS: Final = 1.5
"""From a normal to a loud voice: what lies beyond is shouting, and no more enthusiasm."""
HALF_SCALE: Final = 50.0
"""The most steps in every cue are 100 points, or none."""
CAREFUL: Final = 0.6
"""Without a baseline half of the distance from neutral is the speaker's ordinary voice: the score stays nearer 50."""


@dataclass(frozen=True, slots=True)
class Cue:
    """How one measure speaks for liveliness."""

    weight: float
    step: float
    """Difference from neutral that counts as one step."""
    neutral: float | None
    """What neutral voices have; None for what only a baseline can tell."""
    spread: float
    """Step without a baseline: wider by how much neutral voices differ from one another."""


SPECTRUM_WEIGHT: Final = 2.0
"""Of the three measures of the spectrum together."""
CUES: Final[dict[str, Cue]] = {
    # louder: counts only against a baseline of the same session, for a microphone moves and gains differ
    "loudness": Cue(2.0, 6.0, None, 6.0),
    # more energy above 1 kHz; neutral and spread: average speech spectrum of 12 languages (Byrne et al. 1994)
    "balance": Cue(SPECTRUM_WEIGHT / 3, 4.0, -12.0, 5.0),
    "steepness": Cue(SPECTRUM_WEIGHT / 3, -4.0, 24.0, -5.0),
    "brightness": Cue(SPECTRUM_WEIGHT / 3, 4.0, 0.0, 5.0),
    # quicker: 4–5 syllables a second, ±0.7 between people (Jacewicz et al. 2009; De Jong & Wempe 2009 find fewer)
    "tempo": Cue(0.5, 0.7, 4.2, 0.8),
    # little unvoiced time: some three quarters of read speech are voiced
    "voiced": Cue(1.0, 0.1, 0.75, 0.1),
    # pitch that moves: one part of twelve, for pitch spread alone is no enthusiasm
    "pitch_movement": Cue(0.5, 1.0, 2.5, 1.0),
}


def vocal_enthusiasm(
    measures: VoiceMeasures, baseline: VoiceMeasures | None = None, *, same_session: bool = False
) -> float:
    """How lively a voice is, 0–100; 50 is neutral.

    `baseline` is the speaker's neutral voice. Loudness counts only when it was recorded in the same session, at the
    same microphone and gain. Without a baseline the score is more careful and stays within 20–80.
    """
    total = weights = 0.0
    for name, cue in CUES.items():
        if name == "loudness" and (baseline is None or not same_session):
            continue
        neutral = cue.neutral if baseline is None else getattr(baseline, name)
        step = cue.spread if baseline is None else cue.step
        steps = float(np.clip((getattr(measures, name) - neutral) / step, -MOST_STEPS, MOST_STEPS))
        total += cue.weight * steps
        weights += cue.weight
    points = HALF_SCALE * total / (weights * MOST_STEPS)
    return 50.0 + (points if baseline is not None else CAREFUL * points)


def analyse(file: Path, baseline: Path | None = None) -> dict[str, Any]:
    """Measures and score of a sound file's first channel: {enthusiasm, measures, baseline, why}.

    `baseline` is the speaker's neutral voice, recorded in the same session. `enthusiasm` is None, with the reason in
    `why`, when there is too little speech. Raises BadAudio.
    """
    measures = measure_voice(read_channels(file)[:, 0])
    neutral = measure_voice(read_channels(baseline)[:, 0]) if baseline is not None else None
    if measures is None:
        why = "less than half a second of voiced speech"
    elif baseline is not None and neutral is None:
        why = "the baseline holds less than half a second of voiced speech and was not used"
    else:
        why = "" if baseline is not None else "no baseline: compared with neutral voices at large, and more careful"
    return {
        "enthusiasm": None if measures is None else round(vocal_enthusiasm(measures, neutral, same_session=True), 1),
        "measures": None if measures is None else measures.to_dict(),
        "baseline": None if neutral is None else neutral.to_dict(),
        "why": why,
    }
