"""One place where everything that goes wrong, and some that goes right, is told to the person.

A `DancecoachError` is already a sentence. Anything else is a fault of ours: the person is told so plainly and can
copy the details for a report.
"""

import logging
import traceback
from enum import StrEnum

import attrs
from PySide6.QtCore import QObject, QThread, Signal

from dancecoach.errors import Cancelled, DancecoachError, in_short

_log = logging.getLogger(__name__)


class Severity(StrEnum):
    """How bad it is."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


@attrs.frozen
class Notice:
    """Something to tell.

    Attributes:
        text: a sentence.
        severity: decides colour, icon and whether it leaves by itself.
        details: more for those who want it, such as a traceback; "" for none.
        page: `Page.name` of the one page where it means something; "" for all.
    """

    text: str
    severity: Severity = Severity.INFO
    details: str = ""
    page: str = ""


class Notifier(QObject):
    """Takes notices from any thread and passes them on in the window's thread.

    Signals:
        posted: a `Notice`.
    """

    posted = Signal(object)
    _handed_over = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._handed_over.connect(self._post)

    def info(self, text: str, *, page: str = "") -> None:
        """Tell something good or neutral."""
        self.notify(Notice(text, page=page))

    def warn(self, text: str, details: str = "", *, page: str = "") -> None:
        """Tell something the person should know."""
        self.notify(Notice(text, Severity.WARNING, details, page))

    def error(self, error: BaseException, *, page: str = "") -> None:
        """Tell of an exception; a cancelled job is no news."""
        if isinstance(error, (Cancelled, KeyboardInterrupt)):
            return
        if isinstance(error, DancecoachError):
            self.notify(Notice(str(error), Severity.ERROR, page=page))
            return
        details = "".join(traceback.format_exception(error))
        _log.error("unexpected error\n%s", details)
        text = self.tr("Something went wrong inside dancecoach ({}).").format(in_short(error))
        self.notify(Notice(text, Severity.ERROR, details, page))

    def notify(self, notice: Notice) -> None:
        """Tell, from any thread."""
        if QThread.currentThread() is self.thread():
            self._post(notice)
        else:
            self._handed_over.emit(notice)

    def _post(self, notice: Notice) -> None:
        self.posted.emit(notice)
