"""Introduction: own name, the position, when the interview was, and why one calls – briefly, and unasked.

Advice C1: introduce yourself briefly, for they may not remember you.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from simulator.record import CriterionResult, Evidence
from simulator.scoring.result import listed, not_measurable, scored
from simulator.scoring.sentences import part_at, quotable
from simulator.scoring.turns import PUNCTUATED, CandidateTurn
from simulator.scoring.view import WITHOUT_SENSE, CallView
from simulator.understanding.patterns import manager_cues
from simulator.understanding.profile import content_words
from simulator.understanding.times import times_said
from simulator.understanding.words import words_of


@dataclass(frozen=True, slots=True)
class Element:
    """One of the four things an introduction holds."""

    called: str
    """What the candidate is told it is."""
    acts: frozenset[str]
    """Acts that show it."""
    cue: str
    """What the manager's line does when it asks for it (see `understanding.patterns.manager_cues`)."""
    asked: re.Pattern[str]
    """Other ways in which a manager asks for it, in canonical words."""


ELEMENTS: Final[dict[str, Element]] = {
    "name": Element("your name", frozenset({"self_introduction"}), "asks_name", re.compile(r"\b(?:who|whose|name)\b")),
    "position": Element(
        "the position",
        frozenset({"position_mention"}),
        "asks_position",
        re.compile(
            r"\b(?:what|which|was) (?:[\w-]+ ){0,7}(?:for|job|post|position|role|vacancy|one|team|department)\b"
        ),
    ),
    "interview": Element(
        "when the interview was",
        frozenset({"interview_mention"}),
        "asks_interview",
        re.compile(r"\b(?:when|what day|which day|what date|how long ago)\b"),
    ),
    "purpose": Element(
        "why you call",
        frozenset({"purpose_statement", "decision_question"}),
        "asks_purpose",
        re.compile(r"\b(?:about|regarding|concerning|help|do for you|calling for)\b"),
    ),
}
BRIEF_WORDS, BRIEF_SECONDS = 65, 25.0
"""A brief introduction (rubric, level 4)."""
LONG_WORDS, LONG_SECONDS = 100, 40.0
"""Beyond this it rambles (rubric, level 3)."""
SHORT_TURN_WORDS = 40
"""In a turn up to this long, a day that comes with the interview is the interview's."""
OPENING_TURNS = 3
"""Turns in which an element still counts as volunteered, when nobody had to ask for it."""
LEADING_UP: Final = frozenset(
    {"greeting", "backchannel", "confirmation", "person_request", "timing_check", "small_talk", "clarification_request"}
)
"""A turn with nothing but these ("Hello?", "Could I speak with Ms Chen?") only leads up to the introduction."""
PUT_THROUGH: Final = re.compile(
    r"\b(?:transfer\w*|put(?:ting)? you (?:through|over|on)|connect(?:ing)? you|pass(?:ing)? you|hand(?:ing)? you"
    r"|get (?:him|her|them) for you|try (?:him|her|them|the line) for you|you through)\b"
)
"""The one who answers hands the call on: to the next person one may introduce oneself anew."""
POLITE_QUESTION: Final = re.compile(r"\bhow (?:are|have|is|can|may|could|do)\b|\bwhat can i do\b|\bhelp you\b")
"""What anyone says who picks up, or is greeted: it does not ask for what was left out."""
_LAST_WEEK: Final = re.compile(r"\b(?:last|this|other) (?:week|month)\b|\b(?:\w+ )?(?:days|weeks) ago\b")


@dataclass(slots=True)
class Opening:
    """What was said of the four elements to one person who answered."""

    turn: CandidateTurn
    """The first substantive turn."""
    at_once: set[str]
    later: dict[str, CandidateTurn] = field(default_factory=dict)
    """Element → the later turn in which it came unasked."""
    asked: dict[str, CandidateTurn] = field(default_factory=dict)
    """Element → the later turn in which it came because the manager asked."""

    @property
    def offered(self) -> set[str]:
        """The elements given without being asked."""
        return self.at_once | set(self.later)

    @property
    def missing(self) -> list[str]:
        """The elements that never came."""
        return [name for name in ELEMENTS if name not in self.offered and name not in self.asked]


