"""What became of each series, a line each, in its colour: how many, the newest, and what changed."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from dancecoach.gui.library.progress.values import swatch
from dancecoach.gui.widgets.parts import label
from dancecoach.pipeline.progress.course import Grain
from dancecoach.pipeline.progress.series import Series
from dancecoach.pipeline.progress.words import number_text, trend_text


class Told(QWidget):
    """A legend with sentences."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(3)
        self._grid.setColumnStretch(3, 1)

    def show_series(self, series: Sequence[Series], grain: Grain, name: Callable[[Series], str]) -> None:
        """Tell of others."""
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for row, one in enumerate(series):
            sign = QLabel()
            sign.setPixmap(swatch(row).pixmap(10, 10))
            last = one.spans(grain)[-1]
            now = number_text(one.measure, last.mean, last.error)
            words = (_bold(name(one)), label(now), label(trend_text(one, grain), "muted", wrap=True))
            for column, widget in enumerate((sign, *words)):
                self._grid.addWidget(widget, row, column)
        self.setAccessibleName(self.text(series, grain, name))

    def text(self, series: Sequence[Series], grain: Grain, name: Callable[[Series], str]) -> str:
        """The same in words."""
        return " ".join(f"{name(one)}: {trend_text(one, grain)}" for one in series)


def _bold(text: str) -> QLabel:
    made = label(text)
    font = made.font()
    font.setBold(True)
    made.setFont(font)
    return made
