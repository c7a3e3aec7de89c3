"""Names of trades, and what the manager's last line asked for: what a bare "Tuesday" or "night porter" answers.

All patterns read the canonical form of `words.words_of`, joined by spaces: lower case, no punctuation, numbers spelt.
"""

from __future__ import annotations

import re
from typing import Final

JOBS: Final = (
    r"(?:\w*(?:worker|keeper|driver|cleaner|welder|baker|teacher|trainer|officer|manager|leader|dealer|waiter|waitress"
    r"|designer|engineer|developer|programmer|tester|planner|painter|plumber|roofer|carpenter|labourer|laborer|butcher"
    r"|packer|picker|loader|fitter|seller|buyer|writer|editor|reporter|researcher|lecturer|carer|caregiver|minder"
    r"|gardener|landscaper|porter|bartender|attendant|assistant|associate|accountant|consultant|analyst|scientist"
    r"|technician|electrician|mechanic|machinist|operator|coordinator|co-ordinator|administrator|supervisor|advisor"
    r"|adviser|director|instructor|inspector|surveyor|estimator|scheduler|dispatcher|controller|operative|specialist"
    r"|receptionist|therapist|pharmacist|hygienist|florist|stylist|hairdresser|barista|chef|cook|nurse|midwife|aide"
    r"|host|hostess|cashier|clerk|teller|bookkeeper|secretary|paralegal|lawyer|solicitor|foreman|apprentice|intern"
    r"|trainee|architect|librarian|translator|interpreter|groomer|guard|housekeeper|janitor|caretaker|groundskeeper"
    r"|warehouse|forklift|internship|apprenticeship|traineeship|residency|lectureship))"
)
_DAY: Final = r"(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|yesterday|week|month)"
_ORDINAL: Final = (
    r"(?:(?:twenty |thirty )?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|tenth|eleventh|twelfth"
    r"|\w+teenth|twentieth|thirtieth)"
)
_HOUR: Final = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|noon|midday|half)"

MANAGER_PATTERNS: Final[dict[str, str]] = {
    "asks_name": r"\bwho(?:'s| is| am i| did you)\b(?: \w+){0,3} (?:calling|speaking|this|talking|there)|\byour (?:full )?name\b|\bwho is it\b|\bspell\b",
    "asks_position": r"\b(?:which|what) (?:job|position|role|post|one|vacancy|opening|department|\w+ was (?:that|it|this))\b|\bapplied for\b|\bwhich (?:\w+ )?(?:was|is)\b",
    "asks_interview": r"\bwhen (?:were|was|did|had)(?: \w+){0,4} (?:in|interview|see|meet|come|you|interviewed)\b|\bwho (?:did|was|saw|were)(?: \w+){0,3} (?:see|with|you|interview|speak|interviewing|meet)\b",
    "asks_purpose": r"\b(?:how|what) (?:can|may|could) (?:i|we) (?:help|do)\b|\bwhat(?:'s| is) (?:this|it) (?:about|regarding|in connection)\b|\bcalling about\b",
    "asks_time": r"\b(?:when|what time|which day|what day)(?: \w+){0,3} (?:you|suit|start|works|free|available|best)\b|\bavailab\w+\b",
    "offers_time": rf"\b(?:{_DAY}|{_ORDINAL}|tomorrow|{_HOUR})\b(?: \w+){{0,6}} (?:suit|work|okay|ok|good|all right|alright|do|free|come|make|available)\b|\b(?:could|can|would|are|does|is|shall|how about|what about|say)\b(?: \w+){{0,8}} (?:{_DAY}|tomorrow|o'clock|{_ORDINAL})\b",
    "asks_pay": r"\b(?:salary|pay|wage|rate|expect\w* .*(?:earn|money|figure)|figure|looking for in)\b",
}
"""What the manager's last line asks for → pattern."""

_MANAGER: Final = {cue: re.compile(pattern) for cue, pattern in MANAGER_PATTERNS.items()}


def manager_cues(said: str) -> frozenset[str]:
    """Which of MANAGER_PATTERNS the manager's last line, in canonical form, shows."""
    return frozenset(cue for cue, pattern in _MANAGER.items() if pattern.search(said))
