"""The words of an attempt on the list."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from dancecoach.gui.guesses import plus_minus

if TYPE_CHECKING:
    from dancecoach.gui.live.attempts.model import AttemptRow


def tr(text: str) -> str:
    """Translate a text of this module."""
    return QCoreApplication.translate("Attempts", text)


def name_text(row: "AttemptRow") -> str:
    """Such as "3 · probably tuck", and how many skills where there are several."""
    from dancecoach.gui.skill_words import title

    attempt = row.caught.attempt
    text = f"{row.caught.number} · {title(attempt.main)}"
    return text if len(attempt.skills) == 1 else tr("{} + {} more").format(text, len(attempt.skills) - 1)


def flight_text(row: "AttemptRow") -> str:
    """Such as "0.52 ± 0.03 s in the air"."""
    skill = row.caught.attempt.main
    if skill.flight_time_s is None:
        seconds = skill.touchdown_s - skill.takeoff_s
        return tr("about {:.1f} s, on the hands").format(seconds) if skill.on_hands else tr("flight not seen")
    return tr("{} in the air").format(plus_minus(skill.flight_time_s, skill.flight_time_uncertainty_s, tr("s")))


def fate_text(row: "AttemptRow") -> str:
    """What became of its clip."""
    if row.error is not None:
        return tr("no clip")
    return tr("saved") if row.saved else tr("saving …")


def sentence(row: "AttemptRow") -> str:
    """All of it in a line, for a screen reader."""
    return ", ".join((name_text(row), flight_text(row), fate_text(row)))


def hint(row: "AttemptRow") -> str:
    """The sheet, and where the clip lies."""
    from dancecoach.gui.skill_words import details

    about = str(row.error) if row.error is not None else tr("Clip: {}").format(row.caught.path)
    return "\n\n".join((*(details(skill) for skill in row.caught.attempt.skills), about))
