"""What every command that makes a call does: find the parts, place the call, play it, keep it, score it, show it."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import click
from rich.console import Console

from simulator.call.call import Call
from simulator.call.placing import Order, PlacedCall, call_id
from simulator.call.recovery import orphans, recover
from simulator.errors import BadRecord, FollowupError, StoreProblem
from simulator.history.store import RECORD_NAME, SCORECARD_NAME, Store
from simulator.home import cache_folder, open_home
from simulator.record import CallRecord, Scorecard, write
from simulator.review.report import write_report
from simulator.review.terminal import LiveTranscript, print_scorecard
from simulator.scenario.loader import find_scenario
from simulator.scoring.scorecard import score
from simulator.voice.lines import LineSounds
from simulator.voice.synthesis import Synthesiser


@dataclass(frozen=True)
class Outcome:
    """A call that is over, kept and scored."""

    folder: Path
    record: CallRecord
    scorecard: Scorecard
    report: Path | None


def open_store() -> Store:
    """The user's store, with calls that a killed program left behind finished and taken in."""
    store = Store(open_home())
    for note in store.notes:
        warn(note)
    for folder in orphans(store.calls):
        with contextlib.suppress(FollowupError):
            if recover(folder) is None:
                continue
            keep(store, folder)
            warn(f"a call that was cut short has been recovered: {folder.name}")
    return store


def warn(message: str) -> None:
    """One line for the person, beside the output."""
    click.echo(f"followup: {' '.join(message.split())}", err=True)


def keep(store: Store, folder: Path, record: CallRecord | None = None) -> Outcome:
    """Scores the call in a folder, writes scorecard and report beside it, and takes it into the index."""
    from simulator.record import read_call

    record = record if record is not None else read_call(folder / RECORD_NAME)
    scorecard = score(record, weights_of(record))
    report: Path | None = None
    try:
        write(scorecard, folder / SCORECARD_NAME)
        report = write_report(record, scorecard, folder)
        if folder.parent == store.calls:
            store.add(folder)
    except (OSError, StoreProblem, BadRecord) as error:
        warn(f"the scorecard could not be kept: {error}")
    return Outcome(folder, record, scorecard, report)


def weights_of(record: CallRecord) -> dict[str, float] | None:
    """How much each criterion counts in the call's scenario; None where the scenario is not known any more."""
    if record.scenario is None:
        return None
    try:
        return {str(name): weight for name, weight in find_scenario(record.scenario).weights.items()} or None
    except FollowupError:
        return None


@dataclass(frozen=True)
class Wish:
    """How the user wants the call."""

    line: str
    recogniser: str = "auto"
    difficulty: int | None = None
    seed: int | None = None
    started: str | None = None
    hidden: bool = False
    """The scenario's title would give the verdict away."""
    as_json: bool = False


def by_recording(scenario: Scenario, wish: Wish, path: Path) -> None:
    """A call whose candidate is a recording, as fast as it goes."""
    from simulator.lines import recording

    sound = recording.read_candidate(path)
    with hearing(wish.recogniser) as ears:
        make_call(scenario, wish, ears, lambda call, show: recording.play(call, sound, show), ahead=True)


def by_microphone(scenario: Scenario, wish: Wish, device: Device) -> None:
    """A call by microphone and loudspeaker."""
    from simulator.lines import microphone

    with hearing(wish.recogniser) as ears:
        make_call(scenario, wish, ears, lambda call, show: microphone.play(call, device, show))


def by_keyboard(scenario: Scenario, wish: Wish) -> None:
    """A call that is typed: in real time at a terminal, in virtual time from a pipe or file."""
    from simulator.hearing.typed import TypedHearing
    from simulator.lines import keyboard

    ears = TypedHearing()
    live = sys.stdin.isatty()
    play = keyboard.play_live if live else keyboard.play_virtual
    wish = replace(wish, line="keyboard", recogniser="typed")
    patience = keyboard.PATIENCE if live else 1.0
    make_call(
        scenario, wish, ears, lambda call, show: play(call, ears, typed_lines(), show), ahead=not live, patience=patience
    )


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
) -> Outcome:
    """Places the call, plays it, keeps and scores it, and shows what came of it.

    With `ahead` every line is rendered before the first ring, so that the outcome does not depend on the machine's
    speed; live, that happens while it rings. Ctrl-C hangs up.
    """
    with open_store() as store, Synthesiser() as synthesiser:
        profile = read_profile(store.home)
        started = wish.started or datetime.now().isoformat(timespec="seconds")
        order = Order(
            scenario,
            profile.candidate(),
            profile.called(),
            seed=random.randrange(2**31) if wish.seed is None else wish.seed,
            difficulty=wish.difficulty,
            line=wish.line,
            started=started,
            patience=patience,
        )
        target = folder if folder is not None else store.new_folder(call_id(scenario.id, started))
        placed = PlacedCall(order, ears, LineSounds(synthesiser, cache_folder() / "voice"), target)
        console = Console(stderr=wish.as_json, highlight=False)
        _announce(console, placed, wish)
        transcript = LiveTranscript(console)
        preparing = threading.Thread(target=placed.prepare, name="voice", daemon=True)
        try:
            preparing.start()
            if ahead:
                preparing.join()
            play(placed.call, on_change(transcript.show))
        except KeyboardInterrupt:
            placed.call.hang_up("candidate")
        outcome = _finish(store, placed)
        transcript.show(outcome.record)
        for note in placed.notes():
            warn(note)
        _show(console, outcome, wish)
        return outcome


def on_change(show: Callable[[CallRecord], None]) -> Callable[[Call], None]:
    """A progress callback that shows the record whenever something was added to it."""
    seen = 0

    def progress(call: Call) -> None:
        nonlocal seen
        if call.changes != seen:
            seen = call.changes
            show(call.record())

    return progress


def _finish(store: Store, placed: PlacedCall) -> Outcome:
    """Keeps what there is, whatever happens; a second Ctrl-C is not heard until it is on disk."""
    with _deaf_to_interrupts():
        try:
            record = placed.finish()
        except StoreProblem as problem:
            warn(str(problem))
            assert placed.record is not None  # noqa: S101 - finish sets it before it writes
            return Outcome(placed.target, placed.record, score(placed.record, weights_of(placed.record)), None)
        return keep(store, placed.folder_kept(), record)
