"""How well the voice tells happy from calm and sad speech: areas under the curve, with confidence intervals, by sex.

    python -m benchmarks.vocal FOLDER [--json] [--short]

FOLDER holds clips named `speaker-emotion-strength-sentence-take.*` (emotion: happy, calm, sad, neutral; odd speakers
male), as in RAVDESS. No coefficient was estimated on them, but the recipe was chosen while looking at RAVDESS: there,
the figures are not those of unseen speakers. Baselines are the mean of the speaker's neutral clips. Intervals: 95 %,
bootstrap over speakers. Also shown: how far ±12 dB of gain move a score.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path

import numpy as np

from simulator.audio import read_channels
from simulator.scoring.prosody import vocal_enthusiasm
from simulator.scoring.voice_measures import VoiceMeasures, measure_voice

LIVELY, SUBDUED = ("happy",), ("calm", "sad")
RESAMPLES = 1000
GAINS_DB = (-12.0, 12.0)
MODES = {"baseline": "with the neutral clips of the session", "profile": "with them, loudness aside", "alone": "alone"}

Clip = tuple[str, str, VoiceMeasures]
"""Speaker, emotion, measures."""


def area_under_curve(positive: Sequence[float], negative: Sequence[float]) -> float:
    """Probability that a positive scores higher than a negative; ties count half."""
    high, low = np.asarray(positive)[:, None], np.asarray(negative)[None, :]
    return float(np.mean((high > low) + 0.5 * (high == low)))


def mean_measures(clips: Sequence[VoiceMeasures]) -> VoiceMeasures:
    """The mean of each measure."""
    return VoiceMeasures(*(float(np.mean([getattr(clip, field.name) for clip in clips])) for field in fields(clips[0])))


def read_clips(folder: Path) -> list[Clip]:
    """Every clip that could be measured."""
    found = []
    for path in sorted(folder.iterdir()):
        parts = path.stem.split("-")
        if len(parts) >= 2 and parts[1] in (*LIVELY, *SUBDUED, "neutral"):
            measured = measure_voice(read_channels(path).mean(axis=1))
            if measured is not None:
                found.append((parts[0], parts[1], measured))
    return found


def scores(clips: Sequence[Clip], mode: str) -> dict[str, tuple[list[float], list[float]]]:
    """Speaker → scores of the lively and of the subdued clips."""
    neutral: dict[str, list[VoiceMeasures]] = defaultdict(list)
    for speaker, emotion, measured in clips:
        if emotion == "neutral":
            neutral[speaker].append(measured)
    found: dict[str, tuple[list[float], list[float]]] = defaultdict(lambda: ([], []))
    for speaker, emotion, measured in clips:
        if emotion == "neutral":
            continue
        baseline = None if mode == "alone" else mean_measures(neutral[speaker])
        score = vocal_enthusiasm(measured, baseline, same_session=mode == "baseline")
        found[speaker][emotion in SUBDUED].append(score)
    return found


def area(by_speaker: dict[str, tuple[list[float], list[float]]], speakers: Sequence[str]) -> float:
    """Area under the curve over all clips of these speakers (one may be drawn more than once)."""
    return area_under_curve(
        [score for speaker in speakers for score in by_speaker[speaker][0]],
        [score for speaker in speakers for score in by_speaker[speaker][1]],
    )


def interval(by_speaker: dict[str, tuple[list[float], list[float]]], speakers: Sequence[str]) -> tuple[float, float]:
    """95 % interval of the area, speakers resampled."""
    drawn = np.random.default_rng(0).choice(list(speakers), (RESAMPLES, len(speakers)))
    low, high = np.percentile([area(by_speaker, list(some)) for some in drawn], [2.5, 97.5])
    return float(low), float(high)


def most_moved_by_gain(folder: Path, count: int = 12) -> float:
    """Largest change of a score, in points, when the clip (and its baseline) is made louder or softer by 12 dB."""
    paths = sorted(folder.iterdir())
    moved = 0.0
    for path in paths[:: max(1, len(paths) // count)]:
        samples = read_channels(path).mean(axis=1)
        plain = measure_voice(samples)
        for gain in GAINS_DB:
            louder = measure_voice(samples * 10 ** (gain / 20))
            if plain and louder:
                moved = max(moved, abs(vocal_enthusiasm(louder) - vocal_enthusiasm(plain)))
    return moved


def main(arguments: list[str]) -> int:
    """Prints the areas by mode and sex."""
    options = {argument for argument in arguments if argument.startswith("--")}
    folders = [Path(argument) for argument in arguments if not argument.startswith("--")]
    if len(folders) != 1 or options - {"--json", "--short"}:
        print(__doc__, file=sys.stderr)
        return 2
    clips = read_clips(folders[0])
    speakers = sorted({speaker for speaker, _, _ in clips})
    groups = {
        "all": speakers,
        "male": [speaker for speaker in speakers if int(speaker) % 2],
        "female": [speaker for speaker in speakers if not int(speaker) % 2],
    }
    table = {
        mode: {
            group: (round(area(by_speaker, some), 3), *(round(end, 3) for end in interval(by_speaker, some)))
            for group, some in groups.items()
        }
        for mode in MODES
        for by_speaker in [scores(clips, mode)]
    }
    moved = None if "--short" in options else round(most_moved_by_gain(folders[0]), 2)
    if "--json" in options:
        print(json.dumps({"clips": len(clips), "areas": table, "moved_by_12_dB": moved}, indent=1))
        return 0
    print(f"{len(clips)} clips, {len(speakers)} speakers: happy against calm and sad, area under the curve [95 %]")
    for mode, row in table.items():
        cells = "   ".join(
            f"{group} {middle:.3f} [{low:.3f}, {high:.3f}]" for group, (middle, low, high) in row.items()
        )
        print(f"  {MODES[mode]:<40} {cells}")
    if moved is not None:
        print(f"  12 dB of gain move a score by at most {moved} points of 100")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
