"""Makes the small recordings in `speech/` with flite's voices: run `python tests/hearing/make_speech.py` (needs flite).

    two_turns    slt: a greeting, 2 s of quiet, a question
    hesitation   rms: one turn with 0.7 s of hesitation after "and"
    noises       no speech: clicks, a cough, a bump, keys, over a quiet room
    early        slt: speech from the recording's very first sample

The noise floor and the noises are synthesised from a fixed seed; same flite, same files.
"""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

import numpy as np
import numpy.typing as npt
import soundfile

from simulator.audio import RATE, resample, to_int16

FOLDER = Path(__file__).parent / "speech"
LEVEL = 0.08
"""Root mean square of the speech: −22 dB of full scale."""
ROOM = 0.0006
"""Root mean square of the noise floor: −64 dB."""

Samples = npt.NDArray[np.float64]


def speech(voice: str, text: str) -> Samples:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "speech.wav"
        subprocess.run(["flite", "-voice", voice, "-t", text, "-o", str(path)], check=True)
        samples, rate = soundfile.read(path, dtype="float32")
    sound = resample(samples, rate).astype(np.float64)
    loud = np.flatnonzero(np.abs(sound) > 0.01)
    sound = sound[loud[0] : loud[-1] + 1]
    return np.asarray(sound * (LEVEL / np.sqrt(np.mean(sound**2))))


def quiet(seconds: float) -> Samples:
    return np.zeros(round(seconds * RATE))


def burst(random: np.random.Generator, seconds: float, level: float, low: float, high: float) -> Samples:
    """Noise between two frequencies (Hz) that rises at once and dies away."""
    count = round(seconds * RATE)
    spectrum = np.fft.rfft(random.normal(size=count))
    frequency = np.fft.rfftfreq(count, 1 / RATE)
    spectrum[(frequency < low) | (frequency > high)] = 0
    noise = np.fft.irfft(spectrum, count) * np.exp(-np.linspace(0, 6, count))
    return np.asarray(noise * level / np.abs(noise).max())


def noises(random: np.random.Generator) -> Samples:
    click = burst(random, 0.01, 0.6, 1000, 7000)
    cough = np.concatenate((burst(random, 0.12, 0.5, 200, 4000), quiet(0.25), burst(random, 0.15, 0.4, 200, 3000)))
    bump = burst(random, 0.2, 0.5, 20, 120)
    keys = np.concatenate([piece for _ in range(6) for piece in (burst(random, 0.02, 0.2, 800, 6000), quiet(0.13))])
    return np.concatenate((quiet(0.5), click, quiet(1), click, quiet(0.1), click, quiet(1), cough, quiet(1), bump,
                           quiet(1), keys, quiet(1)))  # fmt: skip


def main() -> None:
    random = np.random.default_rng(1)
    recordings = {
        "two_turns": [
            quiet(0.5),
            speech("slt", "Hello, this is Sarah Miller, I am calling about my interview."),
            quiet(2.0),
            speech("slt", "Have you made a decision?"),
            quiet(1.5),
        ],
        "hesitation": [
            quiet(0.5),
            speech("rms", "I had an interview for the position on Tuesday and"),
            quiet(0.7),
            speech("rms", "I would like to know the result."),
            quiet(1.5),
        ],
        "noises": [noises(random)],
        "early": [speech("slt", "Thank you very much for your time."), quiet(1.5)],
    }
    FOLDER.mkdir(exist_ok=True)
    for name, pieces in recordings.items():
        sound = np.concatenate(pieces)
        sound += random.normal(0, ROOM, len(sound))
        soundfile.write(FOLDER / f"{name}.flac", to_int16(sound), RATE)


if __name__ == "__main__":
    main()
