"""What there is of a clip when its lesson is opened: the draft before the lesson, and that before nothing."""

import attrs
import pytest

from dancecoach.gui.library.lesson.begun import read_begun
from dancecoach.library.catalogue.records import FileFacts, Kind, Storage
from dancecoach.library.lesson.editing import begun, described
from dancecoach.library.lesson.shelf import LessonShelf
from dancecoach.library.library import Library
from dancecoach.notes.drawing import Drawing
from dancecoach.notes.drawing_edits import add_drawing
from dancecoach.notes.records import NotedClip
from dancecoach.notes.store import NotesStore

SHA = "ab" * 32


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "library"


@pytest.fixture
def clip(folder, tmp_path):
    with Library(folder) as library:
        facts = FileFacts(SHA, "Turn", Kind.VIDEO, 6, 64, 48, 30.0, 90, 3.0)
        added, _new = library.clips.add(facts, Storage.LINKED, tmp_path / "turn.mp4")
        library.clips.write_note(added.id, "Slowly.")
        return library.clips.get(added.id)


def test_of_a_clip_without_a_lesson_one_is_begun_from_what_is_known(folder, clip):
    found = read_begun(folder, clip, "Anna")
    assert found.lesson == found.blank == begun("Turn", SHA, 3.0, author="Anna", text="Slowly.")
    assert (found.resumed, found.drawings, found.key_frames) == (False, 0, 0)


def test_the_draft_goes_before_the_lesson_and_both_before_a_bare_one(folder, clip):
    shelf, blank = LessonShelf(folder), begun("Turn", SHA, 3.0)
    shelf.put(attrs.evolve(described(blank, title="practised"), media="media/turn.mp4"))
    found = read_begun(folder, clip, "Anna")
    assert (found.lesson.title, found.resumed, found.blank.title) == ("practised", False, "Turn")
    shelf.put_draft(described(blank, title="being made"))
    found = read_begun(folder, clip, "Anna")
    assert (found.lesson.title, found.resumed) == ("being made", True)


def test_it_is_counted_what_was_drawn_in_review(folder, clip):
    with NotesStore(folder / "notes").open(NotedClip(SHA, 90)) as notes:
        notes.history.do(add_drawing(Drawing("line", ((0.1, 0.1), (0.2, 0.2)), 0, 5)))
        notes.save()
    found = read_begun(folder, clip, "Anna")
    assert (found.drawings, found.key_frames) == (1, 0)
