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


@pytest.mark.parametrize("seed", range(3))
def test_same_seed_same_clip(make_clip, seed):
    clip = make_clip()
    once, twice = (augmented(clip, Augmentation(), np.random.default_rng(seed)) for _ in range(2))
    np.testing.assert_array_equal(once.track.landmarks, twice.track.landmarks)
