"""Under a person's hand: a picture at once, the exact frame in the end, and quick steps after a rest."""

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from dancecoach.video import scrub as scrub_module
from dancecoach.video.decode import Decoder
from dancecoach.video.file import VideoFile
from dancecoach.video.scrub import ScrubbedVideo

Film = Callable[[str], Path]


def never() -> bool:
    return False


def after(answers: int) -> Callable[[], bool]:
    """Gives up at the so many-th question."""
    left = iter(range(answers))
    return lambda: next(left, None) is None


@pytest.fixture
def long_groups(ffmpeg: Callable[..., Path]) -> Path:
    """150 frames and one key frame."""
    source = ("-f", "lavfi", "-i", "testsrc2=size=192x144:rate=30:duration=5")
    x264 = ("-c:v", "libx264", "-preset", "veryfast", "-pix_fmt", "yuv420p", "-bf", "3", "-g", "250")
    return ffmpeg("long.mp4", *source, *x264)


@pytest.fixture
def video(long_groups: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ScrubbedVideo]:
    """A clip that counts as slow, with its small pictures made."""
    monkeypatch.setattr(scrub_module, "_QUICK_PIXELS", 100 * 192 * 144)
    with ScrubbedVideo(long_groups) as made:
        assert made.previews is not None
        assert made.previews.wait(60)
        yield made


def test_a_picture_at_once_then_the_exact_one(video: ScrubbedVideo, long_groups: Path) -> None:
    with VideoFile(long_groups) as plain:
        for index in (140, 20, 77):
            seen = video.glimpse(index)
            assert seen is not None
            assert seen.preview
            assert abs(seen.index - index) <= 7
            exact = video.frame_unless(never, index)
            assert exact is not None
            assert (exact.index, exact.preview) == (index, False)
            assert np.array_equal(exact.image, plain.frame(index).image)


def test_no_preview_where_the_exact_frame_is_as_quick(video: ScrubbedVideo) -> None:
    video.frame(100)
    assert video.cost(100) == 0
    assert video.cost(101) <= 2
    assert all(video.glimpse(index) is None for index in (99, 100, 101, 105))
    assert video.glimpse(80) is not None
    assert video.glimpse(149) is not None


def test_clips_with_near_key_frames_have_none(film: Film) -> None:
    with ScrubbedVideo(film("h264 with b-frames")) as video:
        assert video.previews is None
        assert video.glimpse(100) is None
        assert video.frame_unless(never, 100) is not None


@pytest.mark.parametrize("answers", [0, 1, 5, 40])
def test_a_frame_given_up_leaves_no_trace(video: ScrubbedVideo, long_groups: Path, answers: int) -> None:
    assert video.frame_unless(after(answers), 130) is None
    with VideoFile(long_groups) as plain:
        for index in (131, 60, 30, 31, 32, 129, 149, 5):
            assert np.array_equal(video.frame(index).image, plain.frame(index).image), index
    assert video.warnings == ()


def test_the_way_to_a_later_frame_goes_on(video: ScrubbedVideo, monkeypatch: pytest.MonkeyPatch) -> None:
    assert video.frame_unless(after(40), 120) is None
    monkeypatch.setattr(Decoder, "start_at", lambda *_: pytest.fail("began again"))
    assert video.frame_unless(never, 145) is not None


def test_after_a_rest_every_step_comes_from_the_cache(video: ScrubbedVideo, long_groups: Path) -> None:
    video.frame(100)
    assert video.cost(90) > 0
    video.settle(never, 100)
    assert [index for index in range(70, 116) if video.cost(index)] == []
    with VideoFile(long_groups) as plain:
        for index in range(70, 116):
            assert np.array_equal(video.frame(index).image, plain.frame(index).image), index


@pytest.mark.parametrize("answers", [0, 3, 60])
def test_a_rest_that_is_disturbed_does_no_harm(video: ScrubbedVideo, long_groups: Path, answers: int) -> None:
    video.frame(100)
    video.settle(after(answers), 100)
    with VideoFile(long_groups) as plain:
        for index in (*range(101, 120), *range(99, 60, -1)):
            assert np.array_equal(video.frame(index).image, plain.frame(index).image), index


def test_a_rest_keeps_the_place_of_the_decoder(video: ScrubbedVideo, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever steps on right after a rest, even a disturbed one, need not wait for the group of pictures again."""
    video.frame(100)
    video.settle(after(30), 100)
    monkeypatch.setattr(video._decoded._decoder, "start_at", lambda *_: pytest.fail("began again"))
    for index in range(101, 150):
        video.frame(index)


def test_a_rest_where_the_decoder_is_elsewhere(video: ScrubbedVideo) -> None:
    for index in (60, 110, 60):
        video.frame(index)
    video.settle(never, 60)
    assert [index for index in range(30, 76) if video.cost(index)] == []


def test_a_rest_lets_go_of_what_is_far_first(long_groups: Path) -> None:
    limit = 70 * 45_000
    with VideoFile(long_groups, cache_bytes=limit) as video:
        one = video.cached_bytes
        for index in range(60, 80):
            video.frame(index)
        for index in range(90, 150):  # the cache is full; what lies ahead of 60 has been unused for longest
            if video.cached_bytes + one <= limit:
                video.frame(index)
        video.frame(60)
        video.settle(never, 60)
        assert [index for index in range(35, 72) if video.cost(index)] == []


def test_at_the_ends_and_in_a_small_cache(film: Film, ffmpeg: Callable[..., Path]) -> None:
    with VideoFile(film("gif"), cache_bytes=0) as video:
        for index in (0, len(video) - 1):
            video.frame(index)
            video.settle(never, index)
            assert video.cached_bytes == 0
    with VideoFile(film("h264 with b-frames"), cache_bytes=500_000) as video:
        for index in (0, 1, 40, 41, 119):
            video.frame(index)
            video.settle(never, index)
            assert video.cost(index) == 0, "the frame on show is not driven out"
            assert video.cached_bytes <= 500_000
