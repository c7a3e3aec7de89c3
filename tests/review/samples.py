"""A call, its scorecard and a row of past calls, written by hand for the tests of the review."""

from __future__ import annotations

import io
from dataclasses import dataclass, field

from rich.console import Console

from simulator.record import (
    CRITERIA,
    CallRecord,
    Candidate,
    CriterionName,
    CriterionResult,
    Event,
    Evidence,
    Manager,
    Scorecard,
    Turn,
)

HOSTILE = "<script>alert('x')</script> & [bold red]\x1b[31m \u202eevil"


def them(start: float, end: float, text: str, *, pause: float | None = None, interrupted: bool | None = None) -> Turn:
    """A turn of the manager."""
    return Turn(speaker="manager", start=start, end=end, text=text, pause=pause, interrupted=interrupted, line="x")


def you(start: float, end: float, text: str) -> Turn:
    """A turn of the candidate."""
    return Turn(speaker="candidate", start=start, end=end, text=text, heard="live")


def sample_call() -> CallRecord:
    """A rejection: one pause kept, one filled, one interruption, three of four facts heard."""
    return CallRecord(
        id="2026-03-02T10-00-00-rejected-runner-up",
        scenario="rejected-runner-up",
        started="2026-03-02T10:00:00",
        verdict="rejected",
        manager=Manager(name="Ruth Okafor", role="HR manager", company="Brightwater Logistics"),
        candidate=Candidate(name="Daniel Reyes", position="project coordinator", interview="Tuesday the fourth"),
        turns=[
            them(0.4, 2.6, "Brightwater Logistics, Ruth Okafor speaking."),
            you(
                3.1,
                11.8,
                "Good morning, this is Daniel Reyes. I interviewed for the project coordinator role on Tuesday the "
                "fourth, and I'm calling to ask whether you have reached a decision.",
            ),
            them(12.3, 15.2, "Ah, Daniel, yes. Let me just find my notes.", pause=4.0),
            them(
                19.2,
                26.0,
                "Right. I'm sorry, we went with somebody else. It was close, though: you were second out of forty-one.",
            ),
            you(26.6, 30.0, "I understand. Thank you for telling me. May I ask what I could have done better?"),
            them(30.5, 34.0, "Of course. They wrote quite a bit, let me look …", pause=5.0),
            you(35.2, 36.9, "Was it the budget question?"),
            them(37.3, 41.0, "Well, yes. Your answer had no numbers in", interrupted=True),
            you(40.1, 44.2, "I knew it. I always get nervous when it comes to numbers."),
            them(44.8, 48.4, "That happens. Is there anything else I can help you with?"),
            you(48.9, 55.1, "If the job comes free again, would you call me? I'd be glad to hear from you. Bye now."),
            them(55.6, 57.4, "I will. Goodbye, Daniel."),
        ],
        events=[
            Event(kind="pick_up", at=0.0),
            Event(kind="pause_kept", at=15.2, end=19.2),
            Event.model_validate({"kind": "fact_revealed", "at": 26.0, "fact": "verdict"}),
            Event.model_validate({"kind": "fact_revealed", "at": 26.0, "fact": "close"}),
            Event(kind="pause_filled", at=35.2, end=36.9),
            Event.model_validate({"kind": "interruption", "at": 40.1, "overlap": 0.9}),
            Event.model_validate({"kind": "hang_up", "at": 58.0, "by": "manager"}),
        ],
        facts={
            "verdict": "The job went to someone else.",
            "close": "You were second out of forty-one, and Tom Brandt went back and forth for two days.",
            "good": "The panel liked your plan for the first ninety days; Tom Brandt kept a copy.",
            "other-job": "The Reno site is looking for an operations planner; it is not advertised yet.",
        },
        earned={
            "good": "by leaving her alone while she reads the notes",
            "other-job": "by asking about other openings",
        },
        state="complete",
        length=58.0,
    )


