"""Tells all pages that other packs are at hand: styles, taught skills, or the own phase network."""

from PySide6.QtCore import QObject, Signal

from dancecoach.gui.settings.model import SettingsModel


class PackNews(QObject):
    """Whoever changes the packs emits it when the change is made; whoever asks networks listens.

    Args:
        settings: say which style packs are asked.

    Signals:
        changed: a pack was added, removed or switched, or others are asked. In the window's thread.
    """

    changed = Signal()

    def __init__(self, settings: SettingsModel) -> None:
        super().__init__(settings)
        self._settings, self._asked = settings, settings.current.style_packs
        settings.changed.connect(self._compare)

    def _compare(self) -> None:
        asked = self._settings.current.style_packs
        if asked != self._asked:
            self._asked = asked
            self.changed.emit()
