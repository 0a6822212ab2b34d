"""Agreement with MediaPipe's own pipeline, picture by picture, on real dance."""

import itertools

import av
import cv2
import numpy as np
import pytest

from dancecoach.pose.blazepose.engine import BlazePose
from dancecoach.pose.blazepose.landmarker import BODY
from dancecoach.resources import model_path
from dancecoach.video.frame import Frame

mediapipe = pytest.importorskip("mediapipe", reason="the optional engine mediapipe is not installed")


def every(path, step, count):
    with av.open(str(path)) as file:
        chosen = itertools.islice(enumerate(file.decode(video=0)), 0, step * count, step)
        return [Frame(f.to_ndarray(format="bgr24"), float(f.pts * f.time_base), i) for i, f in chosen]


def theirs(landmarker, frame):
    image = mediapipe.Image(image_format=mediapipe.ImageFormat.SRGB, data=cv2.cvtColor(frame.image, cv2.COLOR_BGR2RGB))
    found = landmarker.detect(image)
    if not found.pose_landmarks:
        return None
    points = np.array([(p.x, p.y) for p in found.pose_landmarks[0]]) * frame.size
    world = np.array([(p.x, p.y, p.z) for p in found.pose_world_landmarks[0]])
    return points[BODY], world


@pytest.fixture(scope="module", params=["lite", "full"])
def both(request):
    from mediapipe.tasks.python import BaseOptions, vision

    options = vision.PoseLandmarkerOptions(
        base_options=BaseOptions(model_asset_path=str(model_path(f"pose_landmarker_{request.param}.task"))),
        running_mode=vision.RunningMode.IMAGE,
    )
    with (
        vision.PoseLandmarker.create_from_options(options) as landmarker,
        BlazePose(request.param, threads=2, gpu="never") as ours,
    ):
        yield landmarker, ours


@pytest.mark.parametrize("clip", ["dance_single.mp4", "dance_afro.mp4"])
def test_single_pictures_agree(both, shared_data, clip):
    """Median under 0.3 %, 95th percentile under 1.5 % of the body's height, of the 13 body joints."""
    landmarker, ours = both
    off, world_off = [], []
    for frame in every(shared_data / "videos" / "dev" / clip, 10, 30):
        found = theirs(landmarker, frame)
        ours.reset()
        poses = ours.estimate(frame)
        if found is None:
            continue  # ours tries other angles and may see more
        assert poses
        points, world = found
        mine = poses[0].landmarks[BODY, :2] * frame.size
        off += list(np.linalg.norm(mine - points, axis=1) / np.ptp(points[:, 1]))
        world_off += list(np.linalg.norm(poses[0].world - world, axis=1))
    assert len(off) > 25 * 13
    assert np.median(off) < 0.003
    assert np.quantile(off, 0.95) < 0.015
    assert np.median(world_off) < 0.01
    assert np.quantile(world_off, 0.95) < 0.04
