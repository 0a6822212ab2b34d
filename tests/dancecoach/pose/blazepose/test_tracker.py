"""One person followed by stand-ins for the networks."""

import attrs
import numpy as np
import pytest

from dancecoach.pose.blazepose.landmarker import Sighting
from dancecoach.pose.blazepose.roi import Roi, wrap_angle
from dancecoach.pose.blazepose.tracker import Track


def follow(stage, performer, times, *, start=None):
    """Angle and place errors of a track through the times, and the views."""
    track = Track(0, start or performer.roi_at(times[0]), times[0])
    errors, views = [], []
    for t in times:
        view = stage.view(t)
        alive = track.follow(view)
        views.append(view)
        if not alive or track.sighting is None:
            errors.append((np.inf, np.inf))
            continue
        true = performer.roi_at(t)
        off = wrap_angle(track.roi.angle - true.angle)
        errors.append((abs(off), track.roi.distance(true) / true.size))
    return np.array(errors), views, track


def somersaults(period, *, start=0.3, turns=2, direction=1):
    """Standing, then turning at full speed from one picture to the next, then standing; ballistic all the while."""

    def roi_at(t):
        u = np.clip((t - start) / (period * turns), 0, 1)
        return Roi(200 + 200 * u, 300 - 400 * u * (1 - u), 180, direction * 2 * np.pi * turns * u)

    return roi_at


@pytest.mark.parametrize("direction", [-1, 1])
@pytest.mark.parametrize("fps", [25, 30, 50, 120])
@pytest.mark.parametrize("period", [0.8, 0.45, 0.36])
def test_double_somersault_is_followed(stage, performer, period, fps, direction):
    who = performer(somersaults(period, direction=direction))
    errors, views, _ = follow(stage(who), who, np.arange(int(1.6 * fps)) / fps)
    assert np.isfinite(errors).all()
    assert (errors[:, 0] < 0.6).mean() > 0.95
    assert errors[-1, 0] < 0.1
    assert np.mean([v.looks for v in views]) < 2


def test_a_steady_person_costs_one_look(stage, performer):
    who = performer(lambda t: Roi(300, 240, 200, 0.05 * np.sin(3 * t)))
    _, views, _ = follow(stage(who), who, np.arange(90) / 30)
    assert {v.looks for v in views} == {1}
    assert {v.searches for v in views} == {0}


@pytest.mark.parametrize("angle", [np.pi / 2, np.pi, -2.0])
def test_a_wrong_first_angle_is_found_out(stage, performer, angle):
    """The detector says upright, the person stands on their hands."""
    who = performer(lambda t: Roi(300, 240, 200, angle))
    scene = stage(who)
    scene.detects = False
    errors, _, _ = follow(scene, who, np.arange(5) / 30, start=Roi(300, 240, 200, 0.0))
    assert errors[-1, 0] < 0.1


def test_dropped_frames_in_flight(stage, performer):
    who = performer(somersaults(0.45))
    times = np.delete(np.arange(48) / 30, [12, 17, 18, 23, 30])
    errors, _, _ = follow(stage(who), who, times)
    assert (errors[:, 0] < 0.6).mean() > 0.95
    assert errors[-1, 0] < 0.1


def test_repeated_pictures_in_flight(stage, performer):
    """24 pictures a second in a 30 fps file: every fifth repeats."""
    who = performer(somersaults(0.45))
    scene, errors, picture = stage(who), [], 0
    track = Track(0, who.roi_at(0), 0.0)
    for i in range(60):
        if i % 5 == 4:
            track.hold(i / 30)
            continue
        true = who.roi_at(picture / 24)
        picture += 1
        view = scene.view((picture - 1) / 24)
        view.time_s = i / 30
        assert track.follow(view)
        errors.append(abs(wrap_angle(track.roi.angle - true.angle)))
    assert np.mean(np.array(errors) < 0.6) > 0.95


def test_a_person_who_leaves_is_lost_after_a_moment(stage, performer):
    who = performer(lambda t: Roi(300, 240, 200, 0.0))
    scene, track = stage(who), Track(0, Roi(300, 240, 200, 0.0), 0.0)
    for i in range(10):
        assert track.follow(scene.view(i / 30))
    who.present = False
    alive = [track.follow(scene.view((10 + i) / 30)) for i in range(12)]
    assert track.sighting is None, "nothing is made up meanwhile"
    assert alive[0]
    assert not alive[-1]


def test_hidden_for_two_pictures_is_not_lost(stage, performer):
    who = performer(lambda t: Roi(300 + 200 * t, 240, 200, 0.0))
    scene, track = stage(who), Track(0, Roi(300, 240, 200, 0.0), 0.0)
    for i in range(20):
        who.present = i not in (10, 11)
        assert track.follow(scene.view(i / 30))
        assert (track.sighting is not None) == who.present


def test_nobody_at_all(stage):
    def nobody(roi):
        zeros = np.zeros((33, 3))
        return Sighting(zeros, zeros, np.zeros(33), 0.0, 0.1, roi, roi)

    track = Track(0, Roi(300, 240, 200, 0.0), 0.0)
    scene = stage()
    view = scene.view(0.0)
    view.look = nobody
    assert not track.follow(view)
    assert track.sighting is None


def test_endless_doubt_does_not_cost_a_search_a_picture(stage, performer):
    who = performer(lambda t: Roi(300, 240, 200, 0.0))
    blurred = who.look

    def weak(roi, t):
        seen = blurred(roi, t)
        return attrs.evolve(seen, quality=0.45 * seen.quality)

    who.look = weak
    _, views, _ = follow(stage(who), who, np.arange(120) / 30)
    late = [v.looks for v in views[60:]]
    assert np.mean(late) < 3.5


def test_left_and_right_survive_swapped_sightings(stage, performer):
    who = performer(lambda t: Roi(300, 240, 200, 0.0))
    right_way = who.look
    swapped = {12, 13, 14, 20}
    who.look = lambda roi, t: right_way(roi, t).mirrored() if round(t * 30) in swapped else right_way(roi, t)
    scene, track = stage(who), Track(0, Roi(300, 240, 200, 0.0), 0.0)
    for i in range(30):
        view = scene.view(i / 30)
        track.follow(view)
        assert track.sighting.points[11, 0] > track.sighting.points[12, 0], i
        assert view.looks == 1, "a swap is no reason to look again"
