"""Call, write, wait, or go through somebody: a decision table. The first rule that holds decides.

Advice P1 to P6; every reason carries the id of the point that it comes from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from simulator.planning.circumstances import Circumstances, spoken, working_day

Action = Literal["call", "write", "wait", "recruiter", "introducer"]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why, and from which point of advice."""

    advice: str
    """P1 to P6."""
    text: str


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do."""

    action: Action
    on: date
    """The day on which to do it; with `wait`, the day until which to wait."""
    about: Literal["answer", "feedback"]
    """What to ask for: the decision, or only what can be learnt."""
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the table."""

    holds: Callable[[Circumstances], bool]
    action: Action
    reason: Callable[[Circumstances], Reason]


def decide(now: Circumstances) -> Decision:
    """What to do as things stand."""
    rule = next(rule for rule in RULES if rule.holds(now))
    on = now.due if rule.action == "wait" and now.due is not None else _soonest(now, rule.action)
    about: Literal["answer", "feedback"] = "feedback" if now.only_feedback else "answer"
    return Decision(rule.action, on, about, (rule.reason(now), *_more(now, rule.action)))


def _soonest(now: Circumstances, action: Action) -> date:
    """Today; at a weekend, for what needs an office, the Monday after it."""
    return working_day(now.today) if action in ("call", "recruiter") else now.today


def reasons_to_call(now: Circumstances) -> list[str]:
    """What speaks for a call rather than a letter (P2)."""
    found = {
        "the interview felt very good": now.felt == "very-good",
        "the job itself is done on the telephone": now.telephone_job,
        "talking comes easier to you than writing": now.talking_easier,
        "another offer cannot wait": now.has_offer,
    }
    return [reason for reason, holds in found.items() if holds]


def _too_early(now: Circumstances) -> Reason:
    assert now.promised is not None and now.due is not None  # noqa: S101 - the rule holds only then
    if now.agreed == "you-call":
        return Reason("P4", f"You agreed to call on {spoken(now.promised)}. Call on that day, not before.")
    return Reason(
        "P4",
        f"They spoke of {spoken(now.promised)}. Call just after that, not before: "
        f"{spoken(now.due)} is the first good day.",
    )


def _offer(now: Circumstances) -> Reason:
    assert now.deadline is not None  # noqa: S101 - the rule holds only then
    early = " The agreed day would be too late, and they will want to know that." if now.is_early else ""
    return Reason("P2", f"You need the answer now: another offer waits until {spoken(now.deadline)}.{early}")


def _agreed_day_has_come(now: Circumstances) -> Reason:
    if now.promised is None:
        return Reason("P4", "It was agreed that you call.")
    if now.agreed == "you-call":
        return Reason("P4", f"You agreed to call on {spoken(now.promised)}, and that day has come.")
    return Reason("P4", f"They spoke of {spoken(now.promised)}. That is past, and some days more: a call is in order.")


def _reasons_given(now: Circumstances) -> Reason:
    return Reason("P2", f"A call fits better than a letter: {' and '.join(reasons_to_call(now))}.")


def _fixed(advice: str, text: str) -> Callable[[Circumstances], Reason]:
    reason = Reason(advice, text)
    return lambda _: reason


FEEDBACK_ONLY: Final = (
    "Honestly: a call neither keeps to the procedure nor helps the relationships. Chances for this job are then "
    "under 20 %. Call to learn from it, and do not push."
)
RULES: Final = (
    Rule(lambda now: now.is_early and not now.is_pressed, "wait", _too_early),
    Rule(
        lambda now: now.channel == "recruiter" and not now.reminded,
        "recruiter",
        _fixed(
            "P5", "Your way leads through the recruiter: let them drive. Remind them, and agree who does what when."
        ),
    ),
    Rule(
        lambda now: now.channel == "introducer" and not now.is_pressed and (now.due is None or now.only_feedback),
        "introducer",
        _fixed("P5", "Somebody introduced you: ask them how things go there, and let feedback come through them."),
    ),
    Rule(
        lambda now: now.agreed == "write",
        "write",
        _fixed("P3", "Writing was agreed. A call would not keep to the procedure; a short letter does."),
    ),
    Rule(
        lambda now: now.nothing_to_gain,
        "write",
        _fixed("P3", "None of the three questions speaks for a call: a short, friendly letter does less harm."),
    ),
    Rule(lambda now: now.only_feedback, "call", _fixed("P3", FEEDBACK_ONLY)),
    Rule(lambda now: now.has_offer, "call", _offer),
    Rule(lambda now: now.due is not None or now.agreed == "you-call", "call", _agreed_day_has_come),
    Rule(lambda now: bool(reasons_to_call(now)), "call", _reasons_given),
    Rule(
        lambda _: True,
        "write",
        _fixed(
            "P2", "No day was agreed, and none of the usual reasons for a call is there: write, and ask when to call."
        ),
    ),
)
"""The table; its last row always holds."""


def _more(now: Circumstances, action: Action) -> Iterator[Reason]:
    """What else belongs to the decision."""
    if action == "wait":
        yield from _meanwhile(now)
    elif now.is_pressed and action != "call":
        yield Reason("P2", f"Tell them today that another offer waits until {spoken(now.deadline or now.today)}.")
    if action == "call":
        yield Reason(
            "P1", "A call gets the answer at once, lets you ask on, and can bring a second chance. The worst is a no."
        )
        yield from _whom_to_call(now)
        yield Reason("P6", "Nerves are normal; being prepared helps. Put pen and paper beside the telephone.")
    if action == "write":
        yield Reason(
            "P1", "If the letter brings nothing, a call is still open to you: the worst it brings is another no."
        )
    if now.due is None and now.agreed == "nothing":
        yield Reason(
            "P4",
            "Next time agree in the interview what happens next and by when – and say in the cover letter after how "
            "many days you will get in touch.",
        )


def _meanwhile(now: Circumstances) -> Iterator[Reason]:
    if now.channel == "recruiter":
        yield Reason("P5", "Until then the recruiter drives; on that day remind the recruiter, not the employer.")
    if now.channel == "introducer":
        yield Reason(
            "P5", "The day was agreed with the employer: call them on it; feedback comes through your introducer."
        )
    if now.has_offer:
        yield Reason(
            "P2", f"The day is in time for your other offer, which waits until {spoken(now.deadline or now.today)}."
        )
    yield Reason("P6", "Use the days: prepare your words, and practise the call.")


def _whom_to_call(now: Circumstances) -> Iterator[Reason]:
    if now.channel == "recruiter":
        yield Reason(
            "P5", "You have reminded the recruiter; now you may call the employer yourself. Tell the recruiter so."
        )
    elif now.channel == "introducer":
        yield Reason(
            "P5", "Call the employer for the answer, and take the feedback through the one who introduced you."
        )
    else:
        yield Reason("P5", "Nobody stands between you: call the employer directly.")
