"""The facts in a turn: own name, position, interview, telephone number, e-mail, times offered, amounts of money.

Typed and heard text are read alike ("555 0142" or "five five five oh one four two"). With the candidate's profile at
hand, what was said is compared with it, so that a wrong position or day is noticed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from simulator.understanding.names import Names
from simulator.understanding.numbers import amounts_of_money, email_address, telephone_numbers
from simulator.understanding.patterns import JOBS, manager_cues
from simulator.understanding.profile import alike, content_words, name_in, same_interview, same_name, same_position
from simulator.understanding.times import times_said
from simulator.understanding.tokens import tokens
from simulator.understanding.words import spoken_words, words_of

if TYPE_CHECKING:
    from simulator.record import Candidate


@dataclass(slots=True)
class Slots:
    """The facts found in one turn; None or empty where there is none. Values are in canonical words or digits."""

    name: str | None = None
    """The candidate's own name, with capitals."""
    position: str | None = None
    """The title of the job: "second shift tig pipe welder"."""
    interview: str | None = None
    """Day, time and with whom: "last tuesday at ten with mister pratt"."""
    telephone: str | None = None
    """Digits alone."""
    email: str | None = None
    times: list[str] = field(default_factory=list)
    """Days and times said that are not the interview's."""
    money: list[str] = field(default_factory=list)
    """Amounts: "45000 dollars", "18 an hour"."""
    name_matches: bool | None = None
    """Whether it agrees with the profile; None when there is nothing to compare. So the two below."""
    position_matches: bool | None = None
    interview_matches: bool | None = None
    where: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    """Slot → spans of characters (first, one past the last) in the text as given."""


_POSITION_CUES: Final = (
    re.compile(
        r"(?<!\S)(?:for|about|regarding|concerning|as|to be|it's|is|was|applied for) (?:the|a|an|your|that|this)? ?"
        r"((?:[\w'-]+ ){1,5}?)(?:role|position|job|post|opening|vacancy|spot|vacancies)(?!\S)"
    ),
    re.compile(
        r"(?<!\S)(?:for|about|regarding|concerning|as|to be|it's|is|was|be) (?:(?:the|a|an|your|that|this) )?"
        rf"((?:[\w'-]+ ){{0,4}}?{JOBS})(?!\S)"
    ),
    re.compile(
        r"(?<!\S)(?:the|that|your) ((?:[\w'-]+ ){1,4}?)(?:role|position|job|post|opening|vacancy|spot|vacancies)(?!\S)"
    ),
    re.compile(rf"(?<!\S)the ((?:[\w'-]+ ){{1,3}}?{JOBS})(?!\S)"),
)
_NOT_TITLES: Final = frozenset(
    "i you we he she they my me was were did am calling had have came spoke interview interviewed on with what would"
    " like know when because so if how who been get got want wanted this other another any second chance new"
    " your the a an it's i'm i'd meantime proper general day good dream real whole same next last first ever only no"
    " said told happening".split()
)
_INTERVIEW_CUE: Final = re.compile(
    r"(?<!\S)(?:interview(?:s|ed)?|met|came|i come (?:in|up|down|by|through)|in to see|see me|saw|spoke|talked|sat"
    r"|(?:was|were) (?:in|there|up|with|out|before)|been in|attended|trial|in with|it was"
    r"|(?:had|did|gave|have had|passed) (?:a|an|the|my|me|it|mine|that|this))(?!\S)"
)
"""Words in the past, or that name the occasion; "I could come in on Sunday" speaks of another day."""
_WITH: Final = re.compile(
    r"(?<!\S)(?:with|by|met|saw|to see|spoke to|talked to) "
    r"((?:(?:mr|mrs|ms|miss|mister|missus|dr|doctor|chef|sir|madam) )?[a-z'-]+(?: and [a-z'-]+)?)"
)
_NOT_PEOPLE: Final = frozenset(
    "you your the a an my me it him her them us that this all no any some one other our and someone somebody what"
    " how".split()
)
_TITLED: Final = frozenset("mr mrs ms miss mister missus dr doctor chef sir madam".split())
_PARTS_OF_DAY: Final = frozenset("morning afternoon evening night nights mornings".split())
_GREETS: Final = frozenset(("good", "hello", "hi", "hey", "yeah", "day", "a"))
_AHEAD: Final = re.compile(
    r"(?<!\S)(?:next|tomorrow|could|can|can't|will|won't|would|i'll|we'll|you'll|shall|should|let's|start|starting"
    r"|see you|until|till|if|when|when's|free|available)(?!\S)"
)
"""Words shortly before a day that has yet to come."""
_AFTER_A_DAY: Final = 12
"""Words between "interview" and its day, at most: beyond that the day belongs to something else."""


def find_slots(text: str, candidate: Candidate | None = None, manager_said: str = "") -> Slots:
    """The facts in one candidate turn.

    `candidate` is the profile to compare with; `manager_said`, the manager's last words, tells what a bare "Tuesday"
    or "night porter" answers. Only the first 20,000 characters are read.
    """
    reader = _Reader(text, words_of(manager_said))
    reader.contact()
    reader.own_name(candidate.name if candidate else "")
    reader.title(candidate.position if candidate else "")
    reader.days(candidate.interview if candidate else "")
    reader.pay()
    return reader.slots


