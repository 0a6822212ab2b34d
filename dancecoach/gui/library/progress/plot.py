"""Series of a measure as courses."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale

from dancecoach.gui.widgets.course_plot import Course, CoursePlot
from dancecoach.pipeline.progress.course import Grain
from dancecoach.pipeline.progress.series import Series, Value
from dancecoach.pipeline.progress.words import number_text, unit_of


def tr(text: str) -> str:
    """Translate a text of this module."""
    return QCoreApplication.translate("LibraryProgressPlot", text)


class SeriesPlot(CoursePlot):
    """`opened` tells the `Value` that was clicked."""

    measure = ""

    def show_series(self, series: Sequence[Series], grain: Grain, measure: str) -> None:
        """Show others; each keeps the place it has in the list as its colour."""
        self.measure = measure
        self.show_courses([Course(one.values, one.spans(grain), number) for number, one in enumerate(series)])

    def is_sure(self, point: Value) -> bool:
        """Whether it is certain what, whose and when it was."""
        return point.sure and point.dated

    def tick_text(self, value: float) -> str:
        """With its unit."""
        unit = unit_of(self.measure)
        return f"{value:g}{unit if unit.startswith('°') else ' ' + unit if len(unit) < 3 else ''}".strip()

    def text_of(self, point: Value) -> str:
        """What is told at a dot."""
        return value_text(self.measure, point)


def value_text(measure: str, value: Value) -> str:
    """One value with its uncertainty, its clip and its day."""
    lines = [number_text(measure, value.mark, value.doubt), value.title, when_text(value)]
    if not value.sure:
        lines.append(tr("not certain: a guess, or several persons in the clip"))
    return "\n".join(lines)


def when_text(value: Value) -> str:
    """The day and the time, and where that is only when it came into the library."""
    moment = QDateTime.fromSecsSinceEpoch(round(value.when.timestamp()))
    text = QLocale().toString(moment, QLocale.FormatType.ShortFormat)
    return text if value.dated else tr("{} (added)").format(text)
