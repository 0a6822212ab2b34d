"""The clips that systems do worst on."""

import attrs
import numpy as np
import pytest

from training.benchmark.outcome import Verdicts
from training.benchmark.ribbons import Ribbon
from training.reporting.clipbook import ClipBook
from training.reporting.worst import SHOWN, worst_cut, worst_named


@pytest.fixture
def named(style_outcome):
    """A function that makes an outcome from the probability of "waltz" of clips that are all waltzes."""

    def make(seed, **shares):
        said = np.array([[share, 1 - share] for share in shares.values()])
        return attrs.evolve(
            style_outcome(seed=seed), verdicts=Verdicts(tuple(shares), np.zeros(len(shares), np.intp), said)
        )

    return make


def test_clips_with_the_least_probability_of_the_truth_come_first(named, make_clip):
    track = make_clip(40).track
    book = ClipBook({"two": {"b": track}.get})
    found = worst_named([named(0, a=0.9, b=0.2, c=0.4), named(1, a=0.8, b=0.4, c=0.6)], book)
    assert [clip.name for clip in found] == ["b", "c", "a"]
    assert found[0].lines == (
        "It is waltz: 0 of 2 networks said so, they give it 30 % on average.", "Taken for rumba (2).",
    )  # fmt: skip
    assert found[2].lines[1] == ""
    assert len(found[0].strip.pictures) == 5
    assert found[1].strip is None


def test_a_few_are_shown_and_files_of_before_show_none(named, style_outcome):
    assert len(worst_named([named(0, **{f"clip{i}": 0.5 for i in range(20)})], ClipBook())) == SHOWN
    assert worst_named([style_outcome()], ClipBook()) == ()


def test_clips_that_the_first_system_cuts_worst_with_what_each_said():
    good, bad = Ribbon("a", 2.0, "i30 s20 S10", "i30 s30"), Ribbon("b", 2.0, "i30 s30", "i60")
    found = worst_cut({"bigru": [(good, bad), (good, good)], "none": [()], "gru": [(bad,)]}, "real", ClipBook())
    assert [clip.name for clip in found] == ["a"]  # the others were not in all of its runs
    found = worst_cut({"bigru": [(good, bad)], "gru": [(attrs.evolve(bad, said="s60"),)]}, "real", ClipBook())
    assert [clip.name for clip in found] == ["b", "a"]
    assert [row.name for row in found[0].rows] == ["truth", "bigru", "gru"]
    assert [(p.start, p.width, p.phase) for p in found[0].rows[0].pieces] == [(0, 50, "idle"), (50, 50, "skill")]
    assert found[1].rows[0].pieces[-1].phase == ""
    assert "Macro F1 33 %" in found[0].lines[0]
    assert worst_cut({"old": [()]}, "real", ClipBook()) == ()
