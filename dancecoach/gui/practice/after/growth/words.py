"""How progress is told."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from dancecoach.gui.practice.after.words import day_text
from dancecoach.gui.widgets.days import short_day
from dancecoach.pipeline.progress.takes import LEAST_SURE, SCORE, Point, Trend

if TYPE_CHECKING:
    from collections.abc import Sequence


def tr(text: str) -> str:
    """Translate a text of this module."""
    return QCoreApplication.translate("PracticeGrowth", text)


def title_of(what: str) -> str:
    """What is looked at: the score, or a joint."""
    from dancecoach.coaching.dance.cues import joint_title  # imported long since, with the reference

    words = tr("score") if what == SCORE else joint_title(what)
    return words[:1].upper() + words[1:]


def trend_short(trend: Trend | None) -> str:
    """A change in a word: "+12", "–3", "=" for nothing clear, "" where there is nothing to compare."""
    if trend is None:
        return ""
    return f"{trend.change:+.0f}".replace("-", "\N{MINUS SIGN}") if trend.clear else "="


def trend_text(trend: Trend | None, points: "Sequence[Point]") -> str:
    """A change in a sentence, with how sure it is."""
    if not points:
        return ""
    if trend is None:
        return tr("Danced on one day so far: dance it again another day, and here is what changed.")
    since, sure = short_day(trend.since), f"{trend.change:+.0f} ± {2 * trend.error:.0f}".replace("-", "\N{MINUS SIGN}")
    if not trend.clear:
        return tr("No clear change since {day} ({change}).").format(day=since, change=sure)
    words = tr("Better since {day}: {change}.") if trend.change > 0 else tr("Lower since {day}: {change}.")
    return words.format(day=since, change=sure)


def point_text(point: Point) -> str:
    """One take, as it is told at its dot."""
    begun = point.when
    first = f"{point.mark:.0f}"
    if point.doubt:
        first += f" ± {point.doubt:.0f}"
    lines = [first, f"{day_text(begun.date())} {begun:%H:%M}"]
    if point.within:
        lines.append(tr("in a longer take"))
    if point.coverage is not None:
        lines.append(tr("{percent:.0f} % of the body judged").format(percent=100 * point.coverage))
    return "\n".join(lines)


def key_text(points: "Sequence[Point]") -> str:
    """What the marks on the plot mean, as far as they are there."""
    said = []
    if any(point.doubt for point in points):
        said.append(tr("Bars: how much a score hangs on single moments."))
    if any(point.coverage is not None and point.coverage < LEAST_SURE for point in points):
        said.append(tr("Hollow: less than {percent:.0f} % of the body was seen.").format(percent=100 * LEAST_SURE))
    if any(point.within for point in points):
        said.append(tr("Squares: within a longer take."))
    return "  ".join(said)
