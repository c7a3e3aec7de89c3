"""Sentences spoken by flite: a voice that is not the manager's, on every machine the same. No benchmark of its own."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from simulator.audio import Sound, read_mono

LEVEL = 2600
"""Root mean square of int16 samples: −22 dB of full scale."""


def spoken_by_flite(voice: str, sentences: Sequence[str]) -> list[Sound]:
    """The sound of each sentence, 16 kHz mono, at LEVEL. Ends the program where flite is not installed."""
    if shutil.which("flite") is None:
        sys.exit("not measured: flite (Debian package flite) is not installed")
    spoken = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sentence.wav"
        for text in sentences:
            subprocess.run(["flite", "-voice", voice, "-t", text, "-o", str(path)], check=True)
            sound = read_mono(path).astype(np.float64)
            scaled = sound * LEVEL / np.sqrt(np.mean(sound**2))
            spoken.append(np.clip(scaled, -32_768, 32_767).astype(np.int16))
    return spoken
