import numpy as np
import pytest

from dancecoach.report.layout import Layout


def plain(width, height, level):
    return np.full((height, width, 3), level, np.uint8)


def test_beside_each_other_at_the_height_of_the_first():
    layout = Layout((60, 40), (30, 80))
    whole = layout.compose(plain(60, 40, 10), plain(30, 80, 200))
    assert (whole.shape[1], whole.shape[0]) == layout.size == (80, 40)
    assert (whole[:, :60] == 10).all()
    assert (whole[:, 64:79] == 200).all()


def test_one_below_the_other_at_the_width_of_the_first():
    layout = Layout((60, 40), (30, 10), "above")
    whole = layout.compose(plain(60, 40, 10), plain(30, 10, 200))
    assert layout.size == (60, 64)
    assert (whole[:40] == 10).all()
    assert (whole[44:] == 200).all()


@pytest.mark.parametrize("opacity", [0.0, 0.25, 1.0])
def test_one_through_the_other(opacity):
    layout = Layout((60, 40), (30, 20), "through", opacity)
    whole = layout.compose(plain(60, 40, 100), plain(30, 20, 200))
    assert whole.shape == (40, 60, 3)
    assert np.abs(whole.astype(int) - (100 + 100 * opacity)).max() <= 1


def test_superposed_elsewhere_and_smaller_leaves_the_rest_as_it_is():
    layout = Layout((60, 40), (60, 40), "through", 1.0, shift=(0.5, 0.0), scale=0.5)
    whole = layout.compose(plain(60, 40, 100), plain(60, 40, 200))
    assert (whole[:, :45] == 100).all()
    assert (whole[12:28, 46:] == 200).all()


def test_sizes_are_even_for_the_encoder():
    assert all(
        side % 2 == 0 for kind in ("beside", "above", "through") for side in Layout((61, 41), (33, 21), kind).size
    )
