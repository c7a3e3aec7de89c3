"""What a turn of the candidate amounts to: which of its acts call for an answer, and in which order."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

AT_ONCE: Final = ("clarification_request", "person_request", "timing_check")
"""Questions about the call itself: answered whenever they come."""
LATER: Final = (
    "feedback_question",
    "second_chance_request",
    "openings_question",
    "keep_in_mind_request",
    "next_steps_question",
    "timeline_question",
    "salary_topic",
)
"""Questions that wait until the manager has come to the point; one of them is remembered."""
QUESTIONS: Final[tuple[str, ...]] = (*AT_ONCE, "decision_question", *LATER, "availability", "callback_details")
"""Acts that want an answer of their own, in the order in which they are answered: the verdict before its reasons,
the reasons before the future, dates and details last."""
REACTIONS: Final[tuple[str, ...]] = ("withdrawal", "dispute", "pressure", "competing_offer", "self_deprecation")
"""Acts that a person reacts to before anything else; one a turn."""
SOCIAL: Final[tuple[str, ...]] = (
    "acceptance",
    "negation",
    "confirmation",
    "qualification_pitch",
    "enthusiasm",
    "apology",
    "well_wish",
    "thanks",
    "small_talk",
    "greeting",
    "self_introduction",
    "position_mention",
    "interview_mention",
    "purpose_statement",
    "backchannel",
)
"""Acts that are answered only when the turn wants nothing else; the first of them that has an answer."""
MOST_ANSWERS: Final = 3
"""Questions answered in one turn; nobody answers more in one breath."""
SHORT_WORDS: Final = 3
"""A turn of at most so many words can be a mere sign of listening."""

_QUESTION: Final = re.compile(
    r"(?:(?:so|and|but|well|okay|ok|oh|um|uh|er|then|right|alright|please|sorry|just|now)\W+)*"
    r"(?:(?:what|when|where|who|whom|whose|why|which|how)\b(?! (?:i|you|we|they|he|she|it)\b)"  # no "when I was"
    r"|(?:is|are|am|was|were|do|does|did|can|could|would|will|should|shall|may|might|have|has)"
    r" (?:i|you|we|they|he|she|it|this|that|these|those|there|the|my|your|anyone|anybody|someone|somebody)\b)"
)
_LINE_CHECK: Final = re.compile(
    r"\b(?:can|do|could) (?:you|any(?:one|body)) (?:still )?hear\b|\byou can hear me\b"
    r"|\b(?:are you|you still|are you still) there\b"
    r"|\b(?:any|some)(?:one|body) there\b|\bhello\? hello\b|^\W*hello\?\W*$"
)
_DAY_OR_NUMBER: Final = re.compile(
    r"(?:(?:on|at|to|past|the|half|quarter|a|\d[\d:.]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|oh|am|pm"
    r"|(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty|o'clock|hundred|thousand"
    r"|today|tomorrow|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\W*)+$"
)
_WHO_IS_THIS: Final = re.compile(
    r"\bwho(?: is|'s) (?:this|that|speaking|calling)\b|\bwho am i (?:speaking|talking)\b|\bwho are you\b"
    r"|\b(?:what(?: is|'s| was)|catch|get|have) your name\b"
)
_WHO_WORDS: Final = 14
_LINE_CHECK_WORDS: Final = 10
_ECHO_WORDS: Final = 3
_BUSINESS: Final = frozenset(
    {"self_introduction", "position_mention", "interview_mention", "purpose_statement", "decision_question"}
)


def only_listening(acts: Collection[str], text: str, *, manager_goes_on: bool) -> bool:
    """Whether the turn only signals listening, so that the manager carries on.

    While the manager has more to say, a short "sure", "thank you" or "no problem" is such a signal too.
    """
    if not acts:
        return False
    if set(acts) == {"backchannel"}:
        return True
    listening = {"backchannel", "confirmation", "acceptance", "thanks"}
    return manager_goes_on and set(acts) <= listening and len(text.split()) <= SHORT_WORDS


def asks_something(text: str) -> bool:
    """Whether the words have the form of a question, whatever it may be about; a recogniser writes no question mark."""
    return "?" in text or _QUESTION.match(text.lower()) is not None


def checks_line(text: str) -> bool:
    """Whether the candidate asks if anybody is there, and hardly more: "hello? can you hear me?"."""
    return len(text.split()) <= _LINE_CHECK_WORDS and _LINE_CHECK.search(text.lower()) is not None


def asks_of_contact(text: str) -> str:
    """The happening when the candidate asks who is on the line or if anybody is, and hardly more; empty if not."""
    if len(text.split()) <= _WHO_WORDS and _WHO_IS_THIS.search(text.lower()):
        return "asks-who"
    return "line-check" if checks_line(text) else ""


def asks_what_is_not_known(acts: Collection[str], text: str) -> bool:
    """Whether "anything else?" was answered by a question of no known kind, not by "yes, could I ask something?"."""
    return asks_something(text) and not wants_something(acts) and "confirmation" not in acts


def wants_repeating(acts: Collection[str]) -> bool:
    """Whether the last thing is to be said again: "sorry, and the pay?" asks for the pay, even if that has to wait."""
    return "clarification_request" in acts and not {"decision_question", *LATER} & set(acts)


def echoes(acts: Collection[str], text: str) -> bool:
    """Whether a word or two is given back as a question, to have it confirmed: "Tuesday?"."""
    short = text.rstrip().endswith("?") and len(text.split()) <= _ECHO_WORDS
    mentions = {"position_mention", "interview_mention", "off_topic", "clarification_request"}
    plain = set(acts) <= mentions or _DAY_OR_NUMBER.match(text.lower()) is not None
    return short and plain and _QUESTION.match(text.lower()) is None


def makes_no_sense(acts: Collection[str]) -> bool:
    """Whether no meaning was found in the words."""
    return not set(acts) - {"off_topic"}


def leaving(acts: Collection[str], *, business_open: bool) -> bool:
    """Whether the candidate says goodbye. Who has only just said what they want is not leaving."""
    return "farewell" in acts and not (business_open and _BUSINESS & set(acts))


def wants_something(acts: Collection[str]) -> bool:
    """Whether the turn wants an answer of its own."""
    return bool(set(acts) & set(QUESTIONS + REACTIONS))


def has_finished(acts: Collection[str]) -> bool:
    """Whether the candidate says that there is nothing more: "no, that's all, thank you"."""
    return "negation" in acts and bool({"thanks", "well_wish"} & set(acts)) and not wants_something(acts)


def only_thanks(acts: Collection[str]) -> bool:
    """Whether the candidate has thanked or agreed, and neither asked nor told anything."""
    says_more = wants_something(acts) or "qualification_pitch" in acts
    return bool({"thanks", "acceptance", "well_wish"} & set(acts)) and not says_more
