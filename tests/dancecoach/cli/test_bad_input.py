"""Every bad input of the terminal: one sentence with the file's name and what to do, exit 3, no traceback."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest


def ffmpeg(*arguments: object) -> None:
    subprocess.run(["ffmpeg", "-v", "error", "-y", *map(str, arguments)], check=True)


def missing(_clip: Path, folder: Path) -> Path:
    return folder / "gone.mp4"


def directory(_clip: Path, folder: Path) -> Path:
    (folder / "folder.mp4").mkdir()
    return folder / "folder.mp4"


def empty(_clip: Path, folder: Path) -> Path:
    (folder / "empty.mp4").write_bytes(b"")
    return folder / "empty.mp4"


def text(_clip: Path, folder: Path) -> Path:
    (folder / "text.mp4").write_text("Dear diary, today I danced.\n" * 100)
    return folder / "text.mp4"


def noise(_clip: Path, folder: Path) -> Path:
    (folder / "noise.mp4").write_bytes(np.random.default_rng(1).bytes(100_000))
    return folder / "noise.mp4"


def headless(clip: Path, folder: Path) -> Path:
    """An mp4 whose index at the end is cut off."""
    whole = folder / "whole.mp4"
    ffmpeg("-i", clip, "-c", "copy", "-movflags", "-faststart", whole)
    cut = folder / "cut.mp4"
    cut.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    return cut


def sound_only(_clip: Path, folder: Path) -> Path:
    ffmpeg("-f", "lavfi", "-i", "sine=duration=1", folder / "sound.m4a")
    return folder / "sound.m4a"


def no_frames(_clip: Path, folder: Path) -> Path:
    ffmpeg("-f", "lavfi", "-i", "color=size=64x64:duration=0.1", "-frames:v", 0, "-f", "mp4", folder / "none.mp4")
    return folder / "none.mp4"


def broken_landmarks(_clip: Path, folder: Path) -> Path:
    (folder / "pose.npz").write_bytes(b"PK\x03\x04 nothing")
    return folder / "pose.npz"


def other_arrays(_clip: Path, folder: Path) -> Path:
    np.savez(folder / "other.npz", weights=np.zeros(3))
    return folder / "other.npz"


def short_table(_clip: Path, folder: Path) -> Path:
    (folder / "table.csv").write_text("1,2,3\n4,5,6\n")
    return folder / "table.csv"


@pytest.mark.parametrize(
    ("make", "problem"),
    [
        (missing, "there is no such file"),
        (directory, "is a folder"),
        (empty, "is empty"),
        (text, "not a video"),
        (noise, "not a video"),
        (headless, "is incomplete"),
        (sound_only, "sound but no pictures"),
        (no_frames, "no pictures"),
        (broken_landmarks, "is damaged"),
        (other_arrays, "is not a pose file"),
        (short_table, "has 3 columns"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_a_file_that_cannot_be_used(call, drawn_clip, tmp_path, make: Callable[[Path, Path], Path], problem):
    path = make(drawn_clip("stand", duration=0.5).path, tmp_path)
    done = call("analyze", path, "--out", tmp_path / "out", "--pose-model", "lite", "--workers", 1)
    assert done.code == 3
    [line] = done.err.splitlines()
    assert line.startswith(f"{path}: ")
    assert problem in line
    assert "; " in line, "it says what to do"
    assert line.endswith(".")
    assert not (tmp_path / "out" / path.stem).exists()


@pytest.fixture
def analysed(call, tmp_path):
    """Analyse a file that looks odd but can be used; what was said."""

    def run(path: Path) -> str:
        done = call("analyze", path, "--out", tmp_path / "out", "--pose-model", "lite", "--workers", 1)
        assert (done.code, done.err) == (0, "")
        assert (tmp_path / "out" / path.stem / "analysis.json").is_file()
        return " ".join(done.out.split())

    return run


def test_a_clip_that_ends_in_the_middle(analysed, drawn_clip, tmp_path):
    whole = drawn_clip("dance").path
    fast = tmp_path / "fast.mp4"
    ffmpeg("-i", whole, "-c", "copy", "-movflags", "+faststart", fast)
    cut = tmp_path / "cut.mp4"
    cut.write_bytes(fast.read_bytes()[: fast.stat().st_size * 2 // 3])
    assert "Note" in analysed(cut)


def test_a_single_frame(analysed, drawn_clip, tmp_path):
    one = tmp_path / "one.mp4"
    ffmpeg("-i", drawn_clip("stand", duration=0.5).path, "-frames:v", 1, one)
    assert "1 frame," in analysed(one)


def test_a_still_image(analysed, drawn_clip, tmp_path):
    still = tmp_path / "still.png"
    ffmpeg("-i", drawn_clip("stand", duration=0.5).path, "-frames:v", 1, still)
    said = analysed(still)
    assert "1 frame," in said
    assert "frame rate" not in said


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("odd.mkv", ("-vf", "format=yuv444p,crop=201:177", "-c:v", "ffv1")),
        ("ten_bit.mkv", ("-pix_fmt", "yuv420p10le", "-c:v", "libx265", "-x265-params", "log-level=none")),
        ("alpha.mov", ("-pix_fmt", "rgba", "-c:v", "qtrle")),
        ("grey.avi", ("-pix_fmt", "gray", "-c:v", "ffv1")),
        ("slow.mp4", ("-vf", "setpts=PTS*300", "-r", "0.1")),
        ("quick.mkv", ("-vf", "setpts=PTS/40", "-r", "1000")),
    ],
)
def test_an_unusual_format(analysed, drawn_clip, tmp_path, name, options):
    path = tmp_path / name
    ffmpeg("-i", drawn_clip("stand", duration=0.5).path, *options, path)
    assert "Person found in" in analysed(path)


def test_nobody_and_darkness_are_said(analysed, tmp_path):
    path = tmp_path / "night.avi"
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), 10, (160, 120))
    for _ in range(5):
        writer.write(np.full((120, 160, 3), 4, np.uint8))
    writer.release()
    said = analysed(path)
    assert "Nobody was found in the picture" in said
    assert "The picture is dark" in said
    assert "only 10 frames a second" in said


@pytest.mark.slow
def test_8k(analysed, drawn_clip, tmp_path):
    path = tmp_path / "8k.mp4"
    clip = drawn_clip("stand", duration=0.5).path
    ffmpeg("-i", clip, "-frames:v", 4, "-vf", "scale=7680:4320", "-preset", "ultrafast", path)
    assert "7680 x 4320" in analysed(path)


def test_a_file_without_the_permission_to_read_it(call, drawn_clip, tmp_path, monkeypatch):
    path = tmp_path / "secret.mp4"
    shutil.copy(drawn_clip("stand", duration=0.5).path, path)
    path.chmod(0)
    try:
        path.open("rb").close()
    except PermissionError:
        pass
    else:
        pytest.skip("this account may read everything (root)")
    done = call("analyze", path, "--out", tmp_path / "out")
    assert done.code == 3
    assert done.err.startswith(f"{path}: ")
    assert len(done.err.splitlines()) == 1
