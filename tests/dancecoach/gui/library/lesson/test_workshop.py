"""A lesson made by hand: trimmed, named, said, undone, kept as it is made, and handed over as a file."""

import zipfile

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QFileDialog

from dancecoach.errors import InputError
from dancecoach.gui.library.lesson.chosen import Chosen
from dancecoach.gui.library.lesson.places import CUES, EIGHTS, STEPS
from dancecoach.library.lesson.file import LessonFile
from dancecoach.library.lesson.shelf import LessonShelf
from dancecoach.library.library import Library
from dancecoach.notes.drawing import Drawing
from dancecoach.notes.drawing_edits import add_drawing
from dancecoach.notes.records import NotedClip
from dancecoach.notes.store import NotesStore
from dancecoach.pipeline.lessons import receive_lesson

pytestmark = pytest.mark.gui

K, M = Qt.Key, Qt.KeyboardModifier


def press(page, qtbot, key, modifier=M.NoModifier):
    qtbot.keyClick(page.bench.canvas, key, modifier)


def steps(page):
    return [(step.name, round(step.start_s, 3), round(step.end_s, 3)) for step in page.model.lesson.steps]


def kept(page, qtbot):
    """Wait until the draft is written, and read it."""
    qtbot.waitUntil(lambda: page.model.kept, timeout=30_000)
    return LessonShelf(page.context.store.root.parent).draft(page.model.clip.facts.sha256)


def drag(line, qtbot, row, from_s, to_s, modifier=M.NoModifier):
    """Drag on the time line, within a row."""
    y = round(sum(row) / 2)
    a, b = (QPoint(round(line.axis.x(at)), y) for at in (from_s, to_s))
    qtbot.mousePress(line, Qt.MouseButton.LeftButton, pos=a)
    for at in (a, (a + b) / 2, b):
        here = QPointF(at)
        move = QMouseEvent(
            QEvent.Type.MouseMove, here, line.mapToGlobal(here), Qt.MouseButton.NoButton,
            Qt.MouseButton.LeftButton, modifier,
        )  # fmt: skip
        QApplication.sendEvent(line, move)
    qtbot.mouseRelease(line, Qt.MouseButton.LeftButton, pos=b)


def test_it_opens_from_the_library_with_what_is_known_of_the_clip(shop, shop_window):
    assert shop_window.page is shop
    assert shop_window.rail.button("library").isChecked()
    lesson = shop.model.lesson
    assert (lesson.title, lesson.author) == (shop.model.clip.title, "Anna")
    assert (lesson.begin_s, lesson.end_s) == (0.0, shop.model.clip.facts.duration_s)
    assert [round(eight.start_s, 3) for eight in shop.model.eights] == [0.0, 2.0]
    assert shop.bench.panel.nothing.isVisible()
    assert shop_window.windowTitle().startswith(lesson.title)


def test_the_whole_lesson_by_keys_alone(shop, qtbot):
    model = shop.model
    model.seek(0.52)
    press(shop, qtbot, K.Key_I)
    assert model.lesson.begin_s == 0.5  # the key was a moment late: the beat is meant
    model.seek(3.4)
    press(shop, qtbot, K.Key_O)
    assert model.lesson.end_s == 3.4
    press(shop, qtbot, K.Key_E)
    assert steps(shop) == [("Eight 1", 0.5, 2.0), ("Eight 2", 2.0, 3.4)]
    press(shop, qtbot, K.Key_Down)
    assert model.chosen == Chosen("step", 0)
    assert model.practice.playhead.moment_s == 0.5
    press(shop, qtbot, K.Key_F2)
    assert shop.bench.panel.name.hasFocus()
    qtbot.keyClicks(shop.bench.panel.name, "Basic step")
    qtbot.keyClick(shop.bench.panel.name, K.Key_Return)
    qtbot.waitUntil(lambda: steps(shop)[0][0] == "Basic step" and shop.bench.canvas.hasFocus(), timeout=30_000)
    model.seek(1.24)
    press(shop, qtbot, K.Key_X)
    assert steps(shop)[:2] == [("Basic step", 0.5, 1.25), ("Step 3", 1.25, 2.0)]
    press(shop, qtbot, K.Key_Up)
    press(shop, qtbot, K.Key_J)
    assert steps(shop)[0] == ("Basic step", 0.5, 2.0)
    model.seek(2.2)
    press(shop, qtbot, K.Key_C)
    assert shop.bench.panel.name.hasFocus()
    qtbot.keyClicks(shop.bench.panel.name, "Look up")
    qtbot.keyClick(shop.bench.panel.name, K.Key_Return)
    qtbot.waitUntil(lambda: [cue.text for cue in model.lesson.cues] == ["Look up"], timeout=30_000)
    assert shop.bench.cue.text == "Look up"
    model.seek(3.0)
    qtbot.waitUntil(shop.bench.canvas.hasFocus, timeout=30_000)
    press(shop, qtbot, K.Key_BracketRight)
    assert (model.lesson.cues[0].start_s, model.lesson.cues[0].end_s) == (2.2, 3.0)
    assert model.lesson.mirrored
    assert shop.bench.canvas.mirrored
    press(shop, qtbot, K.Key_M)
    assert not model.lesson.mirrored
    assert not shop.bench.canvas.mirrored
    press(shop, qtbot, K.Key_Delete)
    assert model.lesson.cues == ()
    made = kept(shop, qtbot)
    assert [(step.name, step.start_s, step.end_s) for step in made.steps] == steps(shop)


