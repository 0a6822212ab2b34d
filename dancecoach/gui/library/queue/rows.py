"""The queue as a list: each file, how far it is, and why it could not be used."""

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from dancecoach.gui.library.queue.runner import ImportQueue
from dancecoach.gui.theme import colours
from dancecoach.gui.widgets.card import paint_card, paint_two_lines
from dancecoach.gui.widgets.parts import tip
from dancecoach.library.catalogue.records import Job, State

_Index = QModelIndex | QPersistentModelIndex
JOB = Qt.ItemDataRole.UserRole


class JobRows(QAbstractListModel):
    """One row a file; what is done without a remark is left out.

    Args:
        queue: what is shown.
        parent: owner.
    """

    def __init__(self, queue: ImportQueue, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._queue = queue
        self.jobs: tuple[Job, ...] = ()

    def refresh(self) -> bool:
        """Show the queue as it is, what is at hand first; whether the rows are others."""
        jobs = [job for job in self._queue.queue.jobs if job.state is not State.DONE or job.problem]
        jobs = sorted(jobs, key=lambda job: job.state is not State.RUNNING)
        other = [job.id for job in jobs] != [job.id for job in self.jobs]
        if other:
            self.beginResetModel()
            self.jobs = tuple(jobs)
            self.endResetModel()
        elif jobs:
            self.jobs = tuple(jobs)
            self.dataChanged.emit(self.index(0), self.index(len(jobs) - 1))
        return other

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008, N802
        """How many files."""
        return 0 if parent.isValid() else len(self.jobs)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The job, its name, or all that is said of it."""
        if not index.isValid():
            return None
        job = self.jobs[index.row()]
        if role == JOB:
            return job
        if role == Qt.ItemDataRole.DisplayRole:
            return job.path.name
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            said = f"{job.path.name}: {self.words(job)}"
            return tip(said) if role == Qt.ItemDataRole.ToolTipRole else said
        return None

    def words(self, job: Job) -> str:
        """How far a file is."""
        now = self._queue.now
        if now is not None and now.job.id == job.id and job.state is not State.FAILED:
            return self._at_work(now.progress.stage, now.progress.fraction)
        if job.problem:
            return reason(job)
        if job.state is State.RUNNING:
            return self.tr("beginning")
        if job.state is State.PAUSED or self._queue.paused:
            return self.tr("left for later")
        return self.tr("waits")

    def share(self, job: Job) -> float | None:
        """How far the file at hand is, 0 to 1; None for all others."""
        now = self._queue.now
        return now.progress.fraction if now is not None and now.job.id == job.id else None

    def _at_work(self, stage: str, share: float | None) -> str:
        return stage if share is None else f"{stage}  {share:.0%}"


def reason(job: Job) -> str:
    """Why a file could not be used, without saying once more which."""
    return job.problem.removeprefix(f"{job.path}: ")


class JobRow(QStyledItemDelegate):
    """Draws a file of the queue."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: _Index) -> QSize:  # noqa: N802
        """Two lines."""
        return QSize(200, 2 * option.fontMetrics.height() + 16)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Its name, what there is to say, and how far it is."""
        job: Job = index.data(JOB)
        rows = index.model()
        assert isinstance(rows, JobRows)
        look = colours()
        painter.save()
        box = paint_card(painter, option)
        if job.state is State.FAILED:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(look.error))
            painter.drawRoundedRect(QRectF(box.x(), box.y(), 4, box.height()), 2, 2)
        paint_two_lines(painter, option, box.adjusted(12, 4, -10, -4), (job.path.name, rows.words(job)))
        share = rows.share(job)
        if share is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(look.accent))
            painter.drawRect(QRectF(box.x() + 2, box.bottom() - 3, (box.width() - 4) * share, 3))
        painter.restore()
