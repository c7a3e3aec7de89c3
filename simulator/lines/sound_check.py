"""The sound check: plays the sweeps, measures the room, and keeps the result for the calls with the same devices."""

from __future__ import annotations

import json
import math
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from simulator.audio import FRAME_SAMPLES, SILENCE, Sound, frames_in
from simulator.errors import BadRecord, LineLost
from simulator.files import write_whole
from simulator.hearing.echo import MEND
from simulator.hearing.room import LONGEST_DELAY, Room, measured, probe
from simulator.lines.duplex import choose
from simulator.lines.microphone import Device
from simulator.lines.recording import frames_of

FILE_NAME = "sound.json"
FORMAT: Final = "sound/1"
SETTLE_SECONDS = 0.5
"""Devices click and stutter when they start."""
STUTTERED = "the sound device stuttered too much to measure; end other programs and try again: followup doctor --sound"


@dataclass(frozen=True, slots=True)
class SoundCheck:
    """A room as measured with a microphone and a loudspeaker."""

    microphone: str
    loudspeaker: str
    measured: str
    """When: ISO 8601."""
    room: Room


def measure(device: Device) -> Room:
    """Plays the sweeps (7 s) and listens. Raises LineLost when the device goes away or loses too much sound."""
    to_say = [SILENCE] * frames_in(SETTLE_SECONDS) + frames_of(probe())
    to_hear = len(to_say) + frames_in(LONGEST_DELAY + SETTLE_SECONDS)
    played: list[Sound] = []
    heard: list[Sound] = []
    ahead: list[int] = []
    with device:
        while len(heard) < to_hear:
            for frame in device.hear():
                heard.append(frame)
                device.say(to_say.pop(0) if to_say else SILENCE)
            played += device.played
            ahead.append(len(played) - len(heard))
            if device.gap:
                raise LineLost(STUTTERED)
    # the loudspeaker may have started before the microphone; from then on both count alike
    room = measured(*_with_one_clock(played, heard, int(np.median(ahead))))
    if room is None:
        raise LineLost(STUTTERED)
    return room


def _with_one_clock(played: list[Sound], heard: list[Sound], ahead: int) -> tuple[Sound, Sound]:
    """Both as sound of one length, such that frame i of either passed at the same time."""
    played = played[ahead:] if ahead >= 0 else [SILENCE] * -ahead + played
    length = min(len(played), len(heard)) * FRAME_SAMPLES
    return np.concatenate(played)[:length], np.concatenate(heard)[:length]


def read_sound_check(home: Path) -> SoundCheck | None:
    """What was measured last, or None. Raises BadRecord."""
    path = home / FILE_NAME
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, RecursionError) as error:
        raise BadRecord(path, "cannot be read; measure again: followup doctor --sound") from error
    try:
        if kept.pop("format") != FORMAT:
            raise ValueError("another format")
        room = _room(kept.pop("room"))
        if not all(isinstance(value, str) for value in kept.values()):
            raise TypeError("not a text")
        return SoundCheck(**kept, room=room)
    except (AttributeError, KeyError, OverflowError, TypeError, ValueError) as error:
        raise BadRecord(path, "is no sound check; measure again: followup doctor --sound") from error


def _room(kept: dict[str, Any]) -> Room:
    """A room whose figures are figures. Raises TypeError, ValueError."""
    figures = {name: value for name, value in kept.items() if name != "gain_follows"}
    if not isinstance(kept.get("gain_follows", False), bool) or not all(map(_is_figure, figures.values())):
        raise ValueError("not a figure")
    room = Room(**kept)
    if room.noise is None or (room.tail is not None and not 0 <= room.tail < 10):
        raise ValueError("out of range")
    return room


def _is_figure(value: object) -> bool:
    """A finite number, or None. JSON as Python reads it has NaN, and its true is a number to Python."""
    return value is None or (isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value))


def write_sound_check(check: SoundCheck, home: Path) -> None:
    """Keeps what was measured, whole or not at all."""
    text = json.dumps({"format": FORMAT, **asdict(check)}, indent=1, ensure_ascii=False)
    write_whole(home / FILE_NAME, text + "\n")


def room_with(home: Path, device: Device) -> Room | None:
    """The room as measured with this device, or None: other devices hear something else. Raises BadRecord."""
    check = read_sound_check(home)
    same = check is not None and (check.microphone, check.loudspeaker) == device.names
    return check.room if check is not None and same else None


def in_words(room: Room) -> str:
    """What was measured, and how calls will be made because of it; one line."""
    if room.echo is None or room.delay is None or room.decay is None:
        heard = "the microphone does not hear the loudspeaker"
    else:
        heard = f"echo {room.echo:+.0f} dB after {1000 * room.delay:.0f} ms, gone {1000 * room.decay:.0f} ms later"
    gain = (
        "; the microphone's automatic gain control is on: turn it off in the system's sound settings, "
        "it falsifies how loud you are"
        if room.gain_follows
        else ""
    )
    mode = choose(None, room).mode
    mend = f" (you cannot interrupt; to mend it: {MEND})" if mode == "half duplex" else ""
    return f"{heard}; noise {room.noise:.0f} dBFS; calls are {mode}{mend}{gain}"
