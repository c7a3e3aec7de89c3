"""Transcripts put right by hand: what was heard is kept, what was put in is marked."""

from __future__ import annotations

from difflib import SequenceMatcher

from simulator.errors import WrongUse
from simulator.record import CallRecord, EarlierText, Turn, Word


def correct(call: CallRecord, number: int, text: str) -> Turn:
    """Replaces the words of turn `number` (an index into `turns`) by `text`; changes `call`, gives the turn.

    A later hearing leaves a corrected turn alone. Raises WrongUse for a turn that is not the candidate's.
    """
    text = " ".join(text.split())
    own = [index for index, _ in call.candidate_turns()]
    if number not in own:
        listed = ", ".join(map(str, own)) or "there are none"
        raise WrongUse(f"turn {number} is none of yours; yours are {listed}")
    turn = call.turns[number]
    if text != turn.text:
        turn.words = corrected_words(turn, text)
        replace_text(turn, text, call.recogniser)
    turn.heard = "corrected"
    return turn


def replace_text(turn: Turn, text: str, recogniser: str | None) -> None:
    """Gives a turn new words and keeps the old ones; its acts are to be found anew."""
    before = EarlierText(text=turn.text, heard=turn.heard, recogniser=turn.recogniser or recogniser)
    turn.earlier = [*(turn.earlier or []), before]
    turn.text, turn.acts = text, None


def corrected_words(turn: Turn, text: str) -> list[Word]:
    """The words of `text` with times: those that were heard keep theirs, new ones share the time between."""
    old = turn.words or spread(turn.text.split(), turn.start, turn.end)
    new = text.split()
    words: list[Word] = []
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, _plain([w.text for w in old]), _plain(new), False).get_opcodes():
        if kind == "equal":
            words += [kept.model_copy(update={"text": word}) for kept, word in zip(old[i1:i2], new[j1:j2], strict=True)]
            continue
        start = old[i1].start if i1 < i2 else (words[-1].end if words else turn.start)
        end = old[i2 - 1].end if i1 < i2 else (old[i1].start if i1 < len(old) else turn.end)
        words += [word.model_copy(update={"corrected": True}) for word in spread(new[j1:j2], start, max(start, end))]
    return words


def spread(words: list[str], start: float, end: float) -> list[Word]:
    """Words over a stretch of time, each in proportion to its letters."""
    letters = sum(len(word) for word in words)
    found, at = [], start
    for word in words:
        until = at + (end - start) * len(word) / letters
        found.append(Word(text=word, start=at, end=until))
        at = until
    return found


def _plain(words: list[str]) -> list[str]:
    return [word.lower().strip(".,;:!?…—–-\"'()") for word in words]
