"""Clips without a name are asked about, and none of them is looked at anew."""

import pytest

from dancecoach.errors import Cancelled, ModelError
from dancecoach.pipeline.teaching.newly import newly_called
from dancecoach.pipeline.teaching.outcome import Newly
from dancecoach.pipeline.teaching.poses import Looking, analysis_of
from dancecoach.progress import CancelToken, ignore_progress

pytest.importorskip("onnx")


@pytest.fixture
def looking(tmp_path):
    return Looking(tmp_path / "analyses")


@pytest.fixture
def clips(arms, examples, looking):
    """Three that were looked at, with 80, 90 and 100 frames, and one that was not."""
    seen = [examples("raised", [frames], frames=frames)[0] for frames in (80, 90, 100)]
    for one in seen:
        analysis_of(one, looking, ignore_progress, CancelToken())
    return [*seen, *examples("raised", [1])]


def test_the_surest_come_first_and_only_those_that_were_looked_at_count(clips, looking):
    told = []
    sure = {80: 0.6, 90: 0.0, 100: 0.9}
    found = newly_called(clips, looking, lambda a: sure[len(a.track)], told.append, CancelToken())
    assert found == (3, (Newly("raised-100", 0.9), Newly("raised-80", 0.6)))
    assert [one.done for one in told] == [0, 1, 2, 3]


def test_a_clip_that_cannot_be_asked_about_is_passed_over(clips, looking):
    def certainty(found):
        if len(found.track) == 90:
            raise ModelError("fails")
        return 1.0

    assert newly_called(clips, looking, certainty, ignore_progress, CancelToken())[0] == 2


def test_it_is_stopped_when_asked(clips, looking):
    cancel = CancelToken()
    with pytest.raises(Cancelled):
        newly_called(clips, looking, lambda _: cancel.cancel() or 1.0, ignore_progress, cancel)
