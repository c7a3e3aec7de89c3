"""How long the manager takes to answer, by ear: a whole call over a virtual sound card.

    python -m benchmarks.live [--short] [--json] [--exchanges]

A candidate spoken by flite talks into the microphone of a PulseAudio server whose devices exist only in memory; the
manager comes out of its loudspeaker. The gap from the end of the candidate's speech to the manager's first sound is
taken from the recordings of the two devices, and split by what the call itself has noted:

    decision     from the end of the speech until the turn is taken to be over
    recognition  until its words are known
    engine       until the manager knows what to say (processor time)
    synthesis    until the line sounds: nothing when it was rendered ahead, but for its own soft beginning
    device       sound card, buffers and threads, in both directions

Exchanges in which the manager means to be silent (a thinking pause, nothing to answer) are not counted. Target: median
≤ 0.9 s, 90th percentile ≤ 1.5 s, with synthesis contributing nothing and recognition less than 0.2 s.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks.flite import spoken_by_flite
from simulator.audio import FRAME_SECONDS, RATE, Frame, Sound, read_channels, to_int16
from simulator.hearing.events import Heard, TurnEnded, Words
from simulator.hearing.hearing import Hearing

if TYPE_CHECKING:
    from simulator.call.placing import PlacedCall
    from tests.lines.sound_server import SoundServer, Tape

ROOT = Path(__file__).parents[1]
LINES = """
Good morning, this is Daniel Reyes. I interviewed for the project coordinator position on Tuesday the fourth, and I am
 calling to ask whether you have made a decision.
I understand. Thank you for telling me.
Could you tell me what I could do better next time?
That is very helpful, thank you.
Are there any other openings that might suit me?
That sounds interesting. Could you say that again, please?
Would you keep me in mind if this position opens up again?
When could I call you again?
Did the team agree about that?
I am still very interested in working with your company.
What would be the next steps for me?
Sorry, could you repeat that?
I really enjoyed meeting the team.
Was there anything in my interview that you liked?
Um, I was wondering whether there is, uh, anything else that I should know.
Do you think that I should apply again next year?
Is this still a good time for you?
May I ask why the other person was chosen?
I am sorry, I did not quite understand that.
Thank you so much for your time. I wish you and the team all the best. Goodbye.
""".strip().replace("\n ", " ").splitlines()  # fmt: skip
SHORT_LINES = 4
MOST_CALLS = 4
SCENARIO = "rejected-with-reasons"
"""Its manager stays on the line for all of them."""
VOICE = "slt"
CANDIDATE_WAITS = 0.7
"""Seconds of the manager's silence after which the candidate speaks."""
MOST_WAITED = 60.0
WINDOW = RATE // 100
QUIET = 60
"""Largest sample of 10 ms without speech; the devices are silent but for rounding."""
PARTS = ("decision", "recognition", "engine", "synthesis", "device")


@dataclass
class Noted:
    """What the call noted of one turn of the candidate; frames count from pick-up."""

    decided: int = 0
    words: int = 0
    engine: float = 0.0
    """Seconds."""
    answered: bool = False
    """The manager had something to say at once."""


class TimedHearing(Hearing):
    """Ears that note when they knew what."""

    def __init__(self) -> None:
        super().__init__()
        self.noted: dict[int, Noted] = {}
        self.last = 0
        """Turn whose words came last."""
        self._frame = 0

    def step(self, frame: Frame, manager_speaking: bool) -> list[Heard]:
        """As the ears themselves."""
        events = super().step(frame, manager_speaking)
        for event in events:
            if isinstance(event, TurnEnded):
                self.noted[event.turn] = Noted(decided=event.decided_frame)
            elif isinstance(event, Words):
                self.noted[event.turn].words = self._frame
                self.last = event.turn
        self._frame += 1
        return events


@dataclass
class Spoken:
    """One thing that the candidate said."""

    text: str
    sound: Sound
    began: float = 0.0
    ended: float = 0.0
    """Between these times, by `time.monotonic`, it was played."""


@dataclass
class Exchange:
    """One turn of the candidate and the manager's answer; in seconds."""

    text: str
    gap: float
    parts: dict[str, float] = field(default_factory=dict)


