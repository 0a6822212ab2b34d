"""What tests of the extraction share."""

import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from dancecoach.video.frame import ClipInfo
from training.data.extract.judge import Numbers
from training.data.extract.note import Identity, Note

NoteFactory = Callable[..., Note]


@pytest.fixture
def folder(tmp_path: Path, drawn_clip: Callable[..., object]) -> Path:
    """Two dances of a clip each, with names that are not English, and a broken video."""
    for name in ("waltz/größe é.mp4", "tango/日本.mp4", "tango/broken.mp4"):
        (tmp_path / "videos" / name).parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(drawn_clip("stand").path, tmp_path / "videos" / "waltz" / "größe é.mp4")  # type: ignore[attr-defined]
    shutil.copy(drawn_clip("squat").path, tmp_path / "videos" / "tango" / "日本.mp4")  # type: ignore[attr-defined]
    (tmp_path / "videos" / "tango" / "broken.mp4").write_bytes(b"no video")
    return tmp_path / "videos"


@pytest.fixture
def make_note() -> NoteFactory:
    """A function that makes the note of a video: ``make_note("a.mp4", sha256="", problem="", ...)``."""

    def make(video: str, sha256: str = "", problem: str = "", found: float = 1.0, doubts: tuple[str, ...] = ()) -> Note:
        numbers = Numbers(30, 1.0, found, 1, 0.0, 0.0, 0.0, 200.0, 150.0, 0.4, 0.04)
        clip = ClipInfo(video, 30, 1.0, 30.0, False, 320, 240)
        made = Note(video, Identity(5, 7, sha256 or video), "as filmed", problem)
        if problem:
            return made
        return Note(video, made.identity, "as filmed", "", 9, clip, None, numbers, doubts)

    return make


@pytest.fixture
def write_even_video(tmp_path: Path) -> Callable[..., Path]:
    """A function that writes a video whose pictures tell their number in eight columns, dark or bright.

    ``write_even_video(name, times, size)``; ``times`` in seconds.
    """
    from dancecoach.video.writer import VideoWriter

    def write(name: str, times: np.ndarray, size: tuple[int, int] = (64, 48)) -> Path:
        path = tmp_path / name
        with VideoWriter(path, size, fps=None) as writer:
            for number, time in enumerate(times):
                columns = np.repeat([230 if number >> bit & 1 else 20 for bit in range(8)], size[0] // 8)
                writer.write(np.tile(columns[None, :, None].astype(np.uint8), (size[1], 1, 3)), float(time))
        return path

    return write
