"""A field for names with commas between: tags, persons, collections."""

from collections.abc import Iterable

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget


class NamesField(QLineEdit):
    """Completes the name that is being typed from those there are.

    Args:
        name: what a screen reader calls it.
        parent: owner.

    Signals:
        named: the names, when the person is done with them.
    """

    named = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._shown: tuple[str, ...] = ()
        self._known = QStringListModel(self)
        completer = _LastName(self._known, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setCompleter(completer)
        self.editingFinished.connect(self._done)

    def offer(self, names: Iterable[str]) -> None:
        """Complete from these."""
        self._known.setStringList(list(names))

    def show_names(self, names: Iterable[str]) -> None:
        """Show names, unless somebody is typing."""
        names = tuple(names)
        if names != self._shown or not self.isModified():
            self._shown = names
            self.setText(", ".join(names))
            self.setModified(False)

    def _done(self) -> None:
        names = tuple(dict.fromkeys(filter(None, (" ".join(part.split()) for part in self.text().split(",")))))
        if self.isModified() and names != self._shown:
            self._shown = names
            self.setModified(False)
            self.named.emit(names)


class _LastName(QCompleter):
    """Completes what stands behind the last comma."""

    def splitPath(self, path: str) -> list[str]:  # noqa: N802
        """What is completed."""
        return [path.rsplit(",", 1)[-1].strip()]

    def pathFromIndex(self, index: object) -> str:  # noqa: N802
        """All names, the last one completed."""
        field = self.widget()
        before = field.text().rsplit(",", 1)[0] if isinstance(field, QLineEdit) and "," in field.text() else ""
        whole = super().pathFromIndex(index)  # type: ignore[arg-type]
        return f"{before}, {whole}" if before else whole
