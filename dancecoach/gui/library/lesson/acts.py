"""What the commands of the workshop do."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import attrs

from dancecoach.errors import InputError
from dancecoach.gui.library.lesson.chosen import Chosen
from dancecoach.gui.library.lesson.model import WorkshopModel
from dancecoach.gui.library.lesson.words import tr
from dancecoach.library.lesson import editing
from dancecoach.library.lesson.editing import CUE_S, Edge
from dancecoach.library.lesson.records import Lesson

if TYPE_CHECKING:
    from dancecoach.library.lesson.records import LessonCue

#: Keys are pressed a moment late, and never exactly: a beat so near is meant, seconds.
_NEAR_S = 0.12


class WorkshopActs:
    """Changes the lesson at the moment on show.

    Args:
        model: of the page.
        write: lets the person write what is chosen, all of it marked.
    """

    def __init__(self, model: WorkshopModel, write: Callable[[], object]) -> None:
        self._model, self._write = model, write

    @property
    def now_s(self) -> float:
        """The moment on show."""
        return self._model.practice.playhead.moment_s

    @property
    def _here_s(self) -> float:
        """The moment on show, on a beat where one is near."""
        return self._model.snap(self.now_s, _NEAR_S)

    def begin_here(self) -> None:
        """The lesson begins here."""
        here, length = self._here_s, self._model.length_s
        self._model.change(tr("Begin here"), lambda lesson: editing.trimmed(lesson, length, begin_s=here))

    def end_here(self) -> None:
        """The lesson ends here."""
        here, length = self._here_s, self._model.length_s
        self._model.change(tr("End here"), lambda lesson: editing.trimmed(lesson, length, end_s=here))

    def take_all(self) -> None:
        """The lesson is all of the clip."""
        length = self._model.length_s
        self._model.change(tr("All of the clip"), lambda lesson: attrs.evolve(lesson, begin_s=0.0, end_s=length))

    def add_step(self) -> None:
        """A step begins here, and goes to the end of the eight; its name can be written at once."""
        model, here = self._model, self._here_s
        ends = [eight.end_s for eight in model.eights if eight.end_s > here + editing.LEAST_STEP_S]
        end = min(ends, default=model.length_s)
        if model.lesson is None:
            return
        before = len(model.lesson.steps)
        name = tr("Step {}").format(before + 1)
        model.change(tr("Add a step"), lambda lesson: editing.step_added(lesson, here, end, name))
        if len(model.lesson.steps) > before:
            self._choose_step(here)
            self._write()
        elif editing.step_at(model.lesson, here + 1e-3) is not None:
            problem, remedy = tr("has a step here already"), tr("split that one (X), or go to where there is none")
            model.failed.emit(InputError(problem, subject=tr("The lesson"), remedy=remedy))

    def eights(self) -> None:
        """Every eight that is no step yet becomes one."""
        model = self._model
        spans = [(eight.start_s, eight.end_s) for eight in model.eights]
        name = tr("Eight {}") if model.counts is not None else tr("Part {}")
        model.change(tr("Every eight a step"), lambda lesson: editing.steps_of(lesson, spans, name))

    def split(self) -> None:
        """The step of this moment becomes two."""
        model, here = self._model, self._here_s
        name = tr("Step {}").format(0 if model.lesson is None else len(model.lesson.steps) + 1)
        model.change(tr("Split the step"), lambda lesson: editing.step_split(lesson, here, name))
        self._choose_step(here)

    def join(self) -> None:
        """The chosen step and the next one become one."""
        chosen = self._model.chosen
        if chosen is not None and chosen.kind == "step":
            self._model.change(tr("Join steps"), lambda lesson: editing.step_joined(lesson, chosen.place))

    def add_cue(self) -> None:
        """Something is said here; it can be written at once."""
        model, here = self._model, self.now_s
        if model.lesson is None:
            return
        end, text = min(here + CUE_S, model.length_s), tr("What to look at")
        before = model.lesson.cues
        model.change(tr("Add a cue"), lambda lesson: editing.cue_added(lesson, text, here, end))
        new = [i for i, cue in enumerate(model.lesson.cues) if _is_new(cue, before)]
        if new:
            model.choose(Chosen("cue", new[0]))
            self._write()

    def edge_here(self, edge: Edge) -> None:
        """What is chosen begins or ends here."""
        model, chosen, span = self._model, self._model.chosen, self._model.chosen_span
        if chosen is None or span is None:
            return
        length, place = model.length_s, chosen.place
        if chosen.kind == "step":
            here = self._here_s
            model.change(tr("Move a step"), lambda lesson: editing.edge_moved(lesson, place, edge, here, length))
        else:
            here = self.now_s
            start, end = (here, max(span[1], here + CUE_S / 3)) if edge == "start" else (min(span[0], here), here)
            model.change(tr("Move a cue"), lambda lesson: editing.cue_moved(lesson, place, start, end, length))

    def say(self, text: str) -> None:
        """The chosen step has this name; the chosen cue says this."""
        chosen = self._model.chosen
        if chosen is not None:
            self._model.change(tr("Name"), lambda lesson: _said(lesson, chosen, text))

    def remove(self) -> None:
        """Take out what is chosen."""
        model, chosen = self._model, self._model.chosen
        if chosen is None:
            return
        change = editing.step_removed if chosen.kind == "step" else editing.cue_removed
        title = tr("Remove a step") if chosen.kind == "step" else tr("Remove a cue")
        model.choose(None)
        model.change(title, lambda lesson: change(lesson, chosen.place))

    def toggle_mirror(self) -> None:
        """Students see it as in a mirror, or no longer."""
        self._model.change(tr("Mirror"), lambda lesson: attrs.evolve(lesson, mirrored=not lesson.mirrored))

    def walk(self, direction: int) -> None:
        """Choose what comes next (+1) or before (-1), in the order of time."""
        model, order = self._model, self._model.order()
        if not order:
            return
        at = order.index(model.chosen) + direction if model.chosen in order else 0 if direction > 0 else -1
        model.choose(order[min(max(at, -1), len(order) - 1)], seek=True)

    def step(self, seconds: float) -> None:
        """Look a little earlier or later."""
        self._model.seek(self.now_s + seconds)

    def jump(self, direction: int) -> None:
        """Go to the next or previous eight."""
        self._model.seek(self._model.mark_near(direction))

    def _choose_step(self, moment_s: float) -> None:
        lesson = self._model.lesson
        place = None if lesson is None else editing.step_at(lesson, moment_s + 1e-3)
        if place is not None:
            self._model.choose(Chosen("step", place))


def _is_new(cue: "LessonCue", before: "tuple[LessonCue, ...]") -> bool:
    return all(cue is not other for other in before)


def _said(lesson: Lesson, chosen: Chosen, text: str) -> Lesson:
    change = editing.step_renamed if chosen.kind == "step" else editing.cue_said
    return change(lesson, chosen.place, text)