def introduction(view: CallView) -> CriterionResult:
    """Level 4: all four in the first substantive turn, briefly. One level less for each that is missing or late."""
    if not view.said:
        return scored(0, "you did not say who you are or why you call", [], _advice(view, list(ELEMENTS)))
    openings = [opening for start in _contacts(view) if (opening := _opening(view, start)) is not None]
    best = max(openings, key=lambda opening: _level(view, opening), default=None)
    level = _level(view, best) if best is not None else 0
    unheard = [turn for turn in view.lost if turn.position < OPENING_TURNS]
    if unheard and level < 4:
        return not_measurable("your first words could not be made out, so what they held is not known")
    if best is None:
        why = "none of your turns says who you are or why you call"
        return scored(0, why, [Evidence(finding="no introduction")], _advice(view, list(ELEMENTS)))
    return scored(level, _why(best), _evidence(view, best), _advice(view, [*best.missing, *best.asked], best))


def _contacts(view: CallView) -> list[int]:
    """Positions among the candidate's turns at which a new person came to the telephone."""
    return [0] + [
        turn.position
        for before, turn in pairwise(view.said)
        if PUT_THROUGH.search(before.manager_said.lower()) or PUT_THROUGH.search(turn.manager_said.lower())
    ]


def _opening(view: CallView, start: int) -> Opening | None:
    turns = [turn for turn in view.said[start:] if not turn.is_lost and turn.acts != WITHOUT_SENSE]
    first = next((at for at, turn in enumerate(turns) if _given(view, turn) or turn.acts - LEADING_UP), None)
    if first is None:
        return None
    opening = Opening(turns[first], _given(view, turns[first]))
    for turn in turns[first + 1 :]:
        if not opening.missing:
            break
        new = _given(view, turn) - opening.offered - set(opening.asked)
        asked = _asked_for(new, turn, view)
        opening.asked.update(dict.fromkeys(sorted(asked), turn))
        if turn.position - opening.turn.position < OPENING_TURNS:
            opening.later.update(dict.fromkeys(sorted(new - asked), turn))
    return opening if opening.offered or opening.asked else None


def _given(view: CallView, turn: CandidateTurn) -> set[str]:
    """Elements that a turn holds: by its acts, or because the user's own name or position is in it."""
    if turn.acts == WITHOUT_SENSE or not turn.words:
        return set()
    found = {name for name, element in ELEMENTS.items() if turn.acts & element.acts}
    if _own_name(view) & set(turn.words):
        found.add("name")
    # a word of the title must be there before it is worth to look for the whole
    if "position" not in found and set(content_words(view.record.candidate.position)) & set(turn.words):
        found |= {"position"} if view.slots(turn).position_matches else set()
    if "interview" in found and not _days_of_interview(view, turn):
        found.discard("interview")
    return found


def _own_name(view: CallView) -> set[str]:
    """The words of the user's name that are not the manager's as well; initials left out."""
    return {word for word in words_of(view.record.candidate.name) if len(word) > 2} - set(
        words_of(view.record.manager.name)
    )


def _days_of_interview(view: CallView, turn: CandidateTurn) -> str:
    """The sentence, or the words, that say when the interview was; "" when nothing does."""
    slots = view.slots(turn)
    if slots.interview and _is_past_day(slots.interview):
        return part_at(turn.turn.text, slots.where["interview"][0][0])
    parts = [part for part in quotable(turn.turn.text) if _is_past_day(" ".join(words_of(part)))]
    if len(turn.words) <= SHORT_TURN_WORDS:
        return next(iter(parts), "")
    # in a long story the day may be another's: "and then it got to be Tuesday"
    return next((part for part in parts if view.shows(turn, part, "interview_mention")), "")


def _is_past_day(said: str) -> bool:
    """Whether canonical words name a day or date that can be past; "today" and "tomorrow" are no interview's."""
    days = [said[start:end] for start, end in times_said(said, asked=True)]
    return any(not re.match(r"next|tomorrow|today|any", day) for day in days) or bool(_LAST_WEEK.search(said))


