"""The whole way from a clip to an analysis, on drawn clips with the real engine and real processes."""

import csv
import itertools
import os
import signal
import sys
import threading
import time

import numpy as np
import psutil
import pytest

from dancecoach.errors import Cancelled, EngineError, PoseFileError, VideoError
from dancecoach.files import sha256_of
from dancecoach.models.style import StyleResult
from dancecoach.motion.phases import IDLE, segments_of
from dancecoach.pipeline import analyze as analyze_module
from dancecoach.pipeline import recognition as recognition_module
from dancecoach.pipeline.analyze import AnalyzeOptions, analyze
from dancecoach.pipeline.chunks import Chunk
from dancecoach.pipeline.recognition import Recognition
from dancecoach.pose.formats import save_npz
from dancecoach.progress import CancelToken

LITE = AnalyzeOptions(pose_model="lite", workers=0)


@pytest.fixture(scope="module")
def clip(drawn_clip):
    return drawn_clip("dance").path


@pytest.fixture(scope="module")
def analysis(clip):
    return analyze(clip, LITE)


@pytest.fixture
def small_chunks(monkeypatch):
    """Cut a clip of some 60 frames into four, so that processes have something to share."""

    def plan(frames: int) -> tuple[Chunk, ...]:
        bounds = [frames * i // 4 for i in range(5)]
        return tuple(Chunk(a, b, max(0, a - 5)) for a, b in itertools.pairwise(bounds))

    monkeypatch.setattr(analyze_module, "plan", plan)


def worker_processes() -> list[psutil.Process]:
    children = psutil.Process().children(recursive=True)
    return [p for p in children if "spawn_main" in " ".join(p.cmdline())]


def test_every_frame_has_an_entry_at_its_own_time(analysis, clip, drawn_clip):
    truth = drawn_clip("dance").truth
    assert len(analysis.track) == analysis.clip.frames == len(truth.times)
    np.testing.assert_allclose(analysis.track.times, truth.times, atol=1e-3)
    assert analysis.track.found_fraction > 0.95
    assert analysis.sha256 == sha256_of(clip)
    assert (analysis.engine, analysis.model, analysis.activity) == ("blazepose", "lite", "auto")
    assert analysis.clip.path == str(clip)
    assert analysis.track.source == "blazepose lite"


def test_landmarks_lie_on_the_drawn_body(analysis, drawn_clip):
    truth = drawn_clip("dance").truth
    joints = analysis.track.skeleton.indices("left_hip", "right_hip", "left_shoulder", "right_shoulder")
    found = analysis.track.found
    off = np.linalg.norm(analysis.track.pixels()[found][:, joints] - truth.pixels[found][:, joints], axis=2)
    height = np.ptp(truth.pixels[..., 1], axis=1).mean()
    assert np.median(off) < 0.06 * height


def test_the_result_does_not_depend_on_the_number_of_workers(clip, small_chunks):
    tracks = [analyze(clip, AnalyzeOptions(pose_model="lite", workers=n)).track for n in (0, 1, 3)]
    for other in tracks[1:]:
        for name in ("times", "landmarks", "world", "visibility", "found", "people"):
            assert getattr(other, name).tobytes() == getattr(tracks[0], name).tobytes(), name


def test_progress_counts_every_frame_once_and_never_goes_back(clip, small_chunks):
    heard = []
    analyze(clip, AnalyzeOptions(pose_model="lite", workers=2), progress=heard.append)
    done = [p.done for p in heard]
    assert done == sorted(done)
    assert done[0] == 0
    assert done[-1] == heard[-1].total
    assert heard[-1].fraction == 1.0
    assert len(done) > 20


@pytest.mark.parametrize("workers", [0, 2])
def test_a_request_to_stop_is_heard_within_a_second(clip, small_chunks, workers):
    cancel, asked = CancelToken(), []

    def ask(progress) -> None:
        if progress.done >= 3 and not asked:
            asked.append(time.monotonic())
            cancel.cancel()

    with pytest.raises(Cancelled):
        analyze(clip, AnalyzeOptions(pose_model="lite", workers=workers), progress=ask, cancel=cancel)
    assert time.monotonic() - asked[0] < 1.0
    assert worker_processes() == []


def test_a_request_to_stop_before_the_start_is_heard(clip):
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        analyze(clip, AnalyzeOptions(workers=2), cancel=cancel)


def test_a_worker_that_is_killed_costs_nothing_but_time(clip, small_chunks, analysis):
    killed = []

    def kill_once(progress) -> None:
        if progress.done >= 3 and not killed:
            killed.append(worker_processes()[0].pid)
            os.kill(killed[0], signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL)

    after = analyze(clip, AnalyzeOptions(pose_model="lite", workers=2), progress=kill_once)
    assert killed
    assert len(after.track) == len(analysis.track)
    assert after.track.found.sum() == analysis.track.found.sum()


def test_a_clip_that_kills_its_workers_is_given_up_with_a_sentence(clip, small_chunks):
    stop = threading.Event()

    def kill_all() -> None:
        while not stop.wait(0.01):
            for process in worker_processes():
                process.kill()

    killer = threading.Thread(target=kill_all)
    killer.start()
    try:
        with pytest.raises(EngineError, match=r"frames 0 to \d+ ended unexpectedly twice") as caught:
            analyze(clip, AnalyzeOptions(pose_model="lite", workers=1))
    finally:
        stop.set()
        killer.join()
    assert str(clip) in str(caught.value)
    assert "fewer workers" in caught.value.remedy


def test_an_error_of_a_worker_is_the_callers_error(clip, small_chunks):
    with pytest.raises(EngineError, match="is not a pose engine"):
        analyze(clip, AnalyzeOptions(engine="crystal ball", workers=1))
    assert worker_processes() == []


@pytest.mark.parametrize("workers", [0, 1])
def test_a_file_that_is_no_video(tmp_path, workers):
    path = tmp_path / "text.mp4"
    path.write_text("not a video at all")
    with pytest.raises(VideoError, match=r"text\.mp4"):
        analyze(path, AnalyzeOptions(workers=workers))


def test_nobody_in_the_picture_is_an_answer(drawn_clip):
    result = analyze(drawn_clip("stand", people=0, duration=0.4).path, LITE)
    assert result.track.found_fraction == 0.0
    assert np.isnan(result.track.landmarks).all()
    assert result.warnings[0].startswith("Nobody was found")


def test_two_people_are_said(drawn_clip):
    result = analyze(drawn_clip("dance", people=2, size=(640, 480), azimuth=0.0).path, LITE)
    assert any("2 people" in w and "larger and more central" in w for w in result.warnings)
    hips = result.track.landmarks[:, result.track.skeleton.indices("left_hip", "right_hip"), 0]
    assert np.nanmedian(hips) == pytest.approx(0.5, abs=0.1)  # the other one stands at 0.25


def test_our_own_landmarks_are_taken_as_they_are(analysis, tmp_path):
    path = tmp_path / "Übung 1.npz"
    save_npz(analysis.track, path)
    result = analyze(path, AnalyzeOptions(activity="dance"))
    assert (result.engine, result.model, result.activity) == ("file", "", "dance")
    assert result.sha256 == sha256_of(path)
    np.testing.assert_array_equal(result.track.landmarks, analysis.track.landmarks)
    assert result.clip.frames == analysis.clip.frames
    assert result.clip.mean_fps == pytest.approx(analysis.clip.mean_fps, rel=1e-3)
    assert result.clip.duration_s == pytest.approx(analysis.clip.duration_s, rel=1e-2)
    assert not result.clip.variable_frame_rate


@pytest.fixture
def known_recognition(monkeypatch):
    """Let something known be recognised in everything, and keep what was looked at."""
    seen = []

    def recognise(track, _packs):
        seen.append(track)
        phases = segments_of(np.full(len(track), IDLE), track.times)
        style = StyleResult("style 1", "waltz", {"waltz": 1.0})
        return Recognition(style, phases, "known 1", (), ("The landing is out of the picture.",))

    monkeypatch.setattr(recognition_module, "recognise", recognise)
    return seen


@pytest.mark.parametrize("given", ["clip", "landmarks"])
def test_what_is_recognised_is_in_the_analysis(analysis, clip, tmp_path, known_recognition, given):
    path = clip
    if given == "landmarks":
        path = tmp_path / "pose.npz"
        save_npz(analysis.track, path)
    result = analyze(path, LITE)
    assert (result.style.label, result.phase_model) == ("waltz", "known 1")
    assert [(s.phase, len(s)) for s in result.phases] == [("idle", result.clip.frames)]
    assert result.warnings[-1] == "The landing is out of the picture."
    [track] = known_recognition
    assert track is result.track, "what is measured is what is kept"


def test_networks_that_are_missing_never_cost_the_analysis(analysis, clip, tmp_path, monkeypatch):
    monkeypatch.setattr("dancecoach.resources.assets_folder", lambda: tmp_path)
    save_npz(analysis.track, tmp_path / "pose.npz")
    result = analyze(tmp_path / "pose.npz")
    np.testing.assert_array_equal(result.track.landmarks, analysis.track.landmarks)
    assert (result.style, result.phases, result.phase_model, result.skills) == (None, (), "", ())
    assert any(w.startswith("The phases cannot be named: ") for w in result.warnings)
    assert any(w.startswith("The style cannot be named: ") for w in result.warnings)


def test_a_table_of_132_columns(analysis, tmp_path):
    path = tmp_path / "landmarks.csv"
    with path.open("w", newline="") as file:
        table = csv.writer(file)
        for landmarks, visibility in zip(analysis.track.landmarks, analysis.track.visibility, strict=True):
            table.writerow(np.column_stack([np.nan_to_num(landmarks), visibility]).ravel().tolist())
    result = analyze(path)
    assert len(result.track) == len(analysis.track)
    assert any("30" in w for w in result.warnings)  # the frame rate was assumed


def test_a_broken_file_of_landmarks(tmp_path):
    path = tmp_path / "pose.npz"
    path.write_bytes(b"PK\x03\x04 and nothing more")
    with pytest.raises(PoseFileError, match=r"pose\.npz"):
        analyze(path)


def test_a_wrong_number_of_workers_is_refused():
    with pytest.raises(ValueError):
        AnalyzeOptions(workers=-1)
