import attrs
import numpy as np
import pytest

from dancecoach.errors import InputError
from dancecoach.motion.features import FEATURES, mirrored, track_features
from dancecoach.pose.skeleton import BLAZEPOSE_33, BODY_13, COCO_17
from dancecoach.pose.track import PoseTrack
from training.data.augment import (
    FIELD_AUGMENTATION,
    PHASES_AUGMENTATION,
    PLAIN,
    STYLE_AUGMENTATION,
    Augmentation,
    augmented,
    described,
    parsed,
)
from training.data.augment.settings import PARTS
from training.data.clips import Clip, body_joints
from training.errors import CallError

ONLY = {f.name: 0 for f in attrs.fields(Augmentation)}
EVERYTHING = {"zoom": 0.1, "translate": 0.05, "interval": 3}


@pytest.fixture
def whole_body():
    """A clip of 33 joints with depth and metres, each frame another pose; every tenth frame without anybody."""
    rng = np.random.default_rng(1)
    found = np.arange(90) % 10 != 4
    landmarks = rng.uniform(0.2, 0.8, (90, 33, 3)).astype(np.float32)
    landmarks[~found] = np.nan
    track = PoseTrack(
        times=np.arange(90) / 30, landmarks=landmarks, visibility=np.where(found[:, None], rng.random((90, 33)), 0.0),
        found=found, frame_size=(400, 800), skeleton=BLAZEPOSE_33, source="test", world=landmarks,
    )  # fmt: skip
    return Clip("whole", track, np.repeat([0, 1, 2], 30).astype(np.uint8), np.linspace(0, 1, 90).astype(np.float32))


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
    once, twice = (
        augmented(clip, attrs.evolve(Augmentation(), **EVERYTHING), np.random.default_rng(seed)) for _ in range(2)
    )
    np.testing.assert_array_equal(once.track.landmarks, twice.track.landmarks)


def test_recipes_vary_clips_as_those_of_the_shipped_networks_were(make_clip):
    """Numbers of the code that they were trained with."""
    clip = attrs.evolve(make_clip(150), labels=np.repeat([0, 1, 2, 3, 0], 30).astype(np.uint8))
    shipped = {
        PHASES_AUGMENTATION: (150, 150, 101, 150, 92, 0.5374, 0.5762, 0.5482, 0.5417, 0.5223, 5.2423),
        STYLE_AUGMENTATION: (150, 150, 150, 150, 150, 0.5350, 0.5387, 0.5502, 0.5462, 0.5521, 5.3334),
    }
    for settings, numbers in shipped.items():
        rng = np.random.default_rng(4)
        varied = [augmented(clip, settings, rng) for _ in range(5)]
        seen = (float(np.nanmean(c.track.landmarks[..., :2] * c.track.visibility[..., None])) for c in varied)
        assert (*map(len, varied), *seen, varied[-1].track.times[-1]) == pytest.approx(numbers, abs=1e-4)


def test_every_joint_of_a_whole_body_is_mirrored_and_swapped(whole_body):
    before, after = (c.track for c in (whole_body, _once(whole_body, mirror=1.0)))
    assert after.skeleton is BLAZEPOSE_33
    for left, right in BLAZEPOSE_33.pairs:
        np.testing.assert_allclose(after.landmarks[:, left, 0], 1 - before.landmarks[:, right, 0], rtol=1e-5)
        np.testing.assert_array_equal(after.landmarks[:, left, 1:], before.landmarks[:, right, 1:])
        np.testing.assert_array_equal(after.visibility[:, left], before.visibility[:, right])
    np.testing.assert_array_equal(after.found, before.found)
    assert after.world is None


def test_what_hangs_on_a_limb_goes_where_it_goes(whole_body):
    before, after = (c.track for c in (whole_body, _once(whole_body, limbs=0.2)))
    moved = (after.landmarks - before.landmarks)[before.found]
    for side in ("left", "right"):
        for end, parts in {"wrist": ("pinky", "index", "thumb"), "ankle": ("heel", "foot_index")}.items():
            joint = moved[:, BLAZEPOSE_33.index(f"{side}_{end}")]
            assert np.abs(joint[:, :2]).max() > 0.01
            for part in parts:
                np.testing.assert_allclose(moved[:, BLAZEPOSE_33.index(f"{side}_{part}")], joint, atol=1e-5)
    for part in ("left_ear", "right_eye_outer", "left_mouth"):
        np.testing.assert_allclose(moved[:, BLAZEPOSE_33.index(part)], moved[:, 0], atol=1e-5)


def test_a_hidden_foot_takes_its_heel_along(whole_body):
    hidden = _once(whole_body, seed=3, hide=3.0, hide_s=1.0).track.visibility < 0.31 * whole_body.track.visibility
    assert hidden.any()
    for side in ("left", "right"):
        ankle, heel, wrist, thumb = (
            hidden[:, BLAZEPOSE_33.index(f"{side}_{part}")] for part in ("ankle", "heel", "wrist", "thumb")
        )
        np.testing.assert_array_equal(ankle, heel)
        np.testing.assert_array_equal(wrist, thumb)


