"""Makes the recorded candidates' sound again: `python -m simulator.demo.make_candidates` (needs flite)."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

import numpy as np
import soundfile

from simulator.audio import RATE, read_mono
from simulator.demo.candidates import CANDIDATES, FOLDER, clip_path
from simulator.errors import MissingPart

LEVEL = 0.08
"""Root mean square, full scale 1: −22 dB, an ordinary level for a microphone."""
NOISE = 0.0006
"""Room tone, so that the recogniser's silence model has something to hold on to."""


def main() -> None:
    """Writes one FLAC file a line."""
    flite = shutil.which("flite")
    if flite is None:
        raise MissingPart("flite, which speaks the candidates' lines, is not installed", "sudo apt install flite")
    FOLDER.mkdir(exist_ok=True)
    rng = np.random.default_rng(0)
    for quality, candidate in CANDIDATES.items():
        for number, line in enumerate(candidate.lines):
            with tempfile.TemporaryDirectory() as folder:
                spoken = Path(folder) / "line.wav"
                subprocess.run([flite, "-voice", candidate.voice, "-t", line.text, "-o", spoken], check=True)  # noqa: S603 - ours
                samples = read_mono(spoken).astype(np.float64) / 32_768
            samples *= LEVEL / np.sqrt(np.mean(samples**2))
            samples += rng.normal(0, NOISE, len(samples))
            soundfile.write(clip_path(quality, number), np.clip(samples, -1, 1), RATE, subtype="PCM_16")


if __name__ == "__main__":
    main()
