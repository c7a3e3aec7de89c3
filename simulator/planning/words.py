"""The words to have ready, with the user's own name, job and interview in them."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.planning.circumstances import Circumstances, spoken
from simulator.planning.decision import Action, Decision
from simulator.record import Candidate, Manager


@dataclass(frozen=True, slots=True)
class Words:
    """Something to say or write, and when."""

    when: str
    say: str


def words_for(now: Circumstances, decision: Decision, candidate: Candidate, manager: Manager) -> list[Words]:
    """What to have ready for this decision, in the order in which it is needed."""
    who = _Own(candidate, manager)
    by: dict[Action, list[Words]] = {
        "recruiter": _recruiter(who),
        "introducer": _introducer(who),
        "write": _letter(who, decision),
    }
    if decision.action == "wait" and now.channel == "recruiter":
        return _recruiter(who) + _offer(now)
    if decision.action in by:
        return by[decision.action] + _offer(now)
    return _call(who, decision) + _offer(now) + [_goodbye(who)]


class _Own:
    """The user's own data as parts of sentences; a gap in brackets where the profile says nothing."""

    def __init__(self, candidate: Candidate, manager: Manager) -> None:
        self.name = candidate.name or "(your name)"
        self.job = f"the {candidate.position} position" if candidate.position else "the (name of the job) position"
        self.interview = candidate.interview or "(day of the interview)"
        self.company = manager.company or "(the company)"
        self.manager = manager.name


def _call(who: _Own, decision: Decision) -> list[Words]:
    to = f" Could I speak with {who.manager}, please?" if who.manager else " Could I speak with someone in HR, please?"
    hello = f"Hello, this is {who.name}. I interviewed for {who.job}, {who.interview}."
    if decision.about == "feedback":
        return [
            Words("when somebody else answers", f"Hello, this is {who.name}.{to}"),
            Words("first, then be silent", f"{hello} Whatever was decided, I accept it. I'm calling to learn from it."),
            Words("then ask", "What went well, and what could I do better next time?"),
        ]
    return [
        Words("when somebody else answers", f"Hello, this is {who.name}.{to}"),
        Words("first, then be silent", f"{hello} I'm calling to ask whether you have reached a decision."),
        Words("if it is a yes", "That's wonderful, thank you. What are the next steps, and what should I bring?"),
        Words("if it is a no", "Thank you for telling me, I accept that. What went well, and what could I do better?"),
        Words(
            "after that", "If the job comes free again, would you call me? Is anything else open that would suit me?"
        ),
        Words("if nothing is decided", "I understand. When do you expect to decide, and may I call you on that day?"),
    ]


def _goodbye(who: _Own) -> Words:
    name = f", {who.manager}" if who.manager else ""
    return Words("whatever the news", f"Thank you for your time{name}. All the best to you and the team. Goodbye.")


def _recruiter(who: _Own) -> list[Words]:
    return [
        Words(
            "to the recruiter",
            f"Hello, this is {who.name}. It's about {who.job} at {who.company}; my interview was {who.interview}. "
            "Have they told you anything yet?",
        ),
        Words("agree the path", "Who asks them, you or I, and by which day? I'd be glad if you did."),
        Words(
            "before you hang up",
            "Then I'll wait for your call, and ring you the day after if I've heard nothing. Thank you.",
        ),
    ]


def _introducer(who: _Own) -> list[Words]:
    return [
        Words(
            "to the one who introduced you",
            f"Thank you again for putting in a word for me. My interview for {who.job} was {who.interview}. "
            "Do you know how and when they decide?",
        ),
        Words(
            "ask for the way",
            "Would it be all right if I called them, and on which day? I don't want to put you in a spot.",
        ),
        Words("for later", "And if they tell you how I did, would you pass it on to me, the bad as well as the good?"),
    ]


def _letter(who: _Own, decision: Decision) -> list[Words]:
    ask = (
        "Would you tell me in a line or two what I could do better?"
        if decision.about == "feedback"
        else "Could you tell me by when you expect to decide, and whether I may call you then?"
    )
    return [
        Words("subject", f"My interview for {who.job} – {who.name}"),
        Words(
            "letter",
            f"Thank you for the interview for {who.job}, {who.interview}. I enjoyed it, and I would like to work at "
            f"{who.company}. {ask} Kind regards, {who.name}",
        ),
    ]


def _offer(now: Circumstances) -> list[Words]:
    if not now.has_offer or now.deadline is None:
        return []
    return [
        Words(
            "about the other offer",
            f"I should tell you that I have another offer, which I must answer by {spoken(now.deadline)}. "
            "I would rather work with you. Is there anything you can tell me before then?",
        )
    ]
