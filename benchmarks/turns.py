"""When it is taken that a turn is over: cut-ins and delays of ours, of plain silence, and of peers that are installed.

    python -m benchmarks.turns [FOLDER] [--turns 40] [--short] [--json] [--plot FILE.svg]

FOLDER holds turns with `truth.json` as `corpus/speak_turns.py` writes them, in itself or in its turns/; without one,
turns are spoken for the occasion, of texts and voices that were not learnt from (needs flite). Everything runs on the
same sound; ours and plain silence on the same hearing of it. A decision before the true end of speech, less 0.1 s, is
a cut-in; the delay counts from the true end, the peers' with their time to compute added.
"""

from __future__ import annotations

import argparse
import importlib.util
import io
import json
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from simulator.audio import FRAME_SAMPLES, FRAME_SECONDS, RATE, Sound, read_mono
from simulator.hearing.activity import VoiceActivity
from simulator.hearing.end_of_turn import EndOfTurnPolicy, TurnState, WaitByWords
from simulator.hearing.events import Partial
from simulator.hearing.hearing import Hearing
from simulator.hearing.recogniser import EMBEDDED
from simulator.hearing.turns import TurnDetector, TurnOver
from simulator.hearing.worker import RecogniserProcess

EARLY = 0.1
"""Seconds before the true end from which a decision is no cut-in: a last consonant's release."""
SILENCES = (0.5, 0.7, 0.9, 1.1, 1.3)
PATIENCES = (0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.1, 1.2)
SHORT_TURNS = 4


@dataclass(frozen=True, slots=True)
class Silence:
    """Plain silence: always the same wait."""

    seconds: float

    def wait(self, state: TurnState) -> float:
        return self.seconds


@dataclass(frozen=True, slots=True)
class Turn:
    """A recording of one turn and what was heard of it, frame by frame."""

    sound: Sound
    end: float
    """The true end of its speech in seconds."""
    probabilities: list[float]
    partials: list[str]
    """The words known at each frame."""


def heard(sound: Sound, end: float, recogniser: RecogniserProcess) -> Turn:
    """Hears a recording to its end, whatever silences are in it."""
    hearing, activity = Hearing(recogniser, policy=Silence(1e9)), VoiceActivity()
    probabilities, partials, text = [], [], ""
    for start in range(0, len(sound) - FRAME_SAMPLES + 1, FRAME_SAMPLES):
        frame = sound[start : start + FRAME_SAMPLES]
        told = [event for event in hearing.step(frame, False) if isinstance(event, Partial)]
        text = told[-1].text if told else text
        hearing.settle()
        probabilities.append(activity.probability(frame))
        partials.append(text)
    hearing.end()
    return Turn(sound, end, probabilities, partials)


def decided(turn: Turn, policy: EndOfTurnPolicy) -> list[float]:
    """Seconds at which the policy takes the turn to be over: the first time only, as after it words would be others."""
    detector = TurnDetector(policy)
    for probability, text in zip(turn.probabilities, turn.partials, strict=True):
        if isinstance(over := detector.step(probability, text), TurnOver):
            return [over.decided * FRAME_SECONDS]
    return []


def by_listen(turn: Turn) -> list[float]:
    """SpeechRecognition's `Recognizer.listen()` with its own settings: what a script would use."""
    import speech_recognition

    data = io.BytesIO(turn.sound.tobytes())

    class Source(speech_recognition.AudioSource):  # type: ignore[misc]  # the package ships no types
        SAMPLE_RATE, SAMPLE_WIDTH, CHUNK = RATE, 2, 1024

        def __init__(self) -> None:
            self.stream: Any = type("Stream", (), {"read": staticmethod(lambda count: data.read(2 * count))})

        def __enter__(self) -> Source:
            return self

        def __exit__(self, *_: object) -> None:
            self.stream = None

    with Source() as source:
        try:
            speech_recognition.Recognizer().listen(source, timeout=10)
        except speech_recognition.WaitTimeoutError:
            return []
    to_the_end = data.tell() >= 2 * len(turn.sound) - 4096
    return [] if to_the_end else [data.tell() / 2 / RATE]


