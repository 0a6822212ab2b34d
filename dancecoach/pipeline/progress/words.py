"""How progress is told in words and numbers, in the window and in a terminal alike."""

from pathlib import Path

from dancecoach.coaching.dance.directions import JOINTS
from dancecoach.coaching.sheet.words import measure_title, unit_text
from dancecoach.coaching.skill_sheet import MEASURES
from dancecoach.i18n import _, ngettext
from dancecoach.pipeline.progress.course import Grain, Trend
from dancecoach.pipeline.progress.marks import Danced
from dancecoach.pipeline.progress.series import NOBODY, Series
from dancecoach.pipeline.progress.takes import SCORE


def person_title(person: str) -> str:
    """A person's name, or that nobody is named."""
    return _("Not named") if person == NOBODY else person


def danced_title(dance: Danced) -> str:
    """A reference and how fast it was danced: "Waltz", "Waltz at 70 %"."""
    if abs(dance.speed - 1) < 0.005:
        return dance.reference
    return _("{name} at {percent:.0f} %").format(name=dance.reference, percent=100 * dance.speed)


def title_of(measure: str) -> str:
    """What a measure is called: of a skill, the score, or a joint."""
    if measure in MEASURES:
        return measure_title(measure)
    if measure == SCORE:
        return _("Score")
    from dancecoach.coaching.dance.cues import joint_title

    words = joint_title(measure) if measure in JOINTS else measure
    return words[:1].upper() + words[1:]


def unit_of(measure: str) -> str:
    """Its unit as it is written, such as "s" or "°"; "" for counts and marks."""
    return unit_text(MEASURES[measure].unit) if measure in MEASURES else ""


def digits_of(measure: str) -> int:
    """Decimals that people read."""
    unit = MEASURES[measure].unit if measure in MEASURES else ""
    return {"s": 2, "m": 2, "bodies": 2, "turns": 2}.get(unit, 0)


def number_text(measure: str, value: float, doubt: float | None = None) -> str:
    """A value with its standard deviation and unit: "0.61 ± 0.03 s"."""
    digits = digits_of(measure)
    text = f"{round(value, digits) + 0.0:.{digits}f}"
    if doubt is not None:
        text += f" ± {doubt:.{digits}f}"
    return text + _spaced(unit_of(measure))


def change_text(measure: str, trend: Trend) -> str:
    """A change with twice its error: "+0.05 ± 0.02 s"."""
    digits = max(digits_of(measure), 1 if trend.error < 1 else 0)
    text = f"{trend.change:+.{digits}f} ± {2 * trend.error:.{digits}f}".replace("-", "\N{MINUS SIGN}")
    return text + _spaced(unit_of(measure))


def _spaced(unit: str) -> str:
    return unit if unit.startswith("°") or not unit else f" {unit}"


def trend_text(series: Series, grain: Grain) -> str:
    """What changed in a sentence, or what is lacking to tell."""
    trend = series.trend(grain)
    if trend is None:
        return lacking_text(series, grain)
    changed = change_text(series.measure, trend)
    since = trend.since.isoformat()
    if not trend.clear:
        return _("No clear change since {since} ({changed}).").format(since=since, changed=changed)
    words = _("Up since {since}: {changed}.") if trend.change > 0 else _("Down since {since}: {changed}.")
    return words.format(since=since, changed=changed)


def lacking_text(series: Series, grain: Grain) -> str:
    """That there is too little to tell a change, and how much more it takes."""
    values, spans = series.lacking(grain)
    lacking = [ngettext("{} more attempt", "{} more attempts", values).format(values)] if values else []
    if spans and grain == "day":
        lacking.append(ngettext("{} more day", "{} more days", spans).format(spans))
    elif spans:
        lacking.append(ngettext("{} more week", "{} more weeks", spans).format(spans))
    count = len(series.values)
    here = ngettext("{count} attempt on {days}", "{count} attempts on {days}", count).format(
        count=count, days=_spans_text(len(series.spans(grain)), grain)
    )
    return _("Too few to tell a change, {here}: it takes {lacking}.").format(
        here=here, lacking=_(" and ").join(lacking)
    )


def _spans_text(count: int, grain: Grain) -> str:
    words = ngettext("{} day", "{} days", count) if grain == "day" else ngettext("{} week", "{} weeks", count)
    return words.format(count)


def file_name(series: tuple[Series, ...]) -> str:
    """A name for a file with these series, without an ending."""
    persons = sorted({person_title(one.person) for one in series})
    words = "-".join(["progress", *persons[:3], series[0].measure if series else ""])
    return Path("".join("_" if letter in '<>:"/\\|?* ' else letter for letter in words)).name
