"""A call record as the criteria look at it: the candidate's turns with their acts, the news, and who had the floor."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from simulator.record import SAME_MOMENT_SECONDS, CallRecord, Evidence, Turn
from simulator.scoring import floor
from simulator.scoring.news import verdict_turn
from simulator.scoring.reading import Tags, acts_of
from simulator.scoring.sense import call_says_nothing, echoes, is_salad, says_nothing
from simulator.scoring.sentences import SHOWN_ALONE, telling_part, times_of
from simulator.scoring.turns import CandidateTurn
from simulator.understanding.slots import Slots, find_slots
from simulator.understanding.tagger import Context
from simulator.understanding.words import words_of

WITHOUT_SENSE = frozenset({"off_topic"})
READING_BACK = frozenset({"availability", "backchannel", "clarification_request", "confirmation"})
MOST_TURNS = 0.5
"""When more than this share of the turns is recited, foreign or an echo, the short ones between count as such too."""
LOST_SHARE = 1 / 3
"""With more than this share of the candidate's turns unheard, nothing is said about the words of the call."""


@dataclass(frozen=True)
class CallView:
    """A call, ready to be judged."""

    record: CallRecord
    said: list[CandidateTurn]
    """The candidate's turns, those whose words were lost among them."""
    tags: Tags
    _slots: dict[int, Slots] = field(default_factory=dict, repr=False, compare=False)
    _likely: dict[tuple[int, str], Mapping[str, float]] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(cls, record: CallRecord, tags: Tags) -> CallView:
        """Understands every candidate turn.

        Acts that the record holds are kept, unless the turn has no sense, or they come from a call of our own: there
        the manager had to answer at once, and the turn is read again at leisure.
        """
        said: list[CandidateTurn] = []
        told = verdict_turn(_turns_of(record, "manager"), record.verdict)
        signs = [event.at for event in record.events if event.kind == "backchannel"]
        resumed = [event.at for event in record.events if event.kind == "turn_resumed"]
        since: list[str] = []
        for index, turn in enumerate(record.turns):
            if turn.speaker == "manager":
                since.append(turn.text)
                continue
            manager_said = " ".join(since)
            acts = frozenset(turn.acts or ())
            if _is_to_be_read(turn):
                acts = acts_of(turn.text, _context(manager_said, told, index, record.verdict), tags)
            listening = any(abs(at - turn.start) < SAME_MOMENT_SECONDS for at in signs)
            went_on = any(turn.start < at < turn.end for at in resumed)
            said.append(CandidateTurn(index, len(said), turn, acts, manager_said, listening, went_on))
            since = []
        return cls(record, _without_nonsense(said), tags)

    @property
    def acts(self) -> dict[int, list[str]]:
        """Turn index → acts, sorted."""
        return {turn.index: sorted(turn.acts) for turn in self.said}

    @cached_property
    def heard(self) -> list[CandidateTurn]:
        """The candidate's turns whose words are known."""
        return [turn for turn in self.said if not turn.is_lost]

    @cached_property
    def lost(self) -> list[CandidateTurn]:
        """The candidate's turns whose words are not known."""
        return [turn for turn in self.said if turn.is_lost]

    @cached_property
    def managers(self) -> list[tuple[int, Turn]]:
        """The manager's turns with their indices."""
        return _turns_of(self.record, "manager")

    @cached_property
    def verdict_turn(self) -> int | None:
        """Index of the manager's turn that tells the verdict; None when it cannot be made out."""
        return verdict_turn(self.managers, self.record.verdict)

    @cached_property
    def pauses(self) -> list[floor.Pause]:
        """The manager's thinking pauses."""
        return floor.thinking_pauses(self.managers, self.said)

    @cached_property
    def interruptions(self) -> list[floor.Interruption]:
        """Where the candidate cut the manager off or talked on top of them."""
        return floor.interruptions(self.managers, self.said)

    @cached_property
    def break_ins(self) -> list[CandidateTurn]:
        """Turns into which the manager had to break."""
        return floor.break_ins(self.managers, self.said)

    @property
    def too_much_lost(self) -> bool:
        """So much went unheard that the words of the call cannot be judged."""
        return bool(self.lost) and len(self.lost) > LOST_SHARE * len(self.said)

    def with_act(self, *acts: str) -> list[CandidateTurn]:
        """The candidate's turns that carry any of these acts."""
        wanted = set(acts)
        return [turn for turn in self.said if turn.acts & wanted]

    def after_news(self, turns: Iterable[CandidateTurn]) -> list[CandidateTurn]:
        """Those of the turns that come after the verdict was told; all of them when that cannot be made out."""
        told = self.verdict_turn
        return [turn for turn in turns if told is None or turn.index > told]

    def slots(self, turn: CandidateTurn) -> Slots:
        """The facts in a turn, compared with the user's own; read once."""
        if turn.index not in self._slots:
            self._slots[turn.index] = find_slots(turn.turn.text, self.record.candidate, turn.manager_said)
        return self._slots[turn.index]

    def shows(self, turn: CandidateTurn, part: str, act: str) -> bool:
        """Whether a part of a turn shows an act by itself."""
        return self._chance(turn, part, act) >= SHOWN_ALONE

    def _chance(self, turn: CandidateTurn, part: str, act: str) -> float:
        known = (turn.index, part)
        if known not in self._likely:
            context = _context(turn.manager_said, self.verdict_turn, turn.index, self.record.verdict)
            self._likely[known] = self.tags.probabilities(part, context)
        return self._likely[known].get(act, 0.0)

    def evidence(self, turn: CandidateTurn, finding: str, acts: Iterable[str] = (), quote: str = "") -> Evidence:
        """A turn as evidence: `quote`, or the sentence that shows the first of `acts` that the turn carries."""
        act = next((act for act in acts if act in turn.acts), None)
        if not quote and act is not None:
            quote = telling_part(turn.turn.text, lambda part: self._chance(turn, part, act))
        quote = quote or turn.turn.text.strip()
        start, end = times_of(turn.turn, quote)
        return Evidence(turn=turn.index, start=start, end=end, quote=quote, finding=finding)


