"""Makes a lesson and hands it over as the program does, and is killed at a moment that was chosen.

Run by `test_killed_lesson`, which says a line for each piece of work: see `library_work`.
"""

import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))

from library_work import analyse, main, say

from dancecoach.coaching.dance.phrases import Counts
from dancecoach.library.catalogue.records import Clip
from dancecoach.library.counts.counts_json import KeptCounts
from dancecoach.library.lesson import editing
from dancecoach.library.lesson.records import Lesson
from dancecoach.library.lesson.shelf import LessonShelf
from dancecoach.library.library import Library
from dancecoach.pipeline.lessons import make_lesson_of, receive_lesson
from dancecoach.progress import CancelToken

LESSON_FILE = "turn.dclesson"


def first_clip(library: Library) -> Clip:
    """The clip that is worked at."""
    return library.clips.get(1)


def draft(folder: Path, _films: Path) -> None:
    """Make a lesson in twenty changes, each kept before the next."""
    with Library(folder) as library:
        clip, shelf = first_clip(library), LessonShelf(folder)
        lesson = Lesson(clip.title, "", clip.facts.sha256, 0.0, clip.facts.duration_s)
        for number in range(20):
            lesson = editing.cue_added(lesson, f"cue {number}", number / 100, number / 100 + 1)
            shelf.put_draft(lesson)
            say("drafted", number)


def export(folder: Path, _films: Path) -> None:
    """Write a lesson file with all that there is of a clip, twice: the second time in the place of the first."""
    with Library(folder) as library:
        clip = first_clip(library)
        library.counts.put_edited(clip.facts.sha256, KeptCounts(Counts(tuple(np.arange(8) / 50)), "person", 100.0))
        library.analyses.put(analyse(clip.path, lambda _: None, CancelToken()), clip.path)
        lesson = Lesson("Turn", "", clip.facts.sha256, 0.0, clip.facts.duration_s)
        for edition in ("first", "second"):
            make_lesson_of(folder / LESSON_FILE, library, clip, editing.described(lesson, title=edition))
            say("written", edition)


def receive(folder: Path, films: Path) -> None:
    """Take a lesson of somebody else in."""
    with Library(folder) as library:
        received = receive_lesson(films / LESSON_FILE, library)
        say("received", received.clip.facts.sha256)


if __name__ == "__main__":
    main({"draft": draft, "export": export, "receive": receive})
