"""Clips are dragged: to a place that names them, out of the window as files, and copied by a key."""

import shutil

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QGuiApplication

from dancecoach.gui.library.dragging import clips_in, packed
from dancecoach.gui.library.places import gives
from dancecoach.library.catalogue.records import Group

pytestmark = pytest.mark.gui
NONE = (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)


def until(qtbot, condition):
    qtbot.waitUntil(condition, timeout=30_000)


def line_of(page, begin):
    places = page.places
    return next(i for i in range(places.count()) if places.item(i).text().startswith(begin))


def drop(page, data, begin):
    """Drag over a line of the places, and let go; whether it was taken."""
    places = page.places
    middle = QPointF(places.visualItemRect(places.item(line_of(page, begin))).center())
    copy = Qt.DropAction.CopyAction
    enter = QDragEnterEvent(middle.toPoint(), copy, data, *NONE)
    places.dragEnterEvent(enter)
    if not enter.isAccepted():
        return False
    move = QDragMoveEvent(middle.toPoint(), copy, data, *NONE)
    places.dragMoveEvent(move)
    if move.isAccepted():
        assert places.currentRow() == line_of(page, begin)
        places.dropEvent(QDropEvent(middle, copy, data, *NONE))
    return move.isAccepted()


@pytest.fixture
def two(filled, drop_on, counted_clip, tmp_path, qtbot):
    """The page with a second clip; the first has a tag, a person and a collection."""
    other = tmp_path / "other.mp4"
    other.write_bytes(counted_clip.read_bytes() + b"\0\0\0\x08free")
    drop_on(filled, other)
    until(qtbot, lambda: filled.model.found.total == 2 and not filled.queue.running)
    names = {Group.TAG: "camp", Group.PERSON: "Anna Đặng", Group.COLLECTION: "Tuesday"}
    library = filled.model.library
    for group, name in names.items():
        library.groups.put([1], group, name)
    filled.model.ask()
    until(qtbot, lambda: all(filled.model.found.names.get(group) for group in names))
    return filled


def test_clips_dropped_on_a_place_get_its_name_and_it_can_be_undone(two, qtbot):
    clips = two.model.library.clips
    data = two.shelf.rows.packed([2])
    for begin, field, names in (
        ("camp", "tags", ("camp",)), ("Anna", "persons", ("Anna Đặng",)), ("Tuesday", "collections", ("Tuesday",)),
    ):  # fmt: skip
        assert drop(two, data, begin)
        until(qtbot, lambda field=field, names=names: getattr(clips.get(2), field) == names)
    assert drop(two, data, "References")
    until(qtbot, lambda: clips.get(2).reference)
    for _ in range(4):
        two.context.commands.run("app.undo")
    until(qtbot, lambda: clips.get(2).tags == clips.get(2).persons == clips.get(2).collections == ())
    until(qtbot, lambda: not clips.get(2).reference)


def test_only_places_that_name_something_take_clips_and_only_clips(two):
    assert not drop(two, two.shelf.rows.packed([2]), "All clips")
    assert not drop(two, two.shelf.rows.packed([2]), "TAGS")
    assert two.places.item(line_of(two, "Lessons")).text() == "Lessons  0"
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile("/films/a.mp4")])
    assert not drop(two, files, "camp")
    assert not drop(two, files, "Lessons")
    assert two.places.currentRow() == 0  # what is on show is marked again


def test_clips_are_dragged_out_as_files_also_those_nobody_looked_at(two, tmp_path):
    rows = two.shelf.rows
    rows._kept.clear()
    data = rows.mimeData([rows.index(row, 0) for row in (0, 1)])
    assert [url.toLocalFile() for url in data.urls()] == [
        str(clip.path) for clip in two.model.library.clips.get_all(rows.ids)
    ]
    assert clips_in(data) == rows.ids
    assert clips_in(QMimeData()) == ()


def test_the_files_are_copied_by_a_key(two, qtbot):
    two.shelf.choose(1)
    qtbot.keyClick(two.shelf.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    [url] = QGuiApplication.clipboard().mimeData().urls()
    assert url.toLocalFile() == str(two.model.library.clips.get(1).path)
    QGuiApplication.clipboard().clear()


@pytest.mark.parametrize(
    ("question", "given"),
    [
        ("tag:camp", (Group.TAG, "camp")), ('in:"Tuesday group"', (Group.COLLECTION, "Tuesday group")),
        ("person:Anna", (Group.PERSON, "Anna")), ("is:reference", (None, "")), ("", None), ("style:waltz", None),
    ],
)  # fmt: skip
def test_what_a_place_gives(question, given):
    assert gives(question) == given


def test_numbers_and_files_go_together(tmp_path):
    shutil.rmtree(tmp_path)
    data = packed((3, 1), [tmp_path / "a ü.mp4"])
    assert clips_in(data) == (3, 1)
    assert data.urls()[0].toLocalFile() == str(tmp_path / "a ü.mp4")
