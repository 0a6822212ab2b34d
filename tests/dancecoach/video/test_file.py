"""Any frame, by number or time, is exactly the frame that ffmpeg shows there."""

import hashlib
import random
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from dancecoach.video.file import VideoFile
from dancecoach.video.picture import PictureMaker

Film = Callable[[str], Path]
PICTURES = ("-f", "rawvideo", "-pix_fmt", "bgr24")


def framemd5(path: Path) -> tuple[list[int], list[str], float]:
    """Timestamps, MD5 of each frame's raw planes and the time base, as ffmpeg prints them."""
    # No turning: we hash what the decoder gives. Passing times through keeps variable rates.
    command = ["ffmpeg", "-loglevel", "error", "-noautorotate", "-i", str(path), "-map", "0:v:0"]
    command += ["-vsync", "passthrough", "-copyts", "-enc_time_base", "1:90000", "-f", "framemd5", "-"]
    text = subprocess.run(command, check=True, capture_output=True, text=True, timeout=120).stdout
    base = next(line for line in text.splitlines() if line.startswith("#tb 0:"))
    top, bottom = base.removeprefix("#tb 0:").strip().split("/")
    rows = [line.split(",") for line in text.splitlines() if not line.startswith("#")]
    return [int(r[2]) for r in rows], [r[5].strip() for r in rows], int(top) / int(bottom)