def test_what_is_written_takes_the_place_of_the_proposal_however_late(shop, qtbot):
    """Keeping the draft shows all anew, which must not unmark it."""
    press(shop, qtbot, K.Key_C)
    qtbot.waitUntil(lambda: shop.model.kept, timeout=30_000)
    assert shop.bench.panel.name.selectedText() == shop.model.lesson.cues[0].text
    qtbot.keyClicks(shop.bench.panel.name, "Look up")
    qtbot.keyClick(shop.bench.panel.name, K.Key_Return)
    assert [cue.text for cue in shop.model.lesson.cues] == ["Look up"]


def test_where_a_step_is_another_is_not_begun_and_it_is_said(shop, qtbot):
    press(shop, qtbot, K.Key_S)
    with qtbot.waitSignal(shop.model.failed) as told:
        shop.context.commands.run("lesson.step")
    assert len(shop.model.lesson.steps) == 1
    assert str(told.args[0]) == "The lesson: has a step here already; split that one (X), or go to where there is none."


def test_every_change_is_undone_and_done_again(shop, qtbot):
    run, first = shop.context.commands.run, shop.model.lesson
    shop.acts.eights()
    shop.model.seek(1.0)
    shop.acts.begin_here()
    last = shop.model.lesson
    run("app.undo")
    run("app.undo")
    assert shop.model.lesson == first
    assert kept(shop, qtbot) is None
    run("app.redo")
    run("app.redo")
    assert shop.model.lesson == last
    assert kept(shop, qtbot).begin_s == 1.0


def test_where_all_is_undone_nothing_is_listed_as_a_lesson(shop, qtbot):
    lessons = LessonShelf(shop.context.store.root.parent)
    shop.model.seek(1.0)
    press(shop, qtbot, K.Key_I)
    assert kept(shop, qtbot) is not None
    shop.context.commands.run("app.undo")
    assert kept(shop, qtbot) is None
    assert lessons.of_clips() == frozenset()
    shop.context.commands.run("app.redo")
    assert kept(shop, qtbot).begin_s == shop.model.lesson.begin_s


def test_a_hand_trims_moves_edges_and_cues_in_one_step_each(shop, qtbot):
    model, line = shop.model, shop.bench.line
    drag(line, qtbot, EIGHTS, 0.0, 0.51)
    assert model.lesson.begin_s == 0.5
    drag(line, qtbot, EIGHTS, model.lesson.end_s, 3.1, M.ShiftModifier)
    assert model.lesson.end_s == pytest.approx(3.1, abs=0.01)
    shop.acts.eights()
    drag(line, qtbot, STEPS, 2.0, 1.51)
    assert steps(shop)[0][1:] == (0.5, 1.5)
    assert steps(shop)[1][1] == 1.5
    model.seek(0.6)
    shop.acts.add_cue()
    middle = sum(model.chosen_span) / 2
    length = model.chosen_span[1] - model.chosen_span[0]
    drag(line, qtbot, CUES, middle, middle + 0.25, M.ShiftModifier)
    assert model.lesson.cues[0].start_s == pytest.approx(0.85, abs=0.02)
    assert model.lesson.cues[0].end_s - model.lesson.cues[0].start_s == pytest.approx(length, abs=0.01)
    shop.context.commands.run("app.undo")
    assert model.lesson.cues[0].start_s == pytest.approx(0.6)
    shop.context.commands.run("app.undo")
    shop.context.commands.run("app.undo")
    assert steps(shop)[0][1:] == (0.5, 2.0)


