"""A skeleton and the phase drawn onto a picture, in the colours of the house.

Left limbs are warm, right limbs cool. A joint that the engine is not sure of is hollow and the bones to it are
dashed: a guess looks like a guess.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import attrs
import cv2
import numpy as np
from numpy.typing import NDArray

from dancecoach.i18n import _
from dancecoach.palette import PHASES, SIDES, UNCERTAIN_VISIBILITY, bgr
from dancecoach.pose.skeleton import Skeleton
from dancecoach.report.strokes import EDGE, fixed_points
from dancecoach.report.surface import Colour, Fixed, Plate, Surface

_FONT = cv2.FONT_HERSHEY_SIMPLEX
_LETTER = 21.0
"""Pixels that a capital of this font is high at scale 1."""

_SMALLEST_FACE = 90.0
"""Below this many pixels of body height the face and hands would be a blot; limbs and torso stay."""

_FINE = ("eye", "ear", "mouth", "pinky", "index", "thumb")


def draw_skeleton(
    on: Surface, points: NDArray[np.float32], visibility: NDArray[np.float32], skeleton: Skeleton
) -> None:
    """Draw one person.

    Args:
        on: written to.
        points: (J, 2) pixels; joints that are NaN are left out.
        visibility: (J,) 0 to 1.
        skeleton: what the joints are.
    """
    width, height = on.size
    drawn = np.isfinite(points).all(axis=1)
    if not drawn.any():
        return
    # A bone to a joint far outside still points there.
    xy = np.clip(np.nan_to_num(points), (-2 * width, -2 * height), (3 * width, 3 * height))
    body = float(np.ptp(xy[drawn], axis=0).max())
    drawn &= _wanted(skeleton, body)
    sure = visibility >= UNCERTAIN_VISIBILITY
    thickness = _thickness(height, width, body)
    look, fixed = _look(skeleton), fixed_points(xy)
    there: NDArray[np.bool_] = np.asarray(drawn[look.ends].all(axis=1))
    certain: NDArray[np.bool_] = np.asarray(sure[look.ends].all(axis=1))
    _sure_bones(on, fixed, look, there & certain, thickness)
    _dashed_bones(on, xy, look, there & ~certain, thickness)
    _sure_joints(on, fixed, look, drawn & sure, thickness)
    _hollow_joints(on, fixed, look, drawn & ~sure, thickness)


def draw_phase(on: Surface, phase: str) -> None:
    """Write a phase's name on its colour into the upper left corner of a picture.

    Args:
        on: written to.
        phase: one of `dancecoach.motion.phases.PHASES`.
    """
    width, height = on.size
    banner = _banner(height, width, tuple(map(phase_word, PHASES)))
    on.paste(_plate(banner, phase_word(phase), bgr(PHASES[phase])), (banner.pad, banner.pad))


@lru_cache(maxsize=32)
def _plate(banner: "_Banner", word: str, colour: Colour) -> Plate:
    """The banner itself."""
    width, height = banner.size
    edge, pad = max(1, banner.pen // 2), banner.pad
    plate = np.empty((height, width, 3), np.uint8)
    plate[:] = EDGE
    plate[edge:-edge, edge:-edge] = colour
    left = (width - cv2.getTextSize(word, _FONT, banner.scale, banner.pen)[0][0]) // 2
    cv2.putText(plate, word, (left, height - pad), _FONT, banner.scale, EDGE, banner.pen, cv2.LINE_AA)
    return Plate.of(plate)


@attrs.frozen
class _Banner:
    """How large the phase is written, pixels; ``scale`` and ``pen`` are OpenCV's measures of letters."""

    scale: float
    pen: int
    pad: int
    size: tuple[int, int]


