"""The library in the real window: in by dropping, found by typing, changed and taken back, out as a lesson."""

import shutil
import sqlite3

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractButton, QComboBox, QFileDialog, QLineEdit, QPushButton, QWidget

from dancecoach.gui.library.model import LibraryState
from dancecoach.gui.library.queue import runner
from dancecoach.library.catalogue.records import Group, State
from dancecoach.library.lesson.records import Lesson
from dancecoach.library.library import Library

pytestmark = pytest.mark.gui


def run(page, name):
    page.context.commands.run(f"library.{name}")


def key(page, qtbot, *keys):
    for each in keys:
        qtbot.keyClick(page.shelf.view, each)


def settled(page, qtbot, condition):
    qtbot.waitUntil(condition, timeout=30_000)


def test_an_empty_library_says_what_to_do_first_and_dropping_does_it(library, drop_on, qtbot, counted_clip):
    assert library.state.isVisible()
    assert "Drop videos" in library.state.text.text()
    drop_on(library, counted_clip.parent)
    settled(library, qtbot, lambda: len(library.model.found.ids) == 1)
    assert library.shelf.isVisible()
    settled(library, qtbot, lambda: library.queue.queue.left == 0 and not library.queue_panel.isVisible())
    library.shelf.choose_first()
    settled(library, qtbot, lambda: library.shelf.clip is not None and library.shelf.clip.findings is not None)
    assert library.shelf.clip.path == counted_clip
    assert "1 turn tuck back" in library.details.found.text()


def test_how_files_are_kept_is_asked_once(make_library, context, qtbot, counted_clip):
    page = make_library()
    page.intake.take([counted_clip])
    button = next(b for b in page.intake.question.box.findChildren(QPushButton) if "Leave" in b.text())
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert context.settings.current.library_storage == "linked"
    assert page.intake.question.box is None
    settled(page, qtbot, lambda: len(page.model.found.ids) == 1)
    assert not (page.model.folder / "media").exists()
    page.intake.take([counted_clip])
    assert page.intake.question.box is None


def test_pictures_are_drawn_and_the_mouse_looks_through_them(filled, qtbot):
    shelf = filled.shelf
    picture, strip = shelf.files(shelf.clip)
    settled(filled, qtbot, lambda: shelf.pictures.get(picture) is not None)
    assert shelf.pictures.get(picture).width() > 100
    box = shelf.grid.visualRect(shelf.rows.index(0, 0))
    qtbot.mouseMove(shelf.grid.viewport(), box.topLeft())
    qtbot.mouseMove(shelf.grid.viewport(), box.center())
    assert shelf.grid.card.looked_at == 0
    assert shelf.grid.card.share == pytest.approx(0.5, abs=0.05)
    settled(filled, qtbot, lambda: shelf.pictures.get(strip) is not None)
    image = shelf.grid.grab().toImage()
    assert len({image.pixel(x, box.center().y()) for x in range(box.left() + 20, box.right() - 20, 3)}) > 1


