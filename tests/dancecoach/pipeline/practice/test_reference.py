import pytest

from dancecoach.errors import InputError
from dancecoach.library.counts_store import CountsStore
from dancecoach.pipeline.practice.reference import Silence, prepare
from dancecoach.video.sound_format import CHANNELS, RATE


def test_somebody_in_it_makes_a_reference(analysed, tmp_path):
    reference = prepare(analysed(8.0), CountsStore(tmp_path))
    assert not reference.has_sound
    assert reference.counts is None
    assert len(reference.parts) == 2


def test_nobody_in_it_is_said(analysed, tmp_path):
    with pytest.raises(InputError, match=r"tanz\.mp4.*nobody is seen.*whole body"):
        prepare(analysed(8.0, seen=False), CountsStore(tmp_path))


def test_too_short_a_clip_is_none(analysed, tmp_path):
    with pytest.raises(InputError, match="nobody is seen"):
        prepare(analysed(1.0), CountsStore(tmp_path))


def test_the_dancer_of_a_moment_is_that_of_the_frame_on_show(reference):
    at = reference.frame_at(3.01)
    assert reference.track.times[at] <= 3.01 < reference.track.times[at + 1]
    assert (reference.pose_at(3.01).landmarks == reference.track.landmarks[at]).all()
    assert reference.pose_at(99.0) is None


def test_silence_lasts_as_long_as_the_music_would():
    pieces = list(Silence().stretched(1.0, 2.0, 0.5))
    assert sum(map(len, pieces)) == 2 * RATE
    assert all(piece.shape[1] == CHANNELS and not piece.any() for piece in pieces)