def by_smart_turn() -> Callable[[Turn], list[float]]:
    """pipecat's Silero voice activity and Smart Turn v3, with their own settings."""
    import asyncio

    from pipecat.audio.turn.base_turn_analyzer import EndOfTurnState
    from pipecat.audio.turn.smart_turn.local_smart_turn_v3 import LocalSmartTurnAnalyzerV3
    from pipecat.audio.vad.silero import SileroVADAnalyzer
    from pipecat.audio.vad.vad_analyzer import VADParams, VADState

    analyser = LocalSmartTurnAnalyzerV3(sample_rate=RATE)
    analyser.set_sample_rate(RATE)

    async def decisions(pcm: bytes) -> list[float]:
        activity = SileroVADAnalyzer(sample_rate=RATE, params=VADParams())
        activity.set_sample_rate(RATE)
        analyser.clear()
        before, found = VADState.QUIET, []
        for start in range(0, len(pcm) - 639, 640):
            now = (start + 640) / 2 / RATE
            state = await activity.analyze_audio(pcm[start : start + 640])
            if analyser.append_audio(pcm[start : start + 640], state == VADState.SPEAKING) == EndOfTurnState.COMPLETE:
                found.append(now)
            if state == VADState.QUIET and before in (VADState.STOPPING, VADState.SPEAKING):
                began = time.perf_counter()
                verdict, _ = await analyser.analyze_end_of_turn()
                if verdict == EndOfTurnState.COMPLETE:
                    found.append(now + time.perf_counter() - began)
            before = state
        return found

    return lambda turn: asyncio.run(decisions(turn.sound.tobytes()))


def figures(turns: Sequence[Turn], system: Callable[[Turn], list[float]]) -> dict[str, float | None]:
    """Cut-ins and delays of one system; None for the delays of one that decides no turn."""
    delays, cut = [], 0
    for turn in turns:
        times = system(turn)
        if any(at < turn.end - EARLY for at in times):
            cut += 1
        elif times:
            delays.append(times[0] - turn.end)
    ranked = sorted(delays)
    return {
        "turns": len(turns),
        "cut in": round(cut / len(turns), 3),
        "never": round((len(turns) - cut - len(delays)) / len(turns), 3),
        "median delay, s": round(statistics.median(ranked), 2) if ranked else None,
        "90th percentile, s": round(ranked[int(0.9 * len(ranked))], 2) if ranked else None,
    }


def by_policy(policy: EndOfTurnPolicy) -> Callable[[Turn], list[float]]:
    """A policy as a system."""
    return lambda turn: decided(turn, policy)


def table(turns: Sequence[Turn]) -> dict[str, dict[str, float | None]]:
    """All systems' figures."""
    systems: dict[str, Callable[[Turn], list[float]]] = {"ours": by_policy(WaitByWords())}
    systems |= {f"ours, patience {patience}": by_policy(WaitByWords(patience)) for patience in (0.6, 0.8)}
    systems |= {f"silence {seconds} s": by_policy(Silence(seconds)) for seconds in SILENCES}
    systems["Recognizer.listen()"] = by_listen
    if importlib.util.find_spec("pipecat") is not None:
        systems["pipecat Smart Turn v3"] = by_smart_turn()
    return {name: figures(turns, system) for name, system in systems.items()}


def decision_cost(turns: Sequence[Turn]) -> float:
    """Seconds of processor time for voice activity and the decision, a second of sound."""
    began = time.process_time()
    for turn in turns:
        activity = VoiceActivity()
        for start in range(0, len(turn.sound) - FRAME_SAMPLES + 1, FRAME_SAMPLES):
            activity.probability(turn.sound[start : start + FRAME_SAMPLES])
        decided(turn, WaitByWords())
    return (time.process_time() - began) / sum(len(turn.sound) / RATE for turn in turns)


