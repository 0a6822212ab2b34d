"""The row under the picture fits every window from 900 pixels on, whatever the clip's length and the language."""

from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QWidget

from dancecoach.gui.commands import Command, CommandTable
from dancecoach.gui.review.model import ReviewModel
from dancecoach.gui.review.player.transport import Room, Transport
from dancecoach.gui.theme import apply_theme
from dancecoach.video.frame import ClipInfo

NAMES = (
    "to_start", "step_back", "play", "step_forward", "to_end", "loop_a", "loop_b", "loop_clear", "origin_here",
    "capture_rate",
)  # fmt: skip
#: What is left for the row in a window of 900 pixels.
NARROWEST = 530


class Longer(QTranslator):
    """A language whose words are nearly a third longer than the English ones."""

    def isEmpty(self):
        return False

    def translate(self, _context, text, *_more):
        return text + "n" * -(-3 * len(text) // 10)


@pytest.fixture
def language(request, qapp):
    if not request.param:
        yield
        return
    translator = Longer(qapp)
    qapp.installTranslator(translator)
    yield
    qapp.removeTranslator(translator)


@pytest.fixture
def make_row(qtbot, qapp):
    """A function that shows the row for a clip of so many frames and seconds."""
    apply_theme(qapp, "dark")

    def make(frames, seconds, width):
        table = CommandTable()
        table.add([Command(f"review.{name}", name, lambda: None, page="review") for name in NAMES])
        table.set_page("review")
        model = ReviewModel()
        row = Transport(model, table)
        qtbot.addWidget(row)
        row.resize(width, row.sizeHint().height())
        row.show()
        times = np.linspace(0.0, seconds, frames, endpoint=False)
        model.opened(ClipInfo("c.mp4", frames, seconds, frames / seconds, False, 64, 48), times)
        row.table, row.model = table, model
        return row

    return make


def shown(row):
    parts = [w for w in row.findChildren(QWidget) if w.parent() is row and w.isVisible()]
    return sorted(parts, key=lambda w: w.x())


@pytest.mark.parametrize("language", [False, True], ids=["English", "longer"], indirect=True)
@pytest.mark.parametrize("clip", [(351, 11.7), (216_000, 7200.0)], ids=["short", "hours"])
@pytest.mark.parametrize("width", [NARROWEST, 600, 700, 850, 1200])
def test_nothing_is_cut_and_nothing_overlaps(language, make_row, clip, width):
    row = make_row(*clip, width)
    row.model.seek(row.model.last)
    row.layout().activate()
    parts = shown(row)
    for part, after in pairwise(parts):
        assert part.geometry().right() < after.x(), (part.objectName(), after.objectName())
    assert parts[0].x() >= 0
    assert parts[-1].geometry().right() < width
    for readout in (row.place, row.time):
        if readout.isVisible():
            assert QFontMetrics(readout.font()).horizontalAdvance(readout.text()) <= readout.width()
    assert row.place.isVisible()
    assert str(clip[0] - 1) in row.place.text()


def test_what_has_no_button_is_in_the_menu(make_row):
    row = make_row(216_000, 7200.0, row_width := 400)
    assert row.needed(Room.LOOP_FOLDED) <= row_width
    offered = {a.objectName() for a in row.more.menu().actions()}
    with_button = {w.objectName() for w in shown(row)}
    assert {"review.to_start", "review.to_end", "review.loop_clear"} <= offered
    assert not offered & with_button
    row.resize(1200, row.height())
    assert not row.more.isVisible()
    assert {"review.to_start", "review.loop_clear"} <= {w.objectName() for w in shown(row)}


def test_less_room_never_needs_more(make_row):
    row = make_row(216_000, 7200.0, 900)
    needed = [row.needed(room) for room in Room]
    assert needed == sorted(needed, reverse=True)
    assert needed[-1] < NARROWEST


def test_numbers_counted_from_an_origin_fit_too(make_row):
    row = make_row(216_000, 7200.0, NARROWEST)
    row.model.set_origin(108_000)
    row.model.seek(0)
    row.layout().activate()
    assert row.place.text().endswith("108000")
    assert QFontMetrics(row.place.font()).horizontalAdvance(row.place.text()) <= row.place.width()
    assert row.needed(row._fitting) <= NARROWEST
