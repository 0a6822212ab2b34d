"""The networks that ship with the app keep what the house promises of them."""

import numpy as np
import pytest

from dancecoach.models.model import OnnxModel
from dancecoach.models.packs.styles import SHIPPED_PACKS
from dancecoach.models.phases import LIVE_FILE, REVIEW_FILE, LivePhases
from dancecoach.motion.features import FEATURES
from dancecoach.pose.skeleton import BLAZEPOSE_33
from dancecoach.resources import assets_folder

FILES = {
    LIVE_FILE: ("phases", True), REVIEW_FILE: ("phases", False), **dict.fromkeys(SHIPPED_PACKS, ("style", False)),
}  # fmt: skip


@pytest.fixture(params=FILES)
def shipped(request):
    """(path, kind, causal) of each."""
    path = assets_folder() / "models" / request.param
    if not path.is_file():
        pytest.skip(f"{request.param} is not made yet (python -m training export)")
    return path, *FILES[request.param]


def test_each_is_what_its_place_needs(shipped):
    path, kind, causal = shipped
    card = OnnxModel(path, kind=kind, causal=causal).card
    assert path.stat().st_size < 4_000_000
    assert card.training
    assert card.metrics
    assert all(data.source and data.licence for data in card.training)


def test_each_runs_in_pieces_as_in_one(shipped):
    path, kind, causal = shipped
    model = OnnxModel(path, kind=kind)
    values = np.random.default_rng(0).normal(0, 1, (120, len(FEATURES))).astype(np.float32)
    whole = model.whole(values)
    assert np.isfinite(whole).all()
    if causal:
        state, rows = model.start(), []
        for row in values:
            logits, state = model.step(row[None], state)
            rows.append(logits[0])
        np.testing.assert_allclose(rows[model.card.look_ahead :], whole[: len(rows) - model.card.look_ahead], atol=1e-4)


def test_live_is_at_most_a_tenth_of_a_second_behind():
    path = assets_folder() / "models" / LIVE_FILE
    if not path.is_file():
        pytest.skip(f"{LIVE_FILE} is not made yet (python -m training export)")
    assert LivePhases(BLAZEPOSE_33, (640, 480)).delay_s <= 0.1 + 1e-9
