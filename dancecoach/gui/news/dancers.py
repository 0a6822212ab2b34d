"""Tells all pages that somebody was deleted with all that belongs to them."""

from PySide6.QtCore import QObject, Signal


class DancerNews(QObject):
    """Whoever deletes a person emits it; whoever shows takes or films listens. In the window's thread.

    Signals:
        going: their name; their films are about to be deleted, and should be open nowhere.
        gone: their name; it is done.
    """

    going = Signal(str)
    gone = Signal(str)
