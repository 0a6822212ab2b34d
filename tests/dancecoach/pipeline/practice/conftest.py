"""A body that moves as a formula says, its analysis, and pictures of it as a live session gives them."""

import numpy as np
import pytest

from dancecoach.library.analyses.record import Analysis
from dancecoach.pipeline.live.records import LiveResult
from dancecoach.pipeline.practice.reference import Reference
from dancecoach.pose.estimator import BodyPose
from dancecoach.pose.skeleton import BODY_13
from dancecoach.pose.track import PoseTrack
from dancecoach.video.frame import ClipInfo, Frame

_REST = {
    "nose": (0.5, 0.15), "left_shoulder": (0.58, 0.3), "right_shoulder": (0.42, 0.3), "left_hip": (0.55, 0.55),
    "right_hip": (0.45, 0.55), "left_knee": (0.56, 0.72), "right_knee": (0.44, 0.72), "left_ankle": (0.56, 0.9),
    "right_ankle": (0.44, 0.9),
}  # fmt: skip
SIZE = (480, 640)


def body_at(time_s):
    """Arms that swing at rates of their own, legs that bend."""
    points = dict(_REST)
    for side, sign in (("left", 1), ("right", -1)):
        x, y = points[f"{side}_shoulder"]
        upper = 1.2 * np.sin(2.1 * time_s * (1.0 if sign > 0 else 0.8)) + 0.4 * np.sin(5.3 * time_s)
        lower = upper + 0.9 * np.sin(3.3 * time_s + sign)
        elbow = (x + sign * 0.14 * np.cos(upper), y + 0.12 * np.sin(upper))
        points[f"{side}_elbow"] = elbow
        points[f"{side}_wrist"] = (elbow[0] + sign * 0.13 * np.cos(lower), elbow[1] + 0.11 * np.sin(lower))
        kx, ky = points[f"{side}_knee"]
        points[f"{side}_knee"] = (kx + sign * 0.05 * np.sin(1.7 * time_s + sign), ky)
    return np.array([(*points[name], 0.0) for name in BODY_13.joints], np.float32)


def pose_at(time_s):
    return BodyPose(body_at(time_s), np.ones(13, np.float32), None, 1.0)


def track_of(seconds, fps=30.0, seen=True):
    times = np.arange(0, seconds, 1 / fps)
    poses = [pose_at(t) if seen else None for t in times]
    return PoseTrack.from_poses(times, poses, frame_size=SIZE, skeleton=BODY_13, source="formula")


def analysis_of(track, path="/clips/tanz.mp4", engine="file", sha256="ab" * 32):
    info = ClipInfo(path, len(track), float(track.times[-1]), 30.0, False, *SIZE)
    return Analysis(info, sha256, track, engine, "", "auto")


@pytest.fixture(scope="session")
def reference():
    """Twelve seconds without sound."""
    return Reference(analysis_of(track_of(12.0)))


@pytest.fixture
def analysed():
    """A function: the analysis of so many seconds, with or without anybody in it."""
    return lambda seconds, **more: analysis_of(track_of(seconds, **more))


@pytest.fixture
def picture_at():
    """A function: what a live session gives at a moment, somebody dancing as at ``danced_s``, None for nobody."""

    def make(time_s, danced_s=None, index=0):
        frame = Frame(np.zeros((64, 48, 3), np.uint8), time_s, index)
        poses = () if danced_s is None else (pose_at(danced_s),)
        return LiveResult(frame, poses, poses, time_s, time_s, BODY_13)

    return make
