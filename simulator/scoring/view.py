"""A call record as the criteria look at it: the candidate's turns with their acts, the manager's pauses, and where
the two spoke over one another.

Definitions, in one place:

- A **thinking pause** is the silence that the record notes after a manager's turn (`pause`). It is *kept* when the
  manager speaks next, *filled* when the candidate says anything but a backchannel before that.
- A **backchannel** ("mm-hm") never counts against anyone.
- An **interruption** is a candidate's turn that begins while the manager speaks, with more than 0.3 s of the
  manager's turn to come. Less is the normal overlap of a quick change of speakers: 40 % of changes overlap slightly
  (Heldner & Edlund 2010), gaps centre on 0.2 s (Stivers et al. 2009).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from simulator.record import CallRecord, Evidence, Turn
from simulator.understanding.tagger import Context, tagger

NORMAL_OVERLAP_SECONDS = 0.3
LISTENING_ACTS = frozenset({"backchannel"})
BRIEF_LISTENING_ACTS = frozenset({"backchannel", "confirmation", "acceptance", "thanks"})
BRIEF_LISTENING_WORDS = 2
"""A turn of one or two words in the other's pause ("okay", "yes", "thank you") signals listening, whatever its act."""

Tag = Callable[[str, Context], Sequence[str]]


@dataclass(frozen=True, slots=True)
class CandidateTurn:
    """One turn of the candidate, understood."""

    index: int
    """Into the record's `turns`."""
    turn: Turn
    acts: frozenset[str]
    manager_said: str
    """What the manager had said just before; "" when the candidate began."""

    @property
    def words(self) -> list[str]:
        """The words, lower case, without punctuation at their ends."""
        return [
            word.strip(".,;:!?…—–-\"'()").lower() for word in self.turn.text.split() if word.strip(".,;:!?…—–-\"'()")
        ]

    @property
    def is_backchannel(self) -> bool:
        """Only signals listening."""
        if self.acts and self.acts <= LISTENING_ACTS:
            return True
        return len(self.words) <= BRIEF_LISTENING_WORDS and self.acts <= BRIEF_LISTENING_ACTS

    def evidence(self, finding: str, quote: str | None = None) -> Evidence:
        """This turn as evidence for a finding."""
        text = self.turn.text if quote is None else quote
        return Evidence(turn=self.index, start=self.turn.start, end=self.turn.end, quote=text, finding=finding)


@dataclass(frozen=True, slots=True)
class Pause:
    """A thinking pause of the manager."""

    after: int
    """Index of the manager's turn before it."""
    start: float
    end: float
    """Seconds from pick-up: when the manager went on, or when it was filled."""
    filled_by: CandidateTurn | None


@dataclass(frozen=True, slots=True)
class Interruption:
    """The candidate began while the manager had more to say."""

    by: CandidateTurn
    overlap: float
    """Seconds of the manager's turn that were still to come."""


@dataclass(frozen=True)
class CallView:
    """A call, ready to be judged."""

    record: CallRecord
    said: list[CandidateTurn] = field(default_factory=list)

    @classmethod
    def of(cls, record: CallRecord, tag: Tag | None = None) -> CallView:
        """Understands every candidate turn. Acts that the record already holds are kept."""
        tag = tag if tag is not None else tagger().acts
        said = []
        manager_said, verdict_told = "", "unknown"
        for index, turn in enumerate(record.turns):
            if turn.speaker == "manager":
                manager_said = turn.text
                if tells_verdict(turn.text):
                    verdict_told = record.verdict
                continue
            acts = turn.acts if turn.acts is not None else tag(turn.text, Context(manager_said, verdict_told))
            said.append(CandidateTurn(index, turn, frozenset(acts), manager_said))
        return cls(record, said)

    @property
    def acts(self) -> Mapping[int, list[str]]:
        """Turn index → acts, sorted."""
        return {turn.index: sorted(turn.acts) for turn in self.said}

    @cached_property
    def heard(self) -> bool:
        """Whether any words of the candidate are known."""
        return any(turn.words for turn in self.said)

    @cached_property
    def lost(self) -> list[CandidateTurn]:
        """Turns in which the candidate spoke and the words are not known."""
        return [turn for turn in self.said if not turn.words]

    @cached_property
    def managers(self) -> list[tuple[int, Turn]]:
        """The manager's turns with their indices."""
        return [(index, turn) for index, turn in enumerate(self.record.turns) if turn.speaker == "manager"]

    @cached_property
    def pauses(self) -> list[Pause]:
        """The manager's thinking pauses, in order. One that the call's end cut off is not among them."""
        found = []
        for index, turn in self.managers:
            if not turn.pause:
                continue
            resumed = next((later.start for _, later in self.managers if later.start >= turn.end), None)
            planned = turn.end + turn.pause
            limit = planned if resumed is None else max(resumed, planned)
            filler = next(
                (
                    said
                    for said in self.said
                    if turn.end <= said.turn.start < limit - NORMAL_OVERLAP_SECONDS and not said.is_backchannel
                ),
                None,
            )
            if filler is None and resumed is None:
                continue
            end = filler.turn.start if filler is not None else resumed
            found.append(Pause(index, turn.end, end if end is not None else planned, filler))
        return found

    @cached_property
    def interruptions(self) -> list[Interruption]:
        """Where the candidate cut the manager off or talked on top of them."""
        found = []
        for said in self.said:
            if said.is_backchannel:
                continue
            for _, turn in self.managers:
                overlap = turn.end - said.turn.start
                if turn.start < said.turn.start and overlap > NORMAL_OVERLAP_SECONDS:
                    found.append(Interruption(said, round(overlap, 3)))
                    break
        return found

    @cached_property
    def verdict_turn(self) -> int | None:
        """Index of the manager's turn that tells the verdict; None when it cannot be made out."""
        return next((index for index, turn in self.managers if tells_verdict(turn.text)), None)

    def with_act(self, *acts: str) -> list[CandidateTurn]:
        """The candidate's turns that carry any of these acts."""
        wanted = set(acts)
        return [turn for turn in self.said if turn.acts & wanted]

    def first_with(self, *acts: str) -> CandidateTurn | None:
        """The first such turn."""
        return next(iter(self.with_act(*acts)), None)


VERDICT_PHRASES = (
    "offer you", "an offer", "congratulations", "you got the job", "you've got the job", "would like to hire",
    "like you to start", "welcome aboard", "second interview", "next round", "have you back", "come back in",
    "someone else", "somebody else", "another candidate", "other candidate", "different candidate", "internal candidate",
    "went with", "gone with", "going with", "pick somebody", "picked", "wasn't you", "not you", "weren't selected",
    "not selected", "not be moving", "unfortunately", "i'm afraid", "filled the position", "position has been filled",
    "been filled", "runner-up", "second choice", "no decision", "haven't decided", "not decided", "still deciding",
    "haven't made", "not made a decision", "still interviewing", "still reviewing", "on hold", "hiring freeze",
    "put on hold", "be in touch",
)  # fmt: skip
"""Ways in which a manager breaks the news; used only to tell what came before it from what came after."""


def tells_verdict(text: str) -> bool:
    """Whether a manager's line breaks the news."""
    lowered = text.lower().replace("’", "'")
    return any(phrase in lowered for phrase in VERDICT_PHRASES)
