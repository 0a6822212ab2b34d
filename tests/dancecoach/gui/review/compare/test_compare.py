"""Comparing through the real window: the other goes along, is shifted by hand, swapped, and let go."""

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from dancecoach.coaching.alignment import nearest_frame
from dancecoach.coaching.side_by_side import AngleAt, AngleLine
from dancecoach.coaching.skill_sheet import Unseen
from dancecoach.gui.review.compare.table_rows import Entry, Heading, Missing
from dancecoach.gui.review.compare.words import difference_text, explained
from dancecoach.notes.phase_edits import add_annotator, move_boundary


@pytest.fixture
def compared(review, other_clip, qtbot):
    """The Review page with another clip beside its own, both known."""
    review.compare.open(other_clip)
    qtbot.waitUntil(lambda: review.compare.other.findings is not None, timeout=20_000)
    qtbot.waitUntil(lambda: review.compare.canvas.frame is not None, timeout=20_000)
    return review


def caught_up(review):
    model = review.compare.other.model
    frame = review.compare.canvas.frame
    return frame is not None and frame.index == model.playhead and not frame.preview


def test_the_other_follows_every_step_and_its_picture_is_the_one_that_belongs(compared, qtbot, number_in):
    review, other = compared, compared.compare.other.model
    assert review.compare.pairing.how == "take-off"
    for frame in (72, 73, 74, 80, 30):
        review.model.seek(frame)
        assert other.playhead == frame
    qtbot.waitUntil(lambda: caught_up(review))
    assert number_in(review.compare.canvas.frame.image) == 30


def test_it_goes_along_while_playing(compared, qtbot):
    review = compared
    review.model.seek(10)
    review.model.set_speed(0.5)
    review.model.play()
    qtbot.waitUntil(lambda: review.model.playhead > 20)
    assert review.compare.other.model.playhead == review.model.playhead
    review.model.pause()


def test_frame_by_frame_by_hand_and_back_again(compared):
    review, commands = compared, compared.context.commands
    other = review.compare.other.model
    review.model.seek(50)
    commands.run("review.compare_other_forward")
    commands.run("review.compare_other_forward")
    assert (review.compare.pairing.how, other.playhead) == ("hand", 52)
    review.model.step(10)
    assert other.playhead == 62
    commands.undo_stack.undo()
    assert other.playhead == 61
    commands.undo_stack.undo()
    assert (review.compare.pairing.how, other.playhead) == ("take-off", 60)


def test_held_it_stays_until_aligned_here(compared):
    review, commands = compared, compared.context.commands
    other = review.compare.other.model
    review.model.seek(40)
    commands.run("review.compare_hold")
    review.model.step(7)
    assert other.playhead == 40
    commands.run("review.compare_here")
    assert not review.compare.pairing.held
    review.model.step(3)
    assert other.playhead == 43
    commands.run("review.compare_takeoff")
    assert other.playhead == review.model.playhead


def test_let_go_it_is_where_it_was(compared):
    review = compared
    review.compare.pairing.hold(True)
    review.model.seek(90)
    assert review.compare.other.model.playhead == 0
    review.compare.pairing.hold(False)
    assert review.compare.other.model.playhead == 90


def test_the_skills_nearest_to_the_playheads_are_aligned(compared):
    review, pairing = compared, compared.compare.pairing
    review.model.seek(110)
    pairing.hold(True)
    review.compare.other.model.seek(70)
    review.context.commands.run("review.compare_takeoff")
    mine, theirs = pairing.skills
    assert (mine.takeoff_frame, theirs.takeoff_frame) == (108, 72)
    assert review.compare.other.model.playhead == nearest_frame(
        review.model.times, review.model.times[110] - mine.takeoff_s + theirs.takeoff_s
    )


def test_a_line_of_the_table_goes_there(compared, qtbot):
    review, panel, pairing = compared, compared.compare.panel, compared.compare.pairing
    assert review.work.side.currentWidget() is panel
    qtbot.waitUntil(lambda: bool(pairing.lines))
    # The waving body of the fake analysis is seen from nowhere: no angle, and the reason said once.
    assert not panel.list.isVisible()
    assert panel.said.text()
    seen = AngleAt(140.0, 8.0)
    line = AngleLine("touch-down", "knee", seen, AngleAt(101.0, 9.0), review.model.times[90], review.model.times[90])
    pairing.lines = (line, AngleLine("peak", "hip", seen, AngleAt(unseen=Unseen.HIDDEN), 2.5, 2.5))
    pairing.lines_changed.emit()
    assert panel.list.isVisible()
    assert difference_text(line) == "\N{MINUS SIGN}39 ± 12°"
    assert [type(row) for row in panel.rows.rows] == [Heading, Entry, Heading, Missing, Heading, Entry]
    panel.list.setCurrentIndex(panel.rows.index(1))
    qtbot.keyClick(panel.list, Qt.Key.Key_Return)
    assert review.model.playhead == review.compare.other.model.playhead == 90
    assert "hidden" in explained(pairing.lines[1])


