"""Choosing among the voices that a machine happens to have."""

from __future__ import annotations

from simulator.voice.spec import VoiceSpec
from simulator.voice.voices import SystemVoice, choose_voice, system_voice

WINDOWS = [
    system_voice("HELENA", "Microsoft Helena Desktop", ["es-ES"], "Female"),
    system_voice("DAVID", "Microsoft David Desktop", ["en-US"], "Male"),
    system_voice("ZIRA", "Microsoft Zira Desktop", ["en-US"], "Female"),
    system_voice("HAZEL", "Microsoft Hazel Desktop", ["en-GB"], "Female"),
]
MAC = [
    system_voice("com.apple.voice.badnews", "Bad News", ["en_US"], "VoiceGenderMale"),
    system_voice("com.apple.voice.bells", "Bells", ["en_US"], "VoiceGenderNeuter"),
    system_voice("com.apple.voice.alex", "Alex", ["en_US"], "VoiceGenderMale"),
    system_voice("com.apple.voice.samantha", "Samantha", ["en_US"], "VoiceGenderFemale"),
]
ESPEAK = [
    SystemVoice("gmw/de", "German", ("de",), "male"),
    SystemVoice("gmw/en", "English (Great Britain)", ("en-gb",), "male"),
    SystemVoice("gmw/en-us", "English (America)", ("en-us",), "male"),
    SystemVoice("mb/mb-us1", "us-mbrola-1", ("en-us",), "female"),
]


def test_windows_voices_are_chosen_by_accent_and_sex() -> None:
    assert choose_voice(WINDOWS, VoiceSpec("female", accent="en-us"), "sapi5") == ("ZIRA", None)
    assert choose_voice(WINDOWS, VoiceSpec("female", accent="en-gb"), "sapi5") == ("HAZEL", None)
    assert choose_voice(WINDOWS, VoiceSpec("male", accent="en-us"), "sapi5") == ("DAVID", None)


def test_sex_matters_more_than_accent_and_the_note_says_what_is_missing() -> None:
    choice = choose_voice(WINDOWS, VoiceSpec("male", accent="en-gb"), "sapi5")
    assert choice == ("DAVID", "no en-gb voice on this machine; Microsoft David Desktop speaks instead")


def test_a_machine_without_men_lets_a_woman_speak() -> None:
    choice = choose_voice([WINDOWS[3]], VoiceSpec("male", accent="en-gb"), "sapi5")
    assert choice == ("HAZEL", "no male voice on this machine; Microsoft Hazel Desktop speaks instead")


def test_a_machine_without_english_still_speaks() -> None:
    choice = choose_voice(WINDOWS[:1], VoiceSpec("female"), "sapi5")
    assert choice == ("HELENA", "no en-us voice on this machine; Microsoft Helena Desktop speaks instead")


def test_macos_voices_are_understood_and_its_joke_voices_come_last() -> None:
    assert choose_voice(MAC, VoiceSpec("male"), "nsss") == ("com.apple.voice.alex", None)
    assert choose_voice(MAC, VoiceSpec("female"), "nsss") == ("com.apple.voice.samantha", None)


def test_no_list_of_voices_means_the_default_voice_and_a_note() -> None:
    choice = choose_voice([], VoiceSpec(), "sapi5")
    assert choice.id is None
    assert choice.note


def test_espeak_makes_women_by_variants_and_leaves_mbrola_alone() -> None:
    assert choose_voice(ESPEAK, VoiceSpec("female", pitch=50), "espeak") == ("gmw/en-us+f2", None)
    assert choose_voice(ESPEAK, VoiceSpec("male", pitch=20, accent="en_GB"), "espeak") == ("gmw/en", None)


def test_two_people_of_one_sex_get_different_variants_for_different_pitches() -> None:
    chosen = {choose_voice(ESPEAK, VoiceSpec("male", pitch=pitch), "espeak").id for pitch in (20, 50, 80)}
    assert len(chosen) == 3


def test_an_accent_that_espeak_lacks_becomes_american() -> None:
    choice = choose_voice(ESPEAK, VoiceSpec("female", accent="en-au"), "espeak")
    assert choice == ("gmw/en-us+f2", "no en-au voice in espeak; English (America) speaks instead")
