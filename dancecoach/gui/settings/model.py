"""The settings as the window sees them: changed in one place, saved, and told to whoever draws them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs
from PySide6.QtCore import QObject, QTimer, Signal

from dancecoach.errors import OutputError
from dancecoach.settings import Settings, save_settings

_SAVE_AFTER_MS = 400


class SettingsModel(QObject):
    """Holds the current `Settings`.

    A change is told at once and written shortly after, once for a burst of changes.

    Signals:
        changed: the new `Settings`.
    """

    changed = Signal(object)

    def __init__(
        self,
        settings: Settings | None = None,
        path: Path | None = None,
        on_error: Callable[[OutputError], None] | None = None,
        parent: QObject | None = None,
    ) -> None:
        """Start from ``settings``; ``path`` None keeps them in memory only."""
        super().__init__(parent)
        self._current = settings or Settings()
        self._path = path
        self._on_error = on_error
        self._dirty = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SAVE_AFTER_MS)
        self._timer.timeout.connect(self.save)

    @property
    def current(self) -> Settings:
        """The settings now."""
        return self._current

    def change(self, **values: Any) -> None:
        """Change some values.

        Raises:
            SettingsError: a value is not a choice.
        """
        self.replace(attrs.evolve(self._current, **values))

    def replace(self, settings: Settings) -> None:
        """Change everything at once."""
        if settings == self._current:
            return
        self._current = settings
        self._dirty = True
        if self._path is not None:
            self._timer.start()
        self.changed.emit(settings)

    def save(self) -> None:
        """Write what has changed since the last time; an error goes to the person, the choice stays in memory."""
        self._timer.stop()
        if self._path is None or not self._dirty:
            return
        self._dirty = False
        try:
            save_settings(self._current, self._path)
        except OutputError as error:
            if self._on_error is not None:
                self._on_error(error)
