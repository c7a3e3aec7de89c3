"""What a passage that somebody read aloud tells of their voice, to be known from the first word of a call."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from simulator.audio import Sound
from simulator.hearing.speaker.acoustics import SILENCE, read_acoustics
from simulator.hearing.speaker.adaptation import Speaker, Spoken
from simulator.hearing.speaker.cepstra import CEPSTRA, Bands, Cepstra

ROUNDS: Final = 2
"""The text is laid on the sound again when the voice is known better."""
_FRAMES_AT_A_TIME: Final = 4


@dataclass(frozen=True, slots=True)
class Voice:
    """Plain numbers, so that a profile can keep them."""

    mean: list[float]
    """Of the cepstra, (CEPSTRA,)."""
    transform: list[list[float]]
    """What brings the cepstra without that mean to where the model expects them, (CEPSTRA, 1 + CEPSTRA)."""

    def to_dict(self) -> dict[str, Any]:
        return asdict(self)

    @staticmethod
    def from_dict(data: object) -> Voice | None:
        """None for anything that is no voice of this kind."""
        if not isinstance(data, dict):
            return None
        try:
            mean, transform = np.array(data["mean"], float), np.array(data["transform"], float)
        except (KeyError, TypeError, ValueError):
            return None
        fits = mean.shape == (CEPSTRA,) and transform.shape == (CEPSTRA, 1 + CEPSTRA)
        if not fits or not (np.isfinite(mean).all() and np.isfinite(transform).all()):
            return None
        return Voice(mean.tolist(), transform.tolist())


def voice_of(sound: Sound, text: str) -> Voice | None:
    """The voice of whoever reads `text`, which the recogniser's dictionary must hold; 16 kHz.

    None when the text cannot be laid on the sound: something else was said.
    """
    import pocketsphinx

    pocketsphinx.set_loglevel("FATAL")
    features = Path(__file__).with_name("feat.params")
    decoder = pocketsphinx.Decoder(lm=None, featparams=str(features), loglevel="FATAL")
    decoder.set_align_text(" ".join(text.split()))
    cepstra = Cepstra().of(Bands().feed(sound.tobytes()))
    if not len(cepstra):
        return None
    mean = cepstra.mean(axis=0)
    speaker = Speaker(read_acoustics(Path(decoder.config["hmm"])))
    for _ in range(ROUNDS):
        spoken = _laid_on(decoder, speaker.moved(cepstra - mean))
        if not spoken:
            return None
        speaker.forget()
        speaker.learn(cepstra - mean, spoken)
    if speaker.transform is None:
        return None
    return Voice([round(float(value), 3) for value in mean], np.round(speaker.transform, 5).tolist())


def _laid_on(decoder: Any, cepstra: NDArray[np.float64]) -> Sequence[Spoken]:
    """Where each word of the decoder's text is; nothing where it does not fit."""
    decoder.start_utt()
    for at in range(0, len(cepstra), _FRAMES_AT_A_TIME):
        piece = cepstra[at : at + _FRAMES_AT_A_TIME].astype(np.float32)
        decoder.process_cep(piece.tobytes(), False, False)
    decoder.end_utt()
    if decoder.hyp() is None:
        return []
    return [
        Spoken((decoder.lookup_word(segment.word) or SILENCE).split(), segment.start_frame, segment.end_frame + 1)
        for segment in decoder.seg()
    ]