def test_its_phases_as_its_own_notes_say(compared, other_clip, counted_clip, qtbot, session):
    review = compared
    found = review.compare.other.model.found
    # The person corrects the other clip by itself: its skill begins eight frames later.
    review.compare.stop()
    review.context.open_clip(other_clip)
    qtbot.waitUntil(lambda: session.editable and review.model.found is not None, timeout=20_000)
    session.choose_annotator("Ann")
    assert session.do(add_annotator("Ann", found.analysis.phases))
    assert session.do(move_boundary("Ann", 72, 80))
    qtbot.waitUntil(lambda: not review.desk.follower.busy)
    review.context.open_clip(counted_clip)
    qtbot.waitUntil(lambda: session.editable and review.model.found is not None, timeout=20_000)
    review.compare.open(other_clip)
    qtbot.waitUntil(lambda: review.compare.other.findings is not None, timeout=20_000)
    starts = [s.start_frame for s in review.compare.other.findings.analysis.phases if s.phase == "skill"]
    assert starts == [80]


def test_swap_keeps_what_was_aligned_by_hand(compared, other_clip, counted_clip, qtbot):
    review = compared
    review.model.seek(50)
    review.compare.shift(6)
    review.context.commands.run("review.compare_swap")
    qtbot.waitUntil(lambda: review.compare.pairing.on and review.compare.other.findings is not None, timeout=20_000)
    assert (review.model.path, review.compare.other.model.path) == (other_clip, counted_clip)
    assert review.model.playhead == 56
    qtbot.waitUntil(lambda: review.compare.other.model.playhead == 50)


@pytest.mark.parametrize("arrangement", ["beside", "above", "through"])
def test_both_pictures_are_seen_however_they_stand(compared, qtbot, arrangement):
    review, stage, canvas = compared, compared.compare.stage, compared.compare.canvas
    review.context.commands.run(f"review.compare_{arrangement}")
    qtbot.waitUntil(canvas.isVisible)
    first, second = review.canvas, canvas
    if arrangement == "through":
        qtbot.waitUntil(lambda: second.size() == first.size())
        assert review.compare.bar.opacity.isVisible()
        second.set_opacity(0.0)
        alone = first.grab().toImage().pixelColor(first.rect().center())
        second.set_opacity(1.0)
        assert second.glass
        assert alone.isValid()
    elif arrangement == "beside":
        qtbot.waitUntil(lambda: abs(first.width() - second.width()) < 8)
        assert second.x() > first.x()
    else:
        qtbot.waitUntil(lambda: abs(first.height() - second.height()) < 8)
        assert second.y() > first.y()
    assert stage.arrangement == arrangement


def test_each_picture_has_its_own_mirror(compared):
    compared.context.commands.run("review.compare_mirror")
    assert (compared.canvas.mirrored, compared.compare.canvas.mirrored) == (False, True)


def test_stopping_leaves_the_first_alone(compared, qtbot):
    review = compared
    review.context.commands.run("review.compare_stop")
    assert not review.compare.on
    assert not review.compare.canvas.isVisible()
    assert review.work.side.indexOf(review.compare.panel) < 0
    review.model.seek(20)
    qtbot.waitUntil(lambda: review.canvas.frame.index == 20)
    assert not review.context.commands.action("review.compare_here").isEnabled()


def test_another_first_clip_ends_it(compared, other_clip):
    compared.context.open_clip(other_clip)
    assert not compared.compare.on


def test_a_clip_that_is_none_is_said(review, tmp_path, qtbot):
    path = tmp_path / "none.mp4"
    path.write_bytes(b"nothing")
    review.compare.open(path)
    qtbot.waitUntil(lambda: "none.mp4" in review.compare.canvas.message, timeout=30_000)
    review.compare.stop()


def test_while_the_other_is_looked_at_it_says_so(review, other_clip, analyst, qtbot):
    analyst.go.clear()
    review.compare.open(other_clip)
    qtbot.waitUntil(lambda: "Looking for the body" in review.compare.panel.said.text(), timeout=30_000)
    assert review.compare.pairing.on
    review.model.seek(30)
    assert review.compare.other.model.playhead == 30
    analyst.go.set()
    qtbot.waitUntil(lambda: bool(review.compare.pairing.lines), timeout=20_000)


def test_dropped_with_shift_a_clip_is_compared(review, other_clip, qtbot):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(other_clip))])
    event = QDropEvent(
        QPointF(50, 50), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier
    )
    review.dropEvent(event)
    assert review.compare.other.model.path == other_clip
    qtbot.waitUntil(lambda: review.compare.other.findings is not None, timeout=20_000)


def test_beside_itself_a_clip_shows_its_next_skill(review, counted_clip, qtbot):
    review.compare.open(counted_clip)
    qtbot.waitUntil(lambda: review.compare.other.findings is not None, timeout=20_000)
    mine, theirs = review.compare.pairing.skills
    assert (mine.takeoff_frame, theirs.takeoff_frame) == (72, 108)


def test_both_clips_are_handed_over_as_on_the_screen(compared, tmp_path, qtbot):
    import attrs

    from dancecoach.gui.review.handover.choice import COMPARED, Choice
    from dancecoach.video.file import VideoFile

    review, handover = compared, compared.handover
    review.compare.shift(3)
    review.compare.arrange("above")
    choice = attrs.evolve(Choice(), things=frozenset({"video"}), beside=COMPARED, folder=tmp_path / "out")
    (tmp_path / "out").mkdir()
    handover.start(choice)
    qtbot.waitUntil(lambda: handover.ready, timeout=60_000)
    [made] = list((tmp_path / "out").rglob("*.mp4"))
    with VideoFile(review.model.path) as clip, VideoFile(made) as video:
        assert (video.info.width, video.info.height) == (clip.info.width, 2 * clip.info.height + 4)
