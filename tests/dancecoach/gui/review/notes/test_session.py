"""Notes come and go with the clip in the real window; what is written is kept, and taken back where it was done."""

import threading

from PySide6.QtCore import Qt

from dancecoach.errors import OutputError
from dancecoach.files import sha256_of
from dancecoach.gui.review.notes.kinds import EVERYTHING, Kind
from dancecoach.gui.review.notes.session import own_name
from dancecoach.notes.clip_edits import move_key_frame, put_key_frame
from dancecoach.notes.phase_edits import add_annotator, move_boundary, relabel_range
from dancecoach.notes.records import NotedClip
from dancecoach.notes.store import NotesStore


def test_what_is_written_is_there_when_the_clip_comes_back(session, reopen, counted_clip, other_clip):
    session.do(put_key_frame(12, "arms late"))
    reopen(other_clip)
    assert not session.notes.key_frames
    reopen(counted_clip)
    assert session.notes.key_frames[12].note == "arms late"


def test_every_edit_is_a_step_of_the_windows_undo(session, context):
    session.do(put_key_frame(12))
    session.do(put_key_frame(40))
    context.commands.run("app.undo")
    assert [frame for frame, _ in session.notes.key_frames.items()] == [12]
    context.commands.run("app.undo")
    assert session.notes.empty
    context.commands.run("app.redo")
    context.commands.run("app.redo")
    assert [frame for frame, _ in session.notes.key_frames.items()] == [12, 40]


def test_a_gesture_is_one_step(session, context, qtbot):
    session.do(add_annotator("Ann"))
    session.do(relabel_range("Ann", 20, 119, "skill"))
    for to in (25, 40, 33):
        session.do(move_boundary("Ann", 20, to), gesture="drag 1")
    assert session.moving
    with qtbot.waitSignal(session.gesture_ended):
        session.end_gesture()
    assert not session.moving
    assert [s.start_frame for s in session.notes.track("Ann").segments()] == [0, 33]
    context.commands.run("app.undo")
    assert [s.start_frame for s in session.notes.track("Ann").segments()] == [0, 20]


def test_a_gesture_that_comes_back_is_no_step(session, context):
    session.do(put_key_frame(12))
    count = context.commands.undo_stack.count()
    for to in (13, 14, 12):
        session.do(move_key_frame(12, to), gesture="drag")
    session.end_gesture()
    assert context.commands.undo_stack.count() == count


def test_undo_in_another_clip_touches_neither(session, context, reopen, counted_clip, other_clip):
    session.do(put_key_frame(12))
    reopen(other_clip)
    session.do(put_key_frame(5))
    context.commands.run("app.undo")
    context.commands.run("app.undo")  # was done to the clip before
    assert session.notes.empty
    reopen(counted_clip)
    assert 12 in session.notes.key_frames


def test_undo_goes_on_where_it_was_when_the_clip_comes_back(session, context, reopen, counted_clip, other_clip):
    session.do(put_key_frame(12))
    session.do(put_key_frame(30))
    reopen(other_clip)
    reopen(counted_clip)
    context.commands.run("app.undo")
    context.commands.run("app.undo")
    assert session.notes.empty
    context.commands.run("app.redo")
    assert 12 in session.notes.key_frames


def test_what_the_window_and_the_notes_say_is_done_never_parts(session, context, reopen, counted_clip, other_clip):
    session.do(put_key_frame(12))
    session.do(put_key_frame(30))
    reopen(other_clip)
    context.commands.run("app.undo")  # of frame 30, which rests
    reopen(counted_clip)
    context.commands.run("app.undo")
    assert session.notes.empty
    context.commands.run("app.redo")
    assert [frame for frame, _ in session.notes.key_frames.items()] == [12]
    context.commands.run("app.redo")
    assert [frame for frame, _ in session.notes.key_frames.items()] == [12, 30]


def test_those_who_listen_hear_what_changed(session, qtbot, reopen, other_clip):
    with qtbot.waitSignal(session.changed) as heard:
        session.do(put_key_frame(12))
    assert heard.args == [{Kind.KEY_FRAMES}]
    with qtbot.waitSignal(session.changed) as heard:
        session.do(add_annotator("Ann"))
    assert heard.args == [{Kind.PHASES}]
    with qtbot.waitSignal(session.changed) as heard:
        reopen(other_clip)
    assert heard.args == [EVERYTHING]


