"""Decoding and merging the detector's answers."""

import numpy as np
import pytest

from dancecoach.pose.blazepose.anchors import anchor_centres
from dancecoach.pose.blazepose.detector import Candidates, Detector, decode, merge, overlap
from dancecoach.pose.blazepose.roi import Roi


def answer(raw, logits, index, *, centre=(0, 0), size=(40, 60), hip=(0, 10), top=(0, -30), logit=2.0):
    raw[index, :4] = (*centre, *size)
    raw[index, 4:8] = (*hip, *top)
    logits[index] = logit


@pytest.fixture
def empty():
    return np.zeros((2254, 12), np.float32), np.full(2254, -5.0, np.float32)


def test_decode_places_boxes_and_points_at_their_anchor(empty):
    raw, logits = empty
    answer(raw, logits, 56, centre=(2, -1), logit=np.log(0.8 / 0.2))
    found = decode(raw, logits, anchor_centres(), 0.5)
    np.testing.assert_allclose(found.scores, [0.8], rtol=1e-6)
    x, y = 4 + 2, 12 - 1
    np.testing.assert_allclose(found.boxes * 224, [[x - 20, y - 30, x + 20, y + 30]], rtol=1e-5)
    np.testing.assert_allclose(found.points[0, :2] * 224, [[4, 22], [4, -18]], rtol=1e-5)


def test_decode_drops_the_unsure_and_sorts(empty):
    raw, logits = empty
    for index, logit in ((5, 1.0), (900, 3.0), (2000, -0.01)):
        answer(raw, logits, index, logit=logit)
    found = decode(raw, logits, anchor_centres(), 0.5)
    assert len(found.scores) == 2
    assert found.scores[0] > found.scores[1]


def test_decode_of_nobody(empty):
    found = decode(*empty, anchor_centres(), 0.5)
    assert found.boxes.shape == (0, 4)
    assert merge(found, 4) == []


def test_overlap():
    box = np.array([0.0, 0, 2, 2])
    others = np.array([[0.0, 0, 2, 2], [1, 0, 3, 2], [2, 2, 3, 3], [1, 1, 1, 1]])
    np.testing.assert_allclose(overlap(box, others), [1, 1 / 3, 0, 0])
    assert overlap(np.zeros(4), np.zeros((1, 4)))[0] == 0


def test_merge_averages_one_person_by_scores_and_keeps_two_apart():
    candidates = Candidates(
        scores=np.array([0.9, 0.6, 0.6]),
        boxes=np.array([[0.0, 0, 0.4, 0.4], [0.6, 0, 1.0, 0.4], [0.02, 0, 0.42, 0.4]]),
        points=np.stack([np.full((4, 2), v) for v in (0.1, 0.8, 0.2)]),
    )
    (first, a), (second, b) = merge(candidates, 5)
    assert (first, second) == (0.9, 0.6)
    np.testing.assert_allclose(a, (0.1 * 0.9 + 0.2 * 0.6) / 1.5)
    np.testing.assert_allclose(b, 0.8)
    assert len(merge(candidates, 1)) == 1


def test_a_box_without_area_is_still_merged_away():
    flat = Candidates(np.array([0.9, 0.8]), np.zeros((2, 4)), np.zeros((2, 4, 2)))
    assert len(merge(flat, 9)) == 2


class Network:
    """Stands in for the session: always the same answer."""

    def __init__(self, raw, logits):
        self.answer = [raw[None], logits[None, :, None]]
        self.inputs = []

    def run(self, tensor):
        self.inputs.append(tensor)
        return self.answer


def test_detection_lies_in_the_picture(empty):
    raw, logits = empty
    answer(raw, logits, 1960)  # third layer, first cell: 16, 16
    network = Network(raw, logits)
    image = np.full((100, 224, 3), 255, np.uint8)
    (found,) = Detector(network)(image)
    assert (found.roi.x, found.roi.y) == pytest.approx((16, 26 - 62)), "the letterbox adds 62 pixels above"
    assert found.roi.size == pytest.approx(2 * 1.25 * 40)
    assert network.inputs[0].shape == (1, 3, 224, 224)
    assert network.inputs[0][0, 0, 0, 0] == -1, "black letterbox"
    assert network.inputs[0][0, 0, 112, 112] == 1


def test_detection_in_a_window_lies_in_the_picture_too(empty):
    raw, logits = empty
    answer(raw, logits, 1960)
    (found,) = Detector(Network(raw, logits))(np.zeros((480, 640, 3), np.uint8), Roi(300, 200, 112, 0))
    assert (found.roi.x, found.roi.y) == pytest.approx((300 - 56 + 8, 200 - 56 + 13))
    assert found.roi.size == pytest.approx(50)


def test_a_point_is_nobody(empty):
    raw, logits = empty
    answer(raw, logits, 0, top=(0, 10))
    assert Detector(Network(raw, logits))(np.zeros((50, 50, 3), np.uint8)) == []
