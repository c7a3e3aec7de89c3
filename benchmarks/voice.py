"""How long it takes until all lines of a scenario can be spoken: cold (nothing kept, no process running) and warm.

    python benchmarks/voice.py [--short] [--json]

Imports stay inside the functions: a worker process imports this file again before it starts.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

LINES = """
Good morning, Northgate Logistics, this is Dana Whitfield speaking.
Oh yes, hello. Thank you for calling.
Sorry, could you tell me again which position that was for?
When was your interview with us?
Let me just look at my notes for a moment.
Right, I have your papers here in front of me.
We were very pleased with the interview, and I think the team was too.
It was a close decision, and I want to be honest with you about it.
There is one more candidate whom we have to see before we decide.
I expect to have an answer by the end of next week.
How are you today?
I am afraid I am not able to tell you more than that at this point.
Was there anything else you wanted to ask me?
Could you send me your references by Thursday?
We have decided to go with somebody who has done exactly this work before.
I would like to offer you the position.
Please hold the line.
Thank you, goodbye.
Sorry, I didn't catch that.
Hello? Are you still there?
I think we have lost each other. I will hang up now.
The salary would be forty-two thousand a year, to begin with.
You would start on the first of March, if that suits you.
Take until Friday to think about it, and call me on this number.
What made you interested in this work in the first place?
That is kind of you to say.
I see. And what would you have done differently?
To tell you the truth, what we missed was experience with the booking system.
There may be another opening in the spring, in the same team.
Yes, of course you may ask. What would you like to know?
I can put you through to my colleague in payroll.
Would you mind if we kept your papers on file?
That is not something that I can promise you today.
You came across very well, I should say that.
Ms Whitfield is in a meeting. May I take a message?
You have reached the voicemail of Dana Whitfield. Please speak after the tone.
Who is calling, please?
One moment, I am just writing that down.
I will send you a letter with all of this in the next few days.
It was good to hear from you. Have a nice weekend.
""".strip().splitlines()
"""Forty lines as scenarios have them."""


def prepare(folder: Path) -> tuple[float, float, list[float]]:
    """Seconds until all lines are ready, seconds of sound in them, and when each became ready."""
    from simulator.audio import RATE
    from simulator.voice.lines import LineSounds
    from simulator.voice.spec import VoiceSpec
    from simulator.voice.synthesis import Synthesiser

    voice = VoiceSpec(sex="female", rate=175)
    ready: list[float] = []
    begin = time.perf_counter()
    with Synthesiser() as synthesiser:
        lines = LineSounds(synthesiser, folder)
        lines.prepare([(text, voice) for text in LINES], lambda *_: ready.append(time.perf_counter() - begin))
        seconds = time.perf_counter() - begin
        sounds = [lines.sound(text, voice) for text in LINES]
    return seconds, sum(len(sound) for sound in sounds if sound is not None) / RATE, ready


def measure(repeats: int) -> dict[str, float]:
    """Medians of `repeats` cold and warm runs."""
    cold, warm, first, work = [], [], [], []
    spoken = 0.0
    for _ in range(repeats):
        with tempfile.TemporaryDirectory() as folder:
            before = os.times()
            seconds, spoken, ready = prepare(Path(folder))
            work.append(sum(os.times()[:4]) - sum(before[:4]))
            cold.append(seconds)
            first.append(ready[0])
            warm.append(prepare(Path(folder))[0])
    median = statistics.median(cold)
    return {
        "lines": len(LINES),
        "speech (s)": round(spoken, 1),
        "cold, all lines (s)": round(median, 3),
        "cold, worst run (s)": round(max(cold), 3),
        "cold, processor time (s)": round(statistics.median(work), 3),
        "cold, first line (ms)": round(1000 * statistics.median(first), 1),
        "cold, each further line (ms)": round(1000 * (median - statistics.median(first)) / (len(LINES) - 1), 1),
        "cold, times real time": round(spoken / median),
        "warm, all lines (s)": round(statistics.median(warm), 3),
    }


def main() -> None:
    import simulator.voice.lines
    import simulator.voice.synthesis  # noqa: F401 - importing numpy and soundfile is not what is measured

    figures = measure(1 if "--short" in sys.argv else 7)
    if "--json" in sys.argv:
        print(json.dumps(figures))
        return
    for name, value in figures.items():
        print(f"{name:30} {value:>8}")


if __name__ == "__main__":
    main()
