"""The user's own data: who calls, about which job, and how their neutral voice sounds."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from simulator.errors import BadRecord
from simulator.files import write_whole
from simulator.record import Candidate, Manager

PROFILE_NAME = "profile.json"
PROFILE_FORMAT: Final = "profile/1"


class Profile(BaseModel):
    """`profile.json` in the data folder; an empty field means "use the scenario's own"."""

    model_config = ConfigDict(extra="allow", validate_assignment=True)

    format: Literal["profile/1"] = PROFILE_FORMAT
    name: str = ""
    """The user's own name."""
    position: str = ""
    """The job they interviewed for."""
    company: str = ""
    manager: str = ""
    """Whom they will call."""
    interview: str = ""
    """When and with whom the interview was, as one would say it: "last Tuesday at ten, with Ms Chen"."""
    calibration: dict[str, Any] | None = None
    """The neutral baseline of the user's voice."""

    def candidate(self) -> Candidate:
        """The candidate of a call, as far as the user has said."""
        return Candidate(name=self.name, position=self.position, interview=self.interview)

    def expected(self) -> list[str]:
        """What a recogniser should expect to hear: names, the job, the firm."""
        return [text for text in (self.name, self.position, self.company, self.manager, self.interview) if text]

    def called(self) -> Manager:
        """The person who is called, as far as the user has said."""
        return Manager(name=self.manager, company=self.company)


def read_profile(home: Path) -> Profile:
    """The profile kept under `home`; an empty one when there is none. Raises BadRecord."""
    path = home / PROFILE_NAME
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return Profile()
    except (OSError, UnicodeDecodeError) as error:
        raise BadRecord(path, f"cannot be read ({error}); mend or delete it") from error
    try:
        return Profile.model_validate(json.loads(text))
    except (json.JSONDecodeError, ValidationError, RecursionError) as error:
        raise BadRecord(path, "is no profile; mend or delete it, then: followup profile --name …") from error


def write_profile(profile: Profile, home: Path) -> None:
    """Keeps the profile, whole or not at all."""
    text = json.dumps(profile.model_dump(mode="json"), indent=1, ensure_ascii=False)
    write_whole(home / PROFILE_NAME, text + "\n")
