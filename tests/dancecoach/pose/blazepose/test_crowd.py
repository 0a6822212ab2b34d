"""Several people at once, by stand-ins for the networks."""

import numpy as np

from dancecoach.pose.blazepose.crowd import Crowd, painted_over, same_body
from dancecoach.pose.blazepose.roi import Roi

LEFT, RIGHT, FAR = Roi(110, 240, 200, 0), Roi(540, 240, 200, 0), Roi(330, 200, 120, 0)


def still(performer, roi):
    return performer(lambda t: roi)


def run(crowd, scene, times):
    for t in times:
        crowd.update(scene.view(t))
    return crowd


def where(crowd):
    return sorted(round(track.roi.x) for track in crowd.tracks)


def test_everybody_is_followed_and_newcomers_are_found_within_a_moment(stage, performer):
    late = still(performer, RIGHT)
    scene = stage(still(performer, LEFT), still(performer, FAR), late)
    late.present = False
    crowd = run(Crowd(4), scene, [0, 1 / 30])
    assert where(crowd) == [110, 330]
    late.present = True
    run(crowd, scene, [2 / 30 + i / 30 for i in range(5)])
    assert where(crowd) == [110, 330, 540]
    assert crowd.seen == 3
    assert len({track.person for track in crowd.tracks}) == 3


def test_no_more_are_followed_than_wanted(stage, performer):
    scene = stage(still(performer, LEFT), still(performer, FAR), still(performer, RIGHT))
    assert len(run(Crowd(2), scene, [i / 30 for i in range(10)]).tracks) == 2


def test_who_is_pointed_at_comes_first(stage, performer):
    scene = stage(still(performer, LEFT), still(performer, RIGHT))
    crowd = run(Crowd(3), scene, [0, 1 / 30])
    crowd.follow_at(540 / 640, 0.5)
    run(crowd, scene, [2 / 30])
    assert round(crowd.tracks[0].roi.x) == 540
    assert where(crowd) == [110, 540]


def test_two_who_became_one_body_are_one_person(stage, performer):
    walker = performer(lambda t: Roi(540 - 430 * min(1.0, t), 240, 200, 0))
    other = still(performer, LEFT)
    scene = stage(walker, other)
    crowd = run(Crowd(3), scene, [i / 30 for i in range(10)])
    assert len(crowd.tracks) == 2
    run(crowd, scene, [i / 30 for i in range(10, 40)])
    assert where(crowd) == [110]


def test_people_are_painted_over_and_the_rest_is_left(body, sighting):
    image = np.full((480, 640, 3), 200, np.uint8)
    covered = painted_over(image, [sighting(body, Roi(300, 240, 300, 0.0), 0.0)])
    trunk = covered[240 - 40, 300]
    assert (trunk == 128).all()
    assert (covered[:, :150] == 200).all()
    assert (covered[:, 450:] == 200).all()
    assert (image == 200).all(), "the picture itself was painted over"


def test_a_body_beside_is_another(body, sighting):
    here = sighting(body, Roi(300, 240, 300, 0.0), 0.0)
    assert same_body(here, sighting(body, Roi(303, 240, 300, 0.0), 0.0))
    assert not same_body(here, sighting(body, Roi(360, 240, 300, 0.0), 0.0))
