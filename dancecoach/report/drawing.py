"""A skeleton and the phase drawn onto a picture with OpenCV, in the colours of the house.

Left limbs are warm, right limbs cool. A joint that the engine is not sure of is hollow and the bones to it are
dashed: a guess looks like a guess.
"""

from typing import Any

import attrs
import cv2
import numpy as np
from numpy.typing import NDArray

from dancecoach.i18n import _
from dancecoach.palette import PHASES, SIDES, UNCERTAIN_VISIBILITY, bgr
from dancecoach.pose.skeleton import Skeleton
from dancecoach.video.frame import Image

_SUBPIXEL_BITS = 4
_OUTLINE = (24, 24, 24)
_FONT = cv2.FONT_HERSHEY_SIMPLEX
_LETTER = 21.0
"""Pixels that a capital of this font is high at scale 1."""

_SMALLEST_FACE = 90.0
"""Below this many pixels of body height the face and hands would be a blot; limbs and torso stay."""

_FINE = ("eye", "ear", "mouth", "pinky", "index", "thumb")


def draw_skeleton(
    image: Image, points: NDArray[np.float32], visibility: NDArray[np.float32], skeleton: Skeleton
) -> None:
    """Draw one person onto a picture, in place.

    Args:
        image: (H, W, 3) BGR, written to.
        points: (J, 2) pixels; joints that are NaN are left out.
        visibility: (J,) 0 to 1.
        skeleton: what the joints are.
    """
    height, width = image.shape[:2]
    drawn = np.isfinite(points).all(axis=1)
    if not drawn.any():
        return
    # OpenCV's fixed-point coordinates overflow far outside the picture.
    xy = np.clip(np.nan_to_num(points), (-2 * width, -2 * height), (3 * width, 3 * height))
    body = float(np.ptp(xy[drawn], axis=0).max())
    drawn &= _wanted(skeleton, body)
    sure = visibility >= UNCERTAIN_VISIBILITY
    thickness = _thickness(height, width, body)
    for first, second in skeleton.bones:
        a, b = skeleton.index(first), skeleton.index(second)
        if drawn[a] and drawn[b]:
            pen = _Pen(bone_colour(skeleton, first, second), thickness, bool(sure[a] and sure[b]))
            _bone(image, xy[a], xy[b], pen)
    for i, joint in enumerate(skeleton.joints):
        if drawn[i]:
            _joint(image, xy[i], _Pen(bgr(SIDES[skeleton.side(joint)]), thickness, bool(sure[i])))


def draw_phase(image: Image, phase: str) -> None:
    """Write a phase's name on its colour into the upper left corner of a picture, in place.

    Args:
        image: (H, W, 3) BGR, written to.
        phase: one of `dancecoach.motion.phases.PHASES`.
    """
    height, width = image.shape[:2]
    # Letters a twentieth of the picture high are read on a telephone; a narrow picture has room for smaller ones.
    scale, pen = min(height / 20, width / 24) / _LETTER, max(1, round(min(height, width) / 300))
    boxes = {name: cv2.getTextSize(phase_word(name), _FONT, scale, pen)[0] for name in PHASES}
    # As wide as the longest word, so that the banner changes its colour and not its place.
    widest, letters = max(box[0] for box in boxes.values()), max(box[1] for box in boxes.values())
    pad = max(3, round(0.5 * letters))
    opposite = (widest + 3 * pad, letters + 3 * pad)
    cv2.rectangle(image, (pad, pad), opposite, bgr(PHASES[phase]), cv2.FILLED)
    cv2.rectangle(image, (pad, pad), opposite, _OUTLINE, max(1, pen // 2))
    left = 2 * pad + (widest - boxes[phase][0]) // 2
    cv2.putText(image, phase_word(phase), (left, 2 * pad + letters), _FONT, scale, _OUTLINE, pen, cv2.LINE_AA)


def phase_word(phase: str) -> str:
    """The phase's name as OpenCV's letters can write it: in the person's language, or else in English."""
    names = {"idle": _("idle"), "take-off": _("take-off"), "skill": _("skill"), "landing": _("landing")}
    return names[phase] if names[phase].isascii() else phase


def bone_colour(skeleton: Skeleton, first: str, second: str) -> tuple[int, int, int]:
    """BGR colour of a bone: its side's, or the middle's where it joins both sides."""
    sides = {skeleton.side(first), skeleton.side(second)}
    return bgr(SIDES[sides.pop() if len(sides) == 1 else "middle"])


def _wanted(skeleton: Skeleton, body: float) -> NDArray[np.bool_]:
    """(J,) which joints are drawn at this size of body in pixels."""
    if body >= _SMALLEST_FACE:
        return np.ones(len(skeleton), np.bool_)
    return np.array(["foot" in j or not any(word in j for word in _FINE) for j in skeleton.joints])


def _thickness(height: int, width: int, body: float) -> int:
    """Line width in pixels: seen on a large picture, not hiding a small body."""
    return max(1, round(min(min(height, width) / 180, body / 60)))


@attrs.frozen
class _Pen:
    """How a line is drawn: colour BGR, width in pixels, and whether the engine was sure."""

    colour: tuple[int, int, int]
    width: int
    sure: bool


def _bone(image: Image, a: NDArray[np.float32], b: NDArray[np.float32], pen: _Pen) -> None:
    pieces = [(a, b)] if pen.sure else _dashes(a, b, pen.width)
    for start, end in pieces:
        if pen.sure:
            cv2.line(image, _fixed(start), _fixed(end), _OUTLINE, pen.width + 2, cv2.LINE_AA, _SUBPIXEL_BITS)
        cv2.line(image, _fixed(start), _fixed(end), pen.colour, pen.width, cv2.LINE_AA, _SUBPIXEL_BITS)


def _dashes(a: NDArray[np.float32], b: NDArray[np.float32], width: int) -> list[tuple[Any, Any]]:
    """Pieces of a line with gaps between them, and gaps at both ends so that a hollow joint stays hollow."""
    length = float(np.hypot(*(b - a)))
    # A line's round ends are as long as it is wide. Never more dashes than a screen can show.
    count = min(max(1, round(length / (5.0 * max(2, width)))), 200)
    middles = (np.arange(count) + 0.5) / count
    half = 0.2 / count
    return [(a + (b - a) * (m - half), a + (b - a) * (m + half)) for m in middles]


def _joint(image: Image, at: NDArray[np.float32], pen: _Pen) -> None:
    one = 1 << _SUBPIXEL_BITS
    radius = (pen.width + 1) * one
    if pen.sure:
        cv2.circle(image, _fixed(at), radius + one, _OUTLINE, cv2.FILLED, cv2.LINE_AA, _SUBPIXEL_BITS)
        cv2.circle(image, _fixed(at), radius, pen.colour, cv2.FILLED, cv2.LINE_AA, _SUBPIXEL_BITS)
    else:
        cv2.circle(image, _fixed(at), radius, pen.colour, max(1, pen.width // 2), cv2.LINE_AA, _SUBPIXEL_BITS)


def _fixed(point: NDArray[np.float32]) -> tuple[int, int]:
    """A point in OpenCV's fixed-point pixels."""
    x, y = np.round(point * 2**_SUBPIXEL_BITS).astype(int)
    return int(x), int(y)
