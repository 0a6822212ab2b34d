"""The lesson that is being made, without a widget: what it says, what is chosen of it, its draft, and playing it."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from dancecoach.coaching.dance.phrases import Phrase, phrases_of
from dancecoach.errors import InputError
from dancecoach.gui.commands import CommandTable
from dancecoach.gui.errand import Errands
from dancecoach.gui.library.lesson.begun import Begun, read_begun, read_drawn
from dancecoach.gui.library.lesson.chosen import Chosen, in_order, row_of, words_of
from dancecoach.gui.library.lesson.words import tr
from dancecoach.gui.practice.take.model import PracticeModel
from dancecoach.library.catalogue.records import Clip
from dancecoach.library.lesson import editing
from dancecoach.library.lesson.records import Lesson
from dancecoach.library.lesson.shelf import LessonShelf

if TYPE_CHECKING:
    from dancecoach.coaching.dance.phrases import Counts

_CLOSE_WITHIN_S = 5.0
#: With less left of what is played it begins anew, seconds.
_OVER_S = 0.05
#: Nothing is moved onto a beat from farther away than this share of the beats' distance.
_OF_A_BEAT = 0.3


class WorkshopModel(QObject):
    """One lesson at a time; every change is kept as a draft at once, and can be undone.

    Args:
        practice: plays the clip, and knows its counts.
        folder: of the library, where drafts are kept.
        commands: what can be undone.
        parent: owner.

    Attributes:
        clip: what the lesson is made of; None for nothing yet.
        lesson: what it says; None until it is read.
        chosen: what is chosen of it.
        looping: whether what is chosen is played round and round.
        kept: whether the draft is written as it is on show.
        resumed: whether it goes on where somebody left it.
        drawings, key_frames: how many of Review go along.

    Signals:
        changed: any of those.
        failed: an exception for the person.
    """

    changed = Signal()
    failed = Signal(object)

    def __init__(
        self, practice: PracticeModel, folder: Path, commands: CommandTable, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.practice, self._folder, self._commands = practice, folder, commands
        self.clip: Clip | None = None
        self.lesson: Lesson | None = None
        self.chosen: Chosen | None = None
        self.looping = self.resumed = False
        self.kept = True
        self.drawings = self.key_frames = 0
        self._before: Lesson | None = None
        self._blank: dict[str, Lesson] = {}
        self._errands = Errands(self)
        self._errands.failed.connect(self.failed)

    # The clip

    @property
    def ready(self) -> bool:
        """Whether there is something to work at."""
        return self.lesson is not None and self.practice.ready

    @property
    def length_s(self) -> float:
        """Of the clip, seconds."""
        return 0.0 if self.clip is None else self.clip.facts.duration_s

    @property
    def counts(self) -> "Counts | None":
        """Of its music."""
        return None if self.practice.reference is None else self.practice.reference.counts

    @property
    def eights(self) -> tuple[Phrase, ...]:
        """What a dance is cut into: eights where it is counted, else equal parts."""
        return phrases_of(0.0, self.length_s, self.counts)

    def open(self, clip: Clip, author: str) -> None:
        """Make a lesson of a clip, or go on with the one that was begun.

        Args:
            clip: of the library.
            author: who makes it, where it is a new one.
        """
        self.finish_typing()
        self.practice.run.finish()
        self.clip, self.lesson, self.chosen, self._before = clip, None, None, None
        folder = self._folder
        self._errands.run(
            "lesson: read", lambda: read_begun(folder, clip, author), returned=lambda begun: self._begin(clip, begun)
        )
        self.practice.open(clip.path)
        self.changed.emit()

    def look_at_drawings(self) -> None:
        """Count again what of Review goes along."""
        clip, folder = self.clip, self._folder
        if clip is None:
            return

        def counted(found: tuple[int, int]) -> None:
            self.drawings, self.key_frames = found
            self.changed.emit()

        self._errands.run("lesson: drawings", lambda: read_drawn(folder, clip), returned=counted)

    def _begin(self, clip: Clip, begun: Begun) -> None:
        self._blank[clip.facts.sha256] = begun.blank
        if clip is self.clip:
            self.lesson, self.resumed, self.kept = begun.lesson, begun.resumed, True
            self.drawings, self.key_frames = begun.drawings, begun.key_frames
            self.changed.emit()

    def close(self) -> None:
        """Keep what was made, and wait until it is."""
        self.finish_typing()
        self._errands.wait(_CLOSE_WITHIN_S)

    # Changing

    def change(self, title: str, change: Callable[[Lesson], Lesson]) -> None:
        """Change the lesson in one step that can be undone.

        Args:
            title: what the menu shows beside Undo.
            change: makes another lesson of it; the same where nothing changes.
        """
        self.finish_typing()
        if self.lesson is None:
            return
        before = self.lesson
        try:
            after = change(before)
        except InputError as error:
            self.failed.emit(error)
            return
        if after != before:
            self._take(after)
            self._remember(title, before, after)

    def preview(self, lesson: Lesson, *, keep: bool = False) -> None:
        """Show how it would be, while something is dragged or typed; `settle` makes it a step.

        Args:
            lesson: as it would be.
            keep: whether it is written at once, as what is typed.
        """
        if self.lesson is None:
            return
        if self._before is None:
            self._before = self.lesson
        if keep:
            self._take(lesson)
        else:
            self.lesson = lesson
            self.changed.emit()

    def settle(self, title: str) -> None:
        """What was shown holds; it is one step to undo."""
        before, self._before = self._before, None
        if before is not None and self.lesson is not None and before != self.lesson:
            self._take(self.lesson)
            self._remember(title, before, self.lesson)

    def finish_typing(self) -> None:
        """What is being typed or dragged is done."""
        self.settle(tr("Lesson"))

    def _remember(self, title: str, before: Lesson, after: Lesson) -> None:
        self._commands.done_by_hand(title, lambda: self._put(after), lambda: self._put(before))

    def _put(self, lesson: Lesson) -> None:
        """Undone or done again; of a clip that is not on show it is only written."""
        self._before = None
        if self.lesson is not None and lesson.sha256 == self.lesson.sha256:
            self._take(lesson)
        else:
            self._keep(lesson)

    def _take(self, lesson: Lesson) -> None:
        self.lesson, self.kept = lesson, False
        if row_of(lesson, self.chosen) is None:
            self.chosen = None
        self._keep(lesson)
        self.changed.emit()

    def _keep(self, lesson: Lesson) -> None:
        shelf, blank = LessonShelf(self._folder), self._blank.get(lesson.sha256)
        self._errands.run("lesson: keep", lambda: shelf.put_draft(lesson, blank), returned=lambda _: self._told(lesson))

    def _told(self, lesson: Lesson) -> None:
        if lesson == self.lesson and not self.kept:
            self.kept = True
            self.changed.emit()

    def when_kept(self, then: Callable[[], object]) -> None:
        """Do something once what is being written is written."""
        self._errands.run("lesson: kept", lambda: None, returned=lambda _: then())

    def finished(self, then: Callable[[], object]) -> None:
        """Practise it as it is now, from the next time on that its clip is opened.

        Args:
            then: called when it is written.
        """
        self.finish_typing()
        lesson, shelf = self.lesson, LessonShelf(self._folder)
        if lesson is not None:
            self._errands.run("lesson: practise", lambda: shelf.put(lesson), returned=lambda _: then())

    # Choosing

    def choose(self, chosen: Chosen | None, *, seek: bool = False) -> None:
        """Choose a step or a cue; None for nothing.

        Args:
            chosen: which one.
            seek: whether its beginning is looked at.
        """
        if chosen != self.chosen:
            self.chosen = chosen
            self.changed.emit()
        span = self.chosen_span
        if seek and span is not None:
            self.seek(span[0])

    @property
    def chosen_span(self) -> tuple[float, float] | None:
        """When what is chosen begins and ends; None where nothing is."""
        row = row_of(self.lesson, self.chosen)
        return None if row is None else (row.start_s, row.end_s)

    @property
    def chosen_text(self) -> str:
        """What the chosen one says."""
        return words_of(row_of(self.lesson, self.chosen))

    def order(self) -> list[Chosen]:
        """Steps and cues in the order of time."""
        return in_order(self.lesson)

    # Playing

    def seek(self, moment_s: float) -> None:
        """Look at another moment."""
        if self.practice.busy:
            self.practice.run.finish()
        self.practice.playhead.seek(moment_s)

    def toggle_play(self) -> None:
        """Play from here, or stop; what is chosen is played round and round where that is wanted."""
        practice = self.practice
        if practice.busy:
            practice.run.finish()
            return
        if self.lesson is None or not practice.ready:
            return
        span = self.chosen_span if self.looping else None
        practice.planning.replan(part=self._passage() if span is None else Phrase(*span, 1), loop=span is not None)
        practice.run.begin()

    def _passage(self) -> Phrase:
        """From the moment on show to where the lesson ends, or the clip behind it; anew from there."""
        assert self.lesson is not None
        at, begin, end = self.practice.playhead.moment_s, self.lesson.begin_s, self.lesson.end_s
        end = end if at < end - _OVER_S else self.length_s
        last = self.practice.reference.end_s if self.practice.reference is not None else end
        return Phrase(at, end, 1) if at < min(end, last) - _OVER_S else Phrase(begin, self.lesson.end_s, 1)

    def toggle_loop(self) -> None:
        """Play what is chosen round and round, or no longer."""
        self.looping = not self.looping
        self.changed.emit()

    def mark_near(self, direction: int) -> float:
        """The next (+1) or previous (-1) beginning of an eight, or edge of the lesson; seconds."""
        at = self.practice.playhead.moment_s
        edges = [0.0, self.length_s, *(eight.start_s for eight in self.eights)]
        if self.lesson is not None:
            edges += [self.lesson.begin_s, self.lesson.end_s]
        beyond = [edge for edge in edges if (edge - at) * direction > 1e-3]
        return at if not beyond else min(beyond) if direction > 0 else max(beyond)

    def snap(self, time_s: float, reach_s: float) -> float:
        """A time, moved onto a beat that is near; between beats there is always room."""
        beats = () if self.counts is None else self.counts.beats_s
        if len(beats) > 1:
            reach_s = min(reach_s, _OF_A_BEAT * (beats[-1] - beats[0]) / (len(beats) - 1))
        return editing.snapped(time_s, beats, reach_s)
