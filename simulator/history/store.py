"""Past calls: one folder a call, and an index over them in SQLite.

The folders are the truth; the index only makes lists fast. Missing, damaged or older than this program, it is built
again from the folders. Several programs may use one store at the same time.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

from filelock import FileLock, Timeout
from sqlalchemy import Boolean, Engine, Float, ForeignKey, Integer, String, create_engine, event, select
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship

from simulator.errors import BadRecord, StoreProblem, WrongUse
from simulator.record import CallRecord, Scorecard, read_call, read_scorecard

CALLS_NAME = "calls"
INDEX_NAME = "index.sqlite"
LOCK_NAME = "index.lock"
RECORD_NAME = "call.json"
SCORECARD_NAME = "scorecard.json"
INDEX_VERSION = 3
"""Stored in SQLite's `user_version`; an index of another version is built again."""
BUSY_SECONDS = 15
"""How long one program waits while another writes the index."""


class _Rows(DeclarativeBase):
    pass


class _Call(_Rows):
    __tablename__ = "calls"

    id: Mapped[str] = mapped_column(String, primary_key=True)
    scenario: Mapped[str | None] = mapped_column(String)
    drill: Mapped[str | None] = mapped_column(String)
    started: Mapped[str] = mapped_column(String, index=True)
    verdict: Mapped[str] = mapped_column(String)
    state: Mapped[str | None] = mapped_column(String)
    length: Mapped[float] = mapped_column(Float)
    overall: Mapped[int | None] = mapped_column(Integer)
    retry_of: Mapped[str | None] = mapped_column(String)
    spoken: Mapped[bool] = mapped_column(Boolean)
    criteria: Mapped[list[_Criterion]] = relationship(cascade="all, delete-orphan", lazy="selectin")


class _Criterion(_Rows):
    __tablename__ = "criteria"

    call: Mapped[str] = mapped_column(ForeignKey("calls.id", ondelete="CASCADE"), primary_key=True)
    name: Mapped[str] = mapped_column(String, primary_key=True)
    points: Mapped[int | None] = mapped_column(Integer)


@dataclass(frozen=True, slots=True)
class CallSummary:
    """One line of the history."""

    id: str
    scenario: str | None
    started: str
    """ISO 8601, local time."""
    verdict: str
    state: str | None
    length: float
    """Seconds."""
    overall: int | None
    """0–100; None when nothing was scored."""
    points: dict[str, int | None] = field(default_factory=dict)
    """Criterion → 0–100; None where it was not scored."""
    drill: str | None = None
    """The skill that was drilled, if the call was an exercise."""
    retry_of: str | None = None
    """Id of the earlier call, if a moment of one was played again."""
    spoken: bool = True
    """The candidate said something."""


