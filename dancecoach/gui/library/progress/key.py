"""What the marks in the chart mean, as far as they are there, and what is still missing."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from dancecoach.pipeline.progress.series import Series


def tr(text: str) -> str:
    """Translate a text of this module."""
    return QCoreApplication.translate("LibraryProgressKey", text)


def key_text(series: Sequence[Series], there: int, *, nobody: bool) -> str:
    """Sentences under the chart.

    Args:
        series: on show.
        there: how many there would be.
        nobody: whether nobody is named in any clip.
    """
    values = [value for one in series for value in one.values]
    said = []
    if not values:
        said.append(tr("This was not measured in any of them: choose another measure above."))
    if any(value.doubt for value in values):
        said.append(tr("Bars: one standard deviation of each value."))
    if not all(value.sure and value.dated for value in values):
        said.append(tr("Hollow: not certain whose it is, what, or when it was filmed."))
    if nobody:
        said.append(tr("Nobody is named yet: choose clips on the page, press P and type who is in them."))
    if there > len(series):
        said.append(tr("{shown} of {there} are shown: tick fewer.").format(shown=len(series), there=there))
    return "  ".join(said)
