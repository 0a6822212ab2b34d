"""A network that tells two ways of holding the arms is shown a third one."""

import numpy as np
import pytest

from dancecoach.errors import ModelError
from dancecoach.models.style import style_values
from dancecoach.models.teaching.clips import StyleClip
from dancecoach.models.teaching.embedding import StylePack
from dancecoach.models.teaching.learner import Learner, Views, choose
from dancecoach.models.teaching.support import SUPPORT_KEY

pytest.importorskip("onnx")


@pytest.fixture
def pack(arms_pack, tmp_path):
    return StylePack.open(arms_pack(tmp_path / "style_arms.onnx"))


@pytest.fixture
def clips(posing):
    def make(style, seeds):
        return [StyleClip(f"{style} {seed}", style_values(posing(style, seed))) for seed in seeds]

    return make


@pytest.fixture
def learner(pack, clips):
    return Learner.of("arms", pack, "raised", clips("raised", range(20, 25)), clips("hanging", range(30, 33)))


def test_a_learner_has_every_clip_as_a_row(learner):
    assert list(learner.rows) == [0, 1, 2, 3, 4]
    assert (len(learner.points), len(learner.unlike), len(learner.support.styles)) == (5, 3, 12)


def test_what_is_learnt_names_the_new_style_and_leaves_the_old_ones(learner, pack):
    column = learner.learn(learner.rows)
    outputs = learner.outputs(learner.points, column)
    assert outputs.shape == (5, 3)
    assert outputs[:, :2] == pytest.approx(pack.logits(learner.points))
    assert {learner.say(row).label for row in outputs} == {"raised"}
    assert {learner.say(row).label for row in learner.outputs(learner.unlike, column)} == {"hanging"}
    assert [learner.say(row).label for row in learner.outputs(learner.support.points, column)] == list(
        learner.support.styles
    )


def test_before_it_learnt_it_says_what_the_pack_says(learner, pack):
    before = learner.say(pack.logits(learner.unlike)[0])
    assert (before.label, set(before.probabilities)) == ("hanging", {"hanging", "forward"})
    said = learner.said(learner.points[0], learner.learn(learner.rows))
    assert (said.result.label, said.result.pack) == ("raised", "arms")


def test_it_learns_from_the_rows_it_is_given_and_no_others(learner):
    some, everything = learner.learn(np.array([0, 1])), learner.learn(learner.rows)
    assert not np.allclose(some.kernel, everything.kernel)
    alone = learner.learn(learner.rows, unlike=np.array([], int))
    assert not np.allclose(alone.kernel, everything.kernel)
    own = learner.learn(learner.rows, support=np.arange(6))
    assert not np.allclose(own.kernel, everything.kernel)


def test_a_clip_counts_one_in_all_however_many_sides_it_is_seen_from(pack):
    size = len(pack.kernel)
    views = Views(np.ones((2, size)), (np.zeros((0, size)), np.full((4, size), 2.0)))
    points, weights = views.weighed(np.array([0, 1]))
    assert points.shape == (6, size)
    assert (weights[0], weights[1:].sum(), weights[1]) == (1.0, pytest.approx(1.0), 0.5)
    assert list(points[:, 0]) == [1, 1, 2, 2, 2, 2]


def test_a_pack_without_examples_cannot_learn(pack, clips):
    kept = [p for p in pack.graph.metadata_props if p.key != SUPPORT_KEY]
    del pack.graph.metadata_props[:]
    pack.graph.metadata_props.extend(kept)
    with pytest.raises(ModelError, match="carries no examples"):
        Learner.of("arms", pack, "raised", clips("raised", [1, 2, 3]))


def test_the_pack_is_chosen_whose_own_examples_are_most_like_the_clips(pack, clips):
    near = Learner.of("near", pack, "more", clips("hanging", range(20, 23)))
    far = Learner.of("far", pack, "more", clips("raised", range(20, 23)))
    assert near.strangeness(near.rows) < far.strangeness(far.rows)
    assert choose([far, near], near.rows) is near
    assert choose([far], far.rows) is far


def test_with_clips_that_are_not_of_the_style_the_pack_is_chosen_that_tells_them_apart(pack, clips):
    new, same = clips("raised", range(20, 24)), clips("raised", range(40, 43))
    telling = Learner.of("telling", pack, "raised", new, clips("hanging", range(30, 33)))
    blind = Learner.of("blind", pack, "raised", new, same)
    assert telling.fit(telling.rows) > blind.fit(blind.rows)
    assert choose([blind, telling], telling.rows) is telling
