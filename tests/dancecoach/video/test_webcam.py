"""Webcams, with a stand-in for OpenCV's capture: there is no camera on a build machine."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from dancecoach.errors import CameraBusyError, CameraLostError, CameraNotFoundError
from dancecoach.video import webcam as webcam_module
from dancecoach.video.webcam import Webcam, WebcamInfo, list_webcams


class FakeCapture:
    """Gives `good` pictures, then none."""

    def __init__(self, good: int, *, opened: bool = True, shape: tuple[int, ...] = (6, 8, 3)) -> None:
        self.good, self.opened, self.shape, self.released = good, opened, shape, False

    def isOpened(self) -> bool:
        return self.opened

    def read(self) -> tuple[bool, Any]:
        self.good -= 1
        return (True, np.full(self.shape, 7, np.uint8)) if self.good >= 0 else (False, None)

    def get(self, _: int) -> float:
        return 25.0

    def release(self) -> None:
        self.released = True


def _webcam(capture: FakeCapture, clock: Callable[[], float] | None = None) -> Webcam:
    return Webcam(0, opener=lambda *_: capture, **({"clock": clock} if clock else {}))


def test_pictures_carry_number_and_time() -> None:
    ticks = iter([10.0, 10.5, 11.25])
    camera = _webcam(FakeCapture(2), lambda: next(ticks))
    camera.open()
    first, second = camera.read(), camera.read()
    assert first is not None
    assert second is not None
    assert [(f.index, f.time_s) for f in (first, second)] == [(0, 0.5), (1, 1.25)]
    assert (camera.size, camera.fps) == ((8, 6), 25.0)


def test_grey_pictures_become_colour() -> None:
    camera = _webcam(FakeCapture(1, shape=(6, 8)))
    camera.open()
    frame = camera.read()
    assert frame is not None
    assert frame.image.shape == (6, 8, 3)


def test_unplugged() -> None:
    camera = _webcam(FakeCapture(1))
    camera.open()
    camera.read()
    with pytest.raises(CameraLostError, match="cable"):
        camera.read()


def test_in_use_by_another_program() -> None:
    capture = FakeCapture(0)
    camera = _webcam(capture)
    with pytest.raises(CameraBusyError, match="other programs"):
        camera.open()
    assert capture.released


def test_no_camera(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(webcam_module, "V4L_CLASS", tmp_path / "none")
    capture = FakeCapture(0, opened=False)
    with pytest.raises(CameraNotFoundError, match="--camera file:CLIP"):
        Webcam(99, opener=lambda *_: capture).open()
    assert capture.released


def test_close_ends_reading() -> None:
    capture = FakeCapture(5)
    camera = _webcam(capture)
    camera.open()
    camera.read()
    camera.close()
    camera.close()
    assert camera.read() is None
    assert capture.released


def test_linux_lists_names_without_opening(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for number, index, name in ((0, "0", "Integrated Camera\n"), (1, "1", "Integrated Camera\n"), (2, "0", "USB\n")):
        folder = tmp_path / f"video{number}"
        folder.mkdir()
        (folder / "index").write_text(index)
        (folder / "name").write_text(name)
    monkeypatch.setattr(webcam_module, "V4L_CLASS", tmp_path)
    monkeypatch.setattr(webcam_module.platform, "system", lambda: "Linux")
    assert list_webcams() == [WebcamInfo(0, "Integrated Camera"), WebcamInfo(2, "USB")]
    assert Webcam(2).name == "USB"


def test_elsewhere_numbers_are_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webcam_module.platform, "system", lambda: "Darwin")
    monkeypatch.setattr(webcam_module, "open_capture", lambda i, *_: FakeCapture(0, opened=i == 1))
    assert [info.index for info in list_webcams()] == [1]
