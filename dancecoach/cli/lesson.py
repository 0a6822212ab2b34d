"""Lessons from a terminal: one made of a clip of the library, one taken into it."""

from collections.abc import Callable
from pathlib import Path

import attrs

from dancecoach.cli import exits
from dancecoach.cli.display import consoles, shown
from dancecoach.cli.interrupt import cancelled_by_signals
from dancecoach.errors import ArchiveError, Cancelled, DancecoachError, InputError, LibraryError
from dancecoach.i18n import _
from dancecoach.library.catalogue.question import Question
from dancecoach.library.catalogue.records import Clip
from dancecoach.library.catalogue.search import find
from dancecoach.library.lesson.editing import begun, described
from dancecoach.library.lesson.records import Lesson
from dancecoach.library.lesson.shelf import LessonShelf
from dancecoach.library.library import Library, usual_folder
from dancecoach.pipeline.lessons import make_lesson_of, receive_lesson
from dancecoach.pipeline.practice.reference import LEAST_SEEN_S
from dancecoach.progress import CancelToken


@attrs.frozen
class LessonCall:
    """What the person asked for.

    Attributes:
        question: which clip of the library; one alone must fit.
        out: the lesson file.
        folder: the library's; None takes the usual one.
        title: of the lesson; "" takes that of the lesson made in the window, else the clip's.
        author: who made it; "" likewise.
        begin_s: where the dance begins, seconds; None likewise, else the clip's beginning.
        end_s: where it ends; None likewise, else the clip's end.
    """

    question: str
    out: Path
    folder: Path | None
    title: str
    author: str
    begin_s: float | None
    end_s: float | None


def make(call: LessonCall) -> int:
    """Write a lesson file, with the steps and cues of the one made in the window; its clip is a reference then.

    Returns:
        The exit code.
    """

    def do(library: Library, cancel: CancelToken) -> str:
        clip = _the_one(library, call.question)
        lesson = _lesson(call, clip, LessonShelf(library.folder))
        make_lesson_of(call.out, library, clip, lesson, cancel)
        # As in the window: whoever hands it out practises the same, and finds it among the references.
        LessonShelf(library.folder).put(lesson)
        library.clips.mark_reference(clip.id, reference=True)
        length_s, size = lesson.end_s - lesson.begin_s, call.out.stat().st_size
        said = _("{title}, {length:.1f} s, {size:.1f} MB").format(title=lesson.title, length=length_s, size=size / 1e6)
        parts = _("steps: {steps}, cues: {cues}").format(steps=len(lesson.steps), cues=len(lesson.cues))
        told = f"{call.out}: {said}" + (f", {parts}" if lesson.steps or lesson.cues else "")
        if clip.facts.duration_s < LEAST_SEEN_S:
            told += "; " + _("its clip is too short to dance to: {:g} seconds are needed").format(LEAST_SEEN_S)
        return told

    return _with_library(call.folder, do)


def receive(path: Path, folder: Path | None) -> int:
    """Take a lesson into the library; the exit code."""

    def do(library: Library, cancel: CancelToken) -> str:
        received = receive_lesson(path, library, cancel)
        said = [_("“{}” is in the library").format(received.clip.title), *received.warnings]
        return "; ".join(said)

    return _with_library(folder, do)


def _with_library(folder: Path | None, do: Callable[[Library, CancelToken], str]) -> int:
    out, err = consoles()
    try:
        with Library(folder or usual_folder()) as library, cancelled_by_signals() as cancel:
            out.print(shown(do(library, cancel)), markup=False, highlight=False, soft_wrap=True)
    except Cancelled:
        return exits.STOPPED
    except DancecoachError as error:
        err.print(shown(str(error)), markup=False, highlight=False, soft_wrap=True)
        if isinstance(error, ArchiveError):
            return exits.UNUSABLE_INPUT
        wrong = isinstance(error, InputError) and not isinstance(error, LibraryError)
        return exits.WRONG_CALL if wrong else exits.IN_THE_WAY
    return exits.DONE


def _the_one(library: Library, question: str) -> Clip:
    ids = find(library.database, Question.read(question))
    if not ids:
        raise InputError(
            _("no clip of the library fits"),
            subject=f"“{question}”",
            remedy=_("import it first, or say its title as `dancecoach library list` does"),
        )
    if len(ids) > 1:
        problem = _("{} clips fit").format(len(ids))
        raise InputError(problem, subject=f"“{question}”", remedy=_("say more exactly which one"))
    return library.clips.get(ids[0])


def _lesson(call: LessonCall, clip: Clip, shelf: LessonShelf) -> Lesson:
    """What was made in the window, or the bare clip, with what the person asked for."""
    sha256, length_s = clip.facts.sha256, clip.facts.duration_s
    made = shelf.draft(sha256) or shelf.lesson(sha256) or begun(clip.title, sha256, length_s, text=clip.note)
    begin_s = made.begin_s if call.begin_s is None else call.begin_s
    end_s = made.end_s if call.end_s is None else min(call.end_s, length_s)
    if not begin_s < end_s:
        raise InputError(
            _("nothing of the clip is left"), subject=f"{begin_s:g} s", remedy=_("let it begin before it ends")
        )
    named = described(made, title=call.title, author=call.author or None)
    return attrs.evolve(named, begin_s=begin_s, end_s=end_s)
