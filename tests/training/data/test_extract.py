import shutil

import numpy as np
import pytest
from typer.testing import CliRunner

from dancecoach.errors import Cancelled, InputError
from dancecoach.pose.formats import load_npz
from dancecoach.progress import CancelToken
from dancecoach.video.file import VideoFile
from training import cli
from training.data.extract import Extraction, engine, track_of, videos_in


@pytest.fixture
def folder(tmp_path, drawn_clip):
    """Two videos, one in a folder of its own, and a broken one."""
    (tmp_path / "videos" / "more").mkdir(parents=True)
    shutil.copy(drawn_clip("stand").path, tmp_path / "videos" / "a.mp4")
    shutil.copy(drawn_clip("stand").path, tmp_path / "videos" / "more" / "ä b.mp4")
    (tmp_path / "videos" / "broken.mp4").write_bytes(b"no video")
    return tmp_path / "videos"


def test_a_track_is_what_the_engine_says_frame_by_frame(drawn_clip):
    drawn = drawn_clip("stand")
    with VideoFile(drawn.path) as clip:
        pictures = list(clip.frames())
    track = track_of(pictures, engine("lite"), pictures[0].size)
    assert track.times == pytest.approx([p.time_s for p in pictures])
    assert track.found.all()
    assert track.source == "blazepose lite"
    assert track.world is not None
    assert (track.people[-1:] == 1).all()
    off = np.linalg.norm(track.pixels() - drawn.truth.pixels, axis=-1) / drawn.truth.height_pixels()[:, None]
    assert np.median(off) < 0.04
    again = track_of(pictures, engine("lite"), pictures[0].size)
    assert np.array_equal(track.landmarks, again.landmarks), "the engine forgets one clip before the next"


def test_no_frames_give_an_empty_track():
    assert len(track_of([], engine("lite"), (64, 48))) == 0


def test_a_folder_is_looked_at_once_and_its_bad_videos_are_named(folder, tmp_path):
    work, reports = Extraction(folder, tmp_path / "out", "lite"), []
    said = work.run(progress=reports.append)
    assert len(said) == 1
    assert "broken.mp4" in said[0]
    written = sorted(p.relative_to(tmp_path / "out").as_posix() for p in (tmp_path / "out").rglob("*.npz"))
    assert written == ["a.mp4.pose.npz", "more/ä b.mp4.pose.npz"]
    assert [(r.done, r.total) for r in reports] == [(0, 3), (1, 3), (2, 3), (3, 3)]
    first = tmp_path / "out" / "a.mp4.pose.npz"
    before = first.stat().st_mtime_ns
    work.run()
    assert first.stat().st_mtime_ns == before
    assert load_npz(first).found_fraction == 1.0


def test_a_cancelled_extraction_keeps_what_it_has(folder, tmp_path):
    token = CancelToken()
    with pytest.raises(Cancelled):
        Extraction(folder, tmp_path / "out", "lite").run(
            progress=lambda r: token.cancel() if r.done else None, cancel=token
        )
    assert len(list((tmp_path / "out").rglob("*.npz"))) == 1


def test_a_folder_that_is_none_or_holds_no_videos_is_named(tmp_path):
    with pytest.raises(InputError, match="not a folder"):
        videos_in(tmp_path / "nowhere")
    (tmp_path / "notes.txt").write_text("hello")
    with pytest.raises(InputError, match="no videos"):
        videos_in(tmp_path)


def test_the_command_line_extracts_with_two_workers(folder, tmp_path):
    run = CliRunner().invoke(
        cli.app, ["extract", str(folder), str(tmp_path / "out"), "--model", "lite", "--workers", "2"]
    )
    assert run.exit_code == 0, run.output
    assert len(list((tmp_path / "out").rglob("*.pose.npz"))) == 2
    assert CliRunner().invoke(cli.app, ["extract", str(folder), "--model", "huge"]).exit_code != 0
