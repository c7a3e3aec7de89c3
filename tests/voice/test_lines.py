"""Lines rendered ahead, and the cache that makes the second time quick."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
import soundfile

from simulator.audio import RATE, Sound
from simulator.errors import NoVoice
from simulator.voice.cache import SoundCache
from simulator.voice.lines import LineSounds
from simulator.voice.spec import Utterance, Voice, VoiceSpec
from simulator.voice.synthesis import Synthesiser
from tests.fakes import SilentSynthesiser

VOICE = VoiceSpec()
TONE: Sound = (9000 * np.sin(np.arange(RATE) / 5)).astype(np.int16)


class Noise(SilentSynthesiser):
    """Says everything as noise, the same for the same text."""

    def render(self, text: str, voice: Voice, mood: str = "neutral") -> Sound:
        samples = len(super().render(text, voice, mood))
        return np.random.default_rng(len(text)).normal(0, 3000, samples).astype(np.int16)


class Mute(SilentSynthesiser):
    """Cannot say one of the lines."""

    def render(self, text: str, voice: Voice, mood: str = "neutral") -> Sound:
        if text == "unsayable":
            raise NoVoice("the voice could not say “unsayable”", "followup doctor")
        return super().render(text, voice, mood)


def test_lines_are_ready_after_prepare_and_progress_was_told(synthesiser: Synthesiser, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    lines = LineSounds(synthesiser, tmp_path)
    lines.prepare(
        [("Hello.", VOICE), ("Goodbye.", VOICE), ("Hello.", VOICE), ("Hello.", VOICE, "sad")],
        lambda done, total: told.append((done, total)),
    )
    assert told == [(1, 3), (2, 3), (3, 3)]
    hello, sad = lines.sound("Hello.", VOICE), lines.sound("Hello.", VOICE, "sad")
    assert hello is not None
    assert sad is not None
    assert len(sad) > len(hello) > RATE // 4
    assert lines.sound("Never prepared.", VOICE) is None


def test_the_second_time_nothing_is_spoken_and_it_sounds_the_same(tmp_path: Path) -> None:
    first, second = Noise(), Noise()
    sounds = []
    for synthesiser in (first, second):
        lines = LineSounds(synthesiser, tmp_path)
        lines.prepare([("Good morning, this is Dana.", VOICE)])
        sounds.append(lines.sound("Good morning, this is Dana.", VOICE))
    assert first.said
    assert not second.said
    assert sounds[0] is not None
    assert sounds[1] is not None
    assert np.array_equal(sounds[0], sounds[1])


def test_a_cache_full_of_lines_starts_no_process(tmp_path: Path) -> None:
    with Synthesiser() as synthesiser:
        LineSounds(synthesiser, tmp_path).prepare([("Hello.", VOICE)])
    with Synthesiser("nosuchdriver") as other:
        other.__dict__["name"] = synthesiser.name
        lines = LineSounds(other, tmp_path)
        lines.prepare([("Hello.", VOICE)])
    assert lines.sound("Hello.", VOICE) is not None


def test_any_object_with_a_voices_attributes_will_do() -> None:
    @dataclass
    class Persona:
        sex: str = "female"
        rate: int = 170
        pitch: int = 50
        accent: str = "en-us"

    lines = LineSounds(SilentSynthesiser())
    lines.prepare([("Hello.", Persona())])
    assert lines.sound("Hello.", VOICE) is lines.sound("Hello.", Persona())


def test_everything_that_changes_the_sound_changes_the_key(tmp_path: Path) -> None:
    cache = SoundCache(tmp_path)
    plain = Utterance("Hello.", VOICE)
    keys = {
        cache.path(plain, "a"),
        cache.path(plain, "b"),
        cache.path(plain._replace(text="Hello!"), "a"),
        cache.path(plain._replace(mood="warm"), "a"),
        *(
            cache.path(plain._replace(voice=voice), "a")
            for voice in (VoiceSpec("male"), VoiceSpec(rate=171), VoiceSpec(pitch=51), VoiceSpec(accent="en-gb"))
        ),
    }
    assert len(keys) == 8


def test_a_line_that_cannot_be_spoken_is_an_error_or_on_request_a_note() -> None:
    lines = LineSounds(Mute())
    wanted = [("Hello.", VOICE), ("unsayable", VOICE)]
    with pytest.raises(NoVoice, match="unsayable"):
        lines.prepare(wanted)
    lines.prepare(wanted, skip_failures=True)
    assert lines.sound("unsayable", VOICE) is None
    assert lines.sound("Hello.", VOICE) is not None
    assert any("unsayable" in note for note in lines.notes)


@pytest.mark.parametrize("damage", ["truncated", "changed", "emptied", "text", "other rate"])
def test_a_damaged_entry_is_spoken_again(tmp_path: Path, damage: str) -> None:
    LineSounds(Noise(), tmp_path).prepare([("Hello there.", VOICE)])
    [entry] = tmp_path.glob("*.flac")
    content = entry.read_bytes()
    middle = len(content) // 2
    match damage:
        case "truncated":
            entry.write_bytes(content[:middle])
        case "changed":
            entry.write_bytes(content[:middle] + bytes([content[middle] ^ 0x55]) + content[middle + 1 :])
        case "emptied":
            entry.write_bytes(b"")
        case "text":
            entry.write_text("not sound")
        case _:
            soundfile.write(entry, TONE, 8000, format="FLAC")
    again = Noise()
    LineSounds(again, tmp_path).prepare([("Hello there.", VOICE)])
    assert again.said == ["Hello there."]
    assert entry.read_bytes() == content


def test_a_folder_that_cannot_be_written_costs_a_note_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    lines = LineSounds(SilentSynthesiser(), tmp_path / "file")
    lines.prepare([("Hello.", VOICE), ("Goodbye.", VOICE)])
    assert lines.sound("Hello.", VOICE) is not None
    assert len(lines.notes) == 1
    assert "not kept" in lines.notes[0]


def test_the_cache_keeps_its_size_by_dropping_what_was_used_longest_ago(tmp_path: Path) -> None:
    cache = SoundCache(tmp_path, limit_bytes=0)
    old, used, fresh = (Utterance(text, VOICE) for text in ("old", "used", "fresh"))
    for age, utterance in ((300, old), (200, used), (100, fresh)):
        cache.put(utterance, "x", TONE)
        then = time.time() - age
        os.utime(cache.path(utterance, "x"), (then, then))
    assert cache.get(used, "x") is not None
    cache.limit_bytes = 2 * cache.path(used, "x").stat().st_size
    cache.tidy()
    assert cache.get(old, "x") is None
    assert cache.get(used, "x") is not None
    assert cache.get(fresh, "x") is not None


def test_halves_that_a_killed_program_left_are_removed_and_others_work_is_not(tmp_path: Path) -> None:
    left, busy = tmp_path / "left.part", tmp_path / "busy.part"
    for part in (left, busy):
        part.write_bytes(b"half")
    os.utime(left, (0, 0))
    SoundCache(tmp_path).tidy()
    assert not left.exists()
    assert busy.exists()


PROGRAM = """
import sys
from pathlib import Path
import numpy as np
from simulator.voice.cache import SoundCache
from simulator.voice.spec import Utterance, VoiceSpec
cache = SoundCache(Path(sys.argv[1]), limit_bytes=100_000)
wrong = 0
for turn in range(60):
    utterance = Utterance(f"line {turn % 5}", VoiceSpec())
    sound = np.full(8000, 100 * (turn % 5 + 1), np.int16)
    assert cache.put(utterance, "x", sound) is None
    found = cache.get(utterance, "x")
    wrong += found is not None and not np.array_equal(found, sound)
    cache.tidy()
print(wrong)
"""


def test_two_programs_on_one_cache_never_read_each_others_halves(tmp_path: Path) -> None:
    programs = [
        subprocess.Popen(
            [sys.executable, "-c", PROGRAM, str(tmp_path)],
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        )
        for _ in range(2)
    ]
    assert [program.communicate(timeout=30)[0] for program in programs] == ["0\n", "0\n"]
