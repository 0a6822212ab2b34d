"""Gets a reference ready behind the window: its stored analysis, or one made now, and its sound."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from dancecoach.errors import OutputError
from dancecoach.gui.analysing import Analyse, stored_as
from dancecoach.gui.context import AppContext
from dancecoach.gui.libraries import load_pose
from dancecoach.progress import CancelToken, Progress

if TYPE_CHECKING:
    from dancecoach.pipeline.practice.reference import Reference


def load_reference(
    path: Path,
    context: AppContext,
    analyse: Analyse,
    tell: Callable[[Progress], None],
    cancel: CancelToken,
    *,
    with_lesson: bool = True,
) -> "Reference":
    """The reference; in a job's thread.

    Args:
        path: of the clip.
        context: has the store.
        analyse: looks at a clip that was not analysed yet.
        tell: hears how far it is.
        cancel: stops it.
        with_lesson: as its lesson shows it, where it has one; else the clip as it is.

    Raises:
        Cancelled: the token was set.
        InputError: it cannot be used; the sentence says why.
        EngineError: the pose engine is not there.
    """
    load_pose()
    from dancecoach.library.counts.store import CountsStore
    from dancecoach.library.lesson.shelf import LessonShelf
    from dancecoach.pipeline.practice.reference import prepare

    chosen, store = context.settings.current, context.store
    kept_as = stored_as(path, chosen)
    person = store.chosen(path) if kept_as[1] else None
    analysis = store.find(path, *kept_as, person)
    if analysis is None:
        analysis = analyse(path, chosen, tell, cancel, **({} if person is None else {"person": person}))
        cancel.check()
        try:
            store.put(analysis, path)
        except OutputError as error:
            context.notifier.error(error)  # it can be danced to all the same
    tell(Progress(_tr("listening to the music"), 0))
    lessons, sha256 = LessonShelf(store.root.parent), analysis.sha256
    lesson = (lessons.lesson(sha256) or lessons.draft(sha256)) if with_lesson else None
    packs = () if lesson is None else lessons.models(sha256)
    return prepare(analysis, CountsStore(store.root.parent / "counts"), cancel, lesson=lesson, packs=packs)


def _tr(text: str) -> str:
    return QCoreApplication.translate("PracticeLoader", text)
