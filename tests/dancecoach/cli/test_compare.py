"""``dancecoach compare``: the table, the files, and one sentence for what cannot be compared."""

import json

import pytest

from dancecoach.files import sha256_of
from dancecoach.library.folders import usual_folder
from dancecoach.library.lesson.records import Lesson, LessonStep
from dancecoach.library.lesson.shelf import LessonShelf
from dancecoach.pipeline.compare_dances import compare_clips
from dancecoach.pose.formats import save_npz
from training.figure.motions import Dance
from training.figure.scene import Actor, Scene, Stage


@pytest.fixture(scope="module")
def tracks(tmp_path_factory):
    """Landmarks of a lesson, and of a learner who begins a second later."""
    folder = tmp_path_factory.mktemp("tracks")
    paths = []
    for name, delay in (("lesson", 0.0), ("anna", 1.0)):
        truth = Stage(Scene(actors=(Actor(moves=(Dance(counts=16),), delay=delay),))).truth()
        paths.append(folder / f"{name}.npz")
        save_npz(truth.to_track(), paths[-1])
    return paths


def test_two_clips_are_compared_and_the_page_is_written(call, tracks, tmp_path) -> None:
    done = call("compare", *tracks, "--out", tmp_path / "out", "--report")
    assert done.code == 0, done.err
    assert "anna.npz beside lesson.npz" in done.out
    assert "100 of 100" in done.out
    found = json.loads((tmp_path / "out" / "comparison.json").read_text("utf-8"))
    assert found["timing"]["offset_s"] == pytest.approx(-1.0, abs=0.05)
    page = (tmp_path / "out" / "comparison.html").read_text("utf-8")
    assert page.startswith("<!DOCTYPE html>")
    assert "http" not in page.replace("http-equiv", "")
    assert (tmp_path / "out" / "comparison.pdf").read_bytes().startswith(b"%PDF")


def test_the_page_names_the_steps_of_the_lesson_that_is_practised(call, tracks, tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    lesson = Lesson("Two eights", "", sha256_of(tracks[0]), 0.0, 60.0, steps=(LessonStep("Đôi turn", 0.5, 4.0),))
    LessonShelf(usual_folder()).put(lesson)
    done = call("compare", *tracks, "--out", tmp_path / "out", "--report")
    assert done.code == 0, done.err
    assert "Đôi turn" in (tmp_path / "out" / "comparison.html").read_text("utf-8")


def test_table_and_video_are_written_where_they_can_be(call, tracks, tmp_path) -> None:
    done = call("compare", *tracks, "--out", tmp_path, "--csv", "--video")
    assert done.code == 0, done.err
    assert {path.name for path in tmp_path.iterdir()} == {"comparison.json", "comparison.csv"}
    assert "no pictures" in done.err


def test_without_the_option_there_is_no_page(call, tracks, tmp_path) -> None:
    assert call("compare", *tracks, "--out", tmp_path).code == 0
    assert [path.name for path in tmp_path.iterdir()] == ["comparison.json"]


def test_a_clip_that_is_not_there_is_named(call, tracks, tmp_path) -> None:
    for pair in ((tmp_path / "gone.npz", tracks[1]), (tracks[0], tmp_path / "gone.npz")):
        done = call("compare", *pair, "--out", tmp_path)
        assert done.code == 3
        assert "gone.npz" in done.err
        assert len(done.err.strip().splitlines()) == 1


def test_progress_says_which_clip_it_is_about(tracks) -> None:
    told = []
    compare_clips(*tracks, progress=told.append)
    assert {progress.stage.partition(":")[0] for progress in told} <= {"reference", "learner"}
