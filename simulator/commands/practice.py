"""What every command that makes a call does: find the parts, place the call, play it, keep it, show it."""

from __future__ import annotations

import codecs
import contextlib
import json
import os
import random
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console

from simulator.call.call import Call
from simulator.call.ears import Ears
from simulator.call.placing import Order, PlacedCall, call_id
from simulator.call.retry import Retry
from simulator.commands.keeping import Outcome, keep, open_store, scored
from simulator.commands.messages import warn
from simulator.errors import BadRecord, StoreProblem, WrongUse
from simulator.history.profile import Profile, read_profile
from simulator.history.store import Store
from simulator.home import cache_folder, home
from simulator.record import CallRecord, CriterionName, DuplexMode
from simulator.review.terminal import LiveTranscript, print_scorecard
from simulator.scenario.model import Scenario
from simulator.voice.lines import LineSounds, Speaker
from simulator.voice.synthesis import Synthesiser

if TYPE_CHECKING:
    from simulator.hearing.hearing import Hearing
    from simulator.hearing.room import Room
    from simulator.lines.keyboard import PipedLines, Typed
    from simulator.lines.microphone import Device


@dataclass(frozen=True)
class Wish:
    """How the user wants the call."""

    line: str
    recogniser: str = "auto"
    voice: str | None = None
    """A neural voice by name; the system's, if not given."""
    difficulty: int | None = None
    seed: int | None = None
    started: str | None = None
    hidden: bool = False
    """The scenario's title would give the verdict away."""
    as_json: bool = False
    drill: CriterionName | None = None
    """The skill that is drilled; the result is then shown by the drill."""
    retry: Retry | None = None
    """The earlier call of which a moment is played again, with its people, seed and difficulty."""
    headphones: bool | None = None
    """What the user says they wear; None: what the sound check heard."""
    duplex: DuplexMode | None = None
    """How a call by microphone listens."""


@contextlib.contextmanager
def hearing(recogniser: str, scenario: Scenario, profile: Profile) -> Iterator[Hearing]:
    """The ears of a call, with the recogniser's process; ended when the call is over.

    They expect the names of the call's people and firm, and the job: the profile's and the scenario's.
    """
    from simulator.hearing.hearing import Hearing

    ears = Hearing(recogniser, expected=[*profile.expected(), *scenario.expected])
    try:
        yield ears
    finally:
        ears.close()


def by_recording(scenario: Scenario, wish: Wish, path: Path) -> Outcome:
    """A call whose candidate is a recording, as fast as it goes."""
    from simulator.lines import recording

    sound = recording.read_candidate(path)
    with hearing(wish.recogniser, scenario, read_profile(home())) as ears:
        return make_call(scenario, wish, ears, lambda call, show: recording.play(call, sound, show), ahead=True)


def by_microphone(scenario: Scenario, wish: Wish, device: Device) -> Outcome:
    """A call by microphone and loudspeaker; the device is closed when it is over, or cannot be made."""
    from simulator.lines import keyboard, microphone
    from simulator.lines.duplex import choose

    with contextlib.closing(device), hearing(wish.recogniser, scenario, read_profile(home())) as ears:
        duplex = choose(wish.headphones, _measured_room(device))
        notes = wish.drill is None and _at_terminal()
        with_notes = keyboard.taking_notes(typed_lines()) if notes else lambda show: show
        return make_call(
            scenario,
            replace(wish, duplex=duplex.mode),
            ears,
            lambda call, show: microphone.play(call, device, with_notes(show), echo=duplex.echo),
        )


def _measured_room(device: Device) -> Room | None:
    """The room as the sound check found it with this device; None where nothing is known of it."""
    from simulator.lines.sound_check import room_with

    try:
        return room_with(home(), device)
    except BadRecord as damaged:
        warn(f"{damaged}; until then a loudspeaker is assumed, unless you say --headphones")
        return None


def _at_terminal() -> bool:
    return sys.stdin is not None and sys.stdin.isatty()


def by_keyboard(scenario: Scenario, wish: Wish, typed: Typed | PipedLines | None = None) -> Outcome:
    """A call that is typed: in real time at a terminal, in virtual time from a pipe or file.

    `typed` is the input where several calls share it.
    """
    from simulator.hearing.typed import TypedHearing
    from simulator.lines import keyboard

    ears = TypedHearing()
    lines = typed if typed is not None else open_keyboard()
    piped = isinstance(lines, keyboard.PipedLines)

    def play(call: Call, show: Callable[[Call], None]) -> None:
        if isinstance(lines, keyboard.PipedLines):
            keyboard.play_virtual(call, ears, lines, show)
        else:
            keyboard.play_live(call, ears, lines, show)

    wish = replace(wish, line="keyboard", recogniser="typed")
    return make_call(scenario, wish, ears, play, ahead=piped, patience=1.0 if piped else keyboard.PATIENCE)


def open_keyboard() -> Typed | PipedLines:
    """Standard input, to be typed at a terminal or read from a pipe or file."""
    from simulator.lines import keyboard

    return keyboard.as_typed(typed_lines()) if sys.stdin.isatty() else keyboard.PipedLines(typed_lines())


def typed_lines() -> Iterator[str]:
    """Lines of standard input, read below Python's buffer: a thread waiting inside it would block the exit."""
    decoder = codecs.getincrementaldecoder(sys.stdin.encoding or "utf-8")(errors="replace")
    pending = ""
    while chunk := os.read(sys.stdin.fileno(), 4096):
        pending += decoder.decode(chunk)
        *whole, pending = pending.split("\n")
        yield from whole
    if pending:
        yield pending


