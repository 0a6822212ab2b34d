"""Lessons from a terminal: one made of a clip of the library, one taken into it."""

from collections.abc import Callable
from pathlib import Path

import attrs
from rich.console import Console

from dancecoach.cli import exits
from dancecoach.cli.display import shown
from dancecoach.cli.interrupt import cancelled_by_signals
from dancecoach.errors import ArchiveError, Cancelled, DancecoachError, InputError, LibraryError
from dancecoach.i18n import _
from dancecoach.library.catalogue.question import Question
from dancecoach.library.catalogue.records import Clip
from dancecoach.library.catalogue.search import find
from dancecoach.library.lesson.records import Lesson
from dancecoach.library.library import Library, usual_folder
from dancecoach.pipeline.lessons import make_lesson_of, receive_lesson
from dancecoach.progress import CancelToken


@attrs.frozen
class LessonCall:
    """What the person asked for.

    Attributes:
        question: which clip of the library; one alone must fit.
        out: the lesson file.
        folder: the library's; None takes the usual one.
        title: of the lesson; "" takes the clip's.
        author: who made it.
        begin_s: where the dance begins, seconds.
        end_s: where it ends; None for the end of the clip.
    """

    question: str
    out: Path
    folder: Path | None
    title: str
    author: str
    begin_s: float
    end_s: float | None


def make(call: LessonCall) -> int:
    """Write a lesson file; the exit code."""

    def do(library: Library, cancel: CancelToken) -> str:
        clip = _the_one(library, call.question)
        begin_s, end_s = _span(call, clip)
        lesson = Lesson(call.title or clip.title, "", clip.facts.sha256, begin_s, end_s, call.author, clip.note)
        make_lesson_of(call.out, library, clip, lesson, cancel)
        return f"{call.out}: {lesson.title}, {end_s - begin_s:.1f} s, {call.out.stat().st_size / 1e6:.1f} MB"

    return _with_library(call.folder, do)


def receive(path: Path, folder: Path | None) -> int:
    """Take a lesson into the library; the exit code."""

    def do(library: Library, cancel: CancelToken) -> str:
        received = receive_lesson(path, library, cancel)
        said = [_("“{}” is in the library").format(received.clip.title), *received.warnings]
        return "; ".join(said)

    return _with_library(folder, do)


def _with_library(folder: Path | None, do: Callable[[Library, CancelToken], str]) -> int:
    out, err = Console(), Console(stderr=True)
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
    if len(ids) != 1:
        problem = _("{} clips fit").format(len(ids))
        raise InputError(problem, subject=f"“{question}”", remedy=_("say more exactly which one"))
    return library.clips.get(ids[0])


def _span(call: LessonCall, clip: Clip) -> tuple[float, float]:
    end_s = clip.facts.duration_s if call.end_s is None else min(call.end_s, clip.facts.duration_s)
    if not call.begin_s < end_s:
        raise InputError(
            _("nothing of the clip is left"), subject=f"{call.begin_s:g} s", remedy=_("let it begin before it ends")
        )
    return call.begin_s, end_s
