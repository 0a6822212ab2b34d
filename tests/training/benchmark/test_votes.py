"""Ensembles over seeds."""

import attrs
import numpy as np
import pytest

from training.benchmark.outcome import STRANGE, Outcome, Verdicts
from training.benchmark.phases import PhaseOutcome
from training.benchmark.ribbons import Ribbon
from training.benchmark.table import sections
from training.benchmark.votes import is_vote, phase_vote, vote, votes
from training.cases import Case
from training.evaluate import judge_all

TRUTH = (0, 0, 1, 1)


@pytest.fixture
def run_of():
    """A function that makes a run of two dances: the probability of the first dance for each of four clips."""

    def make(first, seed=0, names="abcd", system="gru", strangers=()):
        said = np.array([[p, 1 - p] for p in first])
        unlike = np.array([[p, 1 - p] for p in strangers]).reshape(-1, 2)
        count = len(strangers) // 2
        return Outcome(
            system, "two", "by_clip", seed, ("waltz", "rumba"), np.eye(2, dtype=np.int64), np.eye(2, dtype=np.int64),
            loss=0.5, calibration=0.1, parameters=10, seconds=60.0, answer_ms=2.0,
            verdicts=Verdicts(tuple(names), np.array([TRUTH["abcd".index(n)] for n in names], np.intp), said),
            strangers=Verdicts(("x",) * count + ("y",) * count, np.full(2 * count, STRANGE, np.intp), unlike),
        )  # fmt: skip

    return make


def test_what_one_run_gets_wrong_the_others_put_right(run_of):
    runs = [run_of((0.9, 0.4, 0.2, 0.3)), run_of((0.8, 0.9, 0.6, 0.1), 1), run_of((0.45, 0.8, 0.1, 0.3), 2)]
    found = vote(runs)
    assert found.system == "gru (3 seeds, soft vote)"
    assert found.clips.tolist() == [[2, 0], [0, 2]]
    assert found.verdicts.said[:, 0] == pytest.approx([2.15 / 3, 0.7, 0.3, 0.7 / 3])
    assert found.loss == pytest.approx(-np.log([2.15 / 3, 0.7, 0.7, 2.3 / 3]).mean())
    assert (found.parameters, found.seconds, found.answer_ms) == (30, 180.0, 6.0)
    assert is_vote(found.system)
    assert not is_vote(runs[0].system)


def test_clips_are_found_by_name_and_not_by_place(run_of):
    other = run_of((0.3, 0.6, 0.9, 0.4), 1, names="dcab")
    found = vote([run_of((0.9, 0.4, 0.2, 0.3)), other])
    assert found.verdicts.names == ("a", "b", "c", "d")
    assert found.verdicts.said[:, 0] == pytest.approx([0.9, 0.4, 0.4, 0.3])


def test_networks_that_were_asked_about_the_same_stranger_vote_in_turn(run_of):
    found = vote([run_of((0.9, 0.8, 0.2, 0.3), strangers=(0.6, 0.8, 0.5, 0.5)),
                  run_of((0.9, 0.8, 0.2, 0.3), 1, strangers=(0.2, 0.6, 0.5, 0.7))])  # fmt: skip
    assert found.strangers.names == ("x", "x", "y", "y")
    assert found.strangers.said[:, 0] == pytest.approx([0.4, 0.7, 0.5, 0.6])
    assert found.auroc == pytest.approx(15.5 / 16)  # one of each is said with 0.7


def test_there_is_no_vote_of_one_run_of_other_clips_or_of_none(run_of):
    one = run_of((0.9, 0.8, 0.2, 0.3))
    assert vote([one]) is None
    assert vote([one, run_of((0.9, 0.8, 0.2), 1, names="abc")]) is None
    assert vote([attrs.evolve(one, seed=i, verdicts=Verdicts()) for i in range(3)]) is None
    assert vote([one, attrs.evolve(one, seed=1, labels=("rumba", "waltz"))]) is None


def test_votes_stand_in_the_table_as_what_they_are(run_of):
    runs = [run_of((0.9, 0.4, 0.2, 0.3), s, system=name) for name in ("gru", "tcn") for s in range(2)]
    assert sorted(o.system for o in votes(runs)) == ["gru (2 seeds, soft vote)", "tcn (2 seeds, soft vote)"]
    (section,) = sections(runs)
    assert len(section.rows) == 4
    (row,) = [r for r in section.rows if r[0] == "gru (2 seeds, soft vote)"]
    assert row[section.columns.index("examples")] == "–"  # what windows said is not kept
    assert "unknown" not in section.columns  # nobody was asked about strangers


@pytest.fixture
def cut():
    """A function that makes a run about one real clip of three seconds: what was said of its frames."""

    def make(said, seed=0, truth="i30 t15 s20 l15 I10", **report):
        return PhaseOutcome("bigru", seed, {"real": {"macro_f1": 0.5, **report}}, 10, 60.0, 0.5,
                            clips={"real": (Ribbon("leap", 89 / 30, truth, said),)})  # fmt: skip

    return make


def test_the_majority_of_a_frame_puts_single_runs_right(cut):
    runs = [cut("i30 t15 s20 l25"), cut("i36 t9 s20 l25", 1), cut("i30 t15 s26 l19", 2)]
    found = phase_vote(runs)
    assert found.system == "bigru (3 seeds, majority)"
    assert is_vote(found.system)
    report = found.reports["real"]
    assert report["macro_f1"] == 1.0
    assert report["takeoff"]["median_ms"] == report["touchdown"]["median_ms"] == 0.0
    assert "calibration_error" not in report
    assert found.clips["real"][0].said == "i30 t15 s20 l25"
    assert (found.parameters, found.seconds, found.answer_ms) == (30, 180.0, 1.5)


def test_the_majority_is_judged_as_its_members_are(cut, make_clip):
    truth = np.repeat([0, 1, 2, 3, 0], [20, 15, 12, 10, 33]).astype(np.uint8)
    said, counted = np.roll(truth, 4), np.arange(90) >= 5
    case = Case("jump", make_clip(90).track, truth, counted, "real")
    report = judge_all("m", [case], lambda _: (said, np.eye(4)[said]))
    alone = PhaseOutcome("m", 0, {}, 1, 1.0, 1.0, clips={"real": (Ribbon.of(report.clips[0]),)})
    found = phase_vote([attrs.evolve(alone, seed=seed) for seed in range(3)]).reports["real"]
    members = report.to_dict()
    del members["calibration_error"]
    assert found == members


def test_there_is_no_majority_of_two_or_of_other_clips(cut):
    one = cut("i90")
    assert phase_vote([one, cut("i90", 1)]) is None
    assert phase_vote([one, cut("i90", 1), attrs.evolve(one, seed=2, clips={})]) is None
    assert phase_vote([one, cut("i90", 1), cut("i90", 2, truth="i90")]) is None
