import numpy as np
import pytest

from training.reporting.plots import Group, matrix, plot, scale_of, share_bar


def test_a_bar_shows_mean_spread_and_runs():
    bar = share_bar("gru", [0.5, 0.7])
    assert bar.text == "60.0 ± 14.1 %"
    assert (bar.at, bar.low, bar.high) == pytest.approx((60, 45.86, 74.14))
    assert bar.runs == (50, 70)


def test_one_run_has_no_spread():
    bar = share_bar("gru", [0.5])
    assert bar.text == "50.0 %"
    assert bar.low == bar.high == bar.at == 50
    assert bar.runs == ()


def test_a_whisker_stays_on_the_axis():
    bar = share_bar("gru", [0.5, 1.0, 1.0])
    assert bar.high == 100
    assert bar.text == "83.3 ± 28.9 %"


def test_bars_stand_one_below_the_other():
    bars = tuple(share_bar(str(i), [0.5]) for i in range(3))
    drawn = plot("t", "c", [Group("a", bars), Group("", bars)])
    tops = [bar.y for group in drawn.groups for bar in group.bars]
    assert tops == sorted(set(tops))
    assert tops[-1] + 30 == drawn.foot < drawn.height


@pytest.mark.parametrize(
    ("largest", "end"), [(0, 4 * 0.25), (33, 40), (100, 200), (424, 800), (799, 800), (10000, 20000)]
)
def test_an_axis_ends_at_a_round_number_beyond_the_largest(largest, end):
    scale, ticks = scale_of(largest)
    assert scale(largest) <= 100
    assert largest <= float(ticks[-1][1].removesuffix(" ms"))
    assert scale(end) == 100 or end == 1
    assert scale(largest) > 20 or largest == 0


def test_a_matrix_is_in_percent_of_the_truth():
    found = matrix("t", ("a", "b", "c"), np.array([[9, 3, 0], [0, 4, 0], [0, 0, 0]]))
    assert [[cell.text for cell in row] for row in found.rows] == [["75", "25", "·"], ["·", "100", "·"], ["–"] * 3]
    assert found.rows[0][1].title == "a called b: 3 of 12"
    assert found.rows[2][0].title == "c was never asked about"