def _asked_for(given: set[str], turn: CandidateTurn, view: CallView) -> set[str]:
    """Which of the elements that a turn gives the manager had just asked for."""
    line = " ".join(words_of(turn.manager_said))
    cues = manager_cues(line)
    asked = {name for name in given if ELEMENTS[name].cue in cues}
    if "?" in turn.manager_said or not PUNCTUATED.search(turn.manager_said):
        asked |= {name for name in given if ELEMENTS[name].asked.search(line)}
        if "name" in given and any(part in line.split() for part in words_of(view.record.candidate.name)):
            asked.add("name")
        if not asked and "?" in turn.manager_said and not POLITE_QUESTION.search(line):
            # "Adeyinka? Design?": a question all the same, if not in words that a pattern knows
            return given
    return asked - {"purpose"} if POLITE_QUESTION.search(line) else asked


def _length(view: CallView, opening: Opening) -> tuple[int, float]:
    """Words and seconds of the introduction. A voicemail goes on with the message, so only its first part counts."""
    turn = opening.turn
    words, seconds = len(turn.words), 0.0 if turn.was_typed else turn.seconds
    if view.record.verdict != "voicemail" or not words:
        return words, seconds
    where = view.slots(turn).where
    ends = [end for name in ("name", "position", "interview") for _, end in where.get(name, [])]
    share = max(ends, default=len(turn.turn.text)) / max(1, len(turn.turn.text))
    return round(words * share), seconds * share


def _level(view: CallView, opening: Opening) -> int:
    words, seconds = _length(view, opening)
    count = len(opening.offered)
    if count == 4:
        brief = words <= BRIEF_WORDS and seconds <= BRIEF_SECONDS
        level = 4 if brief and not opening.later else 3
    elif "name" in opening.missing:
        level = max(0, count - 1)
    elif count == 3:
        level = 2 if opening.asked else 3
    else:
        level = max(1, count)
    return min(level, 2) if words > LONG_WORDS or seconds > LONG_SECONDS else level


def _count(things: int) -> str:
    return "all four things" if things == 4 else f"{things or 'none'} of the four things"


def _why(opening: Opening) -> str:
    words, seconds = len(opening.turn.words), opening.turn.seconds
    length = f"{words} words" if opening.turn.was_typed else f"{words} words, {seconds:.0f} s"
    parts = [f"your opening ({length}) gave {_count(len(opening.at_once))}"]
    if opening.later:
        parts.append(listed([ELEMENTS[name].called for name in opening.later]) + " came later, unasked")
    if opening.asked:
        parts.append("they had to ask for " + listed([ELEMENTS[name].called for name in opening.asked]))
    if opening.missing:
        parts.append("never said: " + listed([ELEMENTS[name].called for name in opening.missing]))
    return "; ".join(parts)


def _evidence(view: CallView, opening: Opening) -> list[Evidence]:
    found = []
    for name, element in ELEMENTS.items():
        if name in opening.at_once:
            found.append(_proof(view, opening.turn, name, f"gave {element.called}"))
        elif name in opening.later:
            found.append(_proof(view, opening.later[name], name, f"gave {element.called}, a turn later"))
        elif name in opening.asked:
            found.append(_proof(view, opening.asked[name], name, f"gave {element.called} when asked"))
        else:
            found.append(Evidence(finding=f"did not give {element.called}"))
    return found


def _proof(view: CallView, turn: CandidateTurn, name: str, finding: str) -> Evidence:
    text = turn.turn.text
    quote = ""
    if name == "name":
        own = _own_name(view)
        quote = next((part for part in quotable(text) if own & set(words_of(part))), "")
    elif name == "interview":
        quote = _days_of_interview(view, turn)
    elif spans := view.slots(turn).where.get(name):
        quote = part_at(text, spans[0][0])
    return view.evidence(turn, finding, sorted(ELEMENTS[name].acts), quote)


def _advice(view: CallView, lacking: list[str], opening: Opening | None = None) -> str:
    candidate = view.record.candidate
    example = (
        f"“Hello, this is {candidate.name or '(your name)'}. I interviewed for the "
        f"{candidate.position or '(position)'} position, {candidate.interview or '(day)'}. "
        "I'm calling to ask whether you have reached a decision.”"
    )
    if lacking:
        return f"Say all four at once, before anyone asks: {example} Then stop."
    if opening is not None and len(opening.turn.words) > BRIEF_WORDS:
        return f"All four, and no more – then stop and let them talk: {example}"
    if opening is not None and opening.later:
        return f"Put all four into your first turn: {example}"
    return "Keep this opening: they know at once who calls, and why."
