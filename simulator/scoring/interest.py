"""How strong an expression of interest is: faint ("I'd have a look"), clear ("I'm excited"), or with a reason."""

from __future__ import annotations

import re
from enum import IntEnum
from itertools import zip_longest
from typing import Final

from simulator.record import CallRecord
from simulator.scoring.sense import GLUE, NUMBERS
from simulator.scoring.sentences import split_sentences
from simulator.scoring.turns import CandidateTurn
from simulator.understanding.times import times_said
from simulator.understanding.words import words_of


class Strength(IntEnum):
    """How much an expression of interest says."""

    FAINT = 1
    CLEAR = 2
    CONCRETE = 3

    @property
    def finding(self) -> str:
        """As evidence."""
        return ("", "showed a little interest", "showed interest, in general words", "named what draws you")[self]


PARTICULARS: Final = 3
"""Words particular to this job or interview ("the month-end clean-up she is planning") that make a reason concrete;
fewer are part of any set phrase ("like a shot")."""
WORDS_BEFORE: Final = 6
WORDS_AFTER: Final = 30
"""How far around the word of interest its reason is looked for: some ten seconds of speech."""
_CLEAR: Final = re.compile(
    r"\b(?:excit\w+|thrill\w+|delight\w+|keen|eager|enthusiastic|passionate|dream|(?:can't|cannot|couldn't) wait"
    r"|look(?:ing)? forward|lov(?:e|ed|ing|ely)|enjoy\w*|interested|pumped|buzzing|stoked|chuffed|glad|happy|wonderful"
    r"|fantastic|brilliant|amazing|awesome|great|marvellous|perfect|over the moon|cheered|made my|smil\w+|grinning"
    r"|like a shot|in a heartbeat|impressed|fascinat\w+|praise|really (?:like|want|liked|wanted))\b"
    r"|\bmy kind of\b"
    r"|\b(?:really|very much|so much|badly|honestly) (?:like|want)\b|\bi'd (?:\w+ )?(?:like|love) (?:to|it)\b"
)
_LIKED: Final = re.compile(
    r"\bi(?:'ve| have|'d)? (?:\w+ ){0,2}(?:like|liked|love|loved|enjoy|enjoyed|enjoying|admire|admired)\b(?! to\b)"
    r"|\bimpressed\b|\bwhat (?:got|struck|draws|drew|attracts|excites)\b"
)
"""Liking of something: with a particular of its own, that is a detail from the interview."""
_SAYS_LITTLE: Final = frozenset(
    "job role position post work working works opportunity opening company place team people everyone everybody thing"
    " things something anything lot lots bit way kind sort time times chance news really very much well good great nice"
    " best better happy glad excited exciting interested interest love loved lovely like liked enjoy enjoyed enjoying"
    " look looking looked forward hope hoping hear hearing heard know think thought feel felt want wanted wait waiting"
    " get got getting go going come coming make made say said see seeing talk talking tell call calling called thank"
    " thanks still also even only now again always never ever oh ah wow hey hi hello goodness god gosh day week month"
    " today moment sure absolutely definitely truly certainly honest honestly super pretty quite totally join joining"
    " start starting meet meeting met offer decision interview interviewed back ready wonderful fantastic brilliant"
    " amazing awesome delighted thrilled keen eager pumped whole first next year need let take be part more most right"
    " learn learning grow growing contribute".split()
)


def interest_in(turn: CandidateTurn, record: CallRecord) -> tuple[Strength, str]:
    """How strong the interest is that a turn voices (a turn with the act `enthusiasm`), and the sentence that does.

    The sentence is empty where the interest is faint.
    """
    named = (record.candidate.name, record.candidate.position, record.manager.name, record.manager.company)
    known = {word for text in named for word in words_of(text)}
    sentences = split_sentences(turn.turn.text)
    found = [(Strength.FAINT, "")]
    for sentence, following in zip_longest(sentences, sentences[1:], fillvalue=""):
        said = " ".join(words_of(sentence))
        clear, liked = _CLEAR.search(said), _LIKED.search(said)
        if clear or liked:
            start = min(match.start() for match in (clear, liked) if match)
            count = len(_particulars(_around(said, start, " ".join(words_of(following)))) - known)
            concrete = count >= PARTICULARS or (count and liked)
            found.append((Strength.CONCRETE if concrete else Strength.CLEAR, sentence))
    return max(found, key=lambda item: item[0])


def _around(sentence: str, at: int, then: str) -> str:
    """The words near a place in a sentence, on into the next one: where the reason for the interest stands."""
    before = sentence[:at].split()[-WORDS_BEFORE:]
    return " ".join(before + f"{sentence[at:]} {then}".split()[:WORDS_AFTER])


def _particulars(said: str) -> set[str]:
    """Words that say something of this job, rather than names, days and what everybody says."""
    for start, end in reversed(times_said(said)):
        said = f"{said[:start]} {said[end:]}"
    return {word for word in said.split() if len(word) > 2} - GLUE - NUMBERS - _SAYS_LITTLE
