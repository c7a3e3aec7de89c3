"""Every error that is meant for a person's eyes, as one tree.

    FollowupError                      one clear line: what is wrong, where, what to do
    ├── WrongUse                       the command was called in a way that cannot work       (exit code 2)
    │   ├── UnknownScenario            no scenario of that name; names the nearest
    │   ├── UnknownRecogniser          no recogniser of that name; names those there are
    │   └── UnknownModel               no model of that name to download; names the nearest
    ├── BadFile                        a file that was given or kept cannot be used
    │   ├── BadAudio                   not sound, or sound that holds nothing usable
    │   ├── BadRecord                  not a call record or scorecard
    │   ├── BadScenario                a scenario with faults, each at its line and column
    │   └── BadModel                   a model's archive or file that is damaged, hostile or of another kind
    ├── MissingPart                    an optional part of the system is not there; names the mending command
    │   ├── NoMicrophone
    │   └── NoVoice
    ├── TooLittleSpeech                a recording that was to be measured holds hardly any speech
    ├── LineLost                       the device went away in mid-call
    ├── RecogniserFailed               the recogniser cannot be started, or fails again and again
    ├── DownloadFailed                 a model cannot be fetched; what has come is kept, the same command goes on
    └── StoreProblem                   the user's data folder cannot be read or written

Anything else that reaches a person is a bug.
"""

from __future__ import annotations

from pathlib import Path


class FollowupError(Exception):
    """An error for the user's eyes. `str(error)` is one line; `exit_code` is the command's."""

    exit_code = 1


class WrongUse(FollowupError):
    """The command was called in a way that cannot work."""

    exit_code = 2


class UnknownScenario(WrongUse):
    """No scenario of that name."""


class UnknownRecogniser(WrongUse):
    """No recogniser of that name."""


class UnknownModel(WrongUse):
    """No model of that name to download."""


class BadFile(FollowupError):
    """A file that cannot be used: `path` says which, `reason` why and what to do."""

    def __init__(self, path: Path | str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = Path(path)
        self.reason = reason


class BadAudio(BadFile):
    """A sound file that cannot be read, or holds nothing usable."""


class BadRecord(BadFile):
    """A file that is no call record or scorecard."""


class BadScenario(BadFile):
    """A scenario file with faults; `line` and `column` (from 1) say where the first of them is."""

    def __init__(self, path: Path | str, reason: str, *, line: int = 1, column: int = 1) -> None:
        super().__init__(f"{path}:{line}:{column}", reason)
        self.path = Path(path)
        self.line = line
        self.column = column


class BadModel(BadFile):
    """A model's archive or file that is damaged, hostile or not what it should be."""


class MissingPart(FollowupError):
    """A part of the system is missing; `mend` is the command that installs it."""

    def __init__(self, what: str, mend: str) -> None:
        super().__init__(f"{what}; to mend it: {mend}")
        self.what = what
        self.mend = mend


class NoMicrophone(MissingPart):
    """No usable microphone or loudspeaker, or PortAudio is not installed."""


class NoVoice(MissingPart):
    """No speech synthesiser answers on this machine."""


class TooLittleSpeech(FollowupError):
    """A recording that was to be measured holds hardly any speech."""


class LineLost(FollowupError):
    """The sound device went away in mid-call."""


class RecogniserFailed(FollowupError):
    """The recogniser cannot be started, or fails again and again."""


class DownloadFailed(FollowupError):
    """A model cannot be fetched."""


class StoreProblem(FollowupError):
    """The user's data folder cannot be read or written."""
