"""`followup doctor`: what works on this machine, and which command mends the rest; on wish, a sound check."""

from __future__ import annotations

import platform
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass

import click

from simulator.errors import FollowupError, MissingPart

LEAST_FREE_MEGABYTES = 200
"""A ten-minute call takes about 20 MB; under ten calls' room is worth a word."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One part of the system."""

    part: str
    works: bool
    what: str
    mend: str = ""
    needed: bool = True
    """Without it no spoken call can be made."""


@click.command(name="doctor")
@click.option(
    "--sound/--no-sound",
    default=None,
    help="Play five short sweeps (8 s), and measure whether the microphone hears the loudspeaker; asked, if not given.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON, and nothing else.")
def command(sound: bool | None, as_json: bool) -> None:
    """What works on this machine: voice, recognisers, microphone, data folder; and what mends the rest.

    With --sound it measures echo, delay and noise, and later calls listen accordingly.
    """
    import json

    findings = []
    for finding in examine(sound, can_ask=not as_json and sys.stdin is not None and sys.stdin.isatty()):
        findings.append(finding)
        if not as_json:
            mark = "ok  " if finding.works else "MISS" if finding.needed else "-   "
            click.echo(
                f"{mark} {finding.part:12} {finding.what}" + (f"\n{'':18}mend: {finding.mend}" if finding.mend else "")
            )
    if as_json:
        click.echo(json.dumps([asdict(finding) for finding in findings], indent=1, ensure_ascii=False))
    lacking = [finding.part for finding in findings if finding.needed and not finding.works]
    if lacking:
        raise FollowupError(f"a spoken call lacks: {', '.join(lacking)} (a typed one needs no device: --line keyboard)")


def examine(sound: bool | None = False, *, can_ask: bool = False) -> Iterator[Finding]:
    """The findings, each as soon as it is known; with a sound check if `sound`, or None and the person agrees."""
    yield Finding("system", True, f"{platform.system()} {platform.release()}, Python {platform.python_version()}")
    for part, look in (("data", _data), ("voice", _voice), ("recogniser", _recogniser), ("sound", _sound)):
        found = _looked_at(part, look)
        yield found
    if found.works:
        yield _looked_at("echo", lambda: _echo(sound if sound is not None or not can_ask else _agreed()), needed=False)
    yield _models()
    yield from _optional_recognisers()


def _looked_at(part: str, look: Callable[[], str], *, needed: bool = True) -> Finding:
    try:
        return Finding(part, True, look(), needed=needed)
    except MissingPart as lacking:
        return Finding(part, False, lacking.what, lacking.mend, needed=needed)
    except FollowupError as trouble:
        return Finding(part, False, str(trouble), needed=needed)


def _data() -> str:
    from simulator.history.store import Store
    from simulator.home import open_home

    with Store(open_home()) as store:
        kept = len(store.summaries())
        free = shutil.disk_usage(store.home).free // 1_000_000
    if free < LEAST_FREE_MEGABYTES:
        raise FollowupError(f"{store.home}: only {free} MB free")
    return f"{store.home}, {kept} calls kept, {free:,} MB free"


def _voice() -> str:
    from simulator.errors import NoVoice
    from simulator.voice.description import describe

    found = describe()
    if found.problem is not None:
        raise NoVoice("no voice speaks on this machine", found.problem)
    sexes = " and ".join(
        sex for sex, there in (("female", found.english_female), ("male", found.english_male)) if there
    )
    return f"{found.name}; {found.voices} voices, English: {sexes or 'none (another language will speak)'}"


def _recogniser() -> str:
    from simulator.hearing.recogniser import EMBEDDED, load_recogniser

    began = time.perf_counter()
    load_recogniser(EMBEDDED)
    return f"{EMBEDDED}, embedded, loads in {time.perf_counter() - began:.1f} s"


def _sound() -> str:
    from simulator.lines.microphone import check_devices, open_portaudio

    microphone, loudspeaker = check_devices(open_portaudio())
    return f"microphone {microphone['name']}, loudspeaker {loudspeaker['name']}"


def _agreed() -> bool:
    """Nobody wants a noise that they have not asked for."""
    question = "Measure what the microphone hears of the loudspeaker? It plays five short sweeps; keep quiet for 8 s"
    return click.confirm(question, default=False)


def _echo(measure: bool | None) -> str:
    """The sound check: as measured now, or as it was kept."""
    from datetime import datetime

    from simulator.home import home, open_home
    from simulator.lines import sound_check
    from simulator.lines.microphone import Device

    device = Device()
    try:
        if measure:
            now = datetime.now().isoformat(timespec="seconds")
            check = sound_check.SoundCheck(*device.names, now, sound_check.measure(device))
            sound_check.write_sound_check(check, open_home())
        kept = sound_check.read_sound_check(home())
    finally:
        device.close()
    if kept is None or (kept.microphone, kept.loudspeaker) != device.names:
        raise MissingPart("not measured with this microphone and loudspeaker", "followup doctor --sound")
    return f"{sound_check.in_words(kept.room)}; measured {kept.measured[:10]}"


def _models() -> Finding:
    from simulator.models.installed import installed_models

    names = [one.model.name for one in installed_models()]
    if names:
        return Finding("models", True, f"installed: {', '.join(names)}", needed=False)
    mend = "followup models lists them, followup models get NAME installs one"
    return Finding("models", False, "no neural recogniser or voice is installed", mend, needed=False)


def _optional_recognisers() -> Iterator[Finding]:
    from simulator.hearing import sherpa
    from simulator.hearing.recogniser import EMBEDDED, recogniser_names, require

    to_download = sherpa.names()
    for name in recogniser_names():
        if name == EMBEDDED:
            continue
        try:
            require(name)
        except MissingPart as lacking:
            if name not in to_download:  # `models` has spoken of those
                yield Finding(f"  {name}", False, lacking.what, lacking.mend, needed=False)
        except FollowupError as trouble:
            yield Finding(f"  {name}", False, str(trouble), needed=False)
        else:
            yield Finding(f"  {name}", True, "can be chosen with --recogniser", needed=False)
