"""What a library keeps of a clip when its lesson is opened in the workshop. No Qt: read in a thread."""

from pathlib import Path

import attrs

from dancecoach.library.catalogue.records import Clip
from dancecoach.library.lesson import editing
from dancecoach.library.lesson.records import Lesson
from dancecoach.library.lesson.shelf import LessonShelf
from dancecoach.notes.records import NotedClip
from dancecoach.notes.store import NotesStore


@attrs.frozen
class Begun:
    """What is there when a clip is opened: its lesson as far as it was made, and what of Review goes along.

    Attributes:
        lesson: the draft, else the lesson that is practised, else a bare one.
        blank: a bare one, of which nothing is said yet.
        resumed: whether it is a draft.
        drawings, key_frames: how many go along.
    """

    lesson: Lesson
    blank: Lesson
    resumed: bool
    drawings: int
    key_frames: int


def read_begun(folder: Path, clip: Clip, author: str) -> Begun:
    """What there is of a clip.

    Args:
        folder: of the library.
        clip: of it.
        author: who makes the lesson, where it is a new one.

    Raises:
        NotesError: its drawings cannot be read.
    """
    sha256, shelf = clip.facts.sha256, LessonShelf(folder)
    draft = shelf.draft(sha256)
    blank = editing.begun(clip.title, sha256, clip.facts.duration_s, author=author, text=clip.note)
    return Begun(draft or shelf.lesson(sha256) or blank, blank, draft is not None, *read_drawn(folder, clip))


def read_drawn(folder: Path, clip: Clip) -> tuple[int, int]:
    """How many drawings and key frames of Review go along.

    Raises:
        NotesError: they cannot be read.
    """
    notes = NotesStore(folder / "notes").read(NotedClip(clip.facts.sha256, max(1, clip.facts.frames)))
    return len(notes.drawings), len(notes.key_frames)
