"""Whether a turn says anything: no score for words recited without sense, another language, or an echo.

A tagger hears "feedback" in a list of words as it does in a question. What tells them apart is the glue of speech:
about half of the words of spoken English are pronouns, articles, auxiliaries, prepositions and conjunctions (Chung &
Pennebaker 2007); a list, a telephone book or another language has next to none of them, and in a salad they stand next
to each other as they never do in speech.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from pathlib import Path
from typing import Final

from simulator.understanding.words import ORDINALS, TEENS, TENS, UNITS, words_of

ENOUGH_WORDS: Final = 8
"""With fewer words than this (numbers and spelt letters apart) a turn may well be an answer: "TIG. Pipe." """
LEAST_GLUE: Final = 0.06
"""Least share of glue among the words of a turn that can be speech: even "Thanks, Ann, good luck with the move. Bye."
has more. Articles and "my" are not counted: they go with any list of nouns."""
LONG_TURN_WORDS: Final = 16
LEAST_GLUE_OF_LONG: Final = 0.1
"""The same for a turn of so many words: of some 2,900 such turns in whole calls written for the training of the tagger
none has less than 0.12."""
CALL_WORDS: Final = 20
LEAST_GLUE_OF_CALL: Final = 0.2
"""The same for all that somebody says in a call, however short the turns: of 930 such calls none has less."""
LEAST_FOREIGN: Final = 3
"""So many common words of another language, and more than English glue, are not a name or a loan."""
MOST_ODD: Final = 0.3
LEAST_ODD: Final = 3
"""Share and number of the pairs of small words in a turn that nobody says ("the of", "is at") from which it is a salad.
One speaks in phrases: a pair across a comma or full stop is none."""
MOST_ODD_OF_CALL: Final = 0.25
LEAST_ODD_OF_CALL: Final = 4
"""The same for all that somebody says in a call. Of 922 calls that the table was then not made from one has as many; of
the same with their words shuffled 95 % have."""
WITHOUT_MARKS: Final = 1, 0.05
"""Where a recogniser writes no commas and full stops, pairs across them are among the odd ones: so many more, and so
much larger a share, are let pass (of the same calls without marks: none, and 91 %)."""
ECHO_WORDS: Final = 4
"""From so many words on, a turn that the manager has just said is an echo rather than a "Thursday." """
ECHO_SHARE: Final = 0.75
"""Share of the turn's words that follow one another as in the manager's turn; less than all, for misheard words."""

GLUE: Final = frozenset(
    (
        "i me my mine you your yours he him his she her it its we us our they them their this that these those who"
        " whom whose which what when where why how there here a an the and or but if because so than then as of at"
        " by for with about into through after before to from up down in out on off over since until while am is"
        " are was were be been being have has had do does did will would shall should can could may might must not"
        " no yes please okay yeah just any some i'm i've i'd i'll you're you've you'd you'll he's she's it's we're"
        " we've we'd we'll they're they've that's there's what's who's how's let's lemme ye yous yourself myself"
        " got like now don't didn't doesn't can't couldn't won't wouldn't isn't wasn't aren't haven't hasn't"
        " shouldn't gonna wanna gotta y'all one ones"
    ).split()
)
_FOREIGN: Final = (
    frozenset(
        (
            "ich du er sie wir ihr mein meine ist sind war haben habe hat und oder aber nicht der die das den dem"
            " ein eine einen"
            " auf für mit zu von wegen danke guten tag bitte über als"
            " el los las una unos yo tu usted mi es soy estoy que por para con como muy pero del sobre gracias"
            " buenos buenas días"
            " le les des un une je tu il elle nous vous mon ma est suis pour avec sur dans pas et ou mais que qui"
            " bonjour merci"
            " il lo gli sono mio mia per che non di della buongiorno grazie"
            " eu você meu minha não sou um uma obrigado obrigada bom dia com da do na"
            " ik ben mijn het een van voor naar niet dat dit en maar bedankt graag goedemorgen"
            " jestem nie się to jest na czy dzień dobry dziękuję proszę ja bir ve için bu ben teşekkür"
        ).split()
    )
    - GLUE
)
NUMBERS: Final = frozenset((*UNITS, *TEENS, *TENS, *ORDINALS, "oh", "hundred", "thousand", "double", "triple"))
_DETERMINERS: Final = frozenset("the a an my your our their his its".split())
PAIRED: Final = GLUE | {"thank", "hello", "goodbye", "bye", "calling"}
"""Words whose neighbours tell speech from a salad."""
_MARKS: Final = re.compile(r"[.?!…,;:—–]+(?=\s)")
PAIRS_PATH: Final = Path(__file__).with_name("word_pairs.txt")
"""Pairs of small words that follow each other in speech; made by `corpus/word_pairs.py`."""


def says_nothing(words: Sequence[str]) -> bool:
    """Whether words, in canonical form, are a list, a salad or another language rather than English speech."""
    plain = _plain(words)
    if len(set(plain)) < ENOUGH_WORDS:
        return False
    glue = _glue_in(plain)
    foreign = sum(word in _FOREIGN for word in plain)
    least = LEAST_GLUE if len(plain) < LONG_TURN_WORDS else LEAST_GLUE_OF_LONG
    return glue < least * len(plain) or foreign > max(glue, LEAST_FOREIGN - 1)


def call_says_nothing(words: Sequence[str]) -> bool:
    """The same of all the words of one side of a call: turns too short to be judged one by one add up to a list."""
    plain = _plain(words)
    is_list = len(plain) >= CALL_WORDS and _glue_in(plain) < LEAST_GLUE_OF_CALL * len(plain)
    return is_list or says_nothing(words)


def _plain(words: Sequence[str]) -> list[str]:
    return [word for word in words if word not in NUMBERS and (len(word) > 1 or word in GLUE)]


def _glue_in(plain: Sequence[str]) -> int:
    return sum(word in GLUE and word not in _DETERMINERS for word in plain)


def is_salad(texts: Sequence[str]) -> bool:
    """Whether a turn, or all turns of a call, are words without order."""
    phrases = [words_of(phrase) for text in texts for phrase in _MARKS.split(text)]
    pairs = [pair for words in phrases for pair in pairwise(_plain(words)) if PAIRED.issuperset(pair)]
    odd = sum(then not in _following()[first] for first, then in pairs if first != then)
    least, most = (LEAST_ODD, MOST_ODD) if len(texts) == 1 else (LEAST_ODD_OF_CALL, MOST_ODD_OF_CALL)
    more, larger = (0, 0.0) if any(_MARKS.search(f"{text} ") for text in texts) else WITHOUT_MARKS
    return odd >= least + more and odd > (most + larger) * len(pairs)


@functools.cache
def _following() -> Mapping[str, frozenset[str]]:
    """Small word → the small words that may come next."""
    found: dict[str, frozenset[str]] = dict.fromkeys(PAIRED, frozenset())
    for line in PAIRS_PATH.read_text(encoding="utf-8").splitlines():
        first, _, then = line.partition(": ")
        found[first] = frozenset(then.split())
    return found


def echoes(words: Sequence[str], said_before: Sequence[str], at_least: int = ECHO_WORDS) -> bool:
    """Whether a turn of `at_least` words only repeats what the other side has just said."""
    if len(words) < at_least or not said_before:
        return False
    blocks = SequenceMatcher(None, list(words), list(said_before), autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) >= ECHO_SHARE * len(words)
