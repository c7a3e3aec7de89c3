"""What is wrong with a scenario that can be read: parts that no call ever comes to, and slips of the pen.

Whether its tests pass and cover it is looked at in `simulator.dialogue.coverage`, which plays them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Final

from simulator.scenario.diagnostics import Diagnostic
from simulator.scenario.loader import Examination, common_stock, examine
from simulator.scenario.model import Answer, Moment, Prompt, Reply, Scenario, Step, Wording, parts_of
from simulator.scenario.references import Fault
from simulator.scenario.source import PlacePath

_SENTENCE_END: Final = re.compile(r"[.?!…:;–—-][\"'”’)]?$|\}$")


def lint(path: Path) -> Examination:
    """Reads a file and looks it over; the examination holds everything that is wrong with it. Never raises."""
    shown = examine(path)
    if shown.scenario is not None:
        add_faults(shown, lint_faults(shown.scenario))
    return shown


def add_faults(shown: Examination, faults: Iterator[Fault], but: Collection[tuple[int, int]] = ()) -> None:
    """Gives faults their places in the file, and keeps them in its order; none at the places `but`."""
    for code, where, message in faults:
        place = shown.source.place(where)
        if (place.line, place.column) in but:
            continue
        shown.faults.append(Diagnostic(code, place.line, place.column, message))
    shown.faults.sort(key=lambda fault: (fault.line, fault.column, fault.code))


def lint_faults(scenario: Scenario) -> Iterator[Fault]:
    """Everything that makes a scenario less than it seems to be."""
    reached = reachable(scenario)
    yield from _unreachable(scenario, reached)
    yield from _dead_ends(scenario)
    yield from _never_given(scenario, reached)
    yield from _untold_facts(scenario)
    yield from _silences(scenario)
    yield from _commas(scenario)
    if not scenario.endings:
        yield "S306", ("endings",), "there is no ending; write how this call can end, under 'endings:'"
    if not scenario.tests:
        yield "S307", ("tests",), "there is no test; write at least one under 'tests:'"


def reachable(scenario: Scenario) -> set[str]:
    """The moments that a call can come to, if every guard may hold."""
    first = next(iter(scenario.moments))
    anywhere = _targets([*scenario.answers, *scenario.silence]) | _common_targets()
    waiting, reached = [first, *(anywhere & set(scenario.moments))], set[str]()
    while waiting:
        name = waiting.pop()
        if name not in reached and name in scenario.moments:
            reached.add(name)
            waiting += _ways_out(scenario.moments[name])
    return reached


def _ways_out(moment: Moment) -> set[str]:
    return _targets([*moment.answers, *moment.silence]) | ({moment.then} if moment.then else set())


def _targets(replies: Sequence[Reply]) -> set[str]:
    return {reply.go for reply in replies if reply.go}


@cache
def _common_targets() -> frozenset[str]:
    """Where the common stock leads; a scenario may have a moment or an ending of its own by such a name."""
    return frozenset(part.go for _, part in parts_of(common_stock()) if isinstance(part, Reply) and part.go)


def _speakers(scenario: Scenario, reached: set[str]) -> set[str]:
    return {scenario.moments[name].speaker or scenario.main_speaker for name in reached}


def _unreachable(scenario: Scenario, reached: set[str]) -> Iterator[Fault]:
    for name in scenario.moments:
        if name not in reached:
            yield "S301", ("moments", name), f"no call comes to {name!r}; let a 'then:' or 'go:' lead there"
    named = _common_targets() | _targets([*scenario.answers, *scenario.silence])
    named = named.union(*(_ways_out(scenario.moments[name]) for name in reached))
    speakers = _speakers(scenario, reached)
    always: dict[str, str] = {}
    for name, ending in scenario.endings.items():
        speaker = ending.speaker or scenario.main_speaker
        if name not in named and speaker not in speakers:
            yield "S301", ("endings", name), f"no call ends with {name!r}; {speaker!r} is never on the line"
        elif name not in named and speaker in always:
            message = f"no call ends with {name!r}; {always[speaker]!r} above it has no 'when:' and is always taken"
            yield "S301", ("endings", name), message
        if not ending.when:
            always.setdefault(speaker, name)


def _dead_ends(scenario: Scenario) -> Iterator[Fault]:
    for name, moment in scenario.moments.items():
        if not (moment.steps or moment.needs or moment.answers or moment.then or moment.listens):
            yield "S302", ("moments", name), f"a dead end: nothing is said or asked in {name!r}, and nothing follows"
        way = [name]
        while (following := scenario.moments.get(way[-1])) and following.then and following.then not in way:
            way.append(following.then)
        # told once, at the circle's first moment
        if following and following.then == name and name == min(way, key=list(scenario.moments).index):
            circle = " → ".join([*way, name])
            yield "S302", ("moments", name, "then"), f"the call goes in a circle, {circle}, and never comes to an end"


def _never_given(scenario: Scenario, reached: set[str]) -> Iterator[Fault]:
    speakers = _speakers(scenario, reached)
    for index, answer in enumerate(scenario.answers):
        if answer.speaker is not None and answer.speaker not in speakers:
            yield "S303", ("answers", index), f"never given: {answer.speaker!r} is never on the line"
    yield from _shadowed(scenario.answers, ("answers",))
    for name, moment in scenario.moments.items():
        yield from _shadowed(moment.answers, ("moments", name, "answers"))


def _shadowed(answers: Sequence[Answer], path: PlacePath) -> Iterator[Fault]:
    """Answers that stand below one that is always given. One that tells facts steps aside once they are told."""
    always: dict[tuple[str, str | None], int] = {}
    for index, answer in enumerate(answers):
        triggers = [(trigger, answer.speaker) for trigger in answer.on]
        if all(trigger in always for trigger in triggers):
            above = always[triggers[0]] + 1
            yield "S303", (*path, index), f"never given: answer {above} of this list, to the same, has no 'when:'"
        tells = answer.surely_tells or answer.perhaps_tells
        if not answer.when and answer.times is None and not tells:
            for trigger in triggers:
                always.setdefault(trigger, index)


def _untold_facts(scenario: Scenario) -> Iterator[Fault]:
    told = {fact for _, part in scenario.parts if isinstance(part, Step) for fact in part.reveals}
    for fact in scenario.facts:
        if fact not in told:
            yield "S304", ("facts", fact), f"no line reveals the fact {fact!r}"


def _silences(scenario: Scenario) -> Iterator[Fault]:
    lists: Mapping[PlacePath, Sequence[Prompt]] = {
        ("silence",): scenario.silence,
        **{("moments", name, "silence"): moment.silence for name, moment in scenario.moments.items()},
    }
    for path, prompts in lists.items():
        for index, (before, prompt) in enumerate(pairwise(prompts), start=1):
            # two at the same time are one or the other, by their guards
            if prompt.after < before.after or (prompt.after == before.after and not before.when):
                message = f"silence times must grow: {prompt.after:g} comes below {before.after:g}"
                yield "S305", (*path, index), message


def _commas(scenario: Scenario) -> Iterator[Fault]:
    for path, part in scenario.parts:
        if not isinstance(part, Step | Wording):
            continue
        for field in ("say", "warm", "cool"):
            yield from _cut_in_two(getattr(part, field) or [], (*path, field))


def _cut_in_two(variants: Sequence[str], path: PlacePath) -> Iterator[Fault]:
    """A variant that stops in mid-sentence while others do not."""
    whole = [text.endswith((".", "?", "!")) or bool(_SENTENCE_END.search(text)) for text in variants]
    for index, text in enumerate(variants[:-1]):
        if not whole[index] and any(whole):
            message = f"{text!r} stops in mid-sentence; a text with a comma needs quotation marks around it here"
            yield "S308", (*path, index), message
