"""Ten thousand clips are chosen at once, and by stretches; what is known of them is read a screenful at a time."""

import sys
import threading
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QRect, Qt

from dancecoach.gui.library.shelf.card import ClipCard
from dancecoach.gui.library.shelf.grid import ClipGrid
from dancecoach.gui.library.shelf.pictures import Pictures
from dancecoach.gui.library.shelf.rows import ClipRows
from dancecoach.gui.library.shelf.shelf import runs
from dancecoach.gui.library.shelf.table import ClipTable

pytestmark = pytest.mark.gui
MANY = 10_000


@pytest.fixture
def asked():
    """Numbers whose records were read."""
    return []


@pytest.fixture
def rows(qapp, asked, qtbot):
    """Numbers without a clip behind them."""
    made = ClipRows(lambda ids: asked.append(ids) or [])
    made.show(tuple(range(1, MANY + 1)))
    yield made
    made.close()


@pytest.fixture
def grid(rows, qtbot):
    pictures = Pictures()
    made = ClipGrid(ClipCard(pictures, lambda _clip: None))
    qtbot.addWidget(made)
    made.setModel(rows)
    made.resize(1000, 700)
    made.show()
    yield made
    pictures.close()


def chosen(view):
    selection = view.selectionModel().selection()
    return [(part.top(), part.bottom()) for part in (selection.at(i) for i in range(selection.count()))]


def test_all_are_one_stretch(grid, qtbot):
    qtbot.keyClick(grid, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert chosen(grid) == [(0, MANY - 1)]


def test_ten_thousand_are_laid_out_and_chosen_without_asking_python_for_each(grid, rows, qtbot):
    calls = []
    sys.setprofile(lambda frame, event, _: calls.append(frame.f_code.co_name) if event == "call" else None)
    try:
        rows.show(tuple(range(MANY, 0, -1)))
        grid.doItemsLayout()
        qtbot.keyClick(grid, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    finally:
        sys.setprofile(None)
    assert chosen(grid) == [(0, MANY - 1)]
    assert len(calls) < MANY // 10
    assert (rows.rowCount(), rows.columnCount(), rows.rowCount(rows.index(0, 0))) == (MANY, 8, 0)
    rows.show(())
    assert rows.rowCount() == 0


def test_from_one_to_another_however_far(grid, qtbot):
    qtbot.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=grid.visualRect(grid.model().index(2, 0)).center())
    assert chosen(grid) == [(2, 2)]
    qtbot.keyClick(grid, Qt.Key.Key_End, Qt.KeyboardModifier.ShiftModifier)
    assert chosen(grid) == [(2, MANY - 1)]
    qtbot.keyClick(grid, Qt.Key.Key_Home, Qt.KeyboardModifier.ShiftModifier)
    assert chosen(grid) == [(0, 2)]
    grid.clearSelection()
    qtbot.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=grid.visualRect(grid.model().index(0, 0)).center())
    place = grid.visualRect(grid.model().index(6, 0)).center()
    qtbot.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier, place)
    assert chosen(grid) == [(0, 6)]


def test_where_no_card_is_nothing_is_chosen(grid, qtbot):
    flags = grid.selectionCommand(grid.model().index(0, 0))
    grid.setSelection(QRect(-50, -50, 5, 5), flags)
    assert chosen(grid) == []


def test_letters_do_not_read_all_titles(grid, asked, qtbot):
    qtbot.waitUntil(lambda: bool(asked), timeout=30_000)
    qtbot.keyClicks(grid, "xyz")
    qtbot.waitUntil(lambda: not grid.model()._reader.busy, timeout=30_000)
    assert max(max(ids) for ids in asked) < MANY // 2


def test_clips_that_are_gone_are_asked_for_once(grid, asked, qtbot):
    qtbot.waitUntil(lambda: bool(asked), timeout=30_000)
    for _ in range(5):
        grid.viewport().repaint()
        qtbot.wait(1)
    qtbot.waitUntil(lambda: not grid.model()._reader.busy, timeout=30_000)
    numbers = [clip_id for ids in asked for clip_id in ids]
    assert len(numbers) == len(set(numbers))


@pytest.mark.parametrize("before", [["old"], []])
def test_what_changes_while_it_is_read_is_read_again(qapp, qtbot, before):
    titles, read, go = before, threading.Event(), threading.Event()

    def records(ids):
        found = [SimpleNamespace(id=clip_id, title=title) for clip_id in ids for title in titles]
        read.set()
        assert go.wait(30)
        return found

    rows = ClipRows(records)
    rows.show((1,))
    assert rows.clip_at(0) is None
    qtbot.waitUntil(read.is_set, timeout=30_000)
    titles = ["new"]
    rows.forget((1,))
    go.set()
    qtbot.waitUntil(lambda: getattr(rows.clip_at(0), "title", "") == "new", timeout=30_000)
    rows.close()


def test_the_table_shares_the_choice_and_its_head_goes_through_nothing(rows, grid, qtbot):
    table = ClipTable()
    qtbot.addWidget(table)
    table.set_rows(rows)
    table.setSelectionModel(grid.selectionModel())
    table.selectAll()
    assert chosen(grid) == [(0, MANY - 1)]
    assert not table.horizontalHeader().selectionModel().hasSelection()


@pytest.mark.parametrize(
    ("rows", "found"), [([], []), ([3], [(3, 3)]), ([5, 3, 4, 9, 4], [(3, 5), (9, 9)]), (range(9), [(0, 8)])]
)
def test_rows_as_stretches(rows, found):
    assert runs(rows) == found
