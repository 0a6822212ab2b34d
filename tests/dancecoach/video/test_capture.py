"""The camera's own frame rate, where a file tells it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from dancecoach.video.capture import capture_rate, slowed_by
from dancecoach.video.file import VideoFile


def test_android_writes_it_into_the_file(ffmpeg: Callable[..., Path]) -> None:
    source = ("-f", "lavfi", "-i", "testsrc2=size=64x48:rate=30:duration=0.3")
    tag = ("-movflags", "use_metadata_tags", "-metadata", "com.android.capture.fps=240.000000")
    with VideoFile(ffmpeg("filmed at 240.mp4", *source, "-c:v", "libx264", *tag)) as video:
        assert video.capture_fps == 240.0
    with VideoFile(ffmpeg("filmed at any rate.mp4", *source, "-c:v", "libx264")) as video:
        assert video.capture_fps is None


@pytest.mark.parametrize("text", ["", "nan", "inf", "-240", "0", "fast", "1e9"])
def test_nonsense_is_no_rate(text: str) -> None:
    assert capture_rate({}, {"com.android.capture.fps": text}) is None


@pytest.mark.parametrize(
    ("capture", "file", "slowed"),
    [
        (240.0, 30.0, 8.0),
        (240.0, 239.98, 1.0),
        (30.0, 27.3, 1.0),
        (1.0, 30.0, 1 / 30),
        (None, 30.0, 1.0),
        (240.0, 0.0, 1.0),
    ],
)
def test_how_much_slower_than_life(capture: float | None, file: float, slowed: float) -> None:
    assert slowed_by(capture, file) == pytest.approx(slowed)
