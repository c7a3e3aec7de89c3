"""The Gaussians of the English model in PocketSphinx's wheel, read from its files.

It is "phonetically tied": each of 42 phones has one set of 128 Gaussians for each of three streams (cepstra, their
first and their second differences), and each state of a phone has its own weights over them.
"""

from __future__ import annotations

import functools
import re
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from simulator.errors import BadFile
from simulator.hearing.speaker.cepstra import CEPSTRA

Floats = NDArray[np.float64]

STREAMS: Final = 3
STATES: Final = 3
"""Of each phone, one after the other."""
SILENCE: Final = "SIL"
_BYTE_ORDER: Final = 0x11223344
_LOG_BASE: Final = float(np.log(1.0001))
_WEIGHT_SHIFT: Final = 10
"""Weights are stored as negative logarithms to the base 1.0001, their lowest ten bits dropped."""
_LEAST_VARIANCE: Final = 1e-4
"""PocketSphinx's own `varfloor`."""


@dataclass(frozen=True, slots=True, eq=False)
class Acoustics:
    """Gaussians by stream and phone. `phones` are in the order of the arrays' phone axis."""

    phones: dict[str, int]
    means: Floats
    """(STREAMS, phones, Gaussians, CEPSTRA)"""
    precisions: Floats
    """1 / variance, as `means`."""
    constants: Floats
    """(STREAMS, phones, Gaussians): logarithm of what stands before the exponential."""
    log_weights: Floats
    """(STREAMS, phones, STATES, Gaussians), of each phone outside any context."""


@functools.cache
def read_acoustics(folder: Path) -> Acoustics:
    """Reads `mdef`, `means`, `variances` and `sendump`. Raises BadFile for a model of another make."""
    phones = _phones(folder / "mdef")
    means = _gaussians(folder / "means", len(phones))
    variances = np.maximum(_gaussians(folder / "variances", len(phones)), _LEAST_VARIANCE)
    constants = -0.5 * np.log(2 * np.pi * variances).sum(axis=-1)
    weights = _log_weights(folder / "sendump", len(phones), means.shape[2])
    return Acoustics({phone: index for index, phone in enumerate(phones)}, means, 1 / variances, constants, weights)


def _phones(path: Path) -> list[str]:
    """Names of the phones without context, which stand one after the other, each ended by a zero."""
    found = re.search(rb"(?:\+[A-Z]+\+\0)*(?:[A-Z]{1,3}\0){20,}", path.read_bytes())
    if found is None or SILENCE.encode() + b"\0" not in found[0]:
        raise BadFile(path, "no binary model definition with English phones")
    return found[0].decode().split("\0")[:-1]


def _gaussians(path: Path, phones: int) -> Floats:
    """Means or variances, shape (STREAMS, phones, Gaussians, CEPSTRA)."""
    data = path.read_bytes()
    at = data.find(b"endhdr\n") + len(b"endhdr\n")
    order, codebooks, streams, gaussians, *widths, count = struct.unpack_from(f"<{4 + STREAMS + 1}i", data, at)
    if (order, codebooks, streams, widths) != (_BYTE_ORDER, phones, STREAMS, [CEPSTRA] * STREAMS):
        raise BadFile(path, "no phonetically tied model with three streams")
    values = np.frombuffer(data, "<f4", count, at + 4 * (4 + STREAMS + 1)).astype(float)
    return np.ascontiguousarray(values.reshape(phones, STREAMS, gaussians, CEPSTRA).swapaxes(0, 1))


def _log_weights(path: Path, phones: int, gaussians: int) -> Floats:
    """Weights of the phones' own states, which are the first in the file; (STREAMS, phones, STATES, Gaussians)."""
    data = path.read_bytes()
    at = 0
    while length := struct.unpack_from("<i", data, at)[0]:  # texts about the format, ended by an empty one
        at += 4 + length
    rows, states = struct.unpack_from("<2i", data, at + 4)
    at += 12
    if rows != gaussians or states < phones * STATES or len(data) - at != STREAMS * rows * states:
        raise BadFile(path, "no mixture weights of one byte each")
    own = np.frombuffer(data, np.uint8, offset=at).reshape(STREAMS, rows, states)[:, :, : phones * STATES]
    logs = own.reshape(STREAMS, rows, phones, STATES).astype(float) * -(_LOG_BASE * (1 << _WEIGHT_SHIFT))
    return np.ascontiguousarray(logs.transpose(0, 2, 3, 1))
