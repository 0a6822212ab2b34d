"""Who is where in a picture."""

import numpy as np
import pytest

from dancecoach.gui.review.person.found import Candidate, at_point, candidates_of, company
from dancecoach.pose.skeleton import BLAZEPOSE_33
from dancecoach.pose.track import PoseTrack

pytestmark = pytest.mark.gui


def test_of_overlapping_outlines_the_nearer_middle_is_meant():
    left, right = Candidate((0.4, 0.5), (0.3, 0.2), (0.6, 0.9)), Candidate((0.6, 0.5), (0.5, 0.2), (0.7, 0.9))
    assert at_point((left, right), (0.52, 0.5)) == 1
    assert at_point((left, right), (0.35, 0.5)) == 0
    assert at_point((left, right), (0.9, 0.5)) is None


def test_without_an_analysis_nobody_is_followed(finder):
    found = candidates_of(finder("clip", 0, None), 0, None)
    assert [c.centre[0] for c in found] == [0.25, 0.75]
    assert not any(c.followed for c in found)


@pytest.mark.parametrize(
    ("people", "several"), [([1] * 10, 0), ([1] * 19 + [2], 0), ([1] * 8 + [2] * 2, 2), ([-1, 3, 3, 1], 3), ([-1], 0)]
)
def test_several_people_count_when_they_are_there_for_long(people, several):
    n = len(people)
    track = PoseTrack(
        np.arange(n) / 30, np.zeros((n, 33, 3)), np.ones((n, 33)), np.ones(n, bool), (64, 48), BLAZEPOSE_33, "test",
        people=np.array(people),
    )  # fmt: skip
    assert company(track) == several
