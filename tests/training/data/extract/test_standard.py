import numpy as np
import pytest

from dancecoach.errors import VideoError
from dancecoach.video.file import VideoFile
from training.data.extract.standard import Standard, nearest


def _shown(path, standard):
    """Number of the picture behind each frame, read from it, the frames' times, and what was done."""
    with VideoFile(path) as video:
        frames = list(standard.frames(video))
        change = standard.change(video)
    bits = [f.image.mean(axis=(0, 2)).reshape(8, -1).mean(axis=1) > 128 for f in frames]
    shown = [int(np.packbits(b, bitorder="little")[0]) for b in bits]
    assert [f.index for f in frames] == list(range(len(frames)))
    return shown, np.array([f.time_s for f in frames]), change


def test_fast_clips_lose_every_other_frame(write_even_video):
    shown, times, change = _shown(write_even_video("a.mp4", np.arange(41) / 60), Standard(fps=30))
    assert shown == list(range(0, 41, 2))
    assert times == pytest.approx(np.arange(21) / 30)
    assert (change.left_out, change.repeated) == (20, 0)
    assert change.shift_s < 1e-3


def test_slow_clips_show_the_nearest_frame_again(write_even_video):
    shown, times, change = _shown(write_even_video("a.mp4", np.arange(10) / 15), Standard(fps=30))
    assert len(shown) == 19
    assert shown[::2] == list(range(10))
    assert (change.left_out, change.repeated) == (0, 9)
    assert change.shift_s == pytest.approx(1 / 30, abs=1e-3)
    assert np.diff(times) == pytest.approx(1 / 30)


def test_a_changing_rate_is_followed_by_time(write_even_video):
    filmed = np.concatenate([np.arange(10) / 30, 0.3 + np.arange(20) / 60, [1.5]])
    shown, times, _ = _shown(write_even_video("a.mp4", filmed), Standard(fps=30))
    assert len(times) == 46
    for picture, time in zip(shown, times, strict=True):
        assert abs(filmed[picture] - time) <= np.abs(filmed - time).min() + 2e-3
    assert shown[-1] == 30
    assert max(shown.count(n) for n in range(31)) > 10, "the gap is filled with what was last seen"


@pytest.mark.parametrize(
    ("size", "made"), [((1920, 1080), (1280, 720)), ((1080, 1920), (720, 1280)), ((640, 480), (640, 480))]
)
def test_the_short_side_is_cut_to_720_and_nothing_enlarged(size, made):
    assert Standard().size(*size) == made


def test_pictures_are_made_smaller(write_even_video):
    path = write_even_video("a.mp4", np.arange(3) / 30, size=(96, 64))
    with VideoFile(path) as video:
        frames, change = list(Standard(short_side=32).frames(video)), Standard(short_side=32).change(video)
    assert {f.size for f in frames} == {(48, 32)}
    assert (change.width, change.height) == (48, 32)
    assert all(f.image.flags.c_contiguous for f in frames)


def test_a_single_picture_stays_one(write_even_video):
    shown, times, change = _shown(write_even_video("a.mp4", np.zeros(1)), Standard())
    assert (shown, times.tolist(), change.repeated, change.left_out) == ([0], [0.0], 0, 0)


def test_broken_times_do_not_make_millions_of_frames(write_even_video, monkeypatch):
    path = write_even_video("a.mp4", np.array([0.0, 0.5, 2.0]))
    monkeypatch.setattr("training.data.extract.standard._LONGEST_S", 1.0)
    with VideoFile(path) as video, pytest.raises(VideoError) as caught:
        next(Standard().frames(video))
    assert "lasts over ten hours; cut out" in str(caught.value)


def test_the_earlier_of_two_that_are_as_near_is_taken():
    assert nearest(np.array([0.0, 1.0, 3.0]), np.array([0.0, 0.5, 0.6, 2.0, 9.0])).tolist() == [0, 0, 1, 1, 2]
