"""Prior boxes of the detector."""

import numpy as np

from dancecoach.pose.blazepose.anchors import anchor_centres


def test_number_and_layout():
    anchors = anchor_centres()
    assert anchors.shape == (28 * 28 * 2 + 14 * 14 * 2 + 7 * 7 * 6, 2) == (2254, 2)
    np.testing.assert_allclose(anchors[:2], [[4 / 224, 4 / 224]] * 2)
    np.testing.assert_allclose(anchors[2], [12 / 224, 4 / 224], err_msg="x runs first")
    np.testing.assert_allclose(anchors[56], [4 / 224, 12 / 224])
    np.testing.assert_allclose(anchors[1568], [8 / 224, 8 / 224], err_msg="second layer")
    np.testing.assert_allclose(anchors[1960:1966], [[16 / 224, 16 / 224]] * 6, err_msg="third layer, six a cell")
    np.testing.assert_allclose(anchors[-1], [208 / 224, 208 / 224])


def test_anchors_lie_symmetrically():
    anchors = anchor_centres()
    np.testing.assert_allclose(anchors.mean(axis=0), 0.5)
