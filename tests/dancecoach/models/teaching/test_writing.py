from datetime import date

import numpy as np
import pytest

from dancecoach.models.style import style_values
from dancecoach.models.teaching.clips import StyleClip
from dancecoach.models.teaching.embedding import StylePack
from dancecoach.models.teaching.learner import Learner
from dancecoach.models.teaching.support import Support
from dancecoach.models.teaching.writing import network_with

pytest.importorskip("onnx")


@pytest.fixture
def learner(arms_pack, tmp_path, posing):
    pack = StylePack.open(arms_pack(tmp_path / "style_arms.onnx"))
    new, unlike = (
        [StyleClip(f"{style} {seed}", style_values(posing(style, seed))) for seed in seeds]
        for style, seeds in (("raised", range(20, 24)), ("hanging", range(30, 32)))
    )
    return Learner.of("arms", pack, "raised", new, unlike)


@pytest.fixture
def written(learner, tmp_path):
    """``written(told)``: what was written, opened again."""

    def write(told):
        path = tmp_path / "taught.onnx"
        path.write_bytes(network_with(learner, learner.learn(learner.rows), told, date(2026, 5, 1)))
        return StylePack.open(path)

    return write


def test_the_file_says_what_the_learner_says(learner, written):
    taught, column = written({"known": 1}), learner.learn(learner.rows)
    assert taught.labels == ("hanging", "forward", "raised")
    points = np.concatenate([learner.points, learner.unlike, learner.support.points])
    assert taught.logits(points) == pytest.approx(learner.outputs(points, column), abs=1e-3)


def test_its_card_says_what_it_was_made_from_and_keeps_what_it_said(learner, written):
    card, before = written({"known": 1}).model.card, learner.pack.model.card
    assert (card.version, card.date) == (f"{before.version}+raised", "2026-05-01")
    assert (card.training[:-1], card.training[-1].clips) == (before.training, 4)
    assert card.metrics == {**before.metrics, "taught": {"raised": {"known": 1}}}
    assert np.array_equal([card.mean, card.scale], [before.mean, before.scale])
    assert card.unknown == before.unknown


def test_the_clips_are_its_examples_now_so_that_it_can_be_taught_again(written):
    support = Support.read(written({}))
    assert support.styles == (*["hanging"] * 6, *["forward"] * 6, "", "", *["raised"] * 4)


def test_the_same_teaching_gives_the_same_bytes_and_leaves_the_pack_as_it_was(learner):
    before = learner.pack.graph.SerializeToString(deterministic=True)
    column = learner.learn(learner.rows)
    first, second = (network_with(learner, column, {"a": 1}, date(2026, 5, 1)) for _ in range(2))
    assert first == second
    assert learner.pack.graph.SerializeToString(deterministic=True) == before