def test_an_edit_that_cannot_be_done_is_told(session, posted):
    assert not session.do(move_key_frame(12, 13))
    assert "is no key frame" in posted[-1].text
    assert session.notes.empty


def test_notes_that_another_window_has_can_be_looked_at(
    window, review, qtbot, context, counted_clip, other_clip, posted
):
    store = NotesStore(context.store.root.parent / "notes", autosave_s=None)
    with store.open(NotedClip(sha256_of(other_clip), 120, "other.mp4")) as elsewhere:
        elsewhere.history.do(put_key_frame(7))
        window.open_clip(other_clip)
        qtbot.waitUntil(lambda: review.notes.notes is not None and review.model.path == other_clip)
        assert 7 in review.notes.notes.key_frames
        assert not review.notes.editable
        assert "another window" in posted[-1].text
        assert not review.notes.do(put_key_frame(8))
        assert 8 not in review.notes.notes.key_frames


def test_a_damaged_file_is_kept_aside_and_told(session, context, reopen, counted_clip, other_clip, posted):
    session.do(put_key_frame(12))
    reopen(other_clip)
    file = next(session.store.root.glob(f"??/{sha256_of(counted_clip)}.json"))
    file.write_text("{ nothing of it", "utf-8")
    reopen(counted_clip)
    assert session.editable
    assert session.notes.empty
    assert "kept as" in posted[-1].text
    assert list((session.store.root / "damaged").iterdir())


def test_closing_the_window_saves(window, session, context, counted_clip):
    session.do(put_key_frame(12, "last words"))
    window.close()
    clip = NotedClip(sha256_of(counted_clip), 120)
    with NotesStore(session.store.root).open(clip) as again:
        assert again.messages == ()
        assert again.notes.key_frames[12].note == "last words"


def test_another_clip_need_not_wait_for_a_slow_disk(
    window, review, qtbot, context, monkeypatch, counted_clip, other_clip
):
    qtbot.waitUntil(lambda: review.notes.editable)
    slow, real = threading.Event(), context.store.sha256

    def sha256(path):
        if path == other_clip:
            slow.wait(20)
        return real(path)

    monkeypatch.setattr(context.store, "sha256", sha256)
    window.open_clip(other_clip)
    qtbot.waitUntil(lambda: review.model.ready)
    assert review.notes.notes is None
    window.open_clip(counted_clip)
    qtbot.waitUntil(lambda: review.notes.editable, timeout=30_000)
    assert review.notes.notes.clip.sha256 == real(counted_clip)
    slow.set()
    qtbot.waitUntil(lambda: not context.jobs.jobs)
    with review.notes.store.open(NotedClip(real(other_clip), 120)):
        pass  # nobody left it open


def test_a_disk_that_cannot_be_written_is_told(session, reopen, other_clip, posted, qtbot, monkeypatch):
    def full(*_):
        raise OutputError("cannot be written (disk full)", subject="notes", remedy="make room")

    monkeypatch.setattr("dancecoach.notes.open_notes.write_text", full)
    session.do(put_key_frame(12))
    reopen(other_clip)
    qtbot.waitUntil(lambda: any("disk full" in notice.text for notice in posted))


def test_the_annotator_is_the_persons_name_until_another_is_chosen(session, context):
    assert session.annotator == own_name()
    session.choose_annotator("Ann")
    assert (session.annotator, context.settings.current.annotator) == ("Ann", "Ann")
    assert session.track is None
    session.do(add_annotator("Bo"))
    assert session.annotator == "Ann", "chosen for this clip"
    session.do(add_annotator("Ann"))
    assert session.track.annotator == "Ann"


def test_who_labelled_a_clip_is_who_goes_on(session, context, reopen, counted_clip, other_clip):
    session.do(add_annotator("Bo"))
    session.choose_annotator("Ann")
    reopen(other_clip)
    assert session.annotator == "Ann"
    reopen(counted_clip)
    assert session.annotator == "Bo", "the only one there is"
    session.rename_annotator("Cyd")
    assert (session.annotator, session.notes.annotators) == ("Cyd", ("Cyd",))
    context.commands.run("app.undo")
    assert session.annotator == "Bo"


def test_ctrl_z_takes_an_edit_back(window, session, qtbot):
    with qtbot.waitActive(window):
        window.activateWindow()
    session.do(put_key_frame(12))
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert session.notes.empty
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert 12 in session.notes.key_frames