def plot(turns: Sequence[Turn]) -> str:
    """Cut-ins against the median delay, as SVG: ours by patience, plain silence by its length."""
    curves = {
        "ours": ("#0b6", [figures(turns, by_policy(WaitByWords(patience))) for patience in PATIENCES]),
        "plain silence": ("#c33", [figures(turns, by_policy(Silence(0.1 * tenth))) for tenth in range(4, 16)]),
    }
    width, height, left, bottom = 560, 340, 60, 50

    def place(delay: float, share: float) -> tuple[float, float]:
        across, up = delay / 1.6, share / 0.6
        return round(left + across * (width - left - 20), 1), round((height - bottom) * (1 - up) + 10, 1)

    marks = [f'<rect width="{width}" height="{height}" fill="white"/>']
    for seconds in (0.4, 0.8, 1.2, 1.6):
        x, y = place(seconds, 0.0)
        marks.append(f'<text x="{x}" y="{y + 18}" text-anchor="middle">{seconds}</text>')
    for share in (0.0, 0.05, 0.2, 0.4, 0.6):
        x, y = place(0.0, share)
        marks.append(f'<path d="M{x} {y}H{width - 20}" stroke="#ddd"/>')
        marks.append(f'<text x="{x - 8}" y="{y + 4}" text-anchor="end">{share:.0%}</text>')
    for number, (name, (colour, rows)) in enumerate(curves.items()):
        drawn = [(row["median delay, s"], row["cut in"]) for row in rows]
        points = [place(delay, share) for delay, share in drawn if delay is not None and share is not None]
        line = " ".join(f"{x},{y}" for x, y in points)
        marks.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2"/>')
        marks += [f'<circle cx="{x}" cy="{y}" r="3" fill="{colour}"/>' for x, y in points]
        marks.append(f'<text x="{width - 150}" y="{40 + 18 * number}" fill="{colour}">{name}</text>')
    marks.append(f'<text x="{width / 2}" y="{height - 6}" text-anchor="middle">median delay, s</text>')
    marks.append('<text x="8" y="16">turns cut into</text>')
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif"'
    return f'{head} font-size="12">\n' + "\n".join(marks) + "\n</svg>\n"


def turns_in(folder: Path, limit: int | None) -> list[Turn]:
    """The recordings of a folder, heard. Of more than `limit`, every so many."""
    if (folder / "turns").is_dir():
        folder /= "turns"
    truth: dict[str, Any] = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    keys = sorted(truth)[:: max(1, len(truth) // limit) if limit else 1]
    turns = []
    for key in keys:
        recogniser = RecogniserProcess(EMBEDDED)  # a new one each: what it learns of a voice is not the next one's
        recogniser.wait_ready()
        turns.append(heard(read_mono(folder / f"{key}.flac"), truth[key]["end"], recogniser))
        recogniser.close()
    return turns


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--turns", type=int, help="at most so many; 40 when they are spoken for the occasion")
    parser.add_argument("--short", action="store_true", help="a handful of turns")
    parser.add_argument("--json", action="store_true", help="one JSON object on standard output")
    parser.add_argument("--plot", type=Path, metavar="FILE.svg", help="also draw cut-ins against delays")
    wish = parser.parse_args()
    limit = SHORT_TURNS if wish.short else wish.turns
    if wish.folder:
        turns = turns_in(wish.folder, limit)
    else:
        from corpus.speak_turns import write_turns

        with tempfile.TemporaryDirectory() as folder:
            write_turns(Path(folder), "test", limit or 40)
            turns = turns_in(Path(folder), None)
    rows = table(turns)
    cost = round(decision_cost(turns), 4)
    if wish.plot:
        wish.plot.write_text(plot(turns), encoding="utf-8")
    if wish.json:
        print(json.dumps({**rows, "processor time of the decision, s a second of sound": cost}))
        return
    for name, row in rows.items():
        print(f"{name:24}" + "".join(f"{key} {'–' if value is None else value:<8}" for key, value in row.items()))
    print(f"processor time of the decision: {cost} s a second of sound")


if __name__ == "__main__":
    main()