def make_call(
    scenario: Scenario,
    wish: Wish,
    ears: Ears,
    play: Callable[[Call, Callable[[Call], None]], None],
    *,
    ahead: bool = False,
    patience: float = 1.0,
    folder: Path | None = None,
    own_profile: bool = True,
) -> Outcome:
    """Places the call, plays it, keeps and scores it, and shows what came of it.

    With `ahead` every line is rendered before the first ring, so that the outcome does not depend on the machine's
    speed; live, that happens while it rings. Ctrl-C hangs up.
    """
    with open_store() as store, speaker(wish.voice) as synthesiser:
        profile = read_profile(store.home) if own_profile else Profile()
        started = wish.started or datetime.now().isoformat(timespec="seconds")
        order = Order(
            scenario,
            profile.candidate(),
            profile.called(),
            seed=random.randrange(2**31) if wish.seed is None else wish.seed,
            difficulty=wish.difficulty,
            line=wish.line,
            duplex=wish.duplex,
            started=started,
            patience=patience,
            drill=wish.drill,
            calibration=profile.calibration,
        )
        if wish.retry is not None:
            order = order.again(wish.retry)
        target = folder if folder is not None else store.new_folder(call_id(scenario.id, started))
        try:
            placed = PlacedCall(order, ears, LineSounds(synthesiser, cache_folder() / "voice"), target)
        except WrongUse:
            target.rmdir()  # nothing has been written yet
            raise
        console = Console(stderr=wish.as_json, highlight=False)
        announce(console, placed, wish)
        transcript = LiveTranscript(console)
        preparing = threading.Thread(target=placed.prepare, name="voice", daemon=True)
        try:
            preparing.start()
            if ahead:
                preparing.join()
            play(placed.call, on_change(transcript.show))
        except KeyboardInterrupt:
            placed.call.hang_up("candidate")
        except BaseException:
            finish(store, placed)  # whatever went wrong: what has been said is kept
            raise
        outcome = finish(store, placed)
        transcript.show(outcome.record)
        if wish.drill is None:
            show(console, outcome, wish)
        if placed.trouble is not None:
            raise StoreProblem(f"{placed.trouble}; the call is kept in {placed.folder} instead, move it from there")
        for note in placed.notes:
            warn(note)
        return outcome


def speaker(voice: str | None) -> contextlib.AbstractContextManager[Speaker]:
    """Who speaks for the other side: the system's voices, or a neural one by name. Raises NoVoice, UnknownModel."""
    if voice is None:
        return Synthesiser()
    from simulator.voice.sherpa import open_voice

    return open_voice(voice)


def announce(console: Console, placed: PlacedCall, wish: Wish) -> None:
    """What the candidate knows before dialling, and how to end the call."""
    from simulator.lines.duplex import WHAT_IT_MEANS

    if not wish.hidden:
        console.print(f"{placed.order.scenario.title}", style="bold", markup=False)
    console.print(placed.engine.setting, markup=False)
    if wish.retry is not None:
        console.print("You play a moment of an earlier call again. What was said before:", markup=False)
    how = {
        "microphone": "Speak after they answer; Ctrl-C hangs up. What you type is a note.",
        "keyboard": "Type what you say, Enter says it; “/note …” writes a note; Ctrl-C hangs up.",
    }.get(wish.line)
    for line in (how, WHAT_IT_MEANS[wish.duplex] if wish.duplex is not None else None):
        if line:
            console.print(line, style="dim", markup=False)
    console.print("The telephone rings …\n" if console.encoding.startswith("utf") else "The telephone rings ...\n")


def show(console: Console, outcome: Outcome, wish: Wish) -> None:
    """The scorecard and where everything is; or both as JSON."""
    if wish.as_json:
        both = {
            "folder": str(outcome.folder),
            "call": outcome.record.model_dump(mode="json", exclude_none=True),
            "scorecard": outcome.scorecard.model_dump(mode="json"),
        }
        click.echo(json.dumps(both, indent=1, ensure_ascii=False))
        return
    console.print()
    print_scorecard(console, outcome.scorecard, outcome.record)
    console.print(f"\nKept in {outcome.folder}", markup=False, soft_wrap=True)
    for name in sorted(path.name for path in outcome.folder.glob("*") if path.is_file()):
        console.print(f"  {name:16} {CONTENTS.get(name, '')}", markup=False)


CONTENTS = {
    "call.flac": "the recording: you left, the manager right",
    "call.json": "the record: turns, pauses, events",
    "report.html": "all of it to read, in a browser",
    "scorecard.json": "levels, evidence, advice",
}


def on_change(show_record: Callable[[CallRecord], None]) -> Callable[[Call], None]:
    """A progress callback that shows the record whenever something was added to it."""
    seen = 0

    def progress(call: Call) -> None:
        nonlocal seen
        if call.changes != seen:
            seen = call.changes
            show_record(call.record())

    return progress


def finish(store: Store, placed: PlacedCall) -> Outcome:
    """Keeps what there is, whatever happens; a second Ctrl-C is not heard until it is on disk."""
    with deaf_to_interrupts():
        try:
            record = placed.finish()
        except StoreProblem as problem:
            warn(str(problem))
            kept = placed.call.record()
            return Outcome(placed.folder, kept, scored(kept, None), None)
        return keep(store, placed.folder, record)


@contextlib.contextmanager
def deaf_to_interrupts() -> Iterator[None]:
    """Ctrl-C does nothing inside; only the main thread can arrange this."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
