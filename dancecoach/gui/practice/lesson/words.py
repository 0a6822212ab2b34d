"""The words about what an instructor says of a moment."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from dancecoach.pipeline.practice.reference import Reference


def tr(text: str) -> str:
    """Translate a text of this module."""
    return QCoreApplication.translate("PracticeLessonWords", text)


def taught_text(reference: "Reference | None", moment_s: float | None) -> str:
    """The step and the cue of the lesson at a moment, beside the advice about it; "" where the lesson says nothing."""
    if reference is None or moment_s is None:
        return ""
    step, cue = reference.step_at(moment_s), " ".join(reference.cue_at(moment_s).splitlines())
    if step and cue:
        return tr("In “{step}”. The lesson says: “{cue}”").format(step=step, cue=cue)
    if cue:
        return tr("The lesson says: “{}”").format(cue)
    return tr("In “{}”").format(step) if step else ""
