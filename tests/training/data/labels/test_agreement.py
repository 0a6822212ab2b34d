import numpy as np
import pytest

from training.data.labels.agreement import cohen_kappa, fleiss_by_class, fleiss_kappa

pytest.importorskip("sklearn", reason="scikit-learn is not installed (extra `training`)")

# J. L. Fleiss, "Measuring nominal scale agreement among many raters", 1971, table 1: the diagnoses of thirty patients
# by six psychiatrists each. 1 depression, 2 personality disorder, 3 schizophrenia, 4 neurosis, 5 other.
DIAGNOSES = """
    444444 222555 233335 555555 222444 113333 333355 113334 114444 555555 144444 124444 222333 144444 224445
    333335 111455 111112 224444 133555 555555 244444 224555 114444 144445 222224 111155 224444 133333 555555
"""

# Fourteen raters, ten subjects, five classes: the example of the literature on Fleiss' kappa (0.210).
FOURTEEN = [
    [0, 0, 0, 0, 14], [0, 2, 6, 4, 2], [0, 0, 3, 5, 6], [0, 3, 9, 2, 0], [2, 2, 8, 1, 1],
    [7, 7, 0, 0, 0], [3, 2, 6, 3, 0], [2, 5, 3, 2, 2], [6, 5, 2, 1, 0], [0, 2, 2, 3, 7],
]  # fmt: skip


@pytest.fixture
def diagnoses():
    return np.array([[patient.count(c) for c in "12345"] for patient in DIAGNOSES.split()])


def test_fleiss_on_the_example_of_his_paper(diagnoses):
    assert diagnoses.shape == (30, 5)
    assert fleiss_kappa(diagnoses) == pytest.approx(0.430, abs=5e-4)


def test_fleiss_by_class_on_the_example_of_his_paper(diagnoses):
    # The paper's own .248 .248 .517 .470 .565 come from shares rounded to three digits.
    np.testing.assert_allclose(fleiss_by_class(diagnoses), [0.248, 0.248, 0.517, 0.470, 0.565], atol=5e-3)


def test_fleiss_of_classes_joins_to_that_of_all(diagnoses):
    """Fleiss 1971, equation 21: the whole is the mean of the classes, weighted by p (1 - p)."""
    shares = diagnoses.sum(0) / diagnoses.sum()
    joined = np.average(fleiss_by_class(diagnoses), weights=shares * (1 - shares))
    assert joined == pytest.approx(fleiss_kappa(diagnoses))


def test_fleiss_on_fourteen_raters():
    assert fleiss_kappa(np.array(FOURTEEN)) == pytest.approx(0.210, abs=5e-4)


def test_cohen_on_a_table_worked_by_hand():
    # 20 both yes, 5 and 10 differ, 15 both no: 0.7 observed, 0.5 x 0.6 + 0.5 x 0.4 = 0.5 by chance.
    a = np.repeat([0, 0, 1, 1], [20, 5, 10, 15])
    b = np.repeat([0, 1, 0, 1], [20, 5, 10, 15])
    assert cohen_kappa(a, b) == pytest.approx(0.4)


def test_cohen_on_the_example_of_his_paper():
    """J. Cohen, "A coefficient of agreement for nominal scales", 1960, his first worked example, 200 cases."""
    table = np.array([[88, 14, 18], [10, 40, 10], [2, 6, 12]])
    a, b = (np.repeat(axis, table.ravel()) for axis in np.indices(table.shape).reshape(2, -1))
    # 0.70 agree; 0.41 would by chance.
    assert cohen_kappa(a, b) == pytest.approx(0.492, abs=5e-4)


def test_frames_that_one_cannot_tell_say_nothing():
    a, b = np.array([0, 0, 1, 1, -1, 2]), np.array([0, 0, 1, 1, 3, -1])
    assert cohen_kappa(a, b) == pytest.approx(1.0)


@pytest.mark.parametrize(("a", "b"), [([0, 0, 0], [0, 0, 0]), ([-1, 1], [1, -1]), ([], [])])
def test_kappa_that_is_undefined_is_nan(a, b):
    assert np.isnan(cohen_kappa(np.array(a, int), np.array(b, int)))


def test_fleiss_that_is_undefined_is_nan():
    assert np.isnan(fleiss_kappa(np.array([[3, 0], [3, 0]])))
    assert np.isnan(fleiss_kappa(np.array([[1, 0], [0, 1]])))  # one rater alone
    assert np.isnan(fleiss_by_class(np.array([[1, 0], [0, 1]]))).all()
    by_class = fleiss_by_class(np.array([[3, 0, 0], [0, 3, 0]]))
    np.testing.assert_allclose(by_class, [1.0, 1.0, np.nan])


def test_frames_with_more_and_fewer_annotators_go_together():
    """Two frames by three, two by two; the lonely one is left out. Worked by hand."""
    table = np.array([[3, 0], [1, 2], [2, 0], [0, 2], [0, 1]])
    agreeing = (1 + 1 / 3 + 1 + 1) / 4
    share = (1 + 1 / 3 + 1 + 0) / 4
    chance = share**2 + (1 - share) ** 2
    assert fleiss_kappa(table) == pytest.approx((agreeing - chance) / (1 - chance))