def sample_card() -> Scorecard:
    """The scorecard of `sample_call`, with every status."""
    call = sample_call()

    def at(turn: int, finding: str) -> Evidence:
        said = call.turns[turn]
        return Evidence(turn=turn, start=said.start, end=said.end, quote=said.text, finding=finding)

    return Scorecard(
        call=call.id,
        criteria={
            "introduction": _scored(
                4,
                "name, position, day and reason, all in the first turn",
                [at(1, "all four in 26 words")],
                "Keep it exactly so: four facts, one breath.",
            ),
            "enthusiasm": _scored(
                1,
                "nothing you said shows that you want this job, and some of it sounds negative",
                [at(8, "took the shine off it"), Evidence(finding="no word of interest in the job or the company")],
                "Name one thing from the interview that you liked: “I enjoyed meeting the team – since then I have "
                "been looking forward to …”",
            ),
            "silence": _scored(
                2,
                "left 1 of 2 thinking pauses alone; interrupted once",
                [
                    at(2, "left a pause of 4.0 s alone"),
                    at(6, "spoke 1.2 s into a thinking pause"),
                    at(8, "began with 0.9 s of the other's sentence to come"),
                ],
                "When they go quiet they are looking or thinking: breathe, keep your pen ready and count to five.",
            ),
            "asking": _scored(
                3,
                "asked for feedback, once",
                [at(4, "asked for feedback")],
                "Follow up on what they answer with one question more.",
            ),
            "closing": CriterionResult(
                status="not_applicable", why="the call was cut off before anyone could close it"
            ),
            "professionalism": CriterionResult(
                status="not_measurable",
                why="two of your five turns were not recognised",
                advice="Sit closer to the microphone.",
            ),
            "open_door": _scored(
                4,
                "they know on what occasion you will be in touch",
                [at(10, "asked to be kept in mind")],
                "Put a date in your calendar and keep it.",
            ),
        },
        acts={1: ["greeting", "self_introduction"], 6: ["feedback_question"], 8: ["self_deprecation"]},
        measures={
            "words_per_minute": {
                "value": 152.4,
                "unit": "words/min",
                "range": [130, 175],
                "source": "Street & Brady 1982; Feiler & Powell 2015",
            },
            "talk_share": {"value": 0.46, "unit": "share", "source": "after the opening"},
            "fillers_per_minute": {"value": None, "why": "this recogniser leaves fillers out"},
            "longest_monologue": {"value": 8.7, "unit": "s"},
        },
        overall=70,
    )


def hostile_call() -> CallRecord:
    """A call whose every text tries to break out of where it is shown."""
    call = sample_call()
    for turn in call.turns:
        turn.text = HOSTILE
    call.manager = Manager(name=HOSTILE, role=HOSTILE, company=HOSTILE)
    call.candidate = Candidate(name=HOSTILE, position=HOSTILE, interview=HOSTILE)
    call.facts = {"verdict": HOSTILE, "close": HOSTILE, HOSTILE: HOSTILE}
    call.earned = {HOSTILE: HOSTILE}
    call.started = call.scenario = call.id = HOSTILE
    return call


def hostile_card() -> Scorecard:
    """A scorecard of the same kind."""
    evidence = [Evidence(turn=1, start=3.1, quote=HOSTILE, finding=HOSTILE)]
    return Scorecard(
        criteria={name: _scored(2, HOSTILE, evidence, HOSTILE) for name in CRITERIA},
        measures={HOSTILE: {"value": HOSTILE, "unit": HOSTILE, "range": HOSTILE, "source": HOSTILE}},
        overall=50,
    )


def _scored(level: int, why: str, evidence: list[Evidence], advice: str) -> CriterionResult:
    return CriterionResult(
        level=level, points=25 * level, status="scored", why=why, evidence=evidence, advice=advice
    )  # fmt: skip


@dataclass(frozen=True)
class PastCall:
    """One line of a history."""

    id: str
    started: str
    overall: int | None
    points: dict[str, int | None] = field(default_factory=dict)
    scenario: str | None = "rejected-runner-up"
    verdict: str = "rejected"
    length: float = 94.0
    drill: str | None = None
    retry_of: str | None = None
    spoken: bool = True


def past_calls(*rows: tuple[str, int | None], silence: tuple[int | None, ...] = ()) -> list[PastCall]:
    """Calls from (started, overall), oldest first; every criterion has the overall points unless `silence` says."""
    calls = []
    for number, (started, overall) in enumerate(rows):
        points: dict[str, int | None] = dict.fromkeys(CRITERIA, overall)
        if number < len(silence):
            name: CriterionName = "silence"
            points[name] = silence[number]
        calls.append(PastCall(f"call-{number}", started, overall, points))
    return calls


def console(width: int = 80, encoding: str = "utf-8", *, colour: bool = False) -> Console:
    """A console that writes strictly in an encoding, as a real one does; `printed` gives what it wrote."""
    file = io.TextIOWrapper(io.BytesIO(), encoding=encoding, errors="strict", newline="\n")
    return Console(file=file, width=width, force_terminal=colour, color_system="truecolor" if colour else None)


def printed(target: Console) -> str:
    """All that was written on a console made by `console`."""
    file = target.file
    assert isinstance(file, io.TextIOWrapper)
    file.flush()
    buffer = file.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue().decode(file.encoding)