def test_a_click_looks_at_a_moment_and_a_double_click_names(shop, qtbot):
    line, model = shop.bench.line, shop.model
    shop.acts.eights()
    qtbot.mouseClick(line, Qt.MouseButton.LeftButton, pos=QPoint(round(line.axis.x(1.5)), 8))
    assert model.practice.playhead.moment_s == pytest.approx(1.5, abs=0.01)
    at = QPoint(round(line.axis.x(1.0)), round(sum(STEPS) / 2))
    qtbot.mouseClick(line, Qt.MouseButton.LeftButton, pos=at)
    qtbot.mouseDClick(line, Qt.MouseButton.LeftButton, pos=at)
    assert model.chosen == Chosen("step", 0)
    assert shop.bench.panel.name.hasFocus()
    assert shop.bench.panel.name.selectedText() == "Eight 1"


def test_what_is_typed_is_kept_while_it_is_typed_and_is_one_step(shop, qtbot):
    panel, before = shop.bench.panel, shop.model.lesson.title
    panel.title.setFocus()
    panel.title.selectAll()
    qtbot.keyClicks(panel.title, "Double turn")
    qtbot.waitUntil(lambda: (kept(shop, qtbot) or shop.model.lesson).title == "Double turn", timeout=30_000)
    panel.text.setFocus()
    panel.text.setPlainText("Slowly first.")
    qtbot.keyClick(panel.text, K.Key_Escape)
    qtbot.waitUntil(shop.bench.canvas.hasFocus, timeout=30_000)
    assert shop.model.lesson.text == "Slowly first."
    shop.context.commands.run("app.undo")
    shop.context.commands.run("app.undo")
    assert (shop.model.lesson.title, shop.model.lesson.text) == (before, shop.model.clip.note)


def test_it_goes_on_where_it_was_left(shop, shop_window, make_shop, context, qtbot):
    shop.acts.eights()
    made = kept(shop, qtbot)
    context.commands.run("lesson.back")
    assert shop_window.page is shop_window.pages["library"]
    library = shop_window.pages["library"]
    again = shop.__class__(context, analyse=lambda *_: None, open_device=lambda: None)
    again.make_lesson(library.shelf.clip, library.model)
    qtbot.waitUntil(lambda: again.model.ready, timeout=30_000)
    assert again.model.lesson.steps == made.steps
    assert again.model.resumed
    assert "last time" in again.bench.panel.state.toolTip()
    again.close_page()
    again.deleteLater()


def test_playing_stops_at_the_lessons_end_and_loops_what_is_chosen(shop, qtbot):
    model, practice = shop.model, shop.model.practice
    model.seek(3.2)
    shop.acts.end_here()
    model.seek(2.6)
    press(shop, qtbot, K.Key_Space)
    assert practice.busy
    qtbot.waitUntil(lambda: not practice.busy, timeout=30_000)
    assert practice.playhead.moment_s == pytest.approx(3.2, abs=0.1)
    shop.acts.eights()
    model.choose(Chosen("step", 0))
    press(shop, qtbot, K.Key_L)
    press(shop, qtbot, K.Key_Space)
    assert practice.plan.loop
    assert practice.plan.span(practice.reference) == (0.0, 2.0)
    press(shop, qtbot, K.Key_Space)
    assert not practice.busy


def test_counts_are_set_here_too(shop, qtbot):
    shop.context.commands.run("lesson.counts")
    assert shop.bench.counts.isVisible()
    shop.context.commands.run("lesson.one_later")
    qtbot.waitUntil(lambda: shop.model.counts.first_one == 1, timeout=30_000)
    assert shop.model.eights[0].start_s == pytest.approx(0.25)
    shop.context.commands.run("app.undo")
    qtbot.waitUntil(lambda: shop.model.counts.first_one == 0, timeout=30_000)


def test_drawings_of_review_are_counted_and_go_along(shop, shop_window, qtbot, opened, tmp_path, monkeypatch):
    facts = shop.model.clip.facts
    with NotesStore(shop.context.store.root.parent / "notes").open(NotedClip(facts.sha256, facts.frames)) as notes:
        notes.history.do(add_drawing(Drawing("arrow", ((0.2, 0.3), (0.6, 0.7)), 2, 5)))
    shop_window.show_page("library")
    shop_window.show_page("lesson")
    qtbot.waitUntil(lambda: shop.model.drawings == 1, timeout=30_000)
    assert "drawings: 1" in shop.bench.panel.drawings.text()
    shop.context.commands.run("lesson.draw")
    assert opened == [("review", shop.model.clip.path)]
    path = tmp_path / "a.dclesson"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    shop.context.commands.run("lesson.save")
    qtbot.waitUntil(path.exists, timeout=30_000)
    with zipfile.ZipFile(path) as archive:
        assert "notes.json" in archive.namelist()


