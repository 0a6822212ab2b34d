"""Asks in which forms, with or without films, and where to."""

from pathlib import Path

import attrs
from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from dancecoach.gui.widgets.parts import label, primary_button
from dancecoach.gui.widgets.pose_forms import PoseForms

_WIDTH = 620


def tr(text: str) -> str:
    """Translate a text of this dialog."""
    return QCoreApplication.translate("HandingOn", text)


@attrs.frozen
class Asked:
    """What the person wants.

    Attributes:
        folder: where to.
        poses: names of forms, see `dancecoach.pose.formats.writing.POSE_FORMATS`.
        films: whether films are copied too.
    """

    folder: Path
    poses: tuple[str, ...] = ("poses-csv",)
    films: bool = True


class HandingOnDialog(QDialog):
    """One form for both: poses of some clips, or all of the library.

    Args:
        asked: what it begins with.
        clips: how many clips are chosen; 0 for all of the library.
        parent: stands behind it.

    Signals:
        wanted: an `Asked`; the dialog is closed.
    """

    wanted = Signal(object)

    def __init__(self, asked: Asked, clips: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._all = clips == 0
        self.setWindowTitle(tr("Export everything") if self._all else tr("Hand over poses"))
        self.forms = PoseForms(asked.poses)
        self.films = QCheckBox(tr("Copy the films too, those of takes as well"))
        self.films.setChecked(asked.films)
        self.films.setVisible(self._all)
        self.room = label(role="muted", wrap=True)
        self.room.setVisible(self._all)
        self.folder = QLineEdit(str(asked.folder))
        self.folder.setAccessibleName(tr("Folder"))
        self.go = primary_button(tr("Export") if self._all else tr("Hand over"))
        self.go.setDefault(True)
        self._lay_out(clips)
        self.forms.changed.connect(self._follow)
        self.folder.textChanged.connect(self._follow)
        self.go.clicked.connect(self._accept)
        self._follow()
        self.say_room("")
        layout = self.layout()
        assert layout is not None
        self.resize(_WIDTH, layout.totalHeightForWidth(_WIDTH))

    @property
    def asked(self) -> Asked:
        """What is ticked and typed now."""
        return Asked(Path(self.folder.text().strip()), self.forms.chosen, self.films.isChecked())

    def say_room(self, text: str) -> None:
        """How much it takes, and how much there is; "" while nobody knows yet."""
        self.room.setText(text or tr("Looking how much room it takes …"))

    def _lay_out(self, clips: int) -> None:
        about = (
            tr(
                "Films, poses, analyses, corrected phases, drawings, counts, takes and lessons, each in a form that "
                "other programs read: a folder for each clip, and tables of all. A README says what each file is."
            )
            if self._all
            else tr("{} clips are chosen. What was found in them is written under their titles.").format(clips)
            if clips > 1
            else tr("What was found in the clip is written under its title.")
        )
        choose, close = QPushButton(tr("Choose …")), QPushButton(tr("Close"))
        choose.clicked.connect(self._choose)
        close.clicked.connect(self.reject)
        place, row = QHBoxLayout(), QHBoxLayout()
        place.addWidget(label(tr("Folder"), "muted"))
        place.addWidget(self.folder, 1)
        place.addWidget(choose)
        row.addStretch(1)
        row.addWidget(close)
        row.addWidget(self.go)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 22, 16)
        column.setSpacing(10)
        column.addWidget(label(about, wrap=True))
        column.addSpacing(4)
        column.addWidget(label(tr("POSES AS"), "section"))
        column.addWidget(self.forms)
        column.addWidget(self.films)
        column.addSpacing(4)
        column.addLayout(place)
        column.addWidget(self.room)
        column.addSpacing(6)
        column.addLayout(row)

    def _choose(self) -> None:
        now = Path(self.folder.text())
        near = next((place for place in (now, *now.parents) if place.is_dir()), Path.home())
        chosen = QFileDialog.getExistingDirectory(self, tr("Folder"), str(near))
        if chosen:
            # An export has its folder to itself: one is made in a folder that has something else in it.
            self.folder.setText(str(own_folder(Path(chosen)) if self._all else Path(chosen)))

    def _accept(self) -> None:
        asked = self.asked
        self.accept()
        self.wanted.emit(asked)

    def _follow(self) -> None:
        self.go.setEnabled(bool(self.folder.text().strip()) and (self._all or bool(self.forms.chosen)))


def own_folder(folder: Path) -> Path:
    """The folder itself where it is empty or an export, else one in it."""
    try:
        entries = {entry.name for entry in folder.iterdir()} if folder.is_dir() else set()
    except OSError:
        entries = set()
    return folder if not entries or {"README.txt", "clips"} <= entries else folder / tr("dancecoach library")
