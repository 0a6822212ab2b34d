"""Stored analyses in the real window when the networks that ship have changed since."""

import attrs
import pytest

from dancecoach import resources
from dancecoach.library.analysis import Recogniser
from dancecoach.pipeline.recognition import is_stale

pytestmark = pytest.mark.gui


@pytest.fixture
def store_as(review, context, counted_clip):
    """A function that keeps what is on show as if another network had said it."""

    def keep(**changes):
        analysis = attrs.evolve(review.model.findings.analysis, **changes)
        context.store.put(analysis, counted_clip)
        return analysis

    return keep


@pytest.fixture
def shown(review, window, qtbot, counted_clip):
    """A function that opens the clip again and waits until nothing more happens: all that was shown, in order."""

    def open_again():
        seen = []
        review.model.findings_changed.connect(lambda: seen.append(review.model.findings))
        window.open_clip(counted_clip)
        qtbot.waitUntil(lambda: review.model.findings is not None, timeout=20_000)
        qtbot.waitUntil(lambda: not window.context.jobs.jobs, timeout=20_000)
        return [findings.analysis for findings in seen if findings is not None]

    return open_again


def test_what_another_network_said_is_shown_at_once_and_said_anew(store_as, shown, context, counted_clip, analyst):
    old = store_as(phase_model="phases-review 0", recogniser=Recogniser(1, "0123456789abcdef", "0123456789abcdef"))
    first, second = shown()
    assert analyst.calls == 1, "the body was looked for again"
    assert [s.phase for s in first.phases] == [s.phase for s in old.phases]
    assert second.phase_model != old.phase_model
    assert second.style.model != old.style.model
    assert not is_stale(second)
    kept = context.store.find(counted_clip, "blazepose", "full")
    assert kept.recogniser == second.recogniser
    assert kept.phase_model == second.phase_model
    assert len(shown()) == 1, "it was said anew a second time"


def test_without_phases_they_are_named_as_soon_as_there_is_a_network(store_as, shown, review):
    said = "The phases cannot be named: phases_review.onnx: the network file is missing."
    store_as(
        phases=(), skills=(), phase_model="", recogniser=Recogniser(), recognition_warnings=(said,), warnings=(said,)
    )
    first, second = shown()
    assert first.phases == ()
    assert second.phases
    assert said not in second.warnings
    assert said not in review.sidebar.warnings.text()


def test_a_network_that_is_broken_by_now_leaves_the_old_result_and_says_so(
    store_as, shown, review, context, counted_clip, tmp_path, monkeypatch
):
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "phases_review.onnx").write_bytes(b"no network")
    old = store_as()
    monkeypatch.setattr(resources, "assets_folder", lambda: tmp_path)
    first, second = shown()
    assert [s.phase for s in second.phases] == [s.phase for s in first.phases] == [s.phase for s in old.phases]
    assert second.style.label == "waltz"
    text = review.sidebar.warnings.text()
    assert "phases_review.onnx" in text
    assert "shown unchanged" in text
    assert str(tmp_path) not in text
    assert context.store.find(counted_clip, "blazepose", "full").warnings == old.warnings


def test_another_clip_is_not_disturbed_by_what_comes_late(store_as, review, window, qtbot, counted_clip):
    store_as(recogniser=Recogniser())
    window.open_clip(counted_clip)
    qtbot.waitUntil(lambda: review.model.findings is not None, timeout=20_000)
    review.close_clip()
    qtbot.waitUntil(lambda: not window.context.jobs.jobs, timeout=20_000)
    assert review.model.findings is None
