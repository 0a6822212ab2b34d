"""How a phase looks and reads everywhere: a colour, a word and a letter, so that nobody has to tell colours apart."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QColor

from dancecoach.palette import PHASES

#: Words on any of the phase colours, in both themes: at least 5 to 1.
INK = QColor("#0B0E12")
#: Below this a phase is drawn hatched and with a question mark.
UNSURE = 0.6


def phase_word(phase: str) -> str:
    """A phase's name for people.

    Args:
        phase: one of `dancecoach.motion.phases.PHASES`.
    """
    words = {
        "idle": QCoreApplication.translate("Phases", "idle"),
        "take-off": QCoreApplication.translate("Phases", "take-off"),
        "skill": QCoreApplication.translate("Phases", "skill"),
        "landing": QCoreApplication.translate("Phases", "landing"),
    }
    return words[phase]


def phase_letter(phase: str) -> str:
    """The letter that stands for a phase where its word has no room; also its key."""
    return phase_word(phase)[:1].upper()


def phase_colour(phase: str) -> QColor:
    """A phase's colour."""
    return QColor(PHASES[phase])


def phase_label(phase: str, confidence: float) -> str:
    """The word, with a question mark where nobody is sure."""
    return phase_word(phase) if confidence >= UNSURE else f"{phase_word(phase)} ?"
