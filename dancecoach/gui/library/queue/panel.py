"""The queue at the page's foot: one line that says how far it is, and all files of it when somebody wants to know."""

from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QListView, QVBoxLayout, QWidget

from dancecoach.gui.commands import CommandTable
from dancecoach.gui.library.queue.rows import JOB, JobRow, JobRows, reason
from dancecoach.gui.library.queue.runner import ImportQueue
from dancecoach.gui.widgets.card import make_card_list
from dancecoach.gui.widgets.parts import ElidedLabel, command_button, label, progress_bar, show_fraction
from dancecoach.library.catalogue.records import Job, State

_LIST_HEIGHT = 190


class QueuePanel(QWidget):
    """Hidden while nothing waits and nothing failed.

    Args:
        queue: what is shown.
        parent: owner.

    Signals:
        chosen_changed: other files are chosen.
    """

    chosen_changed = Signal()

    def __init__(self, queue: ImportQueue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._queue = queue
        self.setObjectName("strip")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.title, self.text = label(role="heading"), ElidedLabel("muted")
        self.bar = progress_bar()
        self.bar.setAccessibleName(self.tr("Importing"))
        self.bar.setFixedWidth(150)
        self.rows, self.list = JobRows(queue, self), QListView()
        make_card_list(self.list, self.rows, JobRow(self.list), self.tr("Files on their way into the library"))
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.hide()
        self.list.selectionModel().selectionChanged.connect(lambda *_: self.chosen_changed.emit())
        self._row = QHBoxLayout()
        self._row.setSpacing(10)
        self._row.addWidget(self.title)
        self._row.addWidget(self.text, 1)
        self._row.addWidget(self.bar)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 5, 10, 5)
        column.addLayout(self._row)
        column.addWidget(self.list)
        queue.changed.connect(self.refresh)
        self.refresh()

    def make_buttons(self, commands: CommandTable) -> None:
        """What can be done with the queue."""
        for name, icon in (
            ("library.queue_first", "chevron-up"),
            ("library.queue_retry", "refresh"),
            ("library.queue_cancel", "close"),
            ("library.queue_pause", "pause"),
            ("library.queue", "rows"),
        ):
            self._row.addWidget(command_button(commands, name, icon, 16))

    @property
    def chosen(self) -> tuple[Job, ...]:
        """The chosen files."""
        return tuple(index.data(JOB) for index in self.list.selectedIndexes())

    @property
    def open(self) -> bool:
        """Whether all files are shown."""
        return not self.list.isHidden()

    def toggle(self) -> None:
        """Show all files, or one line."""
        self.list.setVisible(self.list.isHidden())
        if self.open:
            self._show_rows()
            self.list.setFocus()

    def refresh(self) -> None:
        """Show the queue as it is."""
        queue, now = self._queue.queue, self._queue.now
        failed, left = queue.count(State.FAILED), queue.left
        self.setVisible(bool(left or failed))
        self.title.setText(self._title(left, failed))
        if now is not None:
            self.text.set_text(f"{now.job.path.name}  ·  {now.progress.stage}")
            show_fraction(self.bar, now.progress.fraction)
        elif failed and not left:
            first = next(job for job in queue.jobs if job.state is State.FAILED)
            self.text.set_text(f"{first.path.name}: {reason(first)}")
        else:
            self.text.set_text(self.tr("left for later") if self._queue.paused else "")
        self.bar.setVisible(now is not None)
        if self.open:
            self._show_rows()

    def _show_rows(self) -> None:
        """As high as the files are, and no higher than leaves room for the pictures; what is chosen stays so."""
        chosen, scrolled = {job.id for job in self.chosen}, self.list.verticalScrollBar().value()
        if self.rows.refresh() and chosen:
            picked = QItemSelection()
            for row, job in enumerate(self.rows.jobs):
                if job.id in chosen:
                    picked.select(self.rows.index(row), self.rows.index(row))
            self.list.selectionModel().select(picked, QItemSelectionModel.SelectionFlag.Select)
            self.list.verticalScrollBar().setValue(scrolled)
        height = self.list.sizeHintForRow(0) if self.rows.rowCount() else 0
        self.list.setFixedHeight(max(height, min(_LIST_HEIGHT, self.rows.rowCount() * height)) + 4)

    def _title(self, left: int, failed: int) -> str:
        done = self._queue.queue.count(State.DONE)
        parts = [self.tr("Importing {} of {}").format(done + 1, done + left)] if left else []
        if failed:
            several = self.tr("{} files could not be used").format(failed)
            parts.append(self.tr("A file could not be used") if failed == 1 else several)
        return "  ·  ".join(parts)
