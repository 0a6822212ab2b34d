"""Two or more bodies that walk as told, seen as an engine would report them."""

import attrs
import numpy as np
import pytest

from dancecoach.pose.identity.looks import SIZE
from dancecoach.pose.identity.sightings import Sightings
from dancecoach.pose.skeleton import BLAZEPOSE_33

PICTURE = (640, 360)
FPS = 30.0
_PARTS = {"shoulder": -0.25, "elbow": -0.1, "wrist": 0.05, "hip": 0.05, "knee": 0.25, "ankle": 0.45}


def standing(x: float, height_px: float = 150.0) -> np.ndarray:
    """(33, 3) a body with its trunk at a share of the width and the middle of the height."""
    body = np.zeros((33, 3), np.float32)
    for i, joint in enumerate(BLAZEPOSE_33.joints):
        part = joint.split("_")[-1]
        side = 0.0 if joint == "nose" else 0.06 if joint.startswith("left") else -0.06
        body[i, :2] = (side, _PARTS.get(part, -0.4 if i < 11 else 0.45 if i > 28 else 0.05))
    body[:, 0] = x + body[:, 0] * height_px / PICTURE[0]
    body[:, 1] = 0.5 + body[:, 1] * height_px / PICTURE[1]
    return body


@attrs.frozen(eq=False)
class Walker:
    """Somebody.

    Attributes:
        x: share of the width at each of T frames, NaN where the engine does not see them.
        colour: of their clothes, 0 to 1: walkers of one colour look alike.
        height: pixels.
    """

    x: np.ndarray
    colour: float
    height: float = 150.0


def looks(colour: float, rng: np.random.Generator) -> np.ndarray:
    """(`SIZE`,) clothes of a colour with the noise of folds and light."""
    base = np.sin(np.arange(SIZE) * (1.0 + colour) + 3 * colour) * 0.3 + 0.4
    return np.clip(base + rng.normal(0, 0.06, SIZE), 0, 1).astype(np.float32)


def seen(*walkers: Walker, seed: int = 0) -> tuple[Sightings, np.ndarray, np.ndarray]:
    """Sightings, the times of the frames, and which walker each sighting is."""
    rng, frames = np.random.default_rng(seed), len(walkers[0].x)
    rows = [(t, i) for t in range(frames) for i, w in enumerate(walkers) if np.isfinite(w.x[t])]
    landmarks = np.stack(
        [standing(float(walkers[i].x[t]), walkers[i].height) + rng.normal(0, 5e-4, (33, 3)) for t, i in rows]
    ).astype(np.float32)
    sightings = Sightings(
        frames=np.array([t for t, _ in rows]),
        landmarks=landmarks,
        world=landmarks,
        visibility=np.ones(landmarks.shape[:2], np.float32),
        looks=np.stack([looks(walkers[i].colour, rng) for _, i in rows]),
        number=np.zeros(len(rows), np.int64),  # the engine is of no help
    )
    return sightings, np.arange(frames) / FPS, np.array([i for _, i in rows])


@pytest.fixture
def walker():
    """`Walker`, made from its course and colour."""
    return Walker


@pytest.fixture
def watch():
    """`seen`."""
    return seen


@pytest.fixture
def size():
    """(width, height) of the picture."""
    return PICTURE
