import numpy as np
import pytest

from dancecoach.pose.formats import load_pose_file
from dancecoach.pose.formats.following import body_size, follow
from dancecoach.pose.formats.sightings import Sighting
from dancecoach.pose.skeleton import COCO_17

BODY = np.random.default_rng(3).uniform(0, 100, (17, 3)).astype(np.float32)


def person(frame, x, *, size=1.0, identity=None, score=1.0):
    points = BODY * size + np.array([x, 0, 0], np.float32)
    return Sighting(frame, points, np.ones(17, np.float32), score, identity)


def where(chosen):
    return {f: round(float(p.points[0, 0] - BODY[0, 0])) for f, p in sorted(chosen.items())}


def test_one_person_is_taken_wherever_they_jump():
    chosen, most, company = follow([person(f, 5000 * (f % 2), identity=f) for f in range(10)])
    assert (len(chosen), most, company) == (10, 1, 0)


def test_nobody():
    assert follow([]) == ({}, 0, 0)


def test_the_larger_one_is_followed_though_the_order_changes():
    people = [p for f in range(30) for p in [person(f, 300, size=0.6), person(f, 3 * f)][:: (-1) ** f]]
    chosen, most, company = follow(people)
    assert {f: p.points[0, 0] for f, p in chosen.items()} == {
        f: pytest.approx(BODY[0, 0] + 3 * f, abs=0.01) for f in range(30)
    }
    assert (most, company) == (2, 30)


def test_two_who_cross_are_not_mixed_up():
    other = BODY[::-1]  # another pose
    people = []
    for f in range(41):
        people.append(person(f, 10 * f, size=1.01))
        people.append(Sighting(f, other + np.array([400 - 10 * f, 0, 0], np.float32), np.ones(17, np.float32)))
    assert where(follow(people)[0])[40] == pytest.approx(400, abs=2)


def test_the_tools_own_numbers_are_trusted_over_distance():
    people = [
        p
        for f in range(20)
        for p in (person(f, 500 * (f % 2), identity=1), person(f, 500 * (1 - f % 2), identity=2, size=0.9))
    ]
    assert where(follow(people)[0]) == {f: 500 * (f % 2) for f in range(20)}


def test_a_number_that_changes_is_still_the_same_person():
    people = [person(f, f, identity=1 if f < 10 else 7) for f in range(25)] + [
        person(f, 400, size=0.5, identity=2) for f in range(25)
    ]
    assert len(follow(people)[0]) == 25


def test_somebody_beside_them_never_takes_their_place():
    people = [person(f, 0, identity=1) for f in range(10)] + [person(f, 30, size=0.9, identity=2) for f in range(20)]
    chosen, _, _ = follow(people)
    assert max(chosen) == 19  # the smaller one is seen for longer, so they are followed
    people += [person(f, 0, identity=1, score=3) for f in range(25, 35)]
    assert set(where(follow(people)[0])) == {*range(10), *range(25, 35)}


def test_somebody_far_away_is_not_them():
    people = [person(f, 0) for f in range(10)] + [person(f, 900, size=0.5) for f in range(3, 20)]
    assert max(follow(people)[0]) == 9


def test_a_bystander_who_was_there_first_is_not_followed():
    people = [person(f, 0, size=0.4) for f in range(50)] + [person(f, 400) for f in range(10, 50)]
    assert set(where(follow(people)[0])) == set(range(10, 50))


def test_every_fifth_frame_is_no_gap():
    people = [p for f in range(0, 200, 5) for p in (person(f, f), person(f, 700, size=0.7))]
    assert len(follow(people, step=5)[0]) == 40


def test_body_size_of_nothing():
    assert body_size(np.full((17, 3), np.nan, np.float32)) == 0


def test_in_a_file_people_come_in_any_order_and_that_is_said(tools, drawn, write):
    data = []
    for f in range(20):
        pair = [{"keypoints": tools.coco(drawn, f)}, {"keypoints": [v * 0.3 for v in tools.coco(drawn, 0)]}]
        data += [{"image_id": f, "category_id": 1, "score": 0.9, **p} for p in pair[:: (-1) ** f]]
    track, said = load_pose_file(write(data), fps=30, frame_size=(1280, 720))
    np.testing.assert_allclose(track.pixels(), drawn.to_skeleton(COCO_17).pixels(), atol=2e-3)
    assert len(said) == 1
    assert "up to 2 people" in said[0]
