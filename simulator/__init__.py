"""Practise the telephone call after a job interview."""

import os

__version__ = "0.1.0"

# Before numpy is loaded: our matrices are small, and on a busy machine a second thread of its linear algebra only waits
# for the first (one utterance understood: 0.4 ms of processor time with one thread, 12 ms with two on two busy cores).
for _library in ("OPENBLAS", "MKL", "VECLIB", "OMP"):
    os.environ.setdefault(f"{_library}_NUM_THREADS", "1")
