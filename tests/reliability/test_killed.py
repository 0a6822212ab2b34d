"""A job that is killed, stopped or without room leaves whole files or none, and the next try succeeds."""

import csv
import json
import random
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dancecoach.pose.formats import load_npz
from dancecoach.video.file import VideoFile

Start = Callable[..., "subprocess.Popen[str]"]
RESULTS = {"analysis.json", "pose.npz", "frames.csv", "overlay.mp4"}


@pytest.fixture
def clip(drawn_clip: Callable[..., object], tmp_path: Path) -> Path:
    drawn = drawn_clip("jump", size=(320, 240))
    return Path(shutil.copy(drawn.path, tmp_path / "Sprung ä.mp4"))  # type: ignore[attr-defined]


def _check_whole(folder: Path, frames: int) -> set[str]:
    """Every file under a final name can be read to its end; their names."""
    names = {p.name for p in folder.iterdir() if not p.name.startswith(".")} if folder.exists() else set()
    assert names <= RESULTS
    if "analysis.json" in names:
        assert json.loads((folder / "analysis.json").read_text("utf-8"))["clip"]["frames"] == frames
    if "pose.npz" in names:
        assert len(load_npz(folder / "pose.npz")) == frames
    if "frames.csv" in names:
        with (folder / "frames.csv").open(newline="", encoding="utf-8") as file:
            assert len(list(csv.DictReader(file))) == frames
    if "overlay.mp4" in names:
        with VideoFile(folder / "overlay.mp4") as video:
            assert len(list(video.frames())) == frames
    return names


def _frames(clip: Path) -> int:
    with VideoFile(clip) as video:
        return len(video)


@pytest.mark.slow
def test_killed_at_any_moment(start: Start, clip: Path, tmp_path: Path) -> None:
    out, frames = tmp_path / "out", _frames(clip)
    call = ("analyze", clip, "--out", out, "--pose-model", "lite", "--workers", "1", "--overlay")
    began = time.monotonic()
    with start(*call) as process:
        _, errors = process.communicate(timeout=120)
    assert process.returncode == 0, errors
    whole_s = time.monotonic() - began
    moments = random.Random(11)
    cut_short = 0
    for _ in range(10):
        shutil.rmtree(out / clip.stem)
        with start(*call) as process:
            try:
                process.communicate(timeout=whole_s * moments.uniform(0.2, 1.0))
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGKILL)
                cut_short += 1
        (out / clip.stem).mkdir(parents=True, exist_ok=True)
        _check_whole(out / clip.stem, frames)
    assert cut_short >= 5, "most runs were too short to be killed in the middle"
    shutil.rmtree(out / clip.stem)
    with start(*call) as process:
        _, errors = process.communicate(timeout=120)
    assert process.returncode == 0, errors
    assert _check_whole(out / clip.stem, frames) == RESULTS


def test_interrupted(start: Start, clip: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with start("analyze", clip, clip, clip, "--out", out, "--workers", "2", "--overlay") as process:
        assert process.stdout is not None
        first = process.stdout.readline()  # the work has begun
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=60)
    assert first
    assert process.returncode == 130, errors
    assert "Traceback" not in errors
    for folder in out.iterdir() if out.exists() else ():
        _check_whole(folder, _frames(clip))


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 60 kB; needs the right to mount one."""
    folder = tmp_path / "small disk"
    folder.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=60k", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if made.returncode:
        pytest.skip("no right to mount a small disk")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_full_disk(start: Start, clip: Path, small_disk: Path) -> None:
    with start("analyze", clip, "--out", small_disk, "--pose-model", "lite", "--overlay") as process:
        _, errors = process.communicate(timeout=120)
    assert process.returncode != 0
    assert "the disk is full" in errors
    assert "Traceback" not in errors
    for folder in small_disk.iterdir():
        _check_whole(folder, _frames(clip))


def test_read_only_disk(start: Start, clip: Path, small_disk: Path) -> None:
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    with start("analyze", clip, "--out", small_disk / "results", "--pose-model", "lite") as process:
        _, errors = process.communicate(timeout=120)
    assert process.returncode != 0
    assert "the disk is read-only; choose another folder" in errors
