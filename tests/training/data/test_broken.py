import attrs
import numpy as np
import pytest

from dancecoach.motion.features import FEATURES, track_features
from dancecoach.motion.grid import RATE_HZ
from dancecoach.pose.skeleton import BODY_13
from training.data.broken import KINDS, at_speed, backwards, broken_plan, broken_store, shuffled, with_arm_of
from training.data.clips import body_joints, body_track
from training.data.store import write_store

WRIST, SHOULDER, RIGHT_WRIST = BODY_13.indices("left_wrist", "left_shoulder", "right_wrist")
STYLES = {f"{dance}-{i}": dance for dance in ("jive", "polka", "salsa") for i in range(3)}


def _placed(clip, scale, x):
    """The clip with a body so many times as large, so far to the right, in the same picture."""
    joints = body_joints(clip.track).astype(np.float64)
    joints[..., :2] = (joints[..., :2] - 0.5) * scale + 0.5 + np.array([x, 0.0])
    return attrs.evolve(clip, track=body_track(clip.track.times, joints, clip.track.frame_size))


def _trunk(track):
    pixels = track.pixels()
    ends = [pixels[:, BODY_13.indices(f"left_{part}", f"right_{part}")].mean(1) for part in ("shoulder", "hip")]
    return float(np.median(np.linalg.norm(ends[0] - ends[1], axis=-1)))


def _reach(track):
    """(T, 2) left wrist from the shoulder, lengths of the trunk."""
    pixels = track.pixels()
    return (pixels[:, WRIST] - pixels[:, SHOULDER]) / _trunk(track)


def test_backwards_the_speeds_change_their_sign(make_clip):
    clip = make_clip(90, 1.0)
    speed = FEATURES.index("left_wrist_vy")
    there, back = (track_features(track, causal=False).values[:, speed] for track in (clip.track, backwards(clip)))
    middle = slice(15, 75)
    np.testing.assert_allclose(back[middle], -there[::-1][middle], atol=0.2)
    assert np.std(there[middle]) > 0.3


@pytest.mark.parametrize("factor", [0.5, 2.0])
def test_played_faster_the_speeds_grow_with_it(make_clip, factor):
    clip = make_clip(120, 0.5)
    speed = FEATURES.index("left_wrist_vy")
    usual, other = (track_features(track, causal=True) for track in (clip.track, at_speed(clip, factor)))
    assert len(other) == pytest.approx(len(usual) / factor, abs=2)
    assert np.nanstd(other.values[:, speed]) == pytest.approx(factor * np.nanstd(usual.values[:, speed]), rel=0.25)


def test_one_arm_is_the_others_at_the_size_of_the_body(make_clip):
    body, other = make_clip(90, 0.0), _placed(make_clip(120, 2.0, seed=1), 0.5, 0.2)
    tracks = [with_arm_of(body, other, np.random.default_rng(seed)) for seed in range(8)]
    heights = [np.std(_reach(track)[:, 1]) for track in tracks]
    waving = [track for track, height in zip(tracks, heights, strict=True) if height > 0.05]
    assert 0 < len(waving) < len(tracks)  # the left arm waves, and by chance it is the right one that is exchanged
    for track in waving:
        assert len(track) == len(body)
        assert np.ptp(_reach(track)[:, 1]) == pytest.approx(np.ptp(_reach(other.track)[:, 1]), rel=0.1)
        rest = [i for i in range(len(BODY_13)) if not BODY_13.joints[i].startswith(("left_elbow", "left_wrist"))]
        np.testing.assert_allclose(track.pixels()[:, rest], body.track.pixels()[:, rest], atol=0.01)


def test_shuffled_pieces_pass_softly_into_one_another(make_clip):
    clips = [make_clip(150, 0.5), _placed(make_clip(150, 3.0, seed=1), 0.5, 0.2)]
    track = shuffled(clips, np.random.default_rng(0))
    assert len(track) == pytest.approx(len(clips[0]), abs=45)
    steps = np.abs(np.diff(_reach(track)[:, 1]))
    fastest = max(np.abs(np.diff(_reach(clip.track)[:, 1])).max() for clip in clips)
    assert steps.max() < 1.5 * fastest
    assert _trunk(track) == pytest.approx(_trunk(clips[0].track), rel=0.05)
    slow, fast = (np.median(np.abs(np.diff(_reach(clip.track)[:, 1]))) for clip in clips)
    assert slow < np.mean(steps) < fast  # it has pieces of both
    hips = track.pixels()[:, BODY_13.indices("left_hip", "right_hip")].mean(1)
    home = clips[0].track.pixels()[:, BODY_13.indices("left_hip", "right_hip")].mean()
    assert np.abs(hips.mean() - home) < 0.1 * _trunk(track)


def test_moments_without_a_person_stay_empty(make_clip):
    clip, whole = make_clip(90), make_clip(90, seed=1)
    joints = body_joints(clip.track)
    joints[30:60] = np.nan
    gappy = attrs.evolve(clip, track=body_track(clip.track.times, joints, clip.track.frame_size))
    rng = np.random.default_rng(0)
    made = [backwards(gappy), with_arm_of(gappy, whole, rng), with_arm_of(whole, gappy, rng)]
    made += [shuffled([gappy, whole], rng)]
    for track in made:
        assert 0 < track.found.sum() < len(track)
        assert np.isfinite(track.landmarks[track.found]).all()


def test_plan_breaks_every_clip_in_every_way_with_partners_of_other_dances():
    plan = broken_plan(STYLES, 1)
    assert {(b.sources[0], b.kind) for b in plan} == {(name, kind) for name in STYLES for kind in KINDS}
    for breaking in plan:
        dances = [STYLES[name] for name in breaking.sources]
        assert len(set(dances)) == len(dances) == {"foreign arm": 2, "shuffled": 3}.get(breaking.kind, 1)
    assert len({b.name for b in plan}) == len(plan)
    assert plan == broken_plan(STYLES, 1) != broken_plan(STYLES, 2)


def test_two_dances_are_not_mixed_as_three():
    kinds = {b.kind for b in broken_plan({"a-1": "a", "b-1": "b"})}
    assert kinds == set(KINDS) - {"shuffled"}
    assert {b.kind for b in broken_plan({"a-1": "a", "a-2": "a"})} == {"backwards", "fast", "slow"}


def test_store_keeps_the_plan_in_order_and_is_made_once(make_clip, tmp_path):
    clips = [make_clip(90, 0.5 + i, name, style, seed=i) for i, (name, style) in enumerate(STYLES.items())]
    dances = write_store(tmp_path / "dances", clips, "1")
    plan = broken_plan(STYLES)
    store = broken_store(dances, plan)
    assert [clip.name for clip in store] == [b.name for b in plan]
    assert all(clip.style == "" and clip.track.found.all() for clip in store)
    assert all(np.ptp(clip.track.times) > 30 / RATE_HZ for clip in store)
    written = (store.folder / "joints.npy").stat().st_mtime_ns
    assert (broken_store(dances, plan).folder / "joints.npy").stat().st_mtime_ns == written
    assert len(broken_store(dances, plan[:4])) == 4
