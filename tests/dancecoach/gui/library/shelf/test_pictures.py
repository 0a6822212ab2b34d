"""Small pictures: read as large as they are shown, kept within their room, and looked for again."""

import threading

import cv2
import numpy as np
import pytest

from dancecoach.gui.library.shelf import pictures as module
from dancecoach.gui.library.shelf.pictures import Pictures

pytestmark = pytest.mark.gui


@pytest.fixture
def draw(tmp_path):
    """Draws a picture of 384 x 216."""

    def make(number=0):
        path = tmp_path / f"{number}.jpg"
        cv2.imwrite(str(path), np.full((216, 384, 3), number % 255, np.uint8))
        return path

    return make


@pytest.fixture
def pictures(qapp):
    made = Pictures()
    yield made
    made.close()


def read(pictures, qtbot, path, *width):
    qtbot.waitUntil(lambda: pictures.get(path, *width) is not None, timeout=30_000)
    return pictures.get(path, *width)


def test_it_is_read_as_large_as_it_is_shown(pictures, draw, qtbot):
    path = draw()
    small = read(pictures, qtbot, path, 200)
    assert (small.width(), small.height()) == (256, 144)
    assert pictures.bytes == 256 * 144 * 4
    assert pictures.get(path, 256).cacheKey() == small.cacheKey()  # nothing is read anew
    assert pictures.get(path, 300).cacheKey() == small.cacheKey()  # until the larger one is there
    qtbot.waitUntil(lambda: pictures.get(path, 300).width() == 320, timeout=30_000)
    assert read(pictures, qtbot, path).width() == 320
    qtbot.waitUntil(lambda: pictures.get(path).width() == 384, timeout=30_000)
    assert pictures.bytes == 384 * 216 * 4
    assert pictures.get(path, 64).width() == 384  # a larger one will do


def test_those_not_looked_at_for_long_make_room(pictures, draw, qtbot, monkeypatch):
    monkeypatch.setattr(module, "KEPT_BYTES", 3 * 384 * 216 * 4)
    monkeypatch.setattr(module, "LEAST", 2)
    paths = [draw(number) for number in range(6)]
    for path in paths:
        read(pictures, qtbot, path)
    assert pictures.bytes == 3 * 384 * 216 * 4
    assert list(pictures._kept) == paths[3:]
    monkeypatch.setattr(module, "KEPT_BYTES", 1)
    read(pictures, qtbot, paths[0])
    assert len(pictures._kept) == 2  # a screenful stays, or it would be read again and again


def test_one_that_was_not_there_is_looked_for_again(pictures, tmp_path, draw, qtbot):
    path = tmp_path / "7.jpg"
    assert pictures.get(path) is None
    qtbot.waitUntil(lambda: path in pictures._kept, timeout=30_000)
    draw(7)
    assert pictures.get(path) is None
    pictures.forget(path)
    assert read(pictures, qtbot, path).width() == 384


def test_one_that_comes_while_it_is_looked_for_is_looked_for_again(pictures, tmp_path, draw, qtbot, monkeypatch):
    looked, go, look = threading.Event(), threading.Event(), module._image

    def held(path, width):
        image = look(path, width)
        looked.set()
        assert go.wait(30)
        return image

    monkeypatch.setattr(module, "_image", held)
    path = tmp_path / "7.jpg"
    assert pictures.get(path) is None
    assert looked.wait(30)
    draw(7)
    pictures.forget(path)
    go.set()
    assert read(pictures, qtbot, path).width() == 384
