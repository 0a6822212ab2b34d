import numpy as np
import pytest

from dancecoach.models.banner import PhaseNow
from dancecoach.pipeline.live.between import findings_of
from dancecoach.pipeline.live.records import Findings
from dancecoach.pose.estimator import BodyPose
from dancecoach.pose.skeleton import BLAZEPOSE_33, BODY_13
from dancecoach.video.ring import KeptPicture


def person(x, number=0, visibility=1.0):
    return BodyPose(np.full((13, 3), x, np.float32), np.full(13, visibility, np.float32), None, 0.9, number)


def kept(time_s, *people, looked=True, skeleton=BODY_13):
    note = Findings(people, people, skeleton, PhaseNow("skill", 0.9, time_s, 0.0)) if looked else None
    return KeptPicture(round(time_s * 100), 0, time_s, 0.0, (8, 8), b"", note)


def test_a_picture_that_was_looked_at_is_left_as_it_is():
    here = kept(1.0, person(0.3))
    assert findings_of(here, (kept(0.9, person(0.1)), here, kept(1.1, person(0.9)))) is here.note


def test_a_person_is_on_the_way_from_before_to_after():
    here = kept(1.0, looked=False)
    found = findings_of(here, (kept(0.9, person(0.2, visibility=0.4)), here, kept(1.2, person(0.5))))
    [pose] = found.poses
    np.testing.assert_allclose(pose.landmarks, 0.3, atol=1e-6)
    assert pose.visibility.max() == pytest.approx(0.4), "no surer than the more doubtful of both"
    assert found.skeleton is BODY_13
    assert found.phase.phase == "skill"


def test_somebody_who_is_in_one_of_them_only_is_not_there():
    here = kept(1.0, looked=False)
    found = findings_of(here, (kept(0.9, person(0.2, 1), person(0.5, 2)), kept(1.1, person(0.6, 2))))
    assert [pose.person for pose in found.poses] == [2]


@pytest.mark.parametrize(
    "around",
    [(), (kept(0.9, person(0.1)),), (kept(0.5, person(0.1)), kept(1.1, person(0.2)))],
    ids=["nothing", "only before", "too long ago"],
)
def test_without_both_sides_nothing_is_made_up(around):
    assert findings_of(kept(1.0, looked=False), around).poses is None


def test_two_kinds_of_skeleton_do_not_mix():
    around = (kept(0.9, person(0.1)), kept(1.1, person(0.2), skeleton=BLAZEPOSE_33))
    assert findings_of(kept(1.0, looked=False), around).poses is None
