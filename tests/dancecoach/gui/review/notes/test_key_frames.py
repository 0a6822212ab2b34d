"""Key frames are marked, noted, found again and taken away in the real window."""

import pytest
from PySide6.QtCore import QPoint, Qt


@pytest.fixture
def press(window, qtbot, session):
    with qtbot.waitActive(window):
        window.activateWindow()
    return lambda key, modifier=Qt.KeyboardModifier.NoModifier: qtbot.keyClick(window, key, modifier)


def frames(session):
    return [frame for frame, _ in session.notes.key_frames.items()]


def test_a_key_marks_a_frame_and_takes_the_mark_away(review, session, press):
    review.model.seek(30)
    press(Qt.Key.Key_N)
    assert frames(session) == [30]
    press(Qt.Key.Key_N)
    assert frames(session) == []


def test_a_note_is_typed_and_is_one_step_of_undo(review, session, press, qtbot, context):
    review.model.seek(30)
    press(Qt.Key.Key_N, Qt.KeyboardModifier.ShiftModifier)
    note = review.work.panel.note
    qtbot.waitUntil(note.hasFocus)
    qtbot.keyClicks(note, "arms late, JKL")
    assert session.notes.key_frames[30].note == "arms late, JKL"
    assert not review.model.playing, "letters are typed, not pressed"
    qtbot.keyClick(note, Qt.Key.Key_Escape)
    qtbot.waitUntil(review.canvas.hasFocus)
    context.commands.run("app.undo")
    assert session.notes.key_frames[30].note == ""
    context.commands.run("app.undo")
    assert frames(session) == []


def test_key_frames_are_gone_to_one_after_another(review, session, press):
    for frame in (20, 50, 80):
        review.model.seek(frame)
        press(Qt.Key.Key_N)
    review.model.seek(0)
    places = []
    for _ in range(4):
        press(Qt.Key.Key_PageDown)
        places.append(review.model.playhead)
    assert places == [20, 50, 80, 80]
    press(Qt.Key.Key_PageUp)
    assert review.model.playhead == 50


def test_the_list_is_walked_with_keys(review, session, desk, qtbot, press):
    for frame in (20, 50):
        review.model.seek(frame)
        desk.key_frames.toggle()
    review.model.seek(0)
    press(Qt.Key.Key_C, Qt.KeyboardModifier.ShiftModifier)
    rows = review.work.panel.list
    qtbot.waitUntil(rows.hasFocus)
    rows.setCurrentIndex(rows.model().index(1))
    qtbot.keyClick(rows, Qt.Key.Key_Return)
    assert review.model.playhead == 50
    qtbot.keyClick(rows, Qt.Key.Key_Delete)
    assert frames(session) == [20]


def test_a_flag_is_dragged_to_another_frame(review, session, desk, qtbot, context):
    review.model.seek(30)
    desk.key_frames.toggle()
    line = review.timeline
    y = round(line.lanes[0].box.center().y())

    def place(frame):
        return QPoint(round(line.axis.x(review.model.times[frame])), y)

    qtbot.mousePress(line, Qt.MouseButton.LeftButton, pos=place(30))
    for frame in (36, 41):
        qtbot.mouseMove(line, place(frame))
    qtbot.mouseRelease(line, Qt.MouseButton.LeftButton, pos=place(41))
    assert frames(session) == [41]
    assert review.model.playhead == 41
    context.commands.run("app.undo")
    assert frames(session) == [30]


def test_the_time_line_tells_the_note_under_the_mouse(review, session, desk):
    review.model.seek(30)
    desk.key_frames.toggle()
    desk.key_frames.write(30, "knees apart")
    session.end_gesture()
    line = review.timeline
    tip = line.tip(line.axis.x(review.model.times[30]), line.lanes[0].box.center().y())
    assert "Key frame 30" in tip
    assert "knees apart" in tip


def test_what_cannot_be_written_says_so(review, session, context, reopen, other_clip, posted):
    from dancecoach.files import sha256_of
    from dancecoach.notes.records import NotedClip

    with session.store.open(NotedClip(sha256_of(other_clip), 120)):
        reopen(other_clip)
        assert not context.commands.action("review.key_frame").isEnabled()
        assert "another window" in review.work.panel.problem.text()
        assert not review.work.panel.problem.isHidden()


def test_a_stretch_without_key_frames_is_drawn(review, session, desk):
    review.model.seek(30)
    desk.key_frames.toggle()
    review.model.show_stretch(2.0, 3.0)
    assert not review.timeline.grab().isNull()
