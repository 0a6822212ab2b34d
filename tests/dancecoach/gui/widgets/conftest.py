"""A canvas of 320 by 240, a picture and a body for it, and what it paints."""

import numpy as np
import pytest
from PySide6.QtGui import QImage

from dancecoach.gui.widgets.canvas import VideoCanvas
from dancecoach.pose.estimator import BodyPose
from dancecoach.pose.skeleton import BODY_13
from dancecoach.video.frame import Frame


@pytest.fixture
def picture():
    """Makes a frame whose left half has a colour (blue, green, red) and whose right half is black."""

    def make(width=320, height=240, index=0, colour=(200, 30, 60)):
        image = np.zeros((height, width, 3), np.uint8)
        image[:, : width // 2] = colour
        return Frame(image, index / 30, index)

    return make


@pytest.fixture
def body():
    """Makes a person who stands with the left side on the right."""

    def make(visibility=0.9):
        landmarks = np.zeros((13, 3), np.float32)
        for i, name in enumerate(BODY_13.joints):
            landmarks[i, :2] = {"left": 0.75, "right": 0.25, "middle": 0.5}[BODY_13.side(name)], 0.05 + 0.07 * i
        return BodyPose(landmarks, np.full(13, visibility, np.float32), None, 0.9)

    return make


@pytest.fixture
def canvas(qtbot):
    widget = VideoCanvas()
    qtbot.addWidget(widget)
    widget.resize(320, 240)
    widget.show()
    return widget


@pytest.fixture
def painted():
    """Gives the pixels of a widget: (height, width, 3), blue, green, red."""

    def grab(widget):
        image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
        pixels = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine() // 4, 4)
        return pixels[:, : image.width(), :3].copy()

    return grab
