import numpy as np
import pytest

from training.figure.body import Body
from training.figure.clothes import Outfit
from training.figure.parts.paint import hem_height, patterned, rgb
from training.figure.skin import Sewing

CENTRES = np.column_stack([np.full(400, 0.1), np.linspace(0.05, 0.25, 400), np.linspace(-0.08, 0.08, 400)])


@pytest.mark.parametrize(("pattern", "least", "most"), [("plain", 0, 0), ("stripes", 0.4, 0.6), ("side", 0.1, 0.2)])
def test_a_pattern_covers_its_share_of_the_top(pattern, least, most):
    outfit = Outfit(top_colour=(10, 20, 30), accent=(200, 210, 220), pattern=pattern)
    colours = patterned(CENTRES, Sewing(Body(), outfit, 0.5), along=CENTRES[:, 1])
    accent = (colours == outfit.accent).all(1)
    assert (accent | (colours == outfit.top_colour).all(1)).all()
    assert least <= accent.mean() <= most


def test_a_shirt_hangs_over_the_trousers_and_a_tank_ends_at_the_waist():
    assert hem_height(Outfit(top="t-shirt")) < 0 < hem_height(Outfit(top="tank"))


def test_colours_stay_within_what_a_picture_holds():
    assert rgb(np.array([-3.0, 127.9, 300.0])) == (0, 127, 255)
