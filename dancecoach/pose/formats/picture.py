"""How large the picture was, and places in it as shares of its edges."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dancecoach.errors import PoseFileError
from dancecoach.i18n import _

ASSUMED_SIZE = (1920, 1080)

_MOST_SHARE = 3.0
"""Places whose median is further out than this many picture edges are in pixels, not in shares."""
_LARGEST_EDGE = 65_536
_USUAL = (
    (320, 240), (480, 360), (640, 360), (640, 480), (720, 480), (720, 576), (854, 480), (960, 540), (1024, 768),
    (1280, 720), (1920, 1080), (2560, 1440), (3840, 2160), (7680, 4320),
)  # fmt: skip


def to_shares(
    points: NDArray[np.float32], known: tuple[int, int] | None, path: Path, warnings: list[str]
) -> tuple[int, int]:
    """Turn (T, J, 3) places of any kind into shares of the picture, in place; the picture's size.

    Pixels, shares of 0 to 1 and (OpenPose's ``--keypoint_scale 4``) -1 to 1 are told apart by their values.

    Args:
        points: x, y, z; NaN where unknown.
        known: (width, height) from the person or the file; None guesses and says so.
        path: the file, for the error.
        warnings: sentences for the person are added here.

    Raises:
        PoseFileError: the places are in no picture.
    """
    seen = points[~np.isnan(points[..., 0])][:, :2]
    if not len(seen):
        return known or ASSUMED_SIZE
    if float(np.median(np.abs(seen))) <= _MOST_SHARE:
        if (seen < 0).mean() > 0.1 and np.abs(seen).max() <= 1:
            points[..., :2] = (points[..., :2] + 1) / 2
        return known or _assume(warnings)
    size = known or _guess(seen, path, warnings)
    points /= np.array([size[0], size[1], size[0]], np.float32)
    return size


def _assume(warnings: list[str]) -> tuple[int, int]:
    warnings.append(
        _(
            "The file does not say how large the picture was; {width} x {height} is assumed, and angles are wrong "
            "if its shape was another."
        ).format(width=ASSUMED_SIZE[0], height=ASSUMED_SIZE[1])
    )
    return ASSUMED_SIZE


def _guess(seen: NDArray[np.float32], path: Path, warnings: list[str]) -> tuple[int, int]:
    """The smallest usual picture that all but a few of the joints fit into."""
    width, height = (float(edge) for edge in np.percentile(seen, 99.5, axis=0))
    if max(width, height) > _LARGEST_EDGE:
        raise PoseFileError(
            _("holds places {} pixels from the picture's corner").format(f"{max(width, height):.0f}"),
            subject=path,
            remedy=_("write the poses in pixels of the picture"),
        )
    usual = sorted({*_USUAL, *((h, w) for w, h in _USUAL)}, key=lambda size: size[0] * size[1])
    size = next(((w, h) for w, h in usual if w >= width and h >= height), (_LARGEST_EDGE, _LARGEST_EDGE))
    warnings.append(
        _(
            "The file does not say how large the picture was; {width} x {height} is guessed from the farthest joints. "
            "Angles do not depend on it."
        ).format(width=size[0], height=size[1])
    )
    return size
