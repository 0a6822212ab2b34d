"""The window shows a drawing where exported pictures have it; turned and mirrored it stays on the body."""

import attrs
import numpy as np
import pytest
from PySide6.QtGui import QImage, QPainter

from dancecoach.gui.review.drawing.painting import paint_drawing
from dancecoach.gui.widgets.view import View
from dancecoach.notes.clock import Clock
from dancecoach.notes.drawing import Drawing
from dancecoach.pose.skeleton import BLAZEPOSE_33
from dancecoach.pose.track import PoseTrack
from dancecoach.report.figures import Scene, figures_of
from dancecoach.report.notes_drawing import draw_drawing
from dancecoach.report.surface import Surface

SIZE = (640, 480)
GREY = 96
SCENE = Scene(Clock(np.arange(100) / 30), picture=SIZE)

DRAWINGS = {
    "arrow": Drawing("arrow", ((0.2, 0.3), (0.6, 0.5)), 0, 9),
    "angle": Drawing("angle", ((0.2, 0.3), (0.5, 0.6), (0.8, 0.3)), 0, 9),
    "vertical-angle": Drawing("vertical-angle", ((0.4, 0.8), (0.6, 0.4)), 0, 9),
    "distance": Drawing("distance", ((0.2, 0.7), (0.7, 0.6)), 0, 9, text="step"),
    "ellipse": Drawing("ellipse", ((0.2, 0.3), (0.6, 0.5)), 0, 9, width=0.01),
    "freehand": Drawing("freehand", ((0.2, 0.3), (0.4, 0.6), (0.6, 0.5)), 0, 9),
    "grid": Drawing("grid", ((0.2, 0.3), (0.7, 0.35), (0.8, 0.8), (0.1, 0.7)), 0, 9),
    "marker": Drawing("marker", ((0.2, 0.3),), 0, 9, path=((0, 0.2, 0.3), (5, 0.4, 0.5))),
    "stopwatch": Drawing("stopwatch", ((0.3, 0.3),), 0, 9, runs_from=0),
    "text": Drawing("text", ((0.3, 0.3),), 0, 9, text="arms\nlate"),
}


def in_window(drawing, frame=5, **look):
    """Where the window paints something, (H, W)."""
    view = View(SIZE, SIZE, **look)
    image = QImage(*SIZE, QImage.Format.Format_RGB888)
    image.fill(GREY << 16 | GREY << 8 | GREY)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint_drawing(painter, drawing, frame, view, SCENE)
    painter.end()
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(SIZE[1], image.bytesPerLine())[:, : 3 * SIZE[0]]
    return touched(pixels.reshape(SIZE[1], SIZE[0], 3))


def exported(drawing, frame=5):
    image = np.full((SIZE[1], SIZE[0], 3), GREY, np.uint8)
    draw_drawing(Surface.of_image(image), drawing, frame, SCENE)
    return touched(image)


def touched(image):
    return np.abs(image.astype(int) - GREY).max(axis=2) > 60


def box(mask):
    ys, xs = np.nonzero(mask)
    return np.array([xs.min(), ys.min(), xs.max(), ys.max()])


@pytest.mark.parametrize("kind", DRAWINGS)
def test_the_window_paints_what_exports_have(kind, qapp):
    window, picture = in_window(DRAWINGS[kind]), exported(DRAWINGS[kind])
    assert np.abs(box(window) - box(picture)).max() <= 2
    assert np.logical_and(window, picture).sum() >= 0.5 * np.logical_or(window, picture).sum()


@pytest.mark.parametrize("kind", ["arrow", "angle", "grid"])
def test_a_mirrored_picture_has_its_drawings_mirrored(kind, qapp):
    drawing = attrs.evolve(DRAWINGS[kind], width=0.0005) if kind == "angle" else DRAWINGS[kind]
    plain, mirrored = box(in_window(drawing)), box(in_window(drawing, mirrored=True))
    assert np.abs(np.array([640 - plain[2], plain[1], 640 - plain[0], plain[3]]) - mirrored).max() <= 2


def test_words_stay_upright_in_a_turned_picture(qapp):
    left, top, right, bottom = box(in_window(DRAWINGS["stopwatch"]))
    turned = box(in_window(DRAWINGS["stopwatch"], turns=1))
    assert right - left > bottom - top
    assert turned[2] - turned[0] > turned[3] - turned[1]


def test_it_comes_and_goes(qapp):
    drawing = attrs.evolve(DRAWINGS["arrow"], start_frame=5, end_frame=6, fade=3)
    assert not in_window(drawing, frame=1).any()
    assert in_window(drawing, frame=5).sum() > in_window(drawing, frame=3).sum()


def test_a_trail_reaches_back_over_its_span_also_before_it_was_drawn():
    landmarks = np.zeros((40, 33, 3), np.float32) + np.linspace(0, 1, 40, dtype=np.float32)[:, None, None]
    track = PoseTrack(np.arange(40) / 30, landmarks, np.ones((40, 33)), np.ones(40, bool), SIZE, BLAZEPOSE_33, "x")
    trail = Drawing("trail", (), 20, 39, joint="left_wrist", span=10)
    way = figures_of(trail, 22, SIZE, Scene(track=track))[0].ways[0]
    assert way[:, 0] == pytest.approx(np.arange(12, 23) / 39 * 640, abs=0.1)
