"""Written videos keep times and colours."""

from collections.abc import Callable
from pathlib import Path

import av
import numpy as np
import pytest

from dancecoach.errors import OutputError
from dancecoach.video.file import VideoFile
from dancecoach.video.writer import VideoWriter


def flat(colour: tuple[int, int, int], size: tuple[int, int] = (64, 48)) -> np.ndarray:
    return np.full((size[1], size[0], 3), colour, np.uint8)


def test_uneven_times_come_back(tmp_path: Path) -> None:
    given = [0.0, 0.0333, 0.1, 0.1167, 0.5, 0.51, 2.0]
    with VideoWriter(tmp_path / "vfr.mp4", (64, 48)) as writer:
        for i, time_s in enumerate(given):
            writer.write(flat((0, 0, i * 30)), time_s)
    with VideoFile(tmp_path / "vfr.mp4") as video:
        assert video.times == pytest.approx(given, abs=1e-4)
        assert video.info.variable_frame_rate
        reds = [f.image[20, 20, 2] for f in video.frames()]
        assert reds == pytest.approx([i * 30 for i in range(7)], abs=4)


@pytest.mark.parametrize("size", [(64, 48), (65, 49), (1280, 720)])
def test_colours_come_back(tmp_path: Path, size: tuple[int, int]) -> None:
    colours = [(0, 0, 255), (0, 255, 0), (255, 0, 0), (255, 255, 255), (40, 90, 160)]
    with VideoWriter(tmp_path / "c.mp4", size, 25, crf=4) as writer:
        for i, colour in enumerate(colours):
            writer.write(flat(colour, size), i / 25)
    with VideoFile(tmp_path / "c.mp4") as video:
        for frame, colour in zip(video.frames(), colours, strict=True):
            assert np.abs(frame.image.reshape(-1, 3).mean(axis=0) - colour).max() <= 5, colour


@pytest.mark.parametrize(("gop", "bframes"), [(1, 0), (10, 2), (250, 0)])
def test_groups_of_pictures(tmp_path: Path, gop: int, bframes: int) -> None:
    path = tmp_path / "g.mp4"
    with VideoWriter(path, (64, 48), 30, gop=gop, bframes=bframes) as writer:
        for i in range(40):
            writer.write(flat((i * 6, 255 - i * 6, 90)), i / 30)
    with av.open(str(path)) as container:
        packets = [p for p in container.demux(container.streams.video[0]) if p.size]
    assert sum(p.is_keyframe for p in packets) >= 40 // gop
    assert any(p.pts != p.dts for p in packets) == (bframes > 0)
    content = path.read_bytes()
    assert content.index(b"moov") < content.index(b"mdat"), "can be played while it is still being sent"


@pytest.mark.parametrize(("name", "codec"), [("a.mov", "mpeg4"), ("ü 12:30.mkv", "h264"), ("b.webm", "libvpx-vp9")])
def test_containers_and_codecs(tmp_path: Path, name: str, codec: str) -> None:
    with VideoWriter(tmp_path / name, (64, 48), 25, codec=codec) as writer:
        for i in range(5):
            writer.write(flat((9, 9, 50 * i)), i / 25)
    with VideoFile(tmp_path / name) as video:
        assert len(video) == 5


def test_a_picture_of_another_size(tmp_path: Path) -> None:
    with VideoWriter(tmp_path / "s.mp4", (64, 48)) as writer:
        with pytest.raises(OutputError, match="64"):
            writer.write(flat((0, 0, 0), (32, 32)), 0)
        writer.write(flat((0, 0, 0)), 0)


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="nowhere"):
        VideoWriter(tmp_path / "nowhere" / "a.mp4", (64, 48))


def test_a_disk_that_is_full(fill: Callable[[], Path]) -> None:
    def write_noise(path: Path) -> None:
        noise = np.random.default_rng(1)
        with VideoWriter(path, (640, 480), 30, crf=0) as writer:
            for i in range(60):
                writer.write(noise.integers(0, 255, (480, 640, 3), np.uint8), i / 30)

    path = fill()
    with pytest.raises(OutputError, match="disk is full"):
        write_noise(path)


@pytest.fixture
def fill(tmp_path: Path) -> Callable[[], Path]:
    """A path on a device that has no room."""

    def path() -> Path:
        link = tmp_path / "full.mkv"
        if not Path("/dev/full").exists():
            pytest.skip("this system has no /dev/full")
        link.symlink_to("/dev/full")
        return link

    return path


def test_an_error_inside_the_block_is_not_hidden(tmp_path: Path) -> None:
    def fail(path: Path) -> None:
        with VideoWriter(path, (64, 48)) as writer:
            writer.write(flat((1, 2, 3)), 0)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail(tmp_path / "e.mp4")
