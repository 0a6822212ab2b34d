"""Cuts a person out of a picture: by where the pose is, what differs from the empty scene, and what looks alike."""

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from dancecoach.pose.skeleton import Skeleton
from dancecoach.report.steady import Box
from dancecoach.video.frame import Image

Mask = NDArray[np.uint8]
"""(H, W), 0 to 255."""

Points = NDArray[np.floating[Any]]

_CORE, _REACH = 0.035, 0.13
"""How far from its bones a body surely is, and how far it may be: shares of its size."""

_HEAD = 0.085
_FACE = ("nose", "eye", "ear", "mouth")
_DIFFERENT = 22
"""Levels of 255 by which a pixel differs that shows something else than the scene."""

_ITERATIONS = 2
_LARGEST_CUT = 320
"""Pixels of the longer side at which the cut is made: finer it only becomes slower."""


def box_of(points: Points, size: tuple[int, int], margin: float = 0.25) -> Box | None:
    """The box around a body with a margin, cut to a picture of (width, height); None where nobody is in it."""
    known = points[np.isfinite(points).all(axis=1)]
    if len(known) < 4:
        return None
    low, high = known.min(axis=0), known.max(axis=0)
    more = margin * float((high - low).max())
    x0, y0 = np.maximum(0, np.floor(low - more)).astype(int).tolist()
    x1, y1 = np.minimum(size, np.ceil(high + more)).astype(int).tolist()
    return (x0, y0, x1, y1) if x1 - x0 > 8 and y1 - y0 > 8 else None


def body_mask(shape: tuple[int, int], points: Points, skeleton: Skeleton) -> Mask:
    """Roughly where a body is in a picture of (height, width): limbs and trunk about as thick as they are."""
    mask = np.zeros(shape, np.uint8)
    known = _known(points)
    if known.sum() >= 4:
        _draw_body(mask, points, known, skeleton, 1.4 * _CORE)
    return mask


def cut_out(image: Image, empty: Image, points: Points, skeleton: Skeleton) -> tuple[Box, Mask] | None:
    """A box and how much of each of its pixels shows the person, feathered; None where nobody is in the picture.

    Args:
        image: (H, W, 3) BGR with the person.
        empty: the same scene without anybody.
        points: (J, 2) where the joints are, pixels; NaN where not known.
        skeleton: which joints these are.
    """
    height, width = image.shape[:2]
    box = box_of(points, (width, height))
    if box is None:
        return None
    x0, y0, x1, y1 = box
    share = min(1.0, _LARGEST_CUT / max(x1 - x0, y1 - y0))
    part, scene = (_smaller(p[y0:y1, x0:x1], share) for p in (image, empty))
    core, reach = _body(part.shape[:2], (points - (x0, y0)) * share, skeleton)
    differs = _difference(part, scene)
    found = _grown(part, core, reach, differs)
    return box, np.asarray(cv2.resize(found, (x1 - x0, y1 - y0), interpolation=cv2.INTER_LINEAR), np.uint8)


def _smaller(image: Image, share: float) -> Image:
    return np.asarray(cv2.resize(image, None, fx=share, fy=share, interpolation=cv2.INTER_AREA), np.uint8)


def _body(shape: tuple[int, int], points: Points, skeleton: Skeleton) -> tuple[Mask, Mask]:
    """Where the body surely is, and where it may be."""
    known = _known(points)
    core, reach = np.zeros(shape, np.uint8), np.zeros(shape, np.uint8)
    _draw_body(core, points, known, skeleton, _CORE)
    _draw_body(reach, points, known, skeleton, _REACH)
    return core, reach