def place(folder: Path, ears: TimedHearing) -> PlacedCall:
    """A call whose lines are all rendered, with a stop-watch on its engine."""
    from simulator.call.placing import Order, PlacedCall
    from simulator.dialogue.actions import Plan, Say, Utterance
    from simulator.record import Candidate
    from simulator.scenario.catalogue import find_scenario
    from simulator.voice.lines import LineSounds
    from simulator.voice.synthesis import Synthesiser

    candidate = Candidate(name="Daniel Reyes", position="project coordinator", interview="Tuesday the fourth")
    order = Order(find_scenario(SCENARIO), candidate, seed=1, line="microphone")
    with Synthesiser() as synthesiser:
        placed = PlacedCall(order, ears, LineSounds(synthesiser), folder)
        placed.prepare()
    heard = placed.engine.heard

    def timed(utterance: Utterance) -> Plan | None:
        began = time.perf_counter()
        plan = heard(utterance)
        noted = ears.noted[ears.last]
        noted.engine = time.perf_counter() - began
        noted.answered = bool(plan) and isinstance((plan or ())[0], Say)
        return plan

    placed.engine.heard = timed  # type: ignore[method-assign]  # of this one engine, as `Engine` has no hook to time it
    return placed


def converse(server: SoundServer, placed: PlacedCall, lines: list[Spoken]) -> None:
    """Says each line when the manager has finished; hangs up after the last answer."""
    call = placed.call
    try:
        for line in lines:
            if not wait_for_silence(server, placed):
                return
            line.began = time.monotonic()
            server.speak(line.sound)
            line.ended = time.monotonic()
        wait_for_silence(server, placed)
    finally:
        call.hang_up("candidate")


def wait_for_silence(server: SoundServer, placed: PlacedCall) -> bool:
    """Until nothing has been heard or is about to be for CANDIDATE_WAITS; False when the call is over."""
    call = placed.call
    deadline = time.monotonic() + MOST_WAITED
    quiet_since = time.monotonic()
    while time.monotonic() < deadline and not call.ended:
        busy = (
            call.ringing or call.manager_busy or call.candidate_has_floor or server.loudspeaker.loud_since(0.1, QUIET)
        )
        if busy:
            quiet_since = time.monotonic()
        elif time.monotonic() - quiet_since >= CANDIDATE_WAITS:
            return True
        time.sleep(0.02)
    return False


def measure(folder: Path, lines: list[Spoken], *, transcript: bool) -> list[Exchange]:
    """Says all lines, in a second call where the manager has ended the first; prints what was said, if wished."""
    from tests.lines.sound_server import running

    exchanges: list[Exchange] = []
    opening, *rest = lines
    with running(folder) as server:
        os.environ.update(server.environment)  # before PortAudio is loaded
        for number in range(1, MOST_CALLS + 1):
            exchanges += one_call(folder / f"call-{number}", server, [opening, *rest], transcript=transcript)
            rest = [line for line in rest if not line.ended]
            if not rest:
                break
            opening = replace(opening, ended=0.0)
    return exchanges


def one_call(folder: Path, server: SoundServer, lines: list[Spoken], *, transcript: bool) -> list[Exchange]:
    """Places a call and takes the exchanges from the recordings."""
    from simulator.lines import microphone

    ears = TimedHearing()
    ears.wait_ready()
    placed = place(folder, ears)
    candidate = threading.Thread(target=converse, args=(server, placed, lines), daemon=True)
    device = microphone.Device()
    candidate.start()
    microphone.play(placed.call, device)
    candidate.join()
    record = placed.finish()
    time.sleep(0.5)
    if transcript:
        for turn in record.turns:
            print(f"{turn.start:7.2f} {turn.end:7.2f}  {turn.speaker:9}  {turn.text}")
        print()
    recorded = to_int16(read_channels(folder / "call.flac"))
    taken_from = (taken(line, server.microphone, server.loudspeaker, recorded, ears) for line in lines if line.ended)
    return [exchange for exchange in taken_from if exchange is not None]