class _Reader:
    """One turn being read. Each step fills its slots, and takes the words it used from the later steps."""

    def __init__(self, text: str, manager_words: list[str]) -> None:
        self.words = spoken_words(text)
        self.asked = manager_cues(" ".join(manager_words))
        self.slots = Slots()
        self.plain = [word.text for word in self.words]
        self.names = Names(tokens(text), manager_words, asked="asks_name" in self.asked)
        self.said = " ".join(self.plain)
        self.used = [False] * len(self.words)

    def contact(self) -> None:
        email = email_address(self.plain)
        if email:
            self.slots.email = email.value
            self._take("email", email.start, email.end)
        for number in telephone_numbers(self.plain):
            if not any(self.used[number.start : number.end]):
                self.slots.telephone = self.slots.telephone or number.value
                self._take("telephone", number.start, number.end)

    def own_name(self, profile_name: str) -> None:
        span = self.names.own()
        if span is None and profile_name:
            span = name_in(self.plain, profile_name)
        if span is None:
            return
        self.slots.name = " ".join(word.capitalize() for word in self.plain[span[0] : span[1]])
        self.slots.name_matches = same_name(self.slots.name, profile_name)
        self._take("name", *span)

    def title(self, profile_position: str) -> None:
        span = self._title_by_cue() or self._title_of_profile(profile_position)
        if span is None and "asks_position" in self.asked and 0 < len(self.plain) <= 8:
            span = (0, len(self.plain))
        if span is None:
            return
        named = " ".join(self.plain[slice(*span)])
        self.slots.position = named
        self.slots.position_matches = same_position(named, profile_position)
        self._take("position", *span)

    def _title_by_cue(self) -> tuple[int, int] | None:
        for pattern in _POSITION_CUES:
            for match in pattern.finditer(self.said):
                start, end = self._words_at(*match.span(1))
                before = self.plain[max(0, start - 3) : start]
                inside = self.plain[start:end]
                if "not" not in before and inside and not _NOT_TITLES & set(inside):
                    return start, end
        return None

    def _title_of_profile(self, position: str) -> tuple[int, int] | None:
        meant = content_words(position)
        hits = [at for at, word in enumerate(self.plain) if any(alike(word, part) for part in meant)]
        if not hits or len(hits) * 2 < len(meant):
            return None
        return hits[0], hits[-1] + 1 if hits[-1] - hits[0] < 8 else hits[0] + 1

    def days(self, profile_interview: str) -> None:
        asked_when = "asks_interview" in self.asked
        cue = _INTERVIEW_CUE.search(self.said)
        of_interview: list[tuple[int, int]] = []
        spans = times_said(self.said, asked=bool(self.asked & {"asks_time", "offers_time", "asks_interview"}))
        for first, last in spans:
            start, end = self._words_at(first, last)
            part_of_day = set(self.plain[start:end]) <= _PARTS_OF_DAY
            if any(self.used[start:end]) or (part_of_day and (start == 0 or self.plain[start - 1] in _GREETS)):
                continue
            near = cue is not None and abs(self.said.count(" ", 0, cue.start()) - start) <= _AFTER_A_DAY
            if (asked_when or (near and not part_of_day)) and not self._yet_to_come(start):
                of_interview.append((start, end))
            else:
                self.slots.times.append(self.said[first:last])
                self._take("times", start, end)
        if cue or asked_when:
            of_interview += self._people()
        if of_interview:
            self.slots.interview = " ".join(" ".join(self.plain[slice(*span)]) for span in of_interview)
            self.slots.interview_matches = same_interview(self.slots.interview, profile_interview)
            for span in of_interview:
                self._take("interview", *span)

    def _yet_to_come(self, start: int) -> bool:
        """The day that begins at this word lies ahead: "see you Monday", "I could come on …", "tomorrow"."""
        return _AHEAD.search(" ".join(self.plain[max(0, start - 5) : start + 1])) is not None

    def _people(self) -> list[tuple[int, int]]:
        found = []
        for match in _WITH.finditer(self.said):
            start, end = self._words_at(*match.span(1))
            titled = self.plain[start] in _TITLED
            if not _NOT_PEOPLE & {self.plain[start]} and (titled or self.names.like_a_name(start)):
                with_word = start - 1 if self.plain[start - 1] in ("with", "by") else start
                if not any(self.used[start:end]):
                    found.append((with_word, end + 1 if titled and end == start + 1 < len(self.plain) else end))
        return found

    def pay(self) -> None:
        about_pay = "asks_pay" in self.asked
        for amount in amounts_of_money(self.plain, about_pay=about_pay):
            if not any(self.used[amount.start : amount.end]):
                self.slots.money.append(amount.value)
                self._take("money", amount.start, amount.end)

    def _words_at(self, first: int, last: int) -> tuple[int, int]:
        """Indices of the words that characters `first` to `last` of `said` cover."""
        inside = self.said[first:last].strip()
        start = self.said.count(" ", 0, first)
        return start, start + (inside.count(" ") + 1 if inside else 0)

    def _take(self, slot: str, start: int, end: int) -> None:
        self.used[start:end] = [True] * (end - start)
        self.slots.where.setdefault(slot, []).append((self.words[start].start, self.words[end - 1].end))
