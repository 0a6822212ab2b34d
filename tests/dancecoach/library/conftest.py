"""Analyses without a video behind them."""

from collections.abc import Callable

import numpy as np
import pytest

from dancecoach.coaching.skill import Skill
from dancecoach.library.analyses.record import Analysis, Recogniser
from dancecoach.models.style import StyleResult
from dancecoach.motion.phases import segments_of
from dancecoach.pose.skeleton import BLAZEPOSE_33
from dancecoach.pose.track import PoseTrack
from dancecoach.video.frame import ClipInfo

RECOGNISED = {
    "style": StyleResult("style 1", "waltz", {"waltz": 0.75, "samba": 0.25}, pack="latin"),
    "phases": segments_of(
        np.array([0, 1, 2, 2, 2, 3, 3]), np.arange(7) / 30, np.full(7, 0.875), author="model phases-review 1"
    ),
    "phase_model": "phases-review 1",
    "skills": (
        Skill(
            takeoff_frame=2,
            touchdown_frame=5,
            takeoff_s=0.05,
            touchdown_s=0.15,
            flight_time_s=0.1,
            flight_time_uncertainty_s=0.03,
            jump_height_m=0.0125,
            rotation_turns=-1.25,
            body_shape="tuck",
            confidence=0.5,
        ),
        Skill(takeoff_frame=2, touchdown_frame=5, takeoff_s=0.05, touchdown_s=0.15, on_hands=True),
    ),
    "recogniser": Recogniser(3, "9f86d081884c7d65", ""),
    "recognition_warnings": ("Der Stil ist unbekannt.",),
}


@pytest.fixture
def recognised():
    """What a network may have said of the seven frames of `make_analysis`."""
    return RECOGNISED


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
