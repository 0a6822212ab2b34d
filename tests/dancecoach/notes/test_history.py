from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dancecoach.errors import NotesError
from dancecoach.notes.changes import applied, differences
from dancecoach.notes.clip_edits import put_key_frame, set_capture_fps, set_origin
from dancecoach.notes.drawing import Drawing
from dancecoach.notes.drawing_edits import add_drawing, move_drawings
from dancecoach.notes.edits import together
from dancecoach.notes.history import History
from dancecoach.notes.notes import Notes
from dancecoach.notes.notes_json import from_bytes, to_text
from dancecoach.notes.phase_edits import add_annotator, move_boundary, split
from dancecoach.notes.records import NotedClip

CLIP = NotedClip("9f" * 32, 40, "Übung 1.mp4")


def some_notes():
    """Notes with something to edit, so that few of the edits drawn by chance have nothing to work on."""
    history = History(Notes(CLIP))
    history.do(add_annotator("Ann"))
    for frame, phase in ((5, "idle"), (12, "take-off"), (20, "skill"), (28, "landing")):
        history.do(split("Ann", frame, phase))
    for kind in ("line", "arrow", "distance"):
        history.do(add_drawing(Drawing(kind, ((0.1, 0.1), (0.2, 0.2)), 3, 9)))
    return history.do(put_key_frame(20, "tucked"))


def done(history, edit, gesture=None):
    try:
        history.do(edit, gesture)
    except NotesError:
        return False
    return True


@pytest.fixture(scope="session")
def any_edits(any_edit):
    return st.lists(st.tuples(any_edit, st.sampled_from([None, None, "drag"])), max_size=25)


@settings(max_examples=80, deadline=None)
@given(data=st.data())
def test_any_edits_undone_are_the_document_at_the_start_and_redone_the_one_at_the_end(data, any_edits):
    start = some_notes()
    history = History(start)
    told = [start]
    history.subscribe(lambda change: told.append(change.after))
    for edit, gesture in data.draw(any_edits):
        done(history, edit, gesture)
        check_invariants(history.notes)
    end, steps = history.notes, len(history)
    while history.undo():
        check_invariants(history.notes)
    assert history.notes is start
    assert (history.undo_label, len(history)) == (None, 0)
    assert sum(1 for _ in iter(history.redo, False)) == steps
    assert history.notes is end
    assert history.redo_label is None
    assert told[-1] is end or steps == 0
    check_written_form(end)
    for before, after in pairwise(told):
        assert applied(before, differences(before, after)) == after


def check_invariants(notes):
    """Phases cover every frame once; every drawing is found where it is seen; numbers are never given twice."""
    for track in notes.tracks:
        frames = [frame for s in track.segments() for frame in range(s.start_frame, s.end_frame + 1)]
        assert frames == list(range(notes.clip.frames))
        assert len(track) == len(list(track.segments()))
    assert [d.id for d in notes.drawings] == sorted({d.id for d in notes.drawings})
    assert max((d.id for d in notes.drawings), default=0) < notes.next_id
    for frame in (0, 7, 20, 39):
        seen = [d for d in notes.drawings if d.opacity_at(frame) > 0]
        assert notes.drawings.visible_at(frame) == seen
    assert all(frame == key.frame for frame, key in notes.key_frames.items())


def check_written_form(notes):
    text = to_text(notes, 12)
    read = from_bytes(text.encode(), notes.clip)
    assert read.notes == notes
    assert (read.revision, read.lost) == (12, 0)
    assert read.notes.clip.name == notes.clip.name
    assert to_text(read.notes, 12) == text


def test_an_edit_after_an_undo_forgets_what_was_undone(blank):
    history = History(blank)
    history.do(set_origin(3))
    history.do(put_key_frame(5))
    assert history.undo()
    assert history.redo_label == "Add key frame"
    history.do(set_capture_fps(240.0))
    assert not history.redo()
    assert history.notes.origin_frame == 3
    assert history.undo_label == "Set capture rate"


def test_an_edit_that_changes_nothing_is_no_step(blank):
    history, told = History(blank), []
    history.do(set_origin(3))
    history.subscribe(told.append)
    history.do(set_origin(3))
    history.do(together("Nothing", set_origin(8), set_origin(3)))
    assert (len(history), told) == (1, [])


def test_a_drag_is_one_step_and_each_part_starts_from_its_beginning(blank):
    history = History(blank)
    history.do(add_annotator("Ann"))
    history.do(split("Ann", 20, "skill"))
    history.do(split("Ann", 25, "landing"))
    told = []
    history.subscribe(told.append)
    for to in (19, 15, 30, 22):
        history.do(move_boundary("Ann", 20, to), gesture="drag 1")
    assert [s.start_frame for s in history.notes.track("Ann").segments()] == [0, 22, 25]
    assert [change.open for change in told] == [True] * 4
    history.end_gesture()
    assert told[-1].open is False
    assert told[-1].after is history.notes
    history.undo()
    assert [s.start_frame for s in history.notes.track("Ann").segments()] == [0, 20, 25]
    history.redo()
    assert [s.start_frame for s in history.notes.track("Ann").segments()] == [0, 22, 25]


def test_a_drag_back_to_where_it_began_leaves_no_step(blank):
    history = History(blank)
    history.do(add_drawing(Drawing("line", ((0.1, 0.1), (0.2, 0.2)), 0, 5)))
    start = history.notes
    for dx in (0.1, 0.2, 0.0, 0.3, 0.0):
        history.do(move_drawings([1], dx, 0.0), gesture="drag 2")
    assert history.notes == start
    assert len(history) == 1
    history.do(move_drawings([1], 0.25, 0.0), gesture="drag 2")
    history.undo()
    assert history.notes == start
    assert history.notes.drawings[1].points == ((0.1, 0.1), (0.2, 0.2))


def test_two_drags_of_the_same_thing_are_two_steps(blank):
    history = History(blank)
    history.do(add_drawing(Drawing("text", ((0.0, 0.0),), 0, 5)))
    history.do(move_drawings([1], 0.1, 0.0), gesture=("drag", 1))
    history.end_gesture()
    history.do(move_drawings([1], 0.1, 0.0), gesture=("drag", 1))
    assert history.notes.drawings[1].points == ((0.2, 0.0),)
    assert len(history) == 3


def test_what_cannot_be_done_changes_nothing_and_says_why(blank):
    history = History(blank)
    history.do(add_annotator("Ann"), gesture="g")
    with pytest.raises(NotesError, match=r"Ann: is there already; choose another name\."):
        history.do(add_annotator("Ann"), gesture="h")
    with pytest.raises(NotesError, match=r"Bo: is no annotator of this clip; choose one of: Ann\."):
        history.do(split("Bo", 3))
    with pytest.raises(NotesError, match=r"40: is not one of the clip’s 40 frames; choose one from 0 to 39\."):
        history.do(split("Ann", 40))
    with pytest.raises(NotesError, match="no possible capture_fps"):
        history.do(set_capture_fps(0.0))
    assert history.notes.annotators == ("Ann",)
    assert len(history) == 1


def test_a_listener_that_has_gone_hears_nothing(blank):
    history, told = History(blank), []
    end = history.subscribe(told.append)
    history.do(set_origin(1))
    end()
    end()
    history.do(set_origin(2))
    assert [change.after.origin_frame for change in told] == [1]
    assert told[0].label == "Set time origin"
