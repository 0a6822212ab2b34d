import json
import os
import shutil
import signal
import subprocess
import sys
import time

import numpy as np
import pytest
from typer.testing import CliRunner

from dancecoach.errors import Cancelled, InputError
from dancecoach.pose.formats import load_npz
from dancecoach.progress import CancelToken
from dancecoach.video.file import VideoFile
from training import cli
from training.data.extract import Extraction, Standard, engine, track_of
from training.data.extract.job import HIDDEN
from training.data.extract.note import Journal
from training.data.tracks import TrackStore

POSES = ["tango/日本.mp4.pose.npz", "waltz/größe é.mp4.pose.npz"]


def _written(out):
    return {p.relative_to(out).as_posix(): p.stat().st_mtime_ns for p in sorted(out.rglob("*.pose.npz"))}


def _run(*arguments):
    return CliRunner().invoke(cli.app, [str(a) for a in arguments])


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


def test_frames_without_a_person_are_kept_as_the_record_says(drawn_clip):
    with VideoFile(drawn_clip("stand", people=0, duration=0.2).path) as clip:
        track = track_of(clip.frames(), engine("lite"), (320, 240))
    assert len(track) == 6
    assert not track.found.any()
    assert (track.visibility == 0).all()
    assert len(track_of([], engine("lite"), (64, 48))) == 0


def test_a_folder_is_looked_at_once_and_its_bad_videos_are_named(folder, tmp_path):
    out, reports = tmp_path / "out", []
    work = Extraction(folder, out, "lite")
    report = work.run(progress=reports.append)
    assert report.counts == {"failed": 1, "empty": 0, "doubtful": 0, "good": 2}
    assert "broken.mp4" in next(report.lines())
    assert [c.clip.label.style for c in report.clips] == ["tango", "tango", "waltz"]
    before = _written(out)
    assert list(before) == POSES
    assert [(r.done, r.total) for r in reports] == [(0, 3), (1, 3), (2, 3), (3, 3)]
    again = work.run()
    assert _written(out) == before
    assert (again.looked_at, again.counts) == (1, report.counts), "what failed is tried again"
    assert load_npz(out / POSES[1]).found_fraction == 1.0


def test_what_changed_is_done_again_and_what_was_only_touched_is_not(folder, tmp_path, drawn_clip):
    out = tmp_path / "out"
    (folder / "tango" / "broken.mp4").unlink()
    work = Extraction(folder, out, "lite")
    work.run()
    before = _written(out)
    os.utime(folder / "tango" / "日本.mp4", (5, 5))
    assert work.run().looked_at == 0
    assert _written(out) == before
    shutil.copy(drawn_clip("walk").path, folder / "tango" / "日本.mp4")
    frames = len(load_npz(out / POSES[0]))
    assert work.run().looked_at == 1
    assert len(load_npz(out / POSES[0])) != frames
    assert _written(out)[POSES[1]] == before[POSES[1]]
    (out / POSES[1]).write_bytes((out / POSES[1]).read_bytes()[:100])
    assert work.run().looked_at == 1, "half a file is no poses"
    assert Extraction(folder, out, "lite", standard=None).run().looked_at == 2, "other settings, other poses"


def test_clips_are_made_alike_unless_asked_not_to(tmp_path, drawn_clip):
    (tmp_path / "in").mkdir()
    shutil.copy(drawn_clip("stand", fps=50.0).path, tmp_path / "in" / "a.mp4")
    alike = Extraction(tmp_path / "in", tmp_path / "alike", "lite", Standard(short_side=200)).run().clips[0]
    filmed = Extraction(tmp_path / "in", tmp_path / "filmed", "lite", standard=None).run().clips[0]
    track, raw = load_npz(alike.poses), load_npz(filmed.poses)
    assert np.diff(track.times) == pytest.approx(1 / 30)
    assert np.diff(raw.times) == pytest.approx(1 / 50, abs=1e-3)
    assert (track.frame_size, raw.frame_size) == ((267, 200), (320, 240))
    change = alike.note.change
    assert (change.width, change.height, change.repeated) == (267, 200, 0)
    assert change.left_out == len(raw) - len(track)
    assert (alike.note.clip.width, round(alike.note.clip.mean_fps), alike.note.clip.variable_frame_rate) == (
        320,
        50,
        False,
    )
    assert filmed.note.change is None
    same = np.linalg.norm(track.landmarks[::3, :, :2] - raw.landmarks[::5, :, :2], axis=-1)
    assert np.median(same) < 0.02, "the same body at the same moments"


