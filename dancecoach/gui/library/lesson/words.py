"""The words of the workshop."""

from PySide6.QtCore import QCoreApplication

from dancecoach.coaching.dance.phrases import clock_text
from dancecoach.library.lesson.records import Lesson


def tr(text: str) -> str:
    """Translate a text of this room."""
    return QCoreApplication.translate("LessonWorkshop", text)


def span_text(start_s: float, end_s: float) -> str:
    """A stretch of time: "0:01.5 – 0:04.0"."""
    return f"{clock_text(start_s)} – {clock_text(end_s)}"


def lesson_text(lesson: Lesson) -> str:
    """How much there is of a lesson."""
    said = tr("{span}, steps: {steps}, cues: {cues}")
    return said.format(span=span_text(lesson.begin_s, lesson.end_s), steps=len(lesson.steps), cues=len(lesson.cues))


def drawings_text(drawings: int, key_frames: int) -> str:
    """What of Review goes along."""
    if not drawings and not key_frames:
        return tr("No drawings yet: those that are made in Review go along.")
    said = tr("From Review go along: drawings: {drawings}, key frames: {frames}.")
    return said.format(drawings=drawings, frames=key_frames)
