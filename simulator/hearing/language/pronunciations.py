"""How a word that no dictionary holds is said: espeak-ng's phonemes as those of CMU's dictionary."""

from __future__ import annotations

import ctypes
import functools
import re
from typing import Any, Final

_SYNCHRONOUS: Final = 2
"""AUDIO_OUTPUT_SYNCHRONOUS of espeak-ng's speak_lib.h: no loudspeaker."""
_DONT_EXIT: Final = 0x8000
"""espeakINITIALIZE_DONT_EXIT: an error instead of the end of the process where its data are missing."""
_UTF8: Final = 1
_IPA: Final = 0x02 | ord("_") << 8
"""espeakPHONEMES_IPA, phonemes separated by _."""

# espeak-ng's notation = CMU's; length and stress are marks of their own and taken out before
_ARPABET: Final = dict(
    entry.replace("+", " ").split("=")
    for entry in """
    tʃ=CH dʒ=JH aɪɚ=AY+ER aɪə=AY+AH aʊə=AW+AH eɪ=EY oʊ=OW əʊ=OW aɪ=AY aʊ=AW ɔɪ=OY ɑɹ=AA+R ɔɹ=AO+R oɹ=AO+R ɪɹ=IH+R
    ɛɹ=EH+R ʊɹ=UH+R iə=IY+AH əl=AH+L ᵻ=IH ɚ=ER ɜ=ER ɝ=ER ɐ=AH ə=AH ʌ=AH æ=AE a=AE ɑ=AA ɒ=AA ɔ=AO o=OW e=EH ɛ=EH i=IY
    ɪ=IH u=UW ʊ=UH b=B d=D ð=DH f=F ɡ=G g=G h=HH j=Y k=K l=L m=M n=N ŋ=NG p=P ɹ=R r=R s=S ʃ=SH t=T ɾ=T θ=TH v=V w=W
    z=Z ʒ=ZH x=K ʔ=T ɬ=L
    """.split()
)
_PHONEME: Final = re.compile("|".join(sorted(map(re.escape, _ARPABET), key=len, reverse=True)))
_MARKS: Final = re.compile(r"[_ˈˌː̩̃\s]")


def guess_phones(word: str) -> str | None:
    """Phones as in CMU's dictionary ("OW K AA N JH OW"); None where espeak-ng's library is not installed."""
    library = _espeak()
    if library is None:
        return None
    text = ctypes.c_char_p(word.encode())
    ipa = library.espeak_TextToPhonemes(ctypes.byref(text), _UTF8, _IPA)
    return arpabet(ipa.decode()) or None


def arpabet(ipa: str) -> str:
    """espeak-ng's notation in CMU's; what CMU's English lacks is left out."""
    return " ".join(_ARPABET[found] for found in _PHONEME.findall(_MARKS.sub("", ipa)))


@functools.cache
def _espeak() -> Any | None:
    try:
        import espeakng_loader
    except ImportError:
        return None
    try:
        library = ctypes.CDLL(espeakng_loader.get_library_path())
    except OSError:
        return None
    data = str(espeakng_loader.get_data_path()).encode()
    if library.espeak_Initialize(_SYNCHRONOUS, 0, data, _DONT_EXIT) < 0 or library.espeak_SetVoiceByName(b"en-us"):
        return None
    library.espeak_TextToPhonemes.restype = ctypes.c_char_p
    return library
