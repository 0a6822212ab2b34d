"""A drawn person's track, and files as other tools would have written it."""

import json

import numpy as np
import pytest

from dancecoach.pose.skeleton import BLAZEPOSE_33, COCO_17

OPENPOSE_25 = (
    "nose", "neck", "right_shoulder", "right_elbow", "right_wrist", "left_shoulder", "left_elbow", "left_wrist",
    "mid_hip", "right_hip", "right_knee", "right_ankle", "left_hip", "left_knee", "left_ankle",
    "right_eye", "left_eye", "right_ear", "left_ear", "left_big_toe", "left_small_toe", "left_heel",
    "right_big_toe", "right_small_toe", "right_heel",
)  # fmt: skip
HALPE_FEET = (
    "head", "neck", "hip", "left_big_toe", "right_big_toe", "left_small_toe", "right_small_toe", "left_heel",
    "right_heel",
)  # fmt: skip
WHOLE_BODY_FEET = OPENPOSE_25[-6:]
OPENPOSE_18 = tuple(n for n in OPENPOSE_25[:19] if n != "mid_hip")


class Tools:
    """Writes the poses of one frame the way each tool does; pixels are rounded to 3 places."""

    def coco(self, track, frame, *, score=0.9, shift=0.0, joints=17):
        """x, y, score of the COCO joints, and others behind them."""
        feet = WHOLE_BODY_FEET if joints == 133 else HALPE_FEET
        flat = self._row(track.pixels()[frame], (*COCO_17.joints, *feet)[:joints], score, shift)
        return flat + [1.0, 2.0, 0.5] * (joints - len(flat) // 3)

    def openpose(self, track, frame, *, joints=25, shift=0.0):
        """x, y, confidence in OpenPose's order; the joints that we lack anywhere."""
        return self._row(track.pixels()[frame], OPENPOSE_25 if joints == 25 else OPENPOSE_18, 0.75, shift)

    @staticmethod
    def _row(pixels, names, score, shift):
        flat = []
        for name in names:
            ours = name.replace("big_toe", "foot_index")
            x, y = pixels[BLAZEPOSE_33.index(ours)] if ours in BLAZEPOSE_33.joints else (7.0, 9.0)
            flat += [round(float(x) + shift, 3), round(float(y), 3), score]
        return flat

    def mediapipe(self, track, frame, *, presence=False):
        """33 landmarks as objects."""
        rows = zip(track.landmarks[frame].tolist(), track.visibility[frame].tolist(), strict=True)
        extra = {"presence": 0.99} if presence else {}
        return [{"x": x, "y": y, "z": z, "visibility": v, **extra} for (x, y, z), v in rows]


@pytest.fixture
def tools():
    return Tools()


@pytest.fixture
def drawn(figure):
    """20 frames of somebody who squats, in a picture of 1280 x 720."""
    times = np.arange(20) / 30
    bend = 60 + 40 * np.sin(times * 4)
    return figure.track(figure.points(20, knee=bend, hip=bend / 2), times)


@pytest.fixture
def write(tmp_path):
    """Writes a value as JSON."""

    def to(value, name="poses.json"):
        path = tmp_path / name
        path.write_text(json.dumps(value), encoding="utf-8")
        return path

    return to


@pytest.fixture
def same_places():
    """Asserts that a track has another's joints at the same pixels, to the files' rounding.

    With ``seen`` it has these joints alone; the others are missing.
    """

    def check(track, drawn, *, frames=slice(None), atol=2e-3, seen=None):
        wanted = np.array(drawn.to_skeleton(track.skeleton).pixels())
        if seen is not None:
            lacking = [joint not in seen for joint in track.skeleton.joints]
            wanted[:, lacking] = np.nan
            assert (track.visibility[:, lacking] == 0).all()
        np.testing.assert_allclose(track.pixels()[frames], wanted[frames], atol=atol)

    return check
