"""English text to the phonemes that Piper's, Kokoro's and Kitten's voices were trained on: espeak-ng's, in IPA.

sherpa-onnx 2 has no espeak-ng any more (its licence is GPL, as ours) and takes phonemes instead. What Piper's own
phonemiser does is done here: clause by clause, with the mark that ends each, one list of phonemes for each sentence.
"""

from __future__ import annotations

import ctypes
import functools
import re
import unicodedata
from typing import Any, Final

SYNCHRONOUS: Final = 2
"""AUDIO_OUTPUT_SYNCHRONOUS of espeak-ng's speak_lib.h: no loudspeaker."""
DONT_EXIT: Final = 0x8000
"""espeakINITIALIZE_DONT_EXIT: an error instead of the process's end where its data are missing."""
UTF8: Final = 1
IPA: Final = 0x02
"""espeakPHONEMES_IPA."""
FALLBACK: Final = "en-us"
"""espeak-ng's voice for an accent that it does not have."""
_NAMES: Final = {"en-gb": "en"}
"""Accent → espeak-ng's name of it, where that is another."""

_TITLES: Final = {"Ms": "Miz", "Mr": "Mister", "Mrs": "Missis", "Dr": "Doctor", "Prof": "Professor"}
"""espeak-ng takes the point of a title for the end of a sentence, and spells "Ms" out."""
_TITLE: Final = re.compile(rf"\b({'|'.join(_TITLES)})\b\.?")
# a mark ends a clause when something else follows; a point before a small letter belongs to "a.m.", and to no sentence
_CLAUSE_END: Final = re.compile(r"(?<=[.,;:?!…)])(?<!\.(?=\s[a-z]))\s+|\s+[—–-]\s+|[—–]")
_CLOSING: Final = re.compile(r"[\s\"'”’)\]]+$")
_LANGUAGE: Final = re.compile(r"\([a-z-]+\)")
"""espeak-ng's note that a word is said as in another language."""


class NoPhonemes(Exception):
    """espeak-ng's library is not installed or does not start; the reason is one line."""


def sentences(text: str, accent: str) -> list[str]:
    """The phonemes of each sentence, decomposed (NFD), with `,` `;` `:` between clauses and `.` `?` `!` at its end.

    `accent`: a language tag, or an espeak-ng voice such as `en-gb-x-rp`. Raises NoPhonemes.
    """
    library = load_espeak()
    if library.espeak_SetVoiceByName(_NAMES.get(accent, accent).encode()) != 0:
        library.espeak_SetVoiceByName(FALLBACK.encode())
    found = [""]
    for clause, mark in clauses(text):
        said = unicodedata.normalize("NFD", _LANGUAGE.sub("", _phonemes(library, clause)))
        if not said:
            continue
        found[-1] += said + mark
        if mark in ".?!":
            found.append("")
        else:
            found[-1] += " "
    return [sentence.strip() for sentence in found if sentence]


def clauses(text: str) -> list[tuple[str, str]]:
    """The text's clauses, each with the mark that ends it: one of `, ; : . ? !`."""
    plain = _TITLE.sub(lambda title: _TITLES[title[1]], text)
    parts = [part for part in _CLAUSE_END.split(plain) if part and any(map(str.isalnum, part))]
    return [(part, _mark(part, last=place == len(parts) - 1)) for place, part in enumerate(parts)]


def _mark(clause: str, *, last: bool) -> str:
    end = _CLOSING.sub("", clause)[-3:]
    for mark in "?!":
        if mark in end:
            return mark
    if end.endswith((".", "…")):
        return "."
    if end.endswith((",", ";", ":")) and not last:
        return end[-1]
    return "." if last else ","


def _phonemes(library: Any, clause: str) -> str:
    """espeak-ng may see several clauses in one; it is asked until the text is used up."""
    text = ctypes.create_string_buffer(clause.encode())
    place = ctypes.c_void_p(ctypes.addressof(text))
    said = []
    while place.value:
        said.append(library.espeak_TextToPhonemes(ctypes.byref(place), UTF8, IPA).decode())
    return " ".join(part.strip() for part in said if part.strip())


@functools.cache
def load_espeak() -> Any:
    """espeak-ng's library, started. Raises NoPhonemes."""
    try:
        import espeakng_loader

        library = ctypes.CDLL(espeakng_loader.get_library_path())
    except (ImportError, OSError) as error:
        raise NoPhonemes(f"espeak-ng's library is missing ({error}): pip install espeakng-loader") from error
    data = str(espeakng_loader.get_data_path()).encode()
    if library.espeak_Initialize(SYNCHRONOUS, 0, data, DONT_EXIT) < 0:
        raise NoPhonemes("espeak-ng does not find its data: pip install --force-reinstall espeakng-loader")
    library.espeak_TextToPhonemes.restype = ctypes.c_char_p
    library.espeak_TextToPhonemes.argtypes = [ctypes.POINTER(ctypes.c_void_p), ctypes.c_int, ctypes.c_int]
    return library
