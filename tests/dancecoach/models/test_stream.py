"""The stream of a person's features begins anew where nothing can be carried on."""

import attrs
import numpy as np
import pytest

from dancecoach.models.stream import PersonStream
from dancecoach.motion.features import track_features


@pytest.fixture
def stream(jump):
    track = jump()
    return PersonStream(track.skeleton, track.frame_size)


def test_it_gives_the_features_of_the_whole(stream, jump, poses):
    track = jump()
    parts = [stream.push(t, pose) for t, pose in zip(track.times, poses(track), strict=True)]
    values = np.concatenate([part.features.values for part in parts])
    np.testing.assert_allclose(values, track_features(track, causal=True).values, atol=1e-4)
    assert [part.anew for part in parts] == [True] + [False] * (len(parts) - 1)


@pytest.mark.parametrize(("time_s", "anew"), [(0.4, True), (0.5, False), (0.6, False), (1.5, False), (1.6, True)])
def test_another_time_begins_anew(stream, jump, poses, time_s, anew):
    pose = poses(jump())[0]
    stream.push(0.4, pose)
    stream.push(0.5, pose)
    samples = stream.push(time_s, pose)
    assert samples.anew is anew
    if anew:
        assert samples.features.times.tolist() == [time_s]


def test_another_person_begins_anew(stream, jump, poses):
    pose = poses(jump())[0]
    stream.push(0.0, pose)
    assert not stream.push(0.1, None).anew
    assert not stream.push(0.2, pose).anew
    assert stream.push(0.3, attrs.evolve(pose, person=7)).anew
    assert not stream.push(0.4, attrs.evolve(pose, person=7)).anew


def test_a_picture_shown_twice_brings_nothing(stream, jump, poses):
    pose = poses(jump())[0]
    stream.push(0.0, pose)
    samples = stream.push(0.0, pose)
    assert not samples.anew
    assert len(samples.features) == 0
