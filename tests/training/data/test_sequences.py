import attrs
import numpy as np

from dancecoach.motion.features import FEATURES, track_features
from training.data.augment import PHASES_AUGMENTATION
from training.data.sequences import Recipe, nearest_frames, normalisation, sequences
from training.data.store import write_store


def _store(folder, make_clip):
    clips = [make_clip(60, name="a"), make_clip(45, name="b", fps=24.0)]
    labels = np.arange(45, dtype=np.uint8) // 12
    clips[1] = attrs.evolve(clips[1], labels=labels)
    return write_store(folder, clips, "1")


def test_plain_variant_holds_the_features_of_the_app(tmp_path, make_clip):
    store = _store(tmp_path, make_clip)
    found = sequences(store, Recipe(causal=True, variants=2, augmentation=PHASES_AUGMENTATION))
    assert found.variants == 3
    for i, clip in enumerate(store):
        wanted = track_features(clip.track, causal=True).values
        np.testing.assert_allclose(found.values[found.rows(i)], wanted, rtol=1e-3, atol=1e-3)
        assert not np.array_equal(found.values[found.rows(i, 1)], found.values[found.rows(i, 2)], equal_nan=True)


def test_labels_move_to_the_grid_by_time(tmp_path, make_clip):
    found = sequences(_store(tmp_path, make_clip), Recipe(causal=False))
    labels = found.labels[found.rows(1)]
    assert len(labels) == round(44 / 24 * 30) + 1
    # At 24 frames per second the second phase begins with frame 12, at 0.5 s: sample 15, at most a half frame early.
    assert abs(int(np.argmax(labels == 1)) - 15) <= 1


def test_features_are_kept_until_something_changes(tmp_path, make_clip):
    store, seen = _store(tmp_path, make_clip), []
    for recipe in (Recipe(causal=True), Recipe(causal=True), Recipe(causal=True, variants=0, seed=1)):
        sequences(store, recipe, seen.append)
    assert [p.done for p in seen] == [1, 2, 1, 2]


def test_normalisation_prefers_no_side_and_survives_what_is_never_known(tmp_path, make_clip):
    clip = make_clip(90)
    visibility = clip.track.visibility.copy()
    visibility[:, [11, 12]] = 0.0  # ankles out of the picture: no ground, no heights
    clip = attrs.evolve(clip, track=attrs.evolve(clip.track, visibility=visibility))
    found = sequences(write_store(tmp_path, [clip], "1"), Recipe(causal=True))
    mean, scale = normalisation(found, np.array([0]))
    at = {name: i for i, name in enumerate(FEATURES)}
    assert mean[at["left_wrist_y"]] == mean[at["right_wrist_y"]]
    assert mean[at["left_hip_x"]] == -mean[at["right_hip_x"]]
    assert (mean[at["hip_above"]], scale[at["hip_above"]]) == (0.0, 1.0)
    assert np.isfinite(mean).all()
    assert (scale > 0).all()


def test_nearest_frames():
    assert nearest_frames(np.array([0.0, 0.1, 0.2]), np.array([0.0, 0.04, 0.06, 0.5])).tolist() == [0, 0, 1, 2]
