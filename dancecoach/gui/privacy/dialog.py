"""Where everything lies, each place with its size and a button that opens it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from dancecoach.gui.context import AppContext
from dancecoach.gui.file_manager import show_folder
from dancecoach.gui.widgets.parts import ElidedLabel, label
from dancecoach.gui.worker import Job
from dancecoach.pipeline.privacy.places import Place, places
from dancecoach.pipeline.privacy.words import how_to_delete, promises, size_words

Sizes = list[tuple[int, int]]


class PrivacyDialog(QDialog):
    """The list of places.

    Args:
        context: says where this person has things.
        parent: stands behind it.
        show: opens a folder in the system's file manager.
    """

    def __init__(
        self,
        context: AppContext,
        parent: QWidget | None = None,
        *,
        show: Callable[[Path], object] = show_folder,
    ) -> None:
        super().__init__(parent)
        self.places = places(context.settings.current, context.store.root.parent)
        self.sizes: list[QLabel] = []
        self.buttons: list[QPushButton] = []
        self._show_folder = show
        self.setWindowTitle(self.tr("Privacy"))
        self._lay_out()
        self.resize(760, 620)
        self._job: Job | None = context.jobs.start(
            self.tr("Counting files"), lambda _tell, cancel: _count(self.places, cancel.check),
            returned=self._counted, quiet=True,
        )  # fmt: skip
        self._job.finished.connect(self._over)
        self.finished.connect(self._stop)

    def text(self) -> str:
        """All of it, for the clipboard."""
        sizes = [size.text() for size in self.sizes]
        lines = [
            f"{place.title}: {_where(place)} ({size})\n{place.holds}"
            for place, size in zip(self.places, sizes, strict=True)
        ]
        return "\n\n".join([*promises(), *lines, how_to_delete()])

    def _lay_out(self) -> None:
        column = QVBoxLayout()
        column.setSpacing(6)
        for sentence in promises():
            column.addWidget(label(sentence, wrap=True))
        for place in self.places:
            column.addSpacing(6)
            column.addWidget(self._row(place))
        column.addSpacing(8)
        column.addWidget(label(how_to_delete(), wrap=True))
        column.addStretch(1)
        inner = QWidget()
        inner.setLayout(column)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inner)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # the arrow keys scroll
        area.setAccessibleName(self.tr("Where everything lies"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        copy = buttons.addButton(self.tr("Copy as text"), QDialogButtonBox.ButtonRole.ActionRole)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.text()))
        buttons.rejected.connect(self.reject)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 16, 20, 14)
        whole.addWidget(area, 1)
        whole.addWidget(buttons)

    def _row(self, place: Place) -> QWidget:
        size, path = label("…", "muted"), ElidedLabel("muted")
        path.set_text(_where(place))
        open_it = QPushButton(self.tr("Open"))
        open_it.setAutoDefault(False)
        open_it.setAccessibleName(self.tr("Open {}").format(place.title))
        open_it.setEnabled(_folder(place).is_dir())
        open_it.clicked.connect(lambda _checked=False: self._show_folder(_folder(place)))
        self.sizes.append(size)
        self.buttons.append(open_it)
        head = QHBoxLayout()
        head.addWidget(label(place.title, "heading"))
        head.addWidget(size)
        head.addStretch(1)
        head.addWidget(open_it)
        row = QWidget()
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 6, 0)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(path)
        column.addWidget(label(place.holds, wrap=True))
        return row

    def _counted(self, sizes: Sizes) -> None:
        for shown, (files, size) in zip(self.sizes, sizes, strict=True):
            shown.setText(size_words(files, size))

    def _over(self) -> None:
        self._job = None

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()


def _count(every: tuple[Place, ...], check: Callable[[], object]) -> Sizes:
    sizes = []
    for place in every:
        check()
        sizes.append(place.size())
    return sizes


def _where(place: Place) -> str:
    """The path; with what in it, where it is shared with others."""
    return f"{place.path}: {place.shown_patterns}" if place.patterns else str(place.path)


def _folder(place: Place) -> Path:
    return place.path.parent if place.path.is_file() else place.path