def taken(line: Spoken, microphone: Tape, loudspeaker: Tape, recorded: Sound, ears: TimedHearing) -> Exchange | None:
    """One exchange from the two tapes, and the parts of its gap from the call's own recording."""
    speech = line.sound[: end_of_speech(line.sound)]
    first = max(0, round((line.began - microphone.began - 0.2) * RATE))
    last = round((line.ended - microphone.began + 0.5) * RATE)
    ended = microphone.began + (first + place_in(microphone.sound[first:last], speech) + len(speech)) / RATE
    began = first_sound(loudspeaker.sound, round((ended - loudspeaker.began) * RATE))
    if began is None:
        return None
    gap = loudspeaker.began + began / RATE - ended
    left, right = recorded[:, 0], recorded[:, 1]
    inside = (place_in(left, speech) + len(speech)) / RATE
    noted = next((turn for turn in ears.noted.values() if turn.decided * FRAME_SECONDS > inside), None)
    answer = first_sound(right, round(inside * RATE))
    if noted is None or not noted.answered or answer is None:
        return None
    decided, words = noted.decided * FRAME_SECONDS, noted.words * FRAME_SECONDS
    parts = {
        "decision": decided - inside,
        "recognition": words - decided,
        "engine": noted.engine,
        "synthesis": answer / RATE - words,
        "device": gap - noted.engine - (answer / RATE - inside),
    }
    return Exchange(line.text, gap, parts)


def end_of_speech(sound: Sound) -> int:
    """One past the last sample of the last 10 ms that are louder than −40 dB of the loudest."""
    whole = len(sound) // WINDOW
    loudness = np.abs(sound[: whole * WINDOW].astype(np.int32)).reshape(whole, WINDOW).max(axis=1)
    return int(np.flatnonzero(loudness > loudness.max() / 100)[-1] + 1) * WINDOW


def first_sound(sound: Sound, start: int) -> int | None:
    """The first sample from `start` on that is no silence."""
    found = np.flatnonzero(np.abs(sound[start:].astype(np.int32)) > QUIET)
    return start + int(found[0]) if len(found) else None


def place_in(recording: Sound, piece: Sound) -> int:
    """Where a piece lies in a recording: the sample at which they are most alike."""
    size = 1 << (len(recording) + len(piece) - 1).bit_length()
    spectrum = np.fft.rfft(recording.astype(np.float64), size) * np.conj(np.fft.rfft(piece.astype(np.float64), size))
    return int(np.argmax(np.fft.irfft(spectrum, size)[: len(recording)]))


def table(exchanges: list[Exchange]) -> dict[str, Any]:
    """The figures in seconds."""
    columns = {"gap": [exchange.gap for exchange in exchanges]}
    columns |= {part: [exchange.parts[part] for exchange in exchanges] for part in PARTS}
    rows = {
        name: {
            "median": round(float(np.median(values)), 3),
            "90th percentile": round(float(np.percentile(values, 90)), 3),
            "worst": round(max(values), 3),
        }
        for name, values in columns.items()
    }
    return {"exchanges": len(exchanges), "seconds": rows}


def missing_part() -> str:
    """What of the virtual sound card is not installed. Asked in another process: PortAudio looks for devices once."""
    ask = "from tests.lines.sound_server import missing_part; print(missing_part() or '')"
    return subprocess.run(
        [sys.executable, "-c", ask], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.strip()


def main() -> None:
    """Prints the table."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--short", action="store_true", help=f"only the first {SHORT_LINES} lines")
    options.add_argument("--json", action="store_true", help="one JSON object on standard output")
    options.add_argument("--exchanges", action="store_true", help="what was said, and each exchange")
    wish = options.parse_args()
    if missing := missing_part():
        sys.exit(f"not measured: {missing} is not installed")
    texts = LINES[:SHORT_LINES] if wish.short else LINES
    lines = [Spoken(text, sound) for text, sound in zip(texts, spoken_by_flite(VOICE, texts), strict=True)]
    with tempfile.TemporaryDirectory() as folder:
        exchanges = measure(Path(folder), lines, transcript=wish.exchanges)
    if not exchanges:
        sys.exit("not measured: nobody answered")
    figures = table(exchanges)
    if wish.json:
        print(json.dumps(figures))
        return
    print(f"{figures['exchanges']} exchanges")
    print(f"{'seconds':14}{'median':>10}{'90th':>10}{'worst':>10}")
    for name, row in figures["seconds"].items():
        print(f"{name:14}" + "".join(f"{value:10.3f}" for value in row.values()))
    if wish.exchanges:
        for exchange in exchanges:
            parts = "  ".join(f"{name} {value:.3f}" for name, value in exchange.parts.items())
            print(f"{exchange.gap:6.2f}  {parts}  {exchange.text[:50]}")


if __name__ == "__main__":  # worker processes import this file again
    main()
