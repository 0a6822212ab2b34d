"""The words for a comparison."""

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from dancecoach.coaching.sheet.words import why_unseen
from dancecoach.coaching.side_by_side import AngleAt, AngleLine
from dancecoach.coaching.skill_sheet import Unseen


def tr(text: str) -> str:
    """Translate a text of this room."""
    return QCoreApplication.translate("Compare", text)


def moment_word(moment: str) -> str:
    """A moment of a skill, for people."""
    return {
        "preparation": tr("Start of the take-off"),
        "take-off": tr("Take-off"),
        "peak": tr("Middle of the flight"),
        "touch-down": tr("Touch-down"),
        "landed": tr("End of the landing"),
    }[moment]


def angle_word(angle: str) -> str:
    """An angle, for people."""
    return {
        "knee": tr("Knees"),
        "hip": tr("Hips"),
        "lean": tr("Trunk"),
        "shoulder": tr("Shoulders"),
        "elbow": tr("Elbows"),
    }[angle]


def why(line: AngleLine, unseen: Unseen) -> str:
    """Why an angle of a line cannot be told."""
    if unseen is Unseen.HIDDEN and line.angle in ("shoulder", "elbow"):
        return tr("Cannot be seen: the arms are hidden or outside the picture.")
    return why_unseen(unseen)


def degrees_text(angle: AngleAt) -> str:
    """Such as "143°"; a dash where it cannot be seen."""
    return "–" if angle.degrees is None else f"{angle.degrees:.0f}°".replace("-", "\N{MINUS SIGN}")


def difference_text(line: AngleLine) -> str:
    """Such as "+21 ± 11°"; a dash where there is none."""
    if line.difference is None or line.uncertainty is None:
        return "–"
    whole = round(line.difference)
    text = f"{whole:+d}" if whole else "0"
    return f"{text} ± {line.uncertainty:.0f}°".replace("-", "\N{MINUS SIGN}")


def unseen_text(lines: Sequence[AngleLine]) -> str:
    """Why no angle can be compared, for each clip; "" without lines."""
    said = []
    for name, angles in (
        (tr("This clip"), [line.first for line in lines]),
        (tr("The other"), [line.other for line in lines]),
    ):
        reasons = Counter(angle.unseen for angle in angles if angle.unseen is not None)
        if reasons:
            said.append(f"{name}: {why_unseen(reasons.most_common(1)[0][0])}")
    return "\n\n".join(said)


def explained(line: AngleLine) -> str:
    """All that is known of a line, for the tool tip and for who cannot see the table."""
    parts = [f"{angle_word(line.angle)}, {moment_word(line.moment)}"]
    for name, angle in ((tr("this clip"), line.first), (tr("the other"), line.other)):
        if angle.unseen is not None:
            parts.append(f"{name}: {why(line, angle.unseen)}")
        else:
            parts.append(f"{name}: {angle.degrees:.1f} ± {angle.uncertainty:.1f}°")
    if line.clear:
        parts.append(tr("They differ by more than twice the uncertainty."))
    elif line.difference is not None:
        parts.append(tr("The difference may be error."))
    return "\n".join(parts)
