"""The acts of a turn as a careful reader finds them: sentence by sentence, and with an eye on the words.

A tagger is right about most turns and wrong about some. What it says is weighed here before it counts for or against
anybody, as a coach would do who listens to the recording with the transcript in hand:

- a turn of several sentences is also read sentence by sentence: a question at the end of a long turn is a question;
- a sentence that is put as a question asks something: of the questions that matter, the likeliest;
- courtesies that stand there in so many words (thanks, a goodbye, an apology) are courtesies;
- nobody is blamed for arguing or pushing on a tagger's word alone: the words must carry it, or the odds must be clear;
- what others said or would say, and what is meant the other way round, is not the candidate's own word.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Protocol

from simulator.scoring.phrases import ASKED_FOR, BLAME, COURTESIES, INTEREST, JOY, PUSH, REPORTED, TURNED_ROUND
from simulator.scoring.sentences import split_sentences
from simulator.understanding.tagger import Context
from simulator.understanding.words import words_of


class Tags(Protocol):
    """What scoring needs of a tagger."""

    def acts(self, text: str, context: Context) -> list[str]:
        """The acts of a turn."""

    def probabilities(self, text: str, context: Context) -> Mapping[str, float]:
        """Act → 0–1, for every act."""


BY_SENTENCE: Final = frozenset(
    "purpose_statement person_request decision_question timeline_question next_steps_question feedback_question"
    " openings_question enthusiasm acceptance availability keep_in_mind_request callback_details".split()
)
"""Acts that one sentence of a turn shows; others (an answer, small talk) only make sense in the whole of it."""
SOUGHT: Final = (
    "feedback_question",
    "next_steps_question",
    "timeline_question",
    "openings_question",
    "decision_question",
    "person_request",
)
"""Questions that a sentence is searched for when it asks something."""
NEEDS_ASKING: Final = frozenset({"feedback_question", "next_steps_question", "timeline_question", "openings_question"})
"""Questions that must be put as such, or asked for in words; a wish to know the decision needs no question mark."""
STATEMENTS: Final = BY_SENTENCE - NEEDS_ASKING
RIVALS: Final = ("clarification_request", "salary_topic", "small_talk", "timing_check", "second_chance_request")
"""What a question may be instead."""
LEAST_LIKELY: Final = 0.12
"""Probability from which the likeliest question counts, where it is known that something is asked. Chance among the
eleven kinds would be 0.09."""
QUESTION_WORDS: Final = 3
"""Shorter questions ("Tuesday?") check what was heard."""
CLEAR_ODDS: Final = 0.5
"""Probability from which a lapse counts though no word of it is one."""
SLIGHT_ODDS: Final = 0.05
"""Probability from which a lapse counts where the words carry it."""
SOME_ODDS: Final = 0.1
"""Probability from which interest counts that is said outright."""
DOUBTED: Final = ("thanks", "well_wish", "farewell")
"""Courtesies whose words are nearly always the same, so that without them they are seldom there."""
CLEAR_COURTESY: Final = 0.7
"""Probability from which a courtesy counts that is not there in so many words."""
GOOD_NEWS: Final = frozenset({"hired", "advanced"})
CARRIED_BY: Final = {"dispute": BLAME, "pressure": PUSH}
"""Act → the words that carry it."""
OWN_WORDS_ONLY: Final = frozenset(
    {*SOUGHT, *DOUBTED, "acceptance", "enthusiasm", "apology", "greeting", "availability"}
    | {"keep_in_mind_request", "second_chance_request"}
)
"""Acts that count only as the candidate's own, sincere words."""


def acts_of(text: str, context: Context, tags: Tags) -> frozenset[str]:
    """The acts of a turn, weighed."""
    sentences = split_sentences(text)
    sincere = [sentence for sentence in sentences if _is_sincere(sentence)]
    likely = tags.probabilities(text, context)
    found = set(tags.acts(text, context))
    if len(sincere) < len(sentences):
        own = " ".join(sincere)
        found = (found - OWN_WORDS_ONLY) | (set(tags.acts(own, context)) if own else set())
    for sentence in sincere:
        if len(sentences) > 1:
            found |= (BY_SENTENCE if _asks(sentence) else STATEMENTS) & set(tags.acts(sentence, context))
        found |= _question(sentence, context, tags, found)
        found |= _in_words(" ".join(words_of(sentence)), context, likely)
    said = " ".join(words_of(" ".join(sincere)))
    found -= {
        act for act in DOUBTED
        if likely.get(act, 0.0) < CLEAR_COURTESY and not COURTESIES[act].search(said)
    }  # fmt: skip
    return frozenset(_without_doubtful_lapses(found, " ".join(words_of(text)), likely))


def _is_sincere(sentence: str) -> bool:
    said = " ".join(words_of(sentence))
    return not REPORTED.search(said) and not TURNED_ROUND.search(said)


def _asks(sentence: str) -> bool:
    return "?" in sentence or bool(ASKED_FOR.search(" ".join(words_of(sentence))))


def _question(sentence: str, context: Context, tags: Tags, found: set[str]) -> set[str]:
    """The likeliest question in a sentence that asks; nothing where one has been found, or it asks something else."""
    if not sentence.rstrip("\"'”’) ").endswith("?") or len(words_of(sentence)) < QUESTION_WORDS:
        return set()
    likely = tags.probabilities(sentence, context)
    best = max((*SOUGHT, *RIVALS), key=lambda act: likely.get(act, 0.0))
    return {best} if best in SOUGHT and likely.get(best, 0.0) >= LEAST_LIKELY and best not in found else set()


def _in_words(said: str, context: Context, likely: Mapping[str, float]) -> set[str]:
    found = {act for act, words in COURTESIES.items() if words.search(said)}
    glad = context.verdict in GOOD_NEWS and JOY.search(said)
    if likely.get("enthusiasm", 0.0) >= SOME_ODDS and (glad or INTEREST.search(said)):
        found.add("enthusiasm")
    return found


def _without_doubtful_lapses(found: set[str], said: str, likely: Mapping[str, float]) -> set[str]:
    kept = set(found)
    for act, words in CARRIED_BY.items():
        odds = likely.get(act, 0.0)
        if odds >= (SLIGHT_ODDS if words.search(said) else CLEAR_ODDS):
            kept.add(act)
        else:
            kept.discard(act)
    return kept
