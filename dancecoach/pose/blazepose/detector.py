"""Where people are in a picture: BlazePose's detector, its answers decoded and merged."""

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.inference.session import Session
from dancecoach.pose.blazepose.anchors import INPUT_SIZE, anchor_centres
from dancecoach.pose.blazepose.roi import Points, Roi, crop, to_tensor
from dancecoach.video.frame import Image

THRESHOLD = 0.5
"""Least score of an answer that counts."""

OVERLAP = 0.3
"""Boxes whose intersection over union is above this belong to one person."""


@attrs.frozen
class Detection:
    """A person found.

    Attributes:
        score: 0 to 1.
        roi: where the landmark network should look, in pixels of the picture.
    """

    score: float
    roi: Roi


@attrs.frozen(eq=False)
class Candidates:
    """Answers of the network above the threshold, best first. N answers; all as shares of the input square.

    Attributes:
        scores: (N,) 0 to 1.
        boxes: (N, 4) left, top, right, bottom.
        points: (N, 4, 2) middle of the hips, circle around the body, middle of the shoulders, circle around the
            upper body.
    """

    scores: Points
    boxes: Points
    points: Points


def decode(raw: NDArray[np.float32], logits: NDArray[np.float32], anchors: Points, threshold: float) -> Candidates:
    """Turn the network's answers into boxes and points.

    Args:
        raw: (A, 12) box centre, box size and four points, in pixels of the input, relative to the anchor.
        logits: (A,) scores before the sigmoid.
        anchors: (A, 2) from `anchor_centres`.
        threshold: least score.
    """
    least = np.log(threshold / (1 - threshold))
    chosen = np.flatnonzero(logits >= least)
    chosen = chosen[np.argsort(-logits[chosen], kind="stable")]
    values = raw[chosen].astype(np.float64) / INPUT_SIZE
    origin = anchors[chosen]
    centre, half = values[:, :2] + origin, values[:, 2:4] / 2
    return Candidates(
        scores=1 / (1 + np.exp(-np.clip(logits[chosen].astype(np.float64), -100, 100))),
        boxes=np.concatenate([centre - half, centre + half], axis=1),
        points=values[:, 4:].reshape(-1, 4, 2) + origin[:, None],
    )


def overlap(box: Points, boxes: Points) -> Points:
    """(N,) intersection over union of one box (4,) with others (N, 4); 0 for boxes without an area."""
    sides = np.minimum(box[2:], boxes[:, 2:]) - np.maximum(box[:2], boxes[:, :2])
    shared = np.clip(sides, 0, None).prod(axis=1)
    areas = np.clip(boxes[:, 2:] - boxes[:, :2], 0, None).prod(axis=1)
    union = np.clip(box[2:] - box[:2], 0, None).prod() + areas - shared
    return np.where(union > 0, shared / np.where(union > 0, union, 1), 0.0)


def merge(candidates: Candidates, most: int) -> list[tuple[float, Points]]:
    """Weighted non-maximum suppression: answers that overlap become one, averaged by their scores.

    Returns:
        (best score, (4, 2) averaged points) for each of at most ``most`` people, best first.
    """
    people: list[tuple[float, Points]] = []
    left = np.arange(len(candidates.scores))
    while len(left) and len(people) < most:
        same = overlap(candidates.boxes[left[0]], candidates.boxes[left]) > OVERLAP
        same[0] = True
        group = left[same]
        points = np.average(candidates.points[group], axis=0, weights=candidates.scores[group])
        people.append((float(candidates.scores[left[0]]), points))
        left = left[~same]
    return people


class Detector:
    """Finds people in a picture, or in a part of it."""

    def __init__(self, session: Session, *, threshold: float = THRESHOLD) -> None:
        self._session = session
        self._anchors = anchor_centres()
        self._threshold = threshold

    def __call__(self, image: Image, window: Roi | None = None, most: int = 8) -> list[Detection]:
        """People, best score first.

        Args:
            image: (H, W, 3) uint8 BGR.
            window: part of the picture to look at; None for all of it. People much smaller than the window
                (under about a sixth) are not seen.
            most: people at most.
        """
        height, width = image.shape[:2]
        window = window or Roi.whole(width, height)
        raw, logits = self._session.run(to_tensor(crop(image, window, INPUT_SIZE, "black"), 127.5))
        candidates = decode(raw.reshape(-1, 12), logits.reshape(-1), self._anchors, self._threshold)
        found = []
        for score, points in merge(candidates, most):
            pixels = window.points_to_image(points)
            roi = Roi.around(pixels[0], pixels[1])
            if roi.size > 1:
                found.append(Detection(score, roi))
        return found
