"""Upright, square, rightly coloured, always of one size."""

import itertools
import struct
import subprocess
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from dancecoach.video.file import VideoFile
from dancecoach.video.picture import Orientation

Ffmpeg = Callable[..., Path]
ONE = 1 << 16
SIGNS = (-1, 1)
MATRICES = [(a, 0, 0, d) for a in SIGNS for d in SIGNS] + [(0, b, c, 0) for b in SIGNS for c in SIGNS]


def display(matrix: tuple[int, int, int, int], image: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Move every pixel (p, q) to (ap + cq, bp + dq), shifted into view: the definition in ISO 14496-12, 6.2.2."""
    a, b, c, d = matrix
    q, p = np.indices(image.shape)
    x, y = a * p + c * q, b * p + d * q
    shown = np.zeros((int(np.ptp(y)) + 1, int(np.ptp(x)) + 1), np.uint8)
    shown[y - y.min(), x - x.min()] = image
    return shown


@pytest.mark.parametrize("matrix", MATRICES)
def test_every_display_matrix(matrix: tuple[int, int, int, int]) -> None:
    a, b, c, d = (value * ONE for value in matrix)
    orientation = Orientation.from_matrix(struct.pack("=9i", a, b, 0, c, d, 0, 0, 0, 1 << 30))
    image = np.arange(12, dtype=np.uint8).reshape(3, 4)
    assert np.array_equal(orientation.apply(image), display(matrix, image))


@pytest.mark.parametrize("size", [(256, 256), (1280, 720)])
@pytest.mark.parametrize("coded", ["bt709", "smpte170m", "bt2020nc"])
@pytest.mark.parametrize("levels", ["tv", "pc"])
@pytest.mark.parametrize("pixels", ["yuv420p", "yuv444p10le"])
def test_colours_of_a_file_that_says_how_they_are_coded(
    tmp_path: Path, ffmpeg: Ffmpeg, size: tuple[int, int], coded: str, levels: str, pixels: str
) -> None:
    chart = colour_chart(size)
    matrix = {"smpte170m": "bt601", "bt2020nc": "bt2020"}.get(coded, coded)
    path = encode(chart, tmp_path, ffmpeg, matrix, levels, pixels, "-colorspace", coded, "-color_range", levels)
    with VideoFile(path) as video:
        assert np.abs(patches(video.frame(0).image) - patches(chart)).max() <= 5


@pytest.mark.parametrize(("size", "matrix"), [((320, 240), "bt601"), ((1280, 720), "bt709")])
def test_colours_of_a_file_that_says_nothing(
    tmp_path: Path, ffmpeg: Ffmpeg, size: tuple[int, int], matrix: str
) -> None:
    chart = colour_chart(size)
    path = encode(chart, tmp_path, ffmpeg, matrix, "tv", "yuv420p")
    with VideoFile(path) as video:
        assert np.abs(patches(video.frame(0).image) - patches(chart)).max() <= 5


def colour_chart(size: tuple[int, int]) -> NDArray[np.uint8]:
    """8 x 8 patches: every mixture of four levels of blue, green and red."""
    colours = np.array(list(itertools.product((0, 85, 170, 255), repeat=3)), np.uint8).reshape(8, 8, 3)
    return np.asarray(cv2.resize(colours, size, interpolation=cv2.INTER_NEAREST), np.uint8)


def patches(image: NDArray[np.uint8]) -> NDArray[np.int64]:
    """(8, 8, 3) the colours at the centres of the patches."""
    rows, columns = ((np.arange(8) + 0.5) * n / 8 for n in image.shape[:2])
    return image[rows.astype(int)[:, None], columns.astype(int)].astype(np.int64)


def encode(
    chart: NDArray[np.uint8], folder: Path, ffmpeg: Ffmpeg, matrix: str, levels: str, pixels: str, *tags: str
) -> Path:
    """The chart as a lossless video, coded by ffmpeg with that matrix and those levels."""
    cv2.imwrite(str(folder / "chart.png"), chart)
    scale = f"scale=out_color_matrix={matrix}:out_range={levels}:sws_flags=accurate_rnd+full_chroma_int"
    arguments = ("-vf", f"{scale},format={pixels}", *tags, "-c:v", "ffv1")
    name = "-".join(["chart", str(chart.shape[1]), matrix, levels, pixels, str(len(tags))]) + ".mkv"
    return ffmpeg(name, "-i", str(folder / "chart.png"), *arguments)


@pytest.mark.parametrize("size", ["65x49", "1x1", "2x3", "641x3"])
def test_odd_sizes(ffmpeg: Ffmpeg, size: str) -> None:
    path = ffmpeg(f"odd{size}.mkv", "-f", "lavfi", "-i", f"color=red:s={size}:r=5:d=1,format=bgr0", "-c:v", "ffv1")
    width, height = map(int, size.split("x"))
    with VideoFile(path) as video:
        assert (video.info.width, video.info.height) == (width, height)
        image = video.frame(2).image
        assert image.shape == (height, width, 3)
        assert image.flags.c_contiguous
        assert np.abs(image.astype(int) - (0, 0, 254)).max() <= 2


def test_a_size_that_changes_on_the_way(ffmpeg: Ffmpeg) -> None:
    parts = [
        ffmpeg(f"part{s}.ts", "-f", "lavfi", "-i", f"testsrc2=s={s}:r=25:d=1", "-c:v", "libx264", "-pix_fmt", "yuv420p")
        for s in ("160x120", "320x180")
    ]
    joined = parts[0].with_name("joined.ts")
    joined.write_bytes(b"".join(part.read_bytes() for part in parts))
    with VideoFile(joined) as video:
        assert {f.size for f in video.frames()} == {(160, 120)}
        assert video.frame(len(video) - 1).size == (160, 120)
        assert np.all(np.diff(video.times) > 0)


def test_pictures_cannot_be_written_on(ffmpeg: Ffmpeg) -> None:
    path = ffmpeg("still2.png", "-f", "lavfi", "-i", "testsrc2=s=32x32", "-frames:v", "1")
    with VideoFile(path) as video, pytest.raises(ValueError, match="read-only"):
        video.frame(0).image[0, 0] = 0


def test_8k_with_a_small_cache(ffmpeg: Ffmpeg) -> None:
    source = "color=blue:s=7680x4320:r=10:d=0.3"
    path = ffmpeg("8k.mkv", "-f", "lavfi", "-i", source, "-c:v", "libx264", "-preset", "ultrafast")
    with VideoFile(path, cache_bytes=64 * 2**20) as video:
        assert (video.info.width, video.info.height, len(video)) == (7680, 4320, 3)
        for index in (2, 0, 1):
            assert video.frame(index).image.shape == (4320, 7680, 3)
            assert video.cached_bytes <= 64 * 2**20


def test_interlaced_pictures_are_mentioned(ffmpeg: Ffmpeg) -> None:
    lines = ("-flags", "+ilme+ildct", "-vf", "interlace", "-c:v", "mpeg2video")
    path = ffmpeg("lines.mpg", "-f", "lavfi", "-i", "testsrc2=s=160x120:r=50:d=1", *lines)
    with VideoFile(path) as video:
        assert any("interlaced" in sentence for sentence in video.warnings)


def test_rotation_agrees_with_ffmpegs(ffmpeg: Ffmpeg) -> None:
    upright = ffmpeg("up.mp4", "-f", "lavfi", "-i", "testsrc2=s=64x48:r=10:d=0.5", "-c:v", "mpeg4", "-q:v", "2")
    for degrees in (0, 90, 180, 270):
        turned = ffmpeg(f"turn{degrees}.mp4", "-i", str(upright), "-c", "copy", "-metadata:s:v:0", f"rotate={degrees}")
        command = ["ffmpeg", "-loglevel", "error", "-i", str(turned), "-frames:v", "1", "-f", "rawvideo"]
        shown = subprocess.run([*command, "-pix_fmt", "bgr24", "-"], check=True, capture_output=True).stdout
        with VideoFile(turned) as video:
            image = video.frame(0).image
            expected = np.frombuffer(shown, np.uint8).reshape(image.shape)
            assert np.abs(image.astype(int) - expected).mean() < 4, degrees
            assert video.info.rotation == degrees or degrees % 360 in (90, 270)
