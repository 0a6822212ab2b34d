"""Backwards: the frames before are there before they are asked for, and they are the right ones."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from dancecoach.video.file import VideoFile
from dancecoach.video.index import build_index
from dancecoach.video.rewind import Rewinder
from dancecoach.video.source import VideoFrame

Film = Callable[[str], Path]
FRAME_BYTES = 192 * 144 * 3 // 2


def never() -> bool:
    return False


@pytest.fixture
def kept() -> dict[int, VideoFrame]:
    return {}


@pytest.fixture
def rewinder(film: Film, kept: dict[int, VideoFrame]) -> Iterator[Rewinder]:
    path = film("h264 with b-frames")
    made = Rewinder(path, build_index(path), kept.__setitem__)
    yield made
    made.close()


def test_a_stretch_is_kept_whole_and_nothing_else(rewinder: Rewinder, kept: dict[int, VideoFrame]) -> None:
    rewinder.wish(range(50, 70))
    for frame in (55, 69):
        rewinder.wait_for(frame, never)
        assert frame in kept
    assert not rewinder.busy
    assert sorted(kept) == list(range(50, 70))


def test_waiting_ends_at_once_for_what_is_not_on_its_way(rewinder: Rewinder) -> None:
    rewinder.wait_for(3, lambda: pytest.fail("nobody is to be asked"))
    rewinder.wish(range(50, 70))
    rewinder.wait_for(70, lambda: pytest.fail("nobody is to be asked"))


def test_a_later_wish_replaces_an_earlier_one(film: Film) -> None:
    path, kept, first, go = film("h264 with b-frames"), [], threading.Event(), threading.Event()

    def keep(number: int, _frame: VideoFrame) -> None:
        kept.append(number)
        first.set()
        assert go.wait(10)

    rewinder = Rewinder(path, build_index(path), keep)
    rewinder.wish(range(80, 110))
    assert first.wait(10)
    rewinder.wish(range(10, 20))
    go.set()
    rewinder.wait_for(19, never)
    assert kept == [80, *range(10, 20)]
    rewinder.close()


def test_who_no_longer_waits_is_let_go_and_closing_lets_everyone_go(film: Film) -> None:
    path, go = film("h264 with b-frames"), threading.Event()
    rewinder = Rewinder(path, build_index(path), lambda *_: bool(go.wait(10)))
    rewinder.wish(range(80, 110))
    answers = iter((False, False, True))
    rewinder.wait_for(100, lambda: next(answers))
    waiting = threading.Thread(target=rewinder.wait_for, args=(100, never))
    waiting.start()
    go.set()
    rewinder.close()
    waiting.join(10)
    assert not waiting.is_alive()
    rewinder.wish(range(3))
    assert not rewinder.busy


def test_a_file_that_is_gone_keeps_nobody_waiting(tmp_path: Path, film: Film) -> None:
    path = film("h264 with b-frames")
    rewinder = Rewinder(tmp_path / "gone.mp4", build_index(path), lambda *_: None)
    rewinder.wish(range(80, 110))
    rewinder.wait_for(100, never)
    assert not rewinder.busy
    rewinder.close()


@pytest.fixture
def long_groups(ffmpeg: Callable[..., Path]) -> Path:
    """150 frames and one key frame."""
    source = ("-f", "lavfi", "-i", "testsrc2=size=192x144:rate=30:duration=5")
    x264 = ("-c:v", "libx264", "-preset", "veryfast", "-pix_fmt", "yuv420p", "-bf", "3", "-g", "250")
    return ffmpeg("long.mp4", *source, *x264)


def test_holding_the_key_back_never_decodes_on_the_way(long_groups: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a cache of 40 frames, through 140: every step after the first stretch finds its frame."""
    with VideoFile(long_groups) as plain, VideoFile(long_groups, cache_bytes=40 * FRAME_BYTES) as video:
        access = video._decoded
        video.frame(145)
        video.frame(144)
        access._rewinder.wait_for(142, never)
        monkeypatch.setattr(access, "_decode", lambda *_: pytest.fail("the hand had to wait"))
        for index in range(143, -1, -1):
            assert np.array_equal(video.frame(index).image, next(plain.frames(index, index + 1)).image), index
            assert video.cached_bytes <= 40 * FRAME_BYTES
            while access._rewinder.busy:  # a decoder that keeps up
                access._rewinder.wait_for(access._rewinder._left.start, never)


def test_steps_back_faster_than_the_decoder_wait_for_it(long_groups: Path) -> None:
    with VideoFile(long_groups) as plain, VideoFile(long_groups, cache_bytes=40 * FRAME_BYTES) as video:
        wanted = list(plain.frames())
        video.frame(149)
        for index in range(148, -1, -1):
            assert np.array_equal(video.frame(index).image, wanted[index].image), index


@pytest.mark.parametrize("frames", [0, 3, 12])
def test_a_small_cache_is_left_alone(long_groups: Path, frames: int) -> None:
    with VideoFile(long_groups, cache_bytes=frames * FRAME_BYTES) as video:
        for index in (60, 59, 58):
            video.frame(index)
        assert video._decoded._rewinder._thread is None
