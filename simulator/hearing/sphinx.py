"""The embedded recogniser: PocketSphinx with the English model of its own wheel, streaming.

Settings as `benchmarks/hearing.py --settings` compares them, here with the wheel's general language model, before there
was one of the domain (word error on sentences of flite's slt and rms; on the 50
utterances of LibriSpeech test-other in the evaluation data; seconds of compute after the end per 10 s of turn, mean
and worst turn of the latter; two busy cores):

    settings                                      flite   LibriSpeech   final   worst
    PocketSphinx's own                            0.085      0.663      0.59    1.17
    no flat-lexicon pass                          0.100      0.668      0.16    0.51
    … and at most 6000 HMMs a frame               0.100      0.665      0.12    0.33
    … and the model's mean cepstrum (these)       0.070      0.663      0.11    0.29
    … and no best path over the lattice           0.111      0.712      0.05    0.11

The second, flat-lexicon pass over the whole turn is four fifths of the wait for the final words. The best path over
the lattice is cheap, saves four to five words in a hundred, and gives the confidences.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from typing import Any

from simulator.hearing.events import Transcript
from simulator.hearing.language.model import decoder_settings, expect, unmarked
from simulator.hearing.recogniser import EMBEDDED
from simulator.record import Word

SETTINGS: dict[str, Any] = {
    "samprate": 16_000,
    "loglevel": "FATAL",
    "fwdflat": False,
    "bestpath": True,
    "maxhmmpf": 6000,
    # Mean cepstrum before anything was heard, from CMU's own en-us model (its feat.params in the source repository;
    # the wheel's lacks it). It counts most in the first turn, before the speaker's own mean is known.
    "cmninit": "41.00,-5.29,-0.12,5.09,2.48,-4.07,-1.37,-1.78,-5.08,-2.05,-6.45,-1.42,1.17",
}
DECODER_FRAMES = 100
"""Analysis frames a second, the unit of PocketSphinx's word times."""
ALTERNATIVES = 4
"""Other readings that are kept."""
READINGS_LOOKED_AT = 100
"""The n-best list repeats one reading with other pauses and pronunciations; this many are looked through."""

_VARIANT = re.compile(r"\(\d+\)$")
_NO_WORD = re.compile(r"<.*>|\[.*\]|\+\+.*\+\+")


class Sphinx:
    """A streaming recogniser. What it learns of the speaker's spectrum in one turn helps it in the next."""

    name = EMBEDDED
    answer_limit = 10.0

    def __init__(self, expected: Iterable[str] = (), **settings: Any) -> None:
        """`expected`: texts whose words are likely in this call – names, the job, the company. `settings` are
        PocketSphinx's own and go before SETTINGS and those of the language model."""
        import pocketsphinx

        # also before the model is loaded: its messages would otherwise go to the terminal
        pocketsphinx.set_loglevel("FATAL")
        self._decoder = pocketsphinx.Decoder(**{**SETTINGS, **decoder_settings(), **settings})
        expect(self._decoder, expected)
        self._partial = ""
        self._listening = False

    def start(self) -> None:
        """A turn begins."""
        if self._listening:
            self._decoder.end_utt()
        self._decoder.start_utt()
        self._partial, self._listening = "", True

    def feed(self, pcm: bytes) -> str | None:
        """The words so far if they have changed; asking for them costs 0.02 ms."""
        self._decoder.process_raw(pcm, False, False)
        hypothesis = self._decoder.hyp()
        partial = _plain(hypothesis.hypstr) if hypothesis is not None else ""
        if partial == self._partial:
            return None
        self._partial = partial
        return partial

    def finish(self) -> Transcript:
        """The turn's words, with posterior probabilities from the lattice as confidences."""
        self._decoder.end_utt()
        self._listening = False
        if self._decoder.hyp() is None:
            return Transcript("", recogniser=self.name)
        words = [
            Word(
                text=_as_written(segment.word),
                start=segment.start_frame / DECODER_FRAMES,
                end=(segment.end_frame + 1) / DECODER_FRAMES,  # PocketSphinx counts the last frame in
                confidence=round(min(1.0, max(0.0, segment.prob)), 3),  # log tables round up to 1.0003
            )
            for segment in self._decoder.seg()
            if not _NO_WORD.fullmatch(segment.word)
        ]
        text = " ".join(word.text for word in words)
        return Transcript(text, words, self._alternatives(text), self.name)

    def _alternatives(self, text: str) -> list[str]:
        found: list[str] = []
        for hypothesis in itertools.islice(self._decoder.nbest(), READINGS_LOOKED_AT):
            reading = _plain(hypothesis.hypstr) if hypothesis is not None else ""
            if reading and reading != text and reading not in found:
                found.append(reading)
            if len(found) == ALTERNATIVES:
                break
        return found


def _plain(hypothesis: str) -> str:
    """Words alone: no fillers of the model, no marks of pronunciation variants."""
    return " ".join(_as_written(word) for word in hypothesis.split() if not _NO_WORD.fullmatch(word))


def _as_written(word: str) -> str:
    return unmarked(_VARIANT.sub("", word))
