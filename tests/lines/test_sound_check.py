"""The sound check: kept and read back, and over a real sound server whose loudspeaker echoes into its microphone."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from simulator.errors import BadRecord
from simulator.hearing.room import Room
from simulator.lines.sound_check import FILE_NAME, SoundCheck, in_words, read_sound_check, room_with, write_sound_check
from tests.lines.sound_server import SoundServer, missing_part, running

ROOM = Room(noise=-58.2, echo=-11.6, delay=0.142, decay=0.31)
CHECK = SoundCheck("Built-in microphone", "Lautsprecher ½", "2026-01-01T10:00:00", ROOM)


class NamedDevice:
    """As much of a device as is asked for its names."""

    def __init__(self, *names: str) -> None:
        self.names = names


def test_what_was_measured_is_read_back(home: Path) -> None:
    assert read_sound_check(home) is None
    write_sound_check(CHECK, home)
    assert read_sound_check(home) == CHECK
    assert [path.name for path in home.iterdir()] == [FILE_NAME]


def test_it_holds_for_the_same_devices_only(home: Path) -> None:
    write_sound_check(CHECK, home)
    same: Any = NamedDevice("Built-in microphone", "Lautsprecher ½")
    other: Any = NamedDevice("Built-in microphone", "HDMI")
    assert room_with(home, same) == ROOM and room_with(home, other) is None


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        '{"format": "sound/2"}',
        '{"format": "sound/1", "room": {}}',
        json.dumps(
            {"format": "sound/1", "microphone": "a", "loudspeaker": "b", "measured": "", "room": {"noise": "x"}}
        ),
        json.dumps(
            {
                "format": "sound/1",
                "microphone": "a",
                "loudspeaker": "b",
                "measured": "",
                "room": {"noise": -60, "echo": -6, "delay": 1e9, "decay": 0.1},
            }
        ),
    ],
)
def test_a_damaged_file_is_said_to_be_so(home: Path, content: str) -> None:
    (home / FILE_NAME).write_text(content, encoding="utf-8")
    with pytest.raises(BadRecord, match="followup doctor --sound"):
        read_sound_check(home)


@pytest.mark.parametrize("figure", ["NaN", "-Infinity", "true", "1" + "0" * 400])
@pytest.mark.parametrize("name", ["noise", "echo", "delay", "decay"])
def test_what_is_no_figure_is_damage(home: Path, name: str, figure: str) -> None:
    write_sound_check(CHECK, home)
    kept = json.loads((home / FILE_NAME).read_text("utf-8"))
    kept["room"][name] = json.loads(figure)
    (home / FILE_NAME).write_text(json.dumps(kept), "utf-8")
    with pytest.raises(BadRecord, match="followup doctor --sound"):
        read_sound_check(home)


@pytest.mark.parametrize("change", [{"microphone": 3}, {"loudspeaker": None}, {"measured": 2026}, {"other": "x"}])
def test_names_and_time_are_texts(home: Path, change: dict[str, Any]) -> None:
    write_sound_check(CHECK, home)
    kept = json.loads((home / FILE_NAME).read_text("utf-8")) | change
    (home / FILE_NAME).write_text(json.dumps(kept), "utf-8")
    with pytest.raises(BadRecord):
        read_sound_check(home)


def test_whether_the_gain_follows_is_yes_or_no(home: Path) -> None:
    write_sound_check(CHECK, home)
    kept = (home / FILE_NAME).read_text("utf-8")
    assert '"gain_follows": false' in kept
    (home / FILE_NAME).write_text(kept.replace('"gain_follows": false', '"gain_follows": 5'), "utf-8")
    with pytest.raises(BadRecord):
        read_sound_check(home)


def test_one_line_says_what_was_found_and_what_follows() -> None:
    assert in_words(ROOM) == "echo -12 dB after 142 ms, gone 310 ms later; noise -58 dBFS; calls are full duplex"
    silent = Room(noise=-70, echo=None, delay=None, decay=None)
    assert "does not hear the loudspeaker" in in_words(silent) and "headphones" in in_words(silent)
    follows = Room(noise=-58.2, echo=-11.6, delay=0.142, decay=0.31, gain_follows=True)
    assert "automatic gain control is on: turn it off" in in_words(follows)


def test_without_a_canceller_the_doctor_names_the_command_that_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "livekit", None)
    assert in_words(ROOM).endswith("half duplex (you cannot interrupt; to mend it: pip install livekit)")


def doctor(server: SoundServer, home: Path, *options: str) -> list[dict[str, Any]]:
    done = subprocess.run(
        [sys.executable, "-m", "simulator", "doctor", "--json", *options],
        env={**server.environment, "FOLLOWUP_HOME": str(home)},
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
        stdin=subprocess.DEVNULL,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


@pytest.mark.sound_server
@pytest.mark.skipif(missing_part() is not None, reason=f"not installed: {missing_part()}")
@pytest.mark.parametrize("rate", [16_000, 44_100], ids=["devices at 16 kHz", "devices at 44.1 kHz"])
def test_the_doctor_measures_the_echo_of_a_real_sound_server(tmp_path: Path, home: Path, rate: int) -> None:
    with running(tmp_path, rate) as server:
        (unmeasured,) = [found for found in doctor(server, home) if found["part"] == "echo"]
        assert not unmeasured["works"] and unmeasured["mend"] == "followup doctor --sound"
        assert not server.loudspeaker.sound.any(), "nothing sounds that was not asked for"

        (apart,) = [found for found in doctor(server, home, "--sound") if found["part"] == "echo"]
        assert "does not hear the loudspeaker" in apart["what"] and "calls are headphones" in apart["what"]
        assert server.loudspeaker.sound.any(), "the sweeps were played"

        server.loop_back(share=0.25, delay=0.12)
        (echoing,) = [found for found in doctor(server, home, "--sound") if found["part"] == "echo"]
        assert "calls are full duplex" in echoing["what"], echoing
    check = read_sound_check(home)
    assert check is not None and check.room.echo is not None and check.room.delay is not None
    assert check.room.echo == pytest.approx(-12.0, abs=1.5)
    assert 0.1 < check.room.delay < 0.5
    assert not check.room.silent and not check.room.gain_follows
