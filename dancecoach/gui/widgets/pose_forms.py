"""The forms in which poses can be written, as chips in a row."""

from collections.abc import Collection

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from dancecoach.gui.widgets.parts import chip


def tr(text: str) -> str:
    """Translate a text of this widget."""
    return QCoreApplication.translate("PoseForms", text)


def _forms() -> dict[str, tuple[str, str]]:
    """Title and hint of each, in the order of `dancecoach.pose.formats.writing.POSE_FORMATS`."""
    return {
        "trc": ("TRC", tr("markers in metres, for OpenSim and motion capture")),
        "coco": ("COCO", tr("keypoints as COCO JSON, for pose tools and annotation")),
        "poses-csv": ("CSV", tr("a table, a row for each frame")),
        "npz": ("npz", tr("arrays for NumPy")),
        "parquet": ("Parquet", tr("a table with types, for pandas, R and DuckDB")),
    }


class PoseForms(QWidget):
    """Chips that are on or off.

    Args:
        chosen: names of those that are on.
        parent: owner.
        in_a_row: how many stand beside each other.

    Attributes:
        chips: by name.

    Signals:
        changed: others are on.
    """

    changed = Signal()

    def __init__(self, chosen: Collection[str] = (), parent: QWidget | None = None, *, in_a_row: int = 5) -> None:
        super().__init__(parent)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(6)
        self.chips: dict[str, QToolButton] = {}
        for place, (name, (title, hint)) in enumerate(_forms().items()):
            if place % in_a_row == 0:
                row = QHBoxLayout()
                row.setSpacing(6)
                rows.addLayout(row)
            button = chip(title, f"pose_{name}")
            button.setChecked(name in chosen)
            button.setToolTip(hint)
            button.setAccessibleName(tr("Poses as {}").format(title))
            button.setAccessibleDescription(hint)
            button.toggled.connect(self.changed)
            self.chips[name] = button
            row.addWidget(button)
            if place % in_a_row == in_a_row - 1 or place == len(_forms()) - 1:
                row.addStretch(1)

    @property
    def chosen(self) -> tuple[str, ...]:
        """Names of those that are on."""
        return tuple(name for name, button in self.chips.items() if button.isChecked())
