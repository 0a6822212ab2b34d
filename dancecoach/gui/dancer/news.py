"""Tells all pages that somebody was deleted with all that belongs to them."""

from PySide6.QtCore import QObject, Signal


class DancerNews(QObject):
    """Whoever deletes a person emits it when that is done; whoever shows takes or films listens.

    Signals:
        gone: their name. In the window's thread.
    """

    gone = Signal(str)