def _planes_md5(frame: Any) -> str:
    """MD5 of the planes without the padding at the end of their rows, as ffmpeg's rawvideo has them."""
    digest = hashlib.md5()
    deep = 2 if "10" in frame.format.name else 1
    for i, plane in enumerate(frame.planes):
        chroma = i in (1, 2) and frame.format.name.startswith("yuv420")
        width = -(-frame.width // 2) if chroma else frame.width
        height = -(-frame.height // 2) if chroma else frame.height
        samples = 4 if frame.format.name in ("bgra", "bgr0", "rgba") else 1
        rows = np.frombuffer(plane, np.uint8).reshape(-1, plane.line_size)
        digest.update(np.ascontiguousarray(rows[:height, : width * deep * samples]).tobytes())
    return digest.hexdigest()


@pytest.fixture
def hashed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Frames carry the hash of their raw planes instead of a picture."""

    def to_hash(_: PictureMaker, frame: Any) -> Any:
        return np.frombuffer(bytes.fromhex(_planes_md5(frame)), np.uint8)

    monkeypatch.setattr(PictureMaker, "make", to_hash)


def _hash(frame: Any) -> str:
    return bytes(frame.image).hex()


@pytest.mark.usefixtures("hashed")
def test_frames_and_times_are_ffmpegs(film: Film, kind: str) -> None:
    ticks, expected, base = framemd5(film(kind))
    with VideoFile(film(kind)) as video:
        assert len(video) == len(expected) > 20
        assert [_hash(f) for f in video.frames()] == expected
        assert np.allclose(video.times, (np.array(ticks) - ticks[0]) * base, atol=2e-5)
        assert np.all(np.diff(video.times) > 0)


@pytest.mark.usefixtures("hashed")
@pytest.mark.parametrize("cache", [0, 10**9])
def test_random_access_equals_the_run(film: Film, kind: str, cache: int) -> None:
    _, expected, _ = framemd5(film(kind))
    order = random.Random(7)
    with VideoFile(film(kind), cache_bytes=cache) as video:
        last = len(video) - 1
        jumps = [order.randint(0, last) for _ in range(15)]
        walk_back = list(range(last, max(last - 30, -1), -1))
        walk_on = list(range(last // 2, min(last // 2 + 15, last)))
        for index in [last, 0, *jumps, *walk_back, *walk_on]:
            frame = video.frame(index)
            assert frame.index == index
            assert _hash(frame) == expected[index], index


@pytest.mark.usefixtures("hashed")
def test_a_part_of_the_run(film: Film, kind: str) -> None:
    _, expected, _ = framemd5(film(kind))
    with VideoFile(film(kind)) as video:
        some = list(video.frames(17, 23))
    assert [f.index for f in some] == list(range(17, 23))
    assert [_hash(f) for f in some] == expected[17:23]


def test_rotation_is_applied(film: Film) -> None:
    with VideoFile(film("rotated")) as turned, VideoFile(film("h264 with b-frames")) as upright:
        assert turned.info.rotation in (90, 270)
        assert (turned.info.width, turned.info.height) == (144, 192)
        picture = turned.frame(3).image
        assert picture.shape == (192, 144, 3)
        clockwise = np.rot90(upright.frame(3).image, -turned.info.rotation // 90)
        assert np.array_equal(picture, clockwise)
    shown = subprocess.run(
        [
            str(shutil.which("ffmpeg")),
            "-loglevel",
            "error",
            "-i",
            str(film("rotated")),
            *PICTURES,
            "-frames:v",
            "4",
            "-",
        ],
        check=True,
        capture_output=True,
    ).stdout
    ffmpegs = np.frombuffer(shown, np.uint8).reshape(-1, 192, 144, 3)[3]
    assert np.abs(picture.astype(int) - ffmpegs).mean() < 3


@pytest.mark.parametrize(("matrix", "size"), [("bt709", "320x240"), ("smpte170m", "320x240")])
def test_colours_are_right(ffmpeg: Callable[..., Path], matrix: str, size: str) -> None:
    """Pure red, green and blue survive whatever matrix the file was coded with."""
    vf = f"scale=out_color_matrix={'bt601' if matrix == 'smpte170m' else matrix}:out_range=tv,format=yuv444p"
    for name, bgr in (("red", (0, 0, 255)), ("lime", (0, 255, 0)), ("blue", (255, 0, 0))):
        path = ffmpeg(
            f"{name}-{matrix}.mkv", "-f", "lavfi", "-i", f"color={name}:size={size}:duration=0.2:rate=10,format=rgb24",
            "-vf", vf, "-colorspace", matrix, "-c:v", "ffv1",
        )  # fmt: skip
        with VideoFile(path) as video:
            assert np.abs(video.frame(0).image.mean(axis=(0, 1)) - bgr).max() < 6, (name, matrix)


def test_alpha_is_laid_on_black(ffmpeg: Callable[..., Path]) -> None:
    path = ffmpeg(
        "alpha.mov", "-f", "lavfi", "-i", "color=white@0.5:size=64x48:duration=0.3:rate=10,format=rgba", "-c:v", "qtrle"
    )
    with VideoFile(path) as video:
        assert np.abs(video.frame(1).image.astype(int) - 128).max() <= 2


def test_pixels_are_square(ffmpeg: Callable[..., Path]) -> None:
    path = ffmpeg(
        "wide.mkv", "-f", "lavfi", "-i", "testsrc2=size=72x60:rate=10:duration=1", "-vf", "setsar=4/3", "-c:v", "ffv1"
    )
    with VideoFile(path) as video:
        assert (video.info.width, video.info.height) == (96, 60)
        assert video.frame(2).image.shape == (60, 96, 3)


def test_a_still_picture_is_a_clip_of_one_frame(ffmpeg: Callable[..., Path]) -> None:
    path = ffmpeg("still.png", "-f", "lavfi", "-i", "testsrc2=size=80x60", "-frames:v", "1")
    with VideoFile(path) as video:
        assert (len(video), video.info.mean_fps) == (1, 0.0)
        assert video.frame(0).size == (80, 60)
        assert [f.index for f in video.frames()] == [0]


def test_facts(film: Film) -> None:
    with VideoFile(film("h264 with b-frames")) as steady, VideoFile(film("variable frame rate")) as varying:
        assert steady.info.variable_frame_rate is False
        assert steady.info.mean_fps == pytest.approx(30)
        assert steady.info.duration_s == pytest.approx(4, abs=0.01)
        assert varying.info.variable_frame_rate is True
    with VideoFile(film("vp9 in webm")) as webm:
        assert webm.info.variable_frame_rate is False, "milliseconds round 33 and 34"


def test_frame_at_a_time(film: Film) -> None:
    with VideoFile(film("variable frame rate")) as video:
        for i in (0, 5, len(video) - 1):
            assert video.index_at(float(video.times[i])) == i
        assert video.index_at(float(video.times[6]) - 1e-4) == 5
        assert video.index_at(-3) == 0
        assert video.index_at(1e9) == len(video) - 1


def test_bare_stream_without_times(film: Film, ffmpeg: Callable[..., Path]) -> None:
    bare = ffmpeg("raw.h264", "-i", str(film("h264 with b-frames")), "-c", "copy", "-bsf:v", "h264_mp4toannexb")
    with VideoFile(bare) as video, VideoFile(film("h264 with b-frames")) as good:
        assert len(video) == len(good)
        assert any("frames per second are assumed" in w for w in video.warnings)
        for index in (50, 3, 119):
            assert np.array_equal(video.frame(index).image, good.frame(index).image)


def test_no_such_frame(film: Film) -> None:
    with VideoFile(film("gif")) as video:
        for index in (-1, len(video)):
            with pytest.raises(IndexError):
                video.frame(index)


def test_the_cache_keeps_its_limit(film: Film) -> None:
    limit = 5 * 192 * 144 * 2
    with VideoFile(film("h264 with b-frames"), cache_bytes=limit) as video:
        for index in range(60):
            video.frame(index)
        assert 0 < video.cached_bytes <= limit
