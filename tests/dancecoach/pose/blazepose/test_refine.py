"""Heat maps."""

import numpy as np
import pytest

from dancecoach.pose.blazepose.refine import peaks, refine, sigmoid


def gaussian(x, y, *, top=0.95, sigma=1.2, cells=64):
    """(N, N, 1) logits of a bump around cell coordinates x, y."""
    rows, columns = np.mgrid[:cells, :cells]
    heat = top * np.exp(-((columns - x) ** 2 + (rows - y) ** 2) / (2 * sigma**2))
    heat = np.clip(heat, 1e-6, 1 - 1e-6)
    return np.log(heat / (1 - heat)).astype(np.float32)[..., None]


def test_point_moves_to_the_centre_of_mass():
    refined = refine(np.array([[20.9, 30.1]]) / 64, gaussian(20.3, 30.4, sigma=0.9))
    np.testing.assert_allclose(refined * 64, [[20.3, 30.4]], atol=0.02)


def test_window_of_seven_cells_by_hand():
    heat = np.full((64, 64, 1), -80.0, np.float32)
    heat[10, 10], heat[10, 13], heat[10, 14] = 80, 80, 80
    np.testing.assert_allclose(refine(np.array([[10.5, 10.5]]) / 64, heat) * 64, [[11.5, 10]], atol=1e-6)


def test_unsure_window_leaves_the_point():
    point = np.array([[0.31, 0.47]])
    np.testing.assert_array_equal(refine(point, gaussian(20, 30, top=0.49)), point)
    np.testing.assert_array_equal(refine(point, np.full((64, 64, 1), -80, np.float32)), point)


@pytest.mark.parametrize("point", [(-0.01, 0.5), (0.5, 1.0), (7.0, -3.0)])
def test_point_outside_stays(point):
    np.testing.assert_array_equal(refine(np.array([point]), gaussian(32, 32)), [point])


def test_corner_counts_only_what_is_inside():
    refined = refine(np.array([[0.001, 0.999]]), gaussian(0, 63))
    assert 0 <= refined[0, 0] * 64 < 1.5
    assert 61.5 < refined[0, 1] * 64 <= 63


def test_each_joint_has_its_own_map():
    heat = np.concatenate([gaussian(10, 20), gaussian(40, 50, top=0.7)], axis=2)
    refined = refine(np.array([[10.5, 20.5], [40.5, 50.5]]) / 64, heat) * 64
    np.testing.assert_allclose(refined, [[10, 20], [40, 50]], atol=0.05)
    np.testing.assert_allclose(peaks(heat), [0.95, 0.7], atol=1e-3)
    np.testing.assert_allclose(peaks(heat, np.array([1])), [0.7], atol=1e-3)


def test_sigmoid_does_not_overflow():
    np.testing.assert_allclose(sigmoid(np.array([-1e6, 0, 1e6])), [0, 0.5, 1], atol=1e-12)
