"""What is said of a clip in a few words."""

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from dancecoach.library.catalogue.labels import telling
from dancecoach.library.catalogue.records import Clip, Kind


def tr(text: str) -> str:
    """Translate a text of this table."""
    return QCoreApplication.translate("LibraryWords", text)


def length(seconds: float) -> str:
    """How long, as a clock shows it: "0:07", "1:02:05"."""
    whole = max(0, round(seconds))
    hours, minutes = divmod(whole // 60, 60)
    return f"{hours}:{minutes:02d}:{whole % 60:02d}" if hours else f"{minutes}:{whole % 60:02d}"


def found(clip: Clip) -> str:
    """What an analysis found: the dance, or the first skills; hops in a dance say nothing of it."""
    findings = clip.findings
    if findings is None:
        return tr("not analysed yet")
    said = [] if findings.style in ("", "unknown") else [findings.style]
    labels = list(dict.fromkeys(skill.label for skill in telling(clip)))
    said += labels[:2]
    if len(labels) > 2:
        said.append(tr("{} more").format(len(labels) - 2))
    if not said:
        return tr("nobody seen") if findings.found_share == 0 else tr("movement")
    return ", ".join(said)


def skills(clip: Clip) -> str:
    """Each skill with its measures, a line each."""
    if clip.findings is None:
        return ""
    lines = []
    for skill in clip.findings.skills:
        measures = [f"{skill.takeoff_s:.1f} s"]
        if skill.flight_s is not None:
            measures.append(tr("flight {:.2f} s").format(skill.flight_s))
        if skill.height_m is not None:
            measures.append(tr("height {:.2f} m").format(skill.height_m))
        lines.append(f"{skill.label}  ·  {'  ·  '.join(measures)}")
    return "\n".join(lines)


def day(clip: Clip) -> str:
    """The day it was filmed; else "" ."""
    if clip.facts.filmed_at is None:
        return ""
    filmed = clip.facts.filmed_at.astimezone()
    date = QDate(filmed.year, filmed.month, filmed.day)
    return QLocale().toString(date, QLocale.FormatType.ShortFormat)


def below(clip: Clip) -> str:
    """The second line of a clip: who, what was found, when."""
    return "  ·  ".join(filter(None, (", ".join(clip.persons), found(clip), day(clip))))


def file_facts(clip: Clip) -> str:
    """Size, frames per second, bytes."""
    facts = clip.facts
    parts = [length(facts.duration_s)]
    if clip.facts.kind is Kind.VIDEO:
        parts.append(f"{facts.width} × {facts.height}")
    else:
        parts.append(tr("poses only"))
    if facts.fps:
        parts.append(tr("{:.3g} pictures a second").format(facts.fps))
    parts.append(f"{facts.size_bytes / 1e6:.1f} MB")
    return "  ·  ".join(parts)


def stars(rating: int) -> str:
    """A rating in stars; "" for none."""
    return "★" * rating


def spoken(clip: Clip) -> str:
    """All of it, for a screen reader."""
    said = [clip.title, length(clip.facts.duration_s), found(clip)]
    if clip.rating:
        said.append(tr("{} of 5 stars").format(clip.rating))
    if clip.reference:
        said.append(tr("reference"))
    return ", ".join(said)
