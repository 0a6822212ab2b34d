"""Whose body a point means: on bodies side by side, one reaching over the other, and on a real pair of dancers."""

import attrs
import numpy as np
import pytest

from dancecoach.pose.identity.pointing import pointed_at
from dancecoach.pose.identity.seed import Seed
from dancecoach.pose.skeleton import BLAZEPOSE_33

FRAME, TIME_S = 6, 0.2


def pair(walker, watch, left=0.42, right=0.55):
    return watch(walker(np.full(20, left), 0.1), walker(np.full(20, right), 0.8))


def test_a_point_beside_everybody_means_nobody(walker, watch, size):
    sightings, times, _ = pair(walker, watch, 0.3, 0.5)
    assert pointed_at(sightings, times, size, Seed(0.95, 0.1, TIME_S)) is None


def test_the_nearer_of_two_is_meant(walker, watch, size):
    sightings, times, who = pair(walker, watch, 0.3, 0.5)
    for x, whom in ((0.32, 0), (0.47, 1)):
        row = pointed_at(sightings, times, size, Seed(x, 0.45, TIME_S))
        assert sightings.frames[row] == FRAME
        assert who[row] == whom


@pytest.mark.parametrize(("y", "part"), [(0.33, "head"), (0.44, "chest"), (0.52, "hips"), (0.62, "knees")])
@pytest.mark.parametrize("whom", [0, 1])
def test_every_part_of_a_body_means_its_owner(walker, watch, size, whom, y, part):
    sightings, times, who = pair(walker, watch)
    assert who[pointed_at(sightings, times, size, Seed((0.42, 0.55)[whom], y, TIME_S))] == whom, part


def test_an_arm_stretched_across_somebody_does_not_make_them_the_arms_owner(walker, watch, size):
    """The box around the joints of who reaches over holds the other one's chest; the limb does not."""
    sightings, times, who = pair(walker, watch)
    landmarks = sightings.landmarks.copy()
    elbow, wrist = BLAZEPOSE_33.indices("left_elbow", "left_wrist")
    landmarks[who == 0, elbow, :2], landmarks[who == 0, wrist, :2] = (0.52, 0.55), (0.62, 0.58)
    reaching = attrs.evolve(sightings, landmarks=landmarks)
    for x, y in ((0.55, 0.36), (0.55, 0.45), (0.57, 0.5)):
        assert who[pointed_at(reaching, times, size, Seed(x, y, TIME_S))] == 1
    assert who[pointed_at(reaching, times, size, Seed(0.42, 0.45, TIME_S))] == 0


def test_who_is_hidden_in_that_very_picture_is_found_beside_one_who_reaches_over(walker, watch, size):
    behind = np.full(20, 0.5)
    behind[5:8] = np.nan
    sightings, times, who = watch(walker(np.full(20, 0.42), 0.1), walker(behind, 0.8))
    assert who[pointed_at(sightings, times, size, Seed(0.5, 0.5, TIME_S))] == 1


def test_only_those_allowed_are_meant(walker, watch, size):
    sightings, times, who = pair(walker, watch)
    among = np.flatnonzero(who == 1)
    assert who[pointed_at(sightings, times, size, Seed(0.5, 0.5, TIME_S), among=among)] == 1
    assert pointed_at(sightings, times, size, Seed(0.5, 0.5, TIME_S), among=among[:0]) is None


def test_a_picture_without_anybody_has_nobody_to_point_at(walker, watch, size):
    gap = np.full(20, 0.3)
    gap[5:9] = np.nan
    sightings, times, _ = watch(walker(gap, 0.1))
    assert pointed_at(sightings, times, size, Seed(0.3, 0.5, TIME_S)) is None
