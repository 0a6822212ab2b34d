"""Days as this place writes them."""

from datetime import date

from PySide6.QtCore import QDate, QLocale


def short_day(day: date) -> str:
    """A day without its year: "3 Nov"."""
    return QLocale().toString(QDate(day.year, day.month, day.day), "d MMM")
