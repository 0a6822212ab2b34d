"""A skeleton and the phase drawn onto a picture with OpenCV, in the colours of the house.

Left limbs are warm, right limbs cool. A joint that the engine is not sure of is hollow and the bones to it are
dashed: a guess looks like a guess.
"""

from functools import lru_cache
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
    fixed = np.round(xy * 2**_SUBPIXEL_BITS).astype(np.int32)
    look = _look(skeleton)
    ends = look.ends
    there: NDArray[np.bool_] = np.asarray(drawn[ends].all(axis=1))
    certain: NDArray[np.bool_] = np.asarray(sure[ends].all(axis=1))
    _sure_bones(image, fixed, look, there & certain, thickness)
    for bone in np.flatnonzero(there & ~certain).tolist():
        a, b = ends[bone].tolist()
        _dashed_bone(image, xy[a], xy[b], look.bones[bone], thickness)
    at = fixed.tolist()
    for joint in np.flatnonzero(drawn).tolist():
        _joint(image, at[joint], look.joints[joint], thickness, bool(sure[joint]))


def draw_phase(image: Image, phase: str) -> None:
    """Write a phase's name on its colour into the upper left corner of a picture, in place.

    Args:
        image: (H, W, 3) BGR, written to.
        phase: one of `dancecoach.motion.phases.PHASES`.
    """
    banner = _banner(*image.shape[:2], tuple(map(phase_word, PHASES)))
    cv2.rectangle(image, (banner.pad, banner.pad), banner.opposite, bgr(PHASES[phase]), cv2.FILLED)
    cv2.rectangle(image, (banner.pad, banner.pad), banner.opposite, _OUTLINE, max(1, banner.pen // 2))
    word = phase_word(phase)
    widest = banner.opposite[0] - 3 * banner.pad
    left = 2 * banner.pad + (widest - cv2.getTextSize(word, _FONT, banner.scale, banner.pen)[0][0]) // 2
    base = (left, banner.opposite[1] - banner.pad)
    cv2.putText(image, word, base, _FONT, banner.scale, _OUTLINE, banner.pen, cv2.LINE_AA)


def banner_corner(height: int, width: int) -> tuple[int, int]:
    """Right and lower end, pixels: beyond them `draw_phase` changes nothing in a picture of that size."""
    banner = _banner(height, width, tuple(map(phase_word, PHASES)))
    return banner.opposite[0] + banner.pen + 1, banner.opposite[1] + banner.pen + 1


@attrs.frozen
class _Banner:
    """Where the phase stands: pixels, and OpenCV's measures of letters."""

    scale: float
    pen: int
    pad: int
    opposite: tuple[int, int]


@lru_cache(maxsize=16)
def _banner(height: int, width: int, words: tuple[str, ...]) -> _Banner:
    # Letters a twentieth of the picture high are read on a telephone; a narrow picture has room for smaller ones.
    scale, pen = min(height / 20, width / 24) / _LETTER, max(1, round(min(height, width) / 300))
    boxes = [cv2.getTextSize(word, _FONT, scale, pen)[0] for word in words]
    # As wide as the longest word, so that the banner changes its colour and not its place.
    widest, letters = max(box[0] for box in boxes), max(box[1] for box in boxes)
    pad = max(3, round(0.5 * letters))
    return _Banner(scale, pen, pad, (widest + 3 * pad, letters + 3 * pad))


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


@attrs.frozen(eq=False)
class _Look:
    """What is drawn of a skeleton, worked out once.

    Attributes:
        ends: (B, 2) positions of the joints that each bone joins.
        bones: BGR colour of each bone.
        joints: BGR colour of each joint.
    """

    ends: NDArray[np.intp]
    bones: tuple[tuple[int, int, int], ...]
    joints: tuple[tuple[int, int, int], ...]


@lru_cache(maxsize=16)
def _look(skeleton: Skeleton) -> _Look:
    ends = np.array([(skeleton.index(a), skeleton.index(b)) for a, b in skeleton.bones], np.intp).reshape(-1, 2)
    bones = tuple(bone_colour(skeleton, a, b) for a, b in skeleton.bones)
    return _Look(ends, bones, tuple(bgr(SIDES[skeleton.side(joint)]) for joint in skeleton.joints))


def _sure_bones(image: Image, fixed: NDArray[np.int32], look: _Look, chosen: NDArray[np.bool_], thickness: int) -> None:
    """Draw bones: the dark edges of all first, so that none lies upon another bone."""
    lines = list(fixed[look.ends][:, :, None, :])
    numbers = np.flatnonzero(chosen).tolist()
    cv2.polylines(image, [lines[i] for i in numbers], False, _OUTLINE, thickness + 2, cv2.LINE_AA, _SUBPIXEL_BITS)
    for colour in dict.fromkeys(look.bones):
        own = [lines[i] for i in numbers if look.bones[i] == colour]
        if own:
            cv2.polylines(image, own, False, colour, thickness, cv2.LINE_AA, _SUBPIXEL_BITS)


def _dashed_bone(
    image: Image, a: NDArray[np.float32], b: NDArray[np.float32], colour: tuple[int, int, int], thickness: int
) -> None:
    for start, end in _dashes(a, b, thickness):
        cv2.line(image, _fixed(start), _fixed(end), colour, thickness, cv2.LINE_AA, _SUBPIXEL_BITS)


def _dashes(a: NDArray[np.float32], b: NDArray[np.float32], width: int) -> list[tuple[Any, Any]]:
    """Pieces of a line with gaps between them, and gaps at both ends so that a hollow joint stays hollow."""
    length = float(np.hypot(*(b - a)))
    # A line's round ends are as long as it is wide. Never more dashes than a screen can show.
    count = min(max(1, round(length / (5.0 * max(2, width)))), 200)
    middles = (np.arange(count) + 0.5) / count
    half = 0.2 / count
    return [(a + (b - a) * (m - half), a + (b - a) * (m + half)) for m in middles]


def _joint(image: Image, at: list[int], colour: tuple[int, int, int], thickness: int, sure: bool) -> None:
    """Draw a joint at a point in fixed-point pixels."""
    one = 1 << _SUBPIXEL_BITS
    radius = (thickness + 1) * one
    if sure:
        cv2.circle(image, at, radius + one, _OUTLINE, cv2.FILLED, cv2.LINE_AA, _SUBPIXEL_BITS)
        cv2.circle(image, at, radius, colour, cv2.FILLED, cv2.LINE_AA, _SUBPIXEL_BITS)
    else:
        cv2.circle(image, at, radius, colour, max(1, thickness // 2), cv2.LINE_AA, _SUBPIXEL_BITS)


def _fixed(point: NDArray[np.float32]) -> tuple[int, int]:
    """A point in OpenCV's fixed-point pixels."""
    x, y = np.round(point * 2**_SUBPIXEL_BITS).astype(int)
    return int(x), int(y)
