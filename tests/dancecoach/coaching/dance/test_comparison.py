"""Clips that do not fit: each is said plainly and nothing fails."""

import warnings

import attrs
import numpy as np
import pytest

from dancecoach.coaching.dance.comparison import compare
from dancecoach.coaching.dance.cues import PRAISED
from dancecoach.coaching.dance.phrases import Counts
from dancecoach.pose.skeleton import BLAZEPOSE_33, COCO_17
from dancecoach.pose.track import PoseTrack


def said(found) -> str:
    return " ".join(found.warnings)


def empty(frames) -> PoseTrack:
    return PoseTrack(
        times=np.arange(frames) / 30,
        landmarks=np.full((frames, 33, 3), np.nan),
        visibility=np.zeros((frames, 33)),
        found=np.zeros(frames, bool),
        frame_size=(540, 720),
        skeleton=BLAZEPOSE_33,
        source="nobody",
        world=np.full((frames, 33, 3), np.nan),
    )


@pytest.mark.parametrize("frames", [0, 1, 300])
def test_a_clip_without_anybody_has_no_score(reference, frames) -> None:
    for pair in ((reference, empty(frames)), (empty(frames), reference), (empty(frames), empty(frames))):
        found = compare(*pair)
        assert found.score.total is None
        assert found.overlap is None
        assert len(found.warnings) == 1
        assert found.alignment() == found.late_ms() == []


def test_one_frame_is_too_short(dance, reference) -> None:
    found = compare(reference, dance(last_s=0.02))
    assert found.score.total is None
    assert "less than 5 seconds" in said(found)


def test_another_dance_is_called_one(dance, reference) -> None:
    assert "another dance" in said(compare(reference, dance(dance.others[0], noise=0.01)))
    assert "another dance" not in said(compare(reference, dance(noise=0.01)))


def test_clips_of_other_lengths_are_told_apart(dance, reference) -> None:
    part = dance(first_s=4.0, last_s=12.0)
    assert "of the reference was danced, from 4.0 to 1" in said(compare(reference, part))
    assert "of the learner's clip is compared, from 4.0 to 1" in said(compare(part, reference))


def test_a_learner_who_leaves_the_picture_is_missed(dance, reference) -> None:
    found = compare(reference, dance.without(dance(noise=0.01), frames=slice(200, 350)))
    assert "out of the picture for" in said(found)
    assert found.score.total > 90
    assert found.score.coverage < 0.9


def test_points_that_are_not_numbers_do_no_harm(dance, reference) -> None:
    world = np.array(reference.world)
    rng = np.random.default_rng(0)
    world[rng.random(world.shape[:2]) < 0.05] = np.nan
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = compare(reference, attrs.evolve(reference, world=world))
    assert found.score.total > 99


def test_skeletons_without_metres_are_compared_in_the_plane(dance, reference) -> None:
    coco = attrs.evolve(dance(noise=0.01), world=None).to_skeleton(COCO_17)
    found = compare(reference, coco)
    assert "no depth" in said(found)
    assert found.score.total > 85
    assert found.overlap.turn == 0


def test_a_wrong_sound_is_overruled_where_it_leaves_nothing_to_compare(dance, reference) -> None:
    found = compare(reference, dance(last_s=10.0), offset_s=19.0)
    assert not found.by_sound
    assert found.score.total > 95


def test_phrases_follow_the_counts_and_are_praised_where_they_are_right(dance, reference) -> None:
    counts = Counts(tuple(np.arange(0.6, 21.0, 0.52).tolist()))
    wrong = dance(change=dance.added(left_arm_abd=lambda t: -60.0 * (t > 9)), noise=0.005)
    found = compare(reference, wrong, counts=counts)
    first, last = found.phrases[0], found.phrases[-1]
    assert first.praise == "In the first eight all is right."
    assert first.score.total >= PRAISED
    assert "all" not in last.praise
    assert all(cue.startswith("From count ") for cue in found.cues)


def test_the_lines_of_a_comparison_are_even(reference, beside) -> None:
    found = beside(noise=0.01)
    pairs = np.array(found.alignment())
    assert (np.diff(pairs, axis=0) > 0).all()
    late = np.array(found.late_ms())
    assert np.isfinite(late).all()
    assert sum(line.share for line in found.joints) == pytest.approx(1.0, abs=0.01)
