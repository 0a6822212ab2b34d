"""The queue of files to import and clips to analyse: on the disk, so that it goes on where it was.

A job that is running when the program is killed is waiting again at the next start. Each step leaves the library as if
it had not begun or as if it were done, so that doing it again does no harm.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, Row, delete, func, insert, select, update

from dancecoach.library.catalogue.database import Database
from dancecoach.library.catalogue.records import Job, State, Step, Storage
from dancecoach.library.catalogue.rows import chunks, text_of, time_of
from dancecoach.library.catalogue.tables import ClipRow, JobRow

OPEN = (State.WAITING, State.RUNNING, State.PAUSED)
"""States of a job that is still to be done."""


_ORDER = (JobRow.step == Step.ANALYSE, JobRow.place, JobRow.id)
"""Files that come in before those that are analysed: they are in within seconds, the others take hours."""


class Jobs:
    """The queue of an open library. Any number of threads may use it; one works it off.

    Args:
        database: where it is kept.
        now: the time.
    """

    def __init__(self, database: Database, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._database, self._now = database, now

    # Wanting something

    def add(self, paths: Iterable[Path], storage: Storage) -> int:
        """Files come last; how many are new: a file that is in the queue already is in it once."""
        wanted = list(dict.fromkeys(str(path.absolute()) for path in paths))
        with self._database.begin() as connection:
            here = set(connection.execute(select(JobRow.path).where(JobRow.state.in_(OPEN))).scalars())
            new = [path for path in wanted if path not in here]
            for some in chunks(new):  # a file that failed is tried anew
                connection.execute(delete(JobRow).where(JobRow.path.in_(some)))
            last = connection.execute(select(func.max(JobRow.place))).scalar() or 0.0
            rows = [self._row(path, storage, last + place) for place, path in enumerate(new, 1)]
            if rows:
                connection.execute(insert(JobRow), rows)
        return len(new)

    def analyse_again(self, clips: Iterable[tuple[int, Path]]) -> None:
        """Clips of the library are to be analysed anew; they come last."""
        with self._database.begin() as connection:
            last = connection.execute(select(func.max(JobRow.place))).scalar() or 0.0
            for place, (clip_id, path) in enumerate(clips, 1):
                row = self._row(str(path), Storage.LINKED, last + place)
                connection.execute(insert(JobRow), row | {"step": Step.ANALYSE.value, "clip_id": clip_id})

    def cancel(self, ids: Iterable[int]) -> list[dict[str, Any]]:
        """Do without jobs; what is in the library already stays.

        Returns:
            What `bring_back` needs: their rows.
        """
        rows: list[dict[str, Any]] = []
        with self._database.begin() as connection:
            for some in chunks(list(ids)):
                where = JobRow.id.in_(some)
                rows += [dict(row) for row in connection.execute(select(JobRow.__table__).where(where)).mappings()]
                connection.execute(delete(JobRow).where(where))
        return rows

    def bring_back(self, rows: Iterable[dict[str, Any]]) -> None:
        """Jobs that were cancelled are in the queue again, where they were; what was being done waits.

        Those are left out whose clip is not in the library any more, or whose file is in the queue anew.
        """
        with self._database.begin() as connection:
            clips = {None, *connection.execute(select(ClipRow.id)).scalars()}
            here = set(connection.execute(select(JobRow.path).where(JobRow.state.in_(OPEN))).scalars())
            wanted = [row for row in rows if row["clip_id"] in clips and row["path"] not in here]
            for row in wanted:
                state = State.WAITING.value if row["state"] == State.RUNNING else row["state"]
                connection.execute(insert(JobRow), row | {"state": state})

    def pause(self, ids: Iterable[int]) -> None:
        """Leave jobs for later."""
        self._turn(ids, State.PAUSED, (State.WAITING,))

    def resume(self, ids: Iterable[int]) -> None:
        """Go on with jobs that were left for later, or that failed."""
        self._turn(ids, State.WAITING, (State.PAUSED, State.FAILED))

    def bring_forward(self, ids: Sequence[int]) -> None:
        """Do these first, in this order."""
        with self._database.begin() as connection:
            first = connection.execute(select(func.min(JobRow.place)).where(JobRow.state.in_(OPEN))).scalar() or 0.0
            for place, job_id in enumerate(ids):
                where = JobRow.id == job_id
                connection.execute(update(JobRow).where(where).values(place=first - len(ids) + place))

    def forget_done(self) -> None:
        """Take what is done off the list."""
        with self._database.begin() as connection:
            connection.execute(delete(JobRow).where(JobRow.state == State.DONE))

    # Doing it

    def recover(self) -> int:
        """Jobs that nobody works at any more wait again; how many. To be called before anybody works."""
        with self._database.begin() as connection:
            done = connection.execute(
                update(JobRow).where(JobRow.state == State.RUNNING).values(state=State.WAITING.value)
            )
        return done.rowcount

    def take(self, step: Step | None = None) -> Job | None:
        """The next job, of a step or of any, which is running from now on; None where none waits."""
        with self._database.begin() as connection:
            first = select(JobRow.__table__).where(JobRow.state == State.WAITING)
            if step is not None:
                first = first.where(JobRow.step == step.value)
            row = connection.execute(first.order_by(*_ORDER).limit(1)).first()
            if row is None:
                return None
            connection.execute(update(JobRow).where(JobRow.id == row.id).values(state=State.RUNNING.value))
        return _job_of(row, State.RUNNING)

    def imported(self, job: Job, clip_id: int) -> None:
        """The file is in the library and waits, where it was, for its analysis."""
        self._set(job, state=State.WAITING.value, step=Step.ANALYSE.value, clip_id=clip_id)

    def done(self, job: Job, clip_id: int | None = None, remark: str = "") -> None:
        """There is nothing left to do."""
        clip = {} if clip_id is None else {"clip_id": clip_id}
        self._set(job, state=State.DONE.value, problem=remark, **clip)

    def failed(self, job: Job, problem: str) -> None:
        """It cannot be done; others go on."""
        self._set(job, state=State.FAILED.value, problem=problem)

    def put_back(self, job: Job) -> None:
        """It was not finished, and nothing is wrong with it: it waits where it was."""
        self._set(job, state=State.WAITING.value)

    # Looking

    def list(self, *states: State) -> list[Job]:
        """Jobs in these states (none: in any) in the order in which they are done."""
        query = select(JobRow.__table__).order_by(*_ORDER)
        if states:
            query = query.where(JobRow.state.in_(states))
        with self._database.look() as connection:
            return [_job_of(row, State(row.state)) for row in connection.execute(query)]

    def counts(self, step: Step | None = None) -> dict[State, int]:
        """How many are in each state, with a step still to do or with any."""
        query = select(JobRow.state, func.count()).group_by(JobRow.state)
        if step is not None:
            query = query.where(JobRow.step == step.value)
        with self._database.look() as connection:
            found = {State(state): number for state, number in connection.execute(query)}
        return {state: found.get(state, 0) for state in State}

    def waits(self, clip_id: int) -> bool:
        """Whether a clip's analysis is still to be done."""
        query = select(JobRow.id).where(JobRow.clip_id == clip_id, JobRow.state.in_(OPEN)).limit(1)
        with self._database.look() as connection:
            return connection.execute(query).first() is not None

    # Rows

    def _row(self, path: str, storage: Storage, place: float) -> dict[str, Any]:
        return {
            "path": path,
            "storage": storage.value,
            "state": State.WAITING.value,
            "step": Step.IMPORT.value,
            "place": place,
            "clip_id": None,
            "problem": "",
            "added_at": text_of(self._now()),
        }

    def _set(self, job: Job, **values: Any) -> None:
        """Change a job that is running; one that was cancelled or paused meanwhile stays so."""
        where: ColumnElement[bool] = (JobRow.id == job.id) & (JobRow.state == State.RUNNING)
        with self._database.begin() as connection:
            connection.execute(update(JobRow).where(where).values(**values))

    def _turn(self, ids: Iterable[int], to: State, of: Sequence[State]) -> None:
        values = {"state": to.value, "problem": ""}
        self._each(ids, lambda some: update(JobRow).where(JobRow.id.in_(some), JobRow.state.in_(of)).values(values))

    def _each(self, ids: Iterable[int], change: Callable[[Sequence[int]], Any]) -> None:
        with self._database.begin() as connection:
            for some in chunks(list(ids)):
                connection.execute(change(some))


def _job_of(row: Row[Any], state: State) -> Job:
    return Job(
        row.id, Path(row.path), Storage(row.storage), state, Step(row.step), row.clip_id, row.problem,
        time_of(row.added_at),
    )  # fmt: skip
