"""Phases of clips as outcomes keep them."""

import numpy as np
import pytest

from training.benchmark.ribbons import Ribbon
from training.cases import Case
from training.evaluate import judge_case

TRUTH = np.repeat([0, 1, 2, 3, 0], [20, 15, 12, 10, 33]).astype(np.uint8)


@pytest.fixture
def report(make_clip):
    """A function that judges one who says something of the same clip; its last ten frames do not count."""

    def judged(said):
        counted = np.arange(len(TRUTH)) < len(TRUTH) - 10
        case = Case("jump", make_clip(len(TRUTH)).track, TRUTH, counted, "drawn")
        return judge_case(case, lambda _: (said, np.eye(4)[said]))

    return judged


def test_a_ribbon_tells_what_was_judged(report):
    late = np.roll(TRUTH, 3)
    found = report(late)
    ribbon = Ribbon.of(found)
    assert ribbon.truth == "i20 t15 s12 l10 i23 I10"
    assert ribbon.said == "i23 t15 s12 l10 i30"
    assert ribbon.seconds == pytest.approx(89 / 30, abs=1e-3)
    assert ribbon.macro_f1 == pytest.approx(found.macro_f1)
    np.testing.assert_array_equal(ribbon.said_labels, late)
    np.testing.assert_array_equal(ribbon.true_labels, TRUTH)
    np.testing.assert_array_equal(ribbon.counted, np.arange(len(TRUTH)) < len(TRUTH) - 10)


def test_frames_that_do_not_count_change_nothing(report):
    said = TRUTH.copy()
    said[-10:] = 2
    assert Ribbon.of(report(said)).macro_f1 == 1.0


@pytest.mark.parametrize(
    "changes",
    [
        {"truth": "i20"},
        {"truth": "x90"},
        {"truth": "i90i"},
        {"said": "i99999999"},
        {"seconds": "long"},
        {"seconds": -1},
    ],
)
def test_a_damaged_ribbon_is_refused(changes):
    facts = {"name": "jump", "seconds": 3.0, "truth": "i90", "said": "i80 s10"}
    assert Ribbon.from_json(facts).name == "jump"
    with pytest.raises(ValueError, match=r"."):
        Ribbon.from_json(facts | changes)