def test_enter_opens_it_in_review_and_ctrl_p_in_practice(filled, qtbot, opened):
    path = filled.shelf.clip.path
    key(filled, qtbot, Qt.Key.Key_Return)
    qtbot.keyClick(filled.shelf.view, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    middle = filled.shelf.grid.visualRect(filled.shelf.rows.index(0, 0)).center()
    for press in (qtbot.mouseClick, qtbot.mouseDClick):
        press(filled.shelf.grid.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert opened == [("review", path), ("practice", path), ("review", path)]


def test_a_film_that_was_moved_is_said_with_what_to_do_and_comes_back(
    library, drop_on, qtbot, counted_clip, tmp_path, opened
):
    film, moved = tmp_path / "film.mp4", tmp_path / "moved.mp4"
    shutil.copy(counted_clip, film)
    drop_on(library, film)
    settled(library, qtbot, lambda: bool(library.model.found.ids) and library.queue.queue.left == 0)
    film.rename(moved)
    said = []
    library.context.notifier.posted.connect(lambda notice: said.append(notice.text))
    library.shelf.choose_first()
    settled(library, qtbot, lambda: library.shelf.clip is not None)
    run(library, "open")
    run(library, "practise")
    assert opened == []
    assert len(said) == 2
    assert f"is not where it was, {film}. Import it from where it lies now" in said[0]
    drop_on(library, moved)
    settled(library, qtbot, lambda: library.shelf.clip is not None and library.shelf.clip.path == moved)
    run(library, "open")
    assert opened == [("review", moved)]


def test_what_is_typed_is_found_while_it_is_typed(filled, qtbot):
    key(filled, qtbot, Qt.Key.Key_Slash)
    assert filled.bar.search.hasFocus()
    qtbot.keyClicks(filled.bar.search, "zahlt flight>0.6")
    settled(filled, qtbot, lambda: filled.model.found.wish.text == "zahlt flight>0.6")
    assert len(filled.model.found.ids) == 1
    qtbot.keyClicks(filled.bar.search, " flight>high")
    settled(filled, qtbot, filled.bar.problems.isVisible)
    assert "high" in filled.bar.problems.text()
    qtbot.keyClick(filled.bar.search, Qt.Key.Key_Escape)
    qtbot.keyClicks(filled.bar.search, "nothing like it")
    settled(filled, qtbot, lambda: filled.shelf.rows.rowCount() == 0)
    assert filled.bar.count.text() == "0 of 1"
    assert filled.shelf.nothing.isVisible()
    qtbot.keyClick(filled.bar.search, Qt.Key.Key_Escape)
    settled(filled, qtbot, lambda: filled.shelf.rows.rowCount() == 1)
    qtbot.keyClick(filled.bar.search, Qt.Key.Key_Return)
    assert filled.shelf.view.hasFocus()
    assert filled.shelf.chosen


def test_stars_reference_and_removal_by_keys_and_back_again(filled, qtbot):
    shelf = filled.shelf
    key(filled, qtbot, Qt.Key.Key_4, Qt.Key.Key_R)
    settled(filled, qtbot, lambda: shelf.clip is not None and shelf.clip.rating == 4 and shelf.clip.reference)
    assert filled.details.stars.rating == 4
    before = shelf.clip
    key(filled, qtbot, Qt.Key.Key_Delete)
    settled(filled, qtbot, lambda: filled.model.found.total == 0)
    assert before.path.exists()
    filled.context.commands.run("app.undo")
    settled(filled, qtbot, lambda: filled.model.found.total == 1)
    shelf.choose(before.id)
    settled(filled, qtbot, lambda: shelf.clip == before)
    filled.context.commands.run("app.undo")
    settled(filled, qtbot, lambda: not shelf.clip.reference)
    filled.context.commands.run("app.undo")
    settled(filled, qtbot, lambda: shelf.clip.rating == 0)
    filled.context.commands.run("app.redo")
    settled(filled, qtbot, lambda: shelf.clip.rating == 4)


def test_of_a_clip_that_goes_nothing_more_is_made(filled, drop_on, qtbot, drawn_clip):
    def is_on(name):
        return filled.context.commands.action(f"library.{name}").isEnabled()

    drop_on(filled, drawn_clip("jump", size=(96, 64), duration=0.34).path)
    settled(filled, qtbot, lambda: len(filled.model.found.ids) == 2 and filled.queue.queue.left == 0)
    going, neighbour = filled.model.found.ids
    filled.shelf.choose(going)
    run(filled, "remove")
    assert filled.shelf.chosen == (neighbour,)  # at once, however long the library takes
    assert is_on("lesson_make")
    run(filled, "remove")
    assert filled.shelf.chosen == ()
    assert not any(map(is_on, ("lesson_make", "open", "rename", "remove", "teach")))
    settled(filled, qtbot, lambda: filled.model.found.total == 0)
    filled.context.commands.run("app.undo")
    settled(filled, qtbot, lambda: filled.model.found.ids == (neighbour,))
    assert filled.shelf.chosen == ()


def test_title_names_and_note_are_written_in_the_details(filled, qtbot):
    shelf, details = filled.shelf, filled.details
    key(filled, qtbot, Qt.Key.Key_F2)
    assert details.title.hasFocus()
    qtbot.keyClicks(details.title, "Turn")
    qtbot.keyClick(details.title, Qt.Key.Key_Return)
    assert shelf.view.hasFocus()
    settled(filled, qtbot, lambda: shelf.clip.title == "Turn")
    key(filled, qtbot, Qt.Key.Key_T)
    qtbot.keyClicks(details.names[Group.TAG], "camp, beam")
    qtbot.keyClick(details.names[Group.TAG], Qt.Key.Key_Return)
    settled(filled, qtbot, lambda: shelf.clip.tags == ("beam", "camp"))
    key(filled, qtbot, Qt.Key.Key_N)
    qtbot.keyClicks(details.note, "look at the landing")
    qtbot.keyClick(details.note, Qt.Key.Key_Escape)
    settled(filled, qtbot, lambda: shelf.clip.note == "look at the landing")
    settled(filled, qtbot, lambda: "camp" in dict(filled.model.found.names[Group.TAG]))
    place = next(i for i in range(filled.places.count()) if filled.places.item(i).text().startswith("camp"))
    filled.places.itemClicked.emit(filled.places.item(place))
    assert filled.bar.search.text() == "tag:camp"
    settled(filled, qtbot, lambda: filled.model.found.wish.text == "tag:camp")
    assert len(filled.model.found.ids) == 1
    for _ in range(3):
        filled.context.commands.run("app.undo")
    settled(filled, qtbot, lambda: filled.model.found.ids == ())


def test_several_clips_get_names_and_lose_others(filled, drop_on, qtbot, drawn_clip):
    drop_on(filled, drawn_clip("jump", size=(96, 64), duration=0.34).path)
    settled(filled, qtbot, lambda: len(filled.model.found.ids) == 2 and filled.queue.queue.left == 0)
    field = filled.details.names[Group.TAG]

    def type_names(names):
        qtbot.keyClick(filled.shelf.view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        settled(filled, qtbot, lambda: filled.shelf.clip is not None and len(filled.shelf.chosen) == 2)
        run(filled, "tag")
        qtbot.keyClicks(field, names)
        qtbot.keyClick(field, Qt.Key.Key_Return)

    def tags():
        return {name: number for name, number in filled.model.found.names[Group.TAG] if number}

    type_names("camp, slow")
    settled(filled, qtbot, lambda: tags() == {"camp": 2, "slow": 2})
    type_names("-slow, beam")
    settled(filled, qtbot, lambda: tags() == {"camp": 2, "beam": 2})
    filled.context.commands.run("app.undo")
    settled(filled, qtbot, lambda: tags() == {"camp": 2, "slow": 2})


def test_a_file_that_cannot_be_used_is_told_with_its_reason_and_tried_again(library, drop_on, qtbot, tmp_path):
    broken = tmp_path / "broken.mp4"
    broken.write_bytes(b"no film at all")
    drop_on(library, broken)
    settled(library, qtbot, lambda: library.queue.queue.count(State.FAILED) == 1)
    panel = library.queue_panel
    settled(library, qtbot, panel.isVisible)
    assert "broken.mp4" in panel.text.toolTip()
    run(library, "queue")
    assert panel.list.isVisible()
    assert panel.rows.rowCount() == 1
    tried = library.queue.queue.jobs[0]
    settled(library, qtbot, lambda: not library.queue.running)
    worked = []  # it may be over before anybody looks
    library.queue.changed.connect(lambda: worked.append(library.queue.running))
    run(library, "queue_retry")
    settled(library, qtbot, lambda: any(worked))
    settled(library, qtbot, lambda: not library.queue.running and library.queue.queue.count(State.FAILED) == 1)
    assert library.queue.queue.jobs[0].id == tried.id
    run(library, "queue_cancel")
    settled(library, qtbot, lambda: not panel.isVisible())


def test_a_file_that_is_there_already_is_told_and_what_cannot_be_taken_too(
    filled, drop_on, qtbot, counted_clip, tmp_path
):
    said = []
    filled.context.notifier.posted.connect(lambda notice: said.append(notice.text))
    again = [tmp_path / name for name in ("again.mp4", "once more.mp4")]
    for path in again:
        shutil.copy(counted_clip, path)
    title = filled.shelf.clip.title
    for paths, telling in (
        ((again[0],), [f"again.mp4 is in the library already, as “{title}”."]),
        (again, ["2 files are in the library already."]),
        ((tmp_path / "gone.mp4",), [f"{tmp_path / 'gone.mp4'}: there is no such file or folder; check the name."]),
    ):
        drop_on(filled, *paths)
        qtbot.waitUntil(lambda telling=telling: said == telling, timeout=30_000)
        qtbot.waitUntil(lambda: not filled.queue.running, timeout=30_000)
        said.clear()


def test_importing_pauses_goes_on_and_survives_the_window(
    make_library, context, analyst, drop_on, qtbot, counted_clip, monkeypatch
):
    monkeypatch.setattr(runner, "_TELL_EVERY_S", 1e9)  # every beginning is told, however soon it comes
    context.settings.change(library_storage="linked")
    page = make_library()
    analyst.go.clear()
    drop_on(page, counted_clip)
    settled(page, qtbot, lambda: page.queue.now is not None and page.queue.now.progress.total == 10)
    settled(page, qtbot, lambda: "finding the body" in page.queue_panel.text.toolTip())
    run(page, "queue_pause")
    settled(page, qtbot, lambda: not page.queue.running)
    assert page.queue.queue.left == 1
    page.window().close()
    analyst.go.set()
    again = make_library(_fresh(context))
    settled(again, qtbot, lambda: bool(again.queue.queue.jobs) and again.queue.queue.left == 0)
    assert analyst.calls == 2


def _fresh(context):
    """What a second start of the program would have."""
    from dancecoach.gui.app import make_context

    made = make_context(None, context.store)
    made.settings.replace(context.settings.current)
    return made


def test_a_library_that_another_program_has_open_is_said_so_and_tried_again(make_library, context, qtbot):
    with Library(context.store.root.parent):
        page = make_library(wait=False)
        settled(page, qtbot, lambda: page.model.state is LibraryState.BUSY)
        page.libraries_loaded()  # some seconds after the start: it is not for that that "opening" stands there for ever
        assert page.model.state is LibraryState.BUSY
        assert "Another window" in page.state.title.text()
    qtbot.mouseClick(page.state.button, Qt.MouseButton.LeftButton)
    settled(page, qtbot, lambda: page.model.ready)


def test_a_lesson_goes_out_and_comes_in_elsewhere(filled, qtbot, monkeypatch, tmp_path, opened):
    path = tmp_path / "lesson.dclesson"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    clip = filled.shelf.clip
    filled.lessons.save(clip, Lesson("Turn", "", clip.facts.sha256, 0.0, clip.facts.duration_s))
    settled(filled, qtbot, path.exists)
    run(filled, "remove")
    settled(filled, qtbot, lambda: filled.model.found.total == 0)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    run(filled, "lesson_open")
    settled(filled, qtbot, lambda: bool(opened))
    where, film = opened[0]
    assert where == "practice"
    assert film.is_relative_to(filled.model.folder / "media")
    settled(filled, qtbot, lambda: filled.model.found.references == 1)
    filled.shelf.choose_first()
    settled(filled, qtbot, lambda: filled.shelf.clip is not None and filled.shelf.clip.findings is not None)
    assert filled.shelf.clip.facts.sha256 == clip.facts.sha256
    assert filled.shelf.clip.findings == clip.findings


def test_the_table_shows_the_same_and_sorts(filled, qtbot, context):
    run(filled, "view")
    assert filled.shelf.table.isVisible()
    assert context.settings.current.library_view == "table"
    assert filled.shelf.chosen
    assert "1 turn tuck back" in filled.shelf.rows.index(0, 3).data()
    assert "waltz" not in filled.shelf.rows.index(0, 3).data()  # which is not sure enough for a somersault
    filled.shelf.table.horizontalHeader().sectionClicked.emit(0)
    assert (filled.model.wish.order, filled.model.wish.down) == ("title", False)
    filled.shelf.table.horizontalHeader().sectionClicked.emit(0)
    assert filled.model.wish.down
    settled(filled, qtbot, lambda: filled.model.found.wish == filled.model.wish)
    assert filled.bar.order.currentData() == "title"


@pytest.mark.usefixtures("light")
def test_everything_has_a_name_and_fits_a_small_window_in_both_themes(filled, qapp):
    window = filled.window()
    window.resize(900, 600)
    qapp.processEvents()
    nameless = [
        (type(w).__name__, w.objectName())
        for w in filled.findChildren(QWidget)
        if w.isVisible()
        and isinstance(w, (QAbstractButton, QComboBox, QLineEdit))
        and not (w.accessibleName() or getattr(w, "text", str)() or w.toolTip())
        and not w.objectName().startswith("qt_")
    ]
    assert nameless == []
    assert window.width() == 900
    assert filled.shelf.grid.columns >= 1
    assert not filled.places.isVisible()
    assert filled.grab().toImage().format() != QImage.Format.Format_Invalid


def test_a_clip_that_is_dragged_is_its_file(filled):
    rows = filled.shelf.rows
    data = rows.mimeData([rows.index(0, 0)])
    assert [url.toLocalFile() for url in data.urls()] == [str(filled.shelf.clip.path)]


def test_a_damaged_library_is_said_with_what_to_do(make_library, context, qtbot):
    folder = context.store.root.parent
    with Library(folder):
        pass
    shutil.copy(folder / "library.sqlite", folder / "kept")
    (folder / "library.sqlite").write_bytes(b"SQLite format 3\0" + bytes(5000))
    page = make_library(wait=False)
    settled(page, qtbot, lambda: page.model.state is LibraryState.FAILED)
    assert page.state.button.text() == "Recover what can be read"
    shutil.move(folder / "kept", folder / "library.sqlite")
    run(page, "retry")
    settled(page, qtbot, lambda: page.model.ready)
    with sqlite3.connect(f"file:{folder / 'library.sqlite'}?mode=ro", uri=True) as database:
        assert database.execute("SELECT count(*) FROM clip").fetchone() == (0,)
    database.close()


def test_the_details_have_room_for_their_fields_beside_the_scroll_bar(filled, qtbot):
    filled.window().resize(1280, 620)
    details = filled.details
    qtbot.waitUntil(lambda: details.verticalScrollBar().isVisible())
    assert details.widget().width() <= details.viewport().width()
