"""The analyses that come with the program: of the demo clip and lesson as they are, small, and what it finds itself."""

import json
import zipfile

import numpy as np
import pytest

from dancecoach.files import sha256_of
from dancecoach.library.analyses.store import AnalysisStore, shipped_folder
from dancecoach.pipeline.analyze import AnalyzeOptions, analyze
from dancecoach.pipeline.recognition import is_stale
from dancecoach.resources import assets_folder, demo_clip, demo_lesson
from dancecoach.settings import Settings
from dancecoach.video.file import VideoFile

ANEW = "make it anew: python packaging/demo_analyses.py"


@pytest.fixture(params=[demo_clip, demo_lesson], ids=["clip", "lesson"])
def demo(request):
    """A film that comes with the program."""
    return request.param()


@pytest.fixture
def found(tmp_path, demo):
    chosen = Settings()
    return AnalysisStore(tmp_path).find(demo, chosen.engine, chosen.pose_model)


@pytest.fixture
def shipped(demo):
    """Its file."""
    (path,) = shipped_folder().glob(f"{sha256_of(demo)}-*.zip")
    return path


def test_it_needs_no_analysis_at_the_first_start(found, demo, tmp_path):
    assert found is not None, ANEW
    assert found.clip.path == str(demo)
    with VideoFile(demo) as video:
        np.testing.assert_allclose(found.track.times, video.times, atol=1e-6)
    assert found.track.found.mean() > 0.95
    assert not list(tmp_path.glob("??/*.zip"))


def test_what_was_recognised_is_what_the_present_networks_say(found):
    assert not is_stale(found), ANEW


def test_it_is_small_and_tells_of_no_machine(demo, shipped):
    assert shipped.stat().st_size < 400_000
    with zipfile.ZipFile(shipped) as archive:
        said = json.loads(archive.read("analysis.json"))
    assert said["clip"]["path"] == demo.name


def test_there_is_nothing_besides():
    assert len(list(shipped_folder().iterdir())) == 2, ANEW


def test_ones_own_goes_before_it(found, demo, tmp_path):
    store = AnalysisStore(tmp_path)
    store.put(found, demo)
    assert len(list(tmp_path.glob("??/*.zip"))) == 1
    assert AnalysisStore(tmp_path, shipped=None).get(found.sha256, found.engine, found.model) is not None


def test_without_it_or_with_a_damaged_one_it_is_analysed(found, shipped, tmp_path, caplog):
    name = shipped.name
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
def test_it_is_what_the_program_finds_out_itself(found, demo):
    """But for rounding, and what processors differ by."""
    made = analyze(demo, AnalyzeOptions())
    assert (made.track.found == found.track.found).all(), ANEW
    seen = made.track.visibility > 0.5
    apart = np.abs(made.track.landmarks - found.track.landmarks)[..., :2].max(axis=2)[seen]
    assert np.percentile(apart, 99) < 2e-3, ANEW
    assert made.style.label == found.style.label
    assert [skill.body_shape for skill in made.skills] == [skill.body_shape for skill in found.skills]
    assert assets_folder() in shipped_folder().parents