def test_a_cancelled_extraction_keeps_what_it_has(folder, tmp_path):
    token, out = CancelToken(), tmp_path / "out"
    with pytest.raises(Cancelled):
        Extraction(folder, out, "lite").run(progress=lambda r: token.cancel() if r.done else None, cancel=token)
    assert len(_written(out)) == 1
    assert len(Journal(out / HIDDEN / "notes.jsonl").notes) == 1


def test_the_command_line_extracts_with_two_workers_and_leaves_all_joints(folder, tmp_path):
    out = tmp_path / "out"
    (tmp_path / "styles.csv").write_text(
        "clip,style,performer\ngröße é,samba,ann\n日本,salsa,\nbroken,salsa,\n", "utf-8"
    )
    run = _run("extract", folder, out, "--model", "lite", "--workers", "2", "--labels", tmp_path / "styles.csv")
    assert run.exit_code == 3, run.output
    assert list(_written(out)) == POSES
    store = TrackStore(out / HIDDEN / "tracks")
    assert [(c.name, c.style, c.performer) for c in store] == [
        ("tango/日本", "salsa", ""),
        ("waltz/größe é", "samba", "ann"),
    ]
    assert "1 failed, 0 empty" in run.output
    assert "broken.mp4" in run.output
    content = json.loads((out / "extraction.json").read_text("utf-8"))
    assert [c["state"] for c in content["clips"]] == ["failed", "good", "good"]


def test_the_command_line_says_what_it_cannot_do(folder, tmp_path):
    assert "huge" in str(_run("extract", folder, "--model", "huge").exception)
    missing = _run("extract", folder, tmp_path / "out", "--labels", tmp_path / "none.csv").exception
    assert isinstance(missing, InputError)
    assert not (tmp_path / "out").exists(), "labels are looked at before videos"
    (tmp_path / "out").write_text("a file")
    assert "file" in str(_run("extract", folder, tmp_path / "out", "--model", "lite").exception)


def test_leftovers_of_killed_runs_are_taken_away(folder, tmp_path):
    out = tmp_path / "out"
    (out / "waltz").mkdir(parents=True)
    old, young = out / "waltz" / ".x.1.part.npz", out / "waltz" / ".y.2.part.npz"
    for path in (old, young):
        path.touch()
    os.utime(old, (5, 5))
    Extraction(folder, out, "lite").run()
    assert (old.exists(), young.exists()) == (False, True)


@pytest.mark.skipif(sys.platform == "win32", reason="kills by signal")
def test_a_killed_run_goes_on_where_it_was(tmp_path, drawn_clip):
    (tmp_path / "in" / "a").mkdir(parents=True)
    for number in range(6):
        shutil.copy(drawn_clip("stand").path, tmp_path / "in" / "a" / f"{number}.mp4")
    out = tmp_path / "out"
    words = [sys.executable, "-m", "training", "extract", tmp_path / "in", out, "--model", "lite", "--workers", "1"]
    running = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    notes, deadline = out / HIDDEN / "notes.jsonl", time.monotonic() + 100
    while not (notes.is_file() and notes.read_bytes().count(b"\n")) and time.monotonic() < deadline:
        time.sleep(0.01)
    running.send_signal(signal.SIGKILL)
    running.wait()
    kept = Journal(notes).notes
    assert 1 <= len(kept) < 6
    before = {name: time_ns for name, time_ns in _written(out).items() if name.removesuffix(".pose.npz") in kept}
    report = Extraction(tmp_path / "in", out, "lite").run()
    assert report.looked_at == 6 - len(kept)
    after = _written(out)
    assert len(after) == 6
    assert before.items() <= after.items(), "what was noted is not looked at again"
