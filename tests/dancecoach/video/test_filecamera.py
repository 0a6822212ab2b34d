"""A clip as a camera: real time, late readers, loops."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from dancecoach.errors import CameraError, CameraNotFoundError
from dancecoach.video.filecamera import FileCamera, open_camera
from dancecoach.video.frame import Frame
from dancecoach.video.webcam import Webcam
from dancecoach.video.writer import VideoWriter


class Clock:
    """Seconds that pass only when told to."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("camera") / "ten frames.mp4"
    with VideoWriter(path, (64, 48), 10) as writer:
        for i in range(10):
            writer.write(np.full((48, 64, 3), 20 * i, np.uint8), i / 10)
    return path


def _waiting(camera: FileCamera, clock: Clock) -> list[float]:
    """Let the camera's waiting move the clock instead of taking time; the waits."""
    waits: list[float] = []

    def wait(seconds: float) -> bool:
        waits.append(seconds)
        clock.now += seconds
        return False

    camera._closed.wait = wait  # type: ignore[method-assign, assignment]
    return waits


def test_frames_come_at_their_times(clip: Path) -> None:
    clock = Clock()
    camera = FileCamera(clip, clock=clock)
    camera.open()
    waits = _waiting(camera, clock)
    times = []
    while (frame := camera.read()) is not None:
        assert clock.now - 100 == pytest.approx(frame.time_s)
        times.append(frame.time_s)
    assert times == pytest.approx(np.arange(10) / 10)
    assert waits == pytest.approx([0.1] * 9)
    assert (camera.offered, camera.dropped) == (10, 0)
    assert (camera.size, camera.fps, camera.name) == ((64, 48), pytest.approx(10), "ten frames.mp4")


def test_a_late_reader_gets_the_newest(clip: Path) -> None:
    clock = Clock()
    camera = FileCamera(clip, clock=clock)
    camera.open()
    _waiting(camera, clock)
    camera.read()
    clock.now += 0.55
    frame = camera.read()
    assert frame is not None
    assert frame.index == 5
    assert (camera.offered, camera.dropped) == (6, 4)


def test_a_computer_too_slow_for_the_clip_plays_it_slower(clip: Path) -> None:
    clock = Clock()
    camera = FileCamera(clip, loop=True, clock=clock)
    camera.open()
    _waiting(camera, clock)
    decode = camera._next

    def slowly() -> Frame | None:
        clock.now += 0.15  # more than from one picture to the next
        return decode()

    camera._next = slowly  # type: ignore[method-assign]
    times, before = [], clock.now
    for _ in range(10):
        frame = camera.read()
        assert frame is not None
        times.append(frame.time_s)
    assert times == sorted(times)
    assert clock.now - before < 10 * 0.6, "none is waited for longer than it takes to see that it is too late"
    camera.close()


def test_without_real_time_nothing_is_lost(clip: Path) -> None:
    camera = FileCamera(clip, realtime=False)
    camera.open()
    frames = iter(camera.read, None)
    assert [f.index for f in frames] == list(range(10))
    assert camera.dropped == 0


def test_a_loop_goes_on_in_time(clip: Path) -> None:
    camera = FileCamera(clip, loop=True, realtime=False)
    camera.open()
    frames = [camera.read() for _ in range(23)]
    camera.close()
    assert camera.read() is None
    assert [f.index for f in frames if f] == list(range(23))
    assert np.allclose(np.diff([f.time_s for f in frames if f]), 0.1, atol=1e-6)


def test_no_such_clip() -> None:
    with pytest.raises(CameraNotFoundError, match="no such file"):
        FileCamera("nowhere.mp4").open()


@pytest.mark.parametrize(("spec", "kind"), [("0", Webcam), ("file:dänce clip.mp4", FileCamera)])
def test_specs(spec: str, kind: Callable[..., object]) -> None:
    assert isinstance(open_camera(spec), kind)  # type: ignore[arg-type]


@pytest.mark.parametrize("spec", ["webcam", "", "-1", "²", "99999999999", "9" * 5000], ids=range(6))
def test_a_wrong_spec_says_what_is_right(spec: str) -> None:
    with pytest.raises(CameraError, match="file:CLIP"):
        open_camera(spec)
