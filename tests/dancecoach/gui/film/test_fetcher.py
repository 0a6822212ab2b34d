"""The thread that brings the frames: something at once, the exact frame in the end, nothing for a wish of the past."""

import threading
from pathlib import Path

import numpy as np
import pytest

from dancecoach.errors import VideoError
from dancecoach.gui.film.fetcher import Clip, FrameFetcher, ScrubbedClip, open_video
from dancecoach.video.frame import ClipInfo, Frame

pytestmark = pytest.mark.gui
FRAMES = 100


class PlainClip:
    """A clip whose pictures are there at once."""

    def __init__(self):
        self.info = ClipInfo("clip", FRAMES, FRAMES / 30, 30.0, False, 2, 2)
        self.times = np.arange(FRAMES) / 30
        self.closed = threading.Event()

    def picture(self, index, preview=False):
        return Frame(np.zeros((2, 2, 3), np.uint8), index / 30, index, preview)

    def frame(self, index):
        return self.picture(index)

    def close(self):
        self.closed.set()


class SlowClip(PlainClip):
    """A clip whose exact frames come only when `go` is set, and whose previews are two frames off."""

    def __init__(self):
        super().__init__()
        self.go, self.searching, self.settled = threading.Event(), threading.Event(), []
        self.previews, self.asked = True, []

    def glimpse(self, index):
        return self.picture(index - 2, preview=True) if self.previews else None

    def frame_unless(self, given_up, index):
        self.asked.append(index)
        self.searching.set()
        while not self.go.wait(0.002):
            if given_up():
                return None
        if index == 66:
            raise VideoError("has a hole", subject="clip", remedy="mend it")
        return self.picture(index)

    def settle(self, given_up, index):
        self.settled.append(index)


@pytest.fixture
def fetch(qtbot):
    """A function that opens a clip in a fetcher; what it delivers is in `fetcher.seen`."""
    made = []

    def start(clip):
        fetcher = FrameFetcher(Path("clip.mp4"), lambda _: clip)
        fetcher.seen, fetcher.faults = [], []
        fetcher.ready.connect(lambda frame: fetcher.seen.append((frame.index, frame.preview)))
        fetcher.frame_failed.connect(fetcher.faults.append)
        made.append(fetcher)
        with qtbot.waitSignal(fetcher.opened):
            fetcher.start()
        return fetcher

    yield start
    for fetcher in made:
        fetcher.close()
        assert fetcher.wait(30)


def test_the_preview_comes_first_and_the_exact_frame_after_it(fetch, qtbot):
    clip = SlowClip()
    fetcher = fetch(clip)
    fetcher.request(50)
    qtbot.waitUntil(lambda: fetcher.seen == [(48, True)])
    clip.go.set()
    qtbot.waitUntil(lambda: fetcher.seen == [(48, True), (50, False)])


def test_a_wish_that_was_passed_over_is_given_up(fetch, qtbot):
    clip = SlowClip()
    fetcher = fetch(clip)
    for index in (20, 40, 60):
        clip.searching.clear()
        fetcher.request(index)
        assert clip.searching.wait(30)
    clip.go.set()
    qtbot.waitUntil(lambda: (60, False) in fetcher.seen)
    assert fetcher.seen == [(18, True), (38, True), (58, True), (60, False)]


def test_without_a_preview_the_frame_is_waited_for(fetch, qtbot):
    clip = SlowClip()
    clip.previews = False
    fetcher = fetch(clip)
    fetcher.request(20)
    assert clip.searching.wait(30)
    fetcher.request(40)
    clip.go.set()
    qtbot.waitUntil(lambda: fetcher.seen == [(20, False), (40, False)])


def test_closing_gives_up_the_frame_under_way(fetch):
    clip = SlowClip()
    clip.previews = False
    fetcher = fetch(clip)
    fetcher.request(20)
    assert clip.searching.wait(30)
    fetcher.close()
    assert fetcher.wait(30)
    assert clip.closed.is_set()
    assert fetcher.seen == []


def test_a_rest_prepares_the_steps_once(fetch, qtbot):
    clip = SlowClip()
    clip.go.set()
    fetcher = fetch(clip)
    fetcher.request(30)
    qtbot.waitUntil(lambda: clip.settled == [30])
    fetcher.request(31)
    qtbot.waitUntil(lambda: clip.settled == [30, 31])
    assert clip.asked == [30, 31]


def test_a_frame_that_fails_is_told_and_the_next_one_comes(fetch, qtbot):
    clip = SlowClip()
    clip.go.set()
    fetcher = fetch(clip)
    fetcher.request(66)
    qtbot.waitUntil(lambda: len(fetcher.faults) == 1)
    assert "has a hole" in str(fetcher.faults[0])
    fetcher.request(67)
    qtbot.waitUntil(lambda: (67, False) in fetcher.seen)


def test_a_plain_clip_needs_no_more_than_frames(fetch, qtbot):
    clip = PlainClip()
    assert not isinstance(clip, ScrubbedClip)
    fetcher = fetch(clip)
    fetcher.request(7)
    qtbot.waitUntil(lambda: fetcher.seen == [(7, False)])


def test_a_video_can_be_scrubbed(counted_clip):
    clip: Clip = open_video(counted_clip)
    try:
        assert isinstance(clip, ScrubbedClip)
    finally:
        clip.close()
