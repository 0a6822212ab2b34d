"""Cameras that are plugged in or built in, through OpenCV."""

import os
import platform
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs
import cv2
import numpy as np

from dancecoach.errors import CameraBusyError, CameraLostError, CameraNotFoundError
from dancecoach.i18n import _
from dancecoach.video.frame import Frame

#: Where Linux lists its video devices, with their names.
V4L_CLASS = Path("/sys/class/video4linux")
#: How many numbers to try where the system offers no list.
MOST_PROBED = 5
#: Pictures in a row that may fail before a camera counts as lost (a cable that wobbles).
MOST_FAILURES = 5

Capture = Any
"""`cv2.VideoCapture`, or a stand-in with `isOpened`, `read`, `set`, `get` and `release`."""


@attrs.frozen
class WebcamInfo:
    """A camera that can be chosen.

    Attributes:
        index: number to open it by.
        name: as the system calls it.
    """

    index: int
    name: str


def list_webcams() -> list[WebcamInfo]:
    """The cameras of this machine; on Linux without opening (and lighting) any of them."""
    if platform.system() == "Linux":
        return _listed_by_linux(V4L_CLASS)
    return [WebcamInfo(i, _("Camera {number}").format(number=i)) for i in range(MOST_PROBED) if _opens(i)]


def open_capture(index: int, size: tuple[int, int], fps: float) -> Capture:
    """Open a device with OpenCV, asking for compressed pictures: raw 720p does not fit through USB 2 at 30 fps."""
    _quiet()
    # The fastest backend to open on each system; OpenCV's own order tries several and prints about it.
    backend = {"Linux": cv2.CAP_V4L2, "Darwin": cv2.CAP_AVFOUNDATION, "Windows": cv2.CAP_DSHOW}
    capture = cv2.VideoCapture(index, backend.get(platform.system(), cv2.CAP_ANY))
    if capture.isOpened():
        capture.set(cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*"MJPG"))
        capture.set(cv2.CAP_PROP_FRAME_WIDTH, size[0])
        capture.set(cv2.CAP_PROP_FRAME_HEIGHT, size[1])
        capture.set(cv2.CAP_PROP_FPS, fps)
        # One buffered picture: more would only make it older.
        capture.set(cv2.CAP_PROP_BUFFERSIZE, 1)
    return capture


class Webcam:
    """A camera of this machine; implements `Camera`.

    Args:
        index: its number, 0 is the first.
        size: (width, height) to ask for; the camera may give another.
        fps: frames per second to ask for.
        opener: opens the device; tests put a stand-in here.
        clock: seconds, monotonic.
    """

    def __init__(
        self,
        index: int = 0,
        size: tuple[int, int] = (1280, 720),
        fps: float = 30.0,
        *,
        opener: Callable[[int, tuple[int, int], float], Capture] = open_capture,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._index, self._wanted, self._wanted_fps = index, size, fps
        self._opener, self._clock = opener, clock
        self._capture: Capture | None = None
        self._lock = threading.Lock()
        self._closed = threading.Event()
        self._size, self._fps = (0, 0), 0.0
        self._opened_at, self._number = 0.0, 0
        self._first: Frame | None = None

    @property
    def name(self) -> str:
        """The system's name for it, or its number."""
        known = {info.index: info.name for info in _listed_by_linux(V4L_CLASS)}
        return known.get(self._index, _("Camera {number}").format(number=self._index))

    @property
    def size(self) -> tuple[int, int]:
        """(width, height) of the pictures it gives; (0, 0) before `open`."""
        return self._size

    @property
    def fps(self) -> float:
        """Frames per second as the device states them; 0 when it does not."""
        return self._fps

    def open(self) -> None:
        """Open the device and wait for its first picture.

        Raises:
            CameraNotFoundError: there is no camera of that number.
            CameraBusyError: it is there but gives no picture.
        """
        capture = self._opener(self._index, self._wanted, self._wanted_fps)
        if not capture.isOpened():
            capture.release()
            raise self._not_opened()
        self._closed.clear()
        self._capture, self._opened_at, self._number = capture, self._clock(), 0
        try:
            self._first = self._grab()
        except CameraLostError:
            self.close()
            raise self._busy() from None
        self._size = self._first.size
        fps = float(capture.get(cv2.CAP_PROP_FPS) or 0.0)
        self._fps = fps if 0 < fps < 1000 else 0.0

    def read(self) -> Frame | None:
        """Wait for the next picture; None after `close`.

        Raises:
            CameraLostError: it stopped delivering.
        """
        if self._first is not None:
            frame, self._first = self._first, None
            return frame
        return None if self._closed.is_set() else self._grab()

    def close(self) -> None:
        """Let go of the device; calling it twice does no harm."""
        self._closed.set()
        with self._lock:
            if self._capture is not None:
                self._capture.release()
                self._capture = None

    def _grab(self) -> Frame:
        for _attempt in range(MOST_FAILURES):
            with self._lock:
                good, image = self._capture.read() if self._capture is not None else (False, None)
            if good and image is not None and image.size:
                frame = Frame(_three_channels(image), self._clock() - self._opened_at, self._number)
                self._number += 1
                return frame
            if self._closed.wait(0.02):
                break
        raise CameraLostError(_("gives no pictures any more"), subject=self.name, remedy=_("check its cable"))

    def _not_opened(self) -> CameraNotFoundError | CameraBusyError:
        device = Path(f"/dev/video{self._index}")
        if platform.system() == "Linux" and device.exists():
            return self._busy() if os.access(device, os.R_OK | os.W_OK) else _no_permission(device)
        remedy = _("plug one in, choose another, or use a clip with --camera file:CLIP")
        return CameraNotFoundError(_("there is no such camera"), subject=self.name, remedy=remedy)

    def _busy(self) -> CameraBusyError:
        remedy = _("close other programs that use it, or unplug it and plug it in again")
        return CameraBusyError(_("is there but gives no pictures"), subject=self.name, remedy=remedy)


def _no_permission(device: Path) -> CameraBusyError:
    return CameraBusyError(
        _("may not be used by this account"), subject=device, remedy=_("add the account to the group 'video'")
    )


def _listed_by_linux(folder: Path) -> list[WebcamInfo]:
    """Capture devices by number; a camera's second device, for metadata, is left out."""
    if not folder.is_dir():
        return []
    found = []
    for entry in folder.glob("video*"):
        number, place = entry.name.removeprefix("video"), entry / "index"
        if not number.isdecimal() or (place.exists() and place.read_text().strip() != "0"):
            continue
        name = (entry / "name").read_text().strip() if (entry / "name").exists() else entry.name
        found.append(WebcamInfo(int(number), name))
    return sorted(found, key=lambda info: info.index)


def _opens(index: int) -> bool:
    capture = open_capture(index, (640, 480), 30)
    try:
        return bool(capture.isOpened())
    finally:
        capture.release()


def _three_channels(image: Any) -> Any:
    """BGR, also from cameras that give grey or four channels."""
    if image.ndim == 2 or image.shape[2] == 1:
        return cv2.cvtColor(image, cv2.COLOR_GRAY2BGR)
    return np.ascontiguousarray(image[..., :3])


def _quiet() -> None:
    """Keep OpenCV's remarks about missing cameras off the terminal: we say it ourselves."""
    logging = getattr(cv2.utils, "logging", None)
    if logging is not None:
        logging.setLogLevel(logging.LOG_LEVEL_SILENT)
