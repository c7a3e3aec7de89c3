"""Runs the tests that a scenario holds: calls as timelines, in virtual time, without sound.

The manager's speech lasts as many seconds as its words at 2.7 a second; the candidate's turns likewise. A thinking
pause is left alone unless the timeline says otherwise.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field

from simulator.dialogue.actions import Action, Beep, HangUp, Plan, Say, Think, Utterance
from simulator.dialogue.engine import CANDIDATE_PACE, MANAGER_PACE, Engine, Tags
from simulator.record import Candidate
from simulator.scenario.guards import parse_guard
from simulator.scenario.model import Scenario
from simulator.scenario.timeline_model import Expectation, ScenarioTest, TestStep
from simulator.understanding.tagger import NO_CONTEXT, Context


@dataclass(frozen=True, slots=True)
class TestResult:
    """How one test of a scenario went."""

    __test__ = False

    name: str
    failures: tuple[str, ...]
    """Each with the number of its step, from 1; empty when the test passed."""
    taken: tuple[str, ...]
    """Edges of the scenario that the call went through."""
    transcript: tuple[str, ...]
    """The call, one line an event, each with its time."""

    @property
    def passed(self) -> bool:
        """Everything was as expected."""
        return not self.failures


class TimelineError(Exception):
    """A step that cannot be done at this point of the call."""


def run_tests(scenario: Scenario, tag: Tags | None = None) -> list[TestResult]:
    """Runs every test of a scenario; never raises for what a test finds. Without `tag` the shared tagger is used."""
    return [run_test(scenario, test, tag) for test in scenario.tests]


def run_test(scenario: Scenario, test: ScenarioTest, tag: Tags | None = None) -> TestResult:
    """Runs one test to its end, or to the first step that cannot be done."""
    tags = _GivenActs(tag)
    profile = test.candidate
    when, who = profile.get("interview", ""), profile.get("interviewer", "")
    engine = Engine(
        scenario,
        Candidate(
            name=profile.get("name", ""),
            position=profile.get("position", ""),
            interview=f"{when}, with {who}" if who else when,
        ),
        seed=test.seed,
        difficulty=test.difficulty,
        verdict=test.verdict,
        tag=tags,
    )
    call = VirtualCall(engine)
    failures: list[str] = []
    for number, step in enumerate(test.steps, start=1):
        tags.given = step.acts
        try:
            failures += [f"step {number}: {failure}" for failure in _take(call, step)]
        except TimelineError as error:
            failures.append(f"step {number}: {error}")
            break
    return TestResult(test.name, tuple(failures), tuple(engine.taken), tuple(call.transcript))


class _GivenActs:
    """The acts that a step states, or the tagger's where it states none."""

    def __init__(self, tagger: Tags | None) -> None:
        self._tagger = tagger
        self.given: Sequence[str] | None = None

    def acts(self, text: str, context: Context = NO_CONTEXT) -> list[str]:
        if self.given is not None:
            return list(self.given)
        if self._tagger is None:
            from simulator.understanding.tagger import tagger

            self._tagger = tagger()
        return self._tagger.acts(text, context)


