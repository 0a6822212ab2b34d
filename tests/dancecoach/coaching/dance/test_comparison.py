"""Clips that do not fit: each is said plainly and nothing fails."""

import warnings

import attrs
import numpy as np
import pytest

from dancecoach.coaching.dance.comparison import compare
from dancecoach.coaching.dance.cues import PRAISED
from dancecoach.coaching.dance.phrases import Counts, Phrase
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


def test_another_dance_is_called_one_and_its_limbs_are_not_blamed(dance, reference) -> None:
    other = dance(dance.others[0], noise=0.01)
    for track in (other, dance.mirror(other)):
        found = compare(reference, track)
        assert "another dance" in said(found)
        assert "mirror" not in said(found)
        assert found.faults == found.cues == ()
    assert "another dance" not in said(compare(reference, dance(noise=0.01)))


def test_clips_of_other_lengths_are_told_apart(dance, reference) -> None:
    part = dance(first_s=4.0, last_s=12.0)
    assert "of the reference was danced, from 4.0 to 1" in said(compare(reference, part))
    assert "of the learner's clip is compared, from 4.0 to 1" in said(compare(part, reference))


def test_a_part_that_was_asked_for_is_no_missing_rest(dance, reference) -> None:
    film = dance(first_s=3.0, last_s=12.0)
    assert compare(reference, film, part=Phrase(4.0, 11.0, 1)).warnings == ()
    half = compare(reference, film, part=Phrase(8.0, 16.0, 2))
    assert said(half) == "50% of the part was danced, from 8.0 to 12.0 s."


def test_it_is_told_whose_film_shows_half_a_body(dance, reference) -> None:
    legs = [f"{side}_{part}" for side in ("left", "right") for part in ("hip", "knee", "ankle")]
    half = dance.without(reference, legs)
    assert "film the whole body of the learner" in said(compare(reference, half))
    assert "film the whole body of the reference" in said(compare(half, reference))


def test_joints_are_those_of_the_learners_own_body(dance, reference) -> None:
    wrong = dance(change=dance.added(left_arm_abd=-40))
    for track, joint in ((wrong, "left_elbow"), (dance.mirror(wrong), "right_elbow")):
        found = compare(reference, track)
        assert max(found.joints, key=lambda line: line.share).joint == joint
        assert sum(line.share for line in found.joints) == pytest.approx(1.0, abs=1e-3)


@pytest.mark.parametrize(
    ("joints", "frames", "hidden"),
    [
        # Hidden joints, the share of the frames, and the weight of the limbs that end in them, of 10 in all.
        (("left_wrist",), 1.0, 1.0),
        (("left_wrist",), 0.5, 1.0),
        (("left_shoulder",), 0.25, 2.5),  # the upper arm, the trunk, half for the line across
        (("left_knee", "right_knee"), 0.5, 4.0),
        (None, 0.25, 10.0),
    ],
)
def test_coverage_is_what_one_counts_by_hand(dance, reference, joints, frames, hidden) -> None:
    track = dance.without(reference, joints, slice(0, round(frames * len(reference))))
    found = compare(reference, track)
    assert found.score.coverage == pytest.approx(1 - frames * hidden / 10, abs=0.002)
    assert found.score.total == 100


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
