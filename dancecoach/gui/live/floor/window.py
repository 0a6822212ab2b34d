"""A second window for a projector: the picture, large words, nothing else."""

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QMouseEvent, QScreen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dancecoach.gui.live.stage.stage import Stage
from dancecoach.gui.settings.model import SettingsModel

_SIZE = (1024, 576)


class FloorWindow(QWidget):
    """Fills another screen where there is one, else it is a window to be dragged there.

    F or a double click fills the screen or stops doing so, Esc closes it. It remembers its place.

    Args:
        settings: remembers the place.
        beside: the window it belongs to: its screen is not the one to fill.

    Signals:
        closed: it is no longer there.
    """

    closed = Signal()

    def __init__(self, settings: SettingsModel, beside: QWidget) -> None:
        super().__init__()
        self._settings, self._beside = settings, beside
        self.stage = Stage(self)
        self.stage.canvas.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.stage.canvas.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setWindowTitle(self.tr("Floor – dancecoach"))
        self.setAccessibleName(self.tr("Picture for the floor"))
        self.setMinimumSize(320, 200)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.stage.canvas)

    def open(self) -> None:
        """Appear where it was last, else on a screen of its own."""
        kept = self._settings.current.floor_geometry
        if kept and self.restoreGeometry(QByteArray.fromHex(QByteArray(kept.encode()))):
            self.show()  # Qt brings it back onto a screen that is there, full screen where it was so
            return
        self.resize(*_SIZE)
        other = other_screen(QGuiApplication.screens(), self._beside.screen())
        if other is None:
            self.show()
        else:
            self.setGeometry(other.geometry())
            self.showFullScreen()

    def toggle_fullscreen(self) -> None:
        """Fill the screen, or stop doing so."""
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Close with Esc, fill the screen with F; every other key is a command's."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        elif event.key() in (Qt.Key.Key_F, Qt.Key.Key_F11):
            self.toggle_fullscreen()
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Fill the screen, or stop doing so."""
        self.toggle_fullscreen()
        event.accept()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Remember the place."""
        self._settings.change(floor_geometry=bytes(self.saveGeometry().toHex().data()).decode())
        super().closeEvent(event)
        self.closed.emit()


def other_screen(screens: list[QScreen], own: QScreen | None) -> QScreen | None:
    """The largest screen that is not the window's own; None where there is none."""
    others = [screen for screen in screens if screen is not own]
    return max(others, key=lambda s: s.geometry().width() * s.geometry().height(), default=None)