@lru_cache(maxsize=16)
def _banner(height: int, width: int, words: tuple[str, ...]) -> _Banner:
    # Letters a twentieth of the picture high are read on a telephone; a narrow picture has room for smaller ones.
    scale, pen = min(height / 20, width / 24) / _LETTER, max(1, round(min(height, width) / 300))
    boxes = [cv2.getTextSize(word, _FONT, scale, pen)[0] for word in words]
    # As wide as the longest word, so that the banner changes its colour and not its place.
    widest, letters = max(box[0] for box in boxes), max(box[1] for box in boxes)
    # All even: a video keeps colours for two by two pixels.
    pad = max(4, 2 * round(0.25 * letters))
    return _Banner(scale, pen, pad, (_even(widest + 2 * pad), _even(letters + 2 * pad)))


def _even(pixels: int) -> int:
    return pixels + pixels % 2


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
        bones_of: (B,) which bones have a colour.
        joints_of: (J,) which joints have a colour.
    """

    ends: NDArray[np.intp]
    bones: tuple[Colour, ...]
    joints: tuple[Colour, ...]
    bones_of: dict[Colour, NDArray[np.bool_]]
    joints_of: dict[Colour, NDArray[np.bool_]]


@lru_cache(maxsize=16)
def _look(skeleton: Skeleton) -> _Look:
    ends = np.array([(skeleton.index(a), skeleton.index(b)) for a, b in skeleton.bones], np.intp).reshape(-1, 2)
    bones = tuple(bone_colour(skeleton, a, b) for a, b in skeleton.bones)
    joints = tuple(bgr(SIDES[skeleton.side(joint)]) for joint in skeleton.joints)
    return _Look(ends, bones, joints, _each(bones), _each(joints))


def _each(colours: Sequence[Colour]) -> dict[Colour, NDArray[np.bool_]]:
    """Where each of these colours is."""
    return {colour: np.array([own == colour for own in colours]) for colour in dict.fromkeys(colours)}


def _sure_bones(on: Surface, fixed: Fixed, look: _Look, chosen: NDArray[np.bool_], thickness: int) -> None:
    """Draw bones: the dark edges of all first, so that none lies upon another bone."""
    on.lines(fixed[look.ends[chosen]], EDGE, thickness + 2)
    for colour, own in look.bones_of.items():
        on.lines(fixed[look.ends[chosen & own]], colour, thickness)


def _dashed_bones(on: Surface, xy: NDArray[np.float32], look: _Look, chosen: NDArray[np.bool_], thickness: int) -> None:
    for bone in np.flatnonzero(chosen).tolist():
        a, b = xy[look.ends[bone]]
        on.lines([fixed_points(np.array(dash)) for dash in _dashes(a, b, thickness)], look.bones[bone], thickness)


def _dashes(a: NDArray[np.float32], b: NDArray[np.float32], width: int) -> list[tuple[Any, Any]]:
    """Pieces of a line with gaps between them, and gaps at both ends so that a hollow joint stays hollow."""
    length = float(np.hypot(*(b - a)))
    # A line's round ends are as long as it is wide. Never more dashes than a screen can show.
    count = min(max(1, round(length / (5.0 * max(2, width)))), 200)
    middles = (np.arange(count) + 0.5) / count
    half = 0.2 / count
    return [(a + (b - a) * (m - half), a + (b - a) * (m + half)) for m in middles]


def _sure_joints(on: Surface, fixed: Fixed, look: _Look, chosen: NDArray[np.bool_], thickness: int) -> None:
    """Draw joints with a dark edge: the edges first, as those of bones."""
    on.discs(fixed[chosen][:, None], thickness + 2, EDGE)
    for colour, own in look.joints_of.items():
        on.discs(fixed[chosen & own][:, None], thickness + 1, colour)


def _hollow_joints(on: Surface, fixed: Fixed, look: _Look, chosen: NDArray[np.bool_], thickness: int) -> None:
    for joint in np.flatnonzero(chosen).tolist():
        on.disc(fixed[joint], thickness + 1, look.joints[joint], rim=max(1, thickness // 2))
