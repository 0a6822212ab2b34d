import numpy as np
import pytest

from training.figure.body import JOINT, Body
from training.figure.clothes import Outfit
from training.figure.parts.head import head
from training.figure.skin import Sewing


def _mesh(hair):
    sewing = Sewing(Body(), Outfit(hair=hair), 0.5)
    head(sewing)
    return sewing.mesh()


@pytest.mark.parametrize("hair", ["short", "bun", "ponytail", "long"])
def test_hair_is_more_than_a_bald_head(hair):
    bald, grown = _mesh("bald"), _mesh(hair)
    assert len(grown.faces) > len(bald.faces)
    assert np.array_equal(grown.first[: len(bald.first)], bald.first)


def test_a_head_follows_the_head_and_only_long_hair_the_neck_too():
    for hair, joints in (("bald", {"head"}), ("bun", {"head"}), ("long", {"head", "neck"})):
        assert set(_mesh(hair).joints.ravel().tolist()) == {JOINT[joint] for joint in joints}
