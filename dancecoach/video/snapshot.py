"""One picture into a file."""

from pathlib import Path

import cv2
import numpy as np

from dancecoach.errors import OutputError
from dancecoach.files import atomic_path, make_folder, output_error
from dancecoach.i18n import _
from dancecoach.video.frame import Frame, Image


def save_image(image: Image, path: Path) -> Path:
    """Write a BGR picture as PNG, JPEG or whatever the suffix names; whole or not at all.

    Raises:
        OutputError: the suffix names no picture format, or the file cannot be written.
    """
    # OpenCV's own file access fails on names outside the system's code page; encode here, write ourselves.
    try:
        done, encoded = cv2.imencode(path.suffix or ".png", image)
    except cv2.error:
        done, encoded = False, np.empty(0, np.uint8)
    if not done:
        raise OutputError(_("is not the name of a picture"), subject=path, remedy=_("let it end in .png or .jpg"))
    make_folder(path.parent)
    with atomic_path(path) as temporary:
        try:
            temporary.write_bytes(encoded.tobytes())
        except OSError as error:
            raise output_error(path, error) from error
    return path


def save_snapshot(frame: Frame, path: Path, *, mirrored: bool = False) -> Path:
    """Write a frame's picture, as it is or as in a mirror; the path.

    Raises:
        OutputError: as `save_image`.
    """
    image = np.ascontiguousarray(frame.image[:, ::-1]) if mirrored else frame.image
    return save_image(image, path)