class Store:
    """The calls under one data folder. Raises StoreProblem where it cannot be read or written."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.calls = home / CALLS_NAME
        self._index = home / INDEX_NAME
        self.notes: list[str] = []
        """What had to be mended or passed over, each in one line."""
        with _store_problems(home):
            self.calls.mkdir(parents=True, exist_ok=True)
            # one writer at a time: a second program must not throw away the index that a first is just building
            self._lock = FileLock(home / LOCK_NAME, timeout=BUSY_SECONDS)
            with self._lock:
                self._engine = _open_index(self._index) or self._new_index()
                self._take_in_missing()

    def close(self) -> None:
        """Lets go of the index."""
        self._engine.dispose()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def new_folder(self, call_id: str) -> Path:
        """A fresh folder for a call; its name is the id, with a number where two calls began in the same second."""
        with _store_problems(self.calls):
            for number in range(1, 1000):
                folder = self.calls / (call_id if number == 1 else f"{call_id}-{number}")
                with contextlib.suppress(FileExistsError):
                    folder.mkdir()
                    return folder
        raise StoreProblem(f"{self.calls}: a thousand calls are named {call_id}; move them away")

    def add(self, folder: Path) -> None:
        """Takes a call's folder into the index, anew if it was there."""
        call, card = _read(folder)
        with _store_problems(self._index), self._lock, self._open_session() as rows, rows.begin():
            _put(rows, folder.name, call, card)

    def summaries(self) -> list[CallSummary]:
        """All calls, the newest first."""
        with _store_problems(self._index), self._open_session() as rows:
            found = rows.scalars(select(_Call).order_by(_Call.started.desc(), _Call.id.desc())).all()
            return [
                CallSummary(
                    row.id,
                    row.scenario,
                    row.started,
                    row.verdict,
                    row.state,
                    row.length,
                    row.overall,
                    {criterion.name: criterion.points for criterion in row.criteria},
                    row.drill,
                    row.retry_of,
                    row.spoken,
                )
                for row in found
                if (self.calls / row.id).is_dir()
            ]

    def folder(self, name: str | None = None) -> Path:
        """The folder of a call: by id, by the beginning of one if it is the only such, or the latest without a name.

        Raises WrongUse when there is none.
        """
        names = [summary.id for summary in self.summaries()]
        if not names:
            raise WrongUse("no call has been kept yet; make one: followup call")
        if name is None:
            return self.calls / names[0]
        matching = [known for known in names if known == name] or [known for known in names if known.startswith(name)]
        if len(matching) == 1:
            return self.calls / matching[0]
        if matching:
            raise WrongUse(f"{name}: {len(matching)} calls begin so, {matching[0]} the latest; give more of the id")
        near = get_close_matches(name, names, n=3, cutoff=0.4)
        hint = f"; the nearest: {', '.join(near)}" if near else ""
        raise WrongUse(f"{name}: no such call{hint}; all are listed by: followup history")

    def _open_session(self) -> Session:
        return Session(self._engine)

    def _new_index(self) -> Engine:
        for leftover in (self._index, *self._index.parent.glob(f"{INDEX_NAME}-*")):
            leftover.unlink(missing_ok=True)
        engine = _open_index(self._index, create=True)
        assert engine is not None  # noqa: S101 - creating raises or succeeds
        return engine

    def _take_in_missing(self) -> None:
        """Puts calls into the index that are on disk only: after a crash, a copy by hand, or a damaged index."""
        with self._open_session() as rows, rows.begin():
            known = set(rows.scalars(select(_Call.id)))
            for folder in sorted(self.calls.iterdir()):
                if folder.name in known or not (folder / RECORD_NAME).is_file():
                    continue
                try:
                    _put(rows, folder.name, *_read(folder))
                except BadRecord as error:
                    self.notes.append(f"left out of the history: {error}")


def _read(folder: Path) -> tuple[CallRecord, Scorecard | None]:
    card = folder / SCORECARD_NAME
    return read_call(folder / RECORD_NAME), read_scorecard(card) if card.exists() else None


def _put(rows: Session, call_id: str, call: CallRecord, card: Scorecard | None) -> None:
    results = card.criteria.items() if card is not None else ()
    row = _Call(
        id=call_id,
        scenario=call.scenario,
        drill=call.drill,
        started=call.started,
        verdict=call.verdict,
        state=call.state,
        length=call.length if call.length is not None else max((turn.end for turn in call.turns), default=0.0),
        overall=card.overall if card is not None else None,
        retry_of=call.retry_of.call if call.retry_of is not None else None,
        spoken=bool(call.candidate_turns()),
        criteria=[_Criterion(call=call_id, name=name, points=result.points) for name, result in results],
    )
    rows.merge(row)


def _open_index(path: Path, *, create: bool = False) -> Engine | None:
    """The index, ready for use; None when it is missing, damaged or of another version (unless `create`)."""
    if not create and not path.exists():
        return None
    engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "connect", _prepare_connection)
    try:
        with engine.begin() as connection:
            if create:
                _Rows.metadata.create_all(connection)
                connection.exec_driver_sql(f"PRAGMA user_version = {INDEX_VERSION}")
            version = connection.exec_driver_sql("PRAGMA user_version").scalar()
            sound = connection.exec_driver_sql("PRAGMA quick_check").scalar() == "ok"
            if version == INDEX_VERSION and sound:
                connection.execute(select(_Call.id).limit(1))
                return engine
    except OperationalError as error:
        engine.dispose()
        if "locked" in str(error.orig) or create:
            raise
        return None
    except DatabaseError:
        engine.dispose()
        return None
    engine.dispose()
    return None


def _prepare_connection(connection: object, _record: object) -> None:
    cursor = connection.cursor()  # type: ignore[attr-defined]  # a DBAPI connection, which has no type of its own
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


@contextlib.contextmanager
def _store_problems(where: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StoreProblem(
            f"{error.filename or where}: {error.strerror or error}; check the folder's rights and the disk"
        ) from error
    except Timeout as error:
        raise StoreProblem(f"{where}: another program has been building the index for too long; try again") from error
    except DatabaseError as error:
        raise StoreProblem(
            f"{where}: the index cannot be used ({error.orig}); delete the file, it is built anew"
        ) from error
