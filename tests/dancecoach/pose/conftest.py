"""Tracks made by hand for the tests of pose/."""

import numpy as np
import pytest

from dancecoach.pose.skeleton import BLAZEPOSE_33
from dancecoach.pose.track import PoseTrack


@pytest.fixture
def make_track():
    """A factory of plausible random tracks: T frames, a drifting cloud of joints, some frames without anybody."""

    def make(frames=20, *, world=True, people=True, missing=(3, 4), skeleton=BLAZEPOSE_33, seed=0):
        rng = np.random.default_rng(seed)
        shape = (frames, len(skeleton), 3)
        body = rng.uniform(0.2, 0.8, (1, *shape[1:]))
        landmarks = (body + rng.normal(0, 0.01, shape).cumsum(axis=0)).astype(np.float32)
        found = np.ones(frames, bool)
        found[[m for m in missing if m < frames]] = False
        landmarks[~found] = np.nan
        visibility = rng.uniform(0, 1, shape[:2]).astype(np.float32) * found[:, None]
        return PoseTrack(
            times=np.cumsum(rng.uniform(0.01, 0.05, frames)),
            landmarks=landmarks,
            visibility=visibility,
            found=found,
            frame_size=(640, 360),
            skeleton=skeleton,
            source="test – Größe",
            world=landmarks - 0.5 if world else None,
            people=rng.integers(-1, 3, frames) if people else None,
        )

    return make
