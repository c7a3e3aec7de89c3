"""What counts as what when two people take turns on the telephone: the definitions, in one place, with their sources.

Used where a call happens (`simulator.call`) and where it is judged (`simulator.scoring`); docs/turn-taking.md says the
same for readers. Each is an event of the record, with its times.

**Silence kept** (`pause_kept`): the manager made a thinking pause, and was the next to speak. Silence between turns
means something from about a second on (Jefferson 1989); those of the scenarios last two seconds and more.

**Silence filled** (`pause_filled`): the candidate spoke into such a pause, and it was more than a backchannel.

**Backchannel** (`backchannel`): a listener's token ("mm-hm", "okay") that leaves the floor with the speaker (Yngve
1970; Ward & Tsukahara 2000). It is told by its length, and where it is longer by its words. It costs nobody anything.

**Overlap** (`overlap`): both spoke at once, and neither was cut off. It is normal: 40 % of speaker changes overlap
(Heldner & Edlund 2010), most of these for less than a third of a second. Two who begin at the same time overlap too.

**Interruption** (`interruption`): the candidate took the floor in the middle of the manager's line, with more than a
backchannel, while more was left of the line than an ordinary overlap takes; the manager stopped. An incursion deeper
than the last two syllables is what West & Zimmerman (1983) call an interruption.

**Turn resumed** (`turn_resumed`): the manager took the candidate's turn to be over, and it was not: the candidate went
on before the manager had begun, or so soon after that it was no answer to anything the manager said. The manager gives
the floor back, and what was said before and after is one turn. The mistake was the manager's: it never counts against
the candidate.
"""

from __future__ import annotations

import re
from typing import Final

NORMAL_OVERLAP_SECONDS: Final = 0.3
"""An overlap no longer than this at the end of a turn is nobody's fault: the median of all overlaps between speakers is
about 0.2 s, their mean under 0.3 s (Heldner & Edlund 2010; Levinson & Torreira 2015)."""
BEGUN_TOGETHER_SECONDS: Final = 0.2
"""Two who begin within this time begin at once: nobody can hear the other and hold back any sooner (Fry 1975, on the
simplest vocal reactions). Whoever goes on has not interrupted."""
TALKING_OVER_SECONDS: Final = 1.0
"""Beyond this, the candidate talks on top of a sentence even when the manager manages to finish it: overlaps in which
nobody yields are over within a few syllables (Schegloff 2000)."""
BACKCHANNEL_SECONDS: Final = 0.7
"""The longest voice in one piece that can be a backchannel by its length alone. They last about 0.4 s (Ward & Tsukahara
2000); "I see" and a drawn-out "okay" take up to 0.67 s of voice activity (twelve tokens in three flite voices)."""
HUSH_SECONDS: Final = 0.1
"""So much voice without a break, over the manager's, makes the manager fall silent, to listen what it will be. With the
lag of the voice activity that is 0.05–0.16 s after the beginning of the speech in twelve of the thirteen recorded turns
of the demonstration, 0.23 s in one. A click, a cough or a breath is no voice to it, however long."""
LISTEN_ON_SECONDS: Final = 0.16
"""So much quiet after a voice over the manager's, and it is over: the closure of a "k" or "t" is shorter than 0.1 s."""
RESUMED_SECONDS: Final = 0.8
"""A candidate who goes on within this time of the manager's beginning had not finished. To take in a word and to
answer it takes longer than 0.6 s (Levinson & Torreira 2015); what comes sooner was meant to come anyway."""
GOING_ON_SECONDS: Final = 0.5
"""From so much voice on it is clear that such a candidate goes on, and has not just said "yes" or cleared their throat.
"""
SYLLABLE_SECONDS: Final = 0.2
"""A manager who has not said more than a syllable (about five a second in running speech, Greenberg 1999) has nothing
to excuse."""
REACTION_SECONDS: Final = 0.2
"""Least silence between the end of the candidate's speech and the manager's answer: the usual gap between speakers
(Stivers et al. 2009). What it took to notice the end counts."""

_TOKENS: Final = (
    "mm hm|mm hmm|mhm|m hm|mmm|mm|hmm|hm|uh huh|uh hum|ah huh|aha|huh|ah|oh|yeah|yes|yep|yup|okay|ok|all right|alright|"
    "right|sure|i see|really|wow|good|great|fine|nice|of course|got it|exactly|absolutely|thanks|thank you|i understand"
)
"""A listener's tokens; the commonest by far are "uh-huh", "yeah", "right", "oh", "okay" (Jurafsky et al. 1997)."""
_PARTING: Final = (
    "bye|good bye|goodbye|you too|and you|same to you|take care|see you|(?:so|very) much|for your time|"
    r"have a (?:\w+ )?(?:day|one|weekend|evening|week|afternoon)|(?:talk|speak) (?:to you )?soon"
)
"""What is said at the same time as the other's goodbye: closings are made by both (Schegloff & Sacks 1973)."""
_CLAIMS: Final = re.compile(
    r"^(?:(?:oh|um|uh|no|so|but|i'm|yes|yeah|okay|well) )*"
    r"(?:sorry|excuse me|pardon(?: me)?|wait|stop|hold on|hang on|one (?:moment|second|question)|"
    r"just a (?:moment|second)|(?:can|may|could) i|let me|what|hello|i have a)\b"
)


def _chain(tokens: str) -> re.Pattern[str]:
    return re.compile(rf"^(?:(?:{tokens})(?: |$))+$")


_BACKCHANNEL: Final = _chain(_TOKENS)
_IN_CLOSING: Final = _chain(f"{_TOKENS}|{_PARTING}")


def is_backchannel(text: str, *, closing: bool = False) -> bool:
    """Whether the words only signal listening; with `closing` (the other says goodbye) a goodbye is no more than that.

    No words are no backchannel: what was said is then not known.
    """
    pattern = _IN_CLOSING if closing else _BACKCHANNEL
    return "?" not in text and pattern.match(_plain(text)) is not None


def claims_floor(text: str) -> bool:
    """Whether the words, however short, ask for the floor: "sorry –", "wait", "can I …"."""
    return _CLAIMS.match(_plain(text)) is not None


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[^\w' ]+", " ", text.lower()).split())
