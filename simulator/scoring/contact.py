"""The next contact: who offers it, who agrees to it, and whether it is clear who gets in touch when."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from simulator.scoring.turns import CandidateTurn
from simulator.understanding.times import times_said
from simulator.understanding.words import words_of

_REACH: Final = (
    r"(?:call|calls|calling|ring|rings|ringing|phone|text|texts|e-?mail|write|message|bell|drop|contact|reach|check|try"
    r"|get in touch|be in touch|let (?:you|me) know|touch base|follow up|get back|come back to|chase|send)"
)
_NOT_ELSEWHERE: Final = r"(?! (?:him|her|them|the line|to find|and (?:see|find))\b)"
""" "I'll try her for you" is about this call, not the next."""
_OFFERS: Final = re.compile(
    r"\b(?:i'll|i will|we'll|we will|i can|we can|i could|we could|he'll|she'll|they'll|someone will|somebody will"
    r"|let me|i'm going to|you can|you could|you may|feel free to|shall i|should i|do you want me to|want me to)"
    rf"(?: \w+){{0,4}} {_REACH}\b{_NOT_ELSEWHERE}"
    r"|\byou(?:'ll| will| would|'d) (?:\w+ )?(?:hear|get (?:a|an) (?:call|e-?mail|text|letter|message))\b"
    r"|^(?:\w+ ){0,3}(?:call|ring|phone|try|e-?mail|check) (?:me|us|back|again|in)\b"
    r"|\b(?:keep|leave|put|hold on to) (?:you|your \w+)(?: \w+){0,3}"
    r" (?:on file|active|in mind|on (?:the|a|our) list|details)\b"
    r"|\b(?:we (?:do|often|always|sometimes) (?:get|have)|there(?:'s| is| are| will be| might be| may be))"
    r"(?: \w+){0,4} (?:openings?|vacanc(?:y|ies)|positions?|something else|another (?:job|role|post))\b"
    r"|\b(?:best|your) (?:number|e-?mail)\b|\bin touch\b"
)
_WILL: Final = re.compile(
    r"\b(?:i'll|i will|can i|could i|may i|shall i|should i|if i|i can|i could|let me|i'd|would it be|is it"
    rf"|you'll get)(?: \w+){{0,4}} {_REACH}\b"
)
_OCCASION: Final = re.compile(
    r"\b(?:if|when|whenever|as soon as|once|should|in case|next time)(?: \w+){0,6}"
    r" (?:open\w*|reopen\w*|free|up|through|leave|leaves|quits?|change|changes|out|available|vacant|post|advertise"
    r"|like|different|else|know|decide|decided|hear|back|need)\b"
)
_LATER: Final = re.compile(
    r"\b(?:in|by|after|before|around|early|late|next|this|until)(?: the)? (?:january|february|march|april|may|june|july"
    r"|august|september|october|november|december|spring|summer|autumn|fall|winter|new year|a (?:day|week|month|year)"
    r"|\w+ (?:days|weeks|months)|month|quarter)\b"
)
"""A time that is no day: "in a month", "in the spring"."""
_CHANNEL: Final = re.compile(rf"\b(?:{_REACH}|number|cell|mobile|line)\b")
_AGREEING: Final = frozenset({"confirmation", "acceptance", "availability", "thanks", "enthusiasm"})


def offers_contact(manager_said: str) -> bool:
    """Whether the manager says how or when there may be a next contact, or a next chance."""
    return bool(_OFFERS.search(" ".join(words_of(manager_said))))


def agrees_to_contact(turn: CandidateTurn) -> bool:
    """Whether the candidate takes up the contact that the manager has just offered."""
    return bool(turn.acts & _AGREEING) and "negation" not in turn.acts and offers_contact(turn.manager_said)


def will_be_in_touch(words: Sequence[str]) -> bool:
    """Whether the candidate offers, or asks leave, to get in touch themselves. Words in canonical form."""
    return bool(_WILL.search(" ".join(words)))


def is_specific(words: Sequence[str]) -> bool:
    """Whether canonical words say by which way, and when or on what occasion."""
    said = " ".join(words)
    return bool(_CHANNEL.search(said)) and bool(_OCCASION.search(said) or _LATER.search(said) or times_said(said))
