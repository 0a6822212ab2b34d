"""Where one clip lies on the other: parts, tempo, side, mirror."""

import attrs
import numpy as np
import pytest

from dancecoach.coaching.dance.comparison import compare
from dancecoach.coaching.dance.directions import Directions
from dancecoach.coaching.dance.overlap import find_overlap
from training.figure.camera import Camera


@pytest.mark.parametrize("azimuth", [-60, -25, 25, 60])
def test_a_camera_that_stands_aside_is_found(dance, azimuth) -> None:
    camera = Camera(distance=5, fov=36, azimuth=azimuth)
    here = dance(noise=0.01, camera=camera)
    found = compare(dance(noise=0.01, seed=2), here)
    assert found.overlap.turn == pytest.approx(-azimuth, abs=6)
    assert found.score.total > 90
    assert any("cameras stand" in line for line in found.warnings) == (abs(azimuth) > 30)


@pytest.mark.parametrize("tempo", [0.8, 0.9, 1.1, 1.2])
def test_slowed_music_is_no_fault(dance, reference, tempo) -> None:
    found = compare(reference, dance(when=lambda t: tempo * t, last_s=reference.times[-1] / tempo, noise=0.01))
    assert found.overlap.tempo == pytest.approx(tempo, abs=0.01)
    assert found.score.total > 95


def test_clips_may_start_and_end_anywhere(dance, reference) -> None:
    part = dance(first_s=6.0, last_s=14.0, noise=0.01)
    inside, around = compare(reference, part), compare(part, reference)
    assert inside.overlap.offset_s == pytest.approx(6.0, abs=0.05)
    assert around.overlap.offset_s == pytest.approx(-6.0, abs=0.05)
    assert min(inside.score.total, around.score.total) > 95
    late, early = dance(first_s=7.0, noise=0.01), dance(last_s=14.0, noise=0.01, seed=4)
    across = compare(late, early)
    assert across.overlap.offset_s == pytest.approx(-7.0, abs=0.05)
    assert across.score.total > 95


def test_who_dances_the_mirror_image_is_told_and_judged_as_such(dance, reference) -> None:
    wrong = dance(change=dance.added(left_arm_abd=lambda t: -50.0 * (t > 8)), noise=0.01)
    found = compare(reference, dance.mirror(wrong))
    assert found.overlap.mirrored
    assert "mirror image" in found.warnings[0]
    assert found.score.total > 80
    # On the learner's own body it is the other arm.
    arms = {fault.joint for fault in found.faults if fault.cost > 0.1}
    assert arms
    assert all(joint.startswith("right_") for joint in arms)


def test_what_is_too_short_has_no_overlap(dance) -> None:
    assert find_overlap(*(Directions.of(dance(last_s=4.0)) for _ in range(2))) is None


def test_a_skill_of_two_seconds_is_judged_where_it_is_known_when_it_began(dance) -> None:
    skill = dance(last_s=2.2, noise=0.01)
    same = compare(skill, dance(last_s=1.9, noise=0.01, seed=3), offset_s=0.0)
    assert same.score.total > 90
    other = compare(skill, dance(first_s=9.0, last_s=10.9, noise=0.01, seed=3), offset_s=0.0)
    assert other.score.total < 50
    piece = compare(skill, dance(last_s=1.2, noise=0.01, seed=3), offset_s=0.0)
    assert piece.score.total is None
    assert any("less than 1.6 seconds" in line or "less than 1.7 seconds" in line for line in piece.warnings)
    long = dance(last_s=20.0)
    assert any("less than 2 seconds" in line for line in compare(long, dance(last_s=1.9), offset_s=0.0).warnings)


def test_two_flat_clips_find_one_another(dance, reference) -> None:
    flat = [Directions.of(track, flat=True) for track in (reference, dance(first_s=5.0))]
    assert find_overlap(*flat).offset_s == pytest.approx(5.0, abs=0.1)
    assert np.all(flat[0].unit[..., 2] == 0)


def test_a_moment_seen_wholly_wrong_does_not_draw_the_clips_together(dance) -> None:
    def upside_down(track, frames):
        world = track.world.copy()
        world[frames] = -track.world[0]
        return attrs.evolve(track, world=world)

    reference = upside_down(dance(noise=0.01), slice(60, 105))
    learner = upside_down(dance(noise=0.01, seed=3), slice(400, 445))
    assert find_overlap(Directions.of(reference), Directions.of(learner)).offset_s == pytest.approx(0.0, abs=0.1)
