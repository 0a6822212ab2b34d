"""The new column of the last layer."""

import numpy as np

from dancecoach.models.teaching.head import learn_column


def drawn():
    rng = np.random.default_rng(0)
    return rng.normal((3, 0, 0, 0, 0, 0, 0, 0), 1.0, (4, 8)), rng.normal(size=(30, 8))


def test_column_stands_between_new_and_old():
    new, old = drawn()
    kernel, bias = learn_column(new, np.zeros((4, 2)), old, np.zeros((30, 2)))
    assert (new @ kernel + bias > np.log(2)).all()
    assert (old @ kernel + bias < np.log(2)).mean() > 0.9
    assert abs(kernel[0]) > 3 * np.abs(kernel[1:]).mean()


def test_clips_that_count_for_nothing_change_nothing():
    new, old = drawn()
    kernel, bias = learn_column(new, np.zeros((4, 2)), old[:20], np.zeros((20, 2)))
    weights = np.r_[np.ones(20), np.zeros(10)]
    far = np.concatenate([old[:20], old[:10]])  # the same spread, so that only the weights tell
    again, bias_again = learn_column(new, np.zeros((4, 2)), far, np.zeros((30, 2)), old_weights=weights)
    apart = [kernel @ one + bias - (again @ one + bias_again) for one in new]
    assert np.abs(apart).max() < 0.2


def test_what_counts_for_nothing_among_the_new_changes_nothing():
    new, old = drawn()
    kernel, bias = learn_column(new[:2], np.zeros((2, 2)), old, np.zeros((30, 2)))
    again, bias_again = learn_column(new, np.zeros((4, 2)), old, np.zeros((30, 2)), weights=np.array([1.0, 1, 0, 0]))
    np.testing.assert_allclose(again, kernel, atol=1e-3)
    assert abs(bias_again - bias) < 1e-3
