"""Tells all pages that other packs are at hand: styles, taught skills, or the own phase network."""

from PySide6.QtCore import QObject, Signal


class PackNews(QObject):
    """Whoever changes the packs emits it when the change is made; whoever asks networks listens.

    Signals:
        changed: a pack was added, removed or switched. In the window's thread.
    """

    changed = Signal()
