import numpy as np
import pytest

from training.metrics import (
    accuracy,
    auroc,
    best_temperature,
    boundary_errors,
    calibration_error,
    confusion,
    edit_score,
    f1_scores,
    macro_f1,
    macro_precision,
    macro_recall,
    moments,
    refused,
    reliability,
    roc,
    segment_counts,
    segment_f1,
    softmax,
)


def _labels(text):
    return np.array([int(c) for c in text])


def test_scores_of_a_confusion_matrix():
    table = confusion(_labels("00112"), _labels("01112"), 4)
    assert table.sum() == 5
    assert table[0, 1] == 1
    np.testing.assert_allclose(f1_scores(table), [2 / 3, 4 / 5, 1.0, np.nan])
    assert macro_f1(table) == pytest.approx((2 / 3 + 4 / 5 + 1) / 3)  # a class that is nowhere does not count
    assert accuracy(table) == pytest.approx(0.8)
    assert macro_precision(table) == pytest.approx((1 + 2 / 3 + 1) / 3)
    assert macro_recall(table) == pytest.approx((1 / 2 + 1 + 1) / 3)


def test_a_class_that_is_never_said_and_one_that_does_not_exist_count_nothing():
    table = confusion(_labels("0011"), _labels("0002"), 3)
    assert macro_precision(table) == pytest.approx((2 / 3 + 0 + 0) / 3)
    assert macro_recall(table) == pytest.approx((1 + 0 + 0) / 3)


def test_scores_of_nothing_are_not_numbers():
    empty = np.zeros((4, 4), np.int64)
    assert np.isnan(macro_f1(empty))
    assert np.isnan(accuracy(empty))
    assert np.isnan(macro_precision(empty))
    assert np.isnan(macro_recall(empty))


def test_edit_score_counts_pieces_not_lengths():
    assert edit_score(_labels("000111222"), _labels("011112222")) == 1.0
    assert edit_score(_labels("000111222"), _labels("000101222")) == pytest.approx(1 - 2 / 5)
    assert edit_score(_labels(""), _labels("")) == 1.0


def test_segments_are_claimed_once():
    truth, said = _labels("0022220000"), _labels("0022022000")
    assert segment_counts(truth, said, 0.5) == (1, 1, 0)
    assert segment_counts(truth, said, 0.6) == (0, 2, 1)
    assert segment_f1((1, 1, 0)) == pytest.approx(2 / 3)
    assert np.isnan(segment_f1((0, 0, 0)))


def test_moments_leave_out_the_borders_of_the_clip():
    times = np.arange(6) / 10
    assert moments(_labels("220022"), times, 2).tolist() == [0.4]
    assert moments(_labels("220022"), times, 2, end=True).tolist() == [0.2]


def test_boundaries_are_paired_nearest_first():
    errors = boundary_errors(np.array([1.0, 2.0, 9.0]), np.array([1.9, 2.05, 5.0]))
    assert errors.errors_s == pytest.approx((0.05,)) or len(errors.errors_s) == 1
    assert (errors.missed, errors.false) == (2, 2)
    assert errors.quantile_ms(0.5) == pytest.approx(50)


def test_boundaries_of_nothing():
    assert np.isnan(boundary_errors(np.array([]), np.array([])).quantile_ms(0.5))
    assert boundary_errors(np.array([1.0]), np.array([])).missed == 1


def test_calibration_of_one_who_is_half_right_and_always_sure():
    sure = np.tile([1.0, 0.0], (10, 1))
    assert calibration_error(sure, np.array([0, 1] * 5)) == pytest.approx(0.5)
    assert calibration_error(sure, np.zeros(10, int)) == pytest.approx(0.0)


def test_area_under_roc():
    assert auroc([0.9, 0.8], [0.1, 0.2]) == 1.0
    assert auroc([0.5], [0.5]) == 0.5
    assert np.isnan(auroc([], [0.1]))


def test_temperature_cools_the_one_who_is_too_sure():
    rng = np.random.default_rng(0)
    logits = rng.normal(0, 1, (4000, 3))
    truth = np.array([rng.choice(3, p=p) for p in softmax(logits)])
    assert best_temperature(logits * 2.5, truth) == pytest.approx(2.5, rel=0.15)


def test_the_area_below_the_curve_is_the_chance():
    rng = np.random.default_rng(0)
    inside, outside = rng.normal(1, 1, 50).round(1), rng.normal(0, 1, 40).round(1)  # rounded: some are equal
    curve = roc(inside, outside)
    assert curve[0].tolist() == [0, 0]
    assert curve[-1].tolist() == [1, 1]
    steps, heights = np.diff(curve[:, 0]), (curve[1:, 1] + curve[:-1, 1]) / 2
    assert (steps * heights).sum() == pytest.approx(auroc(inside, outside))
    assert len(roc([], [0.5])) == 0


def test_strangers_are_refused_below_what_keeps_nine_of_ten():
    known = np.arange(1, 11) / 10
    assert refused(known, [0.05, 0.15, 0.2, 0.95]) == 0.5  # 0.2 is the limit; who reaches it stays
    assert refused(known, [0.05, 0.15, 0.2, 0.95], kept=1.0) == 0.25
    assert np.isnan(refused(known, []))


def test_bins_hold_what_was_said_as_surely():
    sure = np.array([[0.9, 0.1], [0.9, 0.1], [0.4, 0.6], [0.0, 1.0]])
    found = reliability(sure, np.array([0, 1, 1, 1]), bins=5)
    np.testing.assert_allclose(found, [[0.6, 1, 1], [2.8 / 3, 2 / 3, 3]])
    assert reliability(np.zeros((0, 2)), np.zeros(0, int)).shape == (0, 3)
