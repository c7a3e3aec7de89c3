"""What was said against what the profile says: the same name, the same position, the same interview?

Tolerant of word order, common synonyms, parts left out and one misheard word; strict about what contradicts.
"""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from typing import Final

from simulator.understanding.times import moment, times_said
from simulator.understanding.words import words_of

_EMPTY: Final = frozenset(
    "the a an of for in at on and with to i i'm it it's was is that this your my one job role position post opening"
    " vacancy spot slot place as be by or job's there time full part".split()
)
_SYNONYMS: Final = (
    ("hr", "personnel"),
    ("developer", "programmer", "engineer", "coder"),
    ("shop", "store", "retail"),
    ("cook", "chef"),
    ("waiter", "waitress", "server"),
    ("carer", "caregiver", "aide"),
    ("nurse", "rn", "nursing"),
    ("assistant", "associate", "helper", "aide"),
    ("manager", "lead", "head", "leader", "chief", "supervisor", "boss", "foreman"),
    ("driver", "driving", "trucker"),
    ("lorry", "truck", "hgv"),
    ("cleaner", "janitor", "custodian", "housekeeper", "cleaning"),
    ("teacher", "tutor", "instructor", "lecturer", "teaching"),
    ("clerk", "administrator", "admin", "secretary"),
    ("accountant", "bookkeeper", "accounting", "accounts"),
    ("salesperson", "salesman", "sales", "seller"),
    ("technician", "tech"),
    ("receptionist", "reception"),
    ("guard", "security"),
    ("barman", "bartender", "barmaid"),
    ("kindergarten", "nursery", "preschool"),
    ("labourer", "laborer"),
    ("jr", "junior"),
    ("sr", "senior"),
)
_GROUP: Final = {word: group for group, words in enumerate(_SYNONYMS) for word in words}
_RANKS: Final = frozenset(
    "manager lead head leader chief supervisor boss foreman assistant associate helper officer coordinator worker"
    " engineer technician tech specialist operator clerk administrator admin senior junior sr jr trainee".split()
)
"""Words that many titles share: alike, they say little; "payroll officer" is not "HR officer"."""
_RANK_WEIGHT: Final = 0.4
_ENOUGH: Final = 0.5
"""Least share of the shorter title's weight that must be found again: "TIG pipe" still is "TIG pipe welder"."""
_ALIKE: Final = 0.74
"""Least similarity of letters (difflib ratio) at which a word is taken for the other, misheard or mistyped."""


def content_words(text: str) -> list[str]:
    """The words of a title or name that tell it from others, hyphens opened."""
    return [word for word in words_of(text.replace("-", " ").replace("/", " ")) if word not in _EMPTY]


def alike(said: str, meant: str) -> bool:
    """Whether one word can be the other: same, inflected, a synonym, or close enough to be a mishearing."""
    if said == meant or (said in _GROUP and _GROUP[said] == _GROUP.get(meant)):
        return True
    if min(len(said), len(meant)) < 4:
        return False
    if said.startswith(meant[:5]) and min(len(said), len(meant)) >= 5:
        return True
    return difflib.SequenceMatcher(None, said, meant).ratio() >= _ALIKE


def same_position(said: str, position: str) -> bool | None:
    """Whether a title as said names the profile's position; None when one of them is empty."""
    named, meant = content_words(said), content_words(position)
    if not named or not meant:
        return None
    shared = sum(_weight(word) for word in meant if any(alike(other, word) for other in named))
    lesser = min(sum(map(_weight, meant)), sum(map(_weight, named)))
    return shared / lesser >= _ENOUGH


def _weight(word: str) -> float:
    return _RANK_WEIGHT if word in _RANKS else 1.0


def same_name(said: str, name: str) -> bool | None:
    """Whether a name as said is the profile's: one of its parts is enough. None when one of them is empty."""
    named, meant = words_of(said), words_of(name)
    if not named or not meant:
        return None
    return any(alike(word, part) for word in named for part in meant)


def name_in(words: Sequence[str], name: str) -> tuple[int, int] | None:
    """Where the profile's name is said: index of its first word and one past the last, in a row."""
    parts = words_of(name)
    hits = [at for at, word in enumerate(words) if any(alike(word, part) for part in parts if len(part) > 2)]
    if not hits:
        return None
    end = hits[0] + 1
    while end in hits:
        end += 1
    return hits[0], end


def same_interview(said: str, interview: str) -> bool | None:
    """Whether day, hour or people as said fit the profile's interview; None when nothing can be compared.

    A day or hour that differs is wrong; another person's name is not, for there may have been several.
    """
    said_words, meant_words = words_of(said), words_of(interview)
    fits = moment(" ".join(said_words)).agrees(moment(" ".join(meant_words)))
    if fits is not None:
        return fits
    people = [word for word in _people(meant_words) if word not in _EMPTY]
    return True if any(alike(word, person) for word in said_words for person in people) else None


def _people(words: Sequence[str]) -> list[str]:
    """The words of an interview's description that are no time: whom it was with."""
    said = " ".join(words)
    for start, end in reversed(times_said(said, asked=True)):
        said = said[:start] + said[end:]
    titles = ("mr", "mrs", "ms", "miss", "mister", "dr", "doctor", "interview", "panel", "o'clock", "last", "next")
    return [word for word in said.split() if word not in titles]
