"""The queue at the window's foot: what is being done, how far it is, and a way to stop it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from dancecoach.gui.widgets.parts import label, progress_bar, show_fraction
from dancecoach.gui.worker import Job, JobQueue
from dancecoach.progress import Progress


class JobStrip(QWidget):
    """Shows the oldest job under way and how many more there are; hidden when there is none."""

    def __init__(self, jobs: JobQueue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._shown: Job | None = None
        self.setObjectName("strip")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.text = label(role="muted")
        self.bar = progress_bar()
        self.bar.setMaximumWidth(320)
        self.bar.setAccessibleName(self.tr("Progress"))
        self.cancel_button = QPushButton(self.tr("Cancel"))
        self.cancel_button.setProperty("flat", True)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 2, 8, 2)
        row.setSpacing(12)
        row.addWidget(self.text)
        row.addWidget(self.bar, 1)
        row.addStretch(1)
        row.addWidget(self.cancel_button)
        self.cancel_button.clicked.connect(self._cancel)
        jobs.started.connect(self._started)
        jobs.finished.connect(self._show)
        self._show()

    def _started(self, job: Job) -> None:
        if not job.quiet:
            job.progressed.connect(self._show)
            self._show()

    def _show(self) -> None:
        loud = [job for job in self._jobs.jobs if not job.quiet]
        self._shown = loud[0] if loud else None
        self.setVisible(bool(loud))
        if self._shown is None:
            return
        progress = self._shown.last_progress
        self.text.setText(self._words(self._shown.title, progress, len(loud) - 1))
        show_fraction(self.bar, progress.fraction if progress else None)
        self.cancel_button.setEnabled(not self._shown.asked_to_stop)

    def _words(self, title: str, progress: Progress | None, more: int) -> str:
        words = title
        if progress is not None:
            share = progress.fraction
            words += f" · {progress.stage}" + (f" · {share:.0%}" if share is not None else "")
        if more:
            words += " · " + self.tr("{} more waiting").format(more)
        return words

    def _cancel(self) -> None:
        if self._shown is not None:
            self._shown.cancel()
            self._show()
