import numpy as np
import pytest

from training.figure.body import Body
from training.figure.clothes import Outfit
from training.figure.parts.limbs import arm, foot, leg
from training.figure.skin import Sewing

BODY = Body()


def _mesh(part, side, outfit=None):
    sewing = Sewing(BODY, outfit or Outfit(), 1.0)
    part(sewing, side)
    return sewing.mesh()


@pytest.mark.parametrize("part", [arm, leg, foot])
def test_left_and_right_are_mirror_images(part):
    left, right = (_mesh(part, side) for side in ("left", "right"))
    places = [mesh.first + BODY.rest[mesh.joints[:, 0]] for mesh in (left, right)]
    np.testing.assert_allclose(places[0][:, 0].max(), -places[1][:, 0].min(), atol=2e-3)
    np.testing.assert_allclose(places[0].mean(0) * (-1, 1, 1), places[1].mean(0), atol=2e-3)


@pytest.mark.parametrize(
    ("part", "garment", "from_short_to_long"),
    [(arm, "top", ("tank", "t-shirt", "long-sleeve")), (leg, "bottom", ("skirt", "shorts", "trousers"))],
)
def test_sleeves_and_trouser_legs_are_as_long_as_the_outfit_says(part, garment, from_short_to_long):
    cloth = (10, 20, 30)
    worn = [Outfit(top_colour=cloth, bottom_colour=cloth, **{garment: name}) for name in from_short_to_long]
    shares = [np.isclose(_mesh(part, "left", o).colour, np.array(cloth[::-1]) / 255).all(1).mean() for o in worn]
    assert shares[0] + 0.1 < shares[1] < shares[2] - 0.1
