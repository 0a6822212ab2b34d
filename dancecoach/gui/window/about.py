"""What the program is, which version of it and of what it stands on: what somebody writes into a report of a fault."""

import platform
from importlib.metadata import PackageNotFoundError, version

from PySide6 import __version__ as pyside_version
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QWidget

from dancecoach.gui.icons import app_icon
from dancecoach.gui.widgets.parts import label

_ICON, _WIDTH = 64, 460
"""Of the picture and of the box, logical pixels."""


class AboutDialog(QDialog):
    """The name, a sentence, the licence and the versions.

    Args:
        parent: stands behind it.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("About dancecoach"))
        picture = label()
        picture.setPixmap(app_icon().pixmap(_ICON, _ICON))
        says = self.tr("A movement coach for dancers and gymnasts. Everything stays on this computer.")
        licence = self.tr("Free software under the Apache License 2.0.")
        self.versions = label(_versions(), "muted", wrap=True)
        self.versions.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.versions.setAccessibleName(self.tr("Versions"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        grid = QGridLayout(self)
        grid.setContentsMargins(24, 22, 24, 18)
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(1, 1)
        grid.addWidget(picture, 0, 0, 4, 1, Qt.AlignmentFlag.AlignTop)
        title = label(f"dancecoach {_own_version()}".rstrip(), "title")
        for row, line in enumerate((title, label(says, wrap=True), label(licence, wrap=True), self.versions)):
            grid.addWidget(line, row, 1)
        grid.addWidget(buttons, 4, 0, 1, 2)
        self.setMinimumWidth(_WIDTH)
        buttons.setFocus()


def _own_version() -> str:
    try:
        return version("dancecoach")
    except PackageNotFoundError:
        return ""


def _versions() -> str:
    return f"Python {platform.python_version()} · PySide6 {pyside_version} · {platform.system()} {platform.machine()}"
