"""What a room does to the manager's voice: how loud its echo is in the microphone, how late, and for how long.

Five sweeps are played. Correlating what was heard with what was played squeezes each sweep into a peak at the echo's
delay, 30 dB out of the noise (a matched filter; Farina 2000 measures rooms in this way); what follows the peak is the
room's decay.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from simulator.audio import FRAME_SAMPLES, FULL_SCALE, RATE, Sound, to_int16
from simulator.voice.level import SPEECH_LEVEL

LOW, HIGH = 300.0, 3400.0
"""Hz; the telephone band, in which the manager speaks."""
SWEEP_SECONDS = 0.3
PERIOD_SECONDS = 1.2
"""From sweep to sweep: an echo may come up to 0.6 s late (wireless loudspeakers take 0.3 s) and decay for 0.3 s."""
QUIET_SECONDS = 0.8
"""Before the first sweep, for the noise floor."""
LOUD_SWEEPS, SOFT_SWEEPS = 3, 2
SOFTER = 12.0
"""dB; a microphone that evens this out has an automatic gain control of its own."""
GAIN_FOLLOWS = 4.0
"""dB that the soft sweeps come back louder than they should, from which on the gain is not constant."""
LONGEST_DELAY = 0.6
"""Seconds."""
FOUND = 15.0
"""dB by which the echo's peak stands out of the correlation with noise; noise alone comes to 11 or 12."""
DECAYED = 35.0
"""dB under its beginning at which an echo counts as gone: −20 dBov of speech and an echo of −6 dB leave −61 dB."""
ONSET = RATE // 20
"""Samples from a sweep's beginning until it is as loud as half its mean level: 46 ms under a Hann window."""
STEP = RATE // 200
"""Samples over which the decay is smoothed: 5 ms."""
UNHEARD = -78.0
"""dB of full scale. Softer speech than this the voice activity does not notice in any room (our own lines played
through a simulated room, from −20 to −80 dB)."""
MASKED = 8.0
"""dB under the noise at which it does not notice speech either; at 4 dB it still does."""

Samples = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Room:
    """What was measured."""

    noise: float
    """The microphone's level in a quiet moment, dB of full scale."""
    echo: float | None
    """The echo's level, dB relative to what was played; None if there is none to be found."""
    delay: float | None
    """Seconds from the hand-over of a frame to the loudspeaker until its echo arrives."""
    decay: float | None
    """Seconds from then until the echo has fallen by 35 dB or into the noise."""
    gain_follows: bool = False
    """The microphone evens out loud and soft: an automatic gain control that should be turned off."""

    @property
    def tail(self) -> float | None:
        """Seconds from the hand-over of a frame to the loudspeaker until its echo is gone."""
        return None if self.delay is None or self.decay is None else self.delay + self.decay

    @property
    def silent(self) -> bool:
        """The microphone does not hear the manager: headphones."""
        return self.echo is None or SPEECH_LEVEL + self.echo < max(UNHEARD, self.noise - MASKED)


def probe() -> Sound:
    """What is to be played: a quiet moment, three sweeps as loud as the manager, two softer ones; 7 s in whole frames.

    Linear sweeps through the telephone band under a Hann window, which keeps the correlation's sidelobes down.
    """
    t = np.arange(round(SWEEP_SECONDS * RATE)) / RATE
    phase = 2 * np.pi * (LOW * t + (HIGH - LOW) / (2 * SWEEP_SECONDS) * t**2)
    sweep = np.sin(phase) * np.hanning(len(t))
    sweep *= 10 ** (SPEECH_LEVEL / 20) / np.sqrt(np.mean(sweep**2))
    played = np.zeros(round((QUIET_SECONDS + (LOUD_SWEEPS + SOFT_SWEEPS) * PERIOD_SECONDS) * RATE))
    for number in range(LOUD_SWEEPS + SOFT_SWEEPS):
        at = round((QUIET_SECONDS + number * PERIOD_SECONDS) * RATE)
        played[at : at + len(sweep)] = sweep if number < LOUD_SWEEPS else sweep * 10 ** (-SOFTER / 20)
    return to_int16(np.pad(played, (0, -len(played) % FRAME_SAMPLES)))