@dataclass
class VirtualCall:
    """A call without sound: does what the plans say, and counts the seconds."""

    engine: Engine
    now: float = 0.0
    """Seconds from pick-up."""
    over: bool = False
    """The manager has hung up."""
    said: list[Say] = field(default_factory=list)
    """Lines said to their end."""
    heard_since: int = 0
    """How many lines had been said when the candidate last did something."""
    transcript: list[str] = field(default_factory=list)
    _queue: deque[Action] = field(default_factory=deque)
    _into_pause: float = 0.0
    _quiet: float = 0.0
    _listened: float = 0.0

    def __post_init__(self) -> None:
        self._do(self.engine.answered())

    # what the candidate does

    def say(self, text: str, during: str | None = None) -> None:
        """The candidate speaks, when the manager has finished, or into the pause that has been reached."""
        if during == "speech":
            self._interrupt(text)
            return
        if during == "pause":
            self._play_until_pause()
        elif not self._into_pause:
            self.listen()
        self._check_open("speaks")
        in_pause = bool(self._queue) and isinstance(self._queue[0], Think)
        self._speak(text, Utterance(text, during_pause=in_pause))

    def noise(self) -> None:
        """The candidate makes a sound in which no words are found."""
        self.listen()
        self._check_open("makes a noise")
        self.heard_since = len(self.said)
        self._log("candidate", "(unintelligible)")
        self._do(self.engine.not_heard())

    def be_silent(self, seconds: float) -> None:
        """Seconds of the candidate's silence in which the manager does not speak either."""
        left = seconds
        while left > 0 and not self.over:
            if self._queue:
                left = self._play_next(left)
                continue
            due = self.engine.patience - self._quiet
            waited = min(left, max(due, 0.0))
            self._quiet += waited
            self.now += waited
            left -= waited
            if due <= waited and (plan := self.engine.silence(self._quiet)):
                self._do(plan)
            elif left > 0:
                self._quiet += left
                self.now += left
                left = 0.0

    def listen(self, until: str | None = None) -> bool:
        """Lets the manager do all that is planned, or until a line (an id) or some words have been said.

        Gives whether that was so.
        """
        while until is None or not self._was_said(until):
            if not self._queue or self.over:
                return until is None
            self._play_next(float("inf"))
        return True

    @property
    def planned(self) -> Plan:
        """What the manager is about to do, if left alone."""
        return tuple(self._queue)

    @property
    def in_pause(self) -> bool:
        """The manager is in the middle of a thinking pause."""
        return self._into_pause > 0

    # how it comes about

    def _interrupt(self, text: str) -> None:
        while self._queue and not isinstance(self._queue[0], Say):
            self._play_next(float("inf"))
        self._check_open("interrupts")
        if not self._queue:
            raise TimelineError("the manager has finished; there is nothing to cut off")
        line = self._queue[0]
        assert isinstance(line, Say)  # noqa: S101 - the loop above has seen to it
        self.now += len(line.text.split()) / MANAGER_PACE / 2
        self._log(line.speaker, f"{line.text} (cut off)")
        self.engine.said(line.line, False)
        self.engine.interrupted()
        self._queue.clear()
        self._speak(text, Utterance(text, interrupting=True))

    def _speak(self, text: str, utterance: Utterance) -> None:
        seconds = len(text.split()) / CANDIDATE_PACE
        self.now += seconds
        self._log("candidate", text)
        self.heard_since = len(self.said)
        limit = self.engine.listen_limit
        plan = self.engine.heard(utterance)
        if plan is not None:
            self._do(plan)
        if limit is not None:
            self._listened += seconds
            if self._listened > limit:
                self._do(self.engine.time_up())

    def _do(self, plan: Plan) -> None:
        self._queue = deque(plan)
        self._into_pause = self._quiet = 0.0

    def _play_next(self, silence_left: float) -> float:
        """Does the next thing; gives how much of the candidate's silence is left."""
        action = self._queue[0]
        if isinstance(action, Think):
            rest = action.seconds - self._into_pause
            if silence_left < rest:
                self.now += silence_left
                self._into_pause += silence_left
                return 0.0
            self._end_pause(rest)
            return silence_left - rest
        self._queue.popleft()
        self._quiet = 0.0
        if isinstance(action, Say):
            self._log(action.speaker, action.text)
            self.now += len(action.text.split()) / MANAGER_PACE
            self.said.append(action)
            self.engine.said(action.line, True)
        elif isinstance(action, HangUp):
            self._log("line", f"hung up: {action.reason}")
            self.over = True
        elif isinstance(action, Beep):
            self._listened = 0.0
            self._log("line", "beep")
        return silence_left

    def _end_pause(self, rest: float) -> None:
        self._queue.popleft()
        self._log("manager", "… (pause kept)")
        self.now += rest
        self._into_pause = 0.0
        self.engine.pause_kept()

    def _play_until_pause(self) -> None:
        while self._queue and not isinstance(self._queue[0], Think):
            self._play_next(float("inf"))
        if not self._queue:
            raise TimelineError("the manager makes no pause here")

    def _check_open(self, what: str) -> None:
        if self.over:
            raise TimelineError(f"the candidate {what}, but the manager has hung up ({self.engine.ending})")

    def _was_said(self, what: str) -> bool:
        new = self.said[self.heard_since :]
        return any(say.line == what or what.lower() in say.text.lower() for say in new)

    def _log(self, who: str, what: str) -> None:
        self.transcript.append(f"{self.now:6.1f}  {who}: {what}")


def _take(call: VirtualCall, step: TestStep) -> list[str]:
    """Does one step; gives what is not as expected."""
    if step.say is not None:
        call.say(step.say, step.during)
    elif step.silence is not None:
        call.be_silent(step.silence)
    elif step.noise:
        call.noise()
    elif step.hear is not None:
        if not call.listen(until=step.hear):
            said = [say.line for say in call.said[call.heard_since :]]
            return [f"expected to hear {step.hear!r}, heard {', '.join(said) or 'nothing'}"]
    elif step.expect is not None:
        if not call.in_pause:
            call.listen()
        return list(_differences(call, step.expect))
    return []


def _differences(call: VirtualCall, expect: Expectation) -> list[str]:
    engine = call.engine
    told, lines = engine.revealed, [say.line for say in call.said]
    found = [
        *(f"{fact!r} is not revealed" for fact in expect.revealed if fact not in told),
        *(f"{fact!r} is revealed" for fact in expect.not_revealed if fact in told),
        *(f"{line!r} was not said" for line in expect.said if line not in lines),
        *(f"{line!r} was said" for line in expect.not_said if line in lines),
        *(f"not true: {text}" for text in expect.when if not parse_guard(text).holds(engine.situation)),
    ]
    asks = expect.asks and (None if expect.asks == "nothing" else expect.asks)
    ending = engine.ending if call.over else None
    values = (
        ("at", expect.at, engine.moment),
        ("mood", expect.mood, engine.situation.band),
        ("verdict", expect.verdict, engine.verdict),
        ("ending", expect.ending, ending),
        ("ended", expect.ended, call.over),
    )
    found += [f"{name} is {actual}, not {wanted}" for name, wanted, actual in values if wanted not in (None, actual)]
    if expect.asks and asks != engine.situation.awaiting:
        found.append(f"asks is {engine.situation.awaiting or 'nothing'}, not {expect.asks}")
    return found
