"""Open door: ask to be kept in mind, agree on a next contact, or make sure how they reach you.

Advice C8 and C14: new hires leave within weeks, and those who left politely are the easiest to call.
"""

from __future__ import annotations

from typing import Final

from simulator.record import CriterionResult, Evidence
from simulator.scoring.contact import agrees_to_contact, is_specific, offers_contact, will_be_in_touch
from simulator.scoring.result import not_applicable, not_measurable, scored
from simulator.scoring.turns import CandidateTurn
from simulator.scoring.view import CallView
from simulator.understanding.words import words_of

REQUEST: Final = "keep_in_mind_request"
REACHABLE: Final = "callback_details"
MEETING: Final = "availability"
HINTS: Final = ("openings_question", "second_chance_request")
BURNT_TURNS = 3
"""So many turns of blame burn the bridge, whatever is asked besides."""
Step = tuple[CandidateTurn, str, bool, tuple[str, ...]]
"""A step towards the next contact: turn, finding, whether it says who and when, the acts that show it."""
_WHY: Final = {
    4: "it is clear who gets in touch, and when or on what occasion",
    3: "you asked to stay in touch, without saying how or when",
    2: "you only hinted at another chance",
    1: "the call ended without a word of yours on the next contact",
    0: "the door was left shut",
}


def open_door(view: CallView) -> CriterionResult:
    """Level 4: a clear request or agreement that says who, when or on what occasion; 3: without; 2: a hint."""
    if not view.said:
        return not_measurable("you did not speak, so no door was opened or shut")
    steps = _steps(view)
    hints = view.with_act(*HINTS)
    offered = [(index, turn) for index, turn in view.managers if offers_contact(turn.text)]
    if not steps and not hints and not offered and view.record.verdict == "hired":
        return not_applicable("with the job in hand, and no contact left open, there was nothing to ask for")
    shut = _shut(view, bool(steps))
    level = 0 if shut else _level(view, steps, bool(hints), bool(offered))
    if level < 3 and not shut and view.after_news(view.lost):
        return not_measurable("words of yours after their answer could not be made out; a request may be among them")
    evidence = [view.evidence(turn, finding, acts) for turn, finding, _, acts in steps]
    evidence += [view.evidence(turn, "hinted at another chance", HINTS) for turn in hints]
    evidence += [view.evidence(turn, "shut the door", ("withdrawal", "dispute")) for turn in shut]
    if not steps:
        evidence += [
            Evidence(turn=index, start=turn.start, end=turn.end, quote=turn.text, finding="a chance they offered")
            for index, turn in offered
        ]
        evidence.append(Evidence(finding="nothing agreed on a next contact"))
    return scored(level, _WHY[level], evidence, _advice(view, level))


def _steps(view: CallView) -> list[Step]:
    found: list[Step] = []
    for turn in view.said:
        specific = is_specific(turn.words)
        if turn.acts & {"pressure", "dispute"} and not turn.acts & {REQUEST, REACHABLE, MEETING}:
            continue
        if REQUEST in turn.acts:
            found.append((turn, "asked to be kept in mind", specific, (REQUEST,)))
        elif REACHABLE in turn.acts:
            found.append((turn, "made sure how they reach you", True, (REACHABLE,)))
        elif MEETING in turn.acts:
            found.append((turn, "agreed on a time", True, (MEETING,)))
        elif will_be_in_touch(turn.words) and view.after_news([turn]):
            found.append((turn, "said you would be in touch", specific, ("timeline_question",)))
        elif agrees_to_contact(turn) and view.after_news([turn]):
            found.append((turn, "agreed to the contact they offered", is_specific(words_of(turn.manager_said)), ()))
    return found


def _shut(view: CallView, opened: bool) -> list[CandidateTurn]:
    blame, withdrawn = view.with_act("dispute"), view.with_act("withdrawal")
    if len(blame) >= BURNT_TURNS or (withdrawn and blame):
        return withdrawn or blame[-1:]
    return [] if opened else withdrawn


def _level(view: CallView, steps: list[Step], hinted: bool, offered: bool) -> int:
    if steps:
        return 4 if any(specific for _, _, specific, _ in steps) else 3
    if hinted and not view.with_act("pressure"):
        return 2
    return 0 if view.record.verdict == "rejected" and not offered else 1


def _advice(view: CallView, level: int) -> str:
    if level == 4:
        return "Put the day in your calendar, and keep it."
    position = view.record.candidate.position
    what = f"the {position} position" if position else "the position"
    return (
        f"Say who calls whom, and when: “If {what} comes free again, would you call me? May I check back in a month?”"
    )