def measured(played: Sound, heard: Sound) -> Room | None:
    """The room, from what the loudspeaker was given (`probe`) and what the microphone brought meanwhile.

    Both of shape (n,) with the same clock: sample i of `heard` arrived when sample i of `played` was handed over.
    None if the probe is not in `played` as a whole.
    """
    out, back = _in_band(played), _in_band(heard)
    sounding = np.flatnonzero(np.abs(played) > FULL_SCALE * 10 ** (SPEECH_LEVEL / 20) / 2)
    whole = round((LOUD_SWEEPS + SOFT_SWEEPS) * PERIOD_SECONDS * RATE)
    if not len(sounding) or len(heard) < sounding[0] - ONSET + whole:
        return None
    first = int(sounding[0]) - ONSET
    noise = heard[max(0, first - RATE // 2) : first].astype(np.float64)
    response = _response(out, back)
    level = round(_decibel(float(np.mean((noise / FULL_SCALE) ** 2))), 1)
    delay = _delay(response)
    if delay is None:
        return Room(level, None, None, None)
    decay = _decay(response, delay)
    quiet = float(np.mean(back[max(0, first - RATE // 2) : first] ** 2))
    loud = _echoes(out, back, first, range(LOUD_SWEEPS), delay, decay, quiet)
    soft = _echoes(out, back, first, range(LOUD_SWEEPS, LOUD_SWEEPS + SOFT_SWEEPS), delay, decay, quiet)
    return Room(
        noise=level,
        echo=round(loud.level, 1),
        delay=round(delay / RATE, 3),
        decay=round(decay / RATE, 3),
        # told from the soft sweeps only where they stand out of the noise
        gain_follows=soft.heard > 2 * soft.noise and soft.level - loud.level >= GAIN_FOLLOWS,
    )


@dataclass(frozen=True, slots=True)
class _Echoes:
    """Energies, summed over some sweeps and what comes back of them."""

    played: float
    heard: float
    noise: float
    """As much as there would be of it in the same time."""

    @property
    def level(self) -> float:
        """dB of the echo relative to what was played."""
        return _decibel(max(self.heard - self.noise, 1e-9) / self.played)


def _echoes(
    played: Samples, heard: Samples, first: int, numbers: range, delay: int, decay: int, quiet: float
) -> _Echoes:
    """The sweeps of these numbers, the first of all of which begins at sample `first`; `quiet` is the noise's power."""
    starts = [first + round(number * PERIOD_SECONDS * RATE) for number in numbers]
    length = round(SWEEP_SECONDS * RATE) + decay
    return _Echoes(
        played=sum(float(np.sum(played[at : at + length] ** 2)) for at in starts),
        heard=sum(float(np.sum(heard[at + delay : at + delay + length] ** 2)) for at in starts),
        noise=quiet * length * len(starts),
    )


def _in_band(sound: Sound) -> Samples:
    """The sound between LOW and HIGH, as amplitudes."""
    spectrum = np.fft.rfft(sound / FULL_SCALE)
    hertz = np.fft.rfftfreq(len(sound), 1 / RATE)
    return np.asarray(np.fft.irfft(spectrum * ((hertz >= LOW) & (hertz <= HIGH)), len(sound)))


def _response(played: Samples, heard: Samples) -> Samples:
    """The correlation by lag, shape (2 × longest delay,), lag 0 in the middle; a perfect wire has 1 there.

    Negative lags hold noise only: nothing is heard before it is played.
    """
    size = 1 << (2 * len(played)).bit_length()
    product = np.fft.irfft(np.fft.rfft(heard, size) * np.conj(np.fft.rfft(played, size)), size) / np.sum(played**2)
    longest = round(LONGEST_DELAY * RATE)
    return np.concatenate((product[-longest:], product[:longest]))


def _noise_of(response: Samples) -> float:
    """Mean square of the correlation where no echo can be: before it was played, and clear of the last one's end."""
    middle = len(response) // 2
    return float(np.mean(response[middle - RATE // 5 : middle - RATE // 50] ** 2)) + 1e-15


def _delay(response: Samples) -> int | None:
    """Samples to the direct sound: where the echo first comes within 6 dB of its peak. None if nothing stands out."""
    after = np.abs(response[len(response) // 2 :])
    if _decibel(float(after.max()) ** 2 / _noise_of(response)) < FOUND:
        return None
    return int(np.flatnonzero(after >= after.max() / 2)[0])


def _decay(response: Samples, delay: int) -> int:
    """Samples from the direct sound until the echo is gone."""
    after = response[len(response) // 2 + delay :]
    power = np.mean(after[: len(after) // STEP * STEP].reshape(-1, STEP) ** 2, axis=1)
    gone = max(power[0] * 10 ** (-DECAYED / 10), 3 * _noise_of(response))
    return STEP * (1 + int(np.flatnonzero(power > gone)[-1]) if (power > gone).any() else 1)


def _decibel(ratio: float) -> float:
    return float(10 * np.log10(max(ratio, 1e-12)))
