"""Landmarks of clips to learn from: kept ones are taken, others found once and kept."""

import pytest

from dancecoach.errors import InputError
from dancecoach.library.analyses.store import AnalysisStore
from dancecoach.pipeline.teaching import poses
from dancecoach.pipeline.teaching.poses import Looking, analysis_of
from dancecoach.pipeline.teaching.request import Example
from dancecoach.progress import CancelToken, ignore_progress

pytest.importorskip("onnx")


def test_a_clip_is_looked_at_once(arms, examples, tmp_path, monkeypatch):
    (example,) = examples("raised", [1])
    looking = Looking(tmp_path / "analyses")
    first = analysis_of(example, looking, ignore_progress, CancelToken())
    monkeypatch.setattr(poses, "analyze", lambda *_args, **_more: pytest.fail("it was looked at again"))
    again = analysis_of(example, looking, ignore_progress, CancelToken())
    assert (again.sha256, len(again.track)) == (first.sha256, 90)
    assert AnalysisStore(tmp_path / "analyses").find(example.path, "file", "") is not None


def test_a_file_that_is_gone_is_of_use_while_its_landmarks_are_kept(arms, examples, tmp_path):
    (example,) = examples("raised", [1])
    looking = Looking(tmp_path / "analyses")
    kept = analysis_of(example, looking, ignore_progress, CancelToken())
    example.path.unlink()
    known = Example(example.name, example.path, kept.sha256)
    assert analysis_of(known, looking, ignore_progress, CancelToken()).sha256 == kept.sha256
    with pytest.raises(InputError, match="raised-1"):
        analysis_of(example, looking, ignore_progress, CancelToken())
