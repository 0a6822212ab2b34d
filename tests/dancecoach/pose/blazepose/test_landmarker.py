"""The landmark network's answers, turned back into the picture."""

import numpy as np
import pytest

from dancecoach.errors import ModelError
from dancecoach.inference.session import TensorInfo
from dancecoach.pose.blazepose.landmarker import BODY, Landmarker, turn
from dancecoach.pose.blazepose.roi import Roi
from dancecoach.pose.skeleton import BLAZEPOSE_33


class Network:
    """Stands in for the session: always the same answer, its outputs in any order."""

    path = "landmarks.onnx"

    def __init__(self, order=(0, 1, 2, 3)):
        raw = np.zeros((39, 5), np.float32)
        raw[:, :2] = 128
        raw[:, 2], raw[:, 3] = -25.6, 0.0
        raw[33, :2], raw[34, :2] = (128, 128), (128, 64)
        raw[[11, 12], 1], raw[[23, 24], 1] = 64, 128
        raw[11, :2] = (192, 64)
        world = np.zeros((39, 3), np.float32)
        world[11] = (0.2, -0.5, 0.1)
        self.raw, self.heat = raw, np.full((1, 64, 64, 39), -80, np.float32)
        outputs = [raw.reshape(1, 195), np.full((1, 1), 0.9, np.float32), world.reshape(1, 117), self.heat]
        self.outputs = tuple(TensorInfo(f"o{i}", outputs[i].shape) for i in order)
        self.answer = [outputs[i] for i in order]

    def run(self, tensor):
        assert tensor.shape == (1, 3, 256, 256)
        assert tensor.min() >= 0
        return self.answer


IMAGE = np.full((480, 640, 3), 90, np.uint8)


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (3, 2, 1, 0)])
def test_upright_region(order):
    seen = Landmarker(Network(order))(IMAGE, Roi(300, 200, 512, 0.0))
    assert seen.score == pytest.approx(0.9)
    np.testing.assert_allclose(seen.points[11], [300 + 128, 200 - 128, -51.2], rtol=1e-6)
    np.testing.assert_allclose(seen.world[11], [0.2, -0.5, 0.1], rtol=1e-6)
    np.testing.assert_allclose(seen.visibility, 0.5)
    assert seen.asked == Roi(300, 200, pytest.approx(2 * 1.25 * 128), pytest.approx(0))
    assert seen.quality == pytest.approx(0, abs=1e-6)


def test_turned_region_turns_everything_back():
    seen = Landmarker(Network())(IMAGE, Roi(300, 200, 512, np.pi / 2))
    np.testing.assert_allclose(seen.points[11, :2], [300 + 128, 200 + 128], rtol=1e-6)
    np.testing.assert_allclose(seen.world[11], [0.5, 0.2, 0.1], rtol=1e-6, err_msg="along the picture's axes")
    np.testing.assert_allclose(seen.upright_world[list(BODY).index(11)], [0.2, -0.5, 0.1], rtol=1e-6)
    assert seen.asked.angle == pytest.approx(np.pi / 2)


def test_quality_is_the_mean_peak_of_the_body():
    network = Network()
    network.heat[0, 5, 7, BODY[:6]] = 80
    assert Landmarker(network)(IMAGE, Roi(300, 200, 512, 0.0)).quality == pytest.approx(6 / 13)


def test_torso_turns_the_region_that_is_asked_for():
    network = Network()
    network.raw[[11, 12], :2] = (192, 128)  # shoulders to the right of the hips: lying
    seen = Landmarker(network)(IMAGE, Roi(300, 200, 512, 0.0))
    assert seen.asked.angle == pytest.approx(0)
    assert seen.torso_roi.angle == pytest.approx(np.pi / 2)
    assert seen.torso_roi.size == seen.asked.size


def test_torso_that_points_at_the_camera_says_nothing():
    network = Network()
    network.raw[[11, 12], :2] = (132, 128)
    assert Landmarker(network)(IMAGE, Roi(300, 200, 512, 0.0)).torso_roi.angle == pytest.approx(0)


def test_turn_is_clockwise_on_the_screen():
    np.testing.assert_allclose(turn(np.array([[0.0, -1.0, 3.0]]), np.pi / 2), [[1, 0, 3]], atol=1e-12)


def test_bones_are_lengths_in_metres(sighting, body):
    seen = sighting(body, Roi(0, 0, 100, 0), 0.3)
    thigh = 2 * np.hypot(0.01, 0.17)
    assert seen.bones.shape == (12,)
    np.testing.assert_allclose(seen.bones[[8, 10]], thigh)


def test_mirrored_exchanges_names_not_places(sighting, body):
    seen = sighting(body, Roi(0, 0, 100, 0), 0.0)
    left, right = BLAZEPOSE_33.indices("left_wrist", "right_wrist")
    other = seen.mirrored()
    np.testing.assert_array_equal(other.points[left], seen.points[right])
    np.testing.assert_array_equal(other.mirrored().world, seen.world)


def test_another_network_is_refused():
    network = Network()
    network.outputs = network.outputs[:2]
    with pytest.raises(ModelError, match=r"landmarks\.onnx: is not a BlazePose landmark network"):
        Landmarker(network)