def _turns_of(record: CallRecord, speaker: str) -> list[tuple[int, Turn]]:
    return [(index, turn) for index, turn in enumerate(record.turns) if turn.speaker == speaker]


def _is_to_be_read(turn: Turn) -> bool:
    known = turn.acts is not None and turn.heard is None
    return not known and bool(turn.text.strip()) and turn.heard != "lost"


def _context(manager_said: str, told: int | None, index: int, verdict: str) -> Context:
    return Context(manager_said, verdict if told is not None and index > told else "unknown")


def _without_nonsense(said: Sequence[CandidateTurn]) -> list[CandidateTurn]:
    """The same turns; those without sense of their own keep no act that could count for the candidate."""
    heard = [turn for turn in said if turn.words]
    recited = {turn.index for turn in heard if says_nothing(turn.words) or is_salad([turn.turn.text])}
    repeated = {turn.index for turn in heard if echoes(turn.words, words_of(turn.manager_said))}
    whole_call = [word for turn in heard for word in turn.words]
    parrots = [turn.index for turn in heard if echoes(turn.words, words_of(turn.manager_said), at_least=1)]
    salad = is_salad([turn.turn.text for turn in heard])
    if salad or call_says_nothing(whole_call) or len(recited) > MOST_TURNS * len(heard):
        recited = {turn.index for turn in heard}
    if len(parrots) > 1 and len(parrots) > MOST_TURNS * len(heard):
        repeated.update(parrots)
    return [_stripped(turn, turn.index in recited, turn.index in repeated) for turn in said]


def _stripped(turn: CandidateTurn, recited: bool, repeated: bool) -> CandidateTurn:
    if recited:
        acts = WITHOUT_SENSE
    elif repeated:
        # to read back what was told is to confirm it, or to agree to it, and nothing else
        acts = turn.acts & READING_BACK
    else:
        return turn
    return replace(turn, acts=frozenset(acts), makes_sense=False)
