"""How fast the picture paints with 10,000 drawings in the clip, against ten, while one is dragged and while it plays.

``pytest -m benchmark -s tests/benchmarks/test_drawing_speed.py``. Sixty pictures a second leave 16.7 ms for one.
Counted is the time of the window's own thread: what else a machine does is not the canvas's.
"""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest

pytest.importorskip("PySide6")

import attrs
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from dancecoach.gui.review.drawing.commands import drawing_commands
from dancecoach.gui.review.drawing.desk import DrawingDesk
from dancecoach.gui.review.drawing.toolbox import SELECT
from dancecoach.gui.widgets.canvas import VideoCanvas
from dancecoach.notes.drawing import KINDS, Drawing
from dancecoach.notes.drawing_set import DrawingSet
from dancecoach.video.frame import ClipInfo, Frame

pytestmark = pytest.mark.benchmark

FRAMES, LARGE, SMALL, RUNS, SEEN = 108_000, 10_000, 10, 80, 10
BUDGET_S = 0.016
LEFT = Qt.MouseButton.LeftButton


def drawings_of(count: int) -> DrawingSet:
    """So many of every kind, about `SEEN` of them on each frame that has any."""
    kinds = [kind for kind in KINDS if kind not in ("trail", "freehand")]
    starts = np.linspace(0, FRAMES - 1, max(1, count // SEEN)).astype(int).repeat(SEEN)[:count].tolist()
    rng = np.random.default_rng(3)
    made = []
    for i, first in enumerate(starts):
        kind = kinds[i % len(kinds)]
        points = tuple(map(tuple, rng.uniform(0.1, 0.9, (KINDS[kind][0], 2)).tolist()))
        last = min(first + 5, FRAMES - 1)
        made.append(Drawing(kind, points, first, last, text="arms" if kind == "text" else "", id=i + 1))
    return DrawingSet.of(made)


@pytest.fixture
def make_desk(open_noted: Callable[..., Any]) -> Iterator[Callable[[int], DrawingDesk]]:
    """A function that makes a canvas over a clip with so many drawings."""
    made = []

    def make(count: int) -> DrawingDesk:
        drawings = drawings_of(count)
        info = ClipInfo("hour.mp4", 1280, 720, FRAMES, FRAMES / 30, 30.0, False, 0)
        times = np.arange(FRAMES) / 30
        noted = open_noted(str(count), info, times, lambda n: attrs.evolve(n, drawings=drawings, next_id=count + 1))
        canvas = VideoCanvas()
        desk = DrawingDesk(noted.model, noted.desk, noted.context, canvas, noted.page)
        noted.context.commands.add(drawing_commands(desk))
        canvas.resize(1280, 720)
        canvas.show()
        canvas.show_frame(Frame(np.full((720, 1280, 3), 90, np.uint8), 0.0, 0))
        desk.set_drawing(True)
        canvas.grab()
        made.append(desk)
        return desk

    yield make
    for desk in made:
        desk.stop()
        desk.canvas.close()


def acts(desk: DrawingDesk) -> dict[str, Callable[[int], None]]:
    """What is done: the clip plays; a drawing is dragged; a line is drawn."""
    canvas, picture = desk.canvas, np.full((720, 1280, 3), 90, np.uint8)

    def play(i: int) -> None:
        canvas.show_frame(Frame(picture, i / 30, i % 6))

    def drag(i: int) -> None:
        if i == 0:
            canvas.show_frame(Frame(picture, 0.0, 0))
            desk.toolbox.take(SELECT)
            first = desk.visible[0]
            desk.toolbox.select((first.id,))
            x, y = canvas.view.to_widget(*first.points[0])
            QTest.mousePress(canvas, LEFT, pos=QPoint(round(x), round(y)))
        QTest.mouseMove(canvas, QPoint(300 + 5 * i, 300))

    def draw(i: int) -> None:
        if i == 0:
            QTest.mouseRelease(canvas, LEFT, pos=QPoint(300, 300))
            desk.take("line")
            QTest.mousePress(canvas, LEFT, pos=QPoint(100, 100))
        QTest.mouseMove(canvas, QPoint(300 + 5 * i, 300))

    return {"playing": play, "a drawing is dragged": drag, "a line is drawn": draw}


def test_it_paints_at_sixty_hertz(
    make_desk: Callable[[int], DrawingDesk], paints_in_time: Callable[..., dict[str, float]]
) -> None:
    large, small = make_desk(LARGE), make_desk(SMALL)
    assert not paints_in_time(acts(large), acts(small), (large.canvas, small.canvas), RUNS, BUDGET_S)
