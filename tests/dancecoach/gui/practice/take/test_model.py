"""The parts together: another reference in the place of the one before, and the end."""

import shutil

import attrs
import pytest

from dancecoach.coaching.dance.phrases import Counts
from dancecoach.gui.practice.take.model import PracticeModel
from dancecoach.gui.practice.take.state import PracticeState
from dancecoach.pipeline.practice.plan import Plan

pytestmark = pytest.mark.gui


@pytest.fixture
def model(context, dancer, mirror, dance_analyst):
    context = attrs.evolve(context, open_camera=lambda _spec: mirror)
    made = PracticeModel(context, dance_analyst, lambda: None)
    yield made
    dance_analyst.go.set()
    made.close()
    assert context.jobs.shut_down(30.0)


@pytest.fixture
def loaded(model, qtbot, long_clip):
    model.open(long_clip)
    qtbot.waitUntil(lambda: model.state is PracticeState.READY, timeout=30_000)
    return model


def test_who_hears_of_a_reference_can_begin_at_once(model, qtbot, long_clip):
    heard, said = [], []
    model.loaded.connect(lambda: heard.append((model.state, model.playhead.moment_s, model.music.player is not None)))
    model.noticed.connect(said.append)
    model.open(long_clip)
    qtbot.waitUntil(lambda: bool(said), timeout=30_000)
    assert heard == [(PracticeState.READY, model.reference.begin_s, True)]
    assert "no sound" in said[0]


@pytest.mark.parametrize("how", ["open", "expect"])
def test_for_another_reference_what_goes_on_ends_and_the_one_before_is_forgotten(
    loaded, qtbot, dance_analyst, long_clip, tmp_path, how
):
    other = tmp_path / "other.mp4"
    shutil.copy(long_clip, other)
    loaded.planning.replan(part=loaded.reference.parts[0], count_in=False, speed=0.7)
    loaded.run.begin()
    assert loaded.busy
    getattr(loaded, how)(other)
    assert (loaded.state, loaded.ready, loaded.path) == (PracticeState.LOADING, False, other)
    assert (loaded.music.player, loaded.playhead.moment_s, loaded.takes) == (None, 0.0, ())
    assert loaded.plan == Plan(speed=0.7, count_in=False)
    if how == "open":
        qtbot.waitUntil(lambda: loaded.ready and loaded.reference.path == other, timeout=30_000)


def test_other_counts_cut_it_into_other_parts(loaded):
    changes = []
    loaded.changed.connect(lambda: changes.append(loaded.plan.part))
    before = loaded.reference.parts
    loaded.recount(Counts(tuple(0.1 + 0.2 * n for n in range(19)), 0))
    assert loaded.reference.parts != before
    assert changes == [None]


def test_without_a_reference_there_is_nothing_to_count(model):
    changes = []
    model.changed.connect(lambda: changes.append(model.state))
    model.recount(None)
    model.run.begin()
    assert changes == []
    assert model.state is PracticeState.EMPTY


def test_it_closes_in_the_middle_of_it(loaded):
    loaded.planning.replan(count_in=False)
    loaded.run.begin()
    player = loaded.music.player
    loaded.close()
    assert not loaded.busy
    assert not loaded.ready
    assert player.wait(0.0)
