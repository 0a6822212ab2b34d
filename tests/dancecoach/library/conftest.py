"""Analyses without a video behind them."""

from collections.abc import Callable

import numpy as np
import pytest

from dancecoach.library.analysis import Analysis
from dancecoach.pose.skeleton import BLAZEPOSE_33
from dancecoach.pose.track import PoseTrack
from dancecoach.video.frame import ClipInfo


@pytest.fixture
def make_analysis() -> Callable[..., Analysis]:
    def make(path: str = "clip.mp4", sha256: str = "ab" * 32, frames: int = 7, seed: int = 0, **more) -> Analysis:
        rng = np.random.default_rng(seed)
        found = np.arange(frames) % 3 != 1
        landmarks = rng.random((frames, 33, 3), np.float32)
        landmarks[~found] = np.nan
        track = PoseTrack(
            times=np.arange(frames) / 30,
            landmarks=landmarks,
            visibility=rng.random((frames, 33), np.float32) * found[:, None],
            found=found,
            frame_size=(640, 360),
            skeleton=BLAZEPOSE_33,
            source="blazepose full",
        )
        clip = ClipInfo(path, frames, frames / 30, 30.0, False, 640, 360, 90)
        facts = {"engine": "blazepose", "model": "full", "activity": "dance", "warnings": ("Zu dunkel: 5 %.",)}
        return Analysis(clip=clip, sha256=sha256, track=track, **(facts | more))

    return make
