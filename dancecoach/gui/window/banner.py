"""A line across the top of the page for whatever the notifier tells: never in the way, closed with a key or a click."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from dancecoach.gui.icons import pixmap, set_icon
from dancecoach.gui.notifier import Notice, Severity
from dancecoach.gui.theme import colours
from dancecoach.gui.widgets.parts import label

_STAYS_MS = {Severity.INFO: 5_000, Severity.WARNING: 0, Severity.ERROR: 0}


class Banner(QWidget):
    """Shows one notice at a time; others wait behind it, or for the page that they are about; good news leaves.

    Signals:
        showing: whether there is a notice on show.
    """

    showing = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._waiting: list[Notice] = []
        self._page = ""
        self.notice: Notice | None = None
        self.setObjectName("banner")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.close_notice)
        self._build()
        self.hide()

    def _build(self) -> None:
        self.sign, self.text = QLabel(), QLabel()
        self.text.setTextFormat(Qt.TextFormat.PlainText)  # file names and titles of anybody stand in it
        self.text.setWordWrap(True)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.details_button = QPushButton(self.tr("Details"))
        self.copy_button = QPushButton(self.tr("Copy details"))
        for button in (self.details_button, self.copy_button):
            button.setProperty("flat", True)
        self.more = label(role="muted")
        self.close_button = QToolButton()
        set_icon(self.close_button, "close")
        self.close_button.setAccessibleName(self.tr("Close this message"))
        self.close_button.setToolTip(self.tr("Close"))
        self.details = QPlainTextEdit()
        self.details.setReadOnly(True)
        self.details.setMaximumHeight(180)
        self.details.hide()
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.text, 1)
        for widget in (self.details_button, self.copy_button, self.more, self.close_button):
            row.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 8, 8, 8)
        column.addLayout(row)
        column.addWidget(self.details)
        self.details_button.clicked.connect(lambda: self.details.setVisible(not self.details.isVisible()))
        self.copy_button.clicked.connect(self.copy_details)
        self.close_button.clicked.connect(self.close_notice)

    def show_notice(self, notice: Notice) -> None:
        """Show a notice now, or after the one on show; the same one twice is told once."""
        if notice == self.notice or notice in self._waiting:
            return
        if not self._fits(notice) or (self.notice is not None and self.notice.severity is not Severity.INFO):
            self._waiting.append(notice)
            self._tell_more()
            return
        self._show(notice)

    def close_notice(self) -> None:
        """Put the notice away; the next one comes, if there is one."""
        self._timer.stop()
        self.notice = None
        following = next(filter(self._fits, self._waiting), None)
        if following is not None:
            self._waiting.remove(following)
            self._show(following)
        else:
            self.hide()
            self.showing.emit(False)

    def show_page(self, page: str) -> None:
        """Another page is on show: what means nothing there rests until its own page is seen again."""
        self._page = page
        if self.notice is not None and self._fits(self.notice):
            self._tell_more()
            return
        if self.notice is not None and self.notice.severity is not Severity.INFO:
            self._waiting.insert(0, self.notice)
        self.close_notice()

    def _fits(self, notice: Notice) -> bool:
        """Whether it means something on the page on show."""
        return notice.page in ("", self._page)

    def _tell_more(self) -> None:
        """How many wait until the one on show is closed: something was said, though it is not seen yet."""
        waiting = sum(map(self._fits, self._waiting))
        self.more.setText(self.tr("{} more").format(waiting))
        self.more.setVisible(waiting > 0)

    def copy_details(self) -> None:
        """Put the sentence and the details on the clipboard."""
        if self.notice is not None:
            QGuiApplication.clipboard().setText(f"{self.notice.text}\n\n{self.notice.details}".strip())

    def _show(self, notice: Notice) -> None:
        self.notice = notice
        look = colours()
        colour = {Severity.INFO: look.good, Severity.WARNING: look.warning, Severity.ERROR: look.error}[notice.severity]
        name = {Severity.INFO: "check", Severity.WARNING: "warning", Severity.ERROR: "error"}[notice.severity]
        self.sign.setPixmap(pixmap(name, colour, 20, self.devicePixelRatioF()))
        self.text.setText(notice.text)
        self.setAccessibleName(notice.text)
        self.details.setPlainText(notice.details)
        self.details.hide()
        self._tell_more()
        for button in (self.details_button, self.copy_button):
            button.setVisible(bool(notice.details))
        self.setProperty("severity", notice.severity.value)
        self.style().polish(self)
        self.show()
        self.showing.emit(True)
        stays = _STAYS_MS[notice.severity]
        if stays:
            self._timer.start(stays)
        else:
            self._timer.stop()
