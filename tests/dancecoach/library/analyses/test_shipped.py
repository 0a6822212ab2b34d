"""The analysis that comes with the program: of the lesson as it is, small, and what the program finds out itself."""

import json
import zipfile

import numpy as np
import pytest

from dancecoach.files import sha256_of
from dancecoach.library.analyses.store import AnalysisStore, shipped_folder
from dancecoach.pipeline.analyze import AnalyzeOptions, analyze
from dancecoach.resources import assets_folder, demo_lesson
from dancecoach.settings import Settings
from dancecoach.video.file import VideoFile

ANEW = "make it anew: python packaging/lesson_analysis.py"


@pytest.fixture
def found(tmp_path):
    chosen = Settings()
    return AnalysisStore(tmp_path).find(demo_lesson(), chosen.engine, chosen.pose_model)


def test_the_lesson_needs_no_analysis_at_the_first_start(found, tmp_path):
    assert found is not None, ANEW
    assert found.clip.path == str(demo_lesson())
    with VideoFile(demo_lesson()) as video:
        np.testing.assert_allclose(found.track.times, video.times, atol=1e-6)
    assert found.track.found.mean() > 0.95
    assert not list(tmp_path.glob("??/*.zip"))


def test_it_is_small_and_tells_of_no_machine():
    (path,) = shipped_folder().glob("*.zip")
    assert path.stat().st_size < 400_000
    with zipfile.ZipFile(path) as archive:
        said = json.loads(archive.read("analysis.json"))
    assert said["clip"]["path"] == "lesson.mp4"
    assert path.name.startswith(sha256_of(demo_lesson())), ANEW


def test_ones_own_goes_before_it(found, tmp_path):
    store = AnalysisStore(tmp_path)
    store.put(found, demo_lesson())
    assert len(list(tmp_path.glob("??/*.zip"))) == 1
    assert AnalysisStore(tmp_path, shipped=None).get(found.sha256, found.engine, found.model) is not None


def test_without_it_or_with_a_damaged_one_the_lesson_is_analysed(found, tmp_path, caplog):
    (name,) = [path.name for path in shipped_folder().glob("*.zip")]
    for content in (None, b"no archive"):
        folder = tmp_path / "shipped"
        folder.mkdir(exist_ok=True)
        if content is not None:
            (folder / name).write_bytes(content)
        store = AnalysisStore(tmp_path / "own", shipped=folder)
        assert store.get(found.sha256, found.engine, found.model) is None
    assert "cannot be read" in caplog.text
    assert (folder / name).exists()  # not ours to set aside


def test_other_networks_and_people_are_looked_at(found, tmp_path):
    assert AnalysisStore(tmp_path).get(found.sha256, found.engine, "lite") is None


@pytest.mark.slow
def test_it_is_what_the_program_finds_out_itself(found):
    """But for rounding, and what processors differ by."""
    made = analyze(demo_lesson(), AnalyzeOptions())
    assert (made.track.found == found.track.found).all(), ANEW
    seen = made.track.visibility > 0.5
    apart = np.abs(made.track.landmarks - found.track.landmarks)[..., :2].max(axis=2)[seen]
    assert np.percentile(apart, 99) < 2e-3, ANEW
    assert made.style.label == found.style.label
    assert assets_folder() in shipped_folder().parents