@pytest.mark.parametrize("skeleton", [BLAZEPOSE_33, COCO_17, BODY_13])
def test_every_skeleton_is_varied_in_every_way(whole_body, skeleton):
    clip = attrs.evolve(whole_body, track=whole_body.track.to_skeleton(skeleton))
    for number in range(5):
        varied = augmented(clip, attrs.evolve(Augmentation(), **EVERYTHING), np.random.default_rng(number))
        assert varied.track.skeleton is skeleton
        assert len(varied.labels) == len(varied.weights) == len(varied.track)
        assert np.isfinite(varied.track.landmarks[varied.track.found]).all()


def test_zoom_scales_about_the_middle_and_depth_with_it(whole_body):
    before = whole_body.track.landmarks
    factors = []
    for seed in range(30):
        after = _once(whole_body, seed, zoom=0.1).track.landmarks
        ratio = (after - [0.5, 0.5, 0]) / (before - [0.5, 0.5, 0])
        assert np.nanstd(ratio) < 1e-3
        factors.append(np.nanmedian(ratio))
    assert 0.9 <= min(factors) < 0.93
    assert 1.07 < max(factors) <= 1.1


def test_translation_moves_all_joints_of_all_frames_alike(whole_body):
    before = whole_body.track.landmarks
    moved = [_once(whole_body, seed, translate=0.05).track.landmarks - before for seed in range(20)]
    for one in moved:
        assert np.nanstd(one.reshape(-1, 3), axis=0) == pytest.approx([0, 0, 0], abs=1e-5)
        assert np.abs(np.nanmean(one, axis=(0, 1))[2]) < 1e-7
    aside = np.abs([np.nanmean(one, axis=(0, 1))[:2] for one in moved])
    assert 0.03 < aside.max() <= 0.05


def test_intervals_keep_frames_at_their_times_with_their_labels(whole_body):
    steps = set()
    for seed in range(20):
        kept = _once(whole_body, seed, interval=3)
        frames = np.round(kept.track.times * 30).astype(int)
        (step,) = set(np.diff(frames).tolist())
        steps.add(step)
        assert frames[0] < step
        np.testing.assert_array_equal(kept.labels, whole_body.labels[frames])
        np.testing.assert_array_equal(kept.weights, whole_body.weights[frames])
        np.testing.assert_array_equal(kept.track.landmarks, whole_body.track.landmarks[frames])
    assert steps == {1, 2, 3}


def test_a_short_clip_keeps_its_frames(make_clip):
    assert {len(_once(make_clip(40), seed, interval=5)) for seed in range(10)} == {40}


def test_noise_of_depth_is_drawn_where_there_is_depth(whole_body, make_clip):
    moved = _once(whole_body, noise=0.2).track.landmarks - whole_body.track.landmarks
    assert np.nanstd(moved[..., 2]) > 0.001
    assert not _once(make_clip(), noise=0.2).track.landmarks[..., 2].any()


@pytest.mark.parametrize(
    "text",
    [
        "all", "plain", "mirror", "zoom+mirror=0.3", "all-mirror", "all-mirror-trim+trim=0.9", "interval=3",
        "hide+hide_s=3", "mirror+roll+translate+interval", "noise=0.01+drift=0.5",
    ],
)  # fmt: skip
def test_settings_are_read_as_they_are_described(text):
    settings = parsed(text)
    assert parsed(described(settings)) == settings
    assert set(described(settings).replace("+", "-").split("-")) == set(text.replace("+", "-").split("-"))


def test_settings_that_differ_are_described_otherwise():
    one = FIELD_AUGMENTATION
    others = [one.without(p) for p in one.parts] + [one.only(p) for p in one.parts]
    others += [attrs.evolve(one, **{p: 2 * getattr(one, p)}) for p in one.parts if p != "mirror"]
    texts = {described(s) for s in (one, PLAIN, *others)}
    assert len(texts) == len(others) + 2
    assert described(STYLE_AUGMENTATION, STYLE_AUGMENTATION) == "all"


def test_a_part_is_varied_though_it_usually_is_not():
    assert parsed("zoom", STYLE_AUGMENTATION) == attrs.evolve(PLAIN, zoom=0.1)
    assert parsed("stretch") == attrs.evolve(PLAIN, stretch=1.18)
    for settings in (FIELD_AUGMENTATION, STYLE_AUGMENTATION):
        assert all(len(parsed(part, settings).parts) == 1 for part in PARTS)


def test_a_file_of_settings_is_read(tmp_path):
    path = tmp_path / "mine.json"
    path.write_text('{"mirror": 0.25, "interval": 2}')
    assert parsed(str(path)) == attrs.evolve(PLAIN, mirror=0.25, interval=2)
    for text in ("", "[]", '{"mirror": '):
        path.write_text(text)
        with pytest.raises(InputError, match=r"mine\.json: holds no settings"):
            parsed(str(path))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("miror", "'miror': is nothing that is varied; choose from: mirror, stretch"),
        ("all-miror", "'miror': is nothing that is varied"),
        ("mirror=often", "'often': is no value of mirror; write a number"),
        ("mirror=2", r"2\.0: is no value of mirror; choose 0, or a number up to 1"),
        ("noise=-1", r"-1\.0: is no value of noise"),
        ("noise=nan", "nan: is no value of noise"),
        ("stretch=0.5", r"0\.5: is no value of stretch; choose 0, or a number from 1 to 4"),
        ("interval=1.5", "'1.5': is no value of interval"),
    ],
)
def test_settings_that_say_nothing_are_refused(text, sentence):
    with pytest.raises(CallError, match=sentence):
        parsed(text)
