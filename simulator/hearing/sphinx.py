"""The embedded recogniser: PocketSphinx with the English model of its own wheel, streaming.

Cepstra are made here instead of there, so that they can be moved towards the voices that its acoustic model knows
(`speaker/`). The settings were compared before that, with the wheel's general language model (word error on sentences
of flite's slt and rms; on the 50 utterances of LibriSpeech test-other in the evaluation data; seconds of compute after
the end per 10 s of turn, mean and worst turn of the latter; two busy cores):

    settings                                      flite   LibriSpeech   final   worst
    PocketSphinx's own                            0.085      0.663      0.59    1.17
    no flat-lexicon pass                          0.100      0.668      0.16    0.51
    … and at most 6000 HMMs a frame               0.100      0.665      0.12    0.33
    … and the model's mean cepstrum (these)       0.070      0.663      0.11    0.29
    … and no best path over the lattice           0.111      0.712      0.05    0.11

The second, flat-lexicon pass over the whole turn is four fifths of the wait for the final words. The best path over
the lattice is cheap, saves four to five words in a hundred, and gives the confidences. Wider beams (1e-60, words
1e-40, 12,000 HMMs a frame) cost four times the time and change 1 word in 250.

With our own language model and the speaker's transform, on four spoken calls of held-out authors (0.221): the
flat-lexicon pass 0.209, but 0.28 s after 10 s of turn; 8 Gaussians a frame instead of 4 0.232; no phone look-ahead, or
a third of its weight, 0.224; fewer short words (wip 0.3) 0.222. A difference of 0.015 is chance there: hearing a turn
again from its beginning, by what its first two and five seconds told of the voice, gave 0.207 on these four calls, and
0.210 instead of 0.213 on twelve others, for a quarter more of processor time.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulator.audio import RATE
from simulator.hearing import speaker
from simulator.hearing.events import Transcript
from simulator.hearing.language.model import decoder_settings, expect, unmarked
from simulator.hearing.recogniser import EMBEDDED
from simulator.hearing.speaker.acoustics import SILENCE, read_acoustics
from simulator.hearing.speaker.adaptation import Speaker, Spoken
from simulator.hearing.speaker.cepstra import FRAME_RATE, Bands, Cepstra
from simulator.hearing.speaker.line import Line
from simulator.hearing.speaker.mean import RunningMean
from simulator.record import Word

SETTINGS: dict[str, Any] = {
    "samprate": RATE,
    "loglevel": "FATAL",
    "fwdflat": False,
    "bestpath": True,
    "maxhmmpf": 6000,
    # the wheel's, without its own normalisation of the mean, which is ours
    "featparams": str(Path(speaker.__file__).with_name("feat.params")),
}
MOST_FRAMES = 4
"""Frames of cepstra that are handed over at a time: of 50 at once PocketSphinx loses all."""
ALTERNATIVES = 4
"""Other readings that are kept."""
READINGS_LOOKED_AT = 100
"""The n-best list repeats one reading with other pauses and pronunciations; this many are looked through."""

_VARIANT = re.compile(r"\(\d+\)$")
_SILENCES = ("<s>", "<sil>", "</s>")
_NO_WORD = re.compile(r"<.*>|\[.*\]|\+\+.*\+\+")


class Sphinx:
    """A streaming recogniser. What it learns of the speaker's voice in one turn helps it in the next."""

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
        acoustics = read_acoustics(Path(self._decoder.config["hmm"]))
        self._speaker = Speaker(acoustics)
        self._mean = RunningMean()
        self._bands, self._line, self._cepstra = Bands(), Line(acoustics), Cepstra()
        self._heard: list[NDArray[np.float64]] = []
        self._turn: list[NDArray[np.float64]] = []
        self._unlearnt: list[Spoken] = []
        self._partial = ""
        self._listening = False

    def start(self) -> None:
        """A turn begins."""
        if self._listening:
            self._decoder.end_utt()
        self.learn()
        self._decoder.start_utt()
        self._bands.start()
        self._cepstra.start()
        self._heard.clear()
        self._turn.clear()
        self._partial, self._listening = "", True

    def feed(self, pcm: bytes) -> str | None:
        """The words so far if they have changed; asking for them costs 0.02 ms."""
        heard = self._bands.feed(pcm)
        if not len(heard):
            return None
        self._heard.append(heard)
        self._decode(heard)
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
        self._mean.update()
        if self._decoder.hyp() is None:
            return Transcript("", recogniser=self.name)
        segments = list(self._decoder.seg())
        self._unlearnt = self._spoken(segments)
        words = [
            Word(
                text=_as_written(segment.word),
                start=segment.start_frame / FRAME_RATE,
                end=(segment.end_frame + 1) / FRAME_RATE,  # PocketSphinx counts the last frame in
                confidence=round(min(1.0, max(0.0, segment.prob)), 3),  # log tables round up to 1.0003
            )
            for segment in segments
            if not _NO_WORD.fullmatch(segment.word)
        ]
        text = " ".join(word.text for word in words)
        return Transcript(text, words, self._alternatives(text), self.name)

    def learn(self) -> None:
        """Takes in the voice of the turn that is over, if that has not been done: 5 ms for each second of it."""
        if self._unlearnt:
            self._line.learn(np.concatenate(self._heard), self._mean.mean)
            self._speaker.learn(np.concatenate(self._turn), self._unlearnt)
            self._unlearnt = []

    def _decode(self, heard: NDArray[np.float64]) -> None:
        cepstra = self._mean.removed(self._cepstra.of(self._line.cleaned(heard)))
        self._turn.append(cepstra)
        moved = self._speaker.moved(cepstra).astype(np.float32)
        for at in range(0, len(moved), MOST_FRAMES):
            self._decoder.process_cep(moved[at : at + MOST_FRAMES].tobytes(), False, False)

    def _spoken(self, segments: Iterable[Any]) -> list[Spoken]:
        """What was recognised, with its phones."""
        return [
            Spoken(phones.split(), segment.start_frame, segment.end_frame + 1)
            for segment in segments
            if (phones := self._phones(segment.word))
        ]

    def _phones(self, word: str) -> str | None:
        """How a recognised word was pronounced; noises have no phones."""
        if word in _SILENCES:
            return SILENCE
        return None if _NO_WORD.fullmatch(word) else self._decoder.lookup_word(word)

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
