"""How takes and their marks are called."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QDate, QLocale

if TYPE_CHECKING:
    from dancecoach.coaching.dance.phrases import Phrase
    from dancecoach.pipeline.practice.takes import Take


def tr(text: str) -> str:
    """Translate a text of this module."""
    return QCoreApplication.translate("PracticeWords", text)


def mark_titles() -> dict[str, str]:
    """What the four marks are called."""
    return {"shape": tr("Shape"), "timing": tr("Timing"), "size": tr("Size"), "flow": tr("Flow")}


def part_text(part: "Phrase | None", *, eights: bool) -> str:
    """A part of the reference: "all of it", "eight 3", "part 2", or what it was called."""
    if part is None or part.number == 0:
        return tr("all of it")
    if part.name:
        return part.name
    return (tr("eight {}") if eights else tr("part {}")).format(part.number)


def score_text(score: float | None) -> str:
    """A score, or that there is none."""
    return "–" if score is None else f"{score:.0f}"


def take_text(take: "Take", *, eights: bool) -> tuple[str, str]:
    """A take in two lines: score and part, when and how fast."""
    first = tr("{score} · {part}").format(
        score=score_text(take.score) if take.judged else tr("not judged"),
        part=part_text(take.facts.part, eights=eights),
    )
    begun = take.facts.begun.astimezone()
    second = f"{day_text(begun.date())} {begun:%H:%M} · {take.facts.speed:.0%}"
    return first, f"{second} · {take.facts.person}" if take.facts.person else second


def day_text(day: date) -> str:
    """A day as this place writes it."""
    return QLocale().toString(QDate(day.year, day.month, day.day), QLocale.FormatType.ShortFormat)