def _draw_body(mask: Mask, points: Points, known: NDArray[np.bool_], skeleton: Skeleton, share: float) -> None:
    """Bones, trunk and head, this share of the body's size around its middle lines."""
    size = float(np.ptp(points[known], axis=0).max())
    for first, second in skeleton.bones:
        a, b = skeleton.index(first), skeleton.index(second)
        if known[a] and known[b]:
            cv2.line(mask, _pixel(points[a]), _pixel(points[b]), 255, max(1, round(2 * share * size)))
    _torso(mask, points, known, skeleton)
    face = [i for i, j in enumerate(skeleton.joints) if any(w in j for w in _FACE) and known[i]]
    if face:
        radius = _HEAD + share if share >= _REACH else 0.55 * _HEAD
        cv2.circle(mask, _pixel(points[face].mean(axis=0)), max(1, round(radius * size)), 255, cv2.FILLED)


def _torso(mask: Mask, points: Points, known: NDArray[np.bool_], skeleton: Skeleton) -> None:
    corners = [skeleton.index(n) for n in ("left_shoulder", "right_shoulder", "right_hip", "left_hip")]
    if known[corners].all():
        hull = cv2.convexHull(np.round(points[corners]).astype(np.int32))
        cv2.fillConvexPoly(mask, hull, 255)


def _difference(part: Image, scene: Image) -> Mask:
    """(h, w) 255 where something else than the scene is seen."""
    apart = cv2.absdiff(cv2.GaussianBlur(part, (3, 3), 0), cv2.GaussianBlur(scene, (3, 3), 0)).max(axis=2)
    differs = np.where(apart > _DIFFERENT, 255, 0).astype(np.uint8)
    return np.asarray(cv2.morphologyEx(differs, cv2.MORPH_OPEN, np.ones((3, 3), np.uint8)), np.uint8)


def _grown(part: Image, core: Mask, reach: Mask, differs: Mask) -> Mask:
    """What belongs to the body, feathered: GrabCut (Rother, Kolmogorov, Blake 2004) between what is sure."""
    labels = np.full(core.shape, cv2.GC_BGD, np.uint8)
    labels[reach > 0] = cv2.GC_PR_BGD
    labels[(reach > 0) & (differs > 0)] = cv2.GC_PR_FGD
    labels[(core > 0)] = cv2.GC_PR_FGD
    labels[(core > 0) & (differs > 0)] = cv2.GC_FGD
    if (labels == cv2.GC_FGD).any() and (labels == cv2.GC_BGD).any():
        _grab(part, labels)
    body = np.where((labels == cv2.GC_FGD) | (labels == cv2.GC_PR_FGD), 255, 0).astype(np.uint8)
    body = np.asarray(cv2.morphologyEx(body, cv2.MORPH_CLOSE, np.ones((5, 5), np.uint8)), np.uint8)
    body = _touching(body, core)
    return np.asarray(cv2.GaussianBlur(cv2.dilate(body, np.ones((3, 3), np.uint8)), (0, 0), 1.4), np.uint8)


def _grab(part: Image, labels: Mask) -> None:
    """Let GrabCut decide what is probable, in place; where it cannot, the labels stay."""
    # Flat colours, as in a drawing, have no spread, which its colour models need.
    noise = np.random.default_rng(0).integers(-3, 4, part.shape)
    rough = np.clip(part + noise, 0, 255).astype(np.uint8)
    before = labels.copy()
    models = (np.zeros((1, 65)), np.zeros((1, 65)))
    try:
        cv2.grabCut(rough, labels, (0, 0, 1, 1), *models, _ITERATIONS, cv2.GC_INIT_WITH_MASK)
    except cv2.error:
        labels[:] = before


def _touching(body: Mask, core: Mask) -> Mask:
    """The pieces that lie on the body's core."""
    count, pieces = cv2.connectedComponents(body)
    kept = np.zeros(count, np.uint8)
    kept[np.unique(pieces[core > 0])] = 255
    kept[0] = 0
    return np.asarray(kept[pieces], np.uint8)


def _known(points: Points) -> NDArray[np.bool_]:
    """(J,) which joints are known."""
    return np.asarray(np.isfinite(points).all(axis=1), np.bool_)


def _pixel(point: Points) -> tuple[int, int]:
    x, y = np.clip(np.round(point), -4000, 8000).astype(int).tolist()
    return x, y