def test_a_student_gets_what_the_instructor_made(shop, qtbot, tmp_path, monkeypatch):
    shop.model.seek(0.5)
    shop.acts.begin_here()
    shop.acts.eights()
    shop.model.seek(2.5)
    shop.acts.add_cue()
    shop.acts.say("Look over the shoulder")
    path = tmp_path / "handed over"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    shop.context.commands.run("lesson.save")
    written = tmp_path / "handed over.dclesson"
    qtbot.waitUntil(written.exists, timeout=30_000)
    with LessonFile(written) as file:
        assert file.lesson.begin_s == 0.5
        assert [step.name for step in file.lesson.steps] == ["Eight 1", "Eight 2"]
    with Library(tmp_path / "student") as student:
        received = receive_lesson(written, student)
        assert received.warnings == ()
        assert LessonShelf(student.folder).lesson(received.clip.facts.sha256) == received.lesson
        assert [cue.text for cue in received.lesson.cues] == ["Look over the shoulder"]
        assert student.counts.get(received.clip.facts.sha256).tempo == 240.0
    library = shop._library
    qtbot.waitUntil(lambda: library.library.clips.get(shop.model.clip.id).reference, timeout=30_000)


def test_trying_it_in_practice_takes_it_as_it_is_now(shop, qtbot, opened):
    shop.acts.eights()
    shop.context.commands.run("lesson.practise")
    qtbot.waitUntil(lambda: opened == [("practice", shop.model.clip.path)], timeout=30_000)
    shelf = LessonShelf(shop.context.store.root.parent)
    assert len(shelf.lesson(shop.model.clip.facts.sha256).steps) == 2


def test_a_library_that_another_program_has_open_is_said_when_the_file_is_to_be_written(
    shop, qtbot, tmp_path, monkeypatch
):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "a.dclesson"), ""))
    said = []
    shop.context.notifier.posted.connect(said.append)
    shop._library.let_go()
    qtbot.waitUntil(lambda: not shop._library.busy, timeout=30_000)
    with Library(shop._library.folder):
        shop.context.commands.run("lesson.save")
        qtbot.waitUntil(lambda: bool(said), timeout=30_000)
    assert "open the Library page" in said[-1].text
    assert not (tmp_path / "a.dclesson").exists()
    assert shop.model.lesson is not None  # nothing is lost: it can be saved again


def test_without_a_clip_it_says_what_to_do_first(make_shop, qtbot):
    window = make_shop()
    window.show_page("lesson")
    page = window.page
    assert page.stack.currentWidget() is page.state
    assert "library" in page.state.button.text()
    qtbot.mouseClick(page.state.button, Qt.MouseButton.LeftButton)
    assert window.page is window.pages["library"]


def test_a_clip_in_which_nobody_is_seen_is_said(shop_window, qtbot, analyst):
    page = shop_window.pages["lesson"]
    page.model.practice.opening._analyse = analyst
    for file in page.context.store.root.rglob("*"):
        if file.is_file():
            file.unlink()
    analyst.error = InputError("nobody is seen in it", subject="a.mp4", remedy="choose another clip")
    page.context.commands.run("library.lesson_make")
    qtbot.waitUntil(lambda: "No lesson can be made" in page.state.title.text(), timeout=30_000)
    assert "choose another clip" in page.state.text.text()


def test_tab_reaches_every_field_and_leaves_it(shop, qtbot, qapp):
    shop.acts.eights()
    seen = set()
    shop.bench.panel.title.setFocus()
    for _ in range(60):
        focus = qapp.focusWidget()
        seen.add(focus)
        qtbot.keyClick(focus, K.Key_Tab)
    panel = shop.bench.panel
    assert {panel.title, panel.author, panel.text, panel.rows, panel.save} <= seen


def test_what_was_typed_just_now_is_not_overwritten_by_something_else(shop):
    shop.bench.panel.text.setPlainText("Slowly first.")
    shop.acts.eights()
    assert shop.bench.panel.text.toPlainText() == "Slowly first."
    shop.bench.panel.keep()
    assert shop.model.lesson.text == "Slowly first."
    assert len(shop.model.lesson.steps) == 2


def test_a_narrow_window_gives_its_room_to_the_picture(shop, shop_window, qtbot):
    shop_window.resize(900, 600)
    qtbot.waitUntil(lambda: shop_window.width() == 900)
    bench = shop.bench
    assert bench.canvas.width() > 500
    assert not bench._speeds[0].isVisible()
    shop.context.commands.run("lesson.counts")
    assert not bench.panel.isVisible()
    shop.context.commands.run("lesson.counts")
    assert bench.panel.isVisible()
