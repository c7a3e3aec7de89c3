"""The facts in a turn: own name, position, interview, telephone number, e-mail, times offered, amounts of money.

Typed and heard text are read alike ("555 0142" or "five five five oh one four two"). With the candidate's profile at
hand, what was said is compared with it, so that a wrong position or day is noticed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from simulator.understanding.numbers import amounts_of_money, email_address, telephone_numbers
from simulator.understanding.patterns import JOBS, manager_cues
from simulator.understanding.profile import alike, content_words, name_in, same_interview, same_name, same_position
from simulator.understanding.times import times_said
from simulator.understanding.words import Word, spoken_words, words_of

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


_NAME_CUE: Final = re.compile(
    r"(?<!\S)(?:my name(?:'s| is| it is)|the name(?:'s| is)|name is|this is|here is|i am|i'm|im|it's|it is|it be) "
)
_NOT_NAMES: Final = frozenset(
    "a an the just about not no calling ringing phoning so very really for me in at on sorry afraid okay ok fine good"
    " great that this still actually like going glad happy from only my your you all been too what because here and i"
    " with to speaking again yes yeah is was am are hoping wondering trying looking following free available sure"
    " excited interested one it if but well right now there done doing of or his her they we he she who when as by"
    " returning regarding concerning interviewed calling's had have came did do last told reading home out back better"
    " nice ready five three ten two four six seven eight nine pretty getting also quite more never always even over"
    " being between how why where which terrible awful nervous bad old new late early".split()
)
_POSITION_CUES: Final = (
    re.compile(
        r"(?<!\S)(?:for|about|regarding|concerning|as|to be|it's|is|was|applied for) (?:the|a|an|your|that|this)? ?"
        r"((?:[\w'-]+ ){1,5}?)(?:role|position|job|post|opening|vacancy|spot|vacancies)(?!\S)"
    ),
    re.compile(
        r"(?<!\S)(?:for|about|regarding|concerning|as|to be|it's|is|was|be) (?:(?:the|a|an|your|that|this) )?"
        rf"((?:[\w'-]+ ){{0,4}}?{JOBS})(?!\S)"
    ),
    re.compile(rf"(?<!\S)the ((?:[\w'-]+ ){{0,3}}?{JOBS})(?!\S)"),
)
_NOT_TITLES: Final = frozenset(
    "i you we he she they my me was were did am calling had have came spoke interview interviewed on with what would"
    " like know when because so if how who been get got want wanted this other another any second chance new"
    " your".split()
)
_INTERVIEW_CUE: Final = re.compile(
    r"(?<!\S)(?:interview(?:ed)?|met|meeting|came in|come in|was in|were in|in to see|saw|spoke|talked|sat down|been in"
    r"|was with|had (?:it|mine))(?!\S)"
)
_WITH: Final = re.compile(
    r"(?<!\S)(?:with|by|met|saw|to see|spoke to|talked to) "
    r"((?:(?:mr|mrs|ms|miss|mister|missus|dr|doctor|chef|sir|madam) )?[a-z'-]+(?: and [a-z'-]+)?)"
)
_NOT_PEOPLE: Final = frozenset(
    "you your the a an my me it him her them us that this all no any some one other our and someone somebody what"
    " how".split()
)
_TITLED: Final = frozenset("mr mrs ms miss mister missus dr doctor chef sir madam".split())
_AFTER_A_DAY: Final = 12
"""Words between "interview" and its day, at most: beyond that the day belongs to something else."""


def find_slots(text: str, candidate: Candidate | None = None, manager_said: str = "") -> Slots:
    """The facts in one candidate turn.

    `candidate` is the profile to compare with; `manager_said`, the manager's last words, tells what a bare "Tuesday"
    or "night porter" answers. Only the first 20,000 characters are read.
    """
    words = spoken_words(text)
    reader = _Reader(words, manager_cues(" ".join(words_of(manager_said))), Slots())
    reader.contact()
    reader.own_name(candidate.name if candidate else "")
    reader.title(candidate.position if candidate else "")
    reader.days(candidate.interview if candidate else "")
    reader.pay()
    return reader.slots


class _Reader:
    """One turn being read. Each step fills its slots, and takes the words it used from the later steps."""

    def __init__(self, words: list[Word], asked: frozenset[str], slots: Slots) -> None:
        self.words = words
        self.asked = asked
        self.slots = slots
        self.plain = [word.text for word in words]
        self.said = " ".join(self.plain)
        self.used = [False] * len(words)

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
        span = self._name_after_cue() or (name_in(self.plain, profile_name) if profile_name else None)
        if span is None and "asks_name" in self.asked and 0 < len(self.plain) <= 4:
            span = self._name_from(0)
        if span is None:
            return
        self.slots.name = " ".join(word.capitalize() for word in self.plain[span[0] : span[1]])
        self.slots.name_matches = same_name(self.slots.name, profile_name)
        self._take("name", *span)

    def _name_after_cue(self) -> tuple[int, int] | None:
        for cue in _NAME_CUE.finditer(self.said):
            span = self._name_from(self.said.count(" ", 0, cue.end()))
            # "it's Tuesday", "I'm fine": after a weak cue a name stands early, and is no common word
            if span and not times_said(" ".join(self.plain[slice(*span)])):
                return span
        return None

    def _name_from(self, start: int) -> tuple[int, int] | None:
        end = start
        while end < len(self.plain) and end - start < 3 and self.plain[end] not in _NOT_NAMES:
            end += 1
        return (start, end) if end > start else None

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
            if any(self.used[start:end]):
                continue
            near = cue is not None and abs(self.said.count(" ", 0, cue.start()) - start) <= _AFTER_A_DAY
            if (asked_when or near) and not self.said[first:last].startswith(("next", "tomorrow")):
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

    def _people(self) -> list[tuple[int, int]]:
        found = []
        for match in _WITH.finditer(self.said):
            start, end = self._words_at(*match.span(1))
            titled = self.plain[start] in _TITLED
            if not _NOT_PEOPLE & {self.plain[start]} and (titled or self.plain[start] not in _NOT_NAMES):
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
