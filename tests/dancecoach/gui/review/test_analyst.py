"""Stored analyses in the real window when the networks that ship have changed since, or other packs come."""

import attrs
import numpy as np
import pytest

from dancecoach import resources
from dancecoach.coaching.taught.keeping import put_skill
from dancecoach.coaching.taught.motion import SIZE
from dancecoach.coaching.taught.pack import SkillPack
from dancecoach.library.analyses.record import Recogniser
from dancecoach.notes.phase_edits import move_boundary
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
    review.analyst.forget()
    review.model.begin(None)
    qtbot.waitUntil(lambda: not window.context.jobs.jobs, timeout=20_000)
    assert review.model.findings is None


@pytest.fixture
def other_packs(tmp_path, monkeypatch, review, context, qtbot):
    """A function that has somebody take in a skill pack, tells of it, and waits until nothing more happens."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    packs = iter(range(9))

    def take_in():
        put_skill(SkillPack(f"Salto {next(packs)}", np.zeros((1, SIZE)), "2026-11-22").to_bytes())
        context.packs.changed.emit()
        qtbot.waitUntil(lambda: not context.jobs.jobs and not review.desk.follower.busy, timeout=30_000)

    return take_in


def test_other_packs_are_asked_of_the_clip_on_show_and_corrections_stay(
    other_packs, review, context, counted_clip, analyst, ann, said_by
):
    before, corrected = review.model.found, said_by(ann)
    other_packs()
    after = review.model.found.analysis
    assert after.recogniser.skills != before.analysis.recogniser.skills
    assert not is_stale(after)
    assert after.track is before.analysis.track
    assert analyst.calls == 1, "the body was looked for again"
    assert context.store.find(counted_clip, "blazepose", "full").recogniser == after.recogniser
    assert said_by(ann) == corrected
    assert [(s.phase, s.start_frame) for s in review.model.segments] == corrected


def test_news_of_packs_that_are_the_same_change_nothing(review, context, qtbot):
    before, shown = review.model.found, []
    review.model.findings_changed.connect(lambda: shown.append(review.model.findings))
    context.packs.changed.emit()
    qtbot.waitUntil(lambda: not context.jobs.jobs, timeout=20_000)
    assert review.model.found is before
    assert shown == []


def test_who_labels_by_keys_is_not_disturbed_by_other_packs(other_packs, review, ann, said_by):
    before, corrected = review.model.found, said_by(ann)
    review.desk.editor.set_labelling(True)
    other_packs()
    other_packs()
    assert review.model.found is before
    review.desk.editor.set_labelling(False)
    assert not is_stale(review.model.found.analysis)
    assert said_by(ann) == corrected


def test_a_hand_that_drags_is_not_disturbed_by_other_packs(other_packs, review, session, ann, said_by):
    before = review.model.found
    session.do(move_boundary(ann, 60, 64), gesture="drag")
    other_packs()
    assert review.model.found is before
    session.end_gesture()
    assert not is_stale(review.model.found.analysis)
    assert ("take-off", 64) in said_by(ann)


@pytest.mark.parametrize("ends_well", [True, False])
def test_packs_that_come_while_the_body_is_looked_for_are_asked_after_it(
    other_packs, review, context, analyst, qtbot, ends_well
):
    analyst.go.clear()
    analyst.reached.clear()
    review.analyst.start(anew=True)
    qtbot.waitUntil(analyst.reached.is_set, timeout=20_000)
    analyst.changes = {"recogniser": review.model.found.analysis.recogniser}  # said before the packs came
    context.packs.changed.connect(analyst.go.set if ends_well else review.analyst.cancel)
    other_packs()
    assert analyst.calls == 2
    assert review.model.found.analysis.recogniser.skills
    assert not is_stale(review.model.found.analysis)


def test_without_a_clip_other_packs_are_no_work(window, context):
    context.packs.changed.emit()
    assert context.jobs.jobs == ()
