"""Who is followed, and how many there are."""

import pytest

from dancecoach.pose.blazepose.people import People, prominence, unclaimed
from dancecoach.pose.blazepose.roi import Roi

LEFT, MIDDLE, RIGHT = Roi(110, 240, 200, 0), Roi(320, 240, 210, 0), Roi(540, 240, 200, 0)


def still(performer, roi):
    return performer(lambda t: roi)


def run(people, scene, times):
    for t in times:
        people.update(scene.view(t))
    return people


def where(people):
    return [round(t.roi.x) for t in people.tracks]


def test_prominence_is_size_and_place():
    whole = Roi.whole(640, 480)
    assert prominence(MIDDLE, whole) > prominence(RIGHT, whole)
    assert prominence(Roi(540, 240, 400, 0), whole) > prominence(MIDDLE, whole)


def test_the_more_prominent_is_followed_and_the_other_counted(stage, performer):
    scene = stage(still(performer, LEFT), still(performer, MIDDLE))
    people = run(People(1), scene, [0, 1 / 30, 2 / 30])
    assert where(people) == [320]
    assert people.seen == 2


def test_both_are_followed_when_asked_for(stage, performer):
    scene = stage(still(performer, LEFT), still(performer, MIDDLE))
    people = run(People(2), scene, [0, 1 / 30])
    assert where(people) == [320, 110]
    assert [t.person for t in people.tracks] == [0, 1]


def test_a_newcomer_is_counted_within_a_second(stage, performer):
    late = still(performer, RIGHT)
    scene = stage(still(performer, MIDDLE), late)
    late.present = False
    people = run(People(1), scene, [i / 30 for i in range(20)])
    assert people.seen == 1
    late.present = True
    run(people, scene, [i / 30 for i in range(20, 52)])
    assert people.seen == 2
    assert where(people) == [320]


def test_searches_follow_the_clock_of_the_clip_not_the_start(stage, performer):
    scene = stage(still(performer, MIDDLE))

    def searched(times):
        people, out = People(1), []
        for t in times:
            view = scene.view(t)
            people.update(view)
            out.append(view.searches)
        return out

    whole = searched([i / 30 for i in range(100)])
    part = searched([i / 30 for i in range(47, 100)])
    assert whole[48:] == part[1:]
    assert sum(whole) == 4


def test_nobody(stage):
    people = People(1)
    view = stage().view(0.0)
    people.update(view)
    assert people.tracks == []
    assert people.seen == 0


def test_follow_at_another_person(stage, performer):
    scene = stage(still(performer, LEFT), still(performer, MIDDLE))
    people = run(People(1), scene, [0.0])
    first = people.tracks[0].person
    people.follow_at(0.2, 0.5)
    run(people, scene, [1 / 30])
    assert where(people) == [110]
    assert people.tracks[0].person != first
    run(people, scene, [i / 30 for i in range(2, 60)])
    assert where(people) == [110], "and stays there though the other is more prominent"


def test_follow_at_one_of_several_only_reorders(stage, performer):
    scene = stage(still(performer, LEFT), still(performer, MIDDLE))
    people = run(People(2), scene, [0.0])
    people.follow_at(0.15, 0.6)
    run(people, scene, [1 / 30])
    assert where(people) == [110, 320]
    assert [t.person for t in people.tracks] == [1, 0]


def test_follow_at_where_nobody_is_keeps_the_person(stage, performer):
    scene = stage(still(performer, MIDDLE))
    people = run(People(1), scene, [0.0])
    people.follow_at(0.0, 0.0)
    run(people, scene, [1 / 30])
    assert where(people) == [320]


def test_who_returns_soon_keeps_the_number(stage, performer):
    who = still(performer, MIDDLE)
    scene = stage(who)
    people = run(People(1), scene, [i / 30 for i in range(10)])
    who.present = False
    run(people, scene, [i / 30 for i in range(10, 25)])
    assert people.tracks == []
    assert people.seen == 0
    who.present = True
    run(people, scene, [i / 30 for i in range(25, 30)])
    assert [t.person for t in people.tracks] == [0]


def test_who_comes_much_later_is_somebody_new(stage, performer):
    who = still(performer, MIDDLE)
    scene = stage(who)
    people = run(People(1), scene, [0.0, 1 / 30])
    who.present = False
    run(people, scene, [i / 30 for i in range(2, 90)])
    who.present = True
    run(people, scene, [3.0, 3.1])
    assert [t.person for t in people.tracks] == [1]


def test_a_scene_cut(stage, performer):
    who = performer(lambda t: LEFT if t < 0.5 else Roi(500, 300, 120, 0))
    people = run(People(1), stage(who), [i / 30 for i in range(15)])
    run(people, stage(who), [i / 30 for i in range(15, 30)])
    assert where(people) == [500]


def test_two_tracks_of_one_person_become_one(stage, performer):
    a, b = still(performer, LEFT), performer(lambda t: Roi(540 - 300 * min(t, 1.4), 240, 200, 0))
    people = run(People(2), stage(a, b), [i / 30 for i in range(45)])
    assert len(people.tracks) == 1


@pytest.mark.parametrize(
    ("found", "known", "left"),
    [
        ([MIDDLE], [MIDDLE], 0),
        ([MIDDLE, RIGHT], [MIDDLE], 1),
        ([Roi(370, 240, 200, 0)], [MIDDLE], 0),  # the detector's idea of the same body in flight
        ([Roi(322, 240, 200, 0), Roi(328, 240, 200, 0)], [MIDDLE], 0),  # seen twice
        ([Roi(322, 240, 200, 0), Roi(345, 240, 200, 0)], [MIDDLE], 1),  # two beside one another
        ([LEFT, RIGHT], [], 2),
        ([], [MIDDLE], 0),
    ],
)
def test_unclaimed(found, known, left):
    assert len(unclaimed(found, known)) == left


def test_follow_at_somebody_whom_the_detector_sees_only_without_the_first(stage, performer):
    scene = stage(still(performer, LEFT), still(performer, RIGHT))
    people = run(People(1), scene, [0])
    assert where(people) == [110]
    view = scene.view(1 / 30)
    view.everyone = lambda: [scene.performers[0].detection(0)]
    people.follow_at(540 / 640, 0.5)
    people.update(view)
    assert where(people) == [540]
