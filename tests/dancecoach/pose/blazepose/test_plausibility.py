"""What raises doubt, and which sighting wins."""

import numpy as np
import pytest

from dancecoach.pose.blazepose.plausibility import Plausibility, body_change, shows_somebody
from dancecoach.pose.blazepose.roi import Roi
from dancecoach.pose.skeleton import BODY_13

ROI = Roi(300, 200, 200, 0.0)


@pytest.fixture
def used(sighting, body):
    """One that has seen a second of an upright body of quality 0.8."""
    judge = Plausibility()
    for i in range(30):
        judge.remember(sighting(body, ROI, 0.0), i / 30, doubtful=False)
    return judge


def test_an_ordinary_sighting_is_believed(used, sighting, body):
    assert not used.doubts(sighting(body, ROI, 0.1), 1.0)


@pytest.mark.parametrize("odd", [{"quality": 0.55}, {"score": 0.4}, {"angle": 0.7}, {"angle": -0.7}])
def test_what_raises_doubt(used, sighting, body, odd):
    assert used.doubts(sighting(body, ROI, **({"angle": 0.0} | odd)), 1.0)


def test_a_body_that_changed_too_fast(used, sighting, body):
    assert used.doubts(sighting(2.5 * body, ROI, 0.0), 1.0)
    assert not used.doubts(sighting(2.5 * body, ROI, 0.0), 1.3), "given time it may"


def test_weak_as_usual_is_believed_unless_very_weak(sighting, body):
    judge = Plausibility()
    for i in range(30):
        judge.remember(sighting(body, ROI, 0.0, quality=0.58), i / 30, doubtful=False)
    assert not judge.doubts(sighting(body, ROI, 0.0, quality=0.52), 1.0)
    assert judge.doubts(sighting(body, ROI, 0.0, quality=0.49), 1.0)


def test_nothing_is_usual_at_first(sighting, body):
    judge = Plausibility()
    assert judge.doubts(sighting(body, ROI, 0.0, quality=0.5), 0.0)
    assert not judge.doubts(sighting(body, ROI, 0.0, quality=0.6), 0.0)


def test_doubtful_sightings_do_not_become_usual(used, sighting, body):
    for i in range(30, 45):
        used.remember(sighting(body, ROI, 0.0, quality=0.3), i / 30, doubtful=True)
    assert used.doubts(sighting(body, ROI, 0.0, quality=0.54), 1.5)


def test_what_was_usual_is_forgotten_after_a_second(used, sighting, body):
    for i in range(30, 62):
        used.remember(sighting(body, ROI, 0.0, quality=0.6), i / 30, doubtful=False)
    assert not used.doubts(sighting(body, ROI, 0.0, quality=0.55), 62 / 30)


@pytest.mark.parametrize(
    "worse",
    [
        {"quality": 0.6},
        {"score": 0.1},
        {"angle": 2.5},
        {"metres": 3.0},
        {"roi": Roi(380, 200, 200, 0.0)},
        {"roi": Roi(300, 200, 120, 0.0)},
    ],
)
def test_the_more_plausible_wins(used, sighting, body, worse):
    right = sighting(body, ROI, 0.0)
    wrong = sighting(body, worse.pop("roi", ROI), worse.pop("angle", 0.0), **worse)
    assert used.better(wrong, right, ROI) is right
    assert used.better(right, wrong, ROI) is right


def test_body_change():
    rng = np.random.default_rng(0)
    body = rng.normal(size=(13, 3))
    assert body_change(body, body) == 0
    assert body_change(body[BODY_13.mirrored], body) == 0, "exchanged sides are no movement"
    assert body_change(body + np.array([0.3, 0, 0]), body) == pytest.approx(0.3)


def test_somebody_must_be_in_the_picture(sighting, body):
    size = (640, 480)
    assert shows_somebody(sighting(body, ROI, 0.0), size)
    assert not shows_somebody(sighting(body, ROI, 0.0, score=0.4), size)
    assert not shows_somebody(sighting(body, ROI, 0.0, quality=0.2), size), "the network dreams"
    assert shows_somebody(sighting(body, Roi(0, 200, 200, 0.0), 0.0), size), "half of the body is enough"
    assert not shows_somebody(sighting(body, Roi(-60, 200, 200, 0.0), 0.0), size)
    assert not shows_somebody(sighting(body, Roi(640, 540, 200, 0.0), 0.0), size)
