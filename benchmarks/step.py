"""What one heartbeat costs: `Call.step` on one core while the recogniser works on another, at real time.

    python -m benchmarks.step [--short] [--json]

A whole demonstration call is stepped at the pace of a microphone (one frame every 32 ms), never waiting for the
recogniser; each step is timed alone. Also: ten minutes of silence in virtual time. Target: median ≤ 3 ms, 99th
percentile ≤ 16 ms of the 32 ms frame.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # at run time imports stay inside the functions: a worker process imports this file again
    import numpy as np

    from simulator.audio import Frame
    from simulator.call.placing import PlacedCall


def placed(folder: Path, recogniser: str) -> PlacedCall:
    """A call that is ready to be stepped."""
    from simulator.call.placing import Order, PlacedCall
    from simulator.demo.candidates import SCENARIO
    from simulator.hearing.hearing import Hearing
    from simulator.record import Candidate
    from simulator.scenario.catalogue import find_scenario
    from simulator.voice.lines import LineSounds
    from simulator.voice.synthesis import Synthesiser

    synthesiser = Synthesiser()
    ears = Hearing(recogniser)
    order = Order(find_scenario(SCENARIO), Candidate(), seed=1, started="2026-01-01T10:00:00")
    call = PlacedCall(order, ears, LineSounds(synthesiser), folder)
    call.prepare()
    synthesiser.close()
    return call


def live_steps(seconds: float) -> list[float]:
    """Milliseconds of each step of a call at the pace of real time."""
    import numpy as np

    from simulator.audio import FRAME_SECONDS
    from simulator.demo.candidates import cues
    from simulator.lines.recording import frames_of

    rng = np.random.default_rng(0)
    spoken = [frame for cue in cues("good") for frame in (*frames_of(cue.clip), *room(rng, 60))]
    frames = room(rng, 200) + spoken + room(rng, 10_000)
    costs: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        call = placed(Path(folder) / "call", "auto")
        due = time.perf_counter()
        for frame in frames[: int(seconds / FRAME_SECONDS)]:
            if call.call.ended:
                break
            began = time.perf_counter()
            call.call.step(frame)
            costs.append((time.perf_counter() - began) * 1000)
            due += FRAME_SECONDS
            time.sleep(max(0.0, due - time.perf_counter()))
        call.finish()
    return costs


def room(rng: np.random.Generator, frames: int) -> list[Frame]:
    """Frames of faint room noise: digital silence would spare the voice-activity model its work."""
    import numpy as np

    return [rng.normal(0, 20, 512).astype(np.int16) for _ in range(frames)]


def ten_silent_minutes() -> tuple[float, float]:
    """Seconds that hearing ten minutes of nothing takes in virtual time: digital silence, and a room's faint noise.

    By hearing alone: in a call the manager would have hung up by then.
    """
    import numpy as np

    from simulator.audio import SILENCE, frames_in
    from simulator.hearing.hearing import Hearing

    took = []
    rng = np.random.default_rng(0)
    for frames in ([SILENCE] * 100, room(rng, 100)):
        ears = Hearing("auto")
        ears.settle()
        began = time.perf_counter()
        for number in range(frames_in(600)):
            ears.step(frames[number % 100], False)
        took.append(time.perf_counter() - began)
        ears.close()
    return took[0], took[1]


def main() -> None:
    """Prints the table."""
    import numpy as np

    short = "--short" in sys.argv
    costs = np.array(live_steps(8.0 if short else 120.0))
    silent, noisy = ten_silent_minutes()
    table = {
        "steps": len(costs),
        "median ms": round(float(np.median(costs)), 3),
        "99th percentile ms": round(float(np.percentile(costs, 99)), 3),
        "worst ms": round(float(costs.max()), 3),
        "frame ms": 32.0,
        "ten minutes of silence, s": round(silent, 2),
        "ten minutes of room noise, s": round(noisy, 2),
    }
    if "--json" in sys.argv:
        print(json.dumps(table))
    else:
        for name, value in table.items():
            print(f"{name:32} {value}")


if __name__ == "__main__":
    main()
