"""How many steps of two 1080p clips at full speed reach the screen, against one clip alone in the same run.

``pytest -m benchmark -s tests/benchmarks/test_compare_speed.py``. A step counts when its own picture was painted, not a
small one in its place. "Where the cores allow": two clips are decoded at once, so that two free cores are needed.
"""

import sys
import time
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("PySide6")

import av
from PySide6.QtWidgets import QApplication, QWidget

from dancecoach.errors import InputError
from dancecoach.gui.app import make_context
from dancecoach.gui.review.compare.desk import CompareDesk
from dancecoach.gui.review.model import ReviewModel
from dancecoach.gui.review.player.player import Player
from dancecoach.gui.widgets.canvas import VideoCanvas
from dancecoach.library.analyses.record import Analysis
from dancecoach.library.analyses.store import AnalysisStore

pytestmark = pytest.mark.benchmark

SIZE, FPS, FRAMES = (1920, 1080), 30, 90
LEAST_SHARE = 0.9
"""Of the steps that one clip alone shows; two clips must show as many."""


@pytest.fixture
def clips(tmp_path: Path) -> tuple[Path, Path]:
    """Two clips of a moving picture."""
    ground = np.random.default_rng(0).integers(0, 255, (SIZE[1] // 8, SIZE[0] // 8, 3), np.uint8)
    picture = ground.repeat(8, axis=0).repeat(8, axis=1)
    paths = tmp_path / "one.mp4", tmp_path / "two.mp4"
    for path, way in zip(paths, (6, -6), strict=True):
        with av.open(str(path), "w") as container:
            stream = container.add_stream("libx264", rate=FPS, options={"preset": "ultrafast"})
            stream.width, stream.height, stream.pix_fmt = *SIZE, "yuv420p"
            for index in range(FRAMES):
                moved = np.ascontiguousarray(np.roll(picture, way * index, axis=1))
                container.mux(stream.encode(av.VideoFrame.from_ndarray(moved, format="bgr24")))
            container.mux(stream.encode())
    return paths


def until(app: QApplication, condition, seconds: float = 60.0) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not come to pass"
        app.processEvents()


def shown_of(app: QApplication, model: ReviewModel, canvas: VideoCanvas) -> int:
    """Play once through; how many of the steps were painted as they are."""
    seen: set[int] = set()

    def painted(frame) -> None:
        if frame is not None and not frame.preview:
            seen.add(frame.index)

    canvas.painted.connect(painted)
    model.seek(0)
    model.set_speed(1.0)
    model.play()
    until(app, lambda: not model.playing)
    canvas.painted.disconnect(painted)
    return len(seen)


def refused(path, *_more) -> Analysis:
    raise InputError("is not looked at here", subject=path)


def test_two_clips_show_the_steps_that_one_shows(qapp, clips, tmp_path) -> None:
    context = make_context(None, AnalysisStore(tmp_path / "analyses"))
    page = QWidget()
    model, canvas = ReviewModel(parent=page), VideoCanvas()
    player = Player(model, parent=page, open_device=lambda: None)
    from dancecoach.gui.film.pose_clip import open_any

    desk = CompareDesk(model, canvas, context, page, open_clip=open_any, analyse=refused)
    player.shown.connect(canvas.show_frame)
    desk.stage.resize(1400, 500)
    desk.stage.show()
    model.begin(clips[0])
    player.open(clips[0])
    until(qapp, lambda: canvas.frame is not None)
    shown_of(qapp, model, canvas)
    alone = shown_of(qapp, model, canvas)
    desk.open(clips[1])
    until(qapp, lambda: desk.canvas.frame is not None)
    shown_of(qapp, model, canvas)
    first = shown_of(qapp, model, canvas)
    second = shown_of(qapp, model, desk.canvas)
    said = f"alone {alone} of {FRAMES}; with a second {first}, the second {second}; ratio {first / alone:.2f}"
    sys.stdout.write(f"\n{said}\n")
    player.close()
    desk.shut_down()
    player.wait()
    context.jobs.shut_down()
    desk.stage.close()
    if alone < LEAST_SHARE * FRAMES:
        pytest.skip(f"the cores are busy: not even one clip alone is shown whole ({said})")
    assert min(first, second) >= LEAST_SHARE * alone
