"""A film on a canvas: its own pictures, and none of the one before."""

import threading

import pytest

from dancecoach.gui.film.fetcher import open_video
from dancecoach.gui.practice.stage.screen import Screen
from dancecoach.gui.widgets.canvas import VideoCanvas

pytestmark = pytest.mark.gui


def test_the_film_before_is_gone_until_the_next_one_has_a_picture(qtbot, counted_clip, tmp_path):
    go, canvas = threading.Event(), VideoCanvas()
    qtbot.addWidget(canvas)

    def open_clip(path):
        assert path == counted_clip or go.wait(30)
        return open_video(counted_clip)

    screen = Screen(canvas, open_clip)
    screen.open(counted_clip)
    qtbot.waitUntil(lambda: canvas.frame is not None, timeout=30_000)
    screen.open(tmp_path / "another.mp4")
    assert canvas.frame is None
    go.set()
    qtbot.waitUntil(lambda: canvas.frame is not None, timeout=30_000)
    screen.close()
    assert screen.wait()
