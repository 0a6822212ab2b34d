"""Brings a lesson onto the stage of Practice: text, mirror, step and cue of the moment."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from dancecoach.gui.practice.stage.stage import Stage
from dancecoach.gui.practice.take.model import PracticeModel
from dancecoach.gui.settings.model import SettingsModel
from dancecoach.library.lesson.records import Lesson


class LessonDesk(QObject):
    """Follows the reference's lesson, where it has one.

    Args:
        model: of the page.
        stage: where it is shown.
        settings: whether references are shown as in a mirror otherwise.
        refresh: tells the commands that something is another.
        parent: owner.
    """

    def __init__(
        self,
        model: PracticeModel,
        stage: Stage,
        settings: SettingsModel,
        refresh: Callable[[], object],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._model, self._stage, self._settings, self._refresh = model, stage, settings, refresh
        self._turned: bool | None = None
        model.loaded.connect(self._loaded)
        model.playhead.moved.connect(self._show_moment)
        model.changed.connect(self._follow)

    @property
    def lesson(self) -> Lesson | None:
        """The lesson of the reference; None for none."""
        return None if self._model.reference is None else self._model.reference.lesson

    @property
    def mirrored(self) -> bool:
        """Whether the reference is shown as in a mirror: as its lesson wants it, or the person since then."""
        return self._settings.current.practice_mirror_reference if self._turned is None else self._turned

    @property
    def text_shown(self) -> bool:
        """Whether it can be read what the lesson is about."""
        return self._stage.reading

    def toggle_mirror(self) -> None:
        """Show the reference as in a mirror, or no longer; with a lesson, for this lesson only."""
        if self._turned is None:
            self._settings.change(practice_mirror_reference=not self._settings.current.practice_mirror_reference)
        else:
            self._turned = not self._turned
        self._stage.mirror_reference = self.mirrored
        self._refresh()

    def toggle_text(self) -> None:
        """Show what the lesson is about, or no longer."""
        self._stage.reading = not self._stage.reading and self.lesson is not None
        self._refresh()

    def _loaded(self) -> None:
        lesson = self.lesson
        self._turned = None if lesson is None else lesson.mirrored  # filmed from behind, a mirror would be wrong
        self._stage.mirror_reference = self.mirrored
        if lesson is not None:
            self._stage.about.show_lesson(lesson)
        self._stage.reading = lesson is not None
        self._show_moment(self._model.playhead.moment_s)

    def _follow(self) -> None:
        """Whoever begins has read it."""
        if self._model.busy and self._stage.reading:
            self._stage.reading = False
        if not self._model.ready:
            self._stage.step.say("")
            self._stage.cue.say("")

    def _show_moment(self, moment_s: float) -> None:
        reference = self._model.reference
        if reference is not None:
            if self._model.busy:
                moment_s = self._model.dancing.plan.taught_s(reference, moment_s)
            self._stage.step.say(reference.step_at(moment_s))
            self._stage.cue.say(reference.cue_at(moment_s))
