import attrs
import numpy as np
import pytest

from dancecoach.motion.features import FEATURES, mirrored, track_features
from dancecoach.pose.skeleton import BODY_13
from training.data.augment import PLAIN, Augmentation, augmented
from training.data.clips import body_joints

ONLY = {f.name: 0 for f in attrs.fields(Augmentation)}


def _once(clip, seed=0, **settings):
    return augmented(clip, Augmentation(**{**ONLY, **settings}), np.random.default_rng(seed))


def test_nothing_is_varied_when_everything_is_off(make_clip):
    clip = make_clip()
    same = augmented(clip, PLAIN, np.random.default_rng(0))
    np.testing.assert_allclose(body_joints(same.track), body_joints(clip.track), atol=1e-6)
    np.testing.assert_array_equal(same.track.times, clip.track.times)


def test_mirror_agrees_with_the_mirror_of_the_features(make_clip):
    clip = make_clip()
    plain, seen = (track_features(c.track, causal=True).values for c in (clip, _once(clip, mirror=1.0)))
    np.testing.assert_allclose(seen, mirrored(plain), atol=1e-3)
    wave = FEATURES.index("right_wrist_vy")
    assert np.nanstd(seen[:, wave]) > 5 * np.nanstd(plain[:, wave])


def test_stretch_keeps_frames_and_labels(make_clip):
    clip = make_clip(90)
    lengths = {round(float(_once(clip, seed, stretch=1.18).track.times[-1]), 4) for seed in range(20)}
    assert len(lengths) > 10
    assert clip.track.times[-1] / 1.18 <= min(lengths) < max(lengths) <= clip.track.times[-1] * 1.18


def test_roll_turns_the_body_without_deforming_it(make_clip):
    clip = make_clip()
    rolled = _once(clip, roll=10.0)
    pixels = [c.track.pixels() for c in (clip, rolled)]
    lengths = [np.linalg.norm(p[:, BODY_13.index("left_hip")] - p[:, BODY_13.index("nose")], axis=-1) for p in pixels]
    np.testing.assert_allclose(*lengths, rtol=1e-3)
    assert np.abs(pixels[0] - pixels[1]).max() > 2


def test_hidden_limbs_are_badly_seen_and_nothing_else(make_clip):
    clip = make_clip(300)
    hidden = _once(clip, hide=1.0, hide_s=1.0).track.visibility < 0.5
    assert 0.01 < hidden.mean() < 0.5
    assert not hidden[:, BODY_13.index("left_shoulder")].any()


def test_lost_person_is_not_found_for_a_moment(make_clip):
    found = _once(make_clip(300), lose=0.5).track.found
    assert 0.7 < found.mean() < 1.0


def test_trimmed_clips_keep_frames_and_labels_together(make_clip):
    clip = make_clip(150)
    clip = attrs.evolve(clip, labels=np.repeat([0, 1, 2, 3, 0], 30).astype(np.uint8))
    ends = {}
    for seed in range(60):
        cut = _once(clip, seed, trim=1.0)
        assert len(cut.track) == len(cut.labels) == len(cut.weights)
        if len(cut) == len(clip):  # too little would have been left
            continue
        first = int(np.searchsorted(clip.track.times, cut.track.times[0] - 1e-6))
        np.testing.assert_array_equal(cut.labels, clip.labels[first : first + len(cut)])
        assert np.ptp(cut.track.times) >= 0.8
        ends.setdefault(first > 0, []).append(cut.track.times[0 if first else -1])
    # Both ends are cut, and mostly close to a border.
    assert min(map(len, ends.values())) > 10
    away = np.abs(np.subtract.outer(np.concatenate(list(ends.values())), np.arange(1, 5))).min(1)
    assert (away < 0.34).mean() > 0.6


def test_a_good_part_of_the_trimmed_clips_keep_only_frames_beside_a_flight(make_clip):
    clip = make_clip(150)
    clip = attrs.evolve(clip, labels=np.repeat([0, 1, 2, 3, 0], 30).astype(np.uint8))
    few, amid, cuts = {"end": 0, "begin": 0}, 0, 0
    for seed in range(500):
        labels = _once(clip, seed, trim=1.0).labels
        cuts += len(labels) < len(clip)
        few["end"] += int(labels[-1] == 3 and (labels == 3).sum() <= 4)
        few["begin"] += int(labels[0] == 1 and (labels == 1).sum() <= 4)
        amid += int(labels[0] == 2 or (labels[0] == 1 and 4 < (labels == 1).sum() < 30))
    # Cuts anywhere near a border leave so few frames one time in forty; an eighth of all come on top.
    assert cuts > 400
    assert few["end"] / cuts > 0.08
    assert few["begin"] / cuts > 0.08
    assert amid / cuts > 0.27


def test_a_clip_without_a_flight_is_trimmed_anywhere(make_clip):
    lengths = {len(_once(make_clip(90), seed, trim=1.0)) for seed in range(30)}
    assert len(lengths) > 10


def test_other_bodies_have_other_limbs_of_the_same_length_on_both_sides(make_clip):
    clip = make_clip()
    before, after = (c.track.pixels() for c in (clip, _once(clip, limbs=0.1)))
    factors = []
    for joints in (("hip", "knee"), ("knee", "ankle"), ("shoulder", "elbow")):
        for side in ("left", "right"):
            a, b = BODY_13.indices(*(f"{side}_{joint}" for joint in joints))
            lengths = [np.linalg.norm(p[:, a] - p[:, b], axis=-1) for p in (before, after)]
            ratio = lengths[1] / lengths[0]
            np.testing.assert_allclose(ratio, ratio[0], rtol=1e-3)
            factors.append(ratio[0])
    left, right = factors[::2], factors[1::2]
    np.testing.assert_allclose(left, right, rtol=1e-3)
    assert np.ptp(factors) > 0.01


def test_a_wandering_camera_moves_the_whole_body_slowly(make_clip):
    clip = make_clip(120)
    before, after = (c.track.pixels() for c in (clip, _once(clip, seed=3, drift=0.6)))
    moved = after - before
    hips = BODY_13.index("left_hip")
    assert np.abs(np.ptp(moved[:, hips], axis=0)).max() > 5
    spread = np.linalg.norm(moved - moved[:, hips][:, None], axis=-1).max()
    assert spread < 0.25 * np.ptp(before[..., 1])
    assert np.abs(np.diff(moved[:, hips], axis=0)).max() < 0.1 * np.ptp(before[..., 1])


@pytest.mark.parametrize("seed", range(3))
def test_same_seed_same_clip(make_clip, seed):
    clip = make_clip()
    once, twice = (augmented(clip, Augmentation(), np.random.default_rng(seed)) for _ in range(2))
    np.testing.assert_array_equal(once.track.landmarks, twice.track.landmarks)
